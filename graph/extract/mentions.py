"""Where a sentence names the respondent: by name, abbreviation, generic noun or pronoun, and in which case.

Knows names and tokens. Which names a respondent has is found in `submitter`; what a mention does in its clause is for `subject`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.tokens import Token, tokenise

__all__ = ["Mention", "NameIndex"]


class Mention(NamedTuple):
    """Tokens first … last (inclusive) name the respondent. genitive: "nämndens", "vår"."""

    first: int
    last: int
    genitive: bool = False


@dataclass(frozen=True)
class NameIndex:
    """The names of one respondent, ready for lookup. Names in `exact` count only in that very case ("KTH")."""

    grammar: Grammar
    names: dict[str, list[tuple[tuple[str, ...], bool]]] = field(default_factory=lambda: defaultdict(list))

    @staticmethod
    def build(grammar: Grammar, names: Iterable[str], exact: Iterable[str] = ()) -> NameIndex:
        """names: in any case; exact: case-sensitive."""
        index = NameIndex(grammar)
        for group, sensitive in ((names, False), (exact, True)):
            for name in sorted(set(group)):
                words = tuple(token.text for token in tokenise(name) if token.is_word)
                if words:
                    lowered = tuple(word.lower() for word in words)
                    index.names[lowered[0]].append((words if sensitive else lowered, sensitive))
        for found in index.names.values():
            found.sort(key=lambda entry: -len(entry[0]))
        return index

    def find(self, tokens: Sequence[Token], lowers: Sequence[str], words: Set[str]) -> list[Mention]:
        """Mentions in order, longest first at each place, without overlap. lowers: the tokens in lower case; words: the same,
        each once."""
        found: list[Mention] = []
        openers = self._openers
        if openers.isdisjoint(words):
            return found
        at = 0
        pronouns = self.grammar["respondent.pronouns"]
        possessives = self.grammar["respondent.possessives"]
        for here, word in enumerate(lowers):
            if here < at or word not in openers:
                continue
            mention = self._at(tokens, here)
            if mention is None and word in pronouns:
                mention = Mention(here, here)
            if mention is None and word in possessives:
                mention = Mention(here, here, genitive=True)
            if mention is not None:
                found.append(mention)
                at = mention.last + 1
        return found

    @cached_property
    def _openers(self) -> frozenset[str]:
        """Words that a mention may begin with: the first words of the names, their genitives, pronouns."""
        marks = self.grammar["respondent.genitive_marks"]
        genitives = frozenset(name + mark for name in self.names for mark in marks)
        return genitives.union(
            self.names, self.grammar.any_of("respondent.pronouns", "respondent.possessives")
        )

    def _at(self, tokens: Sequence[Token], at: int) -> Mention | None:
        for stem in self._stems(tokens[at].lower):
            for words, sensitive in self.names.get(stem, ()):
                end = at + len(words)
                if end > len(tokens):
                    continue
                here = [token.text if sensitive else token.lower for token in tokens[at:end]]
                if here[:-1] != list(words[:-1]):
                    continue
                if here[-1] == words[-1]:
                    return Mention(at, end - 1)
                if (
                    here[-1].startswith(words[-1])
                    and here[-1][len(words[-1]) :] in self.grammar["respondent.genitive_marks"]
                ):
                    return Mention(at, end - 1, genitive=True)
        return None

    def _stems(self, word: str) -> tuple[str, ...]:
        if not word.endswith(self.grammar.phrases["respondent.genitive_marks"]):
            return (word,)
        stems = [word]
        for mark in self.grammar["respondent.genitive_marks"]:
            if word.endswith(mark) and len(word) > len(mark):
                stems.append(word[: -len(mark)])
        return tuple(stems)
