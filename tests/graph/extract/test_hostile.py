"""Hostile text around an honest sentence: the sentence is found, whole and alone, whatever stands before it.

How time grows with such text is printed by benchmarks/extraction.py; nothing is timed here.
"""

from __future__ import annotations

import pytest

from remissgraf.graph.extract.restates import link_restatements

from .conftest import Found

HONEST = "Vi avstyrker den föreslagna avgiften."
HOSTILE = {
    "a line without a stop": "strandens skötsel och båtarnas uppläggning om hösten " * 400,
    "brackets": f"Stranden {'(' * 3000}x{')' * 3000} är lång.",
    "square brackets": f"Stranden {'[' * 3000}x{']' * 3000} är lång.",
    "links without an end": "[tång](" * 1500,
    "headings": "## Om stranden\n\n" * 300,
    "numbers": "1.1 " * 3000,
    "abbreviations": "t.ex. m.m. dvs. osv. " * 300,
    "bullets": "- tång\n" * 600,
    "bullets without text": "- \n" * 600,
    "a long word": "å" * 20_000,
    "quotation marks": "”tång” " * 1500,
    "open quotation marks": "”" * 3001,
    "names": "Ekvikens kommun och Region Bergslätt. " * 200,
    "hyphens at line ends": "upplägg-\nning " * 1000,
    "emphasis": "**tång " * 1500,
    "entities": "&amp;" * 2000,
    "a table": "|a|b|\n|-|-|\n" + "|tång|vass|\n" * 300,
    "quoted blocks": "> Stranden är lång.\n\n" * 300,
    "tags": "<b class=x " * 1500,
}


@pytest.mark.parametrize("ending", [".md", ".txt"])
@pytest.mark.parametrize("name", HOSTILE)
def test_the_honest_sentence_is_found_alone(found: Found, name: str, ending: str) -> None:
    document, extraction = found(
        f"# Svar från Strandverket\n\n{HOSTILE[name]}\n\n{HONEST}\n", f"svar{ending}"
    )
    own = [one for one in extraction.statements if one.voice == "statement"]
    assert [(one.stance.cls, one.stance.surface) for one in own] == [("Rejects", "avstyrker")]
    assert document.text[own[0].start : own[0].end] == HONEST


def test_a_pile_of_stance_verbs_is_no_pile_of_stances(found: Found) -> None:
    """Verbs in a heap have no holder; at most the one that opens a piece is read as telegram style."""
    _, extraction = found("tillstyrker avstyrker anser " * 400)
    assert 0 < len(extraction.statements) <= 1 + 400 * len("tillstyrker avstyrker anser ") // 2000
    assert {one.stance.surface for one in extraction.statements} <= {"tillstyrker", "avstyrker", "anser"}


def test_short_verdicts_are_all_found_each_with_its_own_id(found: Found) -> None:
    _, extraction = found(
        "# Svar från Strandverket\n\n" + "Vi tillstyrker avgiften. Vi avstyrker skatten. " * 200
    )
    classes = [one.stance.cls for one in extraction.statements]
    assert classes == ["Approves", "Rejects"] * 200
    assert len({one.id for one in extraction.statements}) == 400


def test_equal_statements_restate_the_first_of_their_kind(found: Found) -> None:
    same = "Strandverket avstyrker avgiften på uppläggning av båtar. "
    _, extraction = found(
        f"# Svar från Strandverket\n\n## Sammanfattning\n\n{same * 50}\n\n## Avgifter\n\n{same * 50}\n"
    )
    summary, body = extraction.statements[:50], extraction.statements[50:]
    assert {one.restates for one in summary} == {body[0].id}
    assert all(one.restates is None for one in body)
    assert link_restatements(body, frozenset(), {}) == body
