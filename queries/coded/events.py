"""A hand-coded corpus as events of discourse networks. It knows the rows of codings and events, no network."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import Names
from remissgraf.queries.coded.recover import require_coding
from remissgraf.queries.coded.rows import coded_rows
from remissgraf.queries.coded.texts import text_rows
from remissgraf.queries.networks.events import BOOLEAN, Event, Events, Qualifier, Scale

__all__ = ["coded_events"]

# What coders note of an entity: its kind, other names …
_NOTED: Final = """SELECT ?value ?name ?text WHERE {
  GRAPH ?corpus {
    ?variable skos:prefLabel ?variable_name .
    ?attribute a rg:CodingAttribute ; rg:attributeOf ?variable ; skos:prefLabel ?name .
    ?entity rg:entityOf ?variable ; rg:entityValue ?value ; ?attribute ?text .
    FILTER(STRLEN(?text) > 0)
  }
} ORDER BY ?value ?name ?text"""

_TITLES: Final = """SELECT ?document ?title WHERE {
  GRAPH ?corpus { ?document a rg:CodedDocument ; skos:prefLabel ?title }
}"""


def coded_events(
    store: OxigraphStore,
    names: Names,
    cid: str,
    first: str = "organization",
    second: str = "concept",
    qualifier: str | None = "agreement",
) -> Events:
    """The codings of the corpus <cid>, who and what being texts of entities. first, second, qualifier: variables, as in `coded_rows`.

    An integer qualifier's scale goes from the least to the largest value coded: the file declares no range. The values of one of short
    texts are those coded, by code point. A node has the attributes of its entity, of which "Type" is its type.

    Raises ExportError "export.coding" for a corpus or variables that are not there.
    """
    require_coding(store, names, cid)
    rows = coded_rows(store, names, cid, first, second, qualifier)
    values = [row.qualifier for row in rows if row.qualifier is not None]
    corpus = ox.NamedNode(names.graph("coding", cid))
    holders = {row.first for row in rows}
    # Holder and unit of one name are two nodes.
    units = {row.second: f"{row.second} ({second})" if row.second in holders else row.second for row in rows}
    attributes = {
        row["document"]: {"kind": "document", "label": row["title"], "type": ""}
        for row in text_rows(store, _TITLES, {"corpus": corpus})
    }
    for variable, nodes in ((second, units), (first, {text: text for text in holders})):
        noted = _noted(store, corpus, variable)
        for text, node in nodes.items():
            attributes[node] = {"type": "", **noted.get(text, {}), "kind": variable, "label": text}
    found = (Event(*dataclasses.astuple(row))._replace(second=units[row.second]) for row in rows)
    return Events.of(found, _scale(values), attributes)


def _noted(store: OxigraphStore, corpus: ox.NamedNode, variable: str) -> dict[str, dict[str, str]]:
    """Entity of the variable → attribute → what is noted; one called Type in whatever case is "type"."""
    noted: dict[str, dict[str, str]] = {}
    for row in text_rows(store, _NOTED, {"corpus": corpus, "variable_name": ox.Literal(variable)}):
        name = "type" if row["name"].casefold() == "type" else row["name"]
        noted.setdefault(row["value"], {}).setdefault(name, row["text"])
    return noted


def _scale(values: Sequence[Qualifier]) -> Scale:
    """That of the values coded, which are all of one kind."""
    texts = {value for value in values if isinstance(value, str)}
    numbers = [value for value in values if isinstance(value, int) and not isinstance(value, bool)]
    if texts:
        return Scale("nominal", values=tuple(sorted(texts)))
    return Scale("integer", min(numbers), max(numbers)) if numbers else BOOLEAN
