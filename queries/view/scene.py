"""The picture as a pyvis network: nodes at their places, one line for each actor, chapter and stance class.

pyvis is the interface to vis-network here; its own templates are not used, because they fetch from the net and do not escape.
This is the only module that imports pyvis (which brings IPython, 0.3 s), and only when a picture is made.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from remissgraf.queries.networks.incidence import Incidence
from remissgraf.queries.networks.palette import looks
from remissgraf.queries.view.layout import narrow_layout, wide_layout
from remissgraf.queries.view.payload import node_size, statements_by_node, tie_edges, tie_nodes

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["scene"]

# How far the middle of a line moves aside for each further line between the same two nodes, as a share of its length.
_FAN = 0.07
# Everything stands where the layout put it: no physics, which froze a page of 500 nodes for half a minute.
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "nodes": {"borderWidth": 1.5, "labelHighlightBold": False, "shapeProperties": {"interpolation": False}},
    "edges": {"smooth": False, "selectionWidth": 1.5, "hoverWidth": 1, "chosen": True},
    "interaction": {
        "hover": True,
        "dragNodes": False,
        "multiselect": False,
        "selectConnectedEdges": False,
        "keyboard": {"enabled": False},
        "zoomSpeed": 0.6,
    },
}


def scene(incidence: Incidence, lang: str, communities: Mapping[str, int]) -> Network:
    """A pyvis network. Node ids count from 0, parties first; edge ids count from 0.

    communities: actor → number, from 0. Beside what vis-network reads, a node has what `tie_nodes` gives, its community, side, nx, ny and
    nside (the narrow arrangement), an edge cls and statements as `tie_edges` gives them.
    """
    from pyvis.edge import Edge
    from pyvis.network import Network

    network = Network(height="100%", width="100%")
    wide, narrow = wide_layout(incidence, communities), narrow_layout(incidence, communities)
    spoken = statements_by_node(incidence)
    most = max(map(len, spoken.values()), default=0)
    names = [*(party.id for party in incidence.parties), *(target.id for target in incidence.targets)]
    nodes = tie_nodes(incidence, lang)
    for name, node in zip(names, nodes, strict=True):
        number = node.pop("id")
        network.add_node(
            number,
            # Labels are drawn by the page, so that they never overlap; pyvis would write the number for an empty one.
            label=" ",
            shape="dot" if node["kind"] == "actor" else "square",
            size=node_size(len(spoken.get(name, ())), most),
            x=wide[name].x,
            y=wide[name].y,
            side=wide[name].side,
            nx=narrow[name].x,
            ny=narrow[name].y,
            nside=narrow[name].side,
            community=communities.get(name),
            **node,
        )
    between: dict[tuple[object, object], list[dict[str, object]]] = {}
    for edge in tie_edges(incidence):
        between.setdefault((edge["from"], edge["to"]), []).append(edge)
    for parallel in between.values():
        for place, edge in enumerate(parallel):
            look = looks()[str(edge["cls"])]
            bend = (place - (len(parallel) - 1) / 2) * _FAN
            statements = edge["statements"]
            assert isinstance(statements, list)
            width = look.width + 1.2 * math.log2(len(statements))
            # Short dashes of a thick line would run together.
            longer = max(1.0, width / 2)
            options = {
                "id": edge["id"],
                "cls": edge["cls"],
                "statements": statements,
                "width": round(width, 2),
                "dashes": [round(length * longer, 1) for length in look.dash] or False,
                "smooth": bend != 0 and _bent(bend),
            }
            # Not Network.add_edge: undirected it drops parallel lines, and it searches all edges for each new one.
            network.edges.append(Edge(edge["from"], edge["to"], directed=False, **options).options)
    network.set_options(json.dumps(_OPTIONS))
    return network


def _bent(bend: float) -> dict[str, object]:
    return {
        "enabled": True,
        "type": "curvedCW" if bend > 0 else "curvedCCW",
        "roundness": round(abs(bend), 3),
    }
