"""What `network actors --measures` computes of hundreds of actors who are tied almost all to all, part by part, beside networkx.

python benchmarks/measures.py [ACTORS CLAIMS STATEMENTS]

Claims are of very different popularity, and a third of the actors is against most of them. CPU time; the last line is the ratio of
betweenness, closeness and clustering as networkx computes them, of which the largest difference is printed, and as we do. Ways of equal
length are found equal with a tolerance here and to the last bit there, so that betweenness may differ a little.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from typing import TypeVar

import networkx as nx

from remissgraf.queries.networks.centrality import CENTRALITIES, positive
from remissgraf.queries.networks.communities import communities
from remissgraf.queries.networks.events import Event, Events
from remissgraf.queries.networks.onemode import one_mode
from remissgraf.queries.networks.polarization import polarization
from remissgraf.queries.networks.summary import standing_rows, unit_rows

SEED = 4
T = TypeVar("T")


def debate(actors: int, claims: int, statements: int) -> Events:
    chance = random.Random(SEED)
    return Events.of(
        Event(
            f"s{number}",
            f"a{number % actors}",
            f"c{min(int(chance.expovariate(6 / claims)), claims - 1)}",
            chance.random() < (0.8 if number % actors % 3 else 0.4),
            f"d{number % actors}",
        )
        for number in range(statements)
    )


def timed(name: str, compute: Callable[[], T]) -> tuple[float, T]:
    begun = time.process_time()
    found = compute()
    took = time.process_time() - begun
    print(f"{name}: {took:.2f} s")
    return took, found


def _clustering(graph: nx.Graph[str]) -> dict[str, float]:
    found = nx.clustering(graph, list(graph), weight="weight")
    assert isinstance(found, dict)
    return found


def main() -> None:
    actors, claims, statements = (int(number) for number in sys.argv[1:] or (300, 100, 4500))
    events = debate(actors, claims, statements)
    graph = one_mode(events, "congruence", "no", "document").graph(statements=False)
    print(f"{len(graph)} actors, {graph.number_of_edges()} ties")
    slow = ("betweenness", "closeness", "clustering")
    ours = {name: timed(name, lambda name=name: CENTRALITIES[name](graph)) for name in slow}  # type: ignore[misc]
    timed("communities", lambda: communities(graph))
    timed("blocs", lambda: polarization(events))
    timed("without each respondent", lambda: standing_rows(events))
    timed("units that carry the network", lambda: unit_rows(events, "congruence", "no", "document"))
    kept = positive(graph)
    theirs: dict[str, tuple[float, dict[str, float]]] = {
        "betweenness": timed(
            "betweenness, networkx", lambda: nx.betweenness_centrality(kept, weight="length")
        ),
        "closeness": timed("closeness, networkx", lambda: nx.closeness_centrality(kept, distance="length")),
        "clustering": timed("clustering, networkx", lambda: _clustering(kept)),
    }
    for name in slow:
        apart = max(abs(ours[name][1][node] - theirs[name][1][node]) for node in graph)
        print(f"{name}: at most {apart:.1e} apart")
    ratio = sum(took for took, _ in theirs.values()) / sum(took for took, _ in ours.values())
    print(f"ratio: {ratio:.1f}")


if __name__ == "__main__":
    main()
