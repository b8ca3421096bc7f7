"""The way from the store to the networks and pages: the library query that they stand on, read into an `Incidence`."""

from __future__ import annotations

from remissgraf.graph.store import OxigraphStore
from remissgraf.queries import library
from remissgraf.queries.networks.incidence import Incidence
from remissgraf.queries.run import run

__all__ = ["actor_chapter"]


def actor_chapter(store: OxigraphStore, lang: str) -> Incidence:
    """Who says what about which chapter, with labels in `lang` ("sv", "en")."""
    return Incidence.from_rows(run(store, library.get("network-actor-chapter"), {"lang": lang}).dicts())
