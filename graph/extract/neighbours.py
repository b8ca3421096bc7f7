"""The sentences before and after a statement's in its block: what they tell of its subject and of its limits.

Knows the order of the document's sentences and how to read one; no lexicon, no stance beyond the class given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from remissgraf.graph.extract.finding import Finding
from remissgraf.graph.extract.qualify import concession_after, concession_in, condition_after, condition_in
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import Document, Sentence

__all__ = ["Neighbours"]

# No more of a neighbouring passage is read, in characters.
_LONGEST: Final = 1000
# So many sentences before a statement may tell what it is about.
_BEFORE: Final = 6
# Classes whose statements can depend on something: verdicts and proposals. What others hold to happen "om …" is no condition of theirs.
_COMMITTING: Final = frozenset(
    {
        "Approves",
        "ApprovesInPrinciple",
        "NoObjection",
        "Rejects",
        "Abstains",
        "Welcomes",
        "Concurs",
        "Proposes",
    }
)


class Neighbours:
    """For one document. view: reads a passage."""

    def __init__(self, document: Document, view: Callable[[str], View]) -> None:
        self._view = view
        # By the start of the sentence.
        pairs = [pair for pair in pairwise(document.sentences) if pair[0].block == pair[1].block]
        self._before = {second.start: first for first, second in pairs}
        self._following = {first.start: second for first, second in pairs}

    def before(self, sentence: Sentence) -> Iterator[View]:
        """The sentences before one in its block, nearest first."""
        at: Sentence | None = sentence
        for _ in range(_BEFORE):
            at = self._before.get(at.start) if at is not None else None
            if at is not None:
                yield self._view(at.text[-_LONGEST:])

    def following(self, sentence: Sentence) -> View | None:
        found = self._following.get(sentence.start)
        return self._view(found.text) if found is not None else None

    def condition(
        self, sentence: Sentence, view: View, finding: Finding, *, led: bool, last: bool
    ) -> str | None:
        """What a stance that commits itself depends on, in its own sentence or, for the last one of a sentence, in the next.

        led: another block carries the stance's words.
        """
        if finding.cls not in _COMMITTING:
            return None
        own = finding.condition or (None if led else condition_in(view, finding.first, finding.last))
        following = self.following(sentence) if own is None and last else None
        return own if following is None else condition_after(following)

    def concession(self, sentence: Sentence, view: View, finding: Finding, *, last: bool) -> str | None:
        """What limits a statement after it, in its own sentence or, for the last one of a sentence, in the next."""
        own = concession_in(view, finding.last + 1, len(view.tokens))
        following = self.following(sentence) if own is None and last else None
        return own if following is None else concession_after(following)
