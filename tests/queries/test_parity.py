"""The same canonical data gives the same answers, by value, to every library query in every store."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from remissgraf.graph.stores.interface import Store
from remissgraf.graph.workspace.opened import Opened
from remissgraf.queries import library
from remissgraf.queries.run import run

from ..values import rows_by_value
from .elsewhere import KINDS, elsewhere

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
# What compares two consultations finds nothing in one: test_parity_of_two.py has two.
OF_TWO = {"positions-over-time", "stances-over-time"}
# Every query with each of its parameters, and with none but the language, which is not the usual one there.
CASES = [
    (name, parameter.name if parameter else None)
    for name in library.names()
    if name not in OF_TWO
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


@pytest.fixture(scope="module", params=KINDS)
def other(request: pytest.FixtureRequest, opened_example: Opened) -> Iterator[Store]:
    with elsewhere(request.param, opened_example.store, opened_example.config.base, request) as store:
        yield store


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
    # In the example every chapter has its statements, and no text was sent by many.
    assert {name for name, _ in empty} <= {
        "chapters-without-statements",
        "campaigns",
        "report-unread",
    }
