"""A store's graphs in another kind of store, for tests that compare their answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.stores.interface import Store
from remissgraf.graph.stores.oracle import RdflibStore
from remissgraf.graph.stores.publish import publish
from remissgraf.graph.stores.servers import read_server

from ..servers import DBA, emptied

__all__ = ["KINDS", "elsewhere"]

KINDS = ("rdflib", "oxigraph", "virtuoso")


@contextmanager
def elsewhere(kind: str, source: OxigraphStore, base: str, request: pytest.FixtureRequest) -> Iterator[Store]:
    """The same graphs in a store of that kind; the servers are loaded as `remissgraf build --store` does it."""
    if kind == "rdflib":
        store = RdflibStore()
        for graph in source.graphs():
            store.replace_graph(graph, (quad.triple for quad in source.quads(graph)))
        yield store
        return
    address = request.getfixturevalue(f"{kind}_server")
    with emptied(read_server(address), DBA if kind == "virtuoso" else None) as endpoint:
        report = publish(source, endpoint, base)
        assert (report.triples, dict(report.lost)) == (len(source), {})
        yield endpoint
