"""The library as pages: each query with a form for its parameters, its answer as a table, and all of the answer as a file.

It knows queries and their headers; what a query is about is written there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final
from urllib.parse import urlencode

import pyoxigraph as ox

from remissgraf.errors import QueryError
from remissgraf.graph.workspace.opened import Opened
from remissgraf.ontology.header import without_header
from remissgraf.queries import library
from remissgraf.queries.library import Query
from remissgraf.queries.parameters import CHOICES
from remissgraf.queries.result import TRIPLE
from remissgraf.queries.run import ask, with_language
from remissgraf.queries.server.asking import Cell, cell
from remissgraf.queries.server.endpoint import write_graph, write_rows
from remissgraf.queries.server.html import html_reply, language
from remissgraf.queries.server.jobs import PageJob, Reply
from remissgraf.queries.workers import Limits

__all__ = ["library_list", "library_query"]

_SHOWN: Final = 500
_FORMS: Final[Mapping[str, str]] = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
}


@dataclass(frozen=True, slots=True)
class _Field:
    """A parameter in the form."""

    name: str
    meaning: str
    value: str
    required: bool
    choices: tuple[str, ...]


def library_list(opened: Opened, job: PageJob, limits: Limits) -> Reply:
    """All queries with their questions."""
    lang = language(job, opened.config.language)
    title = {"sv": "Frågor att ställa", "en": "Questions to ask"}[lang]
    return html_reply(
        job,
        "library.html.j2",
        lang,
        title=title,
        site=opened.config.title or "remissgraf",
        public=opened.config.edition == "public",
        queries=[library.get(name) for name in library.names()],
    )


def library_query(opened: Opened, job: PageJob, limits: Limits) -> Reply:
    """A query's page, or its answer as a file. Raises QueryError "query.unknown", "query.parameter", "query.format", as the query does."""
    query = library.get(job.path.removeprefix("query/"))
    lang = language(job, opened.config.language)
    pairs = dict(job.parameters)
    form = pairs.pop("format", None)
    # An empty field is one that was left open.
    given = {name: value for name, value in pairs.items() if value.strip()}
    takes_language = any(entry.name == "lang" for entry in query.parameters)
    if not takes_language:
        given.pop("lang", None)
    given = with_language(query, given, lang)
    if form is not None:
        return _file(opened, query, given, form, limits)
    waiting = any(entry.required and entry.name not in given for entry in query.parameters)
    columns, rows, more = (None, [], False) if waiting else _answer(opened, query, given)
    return html_reply(
        job,
        "query.html.j2",
        lang,
        title=query.title[lang],
        site=opened.config.title or "remissgraf",
        public=opened.config.edition == "public",
        query=query,
        fields=[
            _Field(
                entry.name,
                entry.meaning[lang],
                given.get(entry.name, entry.default or ""),
                entry.required,
                tuple(CHOICES.get(entry.type, ())),
            )
            for entry in query.parameters
        ],
        columns=columns,
        rows=rows,
        more=more,
        forms=list(_FORMS),
        meanings={column.name: column.meaning[lang] for column in query.columns},
        address=f"/query/{query.name}?{urlencode(given)}{'&' if given else ''}",
        editor=f"/editor?{urlencode({'example': query.name, **given})}",
        text=without_header(query.text),
    )


def _file(opened: Opened, query: Query, given: Mapping[str, str], form: str, limits: Limits) -> Reply:
    if form not in _FORMS:
        raise QueryError(
            f'the format "{form[:40]}" is unknown',
            remedy=f"choose one of {', '.join(_FORMS)}",
            code="query.format",
        )
    found = ask(opened.store, query, given)
    if isinstance(found, ox.QueryTriples):
        return Reply(
            200, "text/turtle", partial(write_graph, found, "ttl", limits.rows), _saved(query.name, "ttl")
        )
    assert isinstance(found, ox.QuerySolutions | ox.QueryBoolean), found
    return Reply(200, _FORMS[form], partial(write_rows, found, form, limits.rows), _saved(query.name, form))


def _saved(name: str, form: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}.{form}"'}


def _answer(
    opened: Opened, query: Query, given: Mapping[str, str]
) -> tuple[tuple[str, ...], list[list[Cell]], bool]:
    """(columns, the first rows, whether there are more)."""
    found = ask(opened.store, query, given)
    if isinstance(found, ox.QueryBoolean):
        return ("answer",), [[Cell(str(bool(found)).lower())]], False
    assert isinstance(found, ox.QuerySolutions | ox.QueryTriples), found
    columns: tuple[str, ...] = TRIPLE
    if isinstance(found, ox.QuerySolutions):
        columns = tuple(variable.value for variable in found.variables)
    rows = list(islice(_cells(opened, found), _SHOWN + 1))
    return columns, rows[:_SHOWN], len(rows) > _SHOWN


def _cells(opened: Opened, found: ox.QuerySolutions | ox.QueryTriples) -> Iterator[list[Cell]]:
    for row in found:
        yield [cell(opened, value) for value in row]
