"""Which chapters of the strategy a statement is about: named in its part of the sentence, by the heading, by title.

Knows the outline (if there is one), chapter labels and sections; no stances.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Final

from remissgraf.graph.extract.grammar import DEFAULT_LANGUAGE, Grammar, languages
from remissgraf.graph.extract.parts import StrategyParts
from remissgraf.graph.extract.titles import Titles, content_of
from remissgraf.graph.extract.tokens import Token, tokenise
from remissgraf.graph.extract.topics import stem
from remissgraf.graph.model import Document, Section
from remissgraf.ontology.entries import Outline

__all__ = ["Targets"]

_LABEL: Final = re.compile(
    r"(?P<dotted>\d+(?:\.\d+)+\.?)|(?P<letter>[A-ZÅÄÖ]|[A-Z]\d{1,2}|[A-Z]\.\d+(?:\.\d+)*)|(?P<number>\d{1,2}\.?)"
)
_MOST_IN_RANGE: Final = 40
# A title that a frame names may have so many words.
_TITLE_WORDS: Final = 6


class Targets:
    """Resolves chapters for one document. Labels are as the strategy writes them; without an outline as the response does."""

    def __init__(
        self,
        document: Document,
        outline: Outline | None,
        grammar: Grammar,
        strategy: Document | None = None,
        parts: StrategyParts | None = None,
    ) -> None:
        self._grammar = grammar
        self._outline = outline
        self._labels = {chapter.label for chapter in outline.chapters} if outline else None
        language = strategy.language if strategy and strategy.language in languages() else DEFAULT_LANGUAGE
        self._titles = Titles(outline, grammar, language, parts)
        self._frames = [frame.split() for frame in grammar.phrases["targets.frames"]]
        self._frame_heads = frozenset(words[0] for words in self._frames)
        self._sections = {section.id: section for section in document.sections}
        self._by_section: dict[str, tuple[str, ...]] = {}

    def of_section(self, section_id: str) -> tuple[str, ...]:
        """The chapters that a section of the response is about, by its heading or its parent's; none in a summary."""
        if section_id not in self._by_section:
            section = self._sections[section_id]
            found: tuple[str, ...] = ()
            if section.number is not None and section.number in (self._labels or ()):
                found = (section.number,)
            elif section.kind not in ("root", "summary", "background"):
                found = self._by_heading(section)
                if not found and section.parent is not None:
                    found = self.of_section(section.parent)
            self._by_section[section_id] = found
        return self._by_section[section_id]

    def spoken_of(self, passages: Iterable[Sequence[Token]], within: tuple[str, ...]) -> tuple[str, ...]:
        """A chapter below that of the section, where the words of a passage point to it: the first passage that does decides."""
        if len(within) != 1:
            return ()
        found = (self._titles.spoken_of(tokens, within[0]) for tokens in passages)
        return next((labels for labels in found if labels), ())

    def in_text(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Chapters named among the tokens: "avsnitt 4.1", "förslagen i 5.2, 5.4 och 7.1", "(A)", "kapitlen 3–12"."""
        found: dict[str, None] = {}
        at = 0
        listing = False
        chapters = self._grammar["targets.chapter_words"]
        excepting = self._grammar["targets.excepting"]
        inside = self._grammar.any_of("targets.list_words", "words.inside_lists")
        found.update(dict.fromkeys(self._framed(tokens)))
        while at < len(tokens):
            word = tokens[at].lower
            if word in excepting:
                # "samtliga förslag utom det i avsnitt 9.3"
                break
            if word in chapters:
                listing = True
                if not found:
                    found.update(dict.fromkeys(self._by_title(tokens, at)))
            elif (
                # Most words are no label: none begins with a small letter.
                not tokens[at].text[0].islower() and (label := self._label(tokens, at, listing)) is not None
            ):
                following = self._range(tokens, at, label)
                found.update(dict.fromkeys((label, *following)))
                at += 2 if following else 0
                listing = True
            elif word not in inside:
                listing = False
            at += 1
        return tuple(found)

    def of_text(self, text: str) -> tuple[str, ...]:
        """Chapters of a heading, a lead-in or a table's row label: named in it, or by their titles."""
        return self.in_text(tokenise(text)) or self._titles.of(tokenise(text))

    def _label(self, tokens: Sequence[Token], at: int, listing: bool) -> str | None:
        text = tokens[at].text
        match = _LABEL.fullmatch(text) if tokens[at].is_word else None
        if match is None:
            return None
        alone = (
            tokens[at].bracketed
            and tokens[at - 1].text == "("
            and at + 1 < len(tokens)
            and tokens[at + 1].text in (")", ",")
        )
        if match.lastgroup == "letter":
            opens = at == 0 and len(tokens) > 1 and tokens[1].text == "."
            return text if (listing or alone) and self._known(text) and not opens else None
        if match.lastgroup == "dotted" or listing or (alone and self._labels is not None):
            label = text.rstrip(".")
            return label if self._known(label) and not self._measures(tokens, at) else None
        return None

    def _known(self, label: str) -> bool:
        return self._labels is None or label in self._labels

    def _measures(self, tokens: Sequence[Token], at: int) -> bool:
        """A number with a unit after it is no chapter: "förslaget 3 procent"."""
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        return following is not None and (
            following.text == "%" or (following.is_word and following.lower in self._grammar["targets.units"])
        )

    def _range(self, tokens: Sequence[Token], at: int, first: str) -> tuple[str, ...]:
        if at + 2 >= len(tokens) or tokens[at + 1].text not in self._grammar["targets.range_words"]:
            return ()
        last = tokens[at + 2].text.rstrip(".")
        if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= _MOST_IN_RANGE:
            return tuple(str(n) for n in range(int(first) + 1, int(last) + 1) if self._known(str(n)))
        if self._outline is not None and first in self._outline.by_label and last in self._outline.by_label:
            labels = [chapter.label for chapter in self._outline.chapters]
            parent = self._outline.by_label[first].parent
            span = labels[labels.index(first) + 1 : labels.index(last) + 1]
            return tuple(label for label in span if self._outline.by_label[label].parent == parent)
        return self._siblings(first, last)

    def _siblings(self, first: str, last: str) -> tuple[str, ...]:
        """ "6.1–6.4" without an outline: the numbers between, where only the last part differs."""
        parent, _, low = first.rpartition(".")
        other, _, high = last.rpartition(".")
        if (
            self._labels is not None
            or not parent
            or parent != other
            or not (low.isdigit() and high.isdigit())
        ):
            return ()
        if not 0 < int(high) - int(low) <= _MOST_IN_RANGE:
            return ()
        return tuple(f"{parent}.{n}" for n in range(int(low) + 1, int(high) + 1))

    def _by_heading(self, section: Section) -> tuple[str, ...]:
        named = self.in_text(tokenise(section.title))
        if named:
            return named
        if self._labels is not None:
            return self._titles.of(tokenise(section.title))
        return (section.number,) if section.number is not None and (not section.number.isdigit()) else ()

    def _framed(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """ "I fråga om musselodling …": a chapter by its title, where a frame names it and nothing within it."""
        if self._outline is None:
            return ()
        lower = [token.lower for token in tokens]
        if self._frame_heads.isdisjoint(lower):
            return ()
        for words in self._frames:
            at = next((n for n in range(len(lower)) if lower[n : n + len(words)] == words), None)
            if at is not None:
                rest = takewhile(
                    lambda token: token.is_word and not self._grammar.is_finite(token.lower),
                    tokens[at + len(words) : at + len(words) + _TITLE_WORDS],
                )
                return self._titles.covered(content_of(rest, self._grammar))
        return ()

    def _by_title(self, tokens: Sequence[Token], at: int) -> tuple[str, ...]:
        """ "avsnittet om miljö och klimat": a chapter by words of its title."""
        if at + 2 >= len(tokens) or tokens[at + 1].lower not in self._grammar["words.about"]:
            return ()
        words = [
            stem(token.lower) for token in tokens[at + 2 : at + 6] if token.is_word and len(token.text) > 4
        ]
        return self._titles.covered(frozenset(words[:2]))
