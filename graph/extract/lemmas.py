"""Nouns in the form that a dictionary has them in: "kommunernas" is "kommun", "libraries" is "library".

By endings, the longest that fits, from graph/language/<language>/nouns.csv; a whole word there is an exception, which its compounds
share. No dictionary stands behind it: a word of another class gets a form too. Knows no sentences.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

__all__ = ["lemma", "noun_endings"]

# Letters that must be left of a word when an ending is off: "ren" is no "r".
_SHORTEST: Final = 3


@lru_cache(maxsize=65536)
def lemma(word: str, language: str) -> str:
    """The base form of a noun in lower case.

    >>> lemma("kommunernas", "sv"), lemma("vatten", "sv"), lemma("Libraries", "en")
    ('kommun', 'vatten', 'library')
    """
    word = word.lower()
    endings = noun_endings(language)
    for start in range(max(0, len(word) - max(map(len, endings))), len(word)):
        base = endings.get(word[start:])
        if base is not None and start + len(base) >= _SHORTEST:
            return word[:start] + base
    return word


@cache
def noun_endings(language: str) -> Mapping[str, str]:
    """Endings and what stands in their place in the base form. language: one that has data for extraction."""
    source = files("remissgraf.graph.language").joinpath(language, "nouns.csv")
    rows = csv.DictReader(io.StringIO(source.read_text(encoding="utf-8")))
    return {row["ending"]: row["base"] for row in rows}
