"""Which actors belong together: communities of those who take the same side on the same chapters, found once and kept.

What is kept holds no names: numbers in the order of the actors' IRIs, under a hash of the ties that they follow from. It knows no page.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from remissgraf.atomic import write_atomic
from remissgraf.errors import WorkspaceError
from remissgraf.queries.networks.incidence import Incidence

__all__ = ["find_communities", "kept_communities"]

# Louvain with so many seeds; the best of them stands.
_SEEDS: Final = (0, 1, 2)
_VERSION: Final = 1


def find_communities(incidence: Incidence) -> Mapping[str, int]:
    """Actor → number of its community, from 0, the largest first.

    Actors and (chapter, polarity) are nodes, a tie weighs its number of statements; neutral statements take no side and count a quarter.
    """
    import networkx as nx

    from remissgraf.queries.networks.communities import communities

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(party.id for party in incidence.parties)
    for tie in incidence.ties:
        side = f"{tie.chapter} {tie.polarity}"
        weight = 0.25 if tie.polarity == "neutral" else 1.0
        if graph.has_edge(tie.actor, side):
            graph[tie.actor][side]["weight"] += weight
        else:
            graph.add_edge(tie.actor, side, weight=weight)
    found = communities(graph, _SEEDS)
    actors = {party.id for party in incidence.parties}
    blocs = sorted(
        (members for bloc in found.blocs if (members := actors & bloc)),
        key=lambda bloc: (-len(bloc), min(bloc)),
    )
    return {actor: number for number, bloc in enumerate(blocs) for actor in bloc}


def kept_communities(incidence: Incidence, folder: Path) -> Mapping[str, int]:
    """The same, from `folder` where they were found before and nothing has changed; else found, and kept there where that can be."""
    actors = sorted(party.id for party in incidence.parties)
    ties = sorted(f"{tie.actor} {tie.chapter} {tie.polarity}" for tie in incidence.ties)
    name = hashlib.sha256(
        "\n".join([str(_VERSION), *actors, *ties]).encode("utf-8", "surrogatepass")
    ).hexdigest()
    path = folder / "communities.json"
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        numbers = kept["communities"] if kept["of"] == name else []
    except (OSError, ValueError, KeyError, TypeError):
        # Not there, or damaged: found anew.
        numbers = []
    if len(numbers) == len(actors) and all(isinstance(number, int) for number in numbers):
        return dict(zip(actors, numbers, strict=True))
    found = find_communities(incidence)
    data = json.dumps({"of": name, "communities": [found[actor] for actor in actors]})
    try:
        folder.mkdir(exist_ok=True)
        write_atomic(path, data.encode("utf-8"), error=WorkspaceError, durable=False)
    except (OSError, WorkspaceError):
        # A workspace that may only be read: found again the next time.
        return found
    return found
