"""The shape of a network as a whole: assortativity, core and periphery, and the ties that stand out. It knows networkx graphs alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from remissgraf.errors import NetworkError
from remissgraf.queries.networks.centrality import positive, ties

if TYPE_CHECKING:
    Graph = nx.Graph[str]

__all__ = ["Core", "assortativity", "core_periphery", "disparity_filter", "refuse_names"]


@dataclass(frozen=True, slots=True)
class Core:
    """nodes: the core. fit: share of the pairs that are as the ideal has them, 0–1 (pairs of core and periphery are not asked for)."""

    nodes: frozenset[str]
    fit: float


def assortativity(graph: Graph, attribute: str = "type") -> float:
    """Whether ties join nodes of one kind: 1 only those, 0 as chance has it, below 0 rather others. By weight; 0 where there is one kind.

    r = (Σ_t e_tt − Σ_t a_t²) / (1 − Σ_t a_t²), e_tt the share of weight within kind t, a_t that of the ends at t. Newman (2003), Mixing
    patterns in networks, Physical Review E 67. Weight 3 within kind K and 1 from K to F: e_KK = 3/4, a_K = 7/8, a_F = 1/8:

    >>> graph = nx.Graph([("a", "b", {"weight": 3.0}), ("a", "c", {"weight": 1.0})])
    >>> nx.set_node_attributes(graph, {"a": "K", "b": "K", "c": "F"}, "type")
    >>> round(assortativity(graph), 4)  # (48/64 − 50/64) / (14/64)
    -0.1429
    """
    kept = positive(graph)
    within, ends, total = 0.0, defaultdict[str, float](float), 0.0
    for one, other, weight in ties(kept):
        kinds = [str(kept.nodes[node].get(attribute, "")) for node in (one, other)]
        within += weight * (kinds[0] == kinds[1])
        total += weight
        for kind in kinds:
            ends[kind] += weight / 2
    if not total:
        return 0.0
    chance = sum((end / total) ** 2 for end in ends.values())
    return 0.0 if len(ends) < 2 else (within / total - chance) / (1 - chance)


def core_periphery(graph: Graph) -> Core:
    """The split in a core, all tied to each other, and a periphery without ties of its own, that fits best. Exact, whatever the weights.

    Ideal: Borgatti & Everett (2000), Models of core/periphery structures, Social Networks 21; found by degree after Lip (2011), A fast
    algorithm for the discrete core/periphery bipartitioning problem (arXiv 1102.5511). Of equal splits the smallest core. a and b tied
    to each other and to one point each: no pair is wrong:

    >>> core = core_periphery(nx.Graph([("a", "b"), ("a", "c"), ("b", "d")]))
    >>> sorted(core.nodes), core.fit
    (['a', 'b'], 1.0)
    """
    kept = positive(graph)
    ordered = sorted(kept, key=lambda node: (-kept.degree(node), node))
    inside: set[str] = set()
    # Wrong are the pairs of the core without a tie and those of the periphery with one.
    wrong = best_wrong = kept.number_of_edges()
    best = 0
    for size, node in enumerate(ordered, 1):
        tied_in = sum(1 for other in kept[node] if other in inside)
        # The pairs with the core that lack a tie become wrong; ties to the periphery no longer are.
        wrong += (size - 1 - tied_in) - (kept.degree(node) - tied_in)
        inside.add(node)
        if wrong < best_wrong:
            best, best_wrong = size, wrong
    asked = best * (best - 1) // 2 + (len(ordered) - best) * (len(ordered) - best - 1) // 2
    return Core(frozenset(ordered[:best]), 1 - best_wrong / asked if asked else 1.0)


def refuse_names(graph: Graph) -> None:
    """Raises NetworkError "network.option" for a network of "combine", whose weights are names of sides and no amounts."""
    if graph.graph.get("aggregation") == "combine":
        raise NetworkError(
            "the weights of combine name sides and cannot be measured",
            remedy="Measure ignore or subtract.",
            code="network.option",
        )


def disparity_filter(graph: Graph, alpha: float = 0.05) -> Graph:
    """The ties that are heavier than chance would share out a node's strength, at either of their ends, and all nodes.

    A tie of weight w at a node of k ties and strength s is kept where (1 − w / s)^(k − 1) < alpha; a node of one tie has no say. Ties
    below 0 count by their size and keep their sign. Raises as `refuse_names`.
    Serrano, Boguñá & Vespignani (2009), Extracting the multiscale backbone of complex weighted networks, PNAS 106. At a node with ties of
    weight 8, 1 and 1: (1 − 0.8)² = 0.04 and (1 − 0.1)² = 0.81:

    >>> graph = nx.Graph([("a", "b", {"weight": 8.0}), ("a", "c", {"weight": 1.0}), ("a", "d", {"weight": 1.0})])
    >>> list(disparity_filter(graph).edges())
    [('a', 'b')]
    """
    refuse_names(graph)
    sizes = [(one, other, abs(float(data.get("weight", 1.0)))) for one, other, data in graph.edges(data=True)]
    degrees, strengths = Counter[str](), defaultdict[str, float](float)
    for one, other, weight in sizes:
        for node in (one, other):
            degrees[node] += weight > 0
            strengths[node] += weight

    def stands_out(node: str, weight: float) -> bool:
        return (
            weight > 0 and degrees[node] > 1 and (1 - weight / strengths[node]) ** (degrees[node] - 1) < alpha
        )

    backbone: Graph = nx.Graph(**graph.graph)
    backbone.add_nodes_from(graph.nodes(data=True))
    backbone.add_edges_from(
        (one, other, graph.edges[one, other])
        for one, other, weight in sizes
        if stands_out(one, weight) or stands_out(other, weight)
    )
    return backbone
