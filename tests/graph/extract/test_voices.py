"""Whose voice: reported views, quotations, joint answers, answers for others, other responses that are joined. Our own sentences."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from remissgraf.graph.extract.context import Context
from remissgraf.graph.extract.record import to_record
from remissgraf.graph.model import Document, Extraction
from remissgraf.ontology.entries import Actor, Vocabulary

from .conftest import Found

VOCABULARY = Vocabulary(
    actors=(
        Actor("skr", "Sveriges Kommuner och Regioner", ("Association",), short=("SKR",)),
        Actor("prov", "Skolväsendets prövningsnämnd", ("StateAgency",)),
        Actor("boverket", "Boverket", ("StateAgency",)),
        Actor("lst", "Länsstyrelsen i Ådalens län", ("StateAgency",), scope="workspace"),
    )
)
HEAD = "# Yttrande från Strömvalla kommun\n\n"


@dataclass(frozen=True)
class Told:
    """What a text gave: (holder, class) of the reported views and of the respondent's own."""

    reported: list[tuple[str, str]]
    own: list[str]
    document: Document
    extraction: Extraction


def told(found: Found, body: str) -> Told:
    document, extraction = found(HEAD + body, context=Context(VOCABULARY))
    names = {actor.id: actor.name for actor in (*VOCABULARY.actors, *extraction.speakers)}
    return Told(
        [(names[one.actor], one.stance.cls) for one in extraction.statements if one.voice == "reported"],
        [one.stance.cls for one in extraction.statements if one.voice == "statement"],
        document,
        extraction,
    )


BOARD = "Miljönämnden i Strömvalla kommun"
SKR = "Sveriges Kommuner och Regioner"


@pytest.mark.parametrize(
    ("text", "reported", "own"),
    [
        # An internal board as the subject, before and after its verb.
        ("Miljönämnden anser i sitt remissvar till kommunstyrelsen att hamnen bör flyttas.", [(BOARD, "Holds")], []),
        ("I sitt svar ifrågasätter miljönämnden kostnaden.", [(BOARD, "Questions")], []),
        ("Miljönämnden sammanträder fyra gånger om året.", [], []),
        # A third party, in any tense.
        ("SKR har framfört att reglerna är svåra att följa.", [(SKR, "Emphasises")], []),
        ("Boverket avstyrkte hamnen i sitt yttrande.", [("Boverket", "Rejects")], []),
        ("Föreningen Rena Sjöar motsätter sig inte planen.", [("Föreningen Rena Sjöar", "NoObjection")], []),
        ("Boverket har tagit fram en vägledning om hamnar.", [], []),
        # Beside the respondent's own stance.
        ("Kommunen tillstyrker planen, medan Boverket avstyrker den.", [("Boverket", "Rejects")], ["Approves"]),
        ("Kommunen noterar att Boverket avstyrker planen.", [("Boverket", "Rejects")], ["Observes"]),
        ("Kommunen föreslår att Boverket avstyrker ansökan.", [], ["Proposes"]),
        # A listed body of another's, though it ends as the own boards do.
        ("Skolväsendets prövningsnämnd avstyrker planen.", [("Skolväsendets prövningsnämnd", "Rejects")], []),
        # Those whom no name tells.
        ("Flera remissinstanser har framhållit att tiden är för kort.", [("Flera remissinstanser", "Emphasises")], []),
        ("Näringslivet i länet välkomnar planen.", [("Näringslivet i länet", "Welcomes")], []),
        ("Arbetsgivarna anser att taxan är för hög.", [("Arbetsgivarna", "Holds")], []),
        ("Flera av kommunens föreningar avstyrker avgiften.", [("Flera av kommunens föreningar", "Rejects")], []),
        ("Många av dem saknar egna båtar. Rapporten framhåller att kostnaderna ökar.", [], []),
        ("Invånarna uppskattar stranden. Regionen föreslår en avgift.", [], []),
        # As a source.
        ("Enligt Boverket är planen otydlig.", [("Boverket", "Questions")], []),
        ("Planen bör enligt SKR göras om.", [(SKR, "Proposes")], []),
        ("Enligt Boverket finns 400 bostäder i området.", [], []),
        # The consulted document and its makers are nobody's reported view.
        ("Utredningen föreslår en ny avgift. Regeringen anser att den är bra.", [], []),
    ],
)  # fmt: skip
def test_a_reported_view_has_its_holder(
    found: Found, text: str, reported: list[tuple[str, str]], own: list[str]
) -> None:
    result = told(found, text)
    assert (result.reported, result.own) == (reported, own)


@pytest.mark.parametrize(
    ("text", "reported", "own"),
    [
        (
            "SKR skriver i sitt yttrande: ”Vi avstyrker förslaget. Vi anser att tiden är för kort.” Kommunen tillstyrker förslaget.",
            [(SKR, "Rejects"), (SKR, "Holds")],
            ["Approves"],
        ),
        ("”Vi kan inte tillstyrka planen”, skriver Boverket.", [("Boverket", "Rejects")], []),
        ("Så här skriver Boverket:\n\n> Vi avstyrker hamnen.\n\nVi delar inte den bedömningen.", [("Boverket", "Rejects")], ["Questions"]),
        # Quotation marks around a name, and a block quote that nobody leads in.
        ("Vi tillstyrker programmet ”Levande hamnar i hela länet”, som Boverket driver.", [], ["Approves"]),
        ("> Vi avstyrker hamnen.\n", [], ["Rejects"]),
    ],
)  # fmt: skip
def test_a_quotation_is_the_quoted_ones(
    found: Found, text: str, reported: list[tuple[str, str]], own: list[str]
) -> None:
    result = told(found, text)
    assert (result.reported, result.own) == (reported, own)
    for one in result.extraction.statements:
        assert result.document.text[one.start : one.end] == one.sentence_raw
        assert result.document.text[one.stance.start : one.stance.end] == one.stance.surface


@pytest.mark.parametrize(
    "heading", ["Miljönämnden", "Yttrande från miljönämnden", "Bilaga 2: Yttrande från miljönämnden", "Miljönämndens yttrande"]
)  # fmt: skip
def test_what_stands_under_a_boards_name_is_the_boards(found: Found, heading: str) -> None:
    result = told(
        found,
        f"## {heading}\n\nNämnden tillstyrker planen. Det är positivt att sjöarna skyddas. Vi avstyrker avgiften. "
        "Kommunen delar nämndens bedömning.\n\n## Kommunens synpunkter\n\nDet är orimligt att ån torrläggs.\n",
    )
    assert result.reported == [(BOARD, "Approves"), (BOARD, "Welcomes"), (BOARD, "Rejects")]
    assert result.own == ["Concurs", "Questions"]
    (board,) = result.extraction.speakers
    (municipality,) = result.extraction.facts.respondents
    assert (board.classes, board.unit_of) == (("PublicBody",), municipality.id)


def test_a_heading_that_only_mentions_a_board_is_the_respondents_own(found: Found) -> None:
    result = told(found, "## Miljönämndens ansvar för hamnen\n\nVi avstyrker förslaget.\n")
    assert (result.reported, result.own) == ([], ["Rejects"])


def test_reported_views_are_printed_where_they_are_asked_for(found: Found) -> None:
    result = told(found, "Kommunen tillstyrker planen. Boverket avstyrker kapitel 4.")
    own = list(to_record(result.document, result.extraction, VOCABULARY))
    others = list(to_record(result.document, result.extraction, VOCABULARY, voices=("dissent", "reported")))
    assert [(one["actor"], one["voice"]) for one in own] == [("Strömvalla kommun", "statement")]
    assert [(one["actor"], one["voice"], one["target_chapters"], one["claim"]) for one in others] == [
        ("Boverket", "reported", ["4"], None)
    ]


@pytest.mark.parametrize(
    ("text", "respondents", "makers"),
    [
        (
            "# Gemensamt yttrande från Alviks kommun och Region Öst\n\nVi tillstyrker planen. Region Öst anser dock för egen del att "
            "hamnen bör strykas. Alviks kommun och Region Öst saknar en tidplan.",
            ["Alviks kommun", "Region Öst"],
            [["alviks-kommun", "region-ost"], ["region-ost"], ["alviks-kommun", "region-ost"]],
        ),
        (
            "# Remissvar\n\nKommunerna Alvik och Berg lämnar härmed ett gemensamt remissvar.\n\nKommunerna tillstyrker planen. "
            "Bergs kommun avstyrker dock avgiften.",
            ["Alviks kommun", "Bergs kommun"],
            [["alviks-kommun", "bergs-kommun"], ["bergs-kommun"]],
        ),
        (
            "# Synpunkter på planen\n\nVi avstyrker planen.\n\nFör Alviks kommun\n\nAnna Ek\n\nFör Bergs kommun\n\nBo Al\n",
            ["Alviks kommun", "Bergs kommun"],
            [["alviks-kommun", "bergs-kommun"]],
        ),
        (
            "Alviks och Bergs kommuner\n\n2025-01-02\n\nYttrande över planen\n\nKommunerna avstyrker planen.\n",
            ["Alviks kommun", "Bergs kommun"],
            [["alviks-kommun", "bergs-kommun"]],
        ),
        # One respondent: a name with "och", another's joint answer, a signature of one.
        (
            "# Yttrande från Barn- och utbildningsnämnden i Alviks kommun\n\nNämnden avstyrker planen. Alviks kommun och Region Öst "
            "lämnade förra året ett gemensamt yttrande.",
            ["Barn- och utbildningsnämnden i Alviks kommun"],
            [["barn-och-utbildningsnamnden-i-alviks-kommun"]],
        ),
        (
            "# Yttrande från Föreningen Skog och Mark\n\nFöreningen avstyrker planen.\n\nFör Föreningen Skog och Mark\n\nBo Al\n",
            ["Föreningen Skog och Mark"],
            [["foreningen-skog-och-mark"]],
        ),
    ],
)  # fmt: skip
def test_a_joint_answer_is_all_its_respondents(
    found: Found, text: str, respondents: list[str], makers: list[list[str]]
) -> None:
    _, extraction = found(text, name="svar.md")
    assert [actor.name for actor in extraction.facts.respondents] == respondents
    own = [one for one in extraction.statements if one.voice == "statement"]
    assert [[one.actor, *one.co_actors] for one in own] == makers


@pytest.mark.parametrize(
    ("sentence", "behalf"),
    [
        ("Förbundet avger yttrandet för medlemskommunerna Alviks kommun och Bergs kommun.", ["Alviks kommun", "Bergs kommun"]),
        ("Yttrandet lämnas för Alviks kommuns räkning.", ["Alviks kommun"]),
        ("På uppdrag av Föreningen Rena Sjöar lämnar vi följande synpunkter.", ["Föreningen Rena Sjöar"]),
        ("Förbundet svarar för sina medlemskommuners räkning.", ["Medlemskommunerna (Kommunalförbundet Väst)"]),
        ("På uppdrag av regeringen har förbundet utrett frågan.", []),
        ("Förbundet har på uppdrag av Alviks kommun byggt en brandstation.", []),
    ],
)  # fmt: skip
def test_for_whom_an_answer_is_given(found: Found, sentence: str, behalf: list[str]) -> None:
    _, extraction = found(
        f"# Yttrande från Kommunalförbundet Väst\n\n{sentence} Förbundet avstyrker planen.\n"
    )
    assert [actor.name for actor in extraction.facts.on_behalf_of] == behalf


@pytest.mark.parametrize(
    ("sentence", "references"),
    [
        ("Kommunen ansluter sig till SKR:s yttrande i dess helhet.", [("skr", "adopts", "whole")]),
        ("Kommunen ansluter sig till Boverkets yttrande i den del som rör buller.", [("boverket", "adopts", "part")]),
        ("Vi ställer oss bakom remissvaret från SKR.", [("skr", "adopts", None)]),
        ("Kommunen hänvisar i övrigt till Länsstyrelsens remissvar.", [("lst", "leans", None)]),
        ("Vi hänvisar till det yttrande som Boverket har lämnat.", [("boverket", "leans", None)]),
        ("Kommunen ansluter sig inte till SKR:s yttrande.", []),
        ("Boverket ansluter sig till SKR:s yttrande.", []),
        ("Kommunen delar Boverkets bedömning.", []),
        ("Ansluter sig SKR till kommunens yttrande?", []),
    ],
)  # fmt: skip
def test_other_responses_that_are_joined_or_leant_on(
    found: Found, sentence: str, references: list[tuple[str, str, str | None]]
) -> None:
    result = told(found, sentence)
    assert [(one.actor, one.kind, one.extent) for one in result.extraction.facts.references] == references
    for one in result.extraction.facts.references:
        assert one.sentence in result.document.text


def test_an_english_response_knows_the_same_voices(found: Found) -> None:
    text = (
        "# Joint response from the Baltic Shipping Association and the Harbour Society\n\nWe support the proposal. The "
        "Harbour Society questions the fee. We endorse the response of the Port Authority in its entirety. The Port Authority argues "
        "that the plan is weak.\n"
    )
    _, extraction = found(text)
    assert len(extraction.facts.respondents) == 2
    assert [(one.voice, one.stance.cls, len(one.co_actors)) for one in extraction.statements][:2] == [
        ("statement", "Approves", 1),
        ("statement", "Questions", 0),
    ]
    assert [one.voice for one in extraction.statements][-1] == "reported"
    assert [(one.kind, one.extent) for one in extraction.facts.references] == [("adopts", "whole")]
