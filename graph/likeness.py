"""How alike two documents' texts are: a fingerprint of the words, and a sketch that tells the share of word sequences in common.

The sketch is bottom-k (Broder, "On the resemblance and containment of documents", 1997; Cohen & Kaplan 2007): of the hashes of all
sequences of SHINGLE words the SKETCH smallest. Of the SKETCH smallest of two sketches' union, the share that both hold estimates
their Jaccard similarity, exactly where the texts have no more sequences than that, else with a standard error of at most 0.045.
Letterheads, signatures and page furniture are left out, case and punctuation do not count. It knows no graph and no files.
"""

from __future__ import annotations

import hashlib
import re
import struct
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from remissgraf.graph.model import Document

__all__ = ["ALIKE", "SHINGLE", "SKETCH", "Likeness", "alike", "likeness", "similarity"]

SHINGLE: Final = 5  # words
SKETCH: Final = 128  # hashes
# Half the sequences in common is Broder's "roughly the same"; a campaign's text with a paragraph of one's own stays above this.
ALIKE: Final = 0.6
# Words. Shorter answers ("… har inget att erinra") are alike without being copied from one another.
SHORTEST: Final = 60

_OWN: Final = frozenset({"letterhead", "signature", "furniture"})
_WORD: Final = re.compile(r"\w+")
_BYTES: Final = 5  # of a hash: of a million sequences, one in two million is taken for another
# Of this many smallest hashes two texts of similarity ALIKE share at least _SHARED, but for one pair in some 8,000 (binomial); texts
# that share a phrase alone seldom do, so that few are compared in full.
_KEYS: Final = 16
_SHARED: Final = 3
_PLACES: Final = 2_048  # 256 × 8: of the 128 hashes of two unlike texts some eight share a place by chance
# Texts that a text is compared with for one key, before the others of that key are passed over.
_COMPARED: Final = 4


@dataclass(frozen=True, slots=True)
class Likeness:
    """words: their number. fingerprint: hash of the words in order. sketch: hashes, ascending, in base 64; "" for a short text."""

    words: int
    fingerprint: str
    sketch: str

    def hashes(self, number: int = SKETCH) -> tuple[bytes, ...]:
        """The smallest of the sketch, ascending."""
        data = b64decode(self.sketch)[: number * _BYTES]
        return struct.unpack(f"{_BYTES}s" * (len(data) // _BYTES), data)


def likeness(document: Document) -> Likeness:
    """Of the document's own text: what its body says, headings included."""
    return _likeness(
        [
            word
            for block in document.blocks
            if block.kind not in _OWN
            for word in _WORD.findall(block.reading.text.casefold())
        ]
    )


def _likeness(words: Sequence[str]) -> Likeness:
    fingerprint = hashlib.sha256(" ".join(words).encode()).hexdigest()[:32]
    hashes: list[bytes] = []
    if len(words) >= SHORTEST:
        sequences = {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
        hashes = nsmallest(
            SKETCH, {hashlib.blake2b(one.encode(), digest_size=_BYTES).digest() for one in sequences}
        )
    return Likeness(len(words), fingerprint, b64encode(b"".join(hashes)).decode("ascii"))


def similarity(one: Likeness, other: Likeness) -> float:
    """The estimated share (0–1) of the word sequences of both that are in common; 0 where one is too short to tell."""
    return _Sketch.of(one).similarity(_Sketch.of(other))


@dataclass(frozen=True, slots=True)
class _Sketch:
    """A sketch ready to be compared. places: where among _PLACES they fall, as bits. doubled: those at a place with another."""

    hashes: frozenset[bytes]
    places: int
    doubled: int

    @classmethod
    def of(cls, text: Likeness) -> _Sketch:
        hashes = frozenset(text.hashes())
        bits = bytearray(_PLACES // 8)
        for one in hashes:
            bits[one[-1]] |= 1 << (one[-2] & 7)
        places = int.from_bytes(bits, "little")
        return cls(hashes, places, len(hashes) - places.bit_count())

    def similarity(self, other: _Sketch) -> float:
        """The estimated share (0–1) in common."""
        one, two = self.hashes, other.hashes
        if not one or not two:
            return 0.0
        size = min(SKETCH, len(one | two))
        last = sorted(one | two)[size - 1]
        return sum(hash_ <= last for hash_ in one & two) / size

    def reaches(self, other: _Sketch, least: float) -> bool:
        """Whether the similarity is at least so much (above 0)."""
        # No more can be in common than the places say; nearly all pairs end here, at a twentieth of the price.
        most = (self.places & other.places).bit_count() + min(self.doubled, other.doubled)
        size = min(SKETCH, len(self.hashes) + len(other.hashes) - most)
        return most >= least * size and self.similarity(other) >= least


def alike(texts: Sequence[Likeness], threshold: float = ALIKE) -> list[list[int]]:
    """Groups of two or more texts, each linked to its group by a similarity of at least `threshold`, as ascending indices.

    The time grows with the number of texts and not with that of pairs: only texts that share one of their smallest hashes are compared,
    and of those that many share (a phrase that everyone uses), each with the first of a few groups. Equal texts go together whatever
    their length. The same texts in the same order give the same groups.
    """
    group = _Groups(len(texts))
    heads = [frozenset(text.hashes(_KEYS)) for text in texts]
    sketches: dict[int, _Sketch] = {}
    same: dict[str, int] = {}
    keys: dict[bytes, list[int]] = {}
    for index, text in enumerate(texts):
        first = same.setdefault(text.fingerprint, index)
        group.join(first, index)
        if first == index:
            for key in sorted(heads[index]):
                keys.setdefault(key, []).append(index)
    compared: set[tuple[int, int]] = set()
    for members in keys.values():
        firsts: list[int] = []
        for index in members:
            for first in firsts:
                if group.of(first) == group.of(index):
                    break
                pair = (first, index)
                if len(heads[first] & heads[index]) >= _SHARED and pair not in compared:
                    compared.add(pair)
                    for one in pair:
                        if one not in sketches:
                            sketches[one] = _Sketch.of(texts[one])
                    if sketches[first].reaches(sketches[index], threshold):
                        group.join(first, index)
                        break
            else:
                if len(firsts) < _COMPARED:
                    firsts.append(index)
    return list(group.found())


class _Groups:
    """Disjoint sets of indices; the smallest index of a set is its root."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def of(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def together(self, one: int, other: int) -> bool:
        # Nearly always both are alone.
        if self._parent[one] == one and self._parent[other] == other:
            return one == other
        return self.of(one) == self.of(other)

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.of(one), self.of(other)))
        self._parent[high] = low

    def found(self) -> Iterator[list[int]]:
        sets: dict[int, list[int]] = {}
        for index in range(len(self._parent)):
            sets.setdefault(self.of(index), []).append(index)
        return (members for members in sets.values() if len(members) > 1)
