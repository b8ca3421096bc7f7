"""rdflib as a store: slow, made by others in another way, and therefore what the other stores' answers are compared with in the tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox
import rdflib
from rdflib.plugins import sparql as rdflib_sparql
from rdflib.query import ResultRow

from remissgraf.graph.canonical import canonical_lines
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.stores.interface import Answer, Row, Solutions, Triples, Value
from remissgraf.ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from remissgraf.graph.sparql import Term

__all__ = ["RdflibStore"]

# Without this rdflib fetches the graph that a query names with FROM, from the net or from disk.
rdflib_sparql.SPARQL_LOAD_GRAPHS = False


class RdflibStore:
    """Named graphs in memory. See `interface.Store` for what its methods do."""

    def __init__(self) -> None:
        self._data = rdflib.Dataset(default_union=True)

    def query(self, sparql: str, *, bindings: Mapping[str, Term] | None = None) -> Answer:
        """See `interface.Store.query`. Bindings are rdflib's own initial bindings: the VALUES blocks of `sparql.bind`, one inside
        another, make it lose rows."""
        # The embedded store explains mistakes; rdflib takes prefixes that are not declared for its own.
        expected = OxigraphStore.memory().query(sparql, bindings=bindings)
        initial = {name: _to_rdflib(term) for name, term in (bindings or {}).items()}
        found = self._data.query(sparql, initNs=PREFIXES, initBindings=initial)
        if isinstance(expected, ox.QueryBoolean):
            return bool(found.askAnswer)
        if isinstance(expected, ox.QueryTriples):
            return Triples(_triple(triple) for triple in found.graph or ())
        rows = (_row(cast(ResultRow, row), expected.variables) for row in found)
        return Solutions(tuple(expected.variables), rows)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        for name in self.graphs() if graph is None else (graph,):
            for triple in self._data.graph(rdflib.URIRef(name)):
                made = _triple(triple)
                yield ox.Quad(made.subject, made.predicate, made.object, ox.NamedNode(name))

    def contains(self, triple: ox.Triple) -> bool:
        return next(self._data.triples(_rdflib_triple(triple)), None) is not None

    def graphs(self) -> tuple[str, ...]:
        return tuple(sorted(str(graph.identifier) for graph in self._data.graphs() if len(graph)))

    def replace_graph(self, iri: str, triples: Iterable[ox.Triple]) -> None:
        self.remove_graph(iri)
        graph = self._data.graph(rdflib.URIRef(iri))
        for triple in triples:
            graph.add(_rdflib_triple(triple))

    def remove_graph(self, iri: str) -> None:
        self._data.remove_graph(rdflib.URIRef(iri))

    def dump(self) -> bytes:
        return canonical_lines("".join(f"{quad} .\n" for quad in self.quads()).encode("utf-8"))

    def __len__(self) -> int:
        return sum(len(self._data.graph(rdflib.URIRef(name))) for name in self.graphs())


def _to_rdflib(term: Value) -> rdflib.term.IdentifiedNode | rdflib.Literal:
    if isinstance(term, ox.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        plain = term.datatype.value == PREFIXES["xsd"] + "string"
        return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(term.datatype.value))
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    assert isinstance(term, ox.BlankNode), term
    return rdflib.BNode(term.value)


def _rdflib_triple(triple: ox.Triple) -> tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]:
    return _to_rdflib(triple.subject), _to_rdflib(triple.predicate), _to_rdflib(triple.object)


def _from_rdflib(term: object) -> Value:
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(term.datatype) if term.datatype else None)
    return ox.BlankNode(str(term)) if isinstance(term, rdflib.BNode) else ox.NamedNode(str(term))


def _triple(triple: tuple[object, object, object]) -> ox.Triple:
    return ox.Triple(*(_from_rdflib(part) for part in triple))  # type: ignore[arg-type]  # rdflib's triples have these kinds


def _row(row: ResultRow, variables: list[ox.Variable]) -> Row:
    found = row.asdict()
    return tuple(
        _from_rdflib(found[variable.value]) if found.get(variable.value) is not None else None
        for variable in variables
    )
