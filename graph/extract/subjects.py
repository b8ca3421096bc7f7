"""What a statement is about: topics in order of trust, none invented.

First what it names of the workspace's vocabulary; then, for a statement about the whole, the consulted document as such; a thing that
the strategy names; what the words around it are about: the sentence before, which a "detta" takes up, the lead-in, the heading, the
chapter. Only where all of them are silent a noun of the complement serves, as a candidate. Knows the parts of a statement, no stances.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import takewhile
from typing import Final, NamedTuple

from remissgraf.graph.extract.context import Context
from remissgraf.graph.extract.grammar import Grammar, load_grammar
from remissgraf.graph.extract.lemmas import lemma
from remissgraf.graph.extract.memo import Memo
from remissgraf.graph.extract.phrases import Phrase, phrases
from remissgraf.graph.extract.topics import labelled
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import TargetScope
from remissgraf.ontology.entries import Topic
from remissgraf.ontology.namespaces import slug

__all__ = ["Matter", "Subjects"]

# Shorter words are too often something else.
_SHORTEST: Final = 4
# Lists of the grammar whose words are no nouns.
_CLOSED: Final = (
    "words.articles",
    "words.prepositions",
    "words.adverbs",
    "words.conjunctions",
    "words.subordinators",
    "claims.determiners",
    "objects.light",
)


class Matter(NamedTuple):
    """What the topics are read from.

    named, reasons: ids of the vocabulary's topics in the statement's own words and in the reasons it gives. span: the statement's
    tokens, end exclusive. stance: its words' first and last token, (-1, -1) where a lead carries them. subject_first: what it judges
    stands before the stance rather than after. targets, scope: see Statement. around: the passages it leans on, nearest first.
    """

    view: View
    named: tuple[str, ...]
    reasons: tuple[str, ...]
    span: tuple[int, int]
    stance: tuple[int, int]
    subject_first: bool
    targets: tuple[str, ...]
    scope: TargetScope
    around: Iterable[View] = ()


class Subjects:
    """Decides for one document, and collects the topics that are in no vocabulary."""

    def __init__(self, context: Context, grammar: Grammar) -> None:
        self._context = context
        self._grammar = grammar
        self._terms = context.key_terms
        self._own: dict[str, Topic] = {}

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics used that no vocabulary has, with those broader than they."""
        return tuple(self._own.values())

    def named(self, view: View, span: tuple[int, int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Ids of the vocabulary's topics among the statement's tokens: before its reasons, and in them. The respondent's name is none."""
        find = self._context.topics.find
        if self._context.topics.empty:
            return (), ()
        first, last = span
        own = [token for at, token in enumerate(view.tokens[first:last], first) if at not in view.named]
        main = list(takewhile(lambda token: token.lower not in self._grammar["topics.reasons"], own))
        return find(main), find(own[len(main) :])

    def of(self, matter: Matter) -> tuple[str, ...]:
        """The ids of the statement's topics; empty where its words and those around it name none."""
        if matter.named:
            return matter.named
        if matter.scope == "whole":
            return (self._use(self._whole()),)
        term, free = self._named_in(matter.view, self._heads(matter))
        if term is not None:
            return (self._use(term),)
        if matter.reasons:
            return matter.reasons
        # What is around is of use only where there is something to know it by.
        around = () if self._terms is None and self._context.topics.empty else matter.around
        for view in around:
            named = self._context.topics.find(view.tokens)
            if named:
                return named
            there, _ = self._named_in(view, phrases(view, 0, len(view.tokens)))
            if there is not None:
                return (self._use(there),)
        chapters = [self._terms.chapter(label) for label in matter.targets] if self._terms else []
        found = [topic for topic in chapters if topic is not None]
        if not found and free is not None:
            found = [free]
        return tuple(dict.fromkeys(self._use(topic) for topic in found))

    def _heads(self, matter: Matter) -> Iterator[Phrase]:
        (first, last), (start, end) = matter.stance, matter.span
        before = phrases(matter.view, start, max(first, start))
        after = phrases(matter.view, max(last + 1, start), end)
        for part in (before, after) if matter.subject_first else (after, before):
            yield from part

    def _named_in(self, view: View, found: Iterable[Phrase]) -> tuple[Topic | None, Topic | None]:
        """The first thing of the strategy in the phrases, and the first noun that can be a topic."""
        free: Topic | None = None
        for phrase in found:
            for at in self._nouns(view, phrase):
                word = view.lowers[at]
                term = self._terms.term(word, self._grammar) if self._terms is not None else None
                if term is not None:
                    return term, free
                if free is None and not word.startswith(self._grammar.phrases["topics.light"]):
                    free = self._free(view, at)
                    if self._terms is None:
                        return None, free
        return None, free

    def _nouns(self, view: View, phrase: Phrase) -> Iterator[int]:
        """The phrase's last word, and genitives before it, where they can be nouns."""
        last = phrase.noun if phrase.noun is not None else phrase.first - 1
        for at in range(last, phrase.first - 1, -1):
            modifies = view.lowers[at].endswith(self._grammar.phrases["topics.genitive"])
            if (at == last or modifies) and _is_noun(
                self._grammar.language, view.tokens[at].text, inside=phrase.determined or at > 0
            ):
                yield at

    def _free(self, view: View, at: int) -> Topic:
        """The noun in its base form, with what before it makes a kind of it."""
        noun = lemma(view.lowers[at], self._grammar.language)
        kind = self._kind(view, at - 1) if at else None
        topic = labelled(f"{kind[0]} {noun}" if kind else noun, self._grammar.language, "response")
        known = self._context.topics.named(topic.label)
        if known is not None:
            return known
        # A neuter keeps its ending in the label; the id is one for all forms.
        return replace(topic, label_sv=f"{kind[1]} {noun}") if kind and topic.label_sv else topic

    def _kind(self, view: View, at: int) -> tuple[str, str] | None:
        """Base form and label of a word that makes a kind of the thing named next, or None."""
        word = view.lowers[at]
        adjective = _adjectives(self._grammar.language)[word]
        if adjective is not None:
            return adjective if adjective[0] not in self._grammar["topics.not_classifying"] else None
        closed = any(word in self._grammar[name] for name in _CLOSED)
        joins = self._grammar.numbers["topics.nouns_join"] and not closed
        return (
            (word, word)
            if joins and _is_noun(self._grammar.language, view.tokens[at].text, inside=at > 0)
            else None
        )

    def _whole(self) -> Topic:
        """The topic of the consulted document as such: the vocabulary's, if it has one, else one for all languages."""
        for label in self._grammar.phrases["topics.whole"]:
            known = self._context.topics.named(label)
            if known is not None:
                return known
        swedish, english = (load_grammar(language).phrases["topics.whole"][0] for language in ("sv", "en"))
        return Topic(slug(swedish), swedish, english, origin="strategy")

    def _use(self, topic: Topic) -> str:
        above: Topic | None = topic
        while above is not None and above.origin != "vocabulary" and above.id not in self._own:
            self._own[above.id] = above
            above = self._terms.broader(above) if self._terms is not None else None
        return topic.id


@cache
def _adjectives(language: str) -> Memo[tuple[str, str] | None]:
    """Base form and label of a word that ends as an adjective that makes a kind, else None."""
    rules = [rule.split(":") for rule in load_grammar(language).phrases["topics.classifying"]]

    def read(word: str) -> tuple[str, str] | None:
        found = (
            (word[: -len(e)] + base, word[: -len(e)] + label) for e, base, label in rules if word.endswith(e)
        )
        return next(found, None)

    return Memo(read)


@lru_cache(maxsize=65536)
def _is_noun(language: str, text: str, *, inside: bool) -> bool:
    """Whether a word can be a noun and no name. inside: something stands before it, so that a capital makes it a name."""
    grammar, word = load_grammar(language), text.lower()
    if len(word) < _SHORTEST or not word.isalpha():
        return False
    if text != word and (inside or lemma(word, language) == word):
        return False
    if word.startswith(grammar.phrases["matter.stems"]) or word in grammar.forms:
        return False
    return not word.endswith(grammar.phrases["topics.not_noun"]) or word.endswith(
        grammar.phrases["topics.noun_after_all"]
    )
