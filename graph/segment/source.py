"""What a reader hands over: the text and its raw blocks of lines, before anybody has asked what they mean.

These values know offsets and layout only, neither files nor sections nor sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from remissgraf.graph.model import BlockKind

__all__ = ["Line", "Mark", "RawBlock", "Source", "TextBuilder", "clean"]

_BULLET: Final = re.compile(r"[•·▪◦‣●○–-]\s+(?=\S)")
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text with every character that XML 1.0 forbids (form feeds, lone surrogates …) as one space: offsets stay.

    >>> clean("a\\x0cb\\x00c")
    'a b c'
    """
    return _FORBIDDEN.sub(" ", text)


class Mark(NamedTuple):
    """A piece of inline markup that the reading form leaves out; an opening one belongs to what follows it."""

    start: int
    end: int
    opens: bool


class Line(NamedTuple):
    """A line as written, without block markers (">", "- ", "##") and outer white space.

    kept: stretches that a person reads, in order. inserted: (offset, characters) put in where the file has an entity.
    bold: all of it is bold. hard: a written break ends it (two spaces, <br>), so that it may stand alone.
    furniture: a page header or footer inside the block; it stays in the slice and leaves the reading form.
    """

    start: int
    end: int
    kept: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...] = ()
    inserted: tuple[tuple[int, str], ...] = ()
    bold: bool = False
    hard: bool = False
    furniture: bool = False


class RawBlock(NamedTuple):
    """Lines that belong together. kind: what the format itself says.

    sure: False for a heading that only its looks betray. cell: (table, row, column) from 0; head: it is a table heading.
    path: paragraph path of DOCX and HTML.
    """

    kind: BlockKind
    lines: tuple[Line, ...]
    level: int | None = None
    path: str | None = None
    sure: bool = True
    cell: tuple[int, int, int] | None = None
    head: bool = False

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end


@dataclass(frozen=True, slots=True)
class Source:
    """A file as its reader gives it. The fields are those of Document; blocks are in text order and do not overlap."""

    text: str
    blocks: tuple[RawBlock, ...]
    title: str = ""
    encoding: str | None = None
    pages: tuple[int, ...] = ()
    paged: bool = False
    warnings: tuple[str, ...] = ()


class TextBuilder:
    """Makes the text of a format that has none of its own (DOCX, HTML), and its blocks with it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[RawBlock] = []

    def add(
        self,
        kind: BlockKind,
        lines: list[tuple[str, bool]],
        *,
        level: int | None = None,
        path: str | None = None,
        cell: tuple[int, int, int] | None = None,
        head: bool = False,
    ) -> None:
        """Append a block. lines: (text, bold) for each written line; empty lines are dropped, a block of none is no block."""
        made: list[Line] = []
        bullet = 0
        written = [(clean(text).strip(), bold) for text, bold in lines]
        written = [(text, bold) for text, bold in written if text]
        typed = _BULLET.match(written[0][0]) if written and kind == "paragraph" else None
        if typed is not None:
            # A list made by hand: the sign is no part of the item.
            kind, level, bullet = "item", 0, typed.end()
        for number, (text, bold) in enumerate(written):
            self._write("\n" if number else "\n\n" if self._parts else "")
            start, end = self._length, self._length + len(text)
            first = start if number else start + bullet
            made.append(Line(first, end, ((first, end),), bold=bold, hard=number < len(written) - 1))
            self._write(text)
        if made:
            self._blocks.append(RawBlock(kind, tuple(made), level, path, cell=cell, head=head))

    def _write(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)

    def source(
        self, *, title: str = "", encoding: str | None = None, warnings: tuple[str, ...] = ()
    ) -> Source:
        return Source("".join(self._parts), tuple(self._blocks), title, encoding, warnings=warnings)
