"""The library: the named queries that lie beside this file, each with its documentation in its header.

A query is added by writing `<name>.rq`; nothing here names one. This module knows how headers are written, not how a query is run.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from remissgraf.errors import QueryError
from remissgraf.ontology.header import read_header
from remissgraf.queries.parameters import TYPES

__all__ = [
    "LANGUAGES",
    "Column",
    "Parameter",
    "Query",
    "file_text",
    "get",
    "names",
    "query_text",
    "read_file",
    "read_query",
]

SUFFIX = ".rq"
LANGUAGES = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of the query that the user may bind. type: a key of `parameters.TYPES`; default None: left open ("any")
    unless `required`. meaning: by language ("sv", "en")."""

    name: str
    type: str
    default: str | None
    required: bool
    meaning: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer. meaning: by language."""

    name: str
    meaning: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its documentation. title and question: by language ("sv", "en"). columns: empty for CONSTRUCT and ASK."""

    name: str
    text: str
    title: Mapping[str, str]
    question: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]


@cache
def names() -> tuple[str, ...]:
    """The names of the library's queries, sorted."""
    folder = files("remissgraf.queries")
    return tuple(
        sorted(entry.name.removesuffix(SUFFIX) for entry in folder.iterdir() if entry.name.endswith(SUFFIX))
    )


@cache
def get(name: str) -> Query:
    """The query of that name. Raises QueryError "query.unknown" with the nearest names."""
    if name not in names():
        near = get_close_matches(name, names(), n=3, cutoff=0.5)
        raise QueryError(
            f'there is no query "{name}" in the library',
            remedy=f"did you mean {' or '.join(near)}?"
            if near
            else "`remissgraf query --list` shows them all",
            code="query.unknown",
        )
    text = (files("remissgraf.queries") / f"{name}{SUFFIX}").read_text(encoding="utf-8")
    return read_query(name, text)


def matching(word: str, lang: str) -> tuple[Query, ...]:
    """The queries with the word in their name or question, in any case; all for "". lang: of the questions ("sv", "en")."""
    queries = map(get, names())
    folded = word.casefold()
    return tuple(query for query in queries if folded in f"{query.name} {query.question[lang]}".casefold())


def read_file(path: Path) -> Query | str:
    """A query from a file: with a header like one of the library, else its text.

    Raises QueryError "query.header", "query.syntax", and "query.file" where the file cannot be read.
    """
    text = file_text(path)
    return read_query(path.stem, text) if text.lstrip().startswith("#+") else text


def file_text(path: Path) -> str:
    """The text of a query's file. Raises QueryError "query.syntax", and "query.file" where it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as failure:
        raise QueryError(
            f"the query cannot be read: {failure.strerror}",
            where=str(path),
            remedy="Name a file that is there, or a query of the library: `remissgraf query --list` shows them.",
            code="query.file",
        ) from None
    return query_text(data, str(path))


def query_text(data: bytes, where: str) -> str:
    """A query as it was saved or piped in. Raises QueryError "query.syntax" where it is no UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise QueryError(
            "the query is not UTF-8 text", where=where, remedy="Save it as UTF-8.", code="query.syntax"
        ) from None


def read_query(name: str, text: str) -> Query:
    """A query from the text of an .rq file with a header. Raises QueryError "query.header" for what the header lacks."""
    where = f"{name}{SUFFIX}"
    try:
        header = read_header(text)
    except tomllib.TOMLDecodeError as failure:
        raise QueryError(
            f"the header is not TOML: {failure}",
            where=where,
            remedy='write every header line as #+ key = "value"',
            code="query.header",
        ) from failure
    return Query(
        name=name,
        text=text,
        title=_both_languages(header, "title", where=where),
        question=_both_languages(header, "question", where=where),
        parameters=tuple(_parameter(entry, where) for entry in _tables(header, "parameters", where)),
        columns=tuple(
            Column(str(entry.get("name", "")), _both_languages(entry, "meaning", where=where))
            for entry in _tables(header, "columns", where)
        ),
    )


def _parameter(entry: Mapping[str, Any], where: str) -> Parameter:
    name, kind, default = entry.get("name"), entry.get("type"), entry.get("default")
    if not isinstance(name, str) or not name.isidentifier():
        raise QueryError("a parameter of the header has no usable name", where=where, code="query.header")
    if not isinstance(kind, str) or kind not in TYPES:
        raise QueryError(
            f'the parameter "{name}" has no known type',
            where=where,
            remedy=f"types are {', '.join(TYPES)}",
            code="query.header",
        )
    if default is not None and not isinstance(default, str):
        raise QueryError(f'the default of "{name}" must be a string', where=where, code="query.header")
    required = entry.get("required", False) is True
    return Parameter(name, kind, default, required, _both_languages(entry, "meaning", where=where))


def _tables(header: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    entries = header.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise QueryError(f'"{key}" of the header is not a list of tables', where=where, code="query.header")
    return entries


def _both_languages(header: Mapping[str, Any], key: str, *, where: str) -> dict[str, str]:
    """The Swedish and English texts of a key; neither may be missing or empty."""
    texts = header.get(key)
    if isinstance(texts, Mapping):
        found = {language: texts.get(language) for language in LANGUAGES}
        if all(isinstance(text, str) and text.strip() for text in found.values()):
            return {language: str(text) for language, text in found.items()}
    raise QueryError(
        f'the header lacks "{key}" in Swedish or English',
        where=where,
        remedy=f'add the lines #+ {key}.sv = "…" and #+ {key}.en = "…"',
        code="query.header",
    )
