"""The measures of a network as rows: one for each node, one for each figure of the whole. It computes nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from remissgraf.queries.networks.centrality import CENTRALITIES, positive
from remissgraf.queries.networks.communities import communities
from remissgraf.queries.networks.structure import assortativity, core_periphery

if TYPE_CHECKING:
    Graph = nx.Graph[str]

__all__ = ["Rows", "node_rows", "whole_rows"]

# Names of the columns, and rows of as many values.
Rows = tuple[tuple[str, ...], list[tuple[str | int | float, ...]]]


def node_rows(graph: Graph) -> Rows:
    """label, the centralities, community (from 1) and core ("yes", "no") of each node, strongest first."""
    measured = {name: measure(graph) for name, measure in CENTRALITIES.items()}
    bloc, core = communities(graph).of, core_periphery(graph).nodes
    ordered = sorted(graph, key=lambda node: (-measured["strength"][node], graph.nodes[node]["label"], node))
    rows: list[tuple[str | int | float, ...]] = [
        (
            graph.nodes[node]["label"],
            *(measured[name][node] for name in CENTRALITIES),
            bloc[node],
            "yes" if node in core else "no",
        )
        for node in ordered
    ]
    return ("node", *CENTRALITIES, "community", "core"), rows


def whole_rows(graph: Graph) -> Rows:
    """Figures of the whole network, a row each."""
    kept = positive(graph)
    found, core = communities(graph), core_periphery(graph)
    rows: list[tuple[str | int | float, ...]] = [
        ("nodes", kept.number_of_nodes()),
        ("ties of positive weight", kept.number_of_edges()),
        ("density", float(nx.density(kept))),
        ("parts", nx.number_connected_components(kept) if len(kept) else 0),
        ("communities", len(found.blocs)),
        ("modularity", found.modularity),
        ("stability of the communities", found.stability),
        ("assortativity by type", assortativity(graph)),
        ("core", len(core.nodes)),
        ("fit of core and periphery", core.fit),
    ]
    return ("figure", "value"), rows
