"""What a person writes to search for, read into an expression for the index: words, "phrases", prefix*, AND, OR, NOT and brackets.

Nothing that is written reaches the index's own query language but stems in quotation marks. Knows no index.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from remissgraf.errors import QueryError
from remissgraf.graph.language import LANGUAGES, language
from remissgraf.graph.search.stemming import stem, words

__all__ = ["Search", "parse_search"]

_PIECE: Final = re.compile(r'"(?P<phrase>[^"]*)"|(?P<bracket>[()])|(?P<word>[^\s()"]+)')
_OPERATORS: Final = {"AND": "AND", "OCH": "AND", "OR": "OR", "ELLER": "OR", "NOT": "NOT", "INTE": "NOT"}
_DEEPEST: Final = 50
_LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Search:
    """expression: for SQLite's FTS5. stems: whole words looked for; prefixes: beginnings of words. Both are what is marked in a hit."""

    expression: str
    stems: frozenset[str]
    prefixes: tuple[str, ...]

    def marks(self, text: str, code: str) -> list[tuple[int, int]]:
        """(start, end) of each word of a text in the language `code` that was looked for."""
        return [
            (start, end)
            for word, start, end in words(text)
            if stem(word, code) in self.stems or (self.prefixes and word.lower().startswith(self.prefixes))
        ]


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str


def parse_search(text: str) -> Search:
    """Read a search. Words stand for all their forms in every language; side by side, all must be there. Little words (och, the) outside
    quotation marks do not count where others are left.

    Raises QueryError "query.search" saying what is amiss.
    """
    if len(text) > _LONGEST:
        raise _wrong(f"the search is longer than {_LONGEST} characters")
    if text.count('"') % 2:
        raise _wrong("a quotation mark is not closed")
    pieces = _without_little_words(list(_pieces(text)))
    parser = _Parser(pieces)
    expression = parser.whole()
    return Search(expression, frozenset(parser.stems), tuple(parser.prefixes))


def _pieces(text: str) -> Sequence[_Piece]:
    pieces: list[_Piece] = []
    for match in _PIECE.finditer(text):
        kind = match.lastgroup or ""
        found = match[kind]
        if kind == "word" and found in _OPERATORS:
            pieces.append(_Piece("operator", _OPERATORS[found]))
        elif kind == "word" and found.endswith("*") and len(parts := list(words(found))) == 1:
            pieces.append(_Piece("prefix", parts[0][0]))
        elif kind == "bracket":
            pieces.append(_Piece(found, found))
        elif any(True for _ in words(found)):
            # "forsknings-" is a word; "e-hälsa" is two that stand together.
            pieces.append(_Piece("words", found))
    return pieces


def _without_little_words(pieces: Sequence[_Piece]) -> Sequence[_Piece]:
    if any(piece.kind in ("operator", "(", ")") for piece in pieces):
        return pieces
    little = frozenset().union(*(language(code).function_words for code in LANGUAGES))
    telling = [piece for piece in pieces if piece.text.lower() not in little]
    return telling or pieces


class _Parser:
    """or := and (OR and)*; and := not ((AND)? not)*; not := one (NOT one)*; one := words | prefix | ( or )"""

    def __init__(self, pieces: Sequence[_Piece]) -> None:
        self._pieces = pieces
        self._at = 0
        self._depth = 0
        self._denied = 0
        self.stems: set[str] = set()
        self.prefixes: list[str] = []

    def whole(self) -> str:
        if not self._pieces:
            raise _wrong("there is no word to look for")
        expression = self._or()
        if self._at < len(self._pieces):
            raise _wrong(f"{self._pieces[self._at].text} is not expected here")
        return expression

    def _next(self, kinds: Collection[str], text: str | None = None) -> _Piece | None:
        if self._at < len(self._pieces):
            piece = self._pieces[self._at]
            if piece.kind in kinds and text in (None, piece.text):
                self._at += 1
                return piece
        return None

    def _or(self) -> str:
        found = [self._and()]
        while self._next(("operator",), "OR"):
            found.append(self._and())
        return found[0] if len(found) == 1 else f"({' OR '.join(found)})"

    def _and(self) -> str:
        found = [self._not()]
        while self._next(("operator",), "AND") or self._begins():
            found.append(self._not())
        return found[0] if len(found) == 1 else f"({' AND '.join(found)})"

    def _begins(self) -> bool:
        return self._at < len(self._pieces) and self._pieces[self._at].kind in ("words", "prefix", "(")

    def _not(self) -> str:
        found = self._one()
        while self._next(("operator",), "NOT"):
            self._denied += 1
            found = f"({found} NOT {self._one()})"
            self._denied -= 1
        return found

    def _one(self) -> str:
        if piece := self._next(("words", "prefix")):
            return self._phrase(piece.text) if piece.kind == "words" else self._beginning(piece.text)
        if self._next(("(",)):
            self._depth += 1
            if self._depth > _DEEPEST:
                raise _wrong(f"more than {_DEEPEST} brackets stand in each other")
            inner = self._or()
            if not self._next((")",)):
                raise _wrong("a bracket is not closed")
            self._depth -= 1
            return inner
        if self._at < len(self._pieces):
            text = self._pieces[self._at].text
            raise _wrong(f"a word is missing before {text}")
        raise _wrong(f"a word is missing after {self._pieces[-1].text}")

    def _phrase(self, text: str) -> str:
        """The words one after the other, by their stems in each language."""
        found: dict[str, None] = {}
        for code in LANGUAGES:
            stems = [stem(word, code) for word, _, _ in words(text)]
            found[f'"{" ".join(stems)}"'] = None
            if not self._denied:
                self.stems.update(stems)
        return next(iter(found)) if len(found) == 1 else f"({' OR '.join(found)})"

    def _beginning(self, text: str) -> str:
        if not self._denied:
            self.prefixes.append(text.lower())
        # What is kept are stems, which may be shorter than the beginning that is looked for.
        return f'("{text.lower()}"* OR {self._phrase(text)})'


def _wrong(message: str) -> QueryError:
    return QueryError(
        message,
        remedy='write words, "words side by side", beginning*, AND, OR, NOT and brackets, '
        'for example: remissgraf search "roll AND (mandat OR uppdrag)"',
        code="query.search",
    )
