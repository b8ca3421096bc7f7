"""How much of the consulted document a statement's object is: the whole, a chapter as such, or something within it.

Approving a need that a chapter names is not approving the chapter, so a chapter counts as the object only where the words say so:
"tillstyrker avsnitt 3.2", "ingen erinran i denna del". Knows the language's words for documents and their parts, no stance classes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.tokens import Token
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import TargetScope

__all__ = ["Scopes"]

_LABEL: Final = re.compile(r"\d+(?:\.\d+)*\.?|[A-ZÅÄÖ]\d{0,2}")
# A stance of more words than these has taken its object in between them.
_LONGEST_BARE: Final = 5
# How far a document's name may stand after "förslaget till".
_NEAR: Final = 6


class Scopes:
    """Decides for one document. title: of the strategy, "" where there is none: it tells its name from other plans and programmes."""

    def __init__(self, grammar: Grammar, title: str) -> None:
        self._grammar = grammar
        self._title = title.lower()
        self._light = grammar["objects.light"]
        kinds = [entry.split(":") for entry in grammar.phrases["objects.kinds"]]
        own = [forms for forms in kinds if forms[0] in self._title]
        self._nouns = grammar["objects.documents"] | {form for forms in own or kinds for form in forms}

        self._endings = tuple(self._nouns)

    def of(
        self, view: View, stance: tuple[int, int], span: tuple[int, int], *, chapters: bool
    ) -> TargetScope:
        """stance: first and last token of the stance's words, (-1, -1) where another block carries them. span: the statement's tokens
        (end exclusive). chapters: whether the statement has target chapters."""
        first, last = stance
        inside = view.lowers[first + 1 : last + 1]
        if any(self._document(inside[at:]) for at in range(len(inside))):
            # "tillstyrker planen med de tillägg som …": the qualifying words stand around the object.
            return "whole"
        after = self._object(view, last + 1, span[1])
        before = self._object(view, span[0], max(first, span[0]))
        rest: TargetScope = "part" if chapters else "unspecified"
        for at, end in ((after, span[1]), (before, first)):
            if at is None:
                continue
            found = self._at(view.tokens, at, end, chapters=chapters)
            if found is not None:
                return found
            if at is after:
                # What the verb governs decides; what stands before it is then only the frame.
                return rest
        if after is None and before is None:
            # "Ingen erinran." speaks of all that the heading names. An elided object, or one among the stance's words, is another.
            if span[0] > 0 or last - first > _LONGEST_BARE:
                return rest
            return "chapter" if chapters else "whole"
        if before is not None and self._names_chapter_only(view, span[0], first):
            return "chapter" if chapters else "unspecified"
        return rest

    def _object(self, view: View, start: int, end: int) -> int | None:
        """The first token from `start` that is more than a preposition, an article, an adverb or the respondent; None: there is none."""
        for at in range(start, end):
            token = view.tokens[at]
            if not token.is_word:
                if token.text in self._grammar["objects.ends"]:
                    return None
                continue
            if at in view.named or token.lower in self._light:
                continue
            if token.lower in self._grammar["objects.pronouns"] and self._determines(
                view.tokens, at + 1, end
            ):
                continue
            void = token.lower in self._grammar["objects.clause"] and at + 1 < end
            if void and view.lowers[at + 1] in self._grammar["objects.void_infinitives"]:
                continue
            return at
        return None

    def _determines(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Whether a pronoun before token `at` is the article of a noun for the document or a part of it."""
        while at < end and tokens[at].lower in self._light:
            at += 1
        return at < end and self._at(tokens, at, end, chapters=True) is not None

    def _at(self, tokens: Sequence[Token], at: int, end: int, *, chapters: bool) -> TargetScope | None:
        """What begins at token `at`: the whole document, a chapter, or neither (None)."""
        words = [token.lower for token in tokens[at:end]]
        if words[0] in self._grammar["objects.clause"]:
            return self._clause(tokens, at + 1, end)
        if self._document(words):
            return "whole"
        if len(words) > 1 and self._owns(words[0]) and words[1] in self._grammar["objects.proposals"]:
            # "tillstyrker utredningens förslag": as "tillstyrker förslaget".
            return self._at(tokens, at + 1, end, chapters=chapters)
        if words[0] in self._grammar["objects.proposals"]:
            following = words[1] if len(words) > 1 else ""
            if following in self._grammar["objects.to"] and any(
                self._document(words[2 + skip :]) for skip in range(min(_NEAR, max(len(words) - 2, 0)))
            ):
                return "whole"
            wholly = " ".join(words[1:]).startswith(self._grammar.phrases["objects.wholly"])
            if wholly or following in self._grammar["objects.coordinators"]:
                # "tillstyrker förslaget och välkomnar …", "förslaget i dess helhet"
                following = ""
            if following in self._grammar["objects.within"] and self._part(tokens, at + 2, end):
                return "chapter"
            if following in self._light or following in self._grammar["objects.narrowing"]:
                return None
            return "chapter" if chapters else "whole"
        if words[0] in self._grammar["objects.plural_proposals"]:
            following = words[1] if len(words) > 1 else ""
            if following in self._grammar["objects.within"]:
                return "chapter" if self._part(tokens, at + 2, end) else None
            return "chapter" if chapters and following not in self._grammar["objects.narrowing"] else None
        return "chapter" if chapters and self._part(tokens, at, end) else None

    def _owns(self, word: str) -> bool:
        """Whether a word is the genitive of the document or of those who wrote it: "betänkandets", "utredarens"."""
        if word in self._grammar["objects.authors"]:
            return True
        marks = self._grammar.phrases["respondent.genitive_marks"]
        return any(word.endswith(mark) and word.removesuffix(mark) in self._nouns for mark in marks)

    def _clause(self, tokens: Sequence[Token], at: int, end: int) -> TargetScope | None:
        """ "att strategin antas": the document as the subject of a verb of adoption, which is a verdict on the whole."""
        words = [token.lower for token in tokens[at:end]]
        while words and words[0] in self._light:
            words = words[1:]
        # "tillstyrker att den antas": only the document can be adopted.
        length = self._document(words) or int(bool(words) and words[0] in self._grammar["objects.pronouns"])
        if not length:
            return None
        following = [word for word in words[length : length + 3] if word not in self._light]
        return "whole" if following and following[0] in self._grammar["objects.adopting"] else None

    def _document(self, words: Sequence[str]) -> int:
        """How many words at the beginning name the whole document, 0: none do. Words of its title may stand before its noun."""
        for length, word in enumerate(words[:_NEAR], 1):
            if word in self._nouns:
                return length
            if word.endswith(self._endings) and any(
                word.endswith(noun) and word[: -len(noun)] in self._title for noun in self._nouns
            ):
                return length
            if len(word) < 3 or word not in self._title:
                return 0
        return 0

    def _part(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Whether a chapter is named, or pointed at, from token `at`: "avsnitt 4.2", "avsnittet", "17.3.1"."""
        while at < end and tokens[at].lower in self._light:
            at += 1
        if at >= end:
            return False
        word = tokens[at].lower
        following = tokens[at + 1].text if at + 1 < end else ""
        if word in self._grammar["objects.chapters"] and _LABEL.fullmatch(following):
            return True
        if word in self._grammar["objects.this_chapter"]:
            return following.lower() not in self._grammar["objects.narrowing"]
        return bool(re.fullmatch(r"\d+(?:\.\d+)+\.?", tokens[at].text))

    def _names_chapter_only(self, view: View, start: int, end: int) -> bool:
        """ "Vad gäller avsnitt 3.2": a frame that names a chapter and nothing within it."""
        words = view.lowers[start:end]
        for opener in self._grammar.phrases["objects.openers"]:
            parts = opener.split()
            if words[: len(parts)] == parts:
                return self._part(view.tokens, start + len(parts), end)
        return False
