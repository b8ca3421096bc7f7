"""The matrix page as text: rows, columns, positions and the order by likeness."""

from __future__ import annotations

import pytest

from remissgraf.graph.workspace.opened import Opened
from remissgraf.queries.networks.incidence import WHOLE, Incidence
from remissgraf.queries.ties import actor_unit
from remissgraf.queries.view.matrix import alike, matrix_page
from remissgraf.queries.view.render import render_matrix

from ..networks.samples import consultation_rows, large_rows, row
from .pages import HOSTILE, check_self_contained, data_of


def said(actor: str, chapter: str, stance: str) -> dict[str, str]:
    return row(
        actor=f"urn:{actor}",
        actor_label=actor,
        chapter=f"urn:{chapter}",
        chapter_label=chapter,
        stance_class=stance,
        statement=f"urn:{actor}-{chapter}-{stance}",
    )


def test_every_tie_is_in_a_cell() -> None:
    incidence = Incidence.from_rows(consultation_rows())
    page = matrix_page(incidence, title="x")
    check_self_contained(page)
    data = data_of(page)
    behind = [number for edge in data["edges"] for number in edge["statements"]]
    assert len(behind) == len(incidence.ties)
    assert len(data["statements"]) == incidence.statements
    assert matrix_page(Incidence.from_rows(reversed(consultation_rows())), title="x") == page


def test_those_who_say_the_same_stand_together() -> None:
    rows = [
        said(actor, chapter, stance)
        for actor, stance in (
            ("a", "Approves"),
            ("b", "Rejects"),
            ("c", "Welcomes"),
            ("d", "Questions"),
            ("e", "Concurs"),
        )
        for chapter in ("1", "2")
    ]
    order = alike(Incidence.from_rows(rows))
    assert sorted(order) == [0, 1, 2, 3, 4]
    together = {frozenset("ace"), frozenset("bd")}
    ranked = [name for _, name in sorted(zip(order, "abcde", strict=True))]
    assert {frozenset(ranked[:3]), frozenset(ranked[3:])} == together or {
        frozenset(ranked[:2]),
        frozenset(ranked[2:]),
    } == together


@pytest.mark.parametrize("actors", [0, 1, 2, 300])
def test_any_number_of_rows_has_an_order(actors: int) -> None:
    incidence = (
        Incidence.from_rows(large_rows(actors=actors, ties=4 * actors)) if actors else Incidence.from_rows([])
    )
    assert sorted(alike(incidence)) == list(range(len(incidence.parties)))


def test_positions_and_the_silent_are_told() -> None:
    incidence = Incidence.from_rows([said("a", "1", "Approves"), row(chapter="", statement="urn:2")])
    positions = {
        ("urn:a", "urn:1"): "tillstyrker",
        ("urn:tyst", WHOLE): "har inte svarat",
        ("https://example.org/actor/a", WHOLE): "avstår",
    }
    silent = [("urn:tyst", "Tysta kommunen"), ("urn:a", "a")]
    data = data_of(matrix_page(incidence, title="x", positions=positions, silent=silent))
    assert data["silent"] == [{"name": "Tysta kommunen", "position": "har inte svarat"}]
    assert sorted(data["positions"].values()) == ["avstår", "tillstyrker"]
    assert list(data["whole"].values()) == ["avstår"]


@pytest.mark.parametrize("unit", ["chapter", "topic", "initiative"])
def test_the_example_by_every_unit(opened_example: Opened, unit: str) -> None:
    data = data_of(render_matrix(opened_example, by=unit, lang="en"))
    incidence = actor_unit(opened_example.store, unit, "en")
    assert len(incidence.targets) > 5
    names = {str(node["name"]) for node in data["nodes"] if node["kind"] == "chapter"}
    assert len(names) == len(incidence.targets)
    assert ("The whole strategy" in names) == (unit == "chapter")
    assert len(data["statements"]) == incidence.statements
    named = {number for record in data["statements"] for number in record.get("i", [])}
    assert named == set(range(len(data["initiatives"])))


def test_hostile_words_stay_words() -> None:
    fields = ("actor_label", "actor_type", "chapter_label", "stance_label", "quote", "source")
    incidence = Incidence.from_rows([row(**dict.fromkeys(fields, HOSTILE))])
    named = {"https://example.org/statement/1": ((HOSTILE, HOSTILE),)}
    positions = {("https://example.org/actor/a", WHOLE): HOSTILE}
    page = matrix_page(
        incidence, title=HOSTILE, positions=positions, silent=[(HOSTILE, HOSTILE)], initiatives=named
    )
    check_self_contained(page)
    assert data_of(page)["initiatives"][0]["name"] == HOSTILE


def test_a_large_matrix_stays_small() -> None:
    rows = large_rows(ties=6000)
    assert len(matrix_page(Incidence.from_rows(rows), title="x").encode()) <= 1_500_000 + 1_000 * len(rows)
