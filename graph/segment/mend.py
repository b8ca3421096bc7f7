"""From lines to a reading form: markup off, lines joined, line-end hyphens mended, with the way back kept as runs.

It knows characters and hyphens; it must not know sections or what a sentence is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import Final

from remissgraf.graph.model import Reading, Run
from remissgraf.graph.segment.source import Line

__all__ = ["Hyphens", "cut", "join", "read_lines"]

_HYPHENS: Final = "-\u2010\u2011"
_SPECIAL: Final = re.compile(
    r"(?P<drop>[\u00ad\u200b-\u200d\u2060\ufeff]+)"
    r"|(?P<space>[^\S ]\s*| \s+)"
    r"|(?P<marked>[^\W\d_][\u0300-\u036f]+)"
    r"|(?P<ligature>[\ufb00-\ufb06])"
)
# The characters that _SPECIAL looks for, but for a second space. One class is found many times faster than the alternatives.
_UNUSUAL: Final = re.compile(
    "[\t-\r\x1c-\x1f\x85\xa0\xad\u0300-\u036f\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufb00-\ufb06\ufeff]"
)
_WORD_BEFORE: Final = re.compile(r"[^\W_]+\Z")
_WORD_AFTER: Final = re.compile(r"[^\W_]+")
_COMPOUND: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,60})[-\u2010\u2011](?=([^\W\d_]{1,60}))")
# Inflection changes the end of a word, so a compound is recognised by the first letters of its second part.
_STEM = 5
_LOOK = 60


class Hyphens:
    """Decides what becomes of a hyphen at a line's end. The document's own compounds are the dictionary.

    suspended: words after which a hyphen stays and a space follows ("hälso- och"), as data of the languages.
    """

    def __init__(self, text: str, suspended: Collection[str]) -> None:
        self._text = text
        self._suspended = suspended

    @cached_property
    def _compounds(self) -> frozenset[tuple[str, str]]:
        """Few documents part a word at a line's end, so most never ask."""
        found = _COMPOUND.findall(self._text)
        return frozenset((left.casefold(), right[:_STEM].casefold()) for left, right in found)

    def joint(self, before: str, after: str) -> tuple[bool, str]:
        """(does the hyphen stay, what stands between the lines) for a line that ends in a hyphen after `before`."""
        left, right = _WORD_BEFORE.search(before[-_LOOK:]), _WORD_AFTER.match(after[:_LOOK])
        if left is None or right is None:
            return True, " "
        left_word, right_word = left[0], right[0]
        if right_word.casefold() in self._suspended:
            return True, " "
        if (
            right_word[0].isupper()
            or right_word[0].isdigit()
            or left_word[-1].isdigit()
            or len(left_word) == 1
        ):
            return True, ""
        if left_word.isupper() and len(left_word) > 1:
            return True, ""
        return (left_word.casefold(), right_word[:_STEM].casefold()) in self._compounds, ""


class _Builder:
    """Collects a reading form; runs that touch in both texts become one."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts: list[str] = []
        self._runs: list[Run] = []
        self.length = 0

    def keep(self, start: int, end: int) -> None:
        if start >= end:
            return
        last = self._runs[-1] if self._runs else None
        if last and last.start + last.length == start and last.at + last.length == self.length:
            self._runs[-1] = Run(last.at, last.start, last.length + end - start)
        else:
            self._runs.append(Run(self.length, start, end - start))
        self._add(self._text[start:end])

    def insert(self, characters: str) -> None:
        if characters:
            self._add(characters)

    def _add(self, part: str) -> None:
        self._parts.append(part)
        self.length += len(part)

    def ends_with_space(self) -> bool:
        return bool(self._parts) and self._parts[-1].endswith(" ")

    def tail(self, length: int) -> str:
        found = ""
        for part in reversed(self._parts):
            found = part[-length:] + found
            if len(found) >= length:
                break
        return found[-length:]

    def drop_last(self) -> None:
        """Take away the last character (a hyphen that goes)."""
        last = self._parts.pop()
        self.length -= 1
        if len(last) > 1:
            self._parts.append(last[:-1])
        run = self._runs[-1] if self._runs else None
        if run and run.at + run.length > self.length:
            self._runs.pop()
            if run.length > 1:
                self._runs.append(Run(run.at, run.start, run.length - 1))

    def reading(self) -> Reading:
        return Reading("".join(self._parts), tuple(self._runs))


def _add_stretch(builder: _Builder, text: str, start: int, end: int) -> None:
    if _UNUSUAL.search(text, start, end) is None and text.find("  ", start, end) < 0:
        _keep(builder, text, start, end)
        return
    at = start
    for found in _SPECIAL.finditer(text, start, end):
        _keep(builder, text, at, found.start())
        at = found.end()
        if found["space"]:
            if found[0][0] == " ":
                _keep(builder, text, found.start(), found.start() + 1)
            else:
                _insert(builder, " ")
        elif found["marked"]:
            builder.insert(unicodedata.normalize("NFC", found[0]))
        elif found["ligature"]:
            builder.insert(unicodedata.normalize("NFKC", found[0]))
    _keep(builder, text, at, end)


def _keep(builder: _Builder, text: str, start: int, end: int) -> None:
    """Keep the stretch, without a space that would stand first or after another."""
    if start < end and text[start] == " " and (builder.ends_with_space() or not builder.length):
        start += 1
    builder.keep(start, end)


def _add_line(builder: _Builder, text: str, line: Line) -> None:
    inserted = list(reversed(line.inserted))
    for start, end in line.kept:
        while inserted and inserted[-1][0] <= start:
            _insert(builder, inserted.pop()[1])
        _add_stretch(builder, text, start, end)
    for _, characters in reversed(inserted):
        _insert(builder, characters)


def _insert(builder: _Builder, characters: str) -> None:
    for character in characters:
        if not character.isspace():
            builder.insert(character)
        elif builder.length and not builder.ends_with_space():
            builder.insert(" ")


def read_lines(text: str, lines: Iterable[Line], hyphens: Hyphens) -> Reading:
    """The reading form of a block's lines; lines that are page furniture are left out."""
    builder = _Builder(text)
    previous: Line | None = None
    for line in lines:
        if line.furniture or not (line.kept or line.inserted):
            continue
        if previous is not None:
            _add_joint(builder, text, previous, line, hyphens)
        _add_line(builder, text, line)
        previous = line
    while builder.ends_with_space():
        builder.drop_last()
    return builder.reading()


def _add_joint(builder: _Builder, text: str, previous: Line, line: Line, hyphens: Hyphens) -> None:
    if not builder.length:
        return
    written = text[previous.kept[-1][0] : previous.kept[-1][1]][-_LOOK:] if previous.kept else ""
    if written.endswith("\u00ad"):
        return
    if builder.tail(1) in _HYPHENS and line.kept and not previous.hard:
        start, end = line.kept[0]
        stays, between = hyphens.joint(builder.tail(_LOOK)[:-1], text[start : min(end, start + _LOOK)])
        if not stays:
            builder.drop_last()
        builder.insert(between)
    elif not builder.ends_with_space():
        builder.insert(" ")


def cut(reading: Reading, start: int, end: int) -> Reading:
    """The part [start, end) of a reading form, as a reading form of its own."""
    runs: list[Run] = []
    # Most blocks are of one run, and then there is nothing to look for.
    several = len(reading.runs) > 1
    first = bisect_left(reading.runs, start, key=lambda run: run.at + run.length) if several else 0
    for number in range(first, len(reading.runs)):
        run = reading.runs[number]
        if run.at >= end:
            break
        low, high = max(run.at, start), min(run.at + run.length, end)
        if low < high:
            runs.append(Run(low - start, run.start + low - run.at, high - low))
    return Reading(reading.text[start:end], tuple(runs))


def join(readings: Sequence[Reading], between: str = " ") -> Reading:
    """Several reading forms as one, with `between` put in (the cells of a table row)."""
    parts: list[str] = []
    runs: list[Run] = []
    length = 0
    for number, reading in enumerate(readings):
        if number:
            parts.append(between)
            length += len(between)
        runs.extend(Run(run.at + length, run.start, run.length) for run in reading.runs)
        parts.append(reading.text)
        length += len(reading.text)
    return Reading("".join(parts), tuple(runs))
