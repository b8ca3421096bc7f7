from __future__ import annotations

import pytest

from remissgraf.errors import StoreError
from remissgraf.graph.stores.servers import find_server, kinds, read_server


@pytest.mark.parametrize(
    ("address", "query", "update", "graphs"),
    [
        ("http://h:7878", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("oxigraph+http://h/a/", "http://h/a/query", "http://h/a/update", "http://h/a/store"),
        ("fuseki+https://h/ds", "https://h/ds/query", "https://h/ds/update", "https://h/ds/data"),
        (
            "graphdb+https://h/repositories/r",
            "https://h/repositories/r",
            "https://h/repositories/r/statements",
            "https://h/repositories/r/rdf-graphs/service",
        ),
        ("stardog+https://h/db", "https://h/db/query", "https://h/db/update", "https://h/db"),
        (
            "neptune+https://h:8182",
            "https://h:8182/sparql",
            "https://h:8182/sparql",
            "https://h:8182/sparql/gsp/",
        ),
        ("qlever+http://h:7001", "http://h:7001", "http://h:7001", "http://h:7001"),
        (
            "virtuoso+http://h:8890/",
            "http://h:8890/sparql",
            "http://h:8890/sparql-auth",
            "http://h:8890/sparql-graph-crud-auth",
        ),
    ],
)
def test_each_kind_has_its_addresses(address: str, query: str, update: str, graphs: str) -> None:
    server = read_server(address)
    assert (server.query, server.update, server.graphs) == (query, update, graphs)


def test_every_kind_can_be_read() -> None:
    assert {read_server("https://h/", kind=kind).kind for kind in kinds()} == set(kinds())


def test_endpoints_elsewhere_are_named() -> None:
    server = read_server("https://h/", query="https://q/x", update="https://u/y", graphs="")
    assert (server.query, server.query_login, server.update, server.graphs) == (
        "https://q/x",
        "https://q/x",
        "https://u/y",
        None,
    )


@pytest.mark.parametrize(
    "address",
    [
        "",
        "h:7878",
        "ftp://h/",
        "file:///etc/passwd",
        "http:///path",
        "http://h:port/",
        "http://h:99999/",
        "http://h/?x=1",
        "http://h/#x",
        "http://h/a b",
        "http://h/\n",
        "nothing+http://h/",
        "http://[::1/",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(StoreError) as caught:
        read_server(address)
    assert caught.value.code == "store.address"
    assert caught.value.remedy


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(StoreError) as caught:
        read_server("https://anna:hemligt@h/")
    assert "hemligt" not in str(caught.value)
    assert "REMISSGRAF_STORE_PASSWORD" in str(caught.value)


def test_a_server_is_found_by_its_name_or_address() -> None:
    known = {"main": read_server("https://h/")}
    assert find_server("main", known) is known["main"]
    assert find_server("http://other/", known).url == "http://other/"
    with pytest.raises(StoreError, match="it names main") as caught:
        find_server("mian", known)
    assert caught.value.code == "store.unknown"


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/", True),
        ("http://localhost:1/", True),
        ("http://127.0.0.1:1/", True),
        ("http://[::1]:1/", True),
        ("http://example.org/", False),
        ("http://127.0.0.1.example.org/", False),
    ],
)
def test_where_a_password_may_go(address: str, safe: bool) -> None:
    assert read_server(address).is_safe is safe
