"""The direction of a statement's content beside the class of its verb: "anser att det är bra" is Holds, and its content positive.

Only plain judgements count: an evaluative word after a copula, or an evaluative verb, in a main or "att" clause that says how
something is. What is wished, possible, asked or said in a relative clause has no direction. Words are data ([direction] of grammar.toml).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from remissgraf.graph.extract.grammar import Grammar, load_grammar
from remissgraf.graph.extract.view import View

__all__ = ["Direction", "content_direction"]

_CARRIERS: Final = frozenset({"Holds", "Emphasises", "Observes"})
# How far before an evaluative word its copula may stand: "är i allt väsentligt en mycket god".
_REACH: Final = 5


@dataclass(frozen=True, slots=True)
class Direction:
    """value: of all judgements together; at: index of the first one's token; clause: index of the first token of its clause."""

    value: Literal["positive", "negative", "mixed"]
    at: int
    clause: int


@cache
def _values(language: str) -> dict[str, bool]:
    """Evaluative words after a copula in all their forms → whether they are positive."""
    grammar = load_grammar(language)
    return {
        form: positive
        for name, positive in (("positive", True), ("negative", False))
        for word in grammar.phrases[f"direction.{name}"]
        for form in grammar.inflected(word)
    }


def content_direction(
    view: View, cls: str, first: int, last: int, stance: tuple[int, int]
) -> Direction | None:
    """The direction of the content among tokens first … last (exclusive); stance: first and last token of the stance's own words.

    None for a class that has a direction of its own, and where nothing is judged.
    """
    if cls not in _CARRIERS:
        return None
    found = [one for one in _judgements(view, first, last) if not stance[0] <= one[0] <= stance[1]]
    if not found:
        return None
    at, clause, _ = found[0]
    kinds = {positive for _, _, positive in found}
    if len(kinds) == 2:
        return Direction("mixed", at, clause)
    return Direction("positive" if kinds.pop() else "negative", at, clause)


def _judgements(view: View, first: int, last: int) -> Iterator[tuple[int, int, bool]]:
    """(index of the word, first index of its clause, whether it is positive)."""
    grammar = view.grammar
    values = _values(grammar.language)
    verbs = grammar.any_of("direction.positive_verbs", "direction.negative_verbs")
    for at in range(first, last):
        token = view.tokens[at]
        if token.quoted or not (token.lower in values or token.lower in verbs):
            continue
        clause = _clause(view, first, at)
        before = view.lowers[clause:at]
        if token.lower in values:
            if not any(word in grammar["direction.copulas"] for word in before[-_REACH:]):
                continue
            positive = values[token.lower]
        else:
            positive = token.lower in grammar["direction.positive_verbs"]
        opener = view.lowers[clause - 1] if clause else ""
        relative = opener in grammar["words.relatives"] - grammar["objects.clause"]
        if relative or {opener, *before} & grammar["direction.unreal"]:
            continue
        yield at, clause, positive is not _negated(before, grammar)


def _clause(view: View, first: int, at: int) -> int:
    """The first token of the clause that token `at` stands in: after the nearest word or sign that opens one."""
    grammar = view.grammar
    for index in range(at - 1, first - 1, -1):
        word = view.lowers[index]
        if (
            word in grammar["words.subordinators"]
            or word in grammar["words.adversatives"]
            or word in (",", ";", ":")
        ):
            return index + 1
    return first


def _negated(words: Sequence[str], grammar: Grammar) -> bool:
    text = " ".join(words)
    if any(f" {phrase} " in f" {text} " for phrase in grammar.phrases["cues.not_negating"]):
        return False
    return any(
        word in grammar["words.negators"] or word in grammar["words.negative_determiners"] for word in words
    )
