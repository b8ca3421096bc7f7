"""Places of nodes and names."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remissgraf.queries.figures.placing import Box, name_places, node_places

WITHIN = Box(0, 0, 300, 200)


@settings(max_examples=40)
@given(
    nodes=st.lists(st.tuples(st.floats(20, 280), st.floats(20, 180), st.floats(2, 9)), max_size=12),
    sizes=st.lists(st.tuples(st.floats(5, 90), st.floats(6, 25)), min_size=12, max_size=12),
    tied=st.booleans(),
)
def test_names_lie_over_nothing_and_within_the_sheet(
    nodes: list[tuple[float, float, float]], sizes: list[tuple[float, float]], tied: bool
) -> None:
    named = {str(number): node for number, node in enumerate(nodes)}
    wide = dict(zip(named, sizes, strict=False))
    places = name_places(named, wide, list(combinations(named, 2)) if tied else [], WITHIN)
    boxes: list[Box] = []
    for node, (x, y, _) in places.items():
        width, height = wide[node]
        box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        assert box.left >= 0
        assert box.top <= WITHIN.top
        others = [Box(x - r, y - r, x + r, y + r) for x, y, r in nodes] + boxes
        assert not box.meets(np.array(others))
        boxes.append(box)


def test_a_name_stands_where_no_tie_crosses_it() -> None:
    nodes = {"a": (100.0, 100.0, 4.0), "b": (250.0, 100.0, 4.0)}
    (place,) = name_places(nodes, {"a": (40.0, 10.0)}, [("a", "b")], WITHIN).values()
    assert place.x < 100
    assert not place.far


def test_a_name_that_finds_no_room_is_left_out() -> None:
    assert name_places({"a": (150.0, 100.0, 4.0)}, {"a": (400.0, 10.0)}, [], WITHIN) == {}


@pytest.mark.parametrize("number", [0, 1, 2, 90])
def test_nodes_stand_within_the_sheet_and_apart_whatever_their_order(number: int) -> None:
    ring: nx.Graph[str] = nx.relabel_nodes(nx.cycle_graph(number), str)
    ring.add_node("alone")
    turned: nx.Graph[str] = nx.Graph()
    turned.add_nodes_from(reversed(list(ring)))
    turned.add_edges_from((other, one) for one, other in ring.edges())
    places = node_places(ring, 300, 200)
    assert {node: pytest.approx(place) for node, place in node_places(turned, 300, 200).items()} == places
    assert all(0 <= x <= 300 and 0 <= y <= 200 for x, y in places.values())
    points = np.array(list(places.values()))
    apart = [np.hypot(*(one - other)) for one, other in combinations(points, 2)]
    assert min(apart, default=9.0) > 1.0
