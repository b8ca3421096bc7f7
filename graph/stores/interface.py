"""The store interface: what the embedded store, an endpoint and the oracle have in common, and the answers that they give.

Queries see one graph made of all named graphs. Whether a triple that stands in two named graphs is found once or twice is left to the
store, so queries that count say DISTINCT. The default graph is not used. This module knows no store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

if TYPE_CHECKING:
    from remissgraf.graph.sparql import Term

__all__ = ["Answer", "Row", "Solutions", "Store", "Triples", "Value"]

Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to a SELECT that comes from elsewhere than Oxigraph. rows: can be read once, one value a variable."""

    variables: tuple[ox.Variable, ...]
    rows: Iterator[Row]

    def __iter__(self) -> Iterator[Row]:
        return self.rows


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE that comes from elsewhere than Oxigraph; can be read once."""

    found: Iterator[ox.Triple]

    def __iter__(self) -> Iterator[ox.Triple]:
        return self.found


Answer = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean | Solutions | Triples | bool


class Store(Protocol):
    """Named graphs with SPARQL 1.1 queries. One compliance suite (tests/graph/stores) holds all stores to it."""

    def query(self, sparql: str, *, bindings: Mapping[str, Term] | None = None) -> Answer:
        """The answer to a SELECT, ASK, CONSTRUCT or DESCRIBE over the union of the named graphs, or over those that FROM names.

        bindings: variables bound to terms (`sparql.bind`). The project's prefixes need not be declared. Raises QueryError
        "query.syntax", "query.prefix". This runs what it is given: text from a user goes through `remissgraf.queries.run` first.
        """

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """All quads, or those of one named graph (none where there is none of that name), in no promised order."""

    def contains(self, triple: ox.Triple) -> bool:
        """Whether any named graph holds the triple."""

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the named graphs that hold something, sorted."""

    def replace_graph(self, iri: str, triples: Iterable[ox.Triple]) -> None:
        """Make the triples the whole content of the named graph; with none of them the graph is gone."""

    def remove_graph(self, iri: str) -> None:
        """Take a named graph and its quads out; nothing happens if there is none of that name."""

    def dump(self) -> bytes:
        """The whole store as N-Quads in sorted lines."""

    def __len__(self) -> int:
        """The number of quads; a triple in two graphs counts twice."""
