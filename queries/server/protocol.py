"""The SPARQL 1.1 Protocol (W3C): from a request's method, address, type and body to a query and its dataset, or why there is none.

This module knows the protocol's three ways to ask, no connection and no store.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl

from remissgraf.queries.server.gate import Headers
from remissgraf.queries.server.jobs import SparqlJob
from remissgraf.queries.server.troubles import Refusal, refused

__all__ = ["pairs", "read_query"]

_FORM: Final = "application/x-www-form-urlencoded"
_DIRECT: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
# Names and values of one request.
_MOST_PAIRS: Final = 1_000


def read_query(
    method: str, address: bytes, headers: Headers, body: bytes, endpoint: str
) -> SparqlJob | Refusal:
    """The query that is asked for; with none, by GET, the description of the service. address: what follows the question mark."""
    given = pairs(address)
    if isinstance(given, Refusal):
        return given
    accept = headers.get(b"accept", b"").decode("latin-1")
    if method != "POST":
        if any(name == "update" for name, _ in given):
            return _read_only()
        queries = [value for name, value in given if name == "query"]
        if not queries:
            return SparqlJob(None, accept, endpoint=endpoint)
        return _job(queries, given, accept, endpoint)
    kind, charset = _type(headers)
    if kind == _UPDATE:
        return _read_only()
    if charset not in ("", "utf-8", "utf8"):
        return refused(415, "the request is not in UTF-8", "send it as UTF-8")
    if kind == _FORM:
        form = pairs(body)
        if isinstance(form, Refusal):
            return form
        if any(name == "update" for name, _ in form):
            return _read_only()
        return _job([value for name, value in form if name == "query"], form, accept, endpoint)
    if kind == _DIRECT:
        if any(name == "query" for name, _ in given):
            return refused(
                400, "there are two queries", "send it in the body, or in the address, not in both"
            )
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            return refused(400, "the query is not UTF-8 text", "send it as UTF-8")
        return _job([text], given, accept, endpoint)
    return refused(415, "a query cannot be of this type", f"send it as {_DIRECT} or {_FORM}")


def pairs(text: bytes) -> list[tuple[str, str]] | Refusal:
    """The names and values of an address or a form, in order. What is no UTF-8 is refused, so that nothing is asked that was not meant."""
    try:
        return parse_qsl(
            text.decode("utf-8"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=_MOST_PAIRS,
        )
    except ValueError:
        return refused(
            400, "the parameters cannot be read", "send them as UTF-8, percent-encoded, at most a thousand"
        )


def _job(queries: list[str], given: list[tuple[str, str]], accept: str, endpoint: str) -> SparqlJob | Refusal:
    if len(queries) != 1:
        return refused(
            400,
            "there is no query" if not queries else "there is more than one query",
            "send exactly one parameter named query",
        )
    return SparqlJob(
        queries[0],
        accept,
        tuple(value for name, value in given if name == "default-graph-uri"),
        tuple(value for name, value in given if name == "named-graph-uri"),
        endpoint,
    )


def _type(headers: Headers) -> tuple[str, str]:
    """(media type, charset) in lower case, "" where they are not given."""
    kind, *parameters = headers.get(b"content-type", b"").decode("latin-1").lower().split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset":
            return kind.strip(), value.strip().strip('"')
    return kind.strip(), ""


def _read_only() -> Refusal:
    return refused(
        403, "updates are refused: the graph is read only", "change the sources and run `remissgraf build`"
    )
