"""The rows that a discourse network of hand-coded statements is made from, asked of the graph by SPARQL. Knows no network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pyoxigraph as ox

from remissgraf.errors import ExportError
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import Names
from remissgraf.queries.coded.texts import text_rows

__all__ = ["CodedRow", "coded_rows"]

# A variable is the property between a coding and its value.
_ROWS: Final = """SELECT ?statement ?first ?second ?agreement ?document ?date ?start WHERE {
  GRAPH ?corpus {
    ?statement ?one ?actor ; ?two ?concept ; rg:codes ?passage .
    ?actor rg:entityValue ?first .
    ?concept rg:entityValue ?second .
    ?passage oa:hasSource ?document ; oa:hasSelector ?position .
    ?position oa:start ?start .
    ?document rg:documentDate ?date .
    OPTIONAL { ?statement ?three ?agreement }
  }
} ORDER BY ?date ?document ?start ?statement"""
_VARIABLES: Final = """SELECT ?type ?variable ?name ?kind WHERE {
  GRAPH ?corpus { ?variable a rg:CodingVariable ; rg:variableOf ?type ; skos:prefLabel ?name ; rg:dataType ?kind }
} ORDER BY ?type ?variable"""


@dataclass(frozen=True, slots=True)
class CodedRow:
    """One coding of one actor and one concept.

    statement, document: IRIs. first, second: the entities' texts, never empty. qualifier: whether the one agrees to the other, or the
    number on the variable's scale; None where the coding says nothing. date: of the document, UTC. start: code points.
    """

    statement: str
    first: str
    second: str
    qualifier: bool | int | None
    document: str
    date: datetime
    start: int


def coded_rows(
    store: OxigraphStore,
    names: Names,
    cid: str,
    first: str = "organization",
    second: str = "concept",
    qualifier: str | None = "agreement",
) -> tuple[CodedRow, ...]:
    """The codings of the hand-coded corpus with values for both variables, by date, document and place; empty entities drop.

    first, second: names of short-text variables of one statement type; qualifier: that of a boolean or integer one, None for none.
    Raises ExportError "export.coding" where no statement type has them.
    """
    corpus = ox.NamedNode(names.graph("coding", cid))
    types: dict[str, dict[str, str]] = {}
    kinds: dict[str, str] = {}
    for row in text_rows(store, _VARIABLES, {"corpus": corpus}):
        types.setdefault(row["type"], {})[row["name"]] = row["variable"]
        kinds[row["variable"]] = row["kind"]
    wanted = [name for name in (first, second, qualifier) if name is not None]
    found = [variables for variables in types.values() if all(name in variables for name in wanted)]
    if not found:
        known = sorted({name for variables in types.values() for name in variables})
        raise ExportError(
            f"no statement type has the variables {', '.join(wanted)}",
            where=corpus.value,
            remedy=f"There are: {', '.join(known) or 'none'}.",
            code="export.coding",
        )
    return tuple(
        sorted(
            (
                row
                for variables in found
                for row in _coded(
                    store,
                    corpus,
                    variables[first],
                    variables[second],
                    qualifier and variables[qualifier],
                    kinds,
                )
            ),
            key=lambda row: (row.date, row.document, row.start, row.statement),
        )
    )


def _coded(
    store: OxigraphStore,
    corpus: ox.NamedNode,
    first: str,
    second: str,
    qualifier: str | None,
    kinds: dict[str, str],
) -> Iterator[CodedRow]:
    # Without a qualifier the variable is one that no coding has.
    third = qualifier or corpus.value
    bindings = {name: ox.NamedNode(iri) for name, iri in (("one", first), ("two", second), ("three", third))}
    for row in text_rows(store, _ROWS, {"corpus": corpus, **bindings}):
        if not (row["first"].strip() and row["second"].strip()):
            continue
        value = row.get("agreement")
        boolean = kinds.get(third) == "boolean"
        yield CodedRow(
            row["statement"],
            row["first"],
            row["second"],
            None if value is None else value == "true" if boolean else int(value),
            row["document"],
            datetime.fromisoformat(row["date"]),
            int(row["start"]),
        )
