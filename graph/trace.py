"""From an asserted triple to where it was said: the graph that holds it, the file it was read from, and the sentence with its place.

This module knows how responses and passages are described, not how anything is inferred.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from remissgraf.graph.reason.explain import asserting_graphs
from remissgraf.graph.reason.patterns import Triple
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import ONTOLOGY

__all__ = ["Source", "Tracer"]

_FILE: Final = "SELECT ?file { ?graph prov:wasDerivedFrom ?document . ?document rg:filePath ?file }"
# A statement's evidence, a passage, or the quote or position of one.
_PASSAGE: Final = """SELECT ?exact ?start ?end ?page ?masked {
  { ?of rg:hasEvidence ?passage } UNION { ?of oa:hasSelector ?any . BIND(?of AS ?passage) } UNION { ?passage oa:hasSelector ?of }
  ?passage oa:hasSelector ?quote, ?position .
  ?quote oa:exact ?exact .
  ?position oa:start ?start ; oa:end ?end .
  OPTIONAL { ?passage rg:page ?page }
  OPTIONAL { ?passage rg:masked ?masked }
} ORDER BY ?start LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a triple is asserted. graph: IRI. file: relative to the workspace, None where the graph is made from no one file.

    quote: exactly text[start:end] (code points) of the file's text, page from 1; None where the triple is not about a passage.
    masked: whether the public edition hides something personal in it; the quote has a sign for each hidden letter then.
    """

    graph: str
    file: str | None = None
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None
    masked: bool = False

    def told(self, lang: str) -> str:
        """The source in a line. lang: "sv" or "en"."""
        place = self.file or self._graph_name()
        if self.quote is None:
            return place
        page = "" if self.page is None else f", {'s.' if lang == 'sv' else 'p.'} {self.page}"
        hidden = {"sv": " (något personligt är dolt)", "en": " (something personal is hidden)"}[lang]
        return f"{place}{page}, {self.start}–{self.end}: ”{self.quote}”{hidden if self.masked else ''}"

    def _graph_name(self) -> str:
        return "ontology" if self.graph == ONTOLOGY else self.graph.partition("graph/")[2] or self.graph


class Tracer:
    """Finds the sources of triples in one store; what was found is kept."""

    def __init__(self, store: OxigraphStore) -> None:
        self._store = store
        self._files: dict[str, str | None] = {}
        self._passages: dict[str, Mapping[str, str]] = {}

    def sources(self, triple: Triple) -> tuple[Source, ...]:
        """Where the triple is asserted, none where it is not. Its parts are in N-Triples form."""
        return tuple(self._source(triple[0], graph) for graph in asserting_graphs(self._store, triple))

    def _source(self, subject: str, graph: str) -> Source:
        file = self._file(graph)
        passage = self._passage(subject) if file is not None else {}
        if "exact" not in passage:
            return Source(graph, file)
        return Source(
            graph,
            file,
            passage["exact"],
            int(passage["start"]),
            int(passage["end"]),
            int(passage["page"]) if "page" in passage else None,
            passage.get("masked") == "true",
        )

    def _file(self, graph: str) -> str | None:
        if graph not in self._files:
            self._files[graph] = self._row(_FILE, "graph", graph).get("file")
        return self._files[graph]

    def _passage(self, subject: str) -> Mapping[str, str]:
        if subject not in self._passages:
            self._passages[subject] = self._row(_PASSAGE, "of", subject[1:-1])
        return self._passages[subject]

    def _row(self, query: str, name: str, iri: str) -> Mapping[str, str]:
        """The first row of a query with a variable bound to an IRI, as texts."""
        answer = self._store.query(query, bindings={name: ox.NamedNode(iri)})
        assert isinstance(answer, ox.QuerySolutions)
        for row in answer:
            names = (variable.value for variable in answer.variables)
            return {key: term.value for key in names if isinstance(term := row[key], ox.Literal)}
        return {}
