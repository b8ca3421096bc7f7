"""What a text calls its respondent without saying so: "LRF" for Lantbrukarnas Riksförbund, "organisationen" for Svenskt Näringsliv.

A word that holds stances over and over in a response, and could be a short form or the kind of the respondent, is the respondent. Knows
the sentences, the respondent that was found and the verbs of holding; it finds no respondent and no stance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from remissgraf.graph.extract.grammar import Grammar, load_grammar
from remissgraf.graph.extract.kinds import load_kinds
from remissgraf.graph.extract.names import is_code
from remissgraf.graph.extract.patterns import Lexicon, stance_lexicon
from remissgraf.graph.extract.tokens import Token, tokenise
from remissgraf.graph.model import Document
from remissgraf.ontology.entries import Actor

__all__ = ["holders_of", "self_names"]

_MOST_SENTENCES: Final = 300
_LONGEST_SENTENCE: Final = 2500
_SHORTEST_CODE: Final = 2
# A common noun must hold so many stances to be the respondent.
_OFTEN: Final = 2
# Classes of actors whose names often do not tell them.
_NAMELESS: Final = frozenset(
    {"Association", "Company", "Foundation", "HigherEducationInstitution", "StateAgency"}
)
# A subject so near its sentence's beginning has nothing before it but an adverbial.
_OPENING: Final = 1


def holders_of(document: Document, grammar: Grammar, lexicon: Lexicon) -> Counter[str]:
    """The words right before or after a verb of holding, and those whose mention is said to be a view, with their number of sentences."""
    counted: Counter[str] = Counter()
    for sentence in document.sentences[:_MOST_SENTENCES]:
        for word in set(_holders(tokenise(sentence.text[:_LONGEST_SENTENCE]), grammar, lexicon)):
            counted[word] += 1
    return counted


def self_names(holders: Counter[str], actor: Actor, grammar: Grammar) -> Iterator[str]:
    """The short forms and kind nouns that hold stances in the text and can be the actor. holders: see `holders_of`."""
    nouns = _kind_nouns(grammar.language, frozenset(actor.classes))
    common: Counter[str] = Counter()
    for word, number in holders.items():
        if _abbreviates(word, actor.name) or _opens(word, actor.name, grammar):
            yield word
        elif word.lower() in nouns:
            common[word.lower()] += number
    yield from (word for word, number in common.items() if number >= _OFTEN)


def _holders(tokens: Sequence[Token], grammar: Grammar, lexicon: Lexicon) -> Iterator[str]:
    """The words right before and after a verb of holding and after "enligt", and the genitives before "mening", "bedömning" …"""
    marks = grammar.phrases["respondent.genitive_marks"]
    telling = _telling(grammar.language)
    for at, token in enumerate(tokens):
        if token.lower not in telling:
            continue
        if lexicon.holding.get(token.lower) is False:
            if at == _OPENING:
                yield tokens[at - 1].text
            if at + 1 < len(tokens) and grammar.numbers["syntax.inverts"]:
                yield tokens[at + 1].text
        elif token.lower in grammar["respondent.holder_prepositions"] and at + 1 < len(tokens):
            yield tokens[at + 1].text
        elif at and token.lower in grammar["respondent.views"]:
            word = tokens[at - 1].text
            mark = next((mark for mark in (":s", *marks) if word.endswith(mark)), None)
            if mark is not None:
                yield word[: -len(mark)]


@cache
def _telling(language: str) -> frozenset[str]:
    """The words beside which `_holders` looks."""
    grammar, holding = load_grammar(language), stance_lexicon(language).holding
    weak = (word for word, is_weak in holding.items() if not is_weak)
    return grammar.any_of("respondent.holder_prepositions", "respondent.views").union(weak)


def _abbreviates(word: str, name: str) -> bool:
    """Whether a word in capitals has the name's letters in their order, from the first on."""
    if not is_code(word) or len(word) < _SHORTEST_CODE or not word.isalpha():
        return False
    letters = iter(name.upper())
    return name[:1].upper() == word[0] and all(letter in letters for letter in word)


def _opens(word: str, name: str, grammar: Grammar) -> bool:
    """Whether a word is the first of a longer name and tells it from others: "Fastighetsägarna" of Fastighetsägarna Sverige."""
    first, _, rest = name.partition(" ")
    return (
        bool(rest)
        and word == first
        and word[0].isupper()
        and first.lower() not in grammar["names.common_openers"]
    )


@cache
def _kind_nouns(language: str, classes: frozenset[str]) -> frozenset[str]:
    """How actors of these classes call themselves; where there is none, how those do whose name tells no kind."""
    asked = classes or _NAMELESS
    return frozenset(noun for kind in load_kinds(language) if kind.cls in asked for noun in kind.generic)
