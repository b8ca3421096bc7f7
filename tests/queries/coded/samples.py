"""Codings of any kind that the format allows, for properties that hold of all."""

from __future__ import annotations

from hypothesis import strategies as st

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
from remissgraf.graph.dna.values import BOOLEAN, INTEGER, LONG, LONGEST_LABEL, SHORT, Kind, Value

# Names that tools stumble on, beside what hypothesis thinks of.
HOSTILE = [
    "'; DROP TABLE CODERS; --",
    '"<script>',
    "../../etc",
    "\x1b[2J",
    "é",
    "e\u0301",
    "🧵",
    "\n",
    "?x",
    "\\u0041",
]
LABELS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12),
    st.just("å" * LONGEST_LABEL),
)
TEXTS = st.text(st.sampled_from("aå 🌳𝕏\n\t.\u2028"), min_size=1, max_size=30)
COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
KINDS: list[Kind] = [SHORT, SHORT, LONG, INTEGER, BOOLEAN]
NAMES = st.sampled_from(["organization", "Person", "concept", "agreement", "Påstående", "strength", "note"])


@st.composite
def codings(draw: st.DrawFn) -> Coding:
    coders = tuple(Coder(1 + 2 * i, draw(LABELS), draw(COLORS)) for i in range(draw(st.integers(1, 3))))
    by = st.one_of(st.none(), st.sampled_from([coder.id for coder in coders]))
    documents = tuple(
        CodedDocument(
            7 * (i + 1), draw(LABELS), draw(TEXTS), draw(st.integers(-(10**9), 10**10)), draw(by), *(draw(LABELS) for _ in range(5))
        )
        for i in range(draw(st.integers(0, 3)))
    )  # fmt: skip
    types = tuple(StatementType(i + 1, draw(LABELS), draw(COLORS)) for i in range(draw(st.integers(1, 2))))
    variables: list[Variable] = []
    for kind in types:
        for name in draw(st.lists(NAMES, unique=True, max_size=5)):
            datatype = draw(st.sampled_from(KINDS))
            number = len(variables) + 1
            variables.append(Variable(number, name, datatype, kind.id, (number - 1,) if number > 1 else ()))
    short = [variable.id for variable in variables if variable.kind == SHORT]
    attributes = tuple(
        Attribute(i + 1, one, draw(LABELS)) for i, one in enumerate(short) if draw(st.booleans())
    )
    entities: list[Entity] = []
    for one in short:
        own = tuple(attribute.id for attribute in attributes if attribute.variable == one)
        for value in draw(st.lists(LABELS, unique=True, min_size=1, max_size=3)):
            entities.append(
                Entity(
                    len(entities) + 1,
                    one,
                    value,
                    draw(st.one_of(st.none(), COLORS)),
                    draw(st.sampled_from([None, len(entities) or None])),
                    tuple((identity, draw(LABELS)) for identity in own if draw(st.booleans())),
                )
            )
    statements: list[CodedStatement] = []
    for _ in range(draw(st.integers(0, 5)) if documents else 0):
        document, kind = draw(st.sampled_from(documents)), draw(st.sampled_from(types))
        start = draw(st.integers(0, len(document.text) - 1))
        end = draw(st.integers(start + 1, len(document.text)))
        values = tuple(
            (variable.id, draw(_value(variable, entities)))
            for variable in variables
            if variable.type == kind.id and draw(st.booleans())
        )
        statements.append(
            CodedStatement(len(statements) + 3, kind.id, document.id, start, end, draw(by), values)
        )
    return Coding(
        "3.0.7",
        coders,
        documents,
        types,
        tuple(variables),
        attributes,
        tuple(entities),
        tuple(statements),
    )


def _value(variable: Variable, entities: list[Entity]) -> st.SearchStrategy[Value]:
    if variable.kind == SHORT:
        return st.sampled_from([entity.id for entity in entities if entity.variable == variable.id])
    if variable.kind == BOOLEAN:
        return st.booleans()
    return st.integers(-(2**31), 2**31 - 1) if variable.kind == INTEGER else LABELS
