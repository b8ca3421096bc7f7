"""Reads the layout of lines that carry no markup: paragraphs, headings, list items, page furniture.

It serves plain text and PDF alike. It knows lines, indents, blank lines and type sizes, and no file format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from remissgraf.graph.language import languages
from remissgraf.graph.readers.furniture import find_furniture
from remissgraf.graph.segment.numbering import is_numbered, is_statement, section_kind
from remissgraf.graph.segment.source import Line, RawBlock

__all__ = ["PlainLine", "blocks_of"]

_ITEM: Final = re.compile(r"(?:[-*•–—▪◦·‣●○]|\d{1,2}[.)]|[a-zåäö][.)])\s+(?=\S)")
_NUMBERED_ITEM: Final = re.compile(r"\d{1,2}[.)]\s")
_STOPPED: Final = re.compile(r"[.!?:;,…][\"'”’»)\]]*\Z")
_FULL_STOP: Final = re.compile(r"[.!?:…][\"'”’»)\]]*\Z")
_LAST_WORD: Final = re.compile(r"([^\W\d_]+)\W*\Z")
# Characters at a line's end among which its last word is.
_TAIL: Final = 60
_INDENT_JUMP: Final = 10
_HEADING_LINES: Final = 3
_HEADING_LENGTH: Final = 200
_LARGER: Final = 1.08
# A line is full if the next line's first word would not have fitted into this share of the usual width.
_FULL: Final = 0.85
# A line of this share of the usual width is running text.
_RUNNING: Final = 0.6
# How far back an item looks for the list that it is in.
_LIST: Final = 50


class PlainLine(NamedTuple):
    """A line with something on it. start, end: without outer white space. indent: columns. page: from 0. blank: a gap above it.

    size: of the type relative to the page's body, 1.0 where it is not known. bold: all of it.
    """

    start: int
    end: int
    indent: int
    page: int
    blank: bool
    size: float = 1.0
    bold: bool = False


def blocks_of(text: str, lines: Sequence[PlainLine]) -> tuple[RawBlock, ...]:
    """The raw blocks of a document's lines, in text order."""
    return _Layout(text, lines).blocks()


class _Layout:
    """One document's lines, their groups, and what the groups look like.

    Furniture inside a group is where a page break parted a paragraph.
    """

    def __init__(self, text: str, lines: Sequence[PlainLine]) -> None:
        self._lines = lines
        self._written = [text[line.start : line.end] for line in lines]
        self._furniture = find_furniture(
            self._written, [line.page for line in lines], [line.blank for line in lines]
        )
        lengths = sorted(len(self._written[n]) for n in range(len(lines)) if not self._furniture[n])
        self._width = lengths[int(len(lengths) * 0.95)] if lengths else 0
        self._groups: list[list[int]] = []

    def blocks(self) -> tuple[RawBlock, ...]:
        self._groups = self._group()
        return tuple(self._block(number) for number in range(len(self._groups)))

    def _group(self) -> list[list[int]]:
        made: list[list[int]] = []
        waiting: list[int] = []
        for number in range(len(self._lines)):
            if self._furniture[number]:
                waiting.append(number)
                continue
            open_group = made[-1] if made and not self._furniture[made[-1][0]] else None
            if open_group is not None and self._continues(open_group, number, parted=bool(waiting)):
                open_group.extend([*waiting, number])
            else:
                if waiting:
                    made.append(waiting)
                made.append([number])
            waiting = []
        if waiting:
            made.append(waiting)
        return made

    # Where a group ends.

    def _continues(self, group: Sequence[int], number: int, *, parted: bool) -> bool:
        last = group[-1]
        before, after = self._written[last], self._written[number]
        line, above = self._lines[number], self._lines[last]
        if (line.bold, round(line.size, 1)) != (above.bold, round(above.size, 1)) or _ITEM.match(after):
            return False
        if parted or line.page != above.page:
            if before.endswith("-") or after[:1].islower():
                return True
            return not line.blank and not _FULL_STOP.search(before) and len(before) > self._width * 0.6
        if line.blank:
            return after[:1].islower() and len(group) > 1 and not _STOPPED.search(before)
        if abs(line.indent - above.indent) >= _INDENT_JUMP:
            return False
        if _is_capitals(before) != _is_capitals(after) and (
            _is_capitals(before) or _FULL_STOP.search(before)
        ):
            return False
        if len(group) == 1 and self._stands_over(last, number):
            return False
        return not (_FULL_STOP.search(before) and self._heads_here(number))

    def _stands_over(self, number: int, below: int) -> bool:
        """Is the line a heading right above its text: it begins and ends like one, and its break was made on purpose?"""
        text, after = self._written[number], self._written[below]
        if _STOPPED.search(text) or not (text[0].isupper() or text[0].isdigit()) or _leads_in(text):
            return False
        if not (after[0].isupper() or is_numbered(after)):
            return False
        if len(text) + 1 + len(after.split(None, 1)[0]) >= self._width * _FULL:
            return False
        opens = is_numbered(after) or section_kind(after) is not None
        return not is_statement(text) and (opens or self._is_running(below))

    def _is_running(self, number: int) -> bool:
        """Is the line text that runs on or ends in a stop, rather than one more line by itself?"""
        text = self._written[number]
        if _STOPPED.search(text) or len(text) >= self._width * _RUNNING:
            return True
        below = number + 1
        return below < len(self._lines) and not self._lines[below].blank and self._written[below][0].islower()

    def _heads_here(self, number: int) -> bool:
        """Does a heading stand here, without an empty line above it?"""
        if number + 1 >= len(self._lines) or self._lines[number + 1].blank:
            return is_numbered(self._written[number]) and not _STOPPED.search(self._written[number])
        return not self._furniture[number + 1] and self._stands_over(number, number + 1)

    # What a group is.

    def _block(self, number: int) -> RawBlock:
        group = self._groups[number]
        made = tuple(
            Line(at.start, at.end, ((at.start, at.end),), bold=at.bold, furniture=self._furniture[n])
            for n in group
            for at in (self._lines[n],)
        )
        if self._furniture[group[0]]:
            return RawBlock("furniture", made)
        item = _ITEM.match(self._written[group[0]])
        if item and not self._lone_number(number):
            start, end = made[0].start + item.end(), made[0].end
            return RawBlock("item", (Line(start, end, ((start, end),)), *made[1:]), self._item_level(number))
        if self._is_heading(number):
            return RawBlock("heading", made, sure=False)
        return RawBlock("paragraph", made)

    def _item_level(self, number: int) -> int:
        """How many items above, without a break, stand further to the left."""
        indent = self._lines[self._groups[number][0]].indent
        indents: list[int] = []
        for group in reversed(self._groups[max(0, number - _LIST) : number]):
            if not _ITEM.match(self._written[group[0]]):
                break
            above = self._lines[group[0]].indent
            if above < (indents[-1] if indents else indent):
                indents.append(above)
        return len(indents)

    def _lone_number(self, number: int) -> bool:
        """A line "3. Title" that is no member of a list: short, no stop, no such line beside it."""
        group = self._groups[number]
        text = self._written[group[0]]
        if not _NUMBERED_ITEM.match(text) or len(group) > 1 or _STOPPED.search(text):
            return False
        beside = [self._groups[n][0] for n in (number - 1, number + 1) if 0 <= n < len(self._groups)]
        return not any(_NUMBERED_ITEM.match(self._written[n]) for n in beside)

    def _is_heading(self, number: int) -> bool:
        """Short, without a stop, beginning with a capital or a number, with text below it; or set off by its type."""
        group, whole = self._groups[number], self._whole(number)
        if len(whole) > _HEADING_LENGTH or number + 1 >= len(self._groups):
            return False
        if self._is_set_off(number):
            return not _STOPPED.search(whole) or whole.endswith("?")
        if (
            len(group) > _HEADING_LINES
            or _STOPPED.search(whole)
            or not (whole[0].isupper() or whole[0].isdigit())
        ):
            return False
        if _leads_in(whole) or is_statement(whole):
            return False
        # A lone line between two certain headings is the answer to the first ("Ingen erinran").
        answers = number > 0 and self._is_certain(number - 1) and self._is_certain(number + 1)
        return self._is_certain(number) or not answers

    def _is_certain(self, number: int) -> bool:
        whole = self._whole(number)
        if len(whole) > _HEADING_LENGTH or _STOPPED.search(whole) or self._furniture[self._groups[number][0]]:
            return False
        return is_numbered(whole) or _is_capitals(whole) or self._is_set_off(number)

    def _is_set_off(self, number: int) -> bool:
        first = self._lines[self._groups[number][0]]
        return first.bold or first.size >= _LARGER

    def _whole(self, number: int) -> str:
        return " ".join(
            self._written[n] for n in self._groups[number][: _HEADING_LINES + 1] if not self._furniture[n]
        )


def _is_capitals(text: str) -> bool:
    if not text.isupper():
        return False
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 3 and all(character.isupper() for character in letters)


def _leads_in(text: str) -> bool:
    """Does the text break off in a small word ("Vi föreslår att"), so that what follows completes it?"""
    last = _LAST_WORD.search(text[-_TAIL:])
    return last is not None and any(last[1].casefold() in lang.introducing for lang in languages())
