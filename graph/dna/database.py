"""Opening a database of unknown origin so that it can do no harm: read-only, unchanging, its own code never run. Knows no table."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from remissgraf.errors import ReadError
from remissgraf.graph.readers.guard import locate

__all__ = ["damaged", "opened"]

_MAGIC: Final = b"SQLite format 3\x00"
_HEADER: Final = 100
# Bytes of one value: no text is larger than its file, and what an expression could make of it stays bounded.
_SLACK: Final = 1_000_000
_TRUNCATED: Final = "Get the file anew, or open it in the program that wrote it and save a copy."


@contextmanager
def opened(path: Path, root: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a whole SQLite database inside the root; texts come as bytes. Raises ReadError, also for errors within the block.

    Codes: those of `locate`, "read.empty", "read.kind", "read.encrypted", "read.damaged".
    """
    real = locate(path, root)
    size = _refuse_other(real)
    try:
        # As an address, so that no character of the name is taken for an option; unchanging, so that nothing beside it is read.
        connection = sqlite3.connect(f"{real.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    except sqlite3.Error as error:
        raise damaged(str(error)) from error
    try:
        connection.text_factory = bytes
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, size + _SLACK)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        for pragma in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
            connection.execute(f"PRAGMA {pragma}")
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict is None or verdict[0] != b"ok":
            raise damaged("a check of its pages fails")
        yield connection
    except sqlite3.Error as error:
        raise damaged(str(error)) from error
    finally:
        connection.close()


def damaged(reason: str) -> ReadError:
    return ReadError(f"the database is damaged ({reason})", remedy=_TRUNCATED, code="read.damaged")


def _refuse_other(path: Path) -> int:
    """The file's size, where its beginning is that of a database as long as it says it is, and no change to it waits beside it."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(_HEADER)
        waiting = any(
            beside.is_file() and beside.stat().st_size
            for beside in (path.with_name(path.name + suffix) for suffix in ("-wal", "-journal"))
        )
    except OSError as error:
        raise ReadError(f"the file cannot be opened ({error.strerror})", code="read.open") from error
    if not header:
        raise ReadError("the file is empty", remedy="Replace it with the whole file.", code="read.empty")
    if not header.startswith(_MAGIC):
        if _MAGIC.startswith(header):
            raise damaged("it is cut short")
        if _looks_encrypted(header):
            raise ReadError(
                "this is no SQLite database; it looks encrypted",
                remedy="Save a copy without a password.",
                code="read.encrypted",
            )
        raise ReadError(
            "this is no SQLite database, as .dna files are",
            remedy="Name a .dna file of version 3. Of a database on a server, save a local copy.",
            code="read.kind",
        )
    if len(header) < _HEADER:
        raise damaged("it is cut short")
    page = struct.unpack(">H", header[16:18])[0]
    page = 65536 if page == 1 else page
    pages = struct.unpack(">I", header[28:32])[0]
    if size < page * pages or size % max(page, 1):
        raise damaged("it is shorter than it says it is")
    if waiting:
        raise ReadError(
            "changes to the database wait in a file beside it",
            remedy="Open it in the program that wrote it and close it again.",
            code="dna.open",
        )
    return size


def _looks_encrypted(header: bytes) -> bool:
    """Whether bytes are as even as those of a cipher: most of them different, and in both halves of the range."""
    return len(header) == _HEADER and len(set(header)) > 64 and sum(byte >= 128 for byte in header) > 30
