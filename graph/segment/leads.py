"""Which block introduces which: the heading or lead-in over a list's items, the question over its answer, the head of a table row.

It sees pieces in text order, and must not know sections or sentences.
"""

from __future__ import annotations

import re
from typing import Final

from remissgraf.graph.language import languages
from remissgraf.graph.segment.classify import Piece, stopped
from remissgraf.graph.segment.numbering import is_question

__all__ = ["Leads"]

_ANSWERS: Final = frozenset({"paragraph", "item", "quote"})
_WORDS: Final = re.compile(r"[^\W\d_]+")
# Characters and words at the end of a sentence in which it may announce a list.
_TAIL: Final = 60
_ANNOUNCED: Final = 3


class Leads:
    """Finds the block that introduces each block. Call in text order."""

    def __init__(self) -> None:
        self._question: int | None = None
        self._list: int | None = None
        self._parents: list[tuple[int, int, bool]] = []
        self._row: tuple[tuple[int, int], int] | None = None

    def lead(self, number: int, piece: Piece) -> int | None:
        """The number of the piece that introduces this one, or None. number: its own."""
        if piece.cell is not None:
            return self._cell(number, piece.cell)
        if piece.kind == "item":
            return self._item(number, piece)
        if piece.kind == "furniture":
            return None
        self._parents = []
        if piece.kind == "heading":
            self._question = number if is_question(piece.text) else None
            self._list = number
            return None
        self._list = number if _introduces(piece.text) else None
        return self._question if piece.kind in _ANSWERS else None

    def _cell(self, number: int, cell: tuple[int, int, int]) -> int | None:
        if self._row is None or self._row[0] != cell[:2]:
            self._row = (cell[:2], number)
            return None
        return self._row[1]

    def _item(self, number: int, piece: Piece) -> int | None:
        level = piece.level or 0
        while self._parents and self._parents[-1][1] >= level:
            self._parents.pop()
        above = next((parent for parent, _, introduces in reversed(self._parents) if introduces), None)
        self._parents.append((number, level, _introduces(piece.text)))
        if above is not None:
            return above
        return self._list if self._list is not None else self._question


def _introduces(text: str) -> bool:
    """Does a paragraph or item introduce the items below it: by a colon, by breaking off, by announcing them?"""
    if text.endswith(":") or not stopped(text):
        return True
    last = _WORDS.findall(text[-_TAIL:])[-_ANNOUNCED:]
    return any(word.casefold() in lang.announcing for lang in languages() for word in last)
