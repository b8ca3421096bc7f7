"""A sentence as the extraction rules see it: tokens, mentions of the respondent, the language's grammar.

Built once a sentence and shared by all rules. Knows no stances.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final

from remissgraf.graph.extract.clauses import Field, field_before, governor
from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.mentions import Mention, NameIndex
from remissgraf.graph.extract.tokens import Token, phrase_in, tokenise

__all__ = ["View"]

_NOBODY: Final[Mapping[int, Mention]] = MappingProxyType({})


@dataclass(frozen=True)
class View:
    """text: the reading form of a sentence, a heading or an item. tokens, mentions: found in it.

    lowers: the tokens in lower case; lower: the same with one space between; words: the same, each once.
    starting, ending: mentions in the nominative by their first, their last token. possessive: tokens that end a genitive of the
    respondent, or are its possessive pronoun. named: all tokens within mentions.
    """

    text: str
    tokens: Sequence[Token]
    mentions: Sequence[Mention]
    grammar: Grammar
    lowers: Sequence[str]
    lower: str
    words: Set[str]
    starting: Mapping[int, Mention]
    ending: Mapping[int, Mention]
    possessive: frozenset[int]
    named: frozenset[int]
    # What was asked of its verbs; another view of the same sentence has its own.
    _fields: dict[int, Field] = field(default_factory=dict, init=False, repr=False, compare=False)
    _governors: dict[int, str | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    @staticmethod
    def of(text: str, names: NameIndex) -> View:
        tokens = tokenise(text)
        lowers = [token.lower for token in tokens]
        lower, words = " ".join(lowers), set(lowers)
        mentions = names.find(tokens, lowers, words)
        if not mentions:
            nobody: frozenset[int] = frozenset()
            return View(
                text, tokens, mentions, names.grammar, lowers, lower, words, _NOBODY, _NOBODY, nobody, nobody
            )
        plain = [mention for mention in mentions if not mention.genitive]
        return View(
            text,
            tokens,
            mentions,
            names.grammar,
            lowers,
            lower,
            words,
            {mention.first: mention for mention in plain},
            {mention.last: mention for mention in plain},
            frozenset(mention.last for mention in mentions if mention.genitive),
            frozenset(at for mention in mentions for at in range(mention.first, mention.last + 1)),
        )

    def field(self, verb: int) -> Field:
        """`field_before` of the finite verb at the index, worked out once: most rules ask for it."""
        found = self._fields.get(verb)
        if found is None:
            found = self._fields[verb] = field_before(self.tokens, verb, self.grammar)
        return found

    def governor(self, verb: int) -> str | None:
        """`governor` of the finite verb at the index, worked out once."""
        if verb not in self._governors:
            self._governors[verb] = governor(self.tokens, verb, self.grammar)
        return self._governors[verb]

    @cached_property
    def asks(self) -> bool:
        return self.text.rstrip(' "”)').endswith("?")

    def has(self, cue: str) -> str | None:
        """The first phrase of the grammar's list `cue` that stands in the sentence."""
        return phrase_in(self.lower, self.grammar.phrases[cue])

    def between(self, first: int, last: int) -> str:
        """The words of tokens first … last (exclusive) in lower case, one space between."""
        return " ".join(self.lowers[max(first, 0) : last])

    def speaks_of_matter(self) -> bool:
        """Whether any word is a noun for what is under consultation, a compound with one, or one for an act or a quality."""
        return self.matter() or any(map(self.grammar.matter_nouns.__getitem__, self.words))

    def matter(self, first: int = 0, last: int | None = None) -> bool:
        """Whether a noun for the consulted document or a part of it stands among the tokens."""
        return any(map(self.grammar.matter_parts.__getitem__, self.lowers[first:last]))
