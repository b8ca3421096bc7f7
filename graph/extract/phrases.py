"""Noun phrases of a sentence, found by word classes without a parser: where one begins, its last noun, what stands before it.

Knows one sentence and the language's closed classes. What a phrase is needed for is the caller's affair.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from remissgraf.graph.extract.grammar import load_grammar
from remissgraf.graph.extract.view import View

__all__ = ["Phrase", "first_phrase", "phrases"]


# Words of these classes stand in no noun phrase.
_CLOSED: Final = (
    "words.prepositions",
    "words.conjunctions",
    "words.subordinators",
    "words.adverbs",
    "words.negators",
    "words.verb_particles",
)


class Phrase(NamedTuple):
    """first: the token where the phrase, or what hinders it, begins; noun: its last token, None where there is no phrase.

    determined: a determiner, or a noun that carries it ("förslaget om"), stands before it.
    """

    first: int
    noun: int | None
    determined: bool


def first_phrase(view: View, at: int, end: int) -> Phrase:
    """The first noun phrase from token `at`, before token `end`."""
    grammar, tokens = view.grammar, view.tokens
    determined = carried = False
    carriers, determiners = (
        grammar["claims.carriers"],
        _determiners(grammar.language),
    )
    while at < end:
        word = tokens[at].lower
        if word in carriers:
            determined = carried = True
        elif word in determiners:
            determined = True
        elif not (
            at in view.named
            or tokens[at].quoted
            or word in grammar["objects.light"]
            or (carried and word in grammar["claims.carried_by"])
        ):
            break
        at += 1
    last = at
    ending, named = _ending(grammar.language), view.named
    while last < end and tokens[last].is_word and tokens[last].lower not in ending and last not in named:
        last += 1
    return Phrase(at, last - 1 if last > at else None, determined)


def phrases(view: View, start: int, end: int) -> Iterator[Phrase]:
    """All noun phrases among tokens start … end (exclusive), in order; each has a noun."""
    at = start
    while at < end:
        phrase = first_phrase(view, at, end)
        if phrase.noun is None:
            at = phrase.first + 1
        else:
            yield phrase
            at = phrase.noun + 1


@cache
def _determiners(language: str) -> frozenset[str]:
    return load_grammar(language).any_of("words.articles", "claims.determiners")


@cache
def _ending(language: str) -> frozenset[str]:
    """The words that end a noun phrase: those of the closed classes and finite verbs."""
    grammar = load_grammar(language)
    return grammar.any_of(*_CLOSED) | grammar.finite
