"""The index: an SQLite file beside the stores with the stems of every quote and paragraph, kept equal to the canonical data.

It is made from the canonical data and the texts, response by response, each under the name of what it was made from; so it follows
a build by what changed, and can be thrown away at any time. It knows keys and texts; what they are about is the graph's affair.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from remissgraf.errors import WorkspaceError
from remissgraf.graph.search.stemming import stem, words
from remissgraf.graph.search.terms import Search

__all__ = ["Found", "Index", "Text", "open_index"]

Kind = Literal["statement", "document"]

# Raised when the tables or the stems change: an index of another version is made anew.
_VERSION: Final = 1
_TABLES: Final = """
CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, made_from TEXT NOT NULL);
CREATE TABLE text (
  id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  kind TEXT NOT NULL, iri TEXT NOT NULL, language TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL
);
CREATE INDEX text_source ON text(source);
CREATE VIRTUAL TABLE stemmed USING fts5(stems, tokenize = "unicode61 remove_diacritics 0");
"""
_FIND: Final = """
SELECT text.kind, text.iri, text.language, text.start, text.end, text.text, bm25(stemmed) AS rank
FROM stemmed JOIN text ON text.id = stemmed.rowid
WHERE stemmed MATCH ? AND text.kind = ? ORDER BY rank, text.iri, text.start
"""


@dataclass(frozen=True, slots=True)
class Text:
    """One thing that can be found. iri: of the statement or the response; start, end: code points into the response's text."""

    kind: Kind
    iri: str
    language: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A text with its rank: BM25 as SQLite gives it, the smaller the better."""

    text: Text
    rank: float


class Index:
    """An open index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def update(
        self,
        wanted: Mapping[str, str],
        texts: Callable[[str], Iterable[Text]],
        progress: Callable[[int, int, str], None] = lambda done, total, name: None,
    ) -> int:
        """Make the index hold exactly the sources `wanted` (name → what it is made from); how many were indexed anew.

        texts: gives the texts of a source. All or nothing: an update that is interrupted leaves the index as it was.
        """
        if self._known() == wanted:
            return 0
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            # Read again: another process may have done it meanwhile.
            known = self._known()
            fresh = sorted(name for name, made_from in wanted.items() if known.get(name) != made_from)
            for name in sorted({*fresh, *(set(known) - set(wanted))}):
                self._remove(name)
            for done, name in enumerate(fresh):
                progress(done, len(fresh), name)
                self._add(name, wanted[name], texts(name))
            progress(len(fresh), len(fresh), "")
        return len(fresh)

    def find(self, search: Search, kind: Kind) -> Iterator[Found]:
        """What matches, the best first, read as it is asked for."""
        for *fields, rank in self._connection.execute(_FIND, (search.expression, kind)):
            yield Found(Text(*fields), rank)

    def texts(self) -> Iterator[Text]:
        """Everything that can be found, in no promised order."""
        for fields in self._connection.execute("SELECT kind, iri, language, start, end, text FROM text"):
            yield Text(*fields)

    def _known(self) -> dict[str, str]:
        return dict(self._connection.execute("SELECT name, made_from FROM source"))

    def _remove(self, name: str) -> None:
        self._connection.execute(
            "DELETE FROM stemmed WHERE rowid IN "
            "(SELECT text.id FROM text JOIN source ON source.id = text.source WHERE source.name = ?)",
            (name,),
        )
        self._connection.execute("DELETE FROM source WHERE name = ?", (name,))

    def _add(self, name: str, made_from: str, texts: Iterable[Text]) -> None:
        run = self._connection.execute
        source = run("INSERT INTO source (name, made_from) VALUES (?, ?)", (name, made_from)).lastrowid
        for one in texts:
            row = run(
                "INSERT INTO text (source, kind, iri, language, start, end, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (source, one.kind, one.iri, one.language, one.start, one.end, one.text),
            ).lastrowid
            stems = " ".join(stem(word, one.language) for word, _, _ in words(one.text))
            run("INSERT INTO stemmed (rowid, stems) VALUES (?, ?)", (row, stems))


@contextmanager
def open_index(path: Path) -> Iterator[Index]:
    """The index in the file `path`, made where there is none; one that is damaged or of another version is made anew.

    Raises WorkspaceError "workspace.search" where it cannot be read or written, also while it is used.
    """
    try:
        with closing(_connect(path)) as connection:
            yield Index(connection)
    except sqlite3.Error as failure:
        raise WorkspaceError(
            f"the search index cannot be used: {failure}",
            where=str(path),
            remedy="make room or give yourself permission to write there, or delete the file: it is made anew",
            code="workspace.search",
        ) from failure


def _connect(path: Path) -> sqlite3.Connection:
    try:
        connection = _open(path)
        if connection.execute("PRAGMA user_version").fetchone()[0] == _VERSION:
            return connection
        connection.close()
    except sqlite3.DatabaseError as failure:
        if isinstance(failure, sqlite3.OperationalError):
            raise
    # Of another version, new, or no database at all.
    path.unlink(missing_ok=True)
    connection = _open(path)
    connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;")
    return connection


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=60.0, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    # What is forgotten is overwritten, not only unlinked.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA user_version")
    return connection
