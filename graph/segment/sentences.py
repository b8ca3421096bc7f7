"""Splits a reading form into sentences, Swedish and English alike, with a language's words as data.

It knows characters and abbreviations; it must not know blocks, offsets into the document, or what the sentences say.
"""

from __future__ import annotations

import re
from typing import Final

from remissgraf.graph.language import Language

__all__ = ["split"]

_STOP: Final = re.compile(
    # A stop opens the expression, so that only stops are tried; it stands behind no other one.
    r"(?P<stop>[.!?…](?<![.!?…]{2})[.!?…]*+)(?P<close>[\"'”’»)\]]*+)(?P<note>(?<=[^\W\d_]{3}\.)\d{1,2})?(?=\s|\Z)"
)
_NEXT: Final = re.compile(r"\s+(?P<open>[\"'“”‘’«»(\[–—-]*\s?)(?P<word>\w*)")
_BEFORE_TOKEN: Final = re.compile(r".*[\s(\[\"“”'«»/]", re.DOTALL)
_BRACKET: Final = re.compile(r"[()\"“”„]")
_LABEL: Final = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[^\W\d_]|[IVXLC]+)\Z")
_WORDLIKE: Final = re.compile(r"\w")
# How far back a token is looked for, and how far a bracket or a quotation may reach and still hold a sentence together.
_BACK: Final = 40
_REACH: Final = 300


def split(text: str, lang: Language) -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end), in order, without white space at the ends.

    Every word is in a sentence; a stretch without letters or digits is in none. A semicolon and a colon do not split.
    """
    found: list[tuple[int, int]] = []
    brackets = _Brackets(text)
    start = _skip(text, 0)
    for match in _STOP.finditer(text):
        if match.start() < start or not _ends(text, start, match, lang) or brackets.hold(start, match):
            continue
        _append(found, text, start, match.end())
        start = _skip(text, match.end())
    _append(found, text, start, len(text.rstrip()))
    return found


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    if start < end and _WORDLIKE.search(text, start, end):
        found.append((start, end))


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ends(text: str, start: int, match: re.Match[str], lang: Language) -> bool:
    """Does the stop end a sentence that began at `start`?"""
    after = _NEXT.match(text, match.end())
    if after is None or not (after["word"] or after["open"]):
        return True
    if after["word"] and after["word"][0].islower():
        return False
    if match["stop"] != "." or match["close"] or match["note"]:
        return True
    token = _token(text, start, match.start("stop"))
    whole = token.casefold() + "."
    if whole in lang.abbreviations:
        return False
    if whole in lang.number_abbreviations and after["word"][:1].isdigit():
        return False
    if match.start("stop") - len(token) == start and _LABEL.match(token):
        return False
    if "." in token and token.isupper() and token.replace(".", "").isalpha():
        return after["word"].casefold() in lang.function_words
    if len(token) == 1 and token.isalpha():
        return _ends_after_letter(text, start, match.start("stop"), token, after["word"], lang)
    return True


def _ends_after_letter(text: str, start: int, stop: int, letter: str, following: str, lang: Language) -> bool:
    """A single letter with a stop: part of a spaced abbreviation, an initial, or a label at the sentence's end."""
    before = text[max(start, stop - 1 - _BACK) : stop - 1].rstrip()
    previous = _token(before, 0, len(before))
    joined = (previous + letter).casefold() + "."
    if joined in lang.abbreviations:
        return False
    if letter.islower():
        return not lang.closing_abbreviations.isdisjoint({joined, letter + "."})
    return previous.casefold() in lang.reference_words or following.casefold() in lang.function_words


def _token(text: str, start: int, end: int) -> str:
    tail = text[max(start, end - _BACK) : end]
    before = _BEFORE_TOKEN.match(tail)
    return tail[before.end() :] if before else tail


class _Brackets:
    """Says whether a stop stands inside a bracket or quotation that closes again soon. Reads the text once, forward."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._signs = _BRACKET.finditer(text)
        self._next = next(self._signs, None)
        self._round: list[int] = []
        self._quote: int | None = None

    def hold(self, start: int, match: re.Match[str]) -> bool:
        """True if the sentence that began at `start` must go on past this stop. Call with stops in order."""
        end = match.end()
        while self._next is not None and self._next.start() < end:
            self._take(self._next[0], self._next.start())
            self._next = next(self._signs, None)
        self._round = [at for at in self._round if at >= start and end - at < _REACH]
        if self._quote is not None and (self._quote < start or end - self._quote >= _REACH):
            self._quote = None
        if self._round and self._round[-1] > start:
            return self._text.find(")", end, self._round[-1] + _REACH) >= 0
        if self._quote is not None and self._quote > start:
            return any(self._text.find(sign, end, self._quote + _REACH) >= 0 for sign in '"”“')
        return False

    def _take(self, sign: str, at: int) -> None:
        if sign == "(":
            self._round.append(at)
        elif sign == ")":
            if self._round:
                self._round.pop()
        else:
            self._quote = at if self._quote is None else None
