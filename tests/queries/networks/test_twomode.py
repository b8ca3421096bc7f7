"""The actor × chapter network."""

from __future__ import annotations

from remissgraf.queries.networks.incidence import WHOLE, Incidence
from remissgraf.queries.networks.twomode import two_mode

from .samples import consultation_rows, row


def test_parallel_edges_tell_stances_apart_and_weigh_their_statements() -> None:
    rows = [
        row(statement="urn:s1"),
        row(statement="urn:s2", start="5"),
        row(statement="urn:s3", stance_class="Rejects"),
    ]
    graph = two_mode(Incidence.from_rows(rows))
    actor, chapter = "https://example.org/actor/a", "https://example.org/chapter/1"
    assert graph.number_of_edges(actor, chapter) == 2
    assert graph.edges[actor, chapter, "Approves"] == {
        "weight": 2,
        "stance_class": "Approves",
        "stance_label": "tillstyrker",
        "polarity": "positive",
        "statements": ("urn:s2", "urn:s1"),
    }
    assert graph.edges[actor, chapter, "Rejects"]["weight"] == 1


def test_nodes_know_what_they_are() -> None:
    graph = two_mode(
        Incidence.from_rows([row(actor_type="Region"), row(), row(chapter="", chapter_label="Planen")])
    )
    assert graph.nodes["https://example.org/actor/a"] == {
        "kind": "actor",
        "label": "Åsbro kommun",
        "type": "Kommun; Region",
        "bipartite": 0,
    }
    assert graph.nodes[WHOLE]["label"] == "Planen"
    assert graph.nodes[WHOLE]["bipartite"] == 1


def test_all_ties_are_in_the_edges() -> None:
    incidence = Incidence.from_rows(consultation_rows())
    graph = two_mode(incidence)
    assert sum(data["weight"] for _, _, data in graph.edges(data=True)) == len(incidence.ties)
    listed = {statement for _, _, data in graph.edges(data=True) for statement in data["statements"]}
    assert len(listed) == incidence.statements
    assert graph.number_of_nodes() == 12 + 16
