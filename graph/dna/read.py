"""From a .dna file of version 3 to values: everything is checked before anything is handed on, so that nothing is half imported.

It knows the tables and their columns. Password hashes are in a column that it never selects.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, cast

from remissgraf.errors import ReadError
from remissgraf.graph.dna.check import check
from remissgraf.graph.dna.database import damaged, opened
from remissgraf.graph.dna.offsets import Offsets
from remissgraf.graph.dna.values import (
    BOOLEAN,
    INTEGER,
    LONG,
    SHORT,
    Attribute,
    CodedDocument,
    CodedStatement,
    Coder,
    Coding,
    Entity,
    Kind,
    StatementType,
    Value,
    Variable,
    quoted,
)

__all__ = ["read_dna"]

# Table → columns that are read. A color is Red, Green, Blue or, in some versions, one column RGB.
_TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "SETTINGS": ("Property", "Value"),
    "CODERS": ("ID", "Name"),
    "DOCUMENTS": (
        "ID", "Title", "Text", "Coder", "Author", "Source", "Section", "Notes", "Type", "Date",
    ),
    "STATEMENTTYPES": ("ID", "Label"),
    "VARIABLES": ("ID", "Variable", "DataType", "StatementTypeId"),
    "STATEMENTS": ("ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"),
    "DATABOOLEAN": ("StatementId", "VariableId", "Value"),
    "DATAINTEGER": ("StatementId", "VariableId", "Value"),
    "DATALONGTEXT": ("StatementId", "VariableId", "Value"),
    "ENTITIES": ("ID", "VariableId", "Value", "ChildOf"),
    "DATASHORTTEXT": ("StatementId", "VariableId", "Entity"),
    "ATTRIBUTEVARIABLES": ("ID", "VariableId", "AttributeVariable"),
    "ATTRIBUTEVALUES": ("EntityId", "AttributeVariableId", "AttributeValue"),
    "VARIABLELINKS": ("SourceVariableId", "TargetVariableId"),
}  # fmt: skip
_VERSION: Final = re.compile(r"(\d+)(?:\.[\w.-]+)?(?: .*)?")
_DATA: Final[Mapping[str, Kind]] = {
    "DATASHORTTEXT": SHORT,
    "DATALONGTEXT": LONG,
    "DATAINTEGER": INTEGER,
    "DATABOOLEAN": BOOLEAN,
}
# What a graph's exports cannot hold: control characters become a space, as in every document that is read.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Cell = int | str | None


def read_dna(path: Path, *, root: Path | None = None) -> Coding:
    """All that a .dna file of version 3 holds, with offsets in code points. root: folder that the file must lie in; its own by default.

    The file is opened read-only and no code in it (triggers, views, functions) runs. Raises ReadError: the codes of
    `database.opened`; "dna.version" for other versions; "dna.schema" where a table or column is missing;
    "dna.value" for values, references and spans that cannot be.
    """
    try:
        with opened(path, root if root is not None else path.parent) as connection:
            coding = _Reader(connection).coding()
    except ReadError as error:
        if error.where is None:
            error.where = str(path)
        raise
    return coding


class _Reader:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._refuse_version()
        self._columns = {table: self._known_columns(table) for table in _TABLES}

    def coding(self) -> Coding:
        documents = tuple(self._documents())
        version = self._version or ""
        return check(
            Coding(
                version=version,
                coders=tuple(
                    Coder(_id(row["ID"]), _label(row["Name"]), color or "#000000")
                    for row, color in self._colored("CODERS")
                ),
                documents=documents,
                types=tuple(
                    StatementType(_id(row["ID"]), _label(row["Label"]), color or "#000000")
                    for row, color in self._colored("STATEMENTTYPES")
                ),
                variables=tuple(self._variables()),
                attributes=tuple(
                    Attribute(_id(row["ID"]), _id(row["VariableId"]), _label(row["AttributeVariable"]))
                    for row in self._rows("ATTRIBUTEVARIABLES")
                ),
                entities=tuple(self._entities()),
                statements=tuple(self._statements(documents)),
            )
        )

    def _refuse_version(self) -> None:
        """Version 3 says so in its table of settings; older ones have other tables and newer ones a higher number."""
        self._version: str | None = None
        tables = {name.upper() for name in self._tables()}
        if "SETTINGS" in tables:
            self._columns = {"SETTINGS": self._known_columns("SETTINGS")}
            for row in self._rows("SETTINGS", "Property"):
                if row["Property"] == "version":
                    self._version = _label(row["Value"])
        match = _VERSION.fullmatch(self._version or "")
        major = int(match[1][:9]) if match else None
        if major is None and tables >= set(_TABLES):
            raise ReadError("the file does not name its version", remedy=_ASK, code="dna.version")
        if major is None:
            raise ReadError(
                "this database is no .dna file: the tables of one are missing",
                remedy="Name a .dna file of version 3.",
                code="dna.schema",
            )
        if major != 3:
            age = "an older" if major < 3 else "a newer"
            raise ReadError(
                f"the file is of {age} version of the format, {quoted(self._version or '')}; version 3 can be read",
                remedy=_ASK if major < 3 else "Save it as version 3, or look for a newer remissgraf.",
                code="dna.version",
            )

    def _tables(self) -> Iterator[str]:
        """Names of ordinary tables: a view or a virtual table would run code of the file's."""
        for name, sql in self._connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"):
            if sql is None or not re.match(rb"\s*CREATE\s+VIRTUAL\b", sql, re.IGNORECASE):
                yield name.decode("utf-8", "replace")

    def _known_columns(self, table: str) -> tuple[str, ...]:
        if table not in {name.upper() for name in self._tables()}:
            raise ReadError(
                f"the table {table} is missing",
                remedy="Name a whole .dna file of version 3.",
                code="dna.schema",
            )
        # Hidden and generated columns are not listed: what is generated is the file's own code.
        there = {
            row[1].decode("utf-8", "replace")
            for row in self._connection.execute(f"PRAGMA table_info({table})")
        }
        lost = [column for column in _TABLES[table] if column not in there]
        if lost:
            raise ReadError(
                f"the table {table} has no column {lost[0]}",
                remedy="Name a whole .dna file of version 3.",
                code="dna.schema",
            )
        colors = [name for name in ("Red", "Green", "Blue", "RGB") if name in there]
        return (*_TABLES[table], *colors)

    def _rows(self, table: str, order: str | None = None) -> Iterator[dict[str, Cell]]:
        columns = self._columns[table]
        # Names are those of the tables above, never the file's.
        names = ", ".join(f'"{name}"' for name in columns)
        sql = f'SELECT {names} FROM "{table}" ORDER BY "{order or columns[0]}", "{columns[1]}"'
        for row in self._connection.execute(sql):
            yield {name: _cell(value, table, name) for name, value in zip(columns, row, strict=True)}

    def _colored(self, table: str) -> Iterator[tuple[dict[str, Cell], str | None]]:
        for row in self._rows(table):
            yield row, _color(row)

    def _documents(self) -> Iterator[CodedDocument]:
        for row in self._rows("DOCUMENTS"):
            yield CodedDocument(
                id=_id(row["ID"]),
                title=_label(row["Title"]),
                text=_NOT_XML.sub(" ", _label(row["Text"])),
                date=_whole(row["Date"]),
                coder=_optional(row["Coder"]),
                author=_label(row["Author"]),
                source=_label(row["Source"]),
                section=_label(row["Section"]),
                notes=_label(row["Notes"]),
                type=_label(row["Type"]),
            )

    def _variables(self) -> Iterator[Variable]:
        links: defaultdict[int, list[int]] = defaultdict(list)
        for row in self._rows("VARIABLELINKS"):
            links[_id(row["SourceVariableId"])].append(_id(row["TargetVariableId"]))
        for row in self._rows("VARIABLES"):
            kind, identity = _label(row["DataType"]), _id(row["ID"])
            if kind not in _DATA.values():
                raise _wrong(f"variable {identity} is of the unknown type {quoted(kind)}")
            yield Variable(
                identity,
                _label(row["Variable"]),
                cast(Kind, kind),
                _id(row["StatementTypeId"]),
                tuple(sorted(set(links[identity]))),
            )

    def _entities(self) -> Iterator[Entity]:
        attributes: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for row in self._rows("ATTRIBUTEVALUES"):
            attributes[_id(row["EntityId"])].append(
                (_id(row["AttributeVariableId"]), _label(row["AttributeValue"]))
            )
        for row, color in self._colored("ENTITIES"):
            identity = _id(row["ID"])
            yield Entity(
                identity,
                _id(row["VariableId"]),
                _label(row["Value"]),
                color,
                _optional(row["ChildOf"]),
                tuple(sorted(attributes.pop(identity, ()))),
            )
        if attributes:
            raise _wrong(f"an attribute is given to entity {min(attributes)}, which is not there")

    def _statements(self, documents: tuple[CodedDocument, ...]) -> Iterator[CodedStatement]:
        values: defaultdict[int, list[tuple[int, Value]]] = defaultdict(list)
        kinds = {variable.id: variable.kind for variable in self._variables()}
        for table, kind in _DATA.items():
            for row in self._rows(table):
                variable = _id(row["VariableId"])
                if kinds.get(variable) != kind:
                    raise _wrong(f"{table} has a value of variable {variable}, which is no {kind}")
                value = _value(kind, row["Entity" if kind == SHORT else "Value"])
                values[_id(row["StatementId"])].append((variable, value))
        texts = {document.id: document for document in documents}
        offsets: dict[int, Offsets] = {}
        for row in self._rows("STATEMENTS"):
            identity, document = _id(row["ID"]), _id(row["DocumentId"])
            if document not in texts:
                raise _wrong(f"statement {identity} stands in document {document}, which is not there")
            if document not in offsets:
                offsets[document] = Offsets(texts[document].text)
            units = _whole(row["Start"]), _whole(row["Stop"])
            start, end = map(offsets[document].points, units)
            if start is None or end is None or start >= end:
                raise _wrong(
                    f"statement {identity} marks {units[0]}–{units[1]}, which is no part of document {document} "
                    f"({quoted(texts[document].title)}, {offsets[document].units(offsets[document].length)} units long)"
                )
            yield CodedStatement(
                identity,
                _id(row["StatementTypeId"]),
                document,
                start,
                end,
                _optional(row["Coder"]),
                tuple(sorted(values.pop(identity, ()), key=lambda pair: pair[0])),
            )
        if values:
            raise _wrong(f"statement {min(values)} has values and is not there")


_ASK: Final = "Open it in version 3 of the program that wrote it and save it again."


def _cell(value: object, table: str, column: str) -> Cell:
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError as error:
            raise damaged(f"{table}.{column} holds bytes that are no UTF-8 text") from error
    if value is None or isinstance(value, int):
        return value
    raise _wrong(f"{table}.{column} holds the number {value}, which is not whole")


def _whole(value: Cell) -> int:
    if not isinstance(value, int):
        raise _wrong(f"a number is expected where {quoted(str(value))} stands")
    return value


def _id(value: Cell) -> int:
    number = _whole(value)
    if number <= 0:
        raise _wrong(f"{number} is used as an id")
    return number


def _optional(value: Cell) -> int | None:
    return None if value is None else _id(value)


def _label(value: Cell) -> str:
    if not isinstance(value, str):
        raise _wrong(f"a text is expected where {value} stands")
    return value


def _value(kind: Kind, value: Cell) -> Value:
    if kind == LONG:
        return "" if value is None else _label(value)
    number = _whole(value)
    if kind == BOOLEAN and number not in (0, 1):
        raise _wrong(f"a boolean variable has the value {number}")
    return bool(number) if kind == BOOLEAN else number


def _color(row: Mapping[str, Cell]) -> str | None:
    """ "#rrggbb" from three columns, or from one with such a text or a Java color number; None where nothing is given."""
    rgb = row.get("RGB")
    if isinstance(rgb, str) and re.fullmatch("#[0-9A-Fa-f]{6}", rgb):
        return rgb.lower()
    if isinstance(rgb, int):
        return f"#{rgb & 0xFFFFFF:06x}"
    if rgb is not None:
        raise _wrong(f"{quoted(str(rgb))} is no color")
    parts = [row.get(name) for name in ("Red", "Green", "Blue")]
    if None in parts:
        return None
    numbers = [_whole(part) for part in parts]
    if not all(0 <= number <= 255 for number in numbers):
        raise _wrong(f"{numbers} is no color")
    return "#{:02x}{:02x}{:02x}".format(*numbers)


def _wrong(message: str) -> ReadError:
    return ReadError(
        f"the database contradicts itself: {message}",
        remedy="Mend it in the program that wrote it, or take the statement or entity out. Nothing was imported.",
        code="dna.value",
    )
