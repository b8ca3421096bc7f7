"""Topics of a passage: those of the vocabulary whose words stand in it. No topic is invented.

Matching is by word stems, so that inflection does not matter. Knows no stances.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from remissgraf.graph.extract.tokens import Token, tokenise
from remissgraf.ontology.entries import Topic

__all__ = ["TopicFinder", "stem"]

_PREFIX: Final = 4
_ENDINGS: Final = (
    "arnas",
    "ernas",
    "ornas",
    "arna",
    "erna",
    "orna",
    "ens",
    "ets",
    "ans",
    "ar",
    "er",
    "or",
    "en",
    "et",
    "an",
    "na",
    "s",
    "n",
    "t",
    "a",
    "e",
)


# These are endings only after a vowel ("strategi-n") or only after a consonant ("viktig-t"): "kommun" and "klimat" end in neither.
_VOWELS: Final = "aeioyåäöé"
_AFTER_VOWEL: Final = "n"
_AFTER_CONSONANT: Final = "t"


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A crude stem for comparing: the commonest endings off, at least four letters left.

    >>> stem("kommunernas"), stem("kommun"), stem("klimatet"), stem("klimat"), stem("viktigt")
    ('kommun', 'kommun', 'klimat', 'klimat', 'viktig')
    """
    for ending in _ENDINGS:
        if not word.endswith(ending) or len(word) - len(ending) < _PREFIX:
            continue
        vowel = word[-len(ending) - 1] in _VOWELS
        if (ending == _AFTER_VOWEL and not vowel) or (ending == _AFTER_CONSONANT and vowel):
            continue
        return word[: -len(ending)]
    return word


class TopicFinder:
    """Finds the topics of a vocabulary in passages."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._by_stem: defaultdict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for topic in topics:
            for label in (topic.label_sv, topic.label_en, *topic.aliases):
                stems = tuple(
                    stem(token.lower)
                    for token in tokenise(label or "")
                    if token.is_word and len(token.text) > 2
                )
                if stems:
                    self._by_stem[stems[0]].append((topic.id, stems))

    def find(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Ids of the topics named among the tokens, in order of first mention."""
        stems = [stem(token.lower) for token in tokens]
        present = set(stems)
        found: dict[str, None] = {}
        for word in stems:
            for topic, needed in self._by_stem.get(word, ()):
                if present.issuperset(needed):
                    found.setdefault(topic, None)
        return tuple(found)
