"""The two-mode network: actors and chapters, joined where an actor takes a stance on a chapter.

Later projections stand beside it, one function an idea, each from an Incidence to a networkx graph. It knows no file format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from remissgraf.queries.networks.incidence import Incidence, Tie

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["two_mode"]


def two_mode(incidence: Incidence) -> nx.MultiGraph[str]:
    """Actor × chapter, with one edge for each actor, chapter and stance class, so that parallel edges tell stances apart.

    Nodes are IRIs (incidence.WHOLE for the whole strategy), actors first, with kind ("actor" or "chapter"), label, type (labels of
    the actor's types joined by "; ", "" for chapters) and bipartite (0 actor, 1 chapter). An edge's key is the stance class; it has
    weight (number of statements), stance_class, stance_label, polarity and statements (their IRIs, in the order of the ties).
    """
    import networkx as nx

    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for party in incidence.parties:
        graph.add_node(party.id, kind="actor", label=party.label, type="; ".join(party.types), bipartite=0)
    for target in incidence.targets:
        graph.add_node(target.id, kind="chapter", label=target.label, type="", bipartite=1)
    bundles: dict[tuple[str, str, str], list[Tie]] = {}
    for tie in incidence.ties:
        bundles.setdefault((tie.actor, tie.chapter, tie.stance_class), []).append(tie)
    for (actor, chapter, stance), ties in bundles.items():
        graph.add_edge(
            actor,
            chapter,
            key=stance,
            weight=len(ties),
            stance_class=stance,
            stance_label=incidence.stance_labels[stance],
            polarity=ties[0].polarity,
            statements=tuple(tie.statement for tie in ties),
        )
    return graph
