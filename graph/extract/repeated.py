"""Sentences that give the stance of the sentence before them to something else: "Detsamma gäller förslaget i 5.4".

Knows one sentence and the last finding before it in its block; what the sentence is about is for `target`.
"""

from __future__ import annotations

from typing import Final

from remissgraf.graph.extract.finding import Finding, bare_finding
from remissgraf.graph.extract.view import View

__all__ = ["repeats"]

# What is only noticed, stressed, held or asked for is no verdict that could hold for something else as well.
_NO_VERDICTS: Final = frozenset({"Observes", "Emphasises", "Holds", "Proposes"})


def repeats(view: View, before: Finding | None) -> Finding | None:
    """The stance of the finding before, with the words that hand it on; None where the sentence does not open with such words."""
    if before is None or before.cls in _NO_VERDICTS or view.asks:
        return None
    opening = next((p for p in view.grammar.phrases["cues.same_holds"] if view.lower.startswith(p)), None)
    if opening is None:
        return None
    last = max(i for i, token in enumerate(view.tokens) if token.start < len(opening))
    return bare_finding(view, before.concept, before.lemma, 0, last, "item")
