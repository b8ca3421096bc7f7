"""Things that the strategy itself proposes, by their nouns: "ett regionalt förråd" of chapter C is what a response calls "förrådet".

Built from the strategy's text without a parser: a noun counts as a part of one chapter where that chapter has most of its occurrences.
Knows the strategy, no response and no stances.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final

from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.tokens import tokenise
from remissgraf.graph.model import Document
from remissgraf.ontology.entries import Outline

__all__ = ["Part", "StrategyParts"]

# The share of a noun's occurrences that its own chapter must have.
_HOME: Final = 2 / 3
# Shorter words are too often something else.
_SHORTEST: Final = 5
_BEFORE: Final = 3


@dataclass(frozen=True, slots=True)
class Part:
    """noun: its base form, as far as endings tell; chapter: the label of its chapter; phrase: how the strategy first names it, from the
    article on; count: how often the strategy has it."""

    noun: str
    chapter: str
    phrase: str
    count: int


class StrategyParts:
    """All words of a strategy by chapter. Lookups need the grammar of the response's language."""

    def __init__(self, document: Document, outline: Outline) -> None:
        self._chapters: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._phrases: dict[str, tuple[str, ...]] = {}
        self._found: dict[tuple[str, str], Part | None] = {}
        parents = {chapter.label: chapter.parent for chapter in outline.chapters}
        self._ancestors = {label: tuple(_line(label, parents)) for label in parents}
        for block in document.blocks:
            inside = [
                chapter.label for chapter in outline.chapters if chapter.start <= block.start < chapter.end
            ]
            if not inside or block.kind == "heading":
                # A chapter's title is the chapter, not a thing within it.
                continue
            words = tokenise(block.reading.text)
            for at, token in enumerate(words):
                if token.is_word and len(token.text) >= _SHORTEST:
                    # Of nested chapters the deepest comes last.
                    self._chapters[token.lower][inside[-1]] += 1
                    before = tuple(word.lower for word in words[max(0, at - _BEFORE) : at])
                    self._phrases.setdefault(token.lower, (*before, token.lower))

    def find(self, word: str, grammar: Grammar) -> Part | None:
        """The part that a noun in any of its forms names; None for a word that the strategy does not have, or has all over."""
        wanted = (grammar.language, word.lower())
        if wanted not in self._found:
            self._found[wanted] = self._find(word.lower(), grammar)
        return self._found[wanted]

    def related(self, chapter: str, labels: tuple[str, ...]) -> bool:
        """Whether a chapter is one of the labels, lies within one or has one within it."""
        own = self._ancestors[chapter]
        return any(label in own or chapter in self._ancestors.get(label, ()) for label in labels)

    def _find(self, word: str, grammar: Grammar) -> Part | None:
        endings = grammar.phrases["claims.noun_endings"]
        if word.startswith(grammar.phrases["claims.general"] + grammar.phrases["matter.stems"]):
            return None
        bases = {word, *(word[: -len(ending)] for ending in endings if word.endswith(ending))}
        found: list[tuple[int, int, str, list[str]]] = []
        for base in bases:
            forms = [
                form for form in (base, *(base + ending for ending in endings)) if form in self._chapters
            ]
            if len(base) >= _SHORTEST and forms:
                number = sum(self._chapters[form].total() for form in forms)
                found.append((number, len(base), base, forms))
        if not found:
            return None
        # The base that explains most of what the strategy writes: "badvakt" and not "badvak", which "badvakten" has no ending for.
        _, _, base, forms = max(found)
        return self._part(base, forms, grammar)

    def _part(self, base: str, forms: list[str], grammar: Grammar) -> Part | None:
        places: Counter[str] = Counter()
        for form in forms:
            places.update(self._chapters[form])
        home, most = max(places.items(), key=lambda item: (item[1], item[0]))
        if most < _HOME * places.total():
            return None
        return Part(base, home, self._phrase(forms[0], grammar), places.total())

    def _phrase(self, form: str, grammar: Grammar) -> str:
        """ "en gemensam etableringslots": the noun with what stands before it as far back as an article, else the noun alone."""
        words = self._phrases[form]
        for at in range(len(words) - 1):
            if words[at] in grammar["words.articles"]:
                return " ".join(words[at:])
        return form


def _line(label: str, parents: dict[str, str | None]) -> list[str]:
    """A chapter and those it lies in."""
    found = [label]
    while (above := parents.get(found[-1])) is not None and above not in found:
        found.append(above)
    return found
