"""Odd consultations: no strategy, no answers, one, abstentions only, contradictions, campaigns, hostile names, unread files."""

from __future__ import annotations

import re

import pytest

from remissgraf.errors import ReportError
from remissgraf.graph.store import OxigraphStore
from remissgraf.queries.report.blocks import Paragraph, TextDocument, plain_text
from remissgraf.queries.report.compose import compose
from remissgraf.queries.report.html import html
from remissgraf.queries.report.make import WRITERS, check_edition, make_report
from remissgraf.queries.report.markdown import markdown
from remissgraf.queries.report.model import Options, Report

from .graphs import Told, consultation_of
from .reading import sections, spans_of, wrong_numbers

EACH = Options("sv", "0.5", "each")


def text_of(document: TextDocument) -> str:
    return " ".join(span.text for span in spans_of(document))


def paragraphs(report: Report, *path: str) -> list[str]:
    found = sections(compose(report)).get(path, [])
    return [plain_text(block.spans) for block in found if isinstance(block, Paragraph)]


def written(report: Report) -> None:
    """Every format can be written, in both languages' words."""
    for writer in WRITERS.values():
        assert writer(report, None)


def test_an_empty_graph_is_refused_with_a_clear_message() -> None:
    with pytest.raises(ReportError, match="no consultation") as caught:
        make_report(OxigraphStore.memory(), EACH)
    assert caught.value.code == "report.consultation"


def test_a_consultation_that_is_not_there_is_told_with_those_that_are() -> None:
    store = consultation_of(answering=["Alby"])
    assert make_report(store, EACH, "consultation").facts.title == "Remissen"
    with pytest.raises(ReportError, match="It has: consultation") as caught:
        make_report(store, EACH, "annan")
    assert caught.value.code == "report.consultation"


def test_nobody_has_answered() -> None:
    report = make_report(consultation_of(silent=["Alby", "Dalby"]), EACH)
    assert paragraphs(report, "Samlad bild") == ["Inga svar räknas, och det finns därför inget att redovisa."]
    assert "Alby och Dalby bjöds in att yttra sig men har inte svarat." in text_joined(report)
    written(report)


def text_joined(report: Report) -> str:
    return "\n".join(
        plain_text(block.spans) for block in compose(report).blocks if isinstance(block, Paragraph)
    )


def test_one_answer_without_a_strategys_chapters() -> None:
    report = make_report(consultation_of([Told("Alby", "avstyrker", "Alby avstyrker.")], chapters=()), EACH)
    said = text_joined(report)
    assert "1 remissinstans har lämnat svar som räknas." in said
    assert "1 svar har kommit in och lästs, och det räknas." in said
    assert "Den remissinstans som har svarat har lämnat synpunkter på förslaget" in said
    assert "1 remissinstanser" not in said
    assert not any(path[:1] == ("Synpunkter kapitel för kapitel",) for path in sections(compose(report)))
    written(report)


def test_answers_without_any_statement() -> None:
    report = make_report(consultation_of(answering=["Alby", "Dalby"]), EACH)
    assert "Inga ställningstaganden har hittats i svaren." in text_joined(report)
    assert (
        "Alby och Dalby har svarat utan att uttryckligen ta ställning till förslaget som helhet."
        in text_joined(report)
    )
    written(report)


def test_all_abstain() -> None:
    names = ["Alby", "Dalby", "Ekby"]
    report = make_report(consultation_of([Told(name, "avstar", f"{name} avstår.") for name in names]), EACH)
    assert "Alby, Dalby och Ekby avstår från att ta ställning till förslaget." in text_joined(report)
    assert "Stöd" not in {path[-1] for path in sections(compose(report)) if path}
    written(report)


def test_yes_and_no_of_one_actor_on_one_chapter_are_shown_as_contradictory() -> None:
    told = [
        Told("Alby", "tillstyrker", "Alby tillstyrker kapitlet om hamnar.", "Hamnar"),
        Told("Alby", "avstyrker", "Alby avstyrker kapitlet om hamnar.", "Hamnar"),
        Told("Dalby", "tillstyrker", "Dalby tillstyrker kapitlet om hamnar.", "Hamnar"),
    ]
    report = make_report(consultation_of(told), EACH)
    (formal,) = paragraphs(report, "Synpunkter kapitel för kapitel", "Hamnar", "Ställningstaganden")
    assert "Dalby tillstyrker kapitlet." in formal
    assert "Alby ger motsägande besked om kapitlet" in formal
    assert "Alby tillstyrker" not in formal
    notes = list(map(plain_text, compose(report).notes))
    assert any("Alby tillstyrker kapitlet" in note and "Alby avstyrker kapitlet" in note for note in notes)
    assert "Motsägande besked redovisas som sådana" in text_joined(report)
    written(report)


def test_who_speaks_on_both_sides_is_told_on_neither() -> None:
    told = [
        Told("Alby", "tillstyrker", "Alby tillstyrker.", "Hamnar"),
        Told("Alby", "avstyrker", "Alby avstyrker.", "Hamnar"),
        Told("Dalby", "valkomnar", "Dalby välkomnar.", "Hamnar"),
    ]
    path = ("Synpunkter kapitel för kapitel", "Hamnar", "Skiljelinjer")
    assert paragraphs(make_report(consultation_of(told), EACH), *path) == []
    told.append(Told("Ekby", "ifragasatter", "Ekby ifrågasätter.", "Hamnar"))
    assert paragraphs(make_report(consultation_of(told), EACH), *path) == [
        "Dalby uttrycker stöd för kapitlet, medan Ekby avvisar eller ifrågasätter det."
        " Alby uttrycker både stöd och motstånd."
    ]


def test_a_verdict_on_a_part_fills_neither_the_chapter_nor_the_whole() -> None:
    told = [Told("Alby", "tillstyrker", "Alby tillstyrker stycket.", "Hamnar", scope="part")]
    report = make_report(consultation_of(told), EACH)
    said = text_joined(report)
    assert "tillstyrker förslaget" not in said
    assert "tillstyrker kapitlet" not in said
    assert "Alby ställer sig bakom något i kapitlet." in said
    assert "positivt" not in said


def test_no_objection_is_never_told_as_support() -> None:
    told = [Told("Alby", "ingen-erinran", "Alby har ingen erinran mot kapitlet.", "Hamnar")]
    report = make_report(consultation_of(told), EACH)
    assert paragraphs(report, "Synpunkter kapitel för kapitel", "Hamnar", "Ställningstaganden") == [
        "Alby har ingen erinran mot kapitlet."
    ]
    assert "Stöd" not in {path[-1] for path in sections(compose(report)) if path}


CAMPAIGN = """
:campaign a rg:Campaign ; rg:exemplar :response-0 ; rg:lowestSimilarity 0.9 .
:response-0 rg:inCampaign :campaign . :response-1 rg:inCampaign :campaign . :response-2 rg:inCampaign :campaign .
"""


def test_a_campaign_is_told_once_and_counted_as_asked() -> None:
    names = ["Alby", "Dalby", "Ekby", "Forsby"]
    told = [Told(name, "avstyrker", "Vi avstyrker förslaget helt.") for name in names]
    store = consultation_of(told, more=CAMPAIGN)
    each, once = (make_report(store, Options("sv", "0.5", way)) for way in ("each", "once"))
    for report in (each, once):
        assert "Forsby och en kampanj med 3 avsändare avstyrker förslaget." in text_joined(report)
        assert "3 avsändare har skickat in samma eller nästan samma text som Alby." in text_joined(report)
    assert [report.figures["answered"].value for report in (each, once)] == ["4", "2"]
    assert [report.position_counts["", "avstyrker"].value for report in (each, once)] == ["4", "2"]
    for report in (each, once):
        wrong, number = wrong_numbers(store, report.options, compose(report))
        assert wrong == []
        assert number > 10
    written(once)


def test_long_and_hostile_names_do_no_harm() -> None:
    names = ["Å" * 5000, "<script>alert(1)</script>", "| a | # *b* [c](javascript:d) |\n\n# e", "=cmd()|'!A1"]
    told = [Told(name, "valkomnar", f"{name[:50]} är bra & <b>.", "Hamnar") for name in names]
    report = make_report(consultation_of(told, chapters=["<i>Hamnar", "Hamnar"]), EACH)
    document = compose(report)
    page, lines = html(document), markdown(document).splitlines()
    assert "<script" not in page
    assert "<i>" not in page
    assert "&lt;script&gt;" in page
    assert not [line for line in lines if line.startswith("# ") and line != "# Sammanställning av remissvar"]
    assert not any(re.search(r"(?<!\\)\]\(javascript", line) for line in lines)
    longest = max(len(span.text) for span in spans_of(document) if span.kind == "name")
    assert longest == 5000
    assert sum(len(span.text) > 200 for span in spans_of(document) if span.kind == "name") == 1
    written(report)


def test_files_that_could_not_be_read_are_in_the_audit() -> None:
    more = ':unread a rg:UnreadFile ; rg:sentTo :consultation ; rg:unreadCode "read.no-text" ; dcterms:format "pdf" .'
    report = make_report(consultation_of(answering=["Alby"], more=more), EACH)
    assert "1 fil kunde inte läsas och ingår inte." in text_joined(report)
    said = markdown(compose(report))
    assert "| namnet visas inte i den offentliga utgåvan |" in said
    assert "kunde inte läsas: filen har ingen text" in said


def test_requests_initiatives_and_divides_stand_where_they_were_said() -> None:
    more = """
:roller a rg:Topic ; skos:prefLabel "roller"@sv ; rg:isCandidate false .
:ljus a rg:Initiative ; skos:prefLabel "Ljusleden"@sv .
:claim a rg:Claim ; skos:prefLabel "roller: tydliggöra"@sv .
"""
    asks = (
        "; rg:requestsAction action:Clarify ; rg:aboutTopic :roller ; rg:expressesClaim :claim ; rg:agreement true"
        " ; rg:mentionsInitiative :ljus"
    )
    denies = "; rg:expressesClaim :claim ; rg:agreement false"
    told = [
        Told("Alby", "foreslar", "Rollerna bör tydliggöras.", "Hamnar", "part", extra=asks),
        Told("Dalby", "foreslar", "Rollerna bör tydliggöras!", "Hamnar", "part", extra=asks),
        Told("Ekby", "anser", "Rollerna är tydliga.", "Hamnar", "part", extra=denies),
    ]
    report = make_report(consultation_of(told, more=more), EACH)
    said = re.sub(r"\[\^\d+\]", "", markdown(compose(report)))
    assert "- **Tydliggöra** (2 remissinstanser)" in said
    assert "    - i fråga om roller: Alby och Dalby: ”Rollerna bör tydliggöras.”" in said
    assert "- Ljusleden nämns av Alby och Dalby." in said
    assert "I frågan ”roller: tydliggöra” är Alby och Dalby för, medan Ekby är emot." in said
    assert "Inga synpunkter har hittats på kapitlet Fyrar." in said


def test_the_edition_must_be_that_of_the_graph() -> None:
    check_edition("public", "public")
    check_edition("internal", "internal")
    for wanted, built in (("internal", "public"), ("public", "internal")):
        with pytest.raises(ReportError) as caught:
            check_edition(wanted, built)
        assert caught.value.code == "report.edition"
        assert caught.value.remedy
