"""What is particular to servers: pieces, pages, answers that are cut or garbled, and Virtuoso's own ways."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from remissgraf.errors import QueryError, RemissgrafError, StoreError
from remissgraf.graph.stores.client import Client
from remissgraf.graph.stores.endpoint import EndpointStore
from remissgraf.graph.stores.interface import Solutions, Store
from remissgraf.graph.stores.oracle import RdflibStore
from remissgraf.graph.stores.servers import read_server

from ... import servers
from ...servers import DBA, emptied
from .test_compliance import G, H, P, S, content, expected, numbers


@pytest.fixture(params=["put", "update"])
def in_pieces(request: pytest.FixtureRequest, oxigraph_server: str) -> Iterator[EndpointStore]:
    server = read_server(oxigraph_server, graphs="" if request.param == "update" else None)
    with emptied(server, page=2, piece=1_000) as store:
        yield store


def test_a_large_graph_goes_in_pieces(in_pieces: EndpointStore) -> None:
    in_pieces.replace_graph(G, numbers(300))
    in_pieces.replace_graph(G, numbers(200))
    assert content(in_pieces) == expected(G, numbers(200))


def test_many_graphs_are_listed_in_pages(in_pieces: EndpointStore) -> None:
    names = [f"https://example.org/graph/{number:03}" for number in range(7)]
    for size, name in enumerate(names, 1):
        in_pieces.replace_graph(name, numbers(size))
    assert in_pieces.graphs() == tuple(names)
    assert in_pieces.counts() == {name: size for size, name in enumerate(names, 1)}


@pytest.mark.parametrize("node", ["subject", "object"])
def test_blank_nodes_are_refused_before_anything_is_sent(endpoint: EndpointStore, node: str) -> None:
    endpoint.replace_graph(G, numbers(3))
    blank = ox.BlankNode("b")
    triple = ox.Triple(blank, P, S) if node == "subject" else ox.Triple(S, P, blank)
    with pytest.raises(StoreError) as caught:
        endpoint.replace_graph(G, [*numbers(2), triple])
    assert caught.value.code == "store.blank"
    assert len(endpoint) == 3


def test_a_graph_name_that_is_no_iri_is_no_injection(in_pieces: EndpointStore) -> None:
    in_pieces.replace_graph(G, numbers(1))
    with pytest.raises((ValueError, RemissgrafError)):
        in_pieces.remove_graph("urn:x> ; DROP ALL #")
    assert in_pieces.graphs() == (G,)


def answered(body: bytes, kind: str = "application/sparql-results+json", **headers: str) -> EndpointStore:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=body, headers={"content-type": kind, **headers})

    return EndpointStore(Client(read_server("http://127.0.0.1:1/"), transport=httpx.MockTransport(handler)))


def rows_of(store: Store, query: str = "SELECT ?s ?o { ?s ?p ?o }") -> list[tuple[object, ...]]:
    answer = store.query(query)
    assert isinstance(answer, Solutions)
    return [tuple(row) for row in answer]


ROW = {"o": {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#boolean"}}
GOOD = json.dumps({"head": {"vars": ["o", "s"]}, "results": {"bindings": [ROW, {}]}}).encode()


def test_columns_are_the_querys_and_booleans_are_written_out() -> None:
    assert rows_of(answered(GOOD)) == [(None, ox.Literal(True)), (None, None)]


@pytest.mark.parametrize("size", [0, 1, 30, len(GOOD) - 3])
def test_an_answer_that_ends_early_is_an_error(size: int) -> None:
    with pytest.raises(StoreError) as caught:
        rows_of(answered(GOOD[:size]))
    assert caught.value.code == "store.answer"


@pytest.mark.parametrize(
    "body", [b"<html>Welcome</html>", b"\xff\xfe\x00", b"[]", b"{}", b"null", b'{"head":{"vars":["s"]}}']
)
def test_what_is_no_answer_is_an_error(body: bytes) -> None:
    with pytest.raises(StoreError) as caught:
        rows_of(answered(body))
    assert caught.value.code == "store.answer"


def test_an_answer_of_the_wrong_kind_is_an_error() -> None:
    with pytest.raises(StoreError) as caught:
        rows_of(answered(b'{"head":{},"boolean":true}'))
    assert caught.value.code == "store.answer"


@pytest.mark.parametrize("value", ["", "many", "-", "1.5"])
def test_a_count_that_is_no_number_is_an_error(value: str) -> None:
    row = {"g": {"type": "uri", "value": "urn:g"}, "n": {"type": "literal", "value": value}}
    body = json.dumps({"head": {"vars": ["g", "n"]}, "results": {"bindings": [row]}}).encode()
    with pytest.raises(StoreError) as caught:
        answered(body).graphs()
    assert caught.value.code == "store.answer"


def test_quads_that_are_none_are_an_error() -> None:
    row = {name: {"type": "literal", "value": "x"} for name in "spo"}
    body = json.dumps({"head": {"vars": ["s", "p", "o"]}, "results": {"bindings": [row]}}).encode()
    with pytest.raises(StoreError) as caught:
        list(answered(body).quads(G))
    assert caught.value.code == "store.answer"


def test_rows_that_the_server_left_out_are_not_left_out_in_silence() -> None:
    with pytest.raises(QueryError) as caught:
        rows_of(answered(GOOD, **{"x-sparql-maxrows": "2"}))
    assert caught.value.code == "query.cut"


def test_virtuoso_says_when_it_cuts_rows_and_a_graph_is_never_read_in_part(tmp_path: Path) -> None:
    program = servers.find_virtuoso()
    if program is None:
        servers.missing("Virtuoso", "Debian: apt-get install virtuoso-opensource-7")
    assert program is not None
    with (
        servers.virtuoso(program, tmp_path, rows=100) as address,
        Client(read_server(address), DBA) as client,
    ):
        store = EndpointStore(client)
        store.replace_graph(G, numbers(150))
        store.replace_graph(H, numbers(99))
        assert store.counts() == {G: 150, H: 99}
        assert len(list(store.quads(H))) == 99
        with pytest.raises(QueryError) as caught:
            list(store.quads(G))
        assert caught.value.code == "query.cut"


def test_virtuoso_reckons_with_numbers_for_booleans(virtuoso_server: str) -> None:
    # Known of it, and told in docs/stores.md: the reason why a query of the library writes xsd:boolean(…).
    with Client(read_server(virtuoso_server), DBA) as client:
        store = EndpointStore(client)
        assert rows_of(store, "SELECT (1 = 1 AS ?x) {}") == [(ox.Literal(1),)]
        assert rows_of(store, "SELECT (xsd:boolean(1 = 1) AS ?x) {}") == [(ox.Literal(True),)]


def test_the_oracle_fetches_nothing(tmp_path: Path) -> None:
    file = tmp_path / "hemligt.ttl"
    file.write_text("<urn:s> <urn:p> <urn:o> .", encoding="utf-8")
    assert rows_of(RdflibStore(), f"SELECT ?s ?o FROM <{file.as_uri()}> {{ ?s ?p ?o }}") == []
