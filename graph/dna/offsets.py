"""Offsets of a Java program and back: it counts UTF-16 units, in which a letter beyond U+FFFF (an emoji) takes two. Knows only texts."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

__all__ = ["Offsets"]

_LAST_SINGLE = 0xFFFF


class Offsets:
    """Both ways of counting in one text.

    >>> offsets = Offsets("a😀b")
    >>> [offsets.units(point) for point in range(4)], [offsets.points(unit) for unit in range(5)]
    ([0, 1, 3, 4], [0, 1, None, 2, 3])
    """

    def __init__(self, text: str) -> None:
        self.length = len(text)
        # Most texts have no such letter, and both ways agree.
        plain = text.isascii() or max(text, default="") <= chr(_LAST_SINGLE)
        self._units = (
            None if plain else list(accumulate((1 + (ord(c) > _LAST_SINGLE) for c in text), initial=0))
        )

    def units(self, point: int) -> int:
        """UTF-16 units before a code point, 0 … length."""
        return point if self._units is None else self._units[point]

    def points(self, unit: int) -> int | None:
        """Code points before a UTF-16 unit; None beyond the text and within a letter."""
        if self._units is None:
            return unit if 0 <= unit <= self.length else None
        place = bisect_left(self._units, unit)
        return place if place <= self.length and self._units[place] == unit else None
