"""Reader of Markdown, as people write it and as converters make it. The document's text is the file's text.

It finds blocks: front matter, headings, paragraphs, list items, quotes, tables, footnotes. Inline markup is read in `inline`.
"""

from __future__ import annotations

import re
from typing import Final

from remissgraf.graph.model import BlockKind
from remissgraf.graph.readers.decode import decode
from remissgraf.graph.readers.inline import inline_lines
from remissgraf.graph.readers.plain import split_lines
from remissgraf.graph.segment.source import Line, RawBlock, Source

__all__ = ["read_markdown"]

_ATX: Final = re.compile(r"\s{0,3}(?P<signs>#{1,6})(?:\s+|(?=[^\W\d_])|\Z)")
_SETEXT: Final = re.compile(r"\s{0,3}(?:=+|-{3,})\s*\Z")
_RULE: Final = re.compile(r"\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})\Z")
_ITEM: Final = re.compile(r"(?P<indent>\s*)(?P<sign>[-*+•–▪◦·]|\d{1,3}[.)]|[a-zåäö][.)])\s+(?=\S)")
_QUOTE: Final = re.compile(r"\s{0,3}>\s?")
_NOTE: Final = re.compile(r"\s{0,3}\[\^[^\]\s]{1,40}\]:\s*")
_TABLE_SIGNS: Final = frozenset("|:- \t")
_FENCE: Final = re.compile(r"\s{0,3}(?:```|~~~)")
_CELL: Final = re.compile(r"(?:[^|\\]|\\.)+")


def read_markdown(data: bytes) -> Source:
    """The source of a .md file."""
    text, encoding, warnings = decode(data)
    return Source(text, tuple(_Parser(text).parse()), encoding=encoding, warnings=warnings)


class _Parser:
    """One pass over the lines. The open block collects (start, end, hard) until something closes it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = split_lines(text)
        self._blocks: list[RawBlock] = []
        self._open: list[tuple[int, int, bool]] = []
        self._kind: BlockKind = "paragraph"
        self._level: int | None = None
        self._indents: list[int] = []
        self._tables = 0
        self._blank = True
        self._fenced = False

    def parse(self) -> list[RawBlock]:
        at = self._front_matter()
        while at < len(self._lines):
            at = self._table(at) or self._line(at)
        self._close()
        return self._blocks

    def _front_matter(self) -> int:
        written = [self._text[start:end].strip() for start, end in self._lines[:200]]
        if not written or written[0] != "---" or "---" not in written[1:]:
            return 0
        last = written.index("---", 1)
        lines = [self._trim(*span) for span in self._lines[1:last]]
        made = tuple(Line(start, end, ((start, end),), hard=True) for start, end in lines if start < end)
        if made:
            self._blocks.append(RawBlock("letterhead", made))
        return last + 1

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        written = self._text[start:end]
        return start + len(written) - len(written.lstrip()), start + len(written.rstrip())

    def _close(self) -> None:
        if not self._open:
            return
        spans = [self._trim(start, end) for start, end, _ in self._open]
        hard = [breaks for _, _, breaks in self._open]
        lines = [line for line in inline_lines(self._text, spans, hard=hard) if line.start < line.end]
        kind, level = self._kind, self._level
        self._open, self._kind, self._level = [], "paragraph", None
        if not lines:
            return
        bold = 0
        while kind == "paragraph" and bold < len(lines) and lines[bold].bold and lines[bold].hard:
            bold += 1
        if bold > 1 or (bold == 1 and len(lines) == 1):
            self._blocks.extend(RawBlock(kind, (line,)) for line in lines[:bold])
            lines = lines[bold:]
        if lines:
            self._blocks.append(RawBlock(kind, tuple(lines), level))

    def _add(self, start: int, end: int) -> None:
        written = self._text[start:end]
        hard = written.endswith(("  ", "\\"))
        if written.endswith("\\"):
            end -= 1
        self._open.append((start, end, hard))

    def _line(self, at: int) -> int:
        start, end = self._lines[at]
        written = self._text[start:end]
        blank, self._blank = self._blank, not written.strip()
        if _FENCE.match(written):
            self._close()
            self._fenced = not self._fenced
        elif self._fenced:
            self._open.append((start, end, True))
        elif self._blank:
            self._close()
        elif not self._heading(written, start, end):
            self._text_line(written, start, end, after_blank=blank)
        return at + 1

    def _heading(self, written: str, start: int, end: int) -> bool:
        atx = _ATX.match(written)
        if atx:
            self._close()
            self._kind, self._level = "heading", len(atx["signs"])
            text = written.rstrip()
            bare = text.rstrip("#")
            text = bare if bare.endswith((" ", "\t")) else text
            self._open.append((start + atx.end(), max(start + len(text), start + atx.end()), False))
            self._close()
            self._indents = []
            return True
        if self._kind == "paragraph" and len(self._open) == 1 and _SETEXT.match(written):
            self._kind, self._level = "heading", 1 if "=" in written else 2
            self._close()
            return True
        if _RULE.match(written):
            self._close()
            return True
        return False

    def _text_line(self, written: str, start: int, end: int, *, after_blank: bool) -> None:
        quote = _QUOTE.match(written)
        note = _NOTE.match(written)
        item = _ITEM.match(written)
        if quote:
            start += quote.end()
            if self._kind != "quote" or not self._text[start:end].strip():
                self._close()
            self._kind = "quote"
        elif note:
            self._close()
            self._kind = "footnote"
            start += note.end()
        elif item and not (self._kind == "paragraph" and self._open and item["sign"][0].isalnum()):
            self._close()
            self._kind, self._level = "item", self._item_level(len(item["indent"].expandtabs(4)))
            start += item.end()
        elif after_blank:
            indented = written[:2].isspace() and bool(self._indents)
            if not indented:
                self._indents = []
            elif self._blocks and self._blocks[-1].kind == "item":
                self._kind, self._level = "item", self._blocks[-1].level
        if self._text[start:end].strip():
            self._add(start, end)

    def _item_level(self, indent: int) -> int:
        while self._indents and self._indents[-1] > indent:
            self._indents.pop()
        if not self._indents or self._indents[-1] < indent:
            self._indents.append(indent)
        return len(self._indents) - 1

    def _table(self, at: int) -> int | None:
        """Read a table that begins at this line and return the line after it; None if there is none."""
        if self._fenced or at + 1 >= len(self._lines) or "|" not in self._row_text(at):
            return None
        rule = self._row_text(at + 1)
        if "-" not in rule or not _TABLE_SIGNS.issuperset(rule) or "|" not in rule:
            return None
        self._close()
        self._blank = True
        row, line = 0, at
        while line < len(self._lines) and "|" in self._row_text(line):
            if line != at + 1:
                self._cells(line, row)
                row += 1
            line += 1
        self._tables += 1
        return line

    def _row_text(self, at: int) -> str:
        start, end = self._lines[at]
        return self._text[start:end]

    def _cells(self, at: int, row: int) -> None:
        start, end = self._trim(*self._lines[at])
        if self._text[start : start + 1] == "|":
            start += 1
        for column, match in enumerate(_CELL.finditer(self._text, start, end)):
            span = self._trim(*match.span())
            if span[0] < span[1]:
                lines = inline_lines(self._text, [span], hard=[False])
                self._blocks.append(
                    RawBlock("cell", tuple(lines), cell=(self._tables, row, column), head=row == 0)
                )
