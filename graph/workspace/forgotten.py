"""The list of files that a workspace has forgotten, by hash: forgotten.csv beside remissgraf.toml, so that it outlives the state.

A file stands in it by the SHA-256 of its bytes and of its name, never by the name itself, which may be somebody's. It knows hashes
and nothing of what they stood for.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from remissgraf.atomic import write_atomic
from remissgraf.errors import WorkspaceError
from remissgraf.ontology.tables import read_table

__all__ = ["FORGOTTEN_NAME", "Forgotten", "add_forgotten", "load_forgotten"]

FORGOTTEN_NAME: Final = "forgotten.csv"
_COLUMNS: Final = ("sha256", "name_sha256", "date")
_HASH: Final = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """rows: (hash of the bytes, hash of the file's name within the workspace, ISO day it was forgotten)."""

    rows: tuple[tuple[str, str, str], ...] = ()

    @property
    def contents(self) -> frozenset[str]:
        """The hashes of bytes that are not to be read again."""
        return frozenset(row[0] for row in self.rows)

    def names(self, name: str) -> bool:
        """Whether a file of that name (relative to the workspace) was forgotten once."""
        return any(row[1] == _hash(name) for row in self.rows)


def load_forgotten(root: Path) -> Forgotten:
    """The workspace's list, empty where there is none. Raises ConfigError "config.table" with the place of a mistake."""
    path = root / FORGOTTEN_NAME
    if not path.is_file():
        return Forgotten()
    rows: list[tuple[str, str, str]] = []
    for row in read_table(path.read_bytes(), FORGOTTEN_NAME, required=_COLUMNS, optional=()):
        for column in _COLUMNS[:2]:
            if not _HASH.fullmatch(row[column]):
                raise row.error(
                    column, f"{row[column]!r} is no SHA-256", "Take the row out, and forget the file again."
                )
        rows.append((row["sha256"], row["name_sha256"], row["date"]))
    return Forgotten(tuple(rows))


def add_forgotten(root: Path, name: str, contents: Iterable[str]) -> None:
    """Put a file with all its known contents (SHA-256) into the list; what stands there already stays as it is."""
    known = load_forgotten(root).rows
    new = {(content, _hash(name)) for content in contents} - {row[:2] for row in known}
    today = date.today().isoformat()
    rows = [*known, *((content, hashed, today) for content, hashed in sorted(new))]
    text = "".join(f"{','.join(row)}\n" for row in (_COLUMNS, *rows))
    write_atomic(root / FORGOTTEN_NAME, text.encode("utf-8"), error=WorkspaceError)


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8")).hexdigest()
