"""Canonical data: the lasting form of every graph, from which stores and exports can always be rebuilt.

One gzipped N-Quads file a graph: sorted lines without repeats, named by the SHA-256 of the uncompressed lines, so that the same
statements are the same file, an older generation stays whole beside a newer, and a damaged file is noticed when read.
This module knows lines and hashes; it neither parses RDF nor knows which files make up a workspace.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from remissgraf.atomic import write_atomic
from remissgraf.errors import WorkspaceError

__all__ = ["Digest", "canonical_lines", "read_canonical", "split_lines", "write_canonical"]

SUFFIX = ".nq.gz"
_FILE_NAME = re.compile(r"(?P<name>.+)-(?P<sha256>[0-9a-f]{64})\.nq\.gz")
# A file name may have 255 bytes on common file systems; hash and suffix take 72 of them.
_NAME_LENGTH = 150


@dataclass(frozen=True, slots=True)
class Digest:
    """What was written: the file, the SHA-256 (hex) of its uncompressed lines, and how many quads it has."""

    path: Path
    sha256: str
    quads: int


def canonical_lines(nquads: bytes) -> bytes:
    """N-Quads (UTF-8) with its lines sorted by byte and without repeats; each line ends in a line feed, empty input is empty.

    >>> canonical_lines(b'<b:> <p:> "1" .\\n<a:> <p:> "2" .\\n\\n<b:> <p:> "1" .\\n')
    b'<a:> <p:> "2" .\\n<b:> <p:> "1" .\\n'
    """
    lines = sorted({line.strip(b" \t\r") for line in nquads.split(b"\n")} - {b""})
    return b"".join(line + b"\n" for line in lines)


def write_canonical(folder: Path, name: str, nquads: bytes) -> Digest:
    """Write a graph's quads as `<name>-<sha256>.nq.gz` in the folder (made if missing) and say what was written.

    name: for people, from a slug; what does not suit a file name becomes "_" and a long one is cut. The same quads give the same
    hash and name. Older files of that name are left alone: they belong to older generations.
    """
    data = canonical_lines(nquads)
    sha256 = hashlib.sha256(data).hexdigest()
    readable = re.sub(r"[^A-Za-z0-9._%-]", "_", name)[:_NAME_LENGTH].lstrip(".") or "_"
    path = folder / f"{readable}-{sha256}{SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise WorkspaceError(
            f"cannot make the folder for canonical data: {failure.strerror}",
            where=str(folder),
            code="workspace.write",
        ) from failure
    # No time in the gzip header: equal content is equal bytes. Not forced to disk: its name tells whether it is whole.
    write_atomic(path, gzip.compress(data, compresslevel=6, mtime=0), error=WorkspaceError, durable=False)
    return Digest(path, sha256, data.count(b"\n"))


def read_canonical(path: Path) -> bytes:
    """The sorted N-Quads lines of a canonical file, after checking them against the hash in its name.

    Raises WorkspaceError "workspace.damaged" for a file that is missing, cut short, altered or not named as canonical data.
    """
    match = _FILE_NAME.fullmatch(path.name)
    if match is None:
        raise _damaged(path, "the name does not end in a hash as canonical data does")
    try:
        data = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error) as failure:
        raise _damaged(path, f"it cannot be read ({failure})") from failure
    if hashlib.sha256(data).hexdigest() != match["sha256"]:
        raise _damaged(path, "its content does not match its hash")
    return data


def split_lines(nquads: bytes) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """The named graphs (IRIs) of canonical lines, each with its triples in N-Triples form; nothing is parsed but blanks.

    >>> list(split_lines(b'<b:s> <b:p> "a b"@sv <b:g> .\\n'))
    [('b:g', [('<b:s>', '<b:p>', '"a b"@sv')])]
    """
    graphs: dict[str, list[tuple[str, str, str]]] = {}
    ending, triples = " .", graphs.setdefault("", [])
    for line in nquads.decode("utf-8").split("\n"):
        if not line:
            continue
        subject, predicate, rest = line.split(" ", 2)
        # One file holds one graph, as a rule.
        if not rest.endswith(ending) or not triples:
            ending = rest[rest.rindex(" ", 0, -2) :]
            triples = graphs.setdefault(ending[2:-3], [])
        triples.append((subject, predicate, rest[: -len(ending)]))
    yield from ((graph, found) for graph, found in graphs.items() if found)


def _damaged(path: Path, reason: str) -> WorkspaceError:
    return WorkspaceError(
        f"canonical data is damaged: {reason}",
        where=str(path),
        remedy="run `remissgraf build` again: what is damaged is made anew",
        code="workspace.damaged",
    )
