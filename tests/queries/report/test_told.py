"""What is told of whom: no class of stance is left out of its chapter, conditions stand in the text's words, denominators are named."""

from __future__ import annotations

import re

from remissgraf.queries.report.blocks import Bullets, Paragraph, Table, TextDocument, plain_text
from remissgraf.queries.report.compose import compose
from remissgraf.queries.report.make import make_report
from remissgraf.queries.report.model import Options, Report

from .graphs import Told, consultation_of
from .reading import sections

EACH = Options("sv", "0.5", "each")
# Where what is said of a chapter is told, by the class of stance.
PLACES = {
    "Approves": ("Ställningstaganden", "Stöd"),
    "ApprovesInPrinciple": ("Ställningstaganden", "Stöd"),
    "Welcomes": ("Ställningstaganden", "Stöd"),
    "Concurs": ("Ställningstaganden", "Stöd"),
    "NoObjection": ("Ställningstaganden",),
    "Abstains": ("Ställningstaganden",),
    "Rejects": ("Ställningstaganden", "Invändningar"),
    "Questions": ("Ställningstaganden", "Invändningar"),
    "FindsMissing": ("Ställningstaganden", "Invändningar"),
    "Emphasises": ("Övriga synpunkter",),
    "Holds": ("Övriga synpunkter",),
    "Observes": ("Övriga synpunkter",),
}


def texts(document: TextDocument) -> dict[tuple[str, ...], str]:
    return {
        path: " ".join(plain_text(block.spans) for block in blocks if isinstance(block, Paragraph))
        for path, blocks in sections(document).items()
    }


def test_every_class_of_stance_is_told_in_its_chapter(
    swedish_report: Report, swedish_document: TextDocument
) -> None:
    told = texts(swedish_document)
    labels = {chapter.id: chapter.label for chapter in swedish_report.chapters}
    checked = set()
    for said in swedish_report.statements:
        if said.requests or said.conditions or said.stance_class not in PLACES:
            continue
        for place in filter(None, said.places):
            found = " ".join(
                told.get(("Synpunkter kapitel för kapitel", labels[place], heading), "")
                for heading in PLACES[said.stance_class]
            )
            for actor in said.actors:
                assert swedish_report.respondents[actor].label in found, said.id
            checked.add(said.stance_class)
    assert checked >= PLACES.keys() - {"ApprovesInPrinciple"}


def test_who_rejects_a_chapter_is_told_of_again_only_with_what_the_criticism_concerns() -> None:
    more = ':avgift a rg:Topic ; skos:prefLabel "avgifter"@sv ; rg:isCandidate false .'
    told = [
        Told("Alby", "avstyrker", "Alby avstyrker kapitlet.", "Hamnar"),
        Told(
            "Alby",
            "ifragasatter",
            "Avgifterna är orimliga.",
            "Hamnar",
            "part",
            extra="; rg:aboutTopic :avgift",
        ),
        Told("Dalby", "avstyrker", "Dalby avstyrker kapitlet.", "Hamnar"),
        Told("Dalby", "ifragasatter", "Kajen är för kort.", "Hamnar", "part"),
    ]
    text = texts(compose(make_report(consultation_of(told, more=more), EACH)))
    path = ("Synpunkter kapitel för kapitel", "Hamnar")
    assert text[*path, "Ställningstaganden"] == "Alby och Dalby avstyrker kapitlet."
    assert text[*path, "Invändningar"] == "Alby riktar kritik mot något i kapitlet. Synpunkten rör avgifter."


def test_one_who_names_several_topics_is_named_once() -> None:
    more = "".join(
        f':{name} a rg:Topic ; skos:prefLabel "{name}"@sv ; rg:isCandidate false .\n'
        for name in ("avgifter", "bryggor", "kajer")
    )
    told = [
        Told("Alby", "ifragasatter", "A.", "Hamnar", "part", extra="; rg:aboutTopic :avgifter , :bryggor"),
        Told("Dalby", "ifragasatter", "B.", "Hamnar", "part", extra="; rg:aboutTopic :kajer"),
    ]
    text = texts(compose(make_report(consultation_of(told, more=more), EACH)))
    assert text["Synpunkter kapitel för kapitel", "Hamnar", "Invändningar"].endswith(
        "Synpunkterna rör avgifter och bryggor (Alby); kajer (Dalby)."
    )


def test_a_proposal_that_names_no_action_is_told() -> None:
    told = [Told("Alby", "foreslar", "Alby föreslår en ny väg.", "Hamnar", "part")]
    told.append(Told("Alby", "valkomnar", "Alby välkomnar kapitlet.", "Hamnar"))
    text = texts(compose(make_report(consultation_of(told), EACH)))
    assert text["Synpunkter kapitel för kapitel", "Hamnar", "Övriga synpunkter"] == (
        "Alby föreslår något i fråga om kapitlet."
    )


def test_on_what_condition_one_approves_is_told_in_the_words_of_the_text() -> None:
    condition = '; rg:condition "förutsatt att kajen hålls i stånd"@sv'
    told = [
        Told(
            "Alby",
            "tillstyrker-i-huvudsak",
            "Alby tillstyrker kapitlet, förutsatt att kajen hålls i stånd.",
            "Hamnar",
            extra=condition,
        ),
        Told("Dalby", "tillstyrker-i-huvudsak", "Dalby tillstyrker i huvudsak kapitlet.", "Hamnar"),
    ]
    text = texts(compose(make_report(consultation_of(told), EACH)))
    assert text["Synpunkter kapitel för kapitel", "Hamnar", "Ställningstaganden"] == (
        "Alby och Dalby tillstyrker kapitlet i huvudsak eller med villkor."
        " Alby gör det ”förutsatt att kajen hålls i stånd”."
    )


def test_words_that_are_not_in_the_sentence_are_not_quoted_as_its_condition() -> None:
    condition = '; rg:condition "om fyren tänds"@sv'
    told = [Told("Alby", "tillstyrker-i-huvudsak", "Alby tillstyrker i huvudsak.", "Hamnar", extra=condition)]
    text = texts(compose(make_report(consultation_of(told), EACH)))
    assert "gör det" not in text["Synpunkter kapitel för kapitel", "Hamnar", "Ställningstaganden"]


def test_a_table_of_numbers_names_what_they_are_of() -> None:
    told = [Told(name, "valkomnar", f"{name} är för.", "Hamnar") for name in ("Alby", "Dalby")]
    many = texts(compose(make_report(consultation_of(told, silent=["Ekby", "Forsby"]), EACH)))
    assert "Antalen avser de 2 remissinstanser som har lämnat svar som räknas." in many["Samlad bild",]
    assert "De som inte har svarat hör till de 2 som bjöds in." in many["Samlad bild",]
    assert re.match(r"Kolumnen Yttrat sig avser de 2 ", many["Samlad bild", "Översikt per kapitel"])
    one = texts(compose(make_report(consultation_of(told[:1]), EACH)))
    assert "Antalen avser den enda remissinstans som har lämnat svar som räknas." in one["Samlad bild",]


ADOPTS = """
:response-0 rg:hasReference :reference .
:reference a rg:ResponseReference ; rg:referenceKind "adopts" ; rg:refersToResponseOf :actor-1 ; rg:referencePassage :said-so .
:said-so a rg:Passage ; oa:hasSource :response-0 ; rg:reading "Vi ansluter oss till Dalbys yttrande."@sv ; oa:hasSelector :words , :place .
:words a oa:TextQuoteSelector ; oa:exact "Vi ansluter oss till Dalbys yttrande."@sv .
:place a oa:TextPositionSelector ; oa:start 0 ; oa:end 37 .
"""


def test_agreement_with_another_response_is_shown_with_its_words_and_is_nothing_about_the_proposal() -> None:
    told = [
        Told("Alby", "instammer", "Vi ansluter oss till Dalbys yttrande.", scope="unspecified"),
        Told("Dalby", "avstyrker", "Dalby avstyrker."),
    ]
    document = compose(make_report(consultation_of(told, more=ADOPTS), EACH))
    (listed,) = (
        block
        for block in sections(document)["Samlad bild", "Svar som ansluter sig till andra"]
        if isinstance(block, Bullets)
    )
    (item,) = listed.items
    mark = item.spans[-1]
    assert mark.kind == "note"
    assert plain_text(item.spans[:-1]) == "Alby ansluter sig till Dalbys yttrande."
    assert "”Vi ansluter oss till Dalbys yttrande.” Alby, responses/0.md" in plain_text(
        document.notes[int(mark.text) - 1]
    )
    text = texts(document)
    assert ("Övergripande synpunkter", "Stöd") not in text
    assert ("Övergripande synpunkter", "Övriga synpunkter") not in text
    (numbers,) = (
        [plain_text(cell.spans) for cell in row]
        for block in document.blocks
        if isinstance(block, Table) and block.anchor == "table-chapters"
        for row in block.rows
    )
    assert numbers[:4] == ["Utan kapitel", "2", "0", "1"]


def test_agreement_that_is_no_adoption_is_told() -> None:
    told = [Told("Alby", "instammer", "Alby instämmer i mycket.", scope="unspecified")]
    text = texts(compose(make_report(consultation_of(told), EACH)))
    assert text["Övergripande synpunkter", "Stöd"] == "Alby uttrycker sig positivt om något i förslaget."


def test_chapters_that_nobody_spoke_of_are_named_before_the_others() -> None:
    told = [Told("Alby", "valkomnar", "Alby är för.", "Hamnar")]
    document = compose(make_report(consultation_of(told), EACH))
    assert (
        texts(document)["Synpunkter kapitel för kapitel",] == "Inga synpunkter har hittats på kapitlet Fyrar."
    )


def test_where_all_have_commented_it_is_said_so() -> None:
    told = [Told(name, "valkomnar", f"{name} är för.", "Hamnar") for name in ("Alby", "Dalby")]
    text = texts(compose(make_report(consultation_of(told), EACH)))
    assert text["Synpunkter kapitel för kapitel", "Hamnar"] == (
        "Samtliga 2 remissinstanser som har svarat har yttrat sig om kapitlet."
    )
    text = texts(compose(make_report(consultation_of(told, answering=["Ekby"]), EACH)))
    assert text["Synpunkter kapitel för kapitel", "Hamnar"] == (
        "2 av de 3 remissinstanser som har svarat har yttrat sig om kapitlet."
    )


DISSENTS = """
:dissent a rg:DissentingStatement ; rg:statedIn :response-0 ; rg:expressesStance stance:avstyrker ; rg:utteredBy :group ;
  rg:hasEvidence :words-of-it .
:group a rg:PartyGroup ; skos:prefLabel "V (Alby)"@sv .
:words-of-it a rg:Passage ; oa:hasSource :response-0 ; rg:reading "V avstyrker."@sv ; oa:hasSelector :letters , :where .
:letters a oa:TextQuoteSelector ; oa:exact "V avstyrker."@sv .
:where a oa:TextPositionSelector ; oa:start 9 ; oa:end 21 .
"""


def test_a_response_with_a_reservation_alone_is_no_verdict_and_names_who_dissents() -> None:
    text = texts(compose(make_report(consultation_of(answering=["Alby"], more=DISSENTS), EACH)))
    assert (
        text["Samlad bild", "Reservationer och särskilda yttranden"]
        == "I Albys svar finns en avvikande mening (V):"
    )
    assert text["Samlad bild",].startswith(
        "Alby har svarat utan att uttryckligen ta ställning till förslaget som helhet."
    )
    assert "avstyrker" not in " ".join(text.values()).casefold()


def test_a_topic_that_is_the_chapters_heading_tells_nothing_in_another_language_either() -> None:
    more = """
:hamnar a rg:Topic ; skos:prefLabel "hamnar"@sv , "ports"@en ; rg:isCandidate false .
:avgift a rg:Topic ; skos:prefLabel "avgifter"@sv , "fees"@en ; rg:isCandidate false .
"""
    told = [Told("Alby", "ifragasatter", "A.", "Hamnar", "part", extra="; rg:aboutTopic :hamnar , :avgift")]
    text = texts(compose(make_report(consultation_of(told, more=more), Options("en", "0.5", "each"))))
    assert text["Comments chapter by chapter", "Hamnar", "Objections"] == (
        "Alby is critical of something in the chapter. The comment concerns fees."
    )
