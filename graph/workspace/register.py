"""A consultation's own lists: register.csv (what the registry knows of each file) and invited.csv (who was asked to answer)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from remissgraf.errors import ConfigError
from remissgraf.graph.persons import is_person
from remissgraf.ontology.entries import Actor, Vocabulary
from remissgraf.ontology.namespaces import slug
from remissgraf.ontology.tables import Row, read_table

__all__ = ["STATUSES", "UNCOUNTED", "RegisterRow", "find_actor", "load_invited", "load_register"]

STATUSES: Final = ("draft", "final", "late", "supplement", "corrected", "withdrawn")
# Those that rg:isCounted is false of in ontology/response-statuses.ttl; a test holds them equal.
UNCOUNTED: Final = frozenset({"draft", "withdrawn"})
_OPTIONAL: Final = (
    *("id", "respondent", "case_number", "addressee_case_number", "date", "status"),
    *("replaces", "annex_of"),
)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """What the register says of one file; None where it says nothing. Its values win over those found in the text.

    replaces, annex_of: another file, written as in the column file.
    """

    file: str
    id: str | None = None
    respondents: tuple[Actor, ...] = ()
    case_number: str | None = None
    addressee_case_number: str | None = None
    date: str | None = None
    status: str | None = None
    replaces: str | None = None
    annex_of: str | None = None


def load_register(path: Path | None, name: str, vocabulary: Vocabulary) -> Mapping[str, RegisterRow]:
    """Rows by file, as written in the table: a path relative to the responses folder. Raises ConfigError with the place."""
    rows: dict[str, RegisterRow] = {}
    ids: set[str] = set()
    for row in read_table(path.read_bytes(), name, required=("file",), optional=_OPTIONAL) if path else ():
        entry = RegisterRow(
            file=row["file"],
            id=_id(row, ids),
            # Several with "|" between them answer together.
            respondents=tuple(find_actor(name, vocabulary) for name in row.list("respondent")),
            case_number=row["case_number"] or None,
            addressee_case_number=row["addressee_case_number"] or None,
            date=_day(row),
            status=_status(row),
            replaces=_another(row, "replaces"),
            annex_of=_another(row, "annex_of"),
        )
        if entry.file in rows:
            raise row.error(
                "file", f"{entry.file!r} stands in the register twice", "Keep one row for a file."
            )
        rows[entry.file] = entry
    for row_of in rows.values():
        _refuse_circle(row_of, rows, name)
    return rows


def load_invited(path: Path | None, name: str, vocabulary: Vocabulary) -> tuple[Actor, ...]:
    """Those invited to answer, in the order of the list."""
    table = read_table(path.read_bytes(), name, required=("respondent",)) if path else ()
    found = {actor.id: actor for actor in (find_actor(row["respondent"], vocabulary) for row in table)}
    return tuple(found.values())


def find_actor(name: str, vocabulary: Vocabulary) -> Actor:
    """The actor that `name` is: an id, name, alias or short form of the vocabulary, else a new one: a private person if a person's
    name it is, else of no known kind."""
    if name in vocabulary.actor:
        return vocabulary.actor[name]
    for actor in vocabulary.actors:
        if name.casefold() == actor.name.casefold():
            return actor
    for actor in vocabulary.actors:
        if name in actor.short or name.casefold() in (alias.casefold() for alias in actor.aliases):
            return actor
    classes = ("PrivatePerson",) if is_person(name) else ()
    return Actor(id=slug(name), name=name, classes=classes, scope="document")


def _id(row: Row, ids: set[str]) -> str | None:
    value = row["id"]
    if not value:
        return None
    if not re.fullmatch(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*", value):
        raise row.error(
            "id", f"{value!r} cannot be part of an IRI", "Use letters a–z, digits, hyphens and dots."
        )
    if value in ids:
        raise row.error(
            "id", f"the id {value!r} stands in the register twice", "Give every response its own id."
        )
    ids.add(value)
    return value


def _day(row: Row) -> str | None:
    if not row["date"]:
        return None
    try:
        return date.fromisoformat(row["date"]).isoformat()
    except ValueError:
        raise row.error("date", f"{row['date']!r} is no day", "Write it as 2025-10-31.") from None


def _another(row: Row, column: str) -> str | None:
    if row[column] and row[column] == row["file"]:
        raise row.error(column, "a file cannot stand in this relation to itself", "Name another file.")
    return row[column] or None


def _refuse_circle(row: RegisterRow, rows: Mapping[str, RegisterRow], name: str) -> None:
    """Files that replace each other would all leave the counts."""
    seen = [row.file]
    while (older := rows[seen[-1]].replaces) in rows:
        if older == row.file:
            raise ConfigError(
                f"these files replace each other: {', '.join(seen)}",
                where=name,
                remedy="Leave the column replaces empty in the row of the oldest one.",
                code="config.table",
            )
        if older in seen:
            # Another row's circle, which is told there.
            return
        assert older is not None
        seen.append(older)


def _status(row: Row) -> str | None:
    if row["status"] and row["status"] not in STATUSES:
        raise row.error(
            "status", f"unknown status {row['status']!r}", f"Write one of: {', '.join(STATUSES)}."
        )
    return row["status"] or None
