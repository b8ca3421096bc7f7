"""Running a query: parameters bound, the guard asked, the answer read as it comes or into a `Result`.

This is the only way for text from outside to reach the store. It knows neither files nor formats nor the terminal, and it waits as long
as the store does: `workers` sets limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

import pyoxigraph as ox

from remissgraf.errors import QueryError
from remissgraf.graph.sparql import tokens
from remissgraf.graph.stores.interface import Solutions, Triples
from remissgraf.queries.guard import check
from remissgraf.queries.library import Parameter, Query
from remissgraf.queries.parameters import to_term
from remissgraf.queries.result import TRIPLE, Answer, Result, collect

if TYPE_CHECKING:
    from remissgraf.graph.sparql import Term
    from remissgraf.graph.stores.interface import Answer as Found
    from remissgraf.graph.stores.interface import Store
    from remissgraf.queries.result import Row

__all__ = ["answer", "ask", "bindings_of", "run", "with_language"]


def run(
    store: Store,
    query: Query | str,
    parameters: Mapping[str, str] | None = None,
    *,
    limit: int | None = None,
) -> Result:
    """The answer to a library query, or to SPARQL text from anywhere.

    parameters: name → text as a person writes it. A library query's parameters are read by their types; one that is not given takes its
    default or stays open ("any"). In other text a parameter may be any of its variables, and its value is an
    IRI if written as <…>, else a string.
    limit: at most so many rows or triples; `Result.complete` says whether that was all.
    Raises QueryError: "query.parameter", "query.refused", "query.syntax", "query.prefix".
    """
    if limit is not None and limit < 0:
        raise QueryError("the limit must be 0 or more", code="query.parameter")
    return collect(answer(store, query, parameters), limit)


def answer(store: Store, query: Query | str, parameters: Mapping[str, str] | None = None) -> Answer:
    """The same answer while it is being found: its rows are read from the store as they are asked for.

    Raises QueryError as `run` does, "query.failed" also while rows are read.
    """
    found = ask(store, query, parameters)
    if isinstance(found, ox.QueryBoolean | bool):
        return Answer("truth", truth=bool(found))
    if isinstance(found, ox.QueryTriples | Triples):
        return Answer("graph", TRIPLE, _rows(found))
    return Answer("rows", tuple(variable.value for variable in found.variables), _rows(found))


def ask(store: Store, query: Query | str, parameters: Mapping[str, str] | None = None) -> Found:
    """The same answer as the store gives it. Raises QueryError as `run` does, but not while it is read."""
    text = query.text if isinstance(query, Query) else query
    # Listing the graphs of a server takes a while; only FROM asks for them.
    check(text, store.graphs() if "from" in text.lower() else ())
    given = parameters or {}
    return store.query(text, bindings=bindings_of(store, query, given))


def bindings_of(store: Store, query: Query | str, given: Mapping[str, str]) -> dict[str, Term]:
    """The terms that the query's variables will be bound to: defaults, and what is given. Raises QueryError "query.parameter"."""
    return _declared(store, query, given) if isinstance(query, Query) else _free(store, query, given)


def with_language(query: Query | str, given: Mapping[str, str], lang: str | None) -> dict[str, str]:
    """The parameters with the language of labels, where the query takes one and it is not given as a parameter itself."""
    takes_it = isinstance(query, Query) and any(entry.name == "lang" for entry in query.parameters)
    return {"lang": lang, **given} if lang and takes_it else dict(given)


def _rows(found: ox.QuerySolutions | ox.QueryTriples | Solutions | Triples) -> Iterator[Row]:
    try:
        yield from map(tuple, found)
    except (OSError, RuntimeError, ValueError) as failure:
        raise QueryError(f"the query failed while it ran: {failure}", code="query.failed") from failure


def _declared(store: Store, query: Query, given: Mapping[str, str]) -> dict[str, Term]:
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            raise _unknown(name, tuple(known), f'the query "{query.name}" has no such parameter')
    bindings: dict[str, Term] = {}
    for name, parameter in known.items():
        value = given.get(name, parameter.default)
        if value is not None:
            bindings[name] = to_term(store, name, parameter.type, value)
        elif parameter.required:
            raise _missing(query, parameter)
    return bindings


def _free(store: Store, text: str, given: Mapping[str, str]) -> dict[str, Term]:
    if not given:
        return {}
    variables = tuple(sorted({token.text[1:] for token in tokens(text) if token.kind == "variable"}))
    for name in given:
        if name not in variables:
            raise _unknown(name, variables, "the query has no such variable")
    return {name: to_term(store, name, _guess(value), value) for name, value in given.items()}


def _guess(value: str) -> str:
    return "iri" if value.startswith("<") and value.endswith(">") else "string"


def _unknown(name: str, known: tuple[str, ...], message: str) -> QueryError:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    remedy = f"did you mean {near[0]}?" if near else f"it has: {', '.join(known) or 'none'}"
    return QueryError(message, where=name, remedy=remedy, code="query.parameter")


def _missing(query: Query, parameter: Parameter) -> QueryError:
    return QueryError(
        f'the query "{query.name}" needs the parameter {parameter.name}',
        remedy=f"add -p {parameter.name}=…: {parameter.meaning['en']}",
        code="query.parameter",
    )
