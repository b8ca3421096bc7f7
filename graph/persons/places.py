"""Where known names of people stand in a text: in any spelling that line ends, spaces and marks of emphasis make, in time that grows with
the text and not with the number of names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Set
from functools import cached_property
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

__all__ = ["NamePlaces"]

# What reads otherwise than it is written: a soft hyphen, a hyphen at a line's end, and spaces or marks of emphasis that are one space.
_OTHERWISE: Final = re.compile(r"(?P<cut>\xad|[-‐][ \t]*\r?\n\s*)|[\s*_]{2,}|[^\S ]|[*_]")


class NamePlaces:
    """names: found in any case. parts: of names, found as written and in capitals. Both with a genitive's s, and as words of their own."""

    def __init__(self, names: Set[str], parts: Set[str]) -> None:
        self._names, self._parts = names, parts

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """The (start, end) of each; they may overlap."""
        if not self._ways:
            return
        plain, offsets = _plain(text)
        lowered = _lowered(plain)
        for index, start, end in self._automaton.find_matches_as_indexes(lowered, overlapping=True):
            cases = self._ways[index]
            if cases and plain[start:end] not in cases:
                continue
            genitive = plain[end : end + 1] in ("s", "S") and not plain[end + 1 : end + 2].isalnum()
            after = end + genitive
            if not plain[start - 1 : start].isalnum() and not plain[after : after + 1].isalnum():
                yield offsets.original(start), offsets.original(after - 1) + 1

    @cached_property
    def _ways(self) -> tuple[frozenset[str], ...]:
        """For each word of the automaton the cases it must have; none: any."""
        return tuple(self._wanted.values())

    @cached_property
    def _wanted(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for part in sorted(self._parts):
            found[_lowered(part)] = found.get(_lowered(part), frozenset()) | {part, part.upper()}
        for name in sorted(self._as_read()):
            found[name] = frozenset()
        return found

    def _as_read(self) -> frozenset[str]:
        """The names in small letters; where they have a hyphen also without it, as they read when it ends a line."""
        read = {_lowered(" ".join(name.split())) for name in self._names}
        return frozenset(way for name in read for way in (name, name.replace("-", "")) if way)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(list(self._wanted), matchkind=MatchKind.Standard)


class _Offsets:
    """Places of the plain form, and how far what follows them stands from its place in the text."""

    def __init__(self) -> None:
        self._at: list[int] = [0]
        self._shift: list[int] = [0]

    def add(self, at: int, shift: int) -> None:
        self._at.append(at)
        self._shift.append(shift)

    def original(self, at: int) -> int:
        return at + self._shift[bisect_right(self._at, at) - 1]


def _plain(text: str) -> tuple[str, _Offsets]:
    """The text as it reads, and the way back."""
    pieces: list[str] = []
    offsets = _Offsets()
    read = done = 0
    for match in _OTHERWISE.finditer(text):
        pieces.append(text[done : match.start()])
        read += match.start() - done
        if not match["cut"]:
            pieces.append(" ")
            read += 1
        done = match.end()
        offsets.add(read, done - read)
    pieces.append(text[done:])
    return "".join(pieces), offsets


def _lowered(text: str) -> str:
    """In small letters, as long as before: the few that would grow stay."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
