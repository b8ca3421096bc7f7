"""Programs that people already have: SPARQLWrapper, rdflib's SPARQLStore, our own client, curl."""

from __future__ import annotations

import shutil
import subprocess
from importlib import import_module

import pytest
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from remissgraf.graph.stores.client import Client
from remissgraf.graph.stores.endpoint import EndpointStore
from remissgraf.graph.stores.servers import read_server
from remissgraf.graph.workspace.opened import open_workspace
from remissgraf.queries.run import run

from ... import servers
from .conftest import Server

QUERY = "SELECT ?label { ?s a rg:Chapter ; skos:prefLabel ?label } ORDER BY ?label"
FULL = f"PREFIX rg: <https://w3id.org/remissgraf/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> {QUERY}"


@pytest.fixture(scope="module")
def expected(server: Server) -> list[str]:
    rows = run(open_workspace(server.workspace).store, QUERY).rows
    assert len(rows) > 5
    return [getattr(label, "value", "") for (label,) in rows]


@pytest.mark.parametrize("method", ["GET", "POST", "direct"])
def test_sparqlwrapper(server: Server, expected: list[str], method: str) -> None:
    wrapper = import_module("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(server.endpoint)
    client.setQuery(FULL)
    client.setReturnFormat(wrapper.JSON)
    client.setMethod("GET" if method == "GET" else "POST")
    if method == "direct":
        client.setRequestMethod(wrapper.POSTDIRECTLY)
    found = client.queryAndConvert()
    assert [row["label"]["value"] for row in found["results"]["bindings"]] == expected


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflibs_store(server: Server, expected: list[str], method: str) -> None:
    graph = Graph(SPARQLStore(server.endpoint, method=method))
    assert [str(row[0]) for row in graph.query(FULL)] == expected  # type: ignore[index]  # it is a SELECT


def test_our_own_client_for_servers(server: Server, expected: list[str]) -> None:
    with Client(read_server(server.origin, kind="virtuoso", update="", graphs=""), None) as client:
        rows = run(EndpointStore(client), QUERY).rows
    assert [getattr(label, "value", "") for (label,) in rows] == expected


def test_curl(server: Server, expected: list[str]) -> None:
    program = shutil.which("curl")
    if program is None:
        servers.missing("curl", "Debian: apt-get install curl")
    assert program is not None
    command = [
        program,
        "--silent",
        "--fail",
        "-H",
        "Accept: text/csv",
        "--data-urlencode",
        f"query={QUERY}",
        server.endpoint,
    ]
    found = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", timeout=60).stdout
    assert [line.strip('"') for line in found.splitlines()[1:]] == expected
