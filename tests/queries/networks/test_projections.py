"""One-mode and two-mode networks against the formulas in plain loops, and what must hold of any of them."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remissgraf.errors import NetworkError
from remissgraf.queries.networks import affiliation as two
from remissgraf.queries.networks import cells as counting
from remissgraf.queries.networks import onemode as one
from remissgraf.queries.networks.affiliation import affiliation
from remissgraf.queries.networks.duplicates import DUPLICATES
from remissgraf.queries.networks.events import Event, Events, Scale
from remissgraf.queries.networks.network import Network
from remissgraf.queries.networks.onemode import one_mode

from .oracle import SCALES, dated_events_on, events_on, slow_affiliation, slow_once, slow_one_mode

ONE = [(kind, divisor) for kind in one.AGGREGATIONS for divisor in one.NORMALIZATIONS]
TWO = [(kind, divisor) for kind in two.AFFILIATIONS for divisor in two.NORMALIZATIONS]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize(("aggregation", "normalization"), ONE)
@settings(max_examples=8)
@given(data=st.data())
def test_one_mode_is_what_the_formula_gives(
    scale: str, aggregation: str, normalization: str, data: st.DataObject
) -> None:
    events = data.draw(events_on(scale))
    holders, raw, weights = slow_one_mode(events, aggregation, normalization)
    network = one_mode(events, aggregation, normalization)
    assert list(network.rows) == holders
    shape = (len(holders), len(holders))
    np.testing.assert_allclose(network.raw.toarray(), np.reshape(raw, shape), atol=1e-12)
    np.testing.assert_allclose(network.dense(), np.reshape(weights, shape), atol=1e-12)


@pytest.mark.parametrize("scale", ["boolean", "integer"])
@pytest.mark.parametrize(("aggregation", "normalization"), TWO)
@settings(max_examples=8)
@given(data=st.data())
def test_two_mode_is_what_the_formula_gives(
    scale: str, aggregation: str, normalization: str, data: st.DataObject
) -> None:
    events = data.draw(events_on(scale).filter(lambda drawn: bool(drawn.rows)))
    expected = slow_affiliation(events, aggregation, normalization)
    np.testing.assert_allclose(affiliation(events, aggregation, normalization).dense(), expected, atol=1e-12)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("duplicates", DUPLICATES)
@settings(max_examples=3)
@given(data=st.data())
def test_every_place_of_the_grid_is_what_the_formulas_give(
    scale: str, duplicates: str, data: st.DataObject
) -> None:
    """All aggregations and normalizations of both modes, with each way to count duplicates, on dated statements."""
    events = data.draw(dated_events_on(scale).filter(lambda drawn: bool(drawn.rows)))
    holders, units = {row.first for row in events.rows}, {row.second for row in events.rows}
    for aggregation, normalization in ONE:
        counted = events if aggregation == "ignore" else events.committed()
        kept = slow_once(counted, duplicates, qualifier=aggregation != "ignore")
        names, _, expected = slow_one_mode(kept, aggregation, normalization, holders)
        network = one_mode(events, aggregation, normalization, duplicates)
        assert list(network.rows) == names
        np.testing.assert_allclose(network.dense(), expected, atol=1e-12)
    for aggregation, normalization in TWO if scale != "nominal" else TWO[:3]:
        counted = events if aggregation == "ignore" else events.committed()
        kept = slow_once(counted, duplicates, qualifier=aggregation != "ignore")
        cells = affiliation(events, aggregation, normalization, duplicates)
        assert (set(cells.rows), set(cells.columns)) == (holders, units)
        rows, columns = sorted({row.first for row in kept.rows}), sorted({row.second for row in kept.rows})
        inner = np.array([[cells.weight(row, column) for column in columns] for row in rows])
        expected = slow_affiliation(kept, aggregation, normalization)
        np.testing.assert_allclose(inner, np.reshape(expected, inner.shape), atol=1e-12)
        assert cells.matrix.nnz == np.count_nonzero(inner)


def sum_behind(network: Network, a: str, b: str) -> float:
    return sum(part.weight for part in network.behind(a, b))


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("duplicates", ["include", "document"])
@settings(max_examples=12)
@given(data=st.data())
def test_an_edge_weighs_the_sum_of_the_statements_it_lists(
    scale: str, duplicates: str, data: st.DataObject
) -> None:
    events = data.draw(events_on(scale))
    known = {row.statement for row in events.rows}
    networks = [one_mode(events, kind, duplicates=duplicates) for kind in one.AGGREGATIONS]
    networks += [
        affiliation(events, kind, duplicates=duplicates)
        for kind in (two.AFFILIATIONS if scale != "nominal" else ("ignore",))
    ]
    for network in networks:
        for row in network.rows:
            for column in network.columns:
                assert sum_behind(network, row, column) == pytest.approx(network.weight(row, column))
                assert {s for part in network.behind(row, column) for s in part.statements} <= known


@settings(max_examples=30)
@given(events=events_on("boolean", empty=False), normalization=st.sampled_from(one.NORMALIZATIONS[:4]))
def test_congruence_and_conflict_are_all_there_is_of_a_yes_or_no(events: Events, normalization: str) -> None:
    ignore, congruence, conflict = (
        one_mode(events, kind, normalization).dense() for kind in ("ignore", "congruence", "conflict")
    )
    np.testing.assert_allclose(congruence + conflict, ignore)


@pytest.mark.parametrize("scale", SCALES)
@settings(max_examples=20)
@given(data=st.data(), seed=st.integers(0, 99))
def test_symmetric_with_an_empty_diagonal_and_without_regard_to_order(
    scale: str, data: st.DataObject, seed: int
) -> None:
    events = data.draw(events_on(scale))
    aggregation = data.draw(st.sampled_from(list(one.AGGREGATIONS)))
    normalization = data.draw(st.sampled_from(one.NORMALIZATIONS))
    duplicates = data.draw(st.sampled_from(DUPLICATES))
    network = one_mode(events, aggregation, normalization, duplicates).dense()
    np.testing.assert_allclose(network, network.T)
    assert not network.diagonal().any()
    shuffled = list(events.rows)
    random.Random(seed).shuffle(shuffled)
    again = one_mode(Events.of(shuffled, events.scale), aggregation, normalization, duplicates).dense()
    np.testing.assert_array_equal(network, again)


@pytest.mark.parametrize("aggregation", ["ignore", "congruence", "conflict"])
@settings(max_examples=20)
@given(events=events_on("boolean"))
def test_the_wider_duplicates_are_dropped_the_less_is_left(aggregation: str, events: Events) -> None:
    weights = [
        one_mode(events, aggregation, duplicates=within).dense()
        for within in ("include", "document", "range")
    ]
    assert (weights[0] >= weights[1]).all()
    assert (weights[1] >= weights[2]).all()


@settings(max_examples=20)
@given(events=events_on("integer"))
def test_the_dense_way_and_the_sparse_way_give_the_same(events: Events) -> None:
    usual = one_mode(events, "congruence").dense()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_DENSE_CELLS", 0)
        sparse = one_mode(events, "congruence").dense()
        patch.setattr(counting, "_DENSE_CELLS", 1 << 25)
        patch.setattr(counting, "_DENSE_GAIN", 10**9)
        dense = one_mode(events, "congruence").dense()
    np.testing.assert_allclose(usual, sparse)
    np.testing.assert_allclose(usual, dense)


def test_the_range_is_that_of_the_scale_and_not_of_what_is_seen() -> None:
    rows = [Event("s1", "A", "x", 0), Event("s2", "B", "x", 1)]
    wide = one_mode(Events.of(rows, Scale("integer", 0, 4)), "conflict")
    narrow = one_mode(Events.of(rows, Scale("integer", 0, 1)), "conflict")
    assert (wide.weight("A", "B"), narrow.weight("A", "B")) == (0.25, 1.0)


def test_who_commits_to_nothing_is_a_node_without_edges_and_speaks_only_under_ignore() -> None:
    events = Events.of(
        [Event("s1", "A", "x", True), Event("s2", "B", "x", None), Event("s3", "C", "x", True)]
    )
    assert list(one_mode(events, "congruence").edges()) == [("A", "C", 1.0)]
    assert one_mode(events, "congruence").rows == ("A", "B", "C")
    assert len(list(one_mode(events, "ignore").edges())) == 3


def test_units_are_joined_by_turning_the_events() -> None:
    said = [("A", "x", True), ("A", "y", True), ("B", "x", True), ("B", "y", False)]
    events = Events.of(Event(f"s{number}", *each) for number, each in enumerate(said))
    network = one_mode(events.turned(), "subtract")
    assert network.rows == ("x", "y")
    assert network.weight("x", "y") == 0.0
    assert [part.weight for part in network.behind("x", "y")] == [1.0, -1.0]


def test_rolling_up_holders_counts_a_joint_statement_once() -> None:
    events = Events.of(
        [Event("s1", "A", "x", True), Event("s1", "B", "x", True), Event("s2", "C", "x", True)]
    )
    rolled = events.mapped(first={"A": ["kommun"], "B": ["kommun"]})
    assert affiliation(rolled).weight("kommun", "x") == 1.0
    assert one_mode(rolled).weight("C", "kommun") == 1.0
    assert affiliation(events.mapped(second={"x": ["p", "q"]})).columns == ("p", "q")


def test_a_graph_has_labels_and_statements_on_every_edge() -> None:
    attributes = {"A": {"label": "Åsbro", "kind": "actor", "type": "Kommun"}, "x": {"label": "förslag 5.2"}}
    events = Events.of([Event("s1", "A", "x", True), Event("s2", "B", "x", True)], attributes=attributes)
    graph = one_mode(events).graph()
    assert graph.nodes["A"] == {
        "kind": "actor",
        "label": "Åsbro",
        "type": "Kommun",
        "bipartite": 0,
        "frequency": 1,
    }
    assert graph.edges["A", "B"] == {
        "weight": 1.0,
        "aggregation": "congruence",
        "polarity": "positive",
        "units": ("förslag 5.2",),
        "statements": ("s1", "s2"),
    }
    assert "statements" not in one_mode(events).graph(statements=False).edges["A", "B"]
    both = affiliation(events, "subtract").graph()
    assert {node: data["bipartite"] for node, data in both.nodes(data=True)} == {"A": 0, "B": 0, "x": 1}


def test_texts_are_combined_by_their_places_on_the_scale() -> None:
    said = [("A", "bygga"), ("A", "riva"), ("B", "riva"), ("B", "riva"), ("C", "vänta"), ("D", None)]
    scale = Scale("nominal", values=("bygga", "riva", "vänta"))
    events = Events.of((Event(f"s{n}", who, "x", side) for n, (who, side) in enumerate(said)), scale)
    network = affiliation(events, "combine")
    assert network.dense().ravel().tolist() == [6.0, 2.0, 1.0, 0.0]
    assert [part.weight for part in network.behind("A", "x")] == [4.0, 2.0]


def test_sides_are_told_whatever_a_combined_tie_is_divided_by() -> None:
    said = [("A", "x", True), ("A", "y", False), ("B", "x", True), ("B", "x", False)]
    events = Events.of(Event(f"s{n}", *each) for n, each in enumerate(said))
    for normalization in two.NORMALIZATIONS:
        graph = affiliation(events, "combine", normalization).graph()
        found = {(one, other): data["polarity"] for one, other, data in graph.edges(data=True)}
        assert found == {("A", "x"): "positive", ("A", "y"): "negative", ("B", "x"): "neutral"}


def test_no_events_are_an_empty_network() -> None:
    assert one_mode(Events.of([])).graph().number_of_nodes() == 0
    assert affiliation(Events.of([]), "combine", "prominence").dense().shape == (0, 0)


def test_what_is_not_known_or_does_not_fit_is_said() -> None:
    events = Events.of([Event("s1", "A", "x", True)])
    nominal = Events.of([Event("s1", "A", "x", "bygga")], Scale("nominal"))
    wide = Events.of([Event("s1", "A", "x", 7)], Scale("integer", 0, 100))
    for attempt, code in (
        (lambda: one_mode(events, "combine"), "network.option"),
        (lambda: one_mode(events, normalization="activity"), "network.option"),
        (lambda: one_mode(events, duplicates="decade"), "network.option"),
        (lambda: one_mode(events, duplicates="year", weights=[1.0]), "network.option"),
        (lambda: affiliation(events, "congruence"), "network.option"),
        (lambda: affiliation(events, "combine", weights=[1.0]), "network.option"),
        (lambda: affiliation(nominal, "subtract"), "network.scale"),
        (lambda: affiliation(nominal, "combine"), "network.scale"),
        (lambda: Events.of(nominal.rows, Scale("nominal", values=("riva",))), "network.scale"),
        (lambda: affiliation(wide, "combine"), "network.scale"),
        (lambda: Scale("integer", 2, 1), "network.scale"),
        (lambda: Events.of([Event("s1", "A", "x", 3)]), "network.scale"),
        (lambda: one_mode(events).weight("A", "B"), "network.node"),
        (lambda: affiliation(Events.of([Event("s", "A", "A")])).graph(), "network.node"),
    ):
        with pytest.raises(NetworkError) as caught:
            attempt()
        assert caught.value.code == code
