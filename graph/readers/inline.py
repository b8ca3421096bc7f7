"""Inline Markdown: finds emphasis, links, code, escapes and entities in the lines of one block.

It gives each line what a person reads of it and the markup between; it must not know blocks.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from remissgraf.graph.segment.source import Line, Mark

__all__ = ["inline_lines"]

# Every alternative ends at the next sign that could begin one like it, so that the scan stays linear on hostile input.
_TOKEN: Final = re.compile(
    r"(?P<escape>\\(?=[!-/:-@\[-`{-~]))"
    r"|(?P<code>`{1,3})"
    r"|(?P<image>!\[[^\[\]\n]{0,500}\]\([^()\n]{0,2000}\))"
    r"|(?P<note>\[\^[^\[\]\s]{1,40}\])"
    r"|(?P<link>\[(?=[^\[\]\n]{1,1000}\]\([^()\n]{0,2000}\)))"
    r"|(?P<target>\]\([^()\n]{0,2000}\))"
    r"|(?P<auto><(?:https?://|mailto:)[^<>\s]{1,2000}>)"
    r"|(?P<comment><!--)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9]{0,20}(?:\s[^<>\n]{0,500})?/?>)"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<run>\*+|_+|~~)"
    r"|(?P<attributes>\{[.\#][^{}\n]{0,200}\})"
)
# What every alternative begins with. Such a sign is found many times faster than the alternatives themselves.
_SIGN: Final = re.compile(r"[\\`!\[\]<&*_~{]")
# Emphasis over more lines than this, or more bold stretches side by side, is no emphasis but chance.
_EMPHASIS_LINES: Final = 50
_MOST_GLUED: Final = 20
_BREAK: Final = re.compile(r"<br\s*/?>\Z", re.IGNORECASE)


@dataclass(slots=True)
class _Delimiter:
    """An opening run of "*", "_" or "~~" that may still be closed. start, end: what is left of it."""

    line: int
    start: int
    end: int


@dataclass(slots=True)
class _Found:
    marks: list[Mark] = field(default_factory=list)
    inserted: list[tuple[int, str]] = field(default_factory=list)
    bold: list[tuple[int, int]] = field(default_factory=list)


class _Scanner:
    def __init__(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._spans = spans
        self.found = [_Found() for _ in spans]
        self._open: dict[str, list[_Delimiter]] = {"*": [], "_": [], "~": []}
        self._links = 0
        self._commented = True

    def scan(self) -> None:
        for line, (start, end) in enumerate(self._spans):
            at, self._commented = start, True
            while (sign := _SIGN.search(self._text, at, end)) is not None:
                match = _TOKEN.match(self._text, sign.start(), end)
                at = self._take(line, match, end) if match is not None else sign.end()

    def _take(self, line: int, match: re.Match[str], end: int) -> int:
        low, high = match.span()
        match match.lastgroup:
            case "escape":
                self._mark(line, low, high, opens=True)
                return high + 1
            case "code":
                close = self._text.find(match[0], high, end)
                if close >= 0:
                    self._mark(line, low, high, opens=True)
                    self._mark(line, close, close + len(match[0]), opens=False)
                    return close + len(match[0])
            case "link":
                self._links += 1
                self._mark(line, low, high, opens=True)
            case "target":
                if self._links:
                    self._links -= 1
                    self._mark(line, low, high, opens=False)
            case "auto":
                self._mark(line, low, low + 1, opens=True)
                self._mark(line, high - 1, high, opens=False)
            case "entity":
                plain = html.unescape(match[0])
                if plain != match[0]:
                    self._mark(line, low, high, opens=False)
                    self.found[line].inserted.append((high, plain))
            case "comment":
                close = self._text.find("-->", high, end) if self._commented else -1
                self._commented = close >= 0
                if self._commented:
                    self._mark(line, low, close + 3, opens=True)
                    return close + 3
            case "tag" | "image" | "note" | "attributes":
                closing = match[0].startswith("</") or match.lastgroup in {"note", "attributes"}
                self._mark(line, low, high, opens=not closing)
            case "run":
                self._run(line, low, high)
            case _:
                pass
        return high

    def _mark(self, line: int, start: int, end: int, *, opens: bool) -> None:
        self.found[line].marks.append(Mark(start, end, opens))

    def _run(self, line: int, low: int, high: int) -> None:
        text, (start, end) = self._text, self._spans[line]
        sign = text[low]
        before = text[low - 1] if low > start else " "
        after = text[high] if high < end else " "
        if (sign == "_" and before.isalnum() and after.isalnum()) or (before.isdigit() and after.isdigit()):
            return
        stack = self._open[sign]
        while stack and stack[-1].line < line - _EMPHASIS_LINES:
            stack.pop()
        if not before.isspace():
            while low < high and stack:
                low = self._close(stack, line, low, high)
        if low < high and not after.isspace():
            stack.append(_Delimiter(line, low, high))

    def _close(self, stack: list[_Delimiter], line: int, low: int, high: int) -> int:
        opener = stack[-1]
        width = min(opener.end - opener.start, high - low)
        opening = (opener.end - width, opener.end)
        self._mark(opener.line, *opening, opens=True)
        self._mark(line, low, low + width, opens=False)
        if width >= 2 and self._text[low] != "~":
            self._bold(opener.line, opening[1], line, low)
        opener.end -= width
        if opener.end == opener.start:
            stack.pop()
        return low + width

    def _bold(self, first: int, start: int, last: int, end: int) -> None:
        for number in range(first, last + 1):
            low, high = self._spans[number]
            self.found[number].bold.append((max(low, start), min(high, end)))


def inline_lines(text: str, spans: Sequence[tuple[int, int]], *, hard: Sequence[bool]) -> list[Line]:
    """The lines of one block, markup told from text. hard: whether each ends in a written break.

    A line that consists of bold stretches and nothing else is bold; stretches that touch become lines of their own.
    """
    scanner = _Scanner(text, spans)
    scanner.scan()
    made: list[Line] = []
    for (start, end), found, breaks in zip(spans, scanner.found, hard, strict=True):
        tags = [mark for mark in found.marks if _BREAK.search(text[mark.start : mark.end])]
        line = _line(text, start, end, found, hard=breaks or bool(tags and tags[-1].end == end))
        made.extend(_glued(text, line, found) if line.bold else [line])
    return made


def _line(text: str, start: int, end: int, found: _Found, *, hard: bool) -> Line:
    marks = sorted(found.marks, key=lambda mark: mark.start)
    kept: list[tuple[int, int]] = []
    at = start
    for mark in marks:
        if mark.start > at:
            kept.append((at, mark.start))
        at = max(at, mark.end)
    if at < end:
        kept.append((at, end))
    bold = bool(found.bold) and _covered(text, kept, sorted(found.bold))
    return Line(start, end, tuple(kept), tuple(marks), tuple(sorted(found.inserted)), bold, hard)


def _covered(text: str, kept: Sequence[tuple[int, int]], bold: Sequence[tuple[int, int]]) -> bool:
    """Is everything that is kept, but for white space, inside the bold stretches? Both are in order."""
    at = 0
    for start, end in kept:
        if not text[start:end].strip():
            continue
        while at < len(bold) and bold[at][1] < end:
            at += 1
        if at == len(bold) or bold[at][0] > start:
            return False
    return True


def _glued(text: str, line: Line, found: _Found) -> list[Line]:
    """A bold line "**A****B**" as two lines, as it was before a converter lost the break."""
    parts = sorted(found.bold)
    if not 2 <= len(parts) <= _MOST_GLUED or any(
        text[low[1] : high[0]].strip("*_") for low, high in itertools.pairwise(parts)
    ):
        return [line]
    made: list[Line] = []
    for start, end in parts:
        kept = tuple(
            (max(low, start), min(high, end)) for low, high in line.kept if low < end and high > start
        )
        marks = tuple(mark for mark in line.marks if start <= mark.start and mark.end <= end)
        inserted = tuple((at, characters) for at, characters in line.inserted if start <= at <= end)
        made.append(Line(start, end, kept, marks, inserted, bold=True, hard=True))
    return made
