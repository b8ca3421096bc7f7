"""Whether a clause is negated: its negators, in whatever place, and those that deny nothing. Knows tokens, no stances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.tokens import Token

__all__ = ["is_negated"]

# The longest prepositional phrase before a negator, in tokens.
_PHRASE: Final = 4


def is_negated(
    tokens: Sequence[Token], verb: int, matched: Sequence[int], skip: frozenset[int], grammar: Grammar
) -> bool:
    """Whether the clause of an expression is negated. matched: its tokens; skip: tokens of the subject, passed over."""
    first, last = min(verb, matched[0]), matched[-1]
    contracted = [at for at in matched if tokens[at].lower in grammar["words.contracted"]]
    inside = [at for at in range(first, last) if at not in matched] + contracted
    after: list[int] = []
    at = last + 1
    # "frågan är om inte …": what comes after "om" is the clause's own.
    closed = tokens[last].lower in grammar["words.complementisers"]
    while (
        not closed
        and at < len(tokens)
        and (
            at in skip
            or tokens[at].lower in grammar["words.adverbs"]
            or tokens[at].lower in grammar["words.negators"]
            or (at == last + 1 and tokens[at].lower in grammar["words.impersonal"])
        )
    ):
        after.append(at)
        at += 1
    after.extend(_past_phrase(tokens, at, grammar))
    before: list[int] = []
    at = first - 1
    while at >= 0 and (
        at in skip
        or tokens[at].lower in grammar["words.adverbs"]
        or tokens[at].lower in grammar["words.negators"]
    ):
        if at not in skip and at > 0:
            before.append(at)
        at -= 1
    negators = grammar["words.negators"]
    for at in (*inside, *after, *before):
        word = tokens[at].lower
        if word in negators and not _excused(tokens, at, grammar):
            return True
        if word in grammar["words.negative_determiners"] and at in inside:
            return True
    return " ".join(token.lower for token in tokens[:2]) in grammar["words.negative_openings"]


def _past_phrase(tokens: Sequence[Token], at: int, grammar: Grammar) -> list[int]:
    """The negator behind a prepositional phrase: "tillstyrker i nuläget inte …"."""
    if at >= len(tokens) or tokens[at].lower not in grammar["words.prepositions"]:
        return []
    if tokens[at].lower in grammar["words.complementisers"]:
        return []
    for here in range(at + 1, min(len(tokens), at + 1 + _PHRASE)):
        word = tokens[here].lower
        if word in grammar["words.negators"]:
            return [here]
        if (
            not tokens[here].is_word
            or word in grammar["words.subordinators"]
            or word in grammar["words.conjunctions"]
        ):
            return []
    return []


def _excused(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    here = " ".join(token.lower for token in tokens[at : at + 2])
    return here in grammar["cues.not_negating"]
