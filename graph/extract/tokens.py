"""Words of a sentence with their places in its reading form.

Knows characters only: no language, no lexicon, no document.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["Token", "key", "token_range", "tokenise"]

# A word keeps its inner hyphens, colons, full stops and apostrophes: "RMB:s", "4.1", "hälso-", "don't".
# A hyphen that waits for the next word stays too: "hälso- och sjukvård".
_WORD: Final = re.compile(r"\w+(?:[-:.’'&]\w+)*(?:-(?=\s))?|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign. start, end: in the reading form. quoted, bracketed: stands inside quotation marks, inside brackets."""

    text: str
    lower: str
    start: int
    end: int
    quoted: bool = False
    bracketed: bool = False

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


def tokenise(text: str) -> list[Token]:
    """The tokens of a reading form, in order. Swedish quotation uses the same sign ” on both sides, so that one toggles.

    >>> [token.text for token in tokenise("RMB:s syn på 4.1 (nedan).")]
    ['RMB:s', 'syn', 'på', '4.1', '(', 'nedan', ')', '.']
    """
    tokens: list[Token] = []
    depth = 0
    quoted = False
    for match in _WORD.finditer(text):
        word = match.group()
        if word in ("(", "["):
            depth += 1
        toggles = word in ('"', "”", "“", "„", "»", "«")
        tokens.append(
            Token(word, word.lower(), match.start(), match.end(), quoted and not toggles, depth > 0)
        )
        if toggles:
            quoted = not quoted
        elif word in (")", "]") and depth:
            depth -= 1
    if quoted:
        # An unpaired mark quotes nothing.
        return [Token(t.text, t.lower, t.start, t.end, False, t.bracketed) for t in tokens]
    return tokens


def token_range(tokens: Sequence[Token], start: int, end: int) -> range:
    """The indices of the tokens that share a character with start … end."""
    first = bisect_right(tokens, start, key=lambda token: token.end)
    return range(first, bisect_left(tokens, end, lo=first, key=lambda token: token.start))


def key(text: str) -> str:
    """A form for comparing names and titles: lower case, letters and digits only, one space between words.

    >>> key("Åre kommun,  (ÅK)")
    'åre kommun åk'
    """
    return " ".join(re.findall(r"\w+", text.casefold()))
