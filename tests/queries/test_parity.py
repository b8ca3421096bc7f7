"""The same canonical data gives the same answers, by value, to every library query in every store."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from remissgraf.graph.stores.client import Client, Login
from remissgraf.graph.stores.endpoint import EndpointStore
from remissgraf.graph.stores.interface import Store
from remissgraf.graph.stores.oracle import RdflibStore
from remissgraf.graph.stores.publish import publish
from remissgraf.graph.stores.servers import read_server
from remissgraf.graph.workspace.opened import Opened
from remissgraf.queries import library
from remissgraf.queries.run import run

from ..values import rows_by_value

# A value of each type, or of a parameter of that name, that the bundled example holds.
SAMPLES = {
    "link": "rg:aboutTopic",
    "quality": "rg:targetScope",
    "actor": "Norrviks kommun",
    "actor-type": "kommun",
    "matter": "A",
    "chapter": "A",
    "topic": "kompetensförsörjning",
    "initiative": "Stockholm Business Alliance",
    "action": "Clarify",
    "consultation": "lsx-2025",
    "boolean": "true",
    "decimal": "0.8",
    "lang": "en",
    "kind": "initiative",
    "response": "responses/01_norrviks-kommun.md",
}
# Where one value of the type does not do.
OWN_SAMPLES = {
    ("supports-and-opposes", "supports"): "E: en samlad förteckning",
    ("supports-and-opposes", "opposes"): "A: besked",
    ("supports-and-opposes", "actor"): "Fackförbundet Laboratorieanställda",
}
# Every query with each of its parameters, and with none but the language, which is not the usual one there.
CASES = [
    (name, parameter.name if parameter else None)
    for name in library.names()
    for parameter in (
        None,
        *(entry for entry in library.get(name).parameters if not entry.required and entry.type != "lang"),
    )
]


def given(opened: Opened, name: str, parameter: str | None) -> dict[str, str]:
    """A value for the parameter, and for those that the query must have."""
    found = {}
    for entry in library.get(name).parameters:
        wanted = entry.name == parameter or (entry.type == "lang" and parameter is None)
        if not entry.required and not wanted:
            continue
        if entry.name == "statement":
            (row,) = run(opened.store, "SELECT ?x { ?x a rg:Statement } ORDER BY ?x LIMIT 1").dicts()
            found[entry.name] = row["x"]
        else:
            own = OWN_SAMPLES.get((name, entry.name))
            found[entry.name] = own or SAMPLES.get(entry.name) or SAMPLES[entry.type]
    return found


@pytest.fixture(scope="module", params=["rdflib", "oxigraph", "virtuoso"])
def other(request: pytest.FixtureRequest, opened_example: Opened) -> Iterator[Store]:
    """Another store with the example's graphs; the servers are loaded as `remissgraf build --store` does it."""
    source = opened_example.store
    if request.param == "rdflib":
        store = RdflibStore()
        for graph in source.graphs():
            store.replace_graph(graph, (quad.triple for quad in source.quads(graph)))
        yield store
        return
    address = request.getfixturevalue(f"{request.param}_server")
    login = Login("dba", "dba") if request.param == "virtuoso" else None
    with Client(read_server(address), login) as client:
        endpoint = EndpointStore(client)
        for graph in endpoint.graphs():
            endpoint.remove_graph(graph)
        report = publish(source, endpoint, opened_example.config.base)
        assert (report.triples, dict(report.lost)) == (len(source), {})
        yield endpoint


@pytest.mark.parametrize(("name", "parameter"), CASES)
def test_every_query_is_answered_alike(
    other: Store, opened_example: Opened, name: str, parameter: str | None
) -> None:
    query = library.get(name)
    wanted = run(opened_example.store, query, given(opened_example, name, parameter))
    answer = run(other, query, given(opened_example, name, parameter))
    assert answer.columns == wanted.columns
    assert rows_by_value(answer.rows) == rows_by_value(wanted.rows)


def test_the_cases_find_something(opened_example: Opened) -> None:
    @cache
    def rows(name: str, parameter: str | None) -> int:
        return len(run(opened_example.store, library.get(name), given(opened_example, name, parameter)).rows)

    empty = {(name, parameter) for name, parameter in CASES if not rows(name, parameter)}
    # In the example every chapter has its statements, no text was sent by many, and there is one consultation.
    assert {name for name, _ in empty} <= {
        "chapters-without-statements",
        "campaigns",
        "positions-over-time",
        "stances-over-time",
        "report-unread",
    }
