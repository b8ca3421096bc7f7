"""Praise and blame from judging.csv, and the constructions beside it: each example, and sentences that must be left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from remissgraf.graph.extract.finding import concepts
from remissgraf.graph.extract.grammar import load_grammar
from remissgraf.graph.extract.patterns import stance_lexicon
from remissgraf.graph.extract.sentence import findings_in

from .conftest import Found, Look

TABLE = Path(__file__).parents[1] / "judging.tsv"
LINES = [(language, line) for language in ("sv", "en") for line in load_grammar(language).judging]
ROWS = [
    line.split("\t")[:3]
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _classes(look: Look, language: str, sentence: str) -> list[str]:
    respondent = "Strandverket" if language == "sv" else "Harbour Trust"
    view = look(sentence, respondent, language)
    return [finding.cls for finding in findings_in(view, stance_lexicon(language))]


@pytest.mark.parametrize(
    ("language", "stance", "example"),
    [(language, line.stance, line.example) for language, line in LINES],
    ids=[line.example for _, line in LINES],
)
def test_each_line_gets_its_example_right(look: Look, language: str, stance: str, example: str) -> None:
    assert _classes(look, language, example) == [concepts()[stance].cls]


def test_a_line_says_what_its_subject_must_be() -> None:
    assert {line.subject for _, line in LINES} == {"any", "matter"}
    assert len({(language, line.expression) for language, line in LINES}) == len(LINES)


@pytest.mark.parametrize(("language", "sentence", "expected"), ROWS, ids=[row[1] for row in ROWS])
def test_a_sentence_gives_the_classes_of_the_table(
    look: Look, language: str, sentence: str, expected: str
) -> None:
    found = _classes(look, language, sentence)
    wanted = [either.split("|") for either in expected.split(";")] if expected else []
    assert len(found) == len(wanted)
    assert all(cls in either for cls, either in zip(found, wanted, strict=True))


@pytest.mark.parametrize(
    ("question", "reply", "expected"),
    [
        ("Tillstyrker ni förslaget om ett råd?", "Ja.", "Approves"),
        ("Tillstyrker ni förslaget om ett råd?", "Ja, med förbehåll.", "ApprovesInPrinciple"),
        ("Tillstyrker ni förslaget om ett råd?", "Nej.", "Rejects"),
        ("Ser ni några hinder för rådet?", "Ja, ett par.", "Questions"),
        ("Ser ni några hinder för rådet?", "Nej.", "NoObjection"),
    ],
)
def test_an_answer_takes_up_what_its_question_asks(
    found: Found, question: str, reply: str, expected: str
) -> None:
    text = f"# Svar från Strandverket\n\n## Fråga 1. {question}\n\n{reply}\n"
    _, extraction = found(text)
    assert [one.stance.cls for one in extraction.statements] == [expected]


def test_a_lead_that_opens_a_clause_carries_its_verb_to_the_items(found: Found) -> None:
    text = (
        "# Svar från Strandverket\n\n## Krav\n\nStrandverket kräver att staten\n\n"
        "* betalar för nya bojar,\n* underhåller fyrarna och\n* mäter djupet varje år.\n"
    )
    _, extraction = found(text)
    assert [one.stance.cls for one in extraction.statements] == ["Proposes"] * 3
