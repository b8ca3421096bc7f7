"""The way from the store to discourse networks: library queries read into `Events`, and the levels that nodes can be rolled up to.

It knows queries and events, no matrix and no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from remissgraf.errors import NetworkError
from remissgraf.graph.sparql import fixed
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import PREFIXES
from remissgraf.queries import library
from remissgraf.queries.networks.events import BOOLEAN, Event, Events, Qualifier, Scale
from remissgraf.queries.result import plain
from remissgraf.queries.run import answer, run

if TYPE_CHECKING:
    from remissgraf.graph.sparql import Term

__all__ = ["ACTOR_LEVELS", "QUALIFIERS", "UNITS", "Discourse", "chosen_statements", "discourse", "quotes"]

# Unit → the property that leads to it from a statement.
UNITS: Final[Mapping[str, str]] = {
    "claim": "rg:expressesClaim",
    "topic": "rg:aboutTopic",
    "chapter": "rg:targets",
    "initiative": "rg:mentionsInitiative",
}
_MARL: Final = PREFIXES["marl"]
# Qualifier → its property, its scale and what the property's values are on it. Polarity of the verb is no agreement.
QUALIFIERS: Final[Mapping[str, tuple[str, Scale, Mapping[str, Qualifier]]]] = {
    "agreement": ("rg:agreement", BOOLEAN, {"true": True, "1": True, "false": False, "0": False}),
    "polarity": (
        "rg:hasPolarity",
        Scale("integer", -1, 1),
        {_MARL + "Positive": 1, _MARL + "Neutral": 0, _MARL + "Negative": -1},
    ),
}
# Hand-coded texts are a corpus of their own (queries/coded).
_CODED: Final = "SELECT ?document { ?document a rg:CodedDocument }"
_QUOTES: Final = (
    "SELECT ?statement ?quote { ?statement rg:hasEvidence|rg:codes ?passage . ?passage rg:reading ?quote }"
)
ACTOR_LEVELS: Final = ("actor", "type", "partnership")


@dataclass(frozen=True)
class Discourse:
    """Events of a store with its levels.

    events: one for each statement, actor and unit; a node's attribute "within" has the labels of the next larger ones. broader: unit →
    the next larger ones (topics, chapters). types, partnerships: actor → those it is of; an actor without is not here.
    """

    events: Events
    broader: Mapping[str, tuple[str, ...]]
    types: Mapping[str, tuple[str, ...]]
    partnerships: Mapping[str, tuple[str, ...]]

    def at(self, actors: str = "actor", depth: int | None = None) -> Events:
        """The events at another level.

        actors: of ACTOR_LEVELS; "type" or "partnership" leaves out actors that have none, and counts a statement by several
        actors of one group once. depth: units roll up to the level so many steps below the root of their tree (1: the roots;
        chapters have the strategy as root, at 1); a unit nearer to the root stays. Raises NetworkError "network.option".
        """
        if actors not in ACTOR_LEVELS or (depth is not None and depth < 1):
            raise NetworkError(
                "there is no such level",
                where=f"{actors}, {depth}",
                remedy=f"Levels of actors are {', '.join(ACTOR_LEVELS)}; those of units begin with 1.",
                code="network.option",
            )
        events = self.events
        if actors != "actor":
            groups = self.types if actors == "type" else self.partnerships
            events = events.where(lambda row: row.first in groups).mapped(first=groups)
        if depth is not None:
            units = {row.second for row in events.rows}
            events = events.mapped(second={unit: sorted(self._at_depth(unit, depth)) for unit in units})
        return events

    def _at_depth(self, unit: str, depth: int) -> set[str]:
        """The unit's ancestors, or itself, at that depth, along every way to a root; a circle is walked once."""
        found: set[str] = set()
        open_ways: list[tuple[str, ...]] = [(unit,)]
        while open_ways:
            way = open_ways.pop()
            wider = [node for node in self.broader.get(way[-1], ()) if node not in way]
            if wider:
                open_ways.extend((*way, node) for node in wider)
            else:
                found.add(way[max(0, len(way) - depth)])
        return found


def discourse(
    store: OxigraphStore,
    lang: str,
    *,
    unit: str = "claim",
    qualifier: str = "agreement",
    places: bool = False,
) -> Discourse:
    """Who says what of which unit in the responses, with labels in `lang` ("sv", "en").

    unit: of UNITS; qualifier: of QUALIFIERS. The claim with agreement is what discourse networks stand on; other units and polarity show
    who speaks of the same things in the same manner, which is not agreement. places: also where in its response each statement stands,
    which the first of duplicates depends on. Raises NetworkError "network.option".
    """
    if unit not in UNITS or qualifier not in QUALIFIERS:
        raise NetworkError(
            "there is no such unit or qualifier",
            where=f"{unit}, {qualifier}",
            remedy=f"Units are {', '.join(UNITS)}, qualifiers {', '.join(QUALIFIERS)}.",
            code="network.option",
        )
    quality, scale, values = QUALIFIERS[qualifier]
    attributes: dict[str, dict[str, str]] = {}
    times: dict[str, datetime] = {}
    broader: dict[str, dict[str, None]] = {}
    types: dict[str, dict[str, None]] = {}
    for row in run(store, _asked("network-nodes", lang=ox.Literal(lang))).dicts():
        node, kind = row["node"], row["kind"]
        known = attributes.setdefault(node, {"kind": kind, "label": row["label"], "type": ""})
        if row["type"]:
            types.setdefault(node, {})[row["type"]] = None
            known["type"] = "; ".join(sorted({*filter(None, known["type"].split("; ")), row["type_label"]}))
            # Of actors rolled up to their types, too, a filter may name the type.
            attributes.setdefault(
                row["type"], {"kind": "type", "label": row["type_label"], "type": row["type_label"]}
            )
        if row["broader"]:
            broader.setdefault(node, {})[row["broader"]] = None
        if (time := _time(row["time"])) is not None:
            times[node] = time
    places_of = _places(store) if places else {}
    asked = _asked("network-events", link=_iri(UNITS[unit]), quality=_iri(quality))
    # Not by way of Events.of: holders and units are IRIs, the qualifiers are of the scale, and the times are checked a response each.
    coded = {document for (document,) in store.texts(_CODED)}
    rows = _events(store.texts(asked), values, times, places_of)
    kept = (row for row in rows if row.document not in coded) if coded else rows
    events = Events(tuple(kept), scale, attributes)
    groups = {node: tuple(wider) for node, wider in broader.items()}
    for node, wider in groups.items():
        attributes[node]["within"] = "; ".join(sorted({events.label(each) for each in wider}))
    return Discourse(
        events,
        broader={node: wider for node, wider in groups.items() if attributes[node]["kind"] != "actor"},
        types={node: tuple(kinds) for node, kinds in types.items()},
        partnerships={node: wider for node, wider in groups.items() if attributes[node]["kind"] == "actor"},
    )


def chosen_statements(store: OxigraphStore, sparql: str) -> set[str]:
    """The statements that a SPARQL query of the user's own finds: the values of ?statement, else of its first column.

    The way to include or exclude by any property. The query is guarded as any from outside. Raises QueryError, and NetworkError
    "network.option" where it is no SELECT.
    """
    found = run(store, sparql)
    if found.kind != "rows" or not found.columns:
        raise NetworkError(
            "the filter finds no statements",
            remedy="Write a SELECT whose variable ?statement is bound to statements.",
            code="network.option",
        )
    column = found.columns.index("statement") if "statement" in found.columns else 0
    return {plain(row[column]) for row in found.rows}


def quotes(store: OxigraphStore) -> Mapping[str, str]:
    """Statement or coding → its words as people read them, masked as the edition has them."""
    return dict(store.texts(_QUOTES))


def _events(
    rows: Iterable[Sequence[str]],
    values: Mapping[str, Qualifier],
    times: Mapping[str, datetime],
    places: Mapping[str, int],
) -> Iterator[Event]:
    """Rows of network-events: statement, actor, unit, qualifier, response."""
    # NamedTuple's own constructor is a Python function, which costs more than all else that is done with a row here.
    make, time_of, place_of, value_of = tuple.__new__, times.get, places.get, values.get
    for name, actor, unit, side, response in rows:
        yield make(Event, (name, actor, unit, value_of(side), response, time_of(response), place_of(name, 0)))


def _asked(query: str, **terms: Term) -> str:
    """A query of the library with its parameters put in as constants, which the store plans better with."""
    return fixed(library.get(query).text, terms)


def _iri(name: str) -> ox.NamedNode:
    """Of a property of the ontology, written "rg:name"."""
    return ox.NamedNode(PREFIXES["rg"] + name.removeprefix("rg:"))


def _places(store: OxigraphStore) -> dict[str, int]:
    rows: Iterable[tuple[object, ...]] = answer(store, library.get("network-places")).rows
    return {plain(statement): int(plain(start) or 0) for statement, start in rows}  # type: ignore[arg-type]  # terms


def _time(text: str) -> datetime | None:
    """A date of the graph, as UTC without zone."""
    try:
        time = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return time.astimezone(UTC).replace(tzinfo=None) if time is not None and time.tzinfo else time
