"""Unfolds a letterhead in columns, labels in one line and their values below, into one label after the other.

It knows lines and their places in the text; what a label means is read in `fields`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from remissgraf.graph.segment.fields import label_of
from remissgraf.graph.segment.source import Line

__all__ = ["unfold"]

_CELL: Final = re.compile(r"\S+(?:\s{1,2}\S+)*")


def unfold(text: str, lines: Sequence[tuple[Line, int]]) -> list[tuple[Line, int]]:
    """The lines (with the numbers of their groups) in an order in which every label stands right before its own values.

    Lines that are in no such table stay as they are. A label and its values make a group of their own.
    """
    made: list[tuple[Line, int]] = []
    fresh = max((group for _, group in lines), default=0) + 1
    at = 0
    while at < len(lines):
        labels = _cells(text, lines[at][0])
        if len(labels) < 2 or not all(label_of(text[label.start : label.end]) for label in labels):
            made.append(lines[at])
            at += 1
            continue
        group = lines[at][1]
        columns: list[list[Line]] = [[label] for label in labels]
        at += 1
        while at < len(lines) and lines[at][1] == group:
            for cell in _cells(text, lines[at][0]):
                place = _column(text, cell)
                nearest = min(columns, key=lambda column: abs(_column(text, column[0]) - place))
                nearest.append(cell)
            at += 1
        for column in columns:
            made.extend((cell, fresh) for cell in column)
            fresh += 1
    return made


def _cells(text: str, line: Line) -> list[Line]:
    """The parts of a line without markup that wide space parts."""
    if line.marks or line.inserted:
        return [line]
    spans = [match.span() for match in _CELL.finditer(text, line.start, line.end)]
    return [Line(start, end, ((start, end),)) for start, end in spans]


def _column(text: str, line: Line) -> int:
    return line.start - text.rfind("\n", 0, line.start)
