"""The frozen values of one coding: texts, who coded them, the scheme they used, and the statements they marked.

Ids are those of the file and unique within their kind. Offsets are code points, end exclusive: `offsets` knows the file's own units.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

__all__ = [
    "BOOLEAN",
    "INTEGER",
    "LONG",
    "LONGEST_LABEL",
    "SHORT",
    "Attribute",
    "CodedDocument",
    "CodedStatement",
    "Coder",
    "Coding",
    "Entity",
    "Kind",
    "StatementType",
    "Value",
    "Variable",
    "quoted",
]

Kind = Literal["short text", "long text", "integer", "boolean"]
SHORT: Final = "short text"
LONG: Final = "long text"
INTEGER: Final = "integer"
BOOLEAN: Final = "boolean"

# Of a short text the id of an entity (int), of a long text str, of an integer int, of a boolean bool.
Value = str | int | bool

# Code points of a title, a name or an entity: the format's own limit.
LONGEST_LABEL: Final = 190


@dataclass(frozen=True, slots=True)
class Coder:
    """Somebody who codes. color: "#rrggbb". The file's password hashes are never read."""

    id: int
    name: str
    color: str = "#000000"


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """A text that was coded. date: seconds since 1970 (UTC). coder: who put it in, None where nobody is named."""

    id: int
    title: str
    text: str
    date: int
    coder: int | None = None
    author: str = ""
    source: str = ""
    section: str = ""
    notes: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class StatementType:
    """A kind of statement that coders fill in. id: the database's own. color: "#rrggbb", of its marks in the text."""

    id: int
    label: str
    color: str = "#000000"


@dataclass(frozen=True, slots=True)
class Variable:
    """What the statements of a type (its id) are coded for. links: ids of variables that the tool shows in its place."""

    id: int
    name: str
    kind: Kind
    type: int
    links: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property of the entities of a variable (its id)."""

    id: int
    variable: int
    name: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A value that a short-text variable may take. parent: id of another entity. attributes: (attribute id, value), by id."""

    id: int
    variable: int
    value: str
    color: str | None = None
    parent: int | None = None
    attributes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CodedStatement:
    """A passage of a document, coded by a statement type. values: (variable id, value), by id; see `Value`."""

    id: int
    type: int
    document: int
    start: int
    end: int
    coder: int | None = None
    values: tuple[tuple[int, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """All of one file. Every tuple is ordered by id. version: of the program that the file names."""

    version: str = ""
    coders: tuple[Coder, ...] = ()
    documents: tuple[CodedDocument, ...] = ()
    types: tuple[StatementType, ...] = ()
    variables: tuple[Variable, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[CodedStatement, ...] = ()


def quoted(text: str, longest: int = 60) -> str:
    """A text from outside as a message shows it: short, and without what a terminal would act on.

    >>> quoted("a" * 70, 5), quoted("x\\x1b[2J")
    ("'aaaaa…'", "'x\\\\x1b[2J'")
    """
    return repr(text if len(text) <= longest else text[:longest] + "…")
