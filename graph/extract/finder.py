"""Names of a list found in texts: with genitives and hyphens, in pairs that share their last words, and as the text shortens them.

Knows names and characters: neither what the names are of, nor what is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.names import bracketed_name

__all__ = ["Entry", "NameFinder", "Named"]

# A name this short is a code or a common word: only its own case counts.
_SHORT: Final = 5
_ENDING: Final = re.compile(r"(?:s|:s|'s|’s)?(?!\w)")
# Signs that stand for a space within a name: "Testa-Center", a space that does not break.
_SPACES: Final = "-\u2010\u2011\u2013\u00a0\u202f"
# What stands before "och Sydhamnen Science Park" in "Norrhamnen och Sydhamnen Science Park", read backwards.
_PAIR: Final = re.compile(r"((?:[\w-]+, )*[\w-]+) (?:och|eller|samt|respektive|and|or) $")
_PAIR_REACH: Final = 80
# Texts in work: one finder after the other reads the same.
_READ: Final = 8
# A bracket right after a name, maybe behind a closing quotation mark or the marks of bold type.
_PARAGRAPH: Final = "\n\n"
_BRACKET: Final = re.compile(r"[\"”’*_]{0,4}\s?\(")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one id goes by. names: as written; exact: case-sensitive short forms."""

    id: str
    names: tuple[str, ...]
    exact: tuple[str, ...] = ()


class Named(NamedTuple):
    """An entry named at start … end of a text; with_ending: where its genitive ends."""

    id: str
    start: int
    end: int
    with_ending: int


class NameFinder:
    """Finds the names of a list in texts."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._names: dict[str, list[tuple[str, str, bool]]] = {}
        for entry in self._entries:
            for name in entry.names:
                self._add(entry.id, name, len(name) <= _SHORT)
            for name in entry.exact:
                self._add(entry.id, name, True)
        self._known = list(self._names.values())
        self._automaton = (
            AhoCorasick(list(self._names), matchkind=MatchKind.LeftmostLongest) if self._names else None
        )

    def find(self, text: str) -> list[Named]:
        """The names in text order, longest first, without overlap."""
        found: list[Named] = []
        for one in self._whole(text):
            found.extend(self._sharing(text, one))
            found.append(one)
        return found

    def defining(self, text: str, grammar: Grammar) -> NameFinder:
        """This finder with the short names that a document's text gives the names in brackets ("Blå Kusten (BK)"); itself, if none."""
        defined: dict[str, dict[str, None]] = {}
        for name, one, after in self._before_brackets(text):
            short = bracketed_name(text, after, grammar)
            if short is not None and short not in name.split() and short.lower() not in self._names:
                defined.setdefault(one.id, {})[short] = None
        if not defined:
            return self
        return NameFinder((*self._entries, *(Entry(key, (), tuple(short)) for key, short in defined.items())))

    def _before_brackets(self, text: str) -> Iterator[tuple[str, Named, int]]:
        """The names that a bracket follows, as written, with where that opens. A name and its bracket stand in one paragraph."""
        start = 0
        for paragraph in text.split(_PARAGRAPH):
            if "(" in paragraph:
                for one in self._whole(paragraph):
                    bracket = _BRACKET.match(text, start + one.with_ending)
                    if bracket is not None:
                        yield paragraph[one.start : one.end], one, bracket.end() - 1
            start += len(paragraph) + len(_PARAGRAPH)

    def _add(self, identity: str, name: str, exact: bool) -> None:
        self._names.setdefault(_spaced(name), []).append((identity, name, exact))

    def _whole(self, text: str) -> Iterator[Named]:
        lowered = _spaced(text)
        if self._automaton is None or len(lowered) != len(text):
            return
        for number, start, end in self._automaton.find_matches_as_indexes(lowered):
            if start and text[start - 1].isalnum():
                continue
            ending = _ENDING.match(text, end)
            identity = self._identity(number, text[start:end])
            if ending is not None and identity is not None:
                yield Named(identity, start, end, ending.end())

    def _identity(self, number: int, written: str) -> str | None:
        for identity, name, exact in self._known[number]:
            # A name with a capital is no word in lower case, nor a part of an address.
            if written == name if exact else name.islower() or not written.islower():
                return identity
        return None

    def _sharing(self, text: str, one: Named) -> Iterator[Named]:
        """The names before this one that have their last words in common with it: "Norrhamnen och Sydhamnen Science Park"."""
        words = text[one.start : one.end].split(" ")
        pair = _PAIR.search(text, max(0, one.start - _PAIR_REACH), one.start) if len(words) > 1 else None
        if pair is None:
            return
        at = pair.start(1)
        for first in pair.group(1).split(", "):
            for entry in self._names.get(_spaced(" ".join((first, *words[1:]))), ()):
                if not first.islower():
                    yield Named(entry[0], at, at + len(first), at + len(first))
                    break
            at += len(first) + 2


@lru_cache(maxsize=_READ)
def _spaced(text: str) -> str:
    """The text in lower case, with spaces for the signs that stand for one."""
    text = text.lower()
    for sign in _SPACES:
        # Twenty times as quick as str.translate, which looks up every character.
        text = text.replace(sign, " ")
    return text
