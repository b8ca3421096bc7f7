"""Every store that the compliance suite holds to the interface, empty, by the name of its backend."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.stores.endpoint import EndpointStore
from remissgraf.graph.stores.interface import Store
from remissgraf.graph.stores.oracle import RdflibStore
from remissgraf.graph.stores.servers import read_server

from ...servers import DBA, emptied

BACKENDS = ("memory", "disk", "rdflib", "oxigraph", "oxigraph-updates", "virtuoso", "virtuoso-updates")


@pytest.fixture(params=BACKENDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """…-updates: the same server, its graphs written by SPARQL Update and not by the Graph Store Protocol."""
    backend: str = request.param
    if backend == "memory":
        yield OxigraphStore.memory()
    elif backend == "disk":
        yield OxigraphStore.create(tmp_path / "store")
    elif backend == "rdflib":
        yield RdflibStore()
    else:
        kind, _, way = backend.partition("-")
        address = request.getfixturevalue(f"{kind}_server")
        server = read_server(address, graphs="" if way else None)
        with emptied(server, DBA if kind == "virtuoso" else None) as endpoint:
            yield endpoint


@pytest.fixture
def endpoint(oxigraph_server: str) -> Iterator[EndpointStore]:
    """An empty Oxigraph server."""
    with emptied(read_server(oxigraph_server)) as store:
        yield store
