"""Who resembles whom: a tree of similarity, and a matrix in the order of that tree. It knows one-mode networks, no store.

Method: average linkage (Sokal & Michener 1958, A statistical method for evaluating systematic relationships), with the leaves turned so
that neighbours are alike (Bar-Joseph, Gifford & Jaakkola 2001, Fast optimal leaf ordering for hierarchical clustering).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from warnings import catch_warnings, filterwarnings

import numpy as np

from remissgraf.errors import NetworkError
from remissgraf.queries.figures.page import label, refuse_beyond, sheet, style, words
from remissgraf.queries.networks.cells import Floats

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from remissgraf.queries.networks.network import Network

__all__ = ["Similarity", "draw_dendrogram", "draw_heatmap", "similarity"]

_MOST: Final = 400
# Normalizations by which two nodes that are entirely alike have 1; Jaccard's goes beyond it where sides are ignored.
_BOUNDED: Final = ("true-cosine", "jaccard")
# Turning the leaves of more than this takes longer than it is worth.
_TURNED: Final = 150
# Up to so many nodes the cells carry their values, and cells are shapes rather than an image.
_VALUES: Final = 14
_SHAPES: Final = 60


@dataclass(frozen=True)
class Similarity:
    """names: labels of the nodes with a tie, in the order of the tree. weights: their similarity, of shape (names, names).

    linkage: the tree, of shape (names − 1, 4), as scipy.cluster.hierarchy has it, over the names as they stand here; empty for less than
    two. alone: how many nodes without a tie were left out. top: the similarity that is no distance.
    """

    names: tuple[str, ...]
    weights: Floats
    linkage: Floats
    alone: int
    top: float


def similarity(network: Network) -> Similarity:
    """The similarity of a one-mode network's nodes: the weight of their tie.

    Its distance is 1 − weight / top, top being 1 under "true-cosine" and "jaccard" where no weight is larger, else the largest weight.
    Raises NetworkError "network.option" for a two-mode network and one of conflict, "network.figure" for more nodes than can be told apart.

    >>> from remissgraf.queries.networks.events import Event, Events
    >>> from remissgraf.queries.networks.onemode import one_mode
    >>> said = [("A", "x"), ("B", "x"), ("A", "y"), ("C", "y"), ("B", "z"), ("A", "z"), ("D", "q")]
    >>> events = Events.of(Event(f"s{number}", *each, True) for number, each in enumerate(said))
    >>> found = similarity(one_mode(events))  # A and B share two of them, A and C one: distances 0 and (½ + 1) / 2
    >>> found.names, found.linkage[:, 2].tolist(), found.alone
    (('C', 'A', 'B'), [0.0, 0.75], 1)
    """
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    if not network.one_mode:
        raise NetworkError(
            "similarity is that of nodes of one kind",
            remedy="Choose the network of actors or units.",
            code="network.option",
        )
    if network.aggregation == "conflict":
        raise NetworkError(
            "those in conflict are not alike",
            remedy="Choose ignore, congruence or subtract.",
            code="network.option",
        )
    weights = network.dense()
    tied = np.flatnonzero(np.abs(weights).sum(axis=1))
    refuse_beyond(_MOST, len(tied))
    weights = weights[np.ix_(tied, tied)]
    names = [network.events.label(network.rows[place]) for place in tied]
    largest = float(np.abs(weights).max(initial=0.0))
    top = max(1.0, largest) if network.normalization in _BOUNDED else largest or 1.0
    alone = len(network.rows) - len(tied)
    if len(names) < 2:
        return Similarity(tuple(names), weights, np.zeros((0, 4)), alone, top)

    distances = np.maximum(1 - weights / top, 0.0)
    np.fill_diagonal(distances, 0.0)
    tree = np.asarray(
        linkage(squareform(distances, checks=False), "average", optimal_ordering=len(names) <= _TURNED)
    )
    order = leaves_list(tree)
    # The leaves are called by their new places; joints keep their numbers.
    place = np.concatenate([np.argsort(order), np.arange(len(order), 2 * len(order))])
    tree[:, :2] = place[tree[:, :2].astype(int)]
    ordered = weights[np.ix_(order, order)]
    return Similarity(tuple(names[leaf] for leaf in order), ordered, tree, alone, top)


def draw_dendrogram(found: Similarity, lang: str) -> Figure:
    """The tree, leaves to the right with their names. To be called within `page.drawing`."""
    said, number = words(lang), len(found.names)
    figure = sheet(7.0, 1.2 + 0.2 * max(4, number))
    tall = float(figure.get_size_inches()[1])
    axes = figure.add_axes((0.05, 0.65 / tall, 0.53, 1 - 0.8 / tall))
    if _too_few(axes, found, said["few"]):
        return figure
    _tree(axes, found)
    axes.set_yticks([5 + 10 * place for place in range(number)], [_name(name) for name in found.names])
    axes.yaxis.tick_right()
    axes.tick_params(axis="y", length=0, labelsize=7)
    axes.tick_params(axis="x", labelsize=7)
    axes.spines[["top", "left", "right"]].set_visible(False)
    axes.set_xlabel(said["distance"], size=8)
    _alone(figure, found, said["alone"])
    return figure


def draw_heatmap(found: Similarity, lang: str) -> Figure:
    """The matrix with the tree beside it, darker cells for the more alike. To be called within `page.drawing`."""
    said, number = words(lang), len(found.names)
    size, pitch = (7.0, 0.17) if number <= _SHAPES else (5.0, 0.1)
    side = max(2.4, pitch * number)
    wide, tall = 1.0 + side + 3.2, side + 3.0
    figure = sheet(wide, tall)
    axes = figure.add_axes((1.0 / wide, 2.6 / tall, side / wide, side / tall))
    if _too_few(axes, found, said["few"]):
        return figure
    beside = figure.add_axes((0.15 / wide, 2.6 / tall, 0.8 / wide, side / tall))
    _tree(beside, found)
    beside.set_axis_off()
    cells = np.ma.masked_array(found.weights, mask=np.eye(number, dtype=bool))
    signed = bool((found.weights < 0).any())
    limits: dict[str, Any] = {
        # One hue from light to dark, or two that colour-blind readers tell apart; the lighter, the less.
        "cmap": "RdBu" if signed else "Blues",
        "vmin": -found.top if signed else 0.0,
        "vmax": found.top,
    }
    axes.set_facecolor(style()["unit"]["colour"])
    if number <= _SHAPES:
        image: Any = axes.pcolormesh(cells, edgecolors="white", linewidth=0.4, **limits)
    else:
        image = axes.imshow(
            cells, origin="lower", extent=(0, number, 0, number), aspect="auto", interpolation="nearest", **limits
        )  # fmt: skip
    if number <= _VALUES:
        for row, column in zip(*np.nonzero(found.weights), strict=True):
            value = found.weights[row, column]
            dark = abs(value) > 0.6 * found.top
            axes.text(
                column + 0.5, row + 0.5, f"{value:.2g}", ha="center", va="center", size=5.5,
                color="white" if dark else style()["ink"],
            )  # fmt: skip
    middles = [place + 0.5 for place in range(number)]
    axes.set_xlim(0, number)
    axes.set_ylim(0, number)
    axes.set_yticks(middles, [_name(name) for name in found.names])
    axes.yaxis.tick_right()
    axes.set_xticks(middles, [_name(name) for name in found.names], rotation=90)
    axes.tick_params(length=0, labelsize=size)
    axes.spines[:].set_visible(False)
    bar = figure.colorbar(image, cax=figure.add_axes((0.15 / wide, 1.0 / tall, 0.12 / wide, 1.2 / tall)))
    bar.ax.tick_params(labelsize=6)
    bar.ax.set_title(said["similarity"], size=7, loc="left")
    _alone(figure, found, said["alone"])
    return figure


def _tree(axes: Axes, found: Similarity) -> None:
    """The tree from left to right, its leaves at 5, 15, 25 … from the bottom, as the names are ordered."""
    from scipy.cluster.hierarchy import dendrogram

    with catch_warnings():
        # A tree of nodes that are all alike has no length.
        filterwarnings("ignore", "Attempting to set identical", UserWarning)
        dendrogram(
            found.linkage, ax=axes, orientation="left", no_labels=True, color_threshold=0,
            above_threshold_color=style()["ink"],
        )  # fmt: skip
    for lines in axes.collections:
        lines.set_linewidth(0.8)


def _too_few(axes: Axes, found: Similarity, words: str) -> bool:
    if len(found.names) > 1:
        return False
    axes.set_axis_off()
    axes.text(0.5, 0.5, words, ha="center", va="center", transform=axes.transAxes)
    return True


def _alone(figure: Figure, found: Similarity, words: str) -> None:
    if found.alone:
        tall = float(figure.get_size_inches()[1])
        figure.text(0.02, 0.08 / tall, words.format(number=found.alone), size=7, color=style()["faint"])


def _name(text: str) -> str:
    return label(text, 40) or "·"
