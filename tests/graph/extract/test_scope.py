"""What a statement's object is: the strategy, a chapter as such, or something within it. The table is tests/graph/scopes.tsv."""

from __future__ import annotations

from pathlib import Path

import pytest

from remissgraf.graph.extract.context import Context
from remissgraf.ontology.entries import Actor, Chapter, Outline, Vocabulary

from .conftest import Found

TABLE = Path(__file__).parents[1] / "scopes.tsv"
ROWS = [
    line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")
]
OUTLINE = Outline("Regional skogsplan för Nordmark", (Chapter("2.1", "Avverkning", None, 0, 1),))
CONTEXT = Context(
    Vocabulary(actors=(Actor("strandverket", "Strandverket", ("StateAgency",), scope="workspace"),)), OUTLINE
)


def test_there_are_rows() -> None:
    assert len(ROWS) > 20


@pytest.mark.parametrize(("cls", "chapter", "expected", "sentence"), ROWS)
def test_the_scope_of_a_statement(found: Found, cls: str, chapter: str, expected: str, sentence: str) -> None:
    heading = f"## {chapter} Avverkning" if chapter else "## Synpunkter"
    _, extraction = found(f"# Yttrande från Strandverket\n\n{heading}\n\n{sentence}\n", context=CONTEXT)
    (statement,) = extraction.statements
    assert (statement.stance.cls, statement.target_scope) == (cls, expected)
    assert statement.target_chapters == ((chapter,) if chapter and not sentence.startswith("Sammanf") else ())
