"""The endpoint in a worker: a query checked, run and written in the form that the client asked for; and the service's description.

This module knows the store and the W3C's formats, no connection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import IO, Final, cast

import pyoxigraph as ox

from remissgraf.errors import QueryError
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import PREFIXES
from remissgraf.queries.result import Answer, collect
from remissgraf.queries.run import ask
from remissgraf.queries.server.counting import COUNTERS, Counter
from remissgraf.queries.server.jobs import Put, Reply, SparqlJob
from remissgraf.queries.server.negotiate import GRAPH_TYPES, ROW_TYPES, choose
from remissgraf.queries.workers import counted, too_many

__all__ = ["describe_service", "graph_reply", "run_query", "write_graph", "write_rows"]

_RDF_FORMATS: Final = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
_ROW_FORMATS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def run_query(store: OxigraphStore, job: SparqlJob, rows: int | None) -> Reply:
    """The reply to a query. rows: the most that it may have. Raises QueryError, "query.accept" where no form of it is acceptable."""
    assert job.text is not None
    if job.default_graphs or job.named_graphs:
        known = set(store.graphs())
        for graph in (*job.default_graphs, *job.named_graphs):
            if graph not in known:
                raise QueryError(
                    "there is no such graph in the store",
                    where=graph,
                    remedy="nothing is fetched; leave the dataset out to ask all graphs",
                    code="query.refused",
                )
        store = store.over(job.default_graphs, job.named_graphs)
    found = ask(store, job.text)
    if isinstance(found, ox.QueryTriples):
        media, form = _chosen(job.accept, GRAPH_TYPES)
        return Reply(200, media, partial(write_graph, found, form, rows))
    assert isinstance(found, ox.QuerySolutions | ox.QueryBoolean), found
    media, form = _row_form(job.accept)
    return Reply(200, media, partial(write_rows, found, form, rows))


def write_rows(found: ox.QuerySolutions | ox.QueryBoolean, form: str, rows: int | None, put: Put) -> None:
    """A yes or no, or the rows as they are found, in one of the W3C's formats. Raises QueryError "query.rows", "query.failed"."""
    sink = _Sink(put, COUNTERS[form](), rows if isinstance(found, ox.QuerySolutions) else None)
    try:
        found.serialize(cast("IO[bytes]", sink), format=_ROW_FORMATS[form])
    except (OSError, RuntimeError) as failure:
        if sink.failure is not None:
            raise sink.failure from None
        raise QueryError(f"the query failed while it ran: {failure}", code="query.failed") from failure


class _Sink:
    """A file that the store writes to. failure: the error that ended it, which the store may hide behind one of its own."""

    def __init__(self, put: Put, count: Counter, most: int | None) -> None:
        self.failure: BaseException | None = None
        self._put = put
        self._count = count
        self._most = most
        # Pieces that are not counted yet: a row has a byte at least, so a small answer cannot have too many.
        self._uncounted: list[bytes] = []
        self._size = 0

    def flush(self) -> None:
        """All is passed on as it comes."""

    def write(self, piece: bytes) -> int:
        try:
            if self._most is not None:
                self._check(piece, self._most)
            self._put(piece)
        except BaseException as failure:
            self.failure = failure
            raise
        return len(piece)

    def _check(self, piece: bytes, most: int) -> None:
        self._size += len(piece)
        self._uncounted.append(piece)
        if self._size > most:
            pieces, self._uncounted = self._uncounted, []
            if any(self._count(one) > most for one in pieces):
                raise too_many(most)


def write_graph(found: ox.QueryTriples, form: str, rows: int | None, put: Put) -> None:
    """Triples in one of the forms of `GRAPH_TYPES`. Raises QueryError "query.rows"."""
    coming = counted(((triple.subject, triple.predicate, triple.object) for triple in found), rows)
    if form == "nt":
        for row in coming:
            put(f"{' '.join(map(str, row))} .\n".encode())
        return
    # A CONSTRUCT may find a triple many times, and these forms are made from the whole.
    _write(collect(Answer("graph", rows=coming)).triples, form, put)


def graph_reply(triples: Iterable[ox.Triple], accept: str) -> Reply:
    """Triples in the form that the client asked for. Raises QueryError "query.accept"."""
    media, form = _chosen(accept, GRAPH_TYPES)
    return Reply(200, media, partial(_write, triples, form))


def _write(triples: Iterable[ox.Triple], form: str, put: Put) -> None:
    prefixes = None if form == "nt" else PREFIXES
    put(ox.serialize(triples, format=_RDF_FORMATS[form], prefixes=prefixes) or b"")


def describe_service(store: OxigraphStore, job: SparqlJob) -> Reply:
    """What the endpoint offers, in the W3C's vocabulary for it."""
    node, iri = ox.NamedNode, partial(_joined, _SD)
    service, dataset, default = ox.BlankNode("service"), ox.BlankNode("dataset"), ox.BlankNode("default")
    kind = node(PREFIXES["rdf"] + "type")
    triples = [
        ox.Triple(service, kind, iri("Service")),
        ox.Triple(service, iri("endpoint"), node(job.endpoint)),
        ox.Triple(service, iri("supportedLanguage"), iri("SPARQL11Query")),
        ox.Triple(service, iri("feature"), iri("UnionDefaultGraph")),
        *(ox.Triple(service, iri("resultFormat"), node(_FORMATS + name)) for name in _RESULT_FORMATS),
        ox.Triple(service, iri("defaultDataset"), dataset),
        ox.Triple(dataset, kind, iri("Dataset")),
        ox.Triple(dataset, iri("defaultGraph"), default),
        ox.Triple(default, kind, iri("Graph")),
        ox.Triple(default, node("http://rdfs.org/ns/void#triples"), ox.Literal(len(store))),
    ]
    for number, name in enumerate(store.graphs()):
        graph = ox.BlankNode(f"graph{number}")
        triples += [
            ox.Triple(dataset, iri("namedGraph"), graph),
            ox.Triple(graph, kind, iri("NamedGraph")),
            ox.Triple(graph, iri("name"), node(name)),
        ]
    return graph_reply(triples, job.accept)


def _joined(base: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(base + name)


@lru_cache(maxsize=64)
def _row_form(accept: str) -> tuple[str, str]:
    return _chosen(accept, ROW_TYPES)


def _chosen(accept: str, types: Mapping[str, str]) -> tuple[str, str]:
    chosen = choose(accept, types)
    if chosen is None:
        raise QueryError(
            "none of the forms that are accepted can hold this answer",
            remedy=f"accept one of {', '.join(types)}",
            code="query.accept",
        )
    return chosen
