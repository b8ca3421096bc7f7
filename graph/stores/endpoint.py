"""Any SPARQL 1.1 server as a store: queries by the SPARQL Protocol, whole graphs by the Graph Store Protocol or else by updates.

Answers are read as they arrive, however large they are. A query is parsed here before it is sent, so that a mistake is explained as the
embedded store explains it. What servers do differently and what cannot be mended is told in docs/stores.md. This module
knows the protocols; it must not know what the graphs mean or who asks.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from typing import IO, TYPE_CHECKING, Final, cast

import pyoxigraph as ox

from remissgraf.errors import QueryError, StoreError
from remissgraf.graph import sparql as text
from remissgraf.graph.canonical import canonical_lines
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.stores.client import Body, Client
from remissgraf.graph.stores.interface import Answer, Row, Solutions, Triples, Value
from remissgraf.ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    import httpx

    from remissgraf.graph.sparql import Term

__all__ = ["EndpointStore"]

_JSON: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples"
# Bytes of N-Triples in one request, and in one update where graphs cannot be put: servers limit what they take at once.
_PIECE: Final = 8_000_000
_UPDATE_PIECE: Final = 200_000
# Graphs named in one answer: some servers give no more than 10,000 rows.
_PAGE: Final = 5_000
_BOOLEAN: Final = ox.NamedNode(PREFIXES["xsd"] + "boolean")
_TRUTH: Final = {"1": ox.Literal(True), "0": ox.Literal(False)}
_COUNTS: Final = """SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STR(?g) > {after}) }}
GROUP BY ?g ORDER BY ?g LIMIT {page}"""


class EndpointStore:
    """The named graphs of a server. It keeps the client that it is given; whoever made that closes it."""

    def __init__(self, client: Client, *, page: int = _PAGE, piece: int | None = None) -> None:
        """page: graphs listed at a time; piece: bytes sent at a time. Both are for tests."""
        self._client = client
        self._server = client.server
        self._page = page
        self._piece = piece or (_UPDATE_PIECE if self._server.graphs is None else _PIECE)

    @property
    def url(self) -> str:
        """The address that the user named."""
        return self._server.url

    def query(self, sparql: str, *, bindings: Mapping[str, Term] | None = None) -> Answer:
        """See `interface.Store.query`. Raises StoreError as `Client.stream` does, and QueryError "query.cut" where the server says that it
        did not give all rows; errors may come while rows are read."""
        # An empty store tells the form and the variables, or what is wrong with the query.
        expected = OxigraphStore.memory().query(sparql, bindings=bindings)
        prepared = _with_prefixes(text.bind(sparql, bindings or {}))
        triples = isinstance(expected, ox.QueryTriples)
        parameters = {} if _names_graphs(sparql) else dict(self._server.parameters)
        started = time.monotonic()
        with ExitStack() as stack:
            response = stack.enter_context(
                self._client.stream(
                    "POST",
                    self._server.query_login if self._client.login else self._server.query,
                    asks=True,
                    params=parameters,
                    data={"query": prepared},
                    headers={"accept": _TRIPLES if triples else _JSON},
                )
            )
            body = Body(response, self._client.times, started)
            if isinstance(expected, ox.QueryTriples):
                return Triples(self._triples(body, response, stack.pop_all()))
            found = self._parsed(body)
            if isinstance(expected, ox.QueryBoolean):
                return _truth(found)
            if not isinstance(found, ox.QuerySolutions):
                raise self._garbled("a yes or no where rows belong")
            columns = _columns(expected.variables, found.variables, bindings or {})
            rows = self._rows(found, columns, response, stack.pop_all())
            return Solutions(tuple(expected.variables), rows)

    def _parsed(self, body: Body) -> ox.QuerySolutions | ox.QueryBoolean:
        try:
            return ox.parse_query_results(cast("IO[bytes]", body), ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as failure:
            raise self._garbled(failure) from failure

    def _rows(
        self,
        found: ox.QuerySolutions,
        columns: tuple[_Column, ...],
        response: httpx.Response,
        stack: ExitStack,
    ) -> Iterator[Row]:
        with stack:
            most = _most(response)
            count = 0
            try:
                for solution in found:
                    count += 1
                    yield tuple(column.read(solution) for column in columns)
            except (SyntaxError, ValueError) as failure:
                raise self._garbled(failure) from failure
            if most is not None and count >= most:
                raise QueryError(
                    f"the server gives no more than {most} rows to a query, and there may be more",
                    where=self.url,
                    remedy="ask for less, or raise its limit (Virtuoso: ResultSetMaxRows in virtuoso.ini)",
                    code="query.cut",
                )

    def _triples(self, body: Body, response: httpx.Response, stack: ExitStack) -> Iterator[ox.Triple]:
        with stack:
            kind = response.headers.get("content-type", "")
            form = ox.RdfFormat.from_media_type(kind) or ox.RdfFormat.N_TRIPLES
            try:
                for quad in ox.parse(cast("IO[bytes]", body), form):
                    yield quad.triple
            except (SyntaxError, ValueError) as failure:
                raise self._garbled(failure) from failure

    def _garbled(self, failure: Exception | str) -> StoreError:
        return StoreError(
            f"the server's answer ends too early or is no answer to a query: {failure}",
            where=self.url,
            remedy="see whether this is the address of its query endpoint (docs/stores.md), then try again",
            code="store.answer",
        )

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """See `interface.Store.quads`. They come by a query, because servers that limit answers say so of queries alone."""
        for name in self.graphs() if graph is None else (graph,):
            node = ox.NamedNode(name)
            answer = self.query(f"SELECT ?s ?p ?o {{ GRAPH {node} {{ ?s ?p ?o }} }}")
            assert isinstance(answer, Solutions)
            for subject, predicate, value in answer:
                try:
                    quad = ox.Quad(subject, predicate, value, node)  # type: ignore[arg-type]  # checked by Quad itself
                except TypeError as failure:
                    raise self._garbled(failure) from failure
                yield quad

    def contains(self, triple: ox.Triple) -> bool:
        return bool(self.query(f"ASK {{ {triple} }}"))

    def graphs(self) -> tuple[str, ...]:
        return tuple(sorted(self.counts()))

    def counts(self) -> dict[str, int]:
        """The number of triples of each named graph that is not the server's own."""
        found: dict[str, int] = {}
        after = ""
        while True:
            answer = self.query(_COUNTS.format(after=ox.Literal(after), page=self._page))
            assert isinstance(answer, Solutions)
            try:
                page = {_text(graph): int(_text(number)) for graph, number in answer}
            except ValueError as failure:
                raise self._garbled(failure) from failure
            found.update(page)
            if len(page) < self._page:
                return {name: count for name, count in found.items() if name not in self._server.own_graphs}
            after = max(page)

    def __len__(self) -> int:
        return sum(self.counts().values())

    def dump(self) -> bytes:
        return canonical_lines("".join(f"{quad} .\n" for quad in self.quads()).encode("utf-8"))

    def replace_graph(self, iri: str, triples: Iterable[ox.Triple]) -> None:
        """See `interface.Store.replace_graph`. A large graph goes in pieces, so for a while the server has a part of it.

        Raises StoreError "store.blank": pieces that are sent apart, or again, cannot share a blank node.
        """
        pieces = self._pieces(triples)
        first = next(pieces, None)
        if first is None:
            self.remove_graph(iri)
            return
        if self._server.graphs is None:
            self.remove_graph(iri)
            for piece in chain([first], pieces):
                self._update(b"INSERT DATA { GRAPH %s {\n%s} }" % (_iri(iri), piece))
            return
        for method, piece in chain([("PUT", first)], (("POST", piece) for piece in pieces)):
            self._client.send(
                method,
                self._server.graphs,
                params={"graph": iri},
                content=piece,
                headers={"content-type": _TRIPLES},
            )

    def remove_graph(self, iri: str) -> None:
        if self._server.graphs is None:
            self._update(b"DROP SILENT GRAPH %s" % _iri(iri))
        else:
            self._client.send("DELETE", self._server.graphs, params={"graph": iri}, missing=True)

    def _update(self, update: bytes) -> None:
        self._client.send(
            "POST", self._server.update, content=update, headers={"content-type": "application/sparql-update"}
        )

    def _pieces(self, triples: Iterable[ox.Triple]) -> Iterator[bytes]:
        lines: list[bytes] = []
        size = 0
        for triple in triples:
            if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
                raise StoreError(
                    "a graph with blank nodes cannot be sent to a server",
                    where=str(triple),
                    remedy="give the node an IRI",
                    code="store.blank",
                )
            line = f"{triple} .\n".encode()
            if lines and size + len(line) > self._piece:
                yield b"".join(lines)
                lines, size = [], 0
            lines.append(line)
            size += len(line)
        if lines:
            yield b"".join(lines)


def _text(term: Value | None) -> str:
    if not isinstance(term, ox.NamedNode | ox.Literal):
        raise ValueError(f"{term} where a graph and a number belong")
    return term.value


def _iri(iri: str) -> bytes:
    return str(ox.NamedNode(iri)).encode()


def _names_graphs(sparql: str) -> bool:
    return any(text.keyword(token) == "FROM" for token in text.tokens(sparql))


def _with_prefixes(sparql: str) -> str:
    """The query with those of the project's prefixes declared that it uses and does not declare; on its first line, so that lines stay."""
    parts = text.tokens(sparql)
    declared = {
        parts[at + 1].text.removesuffix(":")
        for at, part in enumerate(parts[:-1])
        if text.keyword(part) == "PREFIX"
    }
    used = {part.text.partition(":")[0] for part in parts if part.kind == "name"} - declared
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items() if name in used) + sparql


@dataclass(frozen=True, slots=True)
class _Column:
    """place: of the variable in the server's rows, None where it leaves it out. bound: the term that the variable was bound to."""

    place: int | None
    bound: Term | None

    def read(self, solution: ox.QuerySolution) -> Value | None:
        value: Value | None = None if self.place is None else solution[self.place]
        # Virtuoso gives a boolean that stands in the query back as a number.
        return self.bound if self.bound is not None and value is not None else _value(value)


def _columns(
    wanted: list[ox.Variable], given: list[ox.Variable], bindings: Mapping[str, Term]
) -> tuple[_Column, ...]:
    places = {variable.value: place for place, variable in enumerate(given)}
    return tuple(_Column(places.get(variable.value), bindings.get(variable.value)) for variable in wanted)


def _truth(found: ox.QuerySolutions | ox.QueryBoolean) -> bool:
    """Virtuoso answers ASK with a row that holds 1 or 0."""
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    return any(
        plain.value in ("1", "true") for row in found for plain in row if isinstance(plain, ox.Literal)
    )


def _value(value: Value | None) -> Value | None:
    """Virtuoso writes booleans as 1 and 0, which XSD allows."""
    if isinstance(value, ox.Literal) and value.datatype == _BOOLEAN:
        return _TRUTH.get(value.value, value)
    return value


def _most(response: httpx.Response) -> int | None:
    """The number of rows at which the server cut its answer, if it did; Virtuoso says so in a header."""
    most = response.headers.get("x-sparql-maxrows", "")
    return int(most) if most.isdecimal() and len(most) < 12 else None
