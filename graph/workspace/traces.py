"""Looking for what a response left behind: its sentences and its IRI in every byte of a workspace's state.

Gzipped files are looked through unpacked, stores also by their quads, because their files are compressed. It changes nothing, and
must not know why somebody looks.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from remissgraf.errors import WorkspaceError
from remissgraf.graph.canonical import read_canonical
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.workspace.generation import STORE_NAME
from remissgraf.ontology.namespaces import PREFIXES

__all__ = ["Traces", "find", "places", "traces"]

# Code points. Shorter pieces of a text are not its own.
_SHORTEST: Final = 24
# What is written otherwise in N-Quads and JSON than in a text divides a sentence into pieces that are the same everywhere.
_DIVIDE: Final = re.compile(r'["\\\x00-\x1f\x7f]+')
_QUOTES: Final = frozenset(
    {PREFIXES["oa"] + "exact", PREFIXES["rg"] + "reading", PREFIXES["rg"] + "documentText"}
)
_GZIP: Final = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Traces:
    """What tells a response: needles are byte strings (UTF-8)."""

    needles: frozenset[bytes] = frozenset()

    def without(self, places: Iterable[bytes]) -> Traces:
        """Those that none of the places holds: the response's own."""
        return Traces(self.needles - frozenset(needle for place in places for needle in find(place, self)))


def traces(iri: str, name: str, canonical: Path | None, text: Path | None) -> Traces:
    """Of the response, or the hand-coded corpus, with that IRI and file name: both, the pieces of its text, and its quotes.

    None: not there any more, or (a text of a corpus) not kept apart from its quads.
    """
    pieces: list[str] = []
    if text is not None and text.is_file():
        pieces.append(text.read_text(encoding="utf-8", errors="replace"))
    if canonical is not None and canonical.is_file():
        for quad in ox.parse(read_canonical(canonical), format=ox.RdfFormat.N_QUADS):
            if quad.predicate.value in _QUOTES and isinstance(quad.object, ox.Literal):
                pieces.append(quad.object.value)
    found = {part.strip() for piece in pieces for part in _DIVIDE.split(piece)}
    own = {part.encode("utf-8") for part in found if len(part) >= _SHORTEST}
    return Traces(frozenset({f"{iri}>".encode(), f"{iri}/".encode(), f'"{name}"'.encode(), *own}))


def find(data: bytes, wanted: Traces) -> frozenset[bytes]:
    """The needles that the bytes hold."""
    # Imported here: only this command needs it of its room.
    from ahocorasick_rs import BytesAhoCorasick

    needles = sorted(wanted.needles)
    if not needles:
        return frozenset()
    hits = BytesAhoCorasick(needles).find_matches_as_indexes(data, overlapping=True)
    return frozenset(needles[index] for index, _, _ in hits)


def places(folder: Path) -> Iterator[tuple[str, bytes]]:
    """(name, content) of every file below the folder, and of every named graph of every store in it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            yield path.relative_to(folder).as_posix(), _unpacked(data)
    for store in sorted(folder.rglob(STORE_NAME)):
        try:
            opened = OxigraphStore.open_read_only(store)
            for graph in opened.graphs():
                lines = ox.serialize(opened.quads(graph), format=ox.RdfFormat.N_QUADS) or b""
                yield f"{store.relative_to(folder).as_posix()} ({graph})", lines
        except WorkspaceError:
            # What cannot be opened was looked through as it is.
            continue


def _unpacked(data: bytes) -> bytes:
    if data.startswith(_GZIP):
        try:
            return gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            return data
    return data
