"""A coding as a .dna file of version 3, with the schema that the program for such files expects (schema.sql). Knows values only."""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO, Final

from remissgraf.atomic import open_atomic
from remissgraf.errors import ReadError
from remissgraf.graph.dna.check import check
from remissgraf.graph.dna.offsets import Offsets
from remissgraf.graph.dna.values import BOOLEAN, INTEGER, LONG, SHORT, Coder, Coding

__all__ = ["FORMAT_VERSION", "PASSWORD", "dna_bytes", "export_dna", "write_dna"]

# What the file says of itself: the version whose schema it has.
FORMAT_VERSION: Final = "3.0.7"
# Every coder of a written file logs in with this: it protects nothing, but the program asks for one.
PASSWORD: Final = "remissgraf"

_ROUNDS: Final = 100_000
_SALT: Final = 16
_TABLE_OF: Final = {
    SHORT: ("DATASHORTTEXT", "Entity"),
    LONG: ("DATALONGTEXT", "Value"),
    INTEGER: ("DATAINTEGER", "Value"),
    BOOLEAN: ("DATABOOLEAN", "Value"),
}


def export_dna(coding: Coding, path: Path) -> None:
    """Write the coding to a file, whole or not at all. Raises as `dna_bytes`, and ExportError "export.write"."""
    data = dna_bytes(coding)
    with open_atomic(path) as file:
        file.write(data)


def write_dna(coding: Coding, file: BinaryIO) -> None:
    """As `export_dna`, to an open binary file."""
    file.write(dna_bytes(coding))


def dna_bytes(coding: Coding) -> bytes:
    """The database as bytes; the same coding gives the same bytes. Raises ReadError "dna.value" for a coding that contradicts itself."""
    check(coding)
    if any("\x00" in entity.value for entity in coding.entities):
        # SQLite's own functions end a text there.
        raise ReadError("an entity holds a zero character, which the format cannot", code="dna.value")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(files(__package__).joinpath("schema.sql").read_text(encoding="utf-8"))
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN")
        # An entity may stand before its parent.
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table, columns, rows in _tables(coding):
            places = ", ".join("?" * len(columns))
            connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)
        connection.execute("COMMIT")
        return connection.serialize()


Table = tuple[str, tuple[str, ...], Iterable[tuple[object, ...]]]


def _tables(coding: Coding) -> Iterator[Table]:
    coders = coding.coders
    if not any(coder.id == 1 for coder in coders):
        # The program's own rule: coder 1 is the administrator.
        coders = (Coder(1, "Admin", "#ffff00"), *coders)
    yield "SETTINGS", ("Property", "Value"), [("version", FORMAT_VERSION), ("date", "2022-06-10")]
    yield (
        "CODERS",
        ("ID", "Name", "Red", "Green", "Blue", "Password"),
        [(one.id, one.name, *_rgb(one.color), _password_hash(one.id)) for one in coders],
    )
    pairs = ((one.id, other.id) for one in coders for other in coders if one is not other)
    yield (
        "CODERRELATIONS",
        ("ID", "Coder", "OtherCoder"),
        [(number, *pair) for number, pair in enumerate(pairs, 1)],
    )
    yield (
        "DOCUMENTS",
        ("ID", "Title", "Text", "Coder", "Author", "Source", "Section", "Notes", "Type", "Date"),
        [
            (d.id, d.title, d.text, d.coder, d.author, d.source, d.section, d.notes, d.type, d.date)
            for d in coding.documents
        ],
    )
    yield (
        "STATEMENTTYPES",
        ("ID", "Label", "Red", "Green", "Blue"),
        [(kind.id, kind.label, *_rgb(kind.color)) for kind in coding.types],
    )
    yield from _scheme(coding)
    yield from _statements(coding)


def _scheme(coding: Coding) -> Iterator[Table]:
    yield (
        "VARIABLES",
        ("ID", "Variable", "DataType", "StatementTypeId"),
        [(one.id, one.name, one.kind, one.type) for one in coding.variables],
    )
    links = [(one.id, link) for one in coding.variables for link in one.links]
    yield (
        "VARIABLELINKS",
        ("ID", "SourceVariableId", "TargetVariableId"),
        [(number, *link) for number, link in enumerate(links, 1)],
    )
    yield (
        "ENTITIES",
        ("ID", "VariableId", "Value", "Red", "Green", "Blue", "ChildOf"),
        [
            (one.id, one.variable, one.value, *(_rgb(one.color) if one.color else (None,) * 3), one.parent)
            for one in coding.entities
        ],
    )
    yield (
        "ATTRIBUTEVARIABLES",
        ("ID", "VariableId", "AttributeVariable"),
        [(one.id, one.variable, one.name) for one in coding.attributes],
    )
    values = [(one.id, *pair) for one in coding.entities for pair in one.attributes]
    yield (
        "ATTRIBUTEVALUES",
        ("ID", "EntityId", "AttributeVariableId", "AttributeValue"),
        [(number, *value) for number, value in enumerate(values, 1)],
    )


def _statements(coding: Coding) -> Iterator[Table]:
    offsets = {document.id: Offsets(document.text) for document in coding.documents}
    yield (
        "STATEMENTS",
        ("ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"),
        [
            (
                one.id,
                one.type,
                one.document,
                offsets[one.document].units(one.start),
                offsets[one.document].units(one.end),
                one.coder,
            )
            for one in coding.statements
        ],
    )
    kinds = {variable.id: variable.kind for variable in coding.variables}
    for kind, (table, column) in _TABLE_OF.items():
        rows = [
            (one.id, variable, int(value) if isinstance(value, bool) else value)
            for one in coding.statements
            for variable, value in one.values
            if kinds[variable] == kind
        ]
        yield (
            table,
            ("ID", "StatementId", "VariableId", column),
            [(number, *row) for number, row in enumerate(rows, 1)],
        )


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _password_hash(coder: int) -> str:
    """PASSWORD as the program stores it: base64 of a salt of 16 bytes and SHA-256 of salt and password, 100,000 times over.

    The salt follows from the coder, so that equal codings give equal files: the password is no secret.
    """
    salt = hashlib.sha256(f"coder {coder}".encode()).digest()[:_SALT]
    digest = salt + PASSWORD.encode("utf-8")
    for _ in range(_ROUNDS):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode("ascii")
