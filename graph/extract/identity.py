"""Ids of statements: they follow from the sentence's words and the place of the stance in it, never from order elsewhere or time.

Knows texts, no stances.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import NamedTuple

from remissgraf.graph.extract.tokens import key

__all__ = ["Place", "Places"]


class Place(NamedTuple):
    """A sentence's normalised text and its ordinal among equal ones. Most sentences have no statement, so they are hashed when asked."""

    normal: str
    ordinal: int

    def identity(self, head: int) -> str:
        """The id of the statement that has its stance at `head`."""
        digest = hashlib.sha256(self.normal.encode("utf-8")).hexdigest()[:12]
        return f"{digest}-{self.ordinal}-{head}"


class Places:
    """Those of one document."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, text: str) -> Place:
        """The place of the next sentence with this text."""
        normal = key(text)
        ordinal = self._seen[normal]
        self._seen[normal] = ordinal + 1
        return Place(normal, ordinal)
