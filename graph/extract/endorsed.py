"""Which of the initiatives that a statement names it supports, and does not merely refer to.

"Välkomnar satsningen Blå kusten" supports it; "välkomnar en hänvisning till Blå kusten" and "tillstyrker att Blå kustens roll utreds"
do not (swedish-stance.md, trap 12). Knows one sentence and the class of its stance.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from remissgraf.graph.extract.finder import Named
from remissgraf.graph.extract.lemmas import lemma
from remissgraf.graph.extract.tokens import token_range
from remissgraf.graph.extract.view import View

__all__ = ["endorsed", "kind_of_noun"]

_SUPPORTING: Final = frozenset({"Approves", "ApprovesInPrinciple", "Welcomes", "Concurs"})


def endorsed(view: View, cls: str, stance: tuple[int, int], named: Sequence[Named]) -> tuple[str, ...]:
    """The ids, in text order.

    stance: first and last token of its words, (-1, -1) where a lead carries them. named: the initiatives in the statement's part of the
    text.
    """
    if cls not in _SUPPORTING:
        return ()
    found: dict[str, None] = {}
    at = stance[1] + 1
    for one in named:
        first, last = _tokens(view, one)
        if (
            first > stance[1]
            and all(_passed(view, between) for between in range(at, first))
            and _itself(view, one)
        ):
            found[one.id] = None
            at = last + 1
    before = [one for one in named if _tokens(view, one)[1] < stance[0]]
    if not found and before and _is_subject(view, before[-1], stance[0]):
        found[before[-1].id] = None
    return tuple(found)


def kind_of_noun(word: str, view: View) -> str | None:
    """The type of initiative that a noun tells ("samverkansprogrammet" → "programme"), or None."""
    base = lemma(word, view.grammar.language)
    for row in view.grammar.phrases["initiatives.kinds"]:
        noun, _, kind = row.partition(":")
        if base.endswith(noun):
            return kind
    return None


def _passed(view: View, at: int) -> bool:
    """Whether a word between stance and name leaves the name the object: an article, "till", "satsningen"."""
    word, grammar = view.lowers[at], view.grammar
    return (
        word in grammar["initiatives.between"]
        or word in grammar["words.articles"]
        or word in grammar["words.adverbs"]
        or at in view.named
        or view.tokens[at].text in "\"”“'’"
        or kind_of_noun(word, view) is not None
    )


def _itself(view: View, one: Named) -> bool:
    """Whether the name stands for the initiative alone: no genitive, no compound, no clause of which it is the subject."""
    _, last = _tokens(view, one)
    following = view.lowers[last + 1] if last + 1 < len(view.tokens) else "."
    part_of_word = one.with_ending < len(view.text) and view.text[one.with_ending] == "-"
    return one.end == one.with_ending and not part_of_word and not view.grammar.is_finite(following)


def _is_subject(view: View, one: Named, stance: int) -> bool:
    """ "Blå kusten tillstyrks": the name opens the sentence, and nothing but verbs and adverbs stands between it and the stance."""
    first, last = _tokens(view, one)
    grammar = view.grammar
    opens = all(_passed(view, at) for at in range(first))
    follows = all(
        at in view.named or grammar.is_finite(view.lowers[at]) or view.lowers[at] in grammar["words.adverbs"]
        for at in range(last + 1, stance)
    )
    return opens and follows and one.end == one.with_ending


def _tokens(view: View, one: Named) -> tuple[int, int]:
    """First and last token of a name."""
    inside = token_range(view.tokens, one.start, one.end)
    return inside[0], inside[-1]
