"""Topics of a passage by name: those of the vocabulary whose words stand in it.

Matching is by word stems, so that inflection does not matter. Knows no stances.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal

from remissgraf.graph.extract.tokens import Token, tokenise
from remissgraf.ontology.entries import Topic
from remissgraf.ontology.namespaces import slug

__all__ = ["TopicFinder", "labelled", "stem"]

_PREFIX: Final = 4
# The shortest end of a compound that is looked for by itself, in letters.
_HEAD: Final = 6
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
        self._named: dict[tuple[str, ...], Topic] = {}
        self._broader: dict[str, str | None] = {}
        self._by_stem: defaultdict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for topic in topics:
            self._broader[topic.id] = topic.broader
            for label in (topic.label_sv, topic.label_en, *topic.aliases):
                stems = _stems(label or "")
                if stems:
                    self._named.setdefault(stems, topic)
                    self._by_stem[stems[0]].append((topic.id, stems))

    @property
    def empty(self) -> bool:
        return not self._named

    def find(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Ids of the topics named among the tokens, in order of first mention.

        A name within a longer one ("samverkan" in "regional samverkan") does not count, nor does a topic broader than another found. A
        compound names what it is a kind of: "innovationsupphandling" is about "upphandling".
        """
        if not self._named:
            return ()
        places: defaultdict[str, set[int]] = defaultdict(set)
        for at, token in enumerate(tokens):
            for part in self._parts(stem(token.lower)):
                places[part].add(at)
        matches = [
            (min(places[stems[0]]), topic, frozenset().union(*(places[word] for word in stems)))
            for first in places
            for topic, stems in self._by_stem.get(first, ())
            if all(word in places for word in stems)
        ]
        found = dict.fromkeys(
            topic
            for _, topic, own in sorted(matches, key=lambda match: match[0])
            if not any(own < other for _, _, other in matches)
        )
        above = {self._broader[topic] for topic in found}
        return tuple(topic for topic in found if topic not in above)

    def named(self, name: str) -> Topic | None:
        """The topic with this label or alias, in any inflection."""
        return self._named.get(_stems(name))

    def _parts(self, word: str) -> Iterator[str]:
        """The word, and the end of a compound if that alone is a topic's name."""
        yield word
        for at in range(_PREFIX, len(word) - _HEAD + 1):
            if (word[at:],) in self._named:
                yield word[at:]
                return


@lru_cache(maxsize=16384)
def labelled(
    name: str, language: str, origin: Literal["strategy", "response"], broader: str | None = None
) -> Topic:
    """A topic that no vocabulary has, by a name in its base form; its id is made from that."""
    swedish = language == "sv"
    return Topic(slug(name), name if swedish else None, None if swedish else name, broader, origin=origin)


def _stems(label: str) -> tuple[str, ...]:
    return tuple(stem(token.lower) for token in tokenise(label) if token.is_word and len(token.text) > 2)
