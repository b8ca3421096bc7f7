"""Places of nodes: in the strategy's order, apart from each other, and always the same."""

from __future__ import annotations

from itertools import pairwise

import pytest

from remissgraf.queries.networks.incidence import Incidence
from remissgraf.queries.view.layout import ONE_SIDE, narrow_layout, wide_layout

from ..networks.samples import consultation_rows, large_rows, row


@pytest.fixture(scope="module")
def consultation() -> Incidence:
    return Incidence.from_rows(consultation_rows())


@pytest.fixture(scope="module")
def large() -> Incidence:
    return Incidence.from_rows(large_rows())


@pytest.mark.parametrize("layout", [wide_layout, narrow_layout])
def test_every_node_has_a_place_of_its_own(large: Incidence, layout: object) -> None:
    assert callable(layout)
    spots = layout(large)
    assert set(spots) == {party.id for party in large.parties} | {target.id for target in large.targets}
    assert len({(spot.x, spot.y) for spot in spots.values()}) == len(spots)


def test_chapters_stand_in_the_order_of_the_strategy(consultation: Incidence) -> None:
    spots = wide_layout(consultation)
    heights = [spots[target.id].y for target in consultation.targets]
    assert heights == sorted(heights)


def test_few_actors_face_the_chapters(consultation: Incidence) -> None:
    spots = wide_layout(consultation)
    assert {spots[party.id].side for party in consultation.parties} == {"left"}
    assert {spots[target.id].side for target in consultation.targets} == {"right"}


def test_many_actors_stand_on_both_sides(large: Incidence) -> None:
    assert len(large.parties) > ONE_SIDE
    spots = wide_layout(large)
    sides = [spots[party.id].side for party in large.parties]
    assert sides.count("left") == sides.count("right") == len(large.parties) // 2


def test_an_actor_stands_across_from_what_it_speaks_of() -> None:
    rows = [
        row(
            actor=f"urn:{name}",
            actor_label=name,
            chapter=f"urn:{chapter}",
            chapter_label=chapter,
            statement=name,
        )
        for name, chapter in (("a", "3 sist"), ("b", "1 först"), ("c", "2 mellan"))
    ]
    spots = wide_layout(Incidence.from_rows(rows))
    assert sorted(("a", "b", "c"), key=lambda name: spots[f"urn:{name}"].y) == ["b", "c", "a"]


def test_one_of_each_stands_in_the_middle() -> None:
    assert {spot.y for spot in wide_layout(Incidence.from_rows([row()])).values()} == {0.0}


def test_nothing_has_no_place() -> None:
    assert wide_layout(Incidence.from_rows([])) == {}


def test_communities_stand_apart(large: Incidence) -> None:
    camps = {party.id: number % 5 for number, party in enumerate(large.parties)}
    spots = wide_layout(large, camps)
    rows: dict[tuple[str, int], list[float]] = {}
    for actor, camp in camps.items():
        rows.setdefault((spots[actor].side, camp), []).append(spots[actor].y)
    assert len(rows) == 5
    for side in ("left", "right"):
        extents = sorted((min(ys), max(ys)) for (on, _), ys in rows.items() if on == side)
        for (_, bottom), (top, _) in pairwise(extents):
            assert bottom < top
    assert len({(spot.x, spot.y) for spot in spots.values()}) == len(spots)
