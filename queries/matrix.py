"""Respondents by chapter: the rows of the library query `positions` as a matrix that tables, pages and reports can draw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Cell", "Matrix", "position_matrix"]

_LABEL = re.compile(r"(?:[A-ZÅÄÖ]|[A-ZÅÄÖ]?\d+(?:\.\d+)*)(?=\s|$)")
_TITLE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """What one respondent says of one chapter: numbers of statements by polarity, and the overall position where one is derived."""

    positive: int
    neutral: int
    negative: int
    position: str = ""

    @property
    def sign(self) -> str:
        """One sign for the balance: "+" positive, "−" negative, "±" both, "·" neither; never an average of polarities."""
        if self.positive and self.negative:
            return "±"
        return "+" if self.positive else "−" if self.negative else "·"


@dataclass(frozen=True, slots=True)
class Matrix:
    """rows: respondents' names, sorted. columns: (IRI or "" for the whole strategy, short name), in the strategy's order.

    cells: by (row, column IRI), only those with statements.
    """

    rows: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    cells: Mapping[tuple[str, str], Cell]


def position_matrix(rows: Iterable[Mapping[str, str]]) -> Matrix:
    """rows: as `Result.dicts` gives them for the query `positions`."""
    cells: dict[tuple[str, str], Cell] = {}
    columns: dict[str, tuple[int, str]] = {"": (0, "")}
    for row in rows:
        chapter = row["chapter"]
        if chapter:
            columns[chapter] = (int(row["chapter_order"] or 0), _short(row["chapter_label"]))
        cells[row["actor_label"], chapter] = Cell(
            int(row["positive"]), int(row["neutral"]), int(row["negative"]), row["position_label"]
        )
    ordered = sorted(columns.items(), key=lambda item: (item[1][0], item[1][1]))
    return Matrix(
        rows=tuple(sorted({actor for actor, _ in cells}, key=str.casefold)),
        columns=tuple((iri, name) for iri, (_, name) in ordered),
        cells=cells,
    )


def _short(label: str) -> str:
    """The chapter's number ("1.2.2", "A"), else the beginning of its title."""
    number = _LABEL.match(label)
    if number:
        return number[0]
    return label if len(label) <= _TITLE_LENGTH else label[: _TITLE_LENGTH - 1] + "…"
