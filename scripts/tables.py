"""Tables of the docs that scripts write: rows between two marks, under a head that stands in the document. Knows no figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["reliability_cells", "row", "share", "with_table"]


def row(label: str, *cells: object) -> str:
    return "| " + " | ".join(map(str, (label, *cells))) + " |"


def share(part: float, whole: float) -> str:
    """In two decimals; a dash of nothing."""
    return f"{part / whole:.2f}" if whole else "–"


def reliability_cells(bins: Sequence[tuple[int, int]]) -> list[str]:
    """bins: statements right and all, by confidence. A cell a bin; then the share of statements in the last, and of these right.

    >>> reliability_cells([(1, 2), (6, 6)])
    ['1 of 2', '6 of 6', '0.75', '1.00']
    """
    right, sure = bins[-1]
    every = sum(number for _, number in bins)
    return [*(f"{one} of {number}" for one, number in bins), share(sure, every), share(right, sure)]


def with_table(text: str, mark: str, rows: Sequence[str]) -> str:
    """The document with these rows in its table, which stands after a line "<!-- rows: MARK -->". Its head, two lines, stays; and so does
    an old row whose label (the first cell) none of the new ones has, where it is. ValueError without the mark.

    >>> print(with_table("<!-- rows: x -->\\n| a | b |\\n|---|---|\\n| k | 1 |\\n| m | 2 |\\n", "x", ["| m | 3 |", "| n | 4 |"]), end="")
    <!-- rows: x -->
    | a | b |
    |---|---|
    | k | 1 |
    | m | 3 |
    | n | 4 |
    """
    found = re.search(rf"<!-- rows: {re.escape(mark)} -->\n(?:\|.*\n){{2}}((?:\|.*\n)*)", text)
    if found is None:
        raise ValueError(f"no table is marked {mark!r}")
    new = {_label(one): one for one in rows}
    old = [_label(one) for one in found.group(1).splitlines()]
    kept = [new.get(_label(one), one) for one in found.group(1).splitlines()]
    lines = [*kept, *(one for label, one in new.items() if label not in old)]
    return text[: found.start(1)] + "".join(f"{line}\n" for line in lines) + text[found.end(1) :]


def _label(line: str) -> str:
    return line.split("|")[1].strip()
