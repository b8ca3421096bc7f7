"""Initiatives and actors that a statement names: which, and which initiatives it supports.

Knows the names of the vocabulary, those that the document itself makes short, and one sentence at a time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import NamedTuple

from remissgraf.graph.extract.context import Context
from remissgraf.graph.extract.endorsed import endorsed
from remissgraf.graph.extract.finder import Named
from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import Document

__all__ = ["Mentioned", "Mentions"]


class Mentioned(NamedTuple):
    """Ids in text order, each once. endorsed: those of the initiatives that the statement supports; actors: others than the respondents."""

    initiatives: tuple[str, ...] = ()
    endorsed: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


class Mentions:
    """Finds them in one document. own: ids of the respondents."""

    def __init__(self, document: Document, context: Context, own: Collection[str], grammar: Grammar) -> None:
        self._initiatives = context.initiatives.defining(document.text, grammar)
        self._actors = context.actor_names.defining(document.text, grammar)
        self._own = frozenset(own)
        self._read: View | None = None
        self._named: tuple[list[Named], list[Named]] = ([], [])

    def of(self, view: View, cls: str, stance: tuple[int, int], span: tuple[int, int]) -> Mentioned:
        """What a statement names. stance: first and last token of its words, (-1, -1) where a lead carries them; span: its tokens."""
        first, last = span
        if first >= last:
            return Mentioned()
        start, end = view.tokens[first].start, view.tokens[last - 1].end
        if self._read is not view:
            # The statements of one sentence share it.
            self._read = view
            self._named = (self._initiatives.find(view.text), self._actors.find(view.text))
        initiatives, actors = (_within(named, start, end) for named in self._named)
        return Mentioned(
            tuple(dict.fromkeys(one.id for one in initiatives)),
            endorsed(view, cls, stance, initiatives),
            tuple(dict.fromkeys(one.id for one in actors if one.id not in self._own)),
        )


def _within(named: Sequence[Named], start: int, end: int) -> Sequence[Named]:
    first, last = (bisect_left(named, place, key=lambda one: one.start) for place in (start, end))
    return named[first:last]
