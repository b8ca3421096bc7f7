"""An answer as a plain value: columns and rows of terms, a yes or no, or triples.

It is what every format, network and page is made from. It knows neither the query nor the store that gave it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pyoxigraph as ox

    Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

__all__ = ["Result", "plain"]


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query.

    kind: "rows" (SELECT), "truth" (ASK) or "graph" (CONSTRUCT, DESCRIBE).
    columns: names without sign, in the query's order; rows: one value a column, None where unbound. Empty for the other kinds, except
    that triples are also rows of the columns subject, predicate, object.
    truth: for ASK. triples: for "graph", each once, sorted as text.
    complete: False where rows were left out because of a limit.
    """

    kind: Literal["rows", "truth", "graph"]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value | None, ...], ...] = ()
    truth: bool | None = None
    triples: tuple[ox.Triple, ...] = ()
    complete: bool = True

    def dicts(self) -> Iterator[dict[str, str]]:
        """The rows as mappings from column to plain text; an unbound value is ""."""
        for row in self.rows:
            yield {column: plain(value) for column, value in zip(self.columns, row, strict=True)}


def plain(value: Value | None) -> str:
    """A value as text without its type: an IRI, a literal's own form, "" for none.

    >>> import pyoxigraph as ox
    >>> plain(ox.Literal("å", language="sv")), plain(ox.NamedNode("https://example.org/x")), plain(None)
    ('å', 'https://example.org/x', '')
    """
    if value is None:
        return ""
    text = getattr(value, "value", None)
    return text if isinstance(text, str) else str(value)
