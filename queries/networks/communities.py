"""Communities of a network, how clear they are, and how far they hang on chance. It knows networkx graphs alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Final

import networkx as nx

from remissgraf.errors import NetworkError
from remissgraf.queries.networks.centrality import positive, ties

if TYPE_CHECKING:
    Graph = nx.Graph[str]

__all__ = ["METHODS", "Communities", "adjusted_rand", "communities", "modularity"]


@dataclass(frozen=True, slots=True)
class Communities:
    """blocs: the communities, largest first, of the run with the highest modularity. stability: mean adjusted Rand index of all pairs of
    runs: 1 where chance has no say, near 0 where the runs have nothing in common."""

    blocs: tuple[frozenset[str], ...]
    modularity: float
    stability: float

    @property
    def of(self) -> Mapping[str, int]:
        """Node → number of its community, from 1."""
        return {node: number for number, bloc in enumerate(self.blocs, 1) for node in bloc}


def communities(
    graph: Graph,
    seeds: Sequence[int] = tuple(range(10)),
    resolution: float = 1.0,
    method: str = "louvain",
) -> Communities:
    """Communities of the positive ties, a run a seed; a node without ties is a community of its own.

    method: of METHODS. "louvain": Blondel et al. (2008), Fast unfolding of communities in large networks, Journal of Statistical Mechanics
    P10008. "leiden": Traag, Waltman & van Eck (2019), From Louvain to Leiden: guaranteeing well-connected communities, Scientific Reports
    9. Both look for the highest modularity. Raises NetworkError "network.option" for another method, "network.leiden" where the library
    for Leiden is not installed.

    >>> ties = [("a", "b"), ("b", "c"), ("a", "c"), ("d", "e"), ("e", "f"), ("d", "f"), ("c", "d")]
    >>> found = communities(nx.Graph(ties))
    >>> [sorted(bloc) for bloc in found.blocs], round(found.modularity, 4), found.stability
    ([['a', 'b', 'c'], ['d', 'e', 'f']], 0.3571, 1.0)
    """
    if method not in METHODS:
        raise NetworkError(
            f"{method!r} is no way to find communities",
            remedy=f"There are {', '.join(METHODS)}.",
            code="network.option",
        )
    kept = positive(graph)
    if not kept.number_of_edges():
        return Communities(tuple(frozenset([node]) for node in sorted(kept)), 0.0, 1.0)
    # The order of nodes has a say in a run; only the seed shall.
    ordered: Graph = nx.Graph()
    ordered.add_nodes_from(sorted(kept))
    ordered.add_weighted_edges_from(
        sorted((min(one, other), max(one, other), weight) for one, other, weight in ties(kept))
    )
    runs = [METHODS[method](ordered, resolution, seed) for seed in seeds]
    values = [modularity(ordered, run, resolution) for run in runs]
    best = max(range(len(runs)), key=values.__getitem__)
    pairs = [adjusted_rand(one, other) for one, other in combinations(runs, 2)]
    blocs = sorted(runs[best], key=lambda bloc: (-len(bloc), min(bloc)))
    return Communities(tuple(blocs), values[best], sum(pairs) / len(pairs) if pairs else 1.0)


def _louvain(graph: Graph, resolution: float, seed: int) -> list[frozenset[str]]:
    found = nx.community.louvain_communities(graph, resolution=resolution, seed=seed)
    return [frozenset(bloc) for bloc in found]


def _leiden(graph: Graph, resolution: float, seed: int) -> list[frozenset[str]]:
    try:
        from graspologic_native import leiden
    except ImportError as failure:
        raise NetworkError(
            "the library for Leiden communities is not installed",
            remedy='Install it with: pip install "remissgraf[leiden]", or choose louvain.',
            code="network.leiden",
        ) from failure
    found: dict[str, int]
    _, found = leiden(ties(graph), resolution=resolution, seed=seed)
    blocs: dict[int, set[str]] = {}
    for node, bloc in found.items():
        blocs.setdefault(bloc, set()).add(node)
    # The library knows the ends of ties alone.
    alone = [frozenset([node]) for node in graph if node not in found]
    return [*map(frozenset, blocs.values()), *alone]


METHODS: Final[Mapping[str, Callable[[Graph, float, int], list[frozenset[str]]]]] = {
    "louvain": _louvain,
    "leiden": _leiden,
}


def modularity(graph: Graph, blocs: Iterable[Iterable[str]], resolution: float = 1.0) -> float:
    """Share of the weight within the blocs beyond what the strengths of the nodes lead to expect: Σ_c (w_c / m − γ (s_c / 2m)²).

    Newman (2004), Analysis of weighted networks, Physical Review E 70. Two triangles with a tie between them: 2 · (3/7 − (7/14)²):

    >>> ties = [("a", "b"), ("b", "c"), ("a", "c"), ("d", "e"), ("e", "f"), ("d", "f"), ("c", "d")]
    >>> round(modularity(nx.Graph(ties), ["abc", "def"]), 4)
    0.3571
    """
    kept = positive(graph)
    if not kept.number_of_edges():
        return 0.0
    return float(
        nx.community.modularity(kept, [set(bloc) for bloc in blocs], weight="weight", resolution=resolution)
    )


def adjusted_rand(one: Iterable[Iterable[str]], other: Iterable[Iterable[str]]) -> float:
    """How alike two partitions of the same nodes are: 1 the same, 0 as alike as chance makes them.

    Hubert & Arabie (1985), Comparing partitions, Journal of Classification 2. ab|cd and abc|d share the pair ab; expected are
    2 · 3 / 6 = 1, at most (2 + 3) / 2 = 2.5: (1 − 1) / (2.5 − 1):

    >>> adjusted_rand(["ab", "cd"], ["abc", "d"]), adjusted_rand(["ab", "cd"], ["cd", "ab"])
    (0.0, 1.0)
    """
    first = {node: number for number, bloc in enumerate(one) for node in bloc}
    second = {node: number for number, bloc in enumerate(other) for node in bloc}
    shared = _pairs(Counter((first[node], second[node]) for node in first))
    pairs_first, pairs_second = _pairs(Counter(first.values())), _pairs(Counter(second.values()))
    every = comb(len(first), 2)
    expected = pairs_first * pairs_second / every if every else 0.0
    most = (pairs_first + pairs_second) / 2
    return 1.0 if most == expected else (shared - expected) / (most - expected)


def _pairs(sizes: Mapping[object, int]) -> int:
    return sum(comb(size, 2) for size in sizes.values())
