"""What the bundled example cannot show, because it has one consultation, is answered alike in every store for the made-up two."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.stores.interface import Store
from remissgraf.queries import library
from remissgraf.queries.run import run

from ..values import rows_by_value
from .elsewhere import KINDS, elsewhere

BASE = "https://example.org/fjord/"
CASES: list[tuple[str, dict[str, str]]] = [
    ("positions-over-time", {}),
    ("positions-over-time", {"actor": "Bergviken", "lang": "en"}),
    ("stances-over-time", {}),
    ("stances-over-time", {"topic": "samverkan", "later": "Fjordstrategin, andra remissen"}),
    ("dividing-topics", {}),
    ("campaigns", {}),
    ("chapters-without-statements", {}),
    ("initiatives-together", {"other": "Fyrnätet"}),
]


@pytest.fixture(scope="module", params=KINDS)
def other(request: pytest.FixtureRequest, two_consultations: OxigraphStore) -> Iterator[Store]:
    # Without the ontology's blank nodes, which a canonical graph never has and a server names anew.
    named = OxigraphStore.memory()
    named.extend(quad for quad in two_consultations.quads() if "_:" not in f"{quad.subject} {quad.object}")
    with elsewhere(request.param, named, BASE, request) as store:
        yield store


@pytest.mark.parametrize(("name", "given"), CASES)
def test_queries_of_two_consultations(
    other: Store, two_consultations: OxigraphStore, name: str, given: dict[str, str]
) -> None:
    wanted = run(two_consultations, library.get(name), given)
    assert wanted.rows
    assert rows_by_value(run(other, library.get(name), given).rows) == rows_by_value(wanted.rows)
