"""An answer as a plain value: columns and rows of terms, a yes or no, or triples.

It is what every format, network and page is made from, whole or still coming. It knows neither the query nor the store that gave it, and of
pandas and notebooks only how to hand itself over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal

import pyoxigraph as ox

from remissgraf.graph.stores.interface import Row, Value

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TRIPLE", "Answer", "Result", "Row", "Value", "collect", "plain"]

Kind = Literal["rows", "truth", "graph"]
# The column of a yes or no that is shown as a table.
_TRUTH: Final = "answer"
# The columns of triples that are read as rows.
TRIPLE: Final = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is still being found. kind, columns, truth as in `Result`; rows can be read once."""

    kind: Kind
    columns: tuple[str, ...] = ()
    rows: Iterator[Row] = field(default_factory=lambda: iter(()))
    truth: bool | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Result:
    """The answer to a query.

    kind: "rows" (SELECT), "truth" (ASK) or "graph" (CONSTRUCT, DESCRIBE).
    columns: names without sign, in the query's order; rows: one value a column, None where unbound. Empty for the other kinds, except
    that triples are also rows of the columns subject, predicate, object.
    truth: for ASK. triples: for "graph", each once, sorted as text.
    complete: False where rows were left out because of a limit.
    """

    kind: Kind
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool | None = None
    triples: tuple[ox.Triple, ...] = ()
    complete: bool = True

    def dicts(self) -> Iterator[dict[str, str]]:
        """The rows as mappings from column to plain text; an unbound value is ""."""
        for row in self.rows:
            yield {column: plain(value) for column, value in zip(self.columns, row, strict=True)}

    def __repr__(self) -> str:
        """Short: an interactive session shows it of every answer."""
        if self.kind == "truth":
            return f"<Result: {str(self.truth).lower()}>"
        number = f"{'' if self.complete else 'the first '}{len(self.rows)} {'row' if len(self.rows) == 1 else 'rows'}"
        return f"<Result: {number} of {', '.join(self.columns)}>"

    def __len__(self) -> int:
        """The number of rows, or of triples; 1 for a yes or no."""
        return 1 if self.kind == "truth" else len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __bool__(self) -> bool:
        """Whether there is anything: the yes or no itself, else any row."""
        return bool(self.truth) if self.kind == "truth" else bool(self.rows)

    def to_df(self) -> pd.DataFrame:
        """The rows as a pandas DataFrame: numbers, truth and dates as such, IRIs and other texts as text, unbound values as missing.

        A yes or no has one cell, in the column "answer". Columns get pandas' own types that know missing values (Int64,
        Float64, boolean, string).
        Raises QueryError "query.library" where pandas is not installed.
        """
        # A table of values is made from a result; only those who ask for one load it.
        from remissgraf.queries.columns import data_frame

        return data_frame(self)

    def as_rows(self) -> Result:
        """Itself, but a yes or no as a table of one cell, for what has rows only."""
        if self.kind != "truth":
            return self
        return Result("rows", (_TRUTH,), ((ox.Literal(bool(self.truth)),),))

    def _repr_html_(self) -> str:
        """What a notebook shows: the first rows as a table in which no text is mark-up."""
        # Formats are made from results; only a notebook asks a result for one.
        from remissgraf.queries.htmltable import html_table

        return html_table(self)


def collect(answer: Answer, limit: int | None = None) -> Result:
    """The answer read to its end, or to at most `limit` rows or triples; `Result.complete` says whether that was all."""
    if answer.kind == "truth":
        return Result("truth", truth=answer.truth)
    if answer.kind == "graph":
        return _graph(answer, limit)
    rows = tuple(islice(answer.rows, None if limit is None else limit + 1))
    complete = limit is None or len(rows) <= limit
    return Result("rows", answer.columns, rows[:limit], complete=complete)


def _graph(answer: Answer, limit: int | None) -> Result:
    """A CONSTRUCT may find a triple many times; each counts once."""
    found: set[ox.Triple] = set()
    complete = True
    for row in answer.rows:
        triple = ox.Triple(*row)  # type: ignore[arg-type]  # rows of a graph have a triple's three kinds of terms
        if limit is not None and len(found) == limit and triple not in found:
            complete = False
            break
        found.add(triple)
    triples = tuple(sorted(found, key=str))
    rows = tuple((triple.subject, triple.predicate, triple.object) for triple in triples)
    return Result("graph", answer.columns, rows, triples=triples, complete=complete)


def plain(value: Value | None) -> str:
    """A value as text without its type: an IRI, a literal's own form, "" for none.

    >>> plain(ox.Literal("å", language="sv")), plain(ox.NamedNode("https://example.org/x")), plain(None)
    ('å', 'https://example.org/x', '')
    """
    if value is None:
        return ""
    text = getattr(value, "value", None)
    return text if isinstance(text, str) else str(value)
