"""Answers compared by value: what stores may write differently without meaning something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

import pyoxigraph as ox

__all__ = ["Comparable", "by_value", "rows_by_value"]

Comparable = tuple[object, ...] | None

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = {
    _XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
}


def by_value(term: object) -> Comparable:
    """Equal for equal values: 0.70 and 0.7, true and 1, @sv-SE and @sv-se. Which kind of number it is does not matter."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return ("iri", term.value)
    assert isinstance(term, ox.Literal), term
    if term.language:
        return ("text", term.value, term.language.lower())
    kind = term.datatype.value
    if kind in _NUMBERS:
        return ("number", Decimal(term.value).normalize())
    if kind == _XSD + "boolean":
        return ("truth", term.value in ("1", "true"))
    if kind == _XSD + "dateTime":
        return (kind, datetime.fromisoformat(term.value))
    return (kind, term.value)


def rows_by_value(rows: Iterable[Iterable[object]]) -> Counter[tuple[Comparable, ...]]:
    return Counter(tuple(by_value(term) for term in row) for row in rows)
