"""A discourse network by the names of what is wanted: the one place where kinds and their usual aggregations are named.

It knows which function computes what; the command line and the Python API ask here. It writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from remissgraf.errors import NetworkError
from remissgraf.queries.networks.affiliation import affiliation
from remissgraf.queries.networks.onemode import one_mode

if TYPE_CHECKING:
    import networkx as nx

    from remissgraf.queries.networks.events import Events
    from remissgraf.queries.networks.network import Network

__all__ = ["BOTH", "NETWORKS", "SIDES", "compute", "side_by_side", "usual_aggregation"]

# Actors joined by what they agree on, units joined by who holds them, and both kinds of nodes.
NETWORKS: Final = ("actors", "units", "affiliation")
# What stands for the two sides in one network, and the aggregations that they are.
BOTH: Final = "both"
SIDES: Final = ("congruence", "conflict")


def usual_aggregation(kind: str) -> str:
    """What a tie of that kind of network is made of where nobody says it."""
    return "ignore" if kind == "affiliation" else "congruence"


def compute(
    kind: str,
    events: Events,
    aggregation: str | None = None,
    normalization: str = "no",
    duplicates: str = "document",
    *,
    weights: Sequence[float] | None = None,
    nodes: Events | None = None,
) -> Network:
    """The network of these events. kind: of NETWORKS; aggregation None: the usual one; the others as in projections.

    nodes: events whose holders and units are nodes though nothing of theirs is counted (those of all windows).
    Raises NetworkError "network.option" for a kind that there is not, and where the options do not go together.
    """
    if kind not in NETWORKS:
        raise NetworkError(
            "there is no such network",
            where=kind[:200],
            remedy=f"Networks are {', '.join(NETWORKS)}.",
            code="network.option",
        )
    chosen = aggregation or usual_aggregation(kind)
    turned = nodes if nodes is None or kind != "units" else nodes.turned()
    rows = {row.first for row in turned.rows} if turned else None
    if kind == "affiliation":
        columns = {row.second for row in turned.rows} if turned else None
        return affiliation(
            events, chosen, normalization, duplicates, weights=weights, rows=rows, columns=columns
        )
    counted = events.turned() if kind == "units" else events
    return one_mode(counted, chosen, normalization, duplicates, weights=weights, rows=rows)


def side_by_side(graphs: Sequence[nx.Graph[str]]) -> nx.MultiGraph[str]:
    """Networks of the same nodes in one, their ties parallel, each under its aggregation as key.

    >>> from remissgraf.queries.networks.events import Event, Events
    >>> said = [("A", "x", True), ("B", "x", True), ("A", "y", True), ("B", "y", False)]
    >>> events = Events.of(Event(f"s{n}", *each) for n, each in enumerate(said))
    >>> both = side_by_side([compute("actors", events, side).graph() for side in SIDES])
    >>> list(both.edges(data="polarity", keys=True))
    [('A', 'B', 'congruence', 'positive'), ('A', 'B', 'conflict', 'negative')]
    """
    import networkx as nx

    found: nx.MultiGraph[str] = nx.MultiGraph()
    for graph in graphs:
        found.graph.update(graph.graph)
        found.add_nodes_from(graph.nodes(data=True))
        for one, other, data in graph.edges(data=True):
            found.add_edge(one, other, key=data["aggregation"], **data)
    found.graph["aggregation"] = " ".join(str(graph.graph["aggregation"]) for graph in graphs)
    return found
