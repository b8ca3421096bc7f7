"""Where nodes and their names stand in a picture: computed, the same every time. It knows points and boxes, and draws nothing.

Lengths are in points (1/72 inch), x to the right and y upwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from remissgraf.queries.networks.cells import Floats

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.Graph[str]

__all__ = ["Box", "Place", "name_places", "node_places"]

# Up to so many nodes a part is laid out by the length of the ways between them, which spreads best and costs the cube of their number.
_BY_WAYS: Final = 80
_SEED: Final = 7
_RANKED: Final = 0.8
# How far names stand from their node, and how many places are tried around it.
_RINGS: Final = (3.0, 9.0, 18.0, 30.0)
# What stays free around each node.
_AROUND: Final = 1.5
# A name nearer than this to a node that is not its own may be taken for that node's.
_APART: Final = 8.0
_TURNS: Final = 16
# Among more ties than this it is no use to look for places that they do not cross.
_FEW_TIES: Final = 500


class Box(NamedTuple):
    """A rectangle with sides along the axes."""

    left: float
    bottom: float
    right: float
    top: float

    def grown(self, by: float) -> Box:
        """The same with so much more on every side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def meets(self, others: Floats) -> bool:
        """Whether it overlaps any of the boxes, of shape (boxes, 4)."""
        left, bottom, right, top = others.T
        return bool(
            ((left < self.right) & (right > self.left) & (bottom < self.top) & (top > self.bottom)).any()
        )


class Place(NamedTuple):
    """The middle of a name, and whether it stands so far from its node that a line must join them."""

    x: float
    y: float
    far: bool


def node_places(graph: Graph, width: float, height: float) -> dict[str, tuple[float, float]]:
    """Node → x, y within width × height: parts that hang together each in a place of their own, the largest first.

    Small parts after Kamada & Kawai (1989), An algorithm for drawing general undirected graphs, Information Processing Letters 31;
    large ones after Fruchterman & Reingold (1991), Graph drawing by force-directed placement, from a fixed seed.
    """
    import networkx as nx

    parts = sorted(
        (sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part)
    )
    shelves = _shelves([math.sqrt(len(part)) for part in parts], width / height)
    found: dict[str, tuple[float, float]] = {}
    for part, (x, y, side) in zip(parts, shelves, strict=True):
        for node, (across, up) in _inside(graph, part).items():
            found[node] = (x + side * (0.1 + 0.8 * across), y + side * (0.1 + 0.8 * up))
    return _fitted(found, width, height)


def _inside(graph: Graph, part: Sequence[str]) -> dict[str, tuple[float, float]]:
    """The nodes of one part in the unit square."""
    import networkx as nx

    if len(part) == 1:
        return {part[0]: (0.5, 0.5)}
    # In the order of names, so that the order of the graph has no say.
    within: Graph = nx.Graph()
    within.add_nodes_from(part)
    within.add_edges_from(sorted((min(tie), max(tie)) for tie in graph.subgraph(part).edges()))
    if len(part) <= _BY_WAYS:
        drawn = nx.kamada_kawai_layout(within, pos=nx.circular_layout(within))
    else:
        drawn = nx.spring_layout(within, seed=_SEED, k=2 / math.sqrt(len(part)), iterations=80)
    places = {node: (float(x), float(y)) for node, (x, y) in drawn.items()}
    return _fitted(places if len(part) <= _BY_WAYS else _spread(places), 1.0, 1.0)


def _spread(places: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The same arrangement with its crowd drawn apart: each coordinate moved most of the way to its rank among all."""
    points = np.array(list(places.values()), dtype=np.float64)
    ranks = np.argsort(np.argsort(points, axis=0, kind="stable"), axis=0, kind="stable") / (len(points) - 1)
    extent = np.ptp(points, axis=0)
    share = (points - points.min(axis=0)) / np.where(extent > 0, extent, 1.0)
    moved = _RANKED * ranks + (1 - _RANKED) * share
    return {node: (float(x), float(y)) for node, (x, y) in zip(places, moved, strict=True)}


def _fitted(
    places: Mapping[str, tuple[float, float]], width: float, height: float
) -> dict[str, tuple[float, float]]:
    """The places stretched to the rectangle; those without extent in its middle."""
    if not places:
        return {}
    points = np.array(list(places.values()))
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    share = np.where(extent > 1e-9, (points - low) / np.where(extent > 1e-9, extent, 1.0), 0.5)
    return {node: (float(x) * width, float(y) * height) for node, (x, y) in zip(places, share, strict=True)}


def _shelves(sides: Sequence[float], shape: float) -> list[tuple[float, float, float]]:
    """Left, bottom and side of squares in rows, in the order given; shape: width over height of the whole."""
    whole = max(math.sqrt(sum(side * side for side in sides) * shape) * 1.1, max(sides, default=0.0))
    found: list[tuple[float, float, float]] = []
    x = y = row = 0.0
    for side in sides:
        if found and x + side > whole:
            x, y, row = 0.0, y - row, 0.0
        row = max(row, side)
        found.append((x, y - side, side))
        x += side
    return found


def name_places(
    nodes: Mapping[str, tuple[float, float, float]],
    sizes: Mapping[str, tuple[float, float]],
    ties: Sequence[tuple[str, str]],
    within: Box,
) -> dict[str, Place]:
    """Node → where its name stands, so that no name lies over another, over a node or beyond `within`; without those that find no room.

    nodes: x, y and radius; sizes: width and height of the names, the first in the mapping choosing first.
    Of the places around the node the one nearest to it is taken that the fewest ties cross and that is no other node's. After Christensen,
    Marks & Shieber (1995), An empirical study of algorithms for point-feature label placement, ACM Transactions on Graphics 14 (their
    greedy method).
    """
    reaches = [(x, y, radius + _AROUND) for x, y, radius in nodes.values()]
    boxes = [Box(x - reach, y - reach, x + reach, y + reach) for x, y, reach in reaches]
    segments = np.array([[*nodes[one][:2], *nodes[other][:2]] for one, other in ties]).reshape(-1, 4)
    seen = segments if len(segments) <= _FEW_TIES else segments[:0]
    found: dict[str, Place] = {}
    bodies, number = np.array(boxes, dtype=np.float64), {node: place for place, node in enumerate(nodes)}
    for node, (width, height) in sizes.items():
        strangers = np.delete(bodies, number[node], axis=0)
        taken, best = np.array(boxes, dtype=np.float64), math.inf
        choice: tuple[Box, Place] | None = None
        for ring, box in _around(nodes[node], width, height):
            if best <= ring:
                break
            inside = box.left >= within.left and box.right <= within.right
            if not (inside and box.bottom >= within.bottom and box.top <= within.top) or box.meets(taken):
                continue
            # A tie through a name, or another node beside it, is worse than a name a little further away.
            cost = ring + 2 * _crossings(box, seen) + 2 * box.grown(_APART).meets(strangers)
            if cost < best:
                best = cost
                choice = box, Place((box.left + box.right) / 2, (box.bottom + box.top) / 2, ring > 1)
        if choice is not None:
            boxes.append(choice[0])
            found[node] = choice[1]
    return found


def _around(node: tuple[float, float, float], width: float, height: float) -> Iterator[tuple[int, Box]]:
    """Boxes of that size around a node, ring by ring; in each ring first to the right and left, then above and below."""
    x, y, radius = node
    turns = sorted(range(_TURNS), key=lambda turn: (abs(math.sin(2 * math.pi * turn / _TURNS)) > 0.5, turn))
    for ring, gap in enumerate(_RINGS):
        for turn in turns:
            angle = 2 * math.pi * turn / _TURNS
            across, up = math.cos(angle), math.sin(angle)
            # The box touches the ring with the side or corner that faces the node.
            middle_x = x + across * (radius + gap + width / 2)
            middle_y = y + up * (radius + gap + height / 2)
            yield (
                ring,
                Box(middle_x - width / 2, middle_y - height / 2, middle_x + width / 2, middle_y + height / 2),
            )


def _crossings(box: Box, segments: Floats) -> int:
    """How many segments (x, y, x′, y′) have a point in the box (Liang & Barsky 1984)."""
    if not len(segments):
        return 0
    start, step = segments[:, :2], segments[:, 2:] - segments[:, :2]
    step = np.where(np.abs(step) < 1e-12, 1e-12, step)
    one = (np.array([box.left, box.bottom]) - start) / step
    other = (np.array([box.right, box.top]) - start) / step
    enter = np.maximum(np.minimum(one, other).max(axis=1), 0.0)
    leave = np.minimum(np.maximum(one, other).min(axis=1), 1.0)
    return int((enter <= leave).sum())
