"""The way from the store to the networks and pages: library queries read into an `Incidence` and what belongs to its statements."""

from __future__ import annotations

from collections.abc import Mapping

from remissgraf.graph.store import OxigraphStore
from remissgraf.queries import library
from remissgraf.queries.discourse import UNITS
from remissgraf.queries.networks.incidence import Incidence
from remissgraf.queries.run import run

__all__ = ["actor_chapter", "actor_unit", "named_initiatives"]


def actor_chapter(store: OxigraphStore, lang: str) -> Incidence:
    """Who says what about which chapter, with labels in `lang` ("sv", "en")."""
    return actor_unit(store, "chapter", lang)


def actor_unit(store: OxigraphStore, unit: str, lang: str) -> Incidence:
    """The same with another unit in the place of chapters. unit: a key of `discourse.UNITS`."""
    given = {"lang": lang, "link": UNITS[unit]}
    return Incidence.from_rows(run(store, library.get("network-actor-chapter"), given).dicts())


def named_initiatives(store: OxigraphStore, lang: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Statement → the initiatives that it names, each (IRI, label)."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    given = {"lang": lang, "kind": "initiative"}
    for row in run(store, library.get("utterance-details"), given).dicts():
        found[row["utterance"]] = (*found.get(row["utterance"], ()), (row["value"], row["label"]))
    return found
