"""Which chapter of the strategy some words mean by its title: as they stand, as parts of compounds, in another language, or by another
usual name of such a chapter ("Pengarna": Finansiering), or by a thing that one chapter alone speaks of.

Knows the outline and the strategy's words; no documents, sections or stances.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.lemmas import lemma
from remissgraf.graph.extract.parts import StrategyParts
from remissgraf.graph.extract.tokens import Token, tokenise
from remissgraf.graph.extract.topics import stem
from remissgraf.ontology.entries import Outline

__all__ = ["Titles", "content_of"]

# The share of a heading's content words that a chapter's title must cover.
_COVER: Final = 0.6
# So many letters a word must have to count as a part of a compound, and what it then counts beside a whole word.
_COMPOUNDED: Final = 5
_PARTLY: Final = 0.8
# The longest expression of a glossary, in words.
_PHRASE: Final = 3


class Titles:
    """Resolves the words of one response. grammar: of its language; language: of the strategy; parts: its things, or None."""

    def __init__(
        self, outline: Outline | None, grammar: Grammar, language: str, parts: StrategyParts | None
    ) -> None:
        self._grammar = grammar
        self._parts = parts
        self._glossary = glossary(grammar.language, language)
        chapters = outline.chapters if outline else ()
        self._parents = {chapter.label: chapter.parent for chapter in chapters}
        self._below: defaultdict[str, set[str]] = defaultdict(set)
        for label in self._parents:
            for above in self._above(label):
                self._below[above].add(label)
        # What a word points to, once it has been asked.
        self._pointing: dict[str, frozenset[str]] = {}
        # Words of the strategy's own title tell no chapter from another, unless nothing else does.
        common = content_of(tokenise(outline.title), grammar) if outline else frozenset()
        self._full = [(chapter.label, content_of(tokenise(chapter.title), grammar)) for chapter in chapters]
        self._telling = [(label, title - common) for label, title in self._full]
        self._groups = [
            frozenset(stem(word) for word in group.split("|"))
            for group in grammar.phrases["targets.same_titles"]
        ]

    def of(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """The chapter that a heading or a title names, as one label, or none."""
        words = content_of(tokens, self._grammar)
        if not words:
            return ()
        said = [self._translated(tokens, words)] if self._glossary else []
        said.insert(0, {word: frozenset({word}) for word in words})
        for meant in said:
            for titles, kin in ((self._telling, _same), (self._telling, _akin), (self._full, _akin)):
                if found := self._best(meant, titles, kin):
                    return found
        return self._usual(words) or self._by_thing(tokens)

    def covered(self, words: frozenset[str]) -> tuple[str, ...]:
        """The chapter whose title has most of these stems as they are, or none."""
        return self._best({word: frozenset({word}) for word in words}, self._telling, _same)

    def spoken_of(self, tokens: Sequence[Token], within: str) -> tuple[str, ...]:
        """The one chapter below another that words of a sentence point to, by a title or a thing of its own, or none."""
        possible = self._below.get(within)
        if not possible:
            return ()
        pointed: frozenset[str] | None = None
        for word, meant in self._translated(tokens, content_of(tokens, self._grammar)).items():
            labels = self._pointing.get(word)
            if labels is None:
                labels = self._pointing[word] = self._pointed(word, meant)
            if labels := labels & possible:
                pointed = labels if pointed is None else pointed & labels
        return self._one(sorted(pointed)) if pointed else ()

    def _pointed(self, word: str, meant: frozenset[str]) -> frozenset[str]:
        """The chapters that a word points to; none where chapters apart from each other have it in their names."""
        labels = {
            label
            for label, title in self._telling
            if any(_akin(one, other) for one in meant for other in title)
        }
        part = self._parts.find(word, self._grammar) if self._parts is not None else None
        if part is not None and (part.count > 1 or " " in part.phrase):
            labels.add(part.chapter)
        return frozenset(labels) if self._one(sorted(labels)) else frozenset()

    def _best(
        self,
        words: Mapping[str, frozenset[str]],
        titles: Iterable[tuple[str, frozenset[str]]],
        kin: Callable[[str, str], float],
    ) -> tuple[str, ...]:
        scored: list[tuple[float, str]] = []
        for label, title in titles:
            shared = sum(
                max((kin(one, other) for one in meant for other in title), default=0.0)
                for meant in words.values()
            )
            if shared:
                scored.append((round(shared / len(words) + 0.1 * min(shared / len(title), 1), 6), label))
        top = max((score for score, _ in scored), default=0.0)
        return self._one([label for score, label in scored if score == top]) if top >= _COVER else ()

    def _one(self, labels: Sequence[str]) -> tuple[str, ...]:
        """The only one, or that in which all others lie."""
        for label in labels:
            if all(label in (other, *self._above(other)) for other in labels):
                return (label,)
        return ()

    def _above(self, label: str) -> tuple[str, ...]:
        found: list[str] = []
        at = self._parents.get(label)
        while at is not None and at not in found:
            found.append(at)
            at = self._parents.get(at)
        return tuple(found)

    def _translated(self, tokens: Sequence[Token], words: frozenset[str]) -> dict[str, frozenset[str]]:
        """Each word, or expression of several, with what it may be called in the strategy's language. A word that no glossary has is
        itself: names and learned words are alike."""
        lower = [token.lower for token in tokens]
        found: dict[str, frozenset[str]] = {}
        at = 0
        while at < len(lower):
            length = next((n for n in range(_PHRASE, 0, -1) if self._known(lower[at : at + n])), 0)
            phrase = " ".join(lower[at : at + max(length, 1)])
            if length:
                found[phrase] = self._glossary[_base(phrase, self._grammar.language)]
            elif stem(phrase) in words:
                found[phrase] = frozenset({stem(phrase)})
            at += max(length, 1)
        return found

    def _known(self, words: Sequence[str]) -> bool:
        return _base(" ".join(words), self._grammar.language) in self._glossary

    def _usual(self, words: frozenset[str]) -> tuple[str, ...]:
        """Another usual name of what one chapter alone is called."""
        if len(words) > 1:
            return ()
        (word,) = words
        for group in self._groups:
            if any(_akin(word, one) for one in group):
                named = [label for label, title in self._full if title and all(one in group for one in title)]
                return self._one(named)
        return ()

    def _by_thing(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """ "Hållplatserna": what one chapter of the strategy alone speaks of."""
        if self._parts is None:
            return ()
        homes = defaultdict[str, int](int)
        for token in tokens:
            if token.is_word and (part := self._parts.find(token.lower, self._grammar)) is not None:
                homes[part.chapter] += 1
        return tuple(homes) if len(homes) == 1 else ()


def content_of(tokens: Iterable[Token], grammar: Grammar) -> frozenset[str]:
    """Stems of the content words among the tokens."""
    skipped = grammar.any_of(
        "words.prepositions",
        "words.subordinators",
        "words.conjunctions",
        "targets.chapter_words",
        "targets.heading_words",
    )
    return frozenset(
        stem(token.lower)
        for token in tokens
        if token.is_word and len(token.text) > 2 and token.lower not in skipped
    )


@cache
def glossary(language: str, other: str) -> Mapping[str, frozenset[str]]:
    """Expressions of one language, in their base form as `_base` has it, and words and stems of what they are called in the other; empty
    where neither language's folder has a glossary for the other."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for mine, theirs in ((language, other), (other, language)):
        source = files("remissgraf.graph.language").joinpath(mine, "glossary.csv")
        if mine == theirs or not source.is_file():
            continue
        for row in csv.DictReader(io.StringIO(source.read_text(encoding="utf-8"))):
            for word in (row.get(theirs) or "").split("|"):
                one, its = (row["word"], word) if mine == language else (word, row["word"])
                if its:
                    # The word itself for compounds, whose parts have no endings: "vatten" in "vattenkvalitet".
                    found[_base(one, language)] |= {its, stem(its)}
    return {word: frozenset(stems) for word, stems in found.items()}


def _base(phrase: str, language: str) -> str:
    """An expression with its last word in the base form."""
    *others, last = phrase.split() or [""]
    return " ".join([*others, lemma(last, language)])


def _same(one: str, other: str) -> float:
    return float(one == other)


def _akin(one: str, other: str) -> float:
    """1 for the same stem, less where one is the beginning or the end of the other."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    joined = len(short) >= _COMPOUNDED and (long.startswith(short) or long.endswith(short))
    return _PARTLY if joined else 0.0
