"""Loading a server: only what changed, nothing of others, and a load that was cut off is seen."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
import pytest

from remissgraf.errors import StoreError
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.stores.client import Client
from remissgraf.graph.stores.endpoint import EndpointStore
from remissgraf.graph.stores.publish import PublishReport, publish, refuse_part
from remissgraf.graph.stores.servers import read_server
from remissgraf.ontology.namespaces import Names

from .test_compliance import G, H, numbers

BASE = "https://example.org/"
FOREIGN = "https://example.org/of-others"
RECORD = Names(BASE).graph("server-record")


@pytest.fixture
def source() -> OxigraphStore:
    store = OxigraphStore.memory()
    store.replace_graph(G, numbers(3))
    store.replace_graph(H, numbers(5))
    return store


def figures(report: PublishReport) -> tuple[int, int, int, int]:
    return report.sent, report.unchanged, report.removed, report.triples


def without_record(store: EndpointStore) -> dict[str, int]:
    return {name: count for name, count in store.counts().items() if name != RECORD}


def test_only_what_changed_is_sent(source: OxigraphStore, endpoint: EndpointStore) -> None:
    assert figures(publish(source, endpoint, BASE)) == (2, 0, 0, 8)
    assert figures(publish(source, endpoint, BASE)) == (0, 2, 0, 8)
    source.replace_graph(G, numbers(4))
    assert figures(publish(source, endpoint, BASE)) == (1, 1, 0, 9)
    source.remove_graph(H)
    assert figures(publish(source, endpoint, BASE)) == (0, 1, 1, 4)
    assert without_record(endpoint) == {G: 4}


def test_what_others_keep_there_stays(source: OxigraphStore, endpoint: EndpointStore) -> None:
    endpoint.replace_graph(FOREIGN, numbers(7))
    publish(source, endpoint, BASE)
    source.remove_graph(G)
    publish(source, endpoint, BASE)
    assert without_record(endpoint) == {H: 5, FOREIGN: 7}
    refuse_part(endpoint)


def test_a_graph_that_was_changed_there_is_sent_again(source: OxigraphStore, endpoint: EndpointStore) -> None:
    publish(source, endpoint, BASE)
    endpoint.remove_graph(G)
    assert figures(publish(source, endpoint, BASE)) == (1, 1, 0, 8)


def test_two_workspaces_share_a_server(source: OxigraphStore, endpoint: EndpointStore) -> None:
    other = OxigraphStore.memory()
    other.replace_graph("https://other.example/graph/x", numbers(2))
    publish(source, endpoint, BASE)
    publish(other, endpoint, "https://other.example/")
    assert figures(publish(source, endpoint, BASE)) == (0, 2, 0, 8)
    refuse_part(endpoint)


class Breaking(EndpointStore):
    """Its connection breaks after some graphs."""

    def __init__(self, client: Client, after: int) -> None:
        super().__init__(client)
        self.left = after

    def replace_graph(self, iri: str, triples: Iterable[ox.Triple]) -> None:
        self._count()
        super().replace_graph(iri, triples)

    def remove_graph(self, iri: str) -> None:
        self._count()
        super().remove_graph(iri)

    def _count(self) -> None:
        if self.left == 0:
            raise StoreError("the wire was cut", code="store.unreachable")
        self.left -= 1


@pytest.mark.parametrize("after", range(5))
def test_a_load_that_is_cut_off_anywhere_is_seen_and_mended(
    source: OxigraphStore, endpoint: EndpointStore, oxigraph_server: str, after: int
) -> None:
    publish(source, endpoint, BASE)
    source.replace_graph(G, numbers(4))
    source.replace_graph("https://example.org/graph/new", numbers(1))
    source.remove_graph(H)
    with Client(read_server(oxigraph_server)) as client, pytest.raises(StoreError, match="wire"):
        publish(source, Breaking(client, after), BASE)
    if after:
        with pytest.raises(StoreError) as caught:
            refuse_part(endpoint)
        assert caught.value.code == "store.part"
    # What was on its way may even be gone from the workspace by now.
    source.remove_graph("https://example.org/graph/new")
    publish(source, endpoint, BASE)
    refuse_part(endpoint)
    assert without_record(endpoint) == {G: 4}


def test_an_empty_server_says_that_nothing_was_loaded(endpoint: EndpointStore) -> None:
    with pytest.raises(StoreError) as caught:
        refuse_part(endpoint)
    assert caught.value.code == "store.unloaded"


def test_a_server_that_keeps_its_named_graphs_apart_is_refused(
    source: OxigraphStore, endpoint: EndpointStore, oxigraph_server: str
) -> None:
    # Oxigraph without the parameter that unites its graphs is such a server.
    kept_apart = read_server(
        oxigraph_server,
        kind="graphdb",
        query=f"{oxigraph_server}query",
        update=f"{oxigraph_server}update",
        graphs=f"{oxigraph_server}store",
    )
    with Client(kept_apart) as client, pytest.raises(StoreError) as caught:
        publish(source, EndpointStore(client), BASE)
    assert caught.value.code == "store.union"
