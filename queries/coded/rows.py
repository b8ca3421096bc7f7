"""The rows that a discourse network of hand-coded statements is made from, asked of the graph by SPARQL. Knows no network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

import pyoxigraph as ox

from remissgraf.errors import ExportError
from remissgraf.graph.dna.values import BOOLEAN, INTEGER, SHORT
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import PREFIXES, Names
from remissgraf.queries.coded.texts import text_rows

__all__ = ["CodedRow", "coded_rows"]

# Properties of the text itself, which name its statements' holder, unit or qualifier as a variable does: "document:author".
_OF_DOCUMENT: Final = "document:"
_DOCUMENT: Final[Mapping[str, str]] = {
    "author": "rg:documentAuthor",
    "source": "rg:documentSource",
    "section": "rg:documentSection",
    "type": "rg:documentType",
    "title": "skos:prefLabel",
    "id": "rg:numberInFile",
}
# What is asked of each place of a row. A variable is the property between a coding and its value, an entity's value is its text.
_PLACES: Final[Mapping[str, str]] = {
    SHORT: "?statement ?{place}_of ?{place}_entity . ?{place}_entity rg:entityValue ?{place}",
    _OF_DOCUMENT: "?document ?{place}_of ?{place}",
    "": "?statement ?{place}_of ?{place}",
}
_ROWS: Final = """SELECT ?statement ?first ?second ?qualifier ?document ?date ?start WHERE {{
  GRAPH ?corpus {{
    ?statement rg:codingType ?type ; rg:codes ?passage .
    ?passage oa:hasSource ?document ; oa:hasSelector ?position .
    ?position oa:start ?start .
    ?document rg:documentDate ?date .
    {first} .
    {second} .
    OPTIONAL {{ {qualifier} }}
  }}
}} ORDER BY ?date ?document ?start ?statement"""
_VARIABLES: Final = """SELECT ?type ?variable ?name ?kind WHERE {
  GRAPH ?corpus { ?variable a rg:CodingVariable ; rg:variableOf ?type ; skos:prefLabel ?name ; rg:dataType ?kind }
} ORDER BY ?type ?variable"""


@dataclass(frozen=True, slots=True)
class CodedRow:
    """One coding of one actor and one concept.

    statement, document: IRIs. first, second: the entities' texts, never empty. qualifier: whether the one agrees to the other, the
    number on the variable's scale, or a text; None where the coding says nothing. date: of the document, UTC. start: code points.
    """

    statement: str
    first: str
    second: str
    qualifier: bool | int | str | None
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

    first, second: names of short-text variables of one statement type; qualifier: that of a boolean, integer or short-text one, None for
    none. Each may be a property of the text as well: "document:" and author, source, section, type, title or id. Raises ExportError
    "export.coding" where no statement type has such variables.
    """
    corpus = ox.NamedNode(names.graph("coding", cid))
    types = _types(store, corpus)
    wanted = [name for name in (first, second, qualifier) if name is not None]
    found = {kind: known for kind, known in types.items() if all(name in known for name in wanted)}
    if not found:
        known = sorted({name for variables in types.values() for name in variables})
        raise ExportError(
            f"no statement type has the variables {', '.join(wanted)}",
            where=corpus.value,
            remedy=f"There are: {', '.join(known) or 'none'}.",
            code="export.coding",
        )
    fit = {kind: known for kind, known in found.items() if _fits(known, first, second, qualifier)}
    if not fit:
        kinds = ", ".join(f"{name} ({next(iter(found.values()))[name].kind})" for name in wanted)
        raise ExportError(
            f"variables of these kinds make no network: {kinds}",
            where=corpus.value,
            remedy="Actors and units are short texts; a qualifier is a boolean, a whole number or a short text.",
            code="export.coding",
        )
    rows = (
        row
        for kind, known in fit.items()
        for row in _coded(
            store, corpus, kind, known[first], known[second], None if qualifier is None else known[qualifier]
        )
    )
    return tuple(sorted(rows, key=lambda row: (row.date, row.document, row.start, row.statement)))


class _Variable(NamedTuple):
    """iri: of the property. kind: as in the file, or _OF_DOCUMENT."""

    iri: str
    kind: str

    @property
    def place(self) -> str:
        """Key of _PLACES."""
        return self.kind if self.kind in _PLACES else ""


def _types(store: OxigraphStore, corpus: ox.NamedNode) -> dict[str, dict[str, _Variable]]:
    """Statement type → name → variable, those of the text among them."""
    of_document = {}
    for name, written in _DOCUMENT.items():
        prefix, _, local = written.partition(":")
        of_document[_OF_DOCUMENT + name] = _Variable(PREFIXES[prefix] + local, _OF_DOCUMENT)
    types: dict[str, dict[str, _Variable]] = {}
    for row in text_rows(store, _VARIABLES, {"corpus": corpus}):
        known = types.setdefault(row["type"], dict(of_document))
        known[row["name"]] = _Variable(row["variable"], row["kind"])
    return types


def _fits(known: Mapping[str, _Variable], first: str, second: str, qualifier: str | None) -> bool:
    named = (SHORT, _OF_DOCUMENT)
    return all(known[name].kind in named for name in (first, second)) and (
        qualifier is None or known[qualifier].kind in (BOOLEAN, INTEGER, *named)
    )


def _coded(
    store: OxigraphStore,
    corpus: ox.NamedNode,
    kind: str,
    first: _Variable,
    second: _Variable,
    qualifier: _Variable | None,
) -> Iterator[CodedRow]:
    # Without a qualifier the variable is one that no coding has.
    third = qualifier or _Variable(corpus.value, "")
    places = {"first": first, "second": second, "qualifier": third}
    query = _ROWS.format(
        **{place: _PLACES[variable.place].format(place=place) for place, variable in places.items()}
    )
    bindings = {f"{place}_of": ox.NamedNode(variable.iri) for place, variable in places.items()}
    for row in text_rows(store, query, {"corpus": corpus, "type": ox.NamedNode(kind), **bindings}):
        if not (row["first"].strip() and row["second"].strip()):
            continue
        yield CodedRow(
            row["statement"],
            row["first"],
            row["second"],
            _value(third.kind, row.get("qualifier", "")),
            row["document"],
            datetime.fromisoformat(row["date"]),
            int(row["start"]),
        )


def _value(kind: str, text: str) -> bool | int | str | None:
    if not text.strip():
        return None
    if kind == BOOLEAN:
        return text == "true"
    return int(text) if kind == INTEGER else text
