"""Judgements that share their verb with the one before: "Förslaget är bra men otillräckligt", "vi är positiva till A men tveksamma till B".

Knows one sentence and the findings in it; which words judge is the expressions' data.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Final

from remissgraf.graph.extract.finding import Finding, concepts
from remissgraf.graph.extract.patterns import Lexicon
from remissgraf.graph.extract.view import View

__all__ = ["sharing_verb"]

# How far behind the first judgement the second may stand, in tokens.
_REACH: Final = 14
# How far behind its conjunction, in tokens.
_SECOND: Final = 4


def sharing_verb(view: View, lexicon: Lexicon, found: Sequence[Finding]) -> list[Finding]:
    """The second judgements of the findings with a copula, each the opposite of its first; empty where another verb comes between."""
    added: list[Finding] = []
    taken = {at for finding in found for at in range(finding.first, finding.last + 1)}
    for finding in found:
        if finding.lemma not in view.grammar["answers.copulas"] or "negated" in finding.cues:
            continue
        kind = "matter" if "judgement" in finding.cues else "holder"
        at = _second(view, finding, lexicon.predicates.get(kind, {}))
        if at is None or at in taken:
            continue
        token = view.tokens[at]
        pattern = lexicon.predicates.get(kind, {}).get(token.lower)
        if pattern is None or concepts()[pattern.concept].cls == finding.cls:
            continue
        slug = pattern.concept
        added.append(
            replace(
                finding,
                concept=slug,
                cls=concepts()[slug].cls,
                head=at,
                first=at,
                last=at,
                start=token.start,
                end=token.end,
                actor_explicit=False,
                condition=None,
            )
        )
    return added


def _second(view: View, finding: Finding, judging: Container[str]) -> int | None:
    """The predicate after the adversative that follows the finding, with adverbs between: "men något otydlig"."""
    grammar = view.grammar
    for at in range(finding.last + 1, min(len(view.tokens) - 1, finding.last + 1 + _REACH)):
        word = view.lowers[at]
        if word in grammar["words.adversatives"]:
            second = at + 1
            # "men i praktiken ogenomförbart", "men något otydlig": to the first word that judges.
            while second < min(len(view.tokens) - 1, at + _SECOND) and view.lowers[second] not in judging:
                second += 1
            after = view.tokens[second + 1 : second + 3]
            return None if any(grammar.is_finite(token.lower) for token in after) else second
        if grammar.is_finite(word) and word not in grammar["words.adverbs"]:
            return None
    return None
