"""Measures against a second computation or what must hold of them; the examples computed by hand stand in their docstrings."""

from __future__ import annotations

import random
import sys
from itertools import combinations, product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remissgraf.errors import NetworkError
from remissgraf.queries.networks.affiliation import affiliation
from remissgraf.queries.networks.backbone import heaviest_units, influence, nested_backbone, unit_losses
from remissgraf.queries.networks.centrality import CENTRALITIES, eigenvector, positive
from remissgraf.queries.networks.communities import METHODS, adjusted_rand, communities, modularity
from remissgraf.queries.networks.duplicates import once
from remissgraf.queries.networks.events import Event, Events
from remissgraf.queries.networks.onemode import one_mode
from remissgraf.queries.networks.polarization import Polarization, polarization, standing
from remissgraf.queries.networks.structure import assortativity, core_periphery, disparity_filter
from remissgraf.queries.networks.summary import bloc_rows, node_rows, standing_rows, unit_rows, whole_rows

from .oracle import events_on


@st.composite
def graphs(draw: st.DrawFn, most: int = 6) -> nx.Graph[str]:
    """Small weighted graphs with a type for each node."""
    names = "abcdefgh"[: draw(st.integers(1, most))]
    graph: nx.Graph[str] = nx.Graph()
    for name in names:
        graph.add_node(name, type=draw(st.sampled_from(["K", "F"])), label=name)
    for one, other in combinations(names, 2):
        if weight := draw(st.sampled_from([0.0, 0.0, 0.5, 1.0, 3.0])):
            graph.add_edge(one, other, weight=weight)
    return graph


@settings(max_examples=25)
@given(graphs())
def test_every_centrality_names_every_node_and_knows_no_order(graph: nx.Graph[str]) -> None:
    turned: nx.Graph[str] = nx.Graph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from((other, one, data) for one, other, data in graph.edges(data=True))
    for measure in CENTRALITIES.values():
        assert set(measure(graph)) == set(graph)
        assert measure(turned) == pytest.approx(measure(graph))
    assert communities(turned) == communities(graph)
    assert core_periphery(turned) == core_periphery(graph)


@settings(max_examples=60)
@given(graphs(most=8))
def test_ways_and_triangles_are_those_of_networkx(graph: nx.Graph[str]) -> None:
    """With lengths whose sums are exact: networkx takes ways that differ in the last bit for different ones."""
    for _, _, data in graph.edges(data=True):
        data["weight"] = min(data["weight"], 2.0)
    kept = positive(graph)
    named = (
        CENTRALITIES["betweenness"](graph),
        CENTRALITIES["closeness"](graph),
        CENTRALITIES["clustering"](graph),
    )
    assert named[0] == pytest.approx(nx.betweenness_centrality(kept, weight="length"))
    assert named[1] == pytest.approx(nx.closeness_centrality(kept, distance="length"))
    assert named[2] == pytest.approx(nx.clustering(kept, list(kept), weight="weight"))


def test_ways_of_the_same_length_share_what_lies_between() -> None:
    # Two steps of 1/3 and 1/6 are as long as the tie of 1/2, though not to the last bit.
    graph = nx.Graph([("a", "b", {"weight": 3.0}), ("b", "c", {"weight": 6.0}), ("a", "c", {"weight": 2.0})])
    assert CENTRALITIES["betweenness"](graph) == pytest.approx({"a": 0.0, "b": 0.5, "c": 0.0})


@settings(max_examples=25)
@given(graphs().filter(nx.is_connected))
def test_the_eigenvector_is_that_of_the_largest_eigenvalue(graph: nx.Graph[str]) -> None:
    found = np.array(list(eigenvector(graph).values()))
    weights = nx.to_numpy_array(graph)
    np.testing.assert_allclose(weights @ found, np.linalg.eigvalsh(weights)[-1] * found, atol=1e-6)


@settings(max_examples=25)
@given(graphs())
def test_the_core_is_the_best_of_all_splits(graph: nx.Graph[str]) -> None:
    def wrong(core: frozenset[str]) -> int:
        inside = sum(not graph.has_edge(one, other) for one, other in combinations(sorted(core), 2))
        return inside + sum(not {one, other} & core for one, other in graph.edges)

    splits = (frozenset(some) for size in range(len(graph) + 1) for some in combinations(graph, size))
    assert wrong(core_periphery(graph).nodes) == min(map(wrong, splits))


@settings(max_examples=25)
@given(graphs())
def test_assortativity_is_that_of_networkx_where_all_ties_are_alike(graph: nx.Graph[str]) -> None:
    for _, _, data in graph.edges(data=True):
        data["weight"] = 1.0
    kinds = {graph.nodes[node]["type"] for edge in graph.edges for node in edge}
    if len(kinds) == 2:
        assert assortativity(graph) == pytest.approx(nx.attribute_assortativity_coefficient(graph, "type"))
    else:
        assert assortativity(graph) == 0.0


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=25)
@given(graph=graphs())
def test_communities_divide_all_nodes_and_have_the_modularity_they_say(
    method: str, graph: nx.Graph[str]
) -> None:
    found = communities(graph, seeds=(1, 2, 3), method=method)
    assert sorted(node for bloc in found.blocs for node in bloc) == sorted(graph)
    assert found.modularity == pytest.approx(modularity(graph, found.blocs))
    assert found.stability <= 1
    assert communities(graph, seeds=(1, 2, 3), method=method) == found


def test_ways_to_find_communities_that_are_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    tie: nx.Graph[str] = nx.Graph([("a", "b")])
    monkeypatch.setitem(sys.modules, "graspologic_native", None)
    for method, code in (("leiden", "network.leiden"), ("guess", "network.option")):
        with pytest.raises(NetworkError) as caught:
            communities(tie, method=method)
        assert caught.value.code == code


def test_what_a_debate_hangs_on() -> None:
    said = [("A", "x", True), ("B", "x", True), ("C", "x", False), ("A", "y", True), ("B", "y", True)]
    events = Events.of(Event(f"s{number}", *each, each[0]) for number, each in enumerate(said))
    _, (agreement, _) = standing_rows(events)
    # A–B agree on x and y, each is against C on x: 2 of 4. Without C there is agreement alone, without A conflict alone.
    assert agreement == ("share of agreement", 0.5, 0.5, "A", 0.5, "C")
    assert [row[0] for row in unit_rows(events, "congruence", "no", "document")[1]] == ["x", "y"]
    found = polarization(events)
    assert bloc_rows(events, found)[1] == [(1, 2, "A; B"), (2, 1, "C")]
    many = Polarization((frozenset(map(str, range(10, 60))),), 1.0, 0.0)
    ((_, number, names),) = bloc_rows(events, many)[1]
    assert number == 50
    assert str(names).startswith("10; 11; ")
    assert str(names).endswith("; …")
    graph = one_mode(events, duplicates="document").graph(statements=False)
    columns, rows = node_rows(graph, communities(graph), found)
    assert [(row[0], dict(zip(columns, row, strict=True))["bloc"]) for row in rows] == [
        ("A", 1),
        ("B", 1),
        ("C", 2),
    ]
    assert standing_rows(events, blocs=3)[1][1][0] == "fit of 3 blocs"
    assert standing_rows(Events.of([]))[1][0] == ("share of agreement", "–", 0.0, "", 0.0, "")


def test_figures_of_ties_are_not_told_where_there_are_none() -> None:
    rows = [Event("s1", "A", "x", True), Event("s2", "B", "y", True)]
    graph = one_mode(Events.of(rows)).graph(statements=False)
    figures = {str(name): value for name, value in whole_rows(graph, communities(graph))[1]}
    assert figures["nodes"] == 2
    assert {name for name, value in figures.items() if value == "–"} == {
        "modularity",
        "stability of the communities",
        "assortativity by type",
        "fit of core and periphery",
    }
    against = Events.of([Event("s1", "A", "x", True), Event("s2", "B", "x", False)])
    assert [row[1] for row in standing_rows(against)[1]] == [0.0, 1.0]
    assert [row[1] for row in standing_rows(Events.of(rows))[1]] == ["–", "–"]


def test_negative_ties_join_nobody() -> None:
    graph = nx.Graph([("a", "b", {"weight": -2.0}), ("b", "c", {"weight": 1.0})])
    assert [sorted(bloc) for bloc in communities(graph).blocs] == [["b", "c"], ["a"]]


def test_ties_against_each_other_stand_out_by_their_size() -> None:
    weights = {("a", "b"): -8.0, ("a", "c"): 1.0, ("a", "d"): -1.0, ("e", "f"): 9.0}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((*ends, {"weight": weight}) for ends, weight in weights.items())
    # (1 − 0.8)² = 0.04; the only tie of e and f has nothing to stand out from.
    assert list(disparity_filter(graph).edges(data="weight")) == [("a", "b", -8.0)]
    assert len(disparity_filter(graph, 0.9).edges) == 3


@given(st.lists(st.integers(0, 2), min_size=2, max_size=8))
def test_a_partition_is_like_itself_whatever_its_blocs_are_called(places: list[int]) -> None:
    blocs = [[str(node) for node, place in enumerate(places) if place == bloc] for bloc in range(3)]
    assert adjusted_rand(blocs, reversed(blocs)) == pytest.approx(1.0)


@settings(max_examples=25)
@given(events_on("boolean", most=14))
def test_two_blocs_are_the_best_of_all_splits(events: Events) -> None:
    agree, against = (
        one_mode(events, kind, duplicates="document").dense() for kind in ("congruence", "conflict")
    )
    total = agree.sum() + against.sum()
    found = polarization(events)
    if not total:
        assert found.blocs == ()
        return
    best = 0.0
    for ends in product([False, True], repeat=len(agree)):
        same = np.equal.outer(ends, ends)
        best = max(best, float((agree * same + against * ~same).sum()) / total)
    assert found.fit == pytest.approx(best)
    assert 0 <= found.gain <= found.fit <= 1 + 1e-12


def test_more_blocs_never_fit_worse_and_none_is_refused() -> None:
    said = [(holder, "x", number % 2 == 0) for number, holder in enumerate("ABCD")] + [
        ("A", "y", True),
        ("C", "y", False),
    ]
    events = Events.of(Event(f"s{number}", *each, each[0]) for number, each in enumerate(said))
    fits = [polarization(events, blocs).fit for blocs in (1, 2, 3)]
    assert fits == sorted(fits)
    # A and C agree on x and not on y: of 7 ties one cannot fit. In one bloc the five of conflict do not.
    assert fits == pytest.approx([2 / 7, 6 / 7, 6 / 7])
    with pytest.raises(NetworkError):
        polarization(events, 0)


@settings(max_examples=40)
@given(events=events_on("boolean", most=20), blocs=st.integers(2, 3))
def test_without_each_figures_are_those_of_the_debate_without_it(events: Events, blocs: int) -> None:
    share, fit = standing(events, blocs)
    kept = once(events, "document", qualifier=True)
    assert fit.value == polarization(events, blocs).fit
    assert fit.without == pytest.approx(
        {
            holder: fit.value + change
            for holder, change in influence(kept, lambda some: polarization(some, blocs).fit).items()
        }
    )

    def agreement(some: Events) -> float:
        agree, against = (float(one_mode(some, kind).matrix.sum()) for kind in ("congruence", "conflict"))
        return agree / (agree + against) if agree + against else 0.0

    assert share.value == pytest.approx(agreement(kept))
    changes = influence(kept, agreement)
    assert share.without == pytest.approx({holder: share.value + changes[holder] for holder in changes})


def test_the_fit_of_small_debates_is_the_best_of_all_splits_with_all_and_without_each() -> None:
    chance = random.Random(5)
    for _ in range(15):
        said = [(chance.choice("ABCDEFG"), chance.choice("vwxyz"), chance.random() < 0.55) for _ in range(25)]
        events = Events.of(Event(f"s{number}", *each, f"d{number}") for number, each in enumerate(said))

        def best(some: Events) -> float:
            agree, against = (one_mode(some, kind).dense() for kind in ("congruence", "conflict"))
            total = float((agree + against).sum())
            fits = [0.0]
            for ends in product((0, 1), repeat=len(agree)):
                same = np.equal.outer(ends, ends)
                fits.append(float((agree * same + against * ~same).sum()) / total if total else 0.0)
            return max(fits)

        _, fit = standing(events)
        assert fit.value == pytest.approx(best(events))
        changes = influence(events, best)
        assert fit.without == pytest.approx({holder: fit.value + changes[holder] for holder in changes})


@settings(max_examples=40)
@given(
    events=events_on("boolean", most=25),
    most=st.integers(1, 3),
    divisor=st.sampled_from(["no", "average", "jaccard", "true-cosine"]),
)
def test_the_heaviest_units_are_those_of_the_largest_losses(events: Events, most: int, divisor: str) -> None:
    every = unit_losses(events, normalization=divisor)
    found = heaviest_units(events, most, normalization=divisor)
    assert found == pytest.approx({unit: every[unit] for unit in found})
    assert len(found) >= min(most, len(every))
    least = min(found.values(), default=0.0)
    assert all(loss <= least + 1e-6 for unit, loss in every.items() if unit not in found)


@settings(max_examples=15)
@given(events_on("boolean", most=12))
def test_the_backbone_goes_from_the_least_loss_to_the_whole(events: Events) -> None:
    losses = unit_losses(events)
    order = nested_backbone(events)
    assert {unit for unit, _ in order} == set(losses)
    if order:
        assert order[0][1] == pytest.approx(min(losses.values()))
        matrix = one_mode(events, duplicates="document").dense()
        assert order[-1][1] == pytest.approx(np.abs(np.linalg.eigvalsh(matrix)).sum())


def test_on_whom_a_figure_hangs() -> None:
    said = [("A", "x", True), ("B", "x", True), ("C", "x", False)]
    events = Events.of(Event(f"s{number}", *each) for number, each in enumerate(said))
    found = influence(events, lambda some: polarization(some).fit)
    assert found == pytest.approx({"A": 0.0, "B": 0.0, "C": 0.0})
    assert influence(events, lambda some: float(affiliation(some).matrix.sum()))["A"] == -1.0


def test_the_summary_has_a_row_a_node_and_an_empty_network_has_figures() -> None:
    graph = nx.Graph([("a", "b", {"weight": 2.0})])
    nx.set_node_attributes(graph, {"a": "Åsbro", "b": "Berg"}, "label")
    columns, rows = node_rows(graph, communities(graph))
    assert [row[0] for row in rows] == ["Berg", "Åsbro"]
    assert all(len(row) == len(columns) for row in rows)
    empty: nx.Graph[str] = nx.Graph()
    assert node_rows(empty, communities(empty))[1] == []
    assert whole_rows(empty, communities(empty))[1][0] == ("nodes", 0)
