"""A sentence as the extraction rules see it: tokens, mentions of the respondent, the language's grammar.

Built once a sentence and shared by all rules. Knows no stances.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from remissgraf.graph.extract.clauses import phrase_in
from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.mentions import Mention, NameIndex
from remissgraf.graph.extract.tokens import Token, tokenise

__all__ = ["View"]


@dataclass(frozen=True)
class View:
    """text: the reading form of a sentence, a heading or an item. tokens, mentions: found in it."""

    text: str
    tokens: list[Token]
    mentions: list[Mention]
    grammar: Grammar

    @staticmethod
    def of(text: str, names: NameIndex) -> View:
        tokens = tokenise(text)
        return View(text, tokens, names.find(tokens), names.grammar)

    @cached_property
    def lower(self) -> str:
        return " ".join(token.lower for token in self.tokens)

    @cached_property
    def possessive(self) -> frozenset[int]:
        """Tokens that end a genitive of the respondent, or are its possessive pronoun."""
        return frozenset(mention.last for mention in self.mentions if mention.genitive)

    @cached_property
    def starting(self) -> Mapping[int, Mention]:
        """Mentions in the nominative by their first token."""
        return {mention.first: mention for mention in self.mentions if not mention.genitive}

    @cached_property
    def ending(self) -> Mapping[int, Mention]:
        """Mentions in the nominative by their last token."""
        return {mention.last: mention for mention in self.mentions if not mention.genitive}

    @cached_property
    def named(self) -> frozenset[int]:
        """All tokens within mentions."""
        return frozenset(i for mention in self.mentions for i in range(mention.first, mention.last + 1))

    @cached_property
    def asks(self) -> bool:
        return self.text.rstrip(' "”)').endswith("?")

    def has(self, cue: str) -> str | None:
        """The first phrase of the grammar's list `cue` that stands in the sentence."""
        return phrase_in(self.lower, self.grammar.phrases[cue])

    def between(self, first: int, last: int) -> str:
        """The words of tokens first … last (exclusive) in lower case, one space between."""
        return " ".join(token.lower for token in self.tokens[max(first, 0) : last])

    def matter(self, first: int = 0, last: int | None = None) -> bool:
        """Whether a noun for the consulted document or a part of it stands among the tokens."""
        stems = self.grammar.phrases["matter.stems"]
        return any(
            token.lower.startswith(stems) or f"s{token.lower}".endswith("strategin")
            for token in self.tokens[first:last]
        )
