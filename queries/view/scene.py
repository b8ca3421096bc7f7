"""The picture as a pyvis network: nodes at their places, one line for each actor, chapter and stance class.

pyvis is the interface to vis-network here; its own templates are not used, because they fetch from the net and do not escape.
This is the only module that imports pyvis (which brings IPython, 0.3 s), and only when a picture is made.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from remissgraf.queries.networks.incidence import WHOLE, Incidence, Tie
from remissgraf.queries.networks.palette import looks
from remissgraf.queries.view.layout import narrow_layout, wide_layout

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["scene", "statement_index"]

# With more lines than this the picture moves without them and draws them when it stands still.
_MANY = 800
# How far the middle of a line moves aside for each further line between the same two nodes, as a share of its length.
_FAN = 0.07
# Everything stands where the layout put it: no physics, which froze a page of 500 nodes for half a minute.
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "nodes": {"borderWidth": 1.5, "labelHighlightBold": False, "shapeProperties": {"interpolation": False}},
    "edges": {"smooth": False, "selectionWidth": 1.5, "hoverWidth": 1, "chosen": True},
}
_INTERACTION = {
    "hover": True,
    "dragNodes": False,
    "multiselect": False,
    "selectConnectedEdges": False,
    "keyboard": {"enabled": False},
    "zoomSpeed": 0.6,
}


def statement_index(incidence: Incidence) -> Mapping[str, int]:
    """A number for every statement, in the order of the ties."""
    return {
        statement: index
        for index, statement in enumerate(dict.fromkeys(tie.statement for tie in incidence.ties))
    }


def scene(incidence: Incidence, whole: str) -> Network:
    """A pyvis network. Node ids count from 0, parties first; edge ids count from 0.

    whole: what the whole strategy is called, which in the data has the strategy's title.
    Beside what vis-network reads, a node has kind, types, n (its statements), side, nx, ny and nside (the narrow arrangement),
    an edge has cls (stance class) and statements (numbers of `statement_index`).
    """
    from pyvis.edge import Edge
    from pyvis.network import Network

    network = Network(height="100%", width="100%")
    wide, narrow = wide_layout(incidence), narrow_layout(incidence)
    spoken = _statements_by_node(incidence)
    numbers: dict[str, int] = {}
    named = [(party.id, party.label, "actor", party.types) for party in incidence.parties]
    named += [
        (target.id, whole if target.id == WHOLE else target.label, "chapter", ())
        for target in incidence.targets
    ]
    for number, (name, label, kind, types) in enumerate(named):
        numbers[name] = number
        count = len(spoken.get(name, ()))
        network.add_node(
            number,
            # Labels are drawn by the page, so that they never overlap; pyvis would write the number for an empty one.
            label=" ",
            name=label,
            shape="dot" if kind == "actor" else "square",
            size=round(4 + 0.8 * math.sqrt(count), 1),
            kind=kind,
            types=list(types),
            n=count,
            x=wide[name].x,
            y=wide[name].y,
            side=wide[name].side,
            nx=narrow[name].x,
            ny=narrow[name].y,
            nside=narrow[name].side,
        )
    index = statement_index(incidence)
    pairs: dict[tuple[str, str], dict[str, list[Tie]]] = {}
    for tie in incidence.ties:
        pairs.setdefault((tie.actor, tie.chapter), {}).setdefault(tie.stance_class, []).append(tie)
    for (actor, chapter), classes in pairs.items():
        for place, (stance, ties) in enumerate(classes.items()):
            look = looks()[stance]
            bend = (place - (len(classes) - 1) / 2) * _FAN
            width = look.width + 1.2 * math.log2(len(ties))
            # Short dashes of a thick line would run together.
            longer = max(1.0, width / 2)
            options = {
                "id": len(network.edges),
                "cls": stance,
                "statements": [index[tie.statement] for tie in ties],
                "width": round(width, 2),
                "dashes": [round(length * longer, 1) for length in look.dash] or False,
                "smooth": bend != 0 and _bent(bend),
            }
            # Not Network.add_edge: undirected it drops parallel lines, and it searches all edges for each new one.
            network.edges.append(Edge(numbers[actor], numbers[chapter], directed=False, **options).options)
    network.set_options(json.dumps(_options(len(network.edges))))
    return network


def _options(edges: int) -> dict[str, object]:
    moving = edges > _MANY
    interaction = {**_INTERACTION, "hideEdgesOnDrag": moving, "hideEdgesOnZoom": moving}
    return {**_OPTIONS, "interaction": interaction}


def _bent(bend: float) -> dict[str, object]:
    return {
        "enabled": True,
        "type": "curvedCW" if bend > 0 else "curvedCCW",
        "roundness": round(abs(bend), 3),
    }


def _statements_by_node(incidence: Incidence) -> Mapping[str, set[str]]:
    spoken: dict[str, set[str]] = {}
    for tie in incidence.ties:
        for node in (tie.actor, tie.chapter):
            spoken.setdefault(node, set()).add(tie.statement)
    return spoken
