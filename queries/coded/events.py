"""A hand-coded corpus as events of discourse networks. It knows the rows of codings and events, no network."""

from __future__ import annotations

import dataclasses
from typing import Final

import pyoxigraph as ox

from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import Names
from remissgraf.queries.coded.recover import require_coding
from remissgraf.queries.coded.rows import coded_rows
from remissgraf.queries.coded.texts import text_rows
from remissgraf.queries.networks.events import BOOLEAN, Event, Events, Scale

__all__ = ["coded_events"]

# What kind of actor an entity is, as coders note it.
_KINDS: Final = """SELECT ?value ?kind WHERE {
  GRAPH ?corpus {
    ?variable skos:prefLabel ?variable_name .
    ?attribute a rg:CodingAttribute ; rg:attributeOf ?variable ; skos:prefLabel ?name .
    ?entity rg:entityValue ?value ; ?attribute ?kind .
    FILTER(LCASE(?name) = "type" && STRLEN(?kind) > 0)
  }
} ORDER BY ?value ?kind"""


def coded_events(
    store: OxigraphStore,
    names: Names,
    cid: str,
    first: str = "organization",
    second: str = "concept",
    qualifier: str | None = "agreement",
) -> Events:
    """The codings of the corpus <cid>, who and what being texts of entities. first, second, qualifier: variables, as in `coded_rows`.

    An integer qualifier's scale goes from the least to the largest value coded: the file declares no range. A holder's type is its
    entity's attribute "Type". Raises ExportError "export.coding" for a corpus or variables that are not there.
    """
    require_coding(store, names, cid)
    rows = coded_rows(store, names, cid, first, second, qualifier)
    values = [row.qualifier for row in rows if row.qualifier is not None]
    numbers = [value for value in values if not isinstance(value, bool)]
    scale = Scale("integer", min(numbers), max(numbers)) if numbers else BOOLEAN
    bindings: dict[str, ox.NamedNode | ox.Literal] = {
        "corpus": ox.NamedNode(names.graph("coding", cid)),
        "variable_name": ox.Literal(first),
    }
    types = {row["value"]: row["kind"] for row in text_rows(store, _KINDS, bindings)}
    holders = {row.first for row in rows}
    # Holder and unit of one name are two nodes.
    units = {row.second: f"{row.second} ({second})" if row.second in holders else row.second for row in rows}
    attributes = {units[text]: {"kind": second, "label": text, "type": ""} for text in units}
    attributes |= {text: {"kind": first, "label": text, "type": types.get(text, "")} for text in holders}
    found = (Event(*dataclasses.astuple(row))._replace(second=units[row.second]) for row in rows)
    return Events.of(found, scale, attributes)
