"""A small coding with what is easily lost: letters of two units, an empty entity, a child, every kind of variable."""

from __future__ import annotations

import pytest

from remissgraf.graph.dna import (
    Attribute,
    CodedDocument,
    CodedStatement,
    Coder,
    Coding,
    Entity,
    StatementType,
    Variable,
)

TEXT = "Föreningen 🌳 Lindvallen vill ha fler träd 🌳🌳. Kommunen vill det inte."


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


@pytest.fixture(scope="session")
def coding() -> Coding:
    first, second = span("Föreningen 🌳 Lindvallen vill ha fler träd 🌳🌳"), span("Kommunen vill det inte")
    return Coding(
        version="3.0.7",
        coders=(Coder(1, "Admin"), Coder(4, "Åsa O'Hara", "#0a0b0c")),
        documents=(
            CodedDocument(3, "Debatt i Lindvallen", TEXT, -86_400, 4, "Å", "Blad", "Sida 2", "n", "t"),
        ),
        types=(StatementType(1, "Utsaga", "#112233"), StatementType(2, "Not")),
        variables=(
            Variable(1, "Organization", "short text", 1),
            Variable(2, "concept", "short text", 1),
            Variable(3, "agreement", "boolean", 1),
            Variable(4, "strength", "integer", 1),
            Variable(5, "note", "long text", 2, (4,)),
        ),
        attributes=(Attribute(1, 1, "Type"),),
        entities=(
            Entity(1, 1, ""),
            Entity(2, 1, "Lindvallens vänner", "#ff0000", None, ((1, "NGO"),)),
            Entity(3, 1, "Kommunen'; DROP TABLE ENTITIES; --", None, 4),
            Entity(4, 1, "Det offentliga"),
            Entity(5, 2, "Fler träd 🌳"),
        ),
        statements=(
            CodedStatement(1, 1, 3, *first, 4, ((1, 2), (2, 5), (3, True), (4, -7))),
            CodedStatement(2, 1, 3, *second, 4, ((1, 3), (2, 5), (3, False))),
            CodedStatement(9, 1, 3, *second, None, ((1, 1), (2, 5), (3, True))),
            CodedStatement(10, 2, 3, 0, len(TEXT), 1, ((5, "Hela texten\n"),)),
        ),
    )
