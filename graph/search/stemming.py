"""Words and their stems, so that every form of a word is found by any other. Knows one word at a time, no text and no index."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from remissgraf.graph.extract.grammar import load_grammar
from remissgraf.graph.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["stem", "words"]

_WORD: Final = re.compile(r"[^\W_]+")


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """(word, start, end) of the letters and digits of a text, in order; hyphens and other signs part words."""
    for match in _WORD.finditer(text):
        yield match.group(), match.start(), match.end()


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The stem of a word in any of its forms; one of another language keeps its letters.

    >>> {stem(form, "sv") for form in ("tydliggöra", "tydliggörs", "Tydliggjorde", "tydliggjord")}
    {'tydliggör'}
    >>> stem("klimatets", "sv") == stem("klimat", "sv")
    True
    """
    lower = unicodedata.normalize("NFC", word).lower()
    if language not in LANGUAGES:
        return lower
    irregular, shorten = _stemmer(language)
    found = irregular.get(lower, lower)
    # One step takes "klimatet" to "klimat", and "klimat", which looks like a definite form itself, further: both go to the end.
    while (shorter := shorten(found)) != found:
        found = shorter
    return found


@cache
def _stemmer(language: str) -> tuple[Mapping[str, str], Callable[[str], str]]:
    """The dictionary forms of irregular words, and the stemmer for all words."""
    # Imported here: only a search needs it.
    import snowballstemmer

    source = files("remissgraf.graph.language").joinpath(language, "stemming.toml")
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    grammar = load_grammar(language)
    dictionary: dict[str, str] = {}
    for word, forms in grammar.inflections.items():
        dictionary.update(dict.fromkeys(forms, word))
    for lemma, by_tense in grammar.lemmas.items():
        for variants in by_tense.values():
            dictionary.update(dict.fromkeys(variants, lemma))
        for supine in by_tense["supine"]:
            for ending, others in data["participles"]:
                if supine.endswith(ending):
                    base = supine.removesuffix(ending)
                    dictionary.update({base + other: lemma for other in others})
                    break
    return dictionary, snowballstemmer.stemmer(data["algorithm"]).stemWord
