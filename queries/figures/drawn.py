"""A network as a picture: nodes by kind, ties by side and weight, names that lie over nothing, and a legend. It knows no store."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from remissgraf.queries.figures.page import label, refuse_beyond, sheet, style, words
from remissgraf.queries.figures.placing import Box, name_places, node_places
from remissgraf.queries.networks.flat import look_of

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    Graph = nx.Graph[str]

__all__ = ["draw_network"]

_MOST: Final = 1500
_POINTS: Final = 72
# Widths of a line and radii of a node in points, of the lightest and the heaviest.
_LINE: Final = (0.5, 4.0)
_RADIUS: Final = (3.0, 9.0)
_MARGIN: Final = (50.0, 24.0)
_LEGEND_INCHES: Final = 2.8


def draw_network(graph: Graph, lang: str, like: Graph | None = None, *, agreement: bool = True) -> Figure:
    """The picture of a graph made by `Network.graph`, with words in `lang`. To be called within `page.drawing`.

    like: a graph of the same nodes that says where they stand, so that pictures of several times can be compared.
    agreement: whether ties stand on claims and on which side of them; what else is alike is not called agreement.

    A node's area grows with its strength (the weights of its ties, whatever their sign), a line's width with the tie's weight. Names find
    room in the order of strength; how many find none is said below. Raises NetworkError "network.figure" for more nodes than can be told
    apart.
    """
    refuse_beyond(_MOST, len(graph))
    said = words(lang)
    side = min(18.0, 3.2 + 0.75 * math.sqrt(max(1, len(graph))))
    figure = sheet(side + _LEGEND_INCHES, side)
    share = side / (side + _LEGEND_INCHES)
    axes = figure.add_axes((0.0, 0.0, share, 1.0))
    axes.set_axis_off()
    width = height = side * _POINTS
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    if not len(graph):
        axes.text(width / 2, height / 2, said["empty"], ha="center", va="center")
        return figure
    strengths = {
        node: sum(_heft(graph, data) for _, _, data in graph.edges(node, data=True)) for node in graph
    }
    inner = node_places(graph if like is None else like, width - 2 * _MARGIN[0], height - 2 * _MARGIN[1])
    top = max(strengths.values()) or 1.0
    nodes = {
        node: (
            inner[node][0] + _MARGIN[0],
            inner[node][1] + _MARGIN[1],
            _RADIUS[0] + (_RADIUS[1] - _RADIUS[0]) * math.sqrt(strengths[node] / top),
        )
        for node in graph
    }
    sides = _ties(axes, graph, nodes)
    kinds = _kinds(graph, said)
    for node, (x, y, radius) in nodes.items():
        _, look = kinds[node]
        axes.plot(
            x, y, marker=look["marker"], markersize=2 * radius, color=look["colour"],
            markeredgecolor=style()["ink"], markeredgewidth=0.7, zorder=3,
        )  # fmt: skip
    by_strength = sorted(graph, key=lambda node: (-strengths[node], graph.nodes[node]["label"], node))
    named = _names(axes, graph, nodes, by_strength, Box(2, 14, width - 2, height - 2))
    _legend(figure, graph, kinds, sides, said, share, agreement)
    caption = [said["counts"].format(nodes=len(graph), ties=graph.number_of_edges())]
    if named < len(graph):
        caption.append(said["unnamed"].format(number=len(graph) - named))
    axes.text(4, 4, ". ".join(caption) + ".", size=7, color=style()["faint"], va="bottom")
    return figure


def _heft(graph: Graph, tie: Mapping[str, Any]) -> float:
    """How much a tie counts: its weight, whatever the sign; 1 where the weights are names of sides."""
    return 1.0 if _way(graph) == "combine" else abs(float(tie["weight"]))


def _ties(
    axes: Axes, graph: Graph, nodes: Mapping[str, tuple[float, float, float]]
) -> dict[str, tuple[str, str]]:
    """Draw the ties, the heaviest on top. Side of the ties that there are → colour and line."""
    from matplotlib.collections import LineCollection

    ties = sorted(graph.edges(data=True), key=lambda tie: (abs(tie[2]["weight"]), min(tie[:2]), max(tie[:2])))
    if not ties:
        return {}
    top = max(_heft(graph, data) for _, _, data in ties)
    found: dict[str, tuple[str, str]] = {}
    sides = {data["polarity"] for _, _, data in ties}
    for _, _, data in ties:
        colour, line = look_of(data)
        # Where there are no sides to tell apart, an unbroken line is the easier one to follow.
        found[data["polarity"]] = (colour, "solid" if sides == {"neutral"} else line)
    axes.add_collection(
        LineCollection(
            [[nodes[one][:2], nodes[other][:2]] for one, other, _ in ties],
            colors=[found[data["polarity"]][0] for _, _, data in ties],
            linestyles=[found[data["polarity"]][1] for _, _, data in ties],
            linewidths=[
                _LINE[0] + (_LINE[1] - _LINE[0]) * _heft(graph, data) / top
                if _way(graph) != "combine"
                else 1.5
                for _, _, data in ties
            ],
            alpha=0.75 if len(ties) <= 300 else 0.35 if len(ties) <= 3000 else 0.12,
            zorder=1,
        )
    )
    return {side: found[side] for side in ("positive", "neutral", "negative") if side in found}


def _kinds(graph: Graph, said: Mapping[str, str]) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Node → what its kind is called, and its look. The most frequent kinds have looks of their own."""
    names = {
        node: said["unit"] if data["bipartite"] else data["type"] or said["untyped"]
        for node, data in graph.nodes(data=True)
    }
    counted = Counter(name for node, name in names.items() if not graph.nodes[node]["bipartite"])
    ordered = sorted(counted, key=lambda name: (-counted[name], name))
    looks = dict(zip(ordered, style()["kind"], strict=False))
    found: dict[str, tuple[str, Mapping[str, Any]]] = {}
    for node, name in names.items():
        if graph.nodes[node]["bipartite"]:
            found[node] = name, style()["unit"]
        elif name in looks:
            found[node] = name, looks[name]
        else:
            found[node] = said["other"], style()["other"]
    return found


def _names(
    axes: Axes,
    graph: Graph,
    nodes: Mapping[str, tuple[float, float, float]],
    order: Sequence[str],
    within: Box,
) -> int:
    """Write the names that find room; how many did."""
    size = 8.0 if len(graph) <= 40 else 7.0 if len(graph) <= 120 else 6.0
    renderer = axes.figure.canvas.get_renderer()  # type: ignore[attr-defined]  # Agg's, by `sheet`
    texts = {}
    for node in order:
        shown = label(graph.nodes[node]["label"], 24, 3 if graph.nodes[node]["bipartite"] else 2)
        texts[node] = axes.text(
            0, 0, shown or "·", size=size, ha="center", va="center", linespacing=1.0, zorder=4,
            bbox={"facecolor": "white", "alpha": 0.7, "edgecolor": "none", "pad": 0.6},
        )  # fmt: skip
    extents = {node: text.get_window_extent(renderer) for node, text in texts.items()}
    sizes = {node: (extent.width + 2, extent.height + 1) for node, extent in extents.items()}
    places = name_places(nodes, sizes, list(graph.edges()), within)
    for node, text in texts.items():
        if node not in places:
            text.remove()
            continue
        place = places[node]
        text.set_position((place.x, place.y))
        if place.far:
            axes.plot(
                [nodes[node][0], place.x], [nodes[node][1], place.y], color=style()["faint"], linewidth=0.4, zorder=2
            )  # fmt: skip
    return len(places)


def _legend(
    figure: Figure,
    graph: Graph,
    kinds: Mapping[str, tuple[str, Mapping[str, Any]]],
    sides: Mapping[str, tuple[str, str]],
    said: Mapping[str, str],
    share: float,
    agreement: bool,
) -> None:
    from matplotlib.lines import Line2D

    entries = [
        Line2D(
            [], [], linestyle="none", marker=look["marker"], color=look["colour"], markersize=8,
            markeredgecolor=style()["ink"], markeredgewidth=0.7, label=label(name, 28, 2),
        )
        for name, look in sorted(dict(kinds.values()).items())
    ]  # fmt: skip
    meanings = _meanings(graph, said, agreement)
    entries += [
        Line2D([], [], color=colour, linestyle=line, linewidth=2, label=meanings[side])  # type: ignore[arg-type]  # of LINES
        for side, (colour, line) in sides.items()
    ]
    top = max((abs(float(data["weight"])) for _, _, data in graph.edges(data=True)), default=0.0)
    told = (
        said["size"].format(top=f"{top:.3g}") if top and "combine" not in _way(graph) else said["size_plain"]
    )
    figure.legend(
        handles=entries, loc="upper left", bbox_to_anchor=(share, 0.97), frameon=False, fontsize=8,
        title=label(told, 30, 4), title_fontsize=7, alignment="left", handlelength=2.6,
    )  # fmt: skip


def _way(graph: Graph) -> str:
    return str(graph.graph.get("aggregation", ""))


def _meanings(graph: Graph, said: Mapping[str, str], agreement: bool) -> dict[str, str]:
    """What the sides of ties are called: actors agree with each other, and are for or against units."""
    if any(mode for _, mode in graph.nodes(data="bipartite")):
        sided = _way(graph) in ("combine", "subtract") and graph.graph.get("scale") == "boolean"
        neither = said["both"] if sided else said["speaks"]
        pro, con = ("for", "against") if agreement else ("pro", "con")
        return {"positive": said[pro], "negative": said[con], "neutral": neither}
    pro, con = ("positive", "negative") if agreement else ("alike", "unlike")
    return {"positive": said[pro], "negative": said[con], "neutral": said["neutral"]}
