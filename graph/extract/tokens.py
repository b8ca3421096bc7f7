"""Words of a sentence with their places in its reading form.

Knows characters only: no language, no lexicon, no document.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from remissgraf.graph.extract.memo import Memo

__all__ = ["QUOTES", "Token", "key", "phrase_in", "token_range", "tokenise"]

# A word keeps its inner hyphens, colons, full stops and apostrophes: "RMB:s", "4.1", "hälso-", "don't".
# A hyphen that waits for the next word stays too: "hälso- och sjukvård".
_WORD: Final = re.compile(r"\w++(?:[-:.’'&]\w++)*+(?:-(?=\s))?+|[^\w\s]")
_ALPHANUMERIC: Final = re.compile(r"\w+")
_OPENING: Final = frozenset("([")
_CLOSING: Final = frozenset(")]")
QUOTES: Final = frozenset('"”“„»«')
_SETTING: Final = _OPENING | _CLOSING | QUOTES
# The sentences in work: those that the search for the respondent has read come again as the extraction gets to them.
_KEPT: Final = 1024
# A text of so many characters may be a name, which is asked for again and again.
_SHORT: Final = 60


class Token(NamedTuple):
    """A word or a sign. start, end: in the reading form. is_word: begins with a letter or a digit. quoted, bracketed: stands inside
    quotation marks, inside brackets."""

    text: str
    lower: str
    start: int
    end: int
    is_word: bool
    quoted: bool = False
    bracketed: bool = False


def _parts(chunk: str) -> tuple[tuple[str, str, int, int, bool], ...]:
    """The tokens of what stands between two spaces: text, lower case, start, end, whether it is a word."""
    # A space follows, which tells that a hyphen at the end waits for the next word.
    found = _WORD.finditer(f"{chunk} ")
    return tuple((m[0], m[0].lower(), m.start(), m.end(), m[0][0].isalnum()) for m in found)


# Looked up and not read anew, since most of a text's chunks come again.
_KNOWN: Final = Memo(_parts)
# Past the named tuple's own constructor, which is a function of Python: tokens are what there is most of.
_new: Final = tuple.__new__


@lru_cache(maxsize=_KEPT)
def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of a reading form, in order. Swedish quotation uses the same sign ” on both sides, so that one toggles.

    >>> [token.text for token in tokenise("RMB:s syn på 4.1 (nedan).")]
    ['RMB:s', 'syn', 'på', '4.1', '(', 'nedan', ')', '.']
    """
    if _SETTING.isdisjoint(text):
        tokens: list[Token] = []
        after = 0
        chunks = text.split()
        for chunk in chunks:
            start = text.index(chunk, after)
            after = start + len(chunk)
            for word, lower, first, last, is_word in _KNOWN[chunk]:
                tokens.append(_new(Token, (word, lower, start + first, start + last, is_word, False, False)))
        if text.endswith("-"):
            # Nothing follows for which this hyphen could wait.
            tokens[-1:] = _marked(text[tokens[-1].start :], tokens[-1].start)
        return tuple(tokens)
    return tuple(_marked(text))


def _marked(text: str, offset: int = 0) -> list[Token]:
    """The tokens of a text with brackets or quotation marks in it. offset: its place in the reading form."""
    tokens: list[Token] = []
    depth = 0
    quoted = False
    for match in _WORD.finditer(text):
        word = match[0]
        start, end = match.span()
        if word in _OPENING:
            depth += 1
        toggles = word in QUOTES
        tokens.append(
            Token(
                word,
                word.lower(),
                offset + start,
                offset + end,
                word[0].isalnum(),
                quoted and not toggles,
                depth > 0,
            )
        )
        if toggles:
            quoted = not quoted
        elif depth and word in _CLOSING:
            depth -= 1
    # An unpaired mark quotes nothing.
    return [token._replace(quoted=False) for token in tokens] if quoted else tokens


def token_range(tokens: Sequence[Token], start: int, end: int) -> range:
    """The indices of the tokens that share a character with start … end."""
    first = bisect_right(tokens, start, key=lambda token: token.end)
    return range(first, bisect_left(tokens, end, lo=first, key=lambda token: token.start))


def key(text: str) -> str:
    """A form for comparing names and titles: lower case, letters and digits only, one space between words.

    >>> key("Åre kommun,  (ÅK)")
    'åre kommun åk'
    """
    return _NAMES[text] if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    return " ".join(filter(None, map(_CHUNKS.__getitem__, text.split())))


# The keys of what stands between two spaces, and of short texts.
_CHUNKS: Final = Memo(lambda chunk: " ".join(_ALPHANUMERIC.findall(chunk.casefold())))
_NAMES: Final = Memo(_key)


def phrase_in(text: str, phrases: Sequence[str]) -> str | None:
    """The first of the phrases that stands in the lower-case text as whole words, or None."""
    padded = f" {text} "
    for phrase in [phrase for phrase in phrases if phrase in padded]:
        at = padded.find(phrase)
        while at >= 0:
            before, after = padded[at - 1 : at], padded[at + len(phrase) : at + len(phrase) + 1]
            if not before.isalnum() and not after.isalnum():
                return phrase
            at = padded.find(phrase, at + 1)
    return None
