"""How central each node is: degree, strength, betweenness, closeness, eigenvector, clustering. It knows networkx graphs alone.

Ways and triangles are computed with matrices: hundreds of actors of a consultation are tied almost all to all, and edge by edge that takes
minutes. Edges of a weight above 0 count, so that a signed network is measured by its positive ties. A tie's length is 1 / weight (Newman
2001, Scientific collaboration networks II, Physical Review E 64): the more agreement, the nearer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import networkx as nx
import numpy as np

from remissgraf.queries.networks.cells import Floats, Sparse, product

if TYPE_CHECKING:
    Graph = nx.Graph[str]

__all__ = [
    "CENTRALITIES",
    "betweenness",
    "closeness",
    "clustering",
    "degree",
    "eigenvector",
    "positive",
    "strength",
    "ties",
]

_ROUNDS: Final = 10_000
_STILL: Final = 1e-13
# Ways whose lengths differ by less, as a share, are equally long: 1/3 + 1/6 is 1/2.
_EQUAL: Final = 1e-9


def ties(graph: Graph) -> list[tuple[str, str, float]]:
    """The ties of a weight above 0 with their weights; 1 where none is given."""
    return [
        (one, other, float(data.get("weight", 1.0)))
        for one, other, data in graph.edges(data=True)
        if data.get("weight", 1.0) > 0
    ]


def positive(graph: Graph) -> Graph:
    """The ties of a weight above 0, with `length` 1 / weight; all nodes."""
    kept: Graph = nx.Graph()
    kept.add_nodes_from(graph.nodes(data=True))
    kept.add_edges_from(
        (one, other, {"weight": weight, "length": 1 / weight}) for one, other, weight in ties(graph)
    )
    return kept


def degree(graph: Graph) -> dict[str, float]:
    """Number of ties. Freeman (1979), Centrality in social networks: conceptual clarification, Social Networks 1.

    >>> graph = nx.Graph([("a", "b", {"weight": 3.0}), ("a", "c", {"weight": 0.5}), ("b", "c", {"weight": -1.0})])
    >>> degree(graph)
    {'a': 2.0, 'b': 1.0, 'c': 1.0}
    """
    return {node: float(number) for node, number in positive(graph).degree()}


def strength(graph: Graph) -> dict[str, float]:
    """Sum of the weights. Barrat et al. (2004), The architecture of complex weighted networks, PNAS 101.

    >>> strength(nx.Graph([("a", "b", {"weight": 3.0}), ("a", "c", {"weight": 0.5})]))
    {'a': 3.5, 'b': 3.0, 'c': 0.5}
    """
    return {node: float(total) for node, total in positive(graph).degree(weight="weight")}


def betweenness(graph: Graph) -> dict[str, float]:
    """Share of the shortest paths between others that pass through the node, 0–1.

    Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40; computed after Brandes (2001). Here the way from
    a to c over b is 1/2 + 1/2 = 1 long, the direct one 1/0.5 = 2:

    >>> graph = nx.Graph([("a", "b", {"weight": 2.0}), ("b", "c", {"weight": 2.0}), ("a", "c", {"weight": 0.5})])
    >>> betweenness(graph)
    {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    nodes, lengths, distances = _ways(graph)
    between = np.zeros(len(nodes))
    for source in range(len(nodes)):
        between += _dependency(lengths, distances[source], source)
    pairs = (len(nodes) - 1) * (len(nodes) - 2)
    return _named(nodes, between / pairs if pairs > 0 else between)


def _dependency(lengths: Sparse, distances: Floats, source: int) -> Floats:
    """Σ over the others of the share of the shortest ways from the source to them that pass through each node (Brandes 2001)."""
    from scipy import sparse

    ends = lengths.tocoo()
    one, other = ends.coords
    # What cannot be reached is on no way.
    with np.errstate(invalid="ignore"):
        over = distances[one] + ends.data - distances[other]
        on = np.abs(over) <= _EQUAL * distances[other]
    steps = sparse.csr_array((np.ones(int(on.sum())), (other[on], one[on])), shape=lengths.shape)
    ways: Floats = np.zeros(len(distances))
    ways[source] = 1.0
    further: Floats = ways
    while further.any():
        further = np.asarray(steps @ further)
        ways = ways + further
    back = steps.T.tocsr()
    further = np.divide(1.0, ways, out=np.zeros_like(ways), where=ways > 0)
    passed = np.zeros_like(ways)
    while further.any():
        further = np.asarray(back @ further)
        passed += further
    dependency = ways * passed
    dependency[source] = 0.0
    return dependency


def _ways(graph: Graph) -> tuple[list[str], Sparse, Floats]:
    """The nodes, the lengths of the ties both ways, and the lengths of the shortest ways, inf where there is none; shape (nodes, nodes)."""
    from scipy.sparse.csgraph import shortest_path

    nodes, weights = _weights(graph)
    lengths = weights.copy()
    lengths.data = 1 / lengths.data
    return nodes, lengths, np.asarray(shortest_path(lengths, directed=False) if nodes else np.zeros((0, 0)))


def _weights(graph: Graph) -> tuple[list[str], Sparse]:
    """The nodes and the positive weights; shape (nodes, nodes)."""
    from scipy import sparse

    kept = positive(graph)
    nodes = list(kept)
    if not nodes:
        return nodes, sparse.csr_array((0, 0))
    return nodes, nx.to_scipy_sparse_array(
        kept, nodes, weight="weight", dtype=np.dtype(np.float64), format="csr"
    )


def _named(nodes: Sequence[str], values: Floats) -> dict[str, float]:
    return dict(zip(nodes, map(float, values), strict=True))


def closeness(graph: Graph) -> dict[str, float]:
    """One over the mean distance to the nodes within reach, times the share of nodes within reach.

    Freeman (1979), for networks in several parts after Wasserman & Faust (1994), Social Network Analysis, p. 201. Here d is out of
    reach; a reaches 2 of 3 others at distances 1 and 2: (2 / 3) · (2 / 3):

    >>> graph = nx.Graph([("a", "b", {"weight": 1.0}), ("b", "c", {"weight": 1.0})])
    >>> graph.add_node("d")
    >>> {node: round(value, 3) for node, value in closeness(graph).items()}
    {'a': 0.444, 'b': 0.667, 'c': 0.444, 'd': 0.0}
    """
    nodes, _, distances = _ways(graph)
    near = np.isfinite(distances)
    reached = near.sum(axis=1) - 1.0
    total = np.where(near, distances, 0.0).sum(axis=1)
    mean = np.divide(reached, total, out=np.zeros(len(nodes)), where=total > 0)
    return _named(nodes, mean * reached / max(len(nodes) - 1, 1))


def eigenvector(graph: Graph) -> dict[str, float]:
    """Central is who is tied to those who are: the leading eigenvector of the weights, of length 1.

    Bonacich (1972), Factoring and weighting approaches to status scores, Journal of Mathematical Sociology 2; by power iteration on the
    weights plus identity from equal values, which settles in two-mode networks and those in several parts, too. Of a star with four
    points the centre has √½ and each point √⅛:

    >>> star = nx.Graph([("centre", name, {"weight": 1.0}) for name in "abcd"])
    >>> {node: round(value, 3) for node, value in eigenvector(star).items()}
    {'centre': 0.707, 'a': 0.354, 'b': 0.354, 'c': 0.354, 'd': 0.354}
    """
    nodes, weights = _weights(graph)
    if not nodes:
        return {}
    scale = max(float(weights.sum(axis=1).max()), _STILL)
    values = np.full(len(nodes), 1 / np.sqrt(len(nodes)))
    for _ in range(_ROUNDS):
        following = values + weights @ values / scale
        following /= np.linalg.norm(following)
        settled = float(np.abs(following - values).max()) < _STILL
        values = following
        if settled:
            break
    return _named(nodes, values)


def clustering(graph: Graph) -> dict[str, float]:
    """How closely a node's neighbours are tied to each other, 0–1, by the geometric mean of each triangle's weights over the largest.

    Onnela et al. (2005), Intensity and coherence of motifs in weighted complex networks, Physical Review E 71. A triangle of weights
    1, 1 and 1/8 (the largest is 1) gives ∛(1/8) = 1/2 to each of the three:

    >>> graph = nx.Graph([("a", "b", {"weight": 1.0}), ("b", "c", {"weight": 1.0}), ("a", "c", {"weight": 0.125})])
    >>> {node: round(value, 3) for node, value in clustering(graph).items()}
    {'a': 0.5, 'b': 0.5, 'c': 0.5}
    """
    nodes, weights = _weights(graph)
    roots = weights.copy()
    roots.data = np.cbrt(weights.data / max(weights.data, default=1.0))
    # Twice the triangles at each node, by their intensity.
    around = np.asarray(product(roots, roots).multiply(roots).sum(axis=1), dtype=np.float64).ravel()
    tied = np.diff(weights.indptr).astype(np.float64)
    pairs = tied * (tied - 1)
    return _named(nodes, np.divide(around, pairs, out=np.zeros(len(nodes)), where=pairs > 0))


CENTRALITIES: Final[Mapping[str, Callable[[Graph], dict[str, float]]]] = {
    "degree": degree,
    "strength": strength,
    "betweenness": betweenness,
    "closeness": closeness,
    "eigenvector": eigenvector,
    "clustering": clustering,
}
