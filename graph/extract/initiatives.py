"""Initiatives named in a text: gazetteer names with genitives and hyphens, short forms in their own case only.

Knows names and characters; whether naming is endorsing is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from remissgraf.ontology.entries import Initiative

__all__ = ["InitiativeFinder", "Named"]

# A name this short is a code or a common word: only its own case counts.
_SHORT: Final = 5
_ENDING: Final = re.compile(r"(?:s|:s|'s|’s)?(?!\w)")


@dataclass(frozen=True, slots=True)
class Named:
    """An initiative named at start … end of a text."""

    id: str
    start: int
    end: int


class InitiativeFinder:
    """Finds the initiatives of a vocabulary in texts."""

    def __init__(self, initiatives: Iterable[Initiative]) -> None:
        names: dict[str, list[tuple[str, str, bool]]] = {}
        for initiative in initiatives:
            for name in (initiative.name, *initiative.aliases):
                exact = len(name) <= _SHORT
                names.setdefault(name.lower(), []).append((initiative.id, name, exact))
            for name in initiative.short:
                names.setdefault(name.lower(), []).append((initiative.id, name, True))
        self._entries = list(names.values())
        self._automaton = AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest) if names else None

    def find(self, text: str) -> list[Named]:
        """Initiatives in text order, longest names first, without overlap."""
        lowered = text.lower()
        if self._automaton is None or len(lowered) != len(text):
            return []
        found: list[Named] = []
        for number, start, end in self._automaton.find_matches_as_indexes(lowered):
            if start and text[start - 1].isalnum():
                continue
            ending = _ENDING.match(text, end)
            if ending is None:
                continue
            for entry, name, exact in self._entries[number]:
                if not exact or text[start:end] == name:
                    found.append(Named(entry, start, end))
                    break
        return found
