"""The measures of a network as rows: for each node, for the whole, for each unit. The measures themselves are computed elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from remissgraf.queries.networks.backbone import heaviest_units
from remissgraf.queries.networks.cells import Floats
from remissgraf.queries.networks.centrality import CENTRALITIES, positive
from remissgraf.queries.networks.communities import Communities, communities
from remissgraf.queries.networks.duplicates import once
from remissgraf.queries.networks.events import Events
from remissgraf.queries.networks.onemode import one_mode
from remissgraf.queries.networks.polarization import Polarization, polarization, standing
from remissgraf.queries.networks.structure import assortativity, core_periphery
from remissgraf.queries.validation.intervals import intervals
from remissgraf.queries.validation.sample import Coded

if TYPE_CHECKING:
    Graph = nx.Graph[str]

__all__ = ["Rows", "bloc_rows", "error_rows", "node_rows", "standing_rows", "unit_rows", "whole_rows"]

# Up to so many nodes the modularity of hundreds of networks is found in seconds.
_MODULAR = 100
# Members of a bloc that are named.
_NAMED = 24
# What stands where there is nothing to divide by.
_NONE = "–"
# Names of the columns, and rows of as many values.
Rows = tuple[tuple[str, ...], list[tuple[str | int | float, ...]]]


def node_rows(graph: Graph, found: Communities, blocs: Polarization | None = None) -> Rows:
    """label, the centralities, community (from 1), core ("yes", "no") and bloc (from 1) of each node, strongest first.

    found: of this graph. blocs: of this debate, None where that is not asked for; who is in none has "".
    """
    measured = {name: measure(graph) for name, measure in CENTRALITIES.items()}
    bloc, core = found.of, core_periphery(graph).nodes
    sides = {node: number for number, side in enumerate(blocs.blocs, 1) for node in side} if blocs else {}
    ordered = sorted(graph, key=lambda node: (-measured["strength"][node], graph.nodes[node]["label"], node))
    rows: list[tuple[str | int | float, ...]] = [
        (
            graph.nodes[node]["label"],
            *(measured[name][node] for name in CENTRALITIES),
            bloc[node],
            "yes" if node in core else "no",
            *([] if blocs is None else [sides.get(node, "")]),
        )
        for node in ordered
    ]
    return ("node", *CENTRALITIES, "community", "core", *([] if blocs is None else ["bloc"])), rows


def whole_rows(graph: Graph, found: Communities) -> Rows:
    """Figures of the whole network, a row each; those of ties are "–" where there is none. found: the communities of this graph."""
    kept, core = positive(graph), core_periphery(graph)

    def of_ties(value: float) -> float | str:
        return value if kept.number_of_edges() else _NONE

    rows: list[tuple[str | int | float, ...]] = [
        ("nodes", kept.number_of_nodes()),
        ("ties of positive weight", kept.number_of_edges()),
        ("density", float(nx.density(kept))),
        ("parts", nx.number_connected_components(kept) if len(kept) else 0),
        ("communities", len(found.blocs)),
        ("modularity", of_ties(found.modularity)),
        ("stability of the communities", of_ties(found.stability)),
        ("assortativity by type", of_ties(assortativity(graph))),
        ("core", len(core.nodes)),
        ("fit of core and periphery", of_ties(core.fit)),
    ]
    return ("figure", "value"), rows


def bloc_rows(events: Events, found: Polarization) -> Rows:
    """The blocs that holders fall into, how many are in each, and who, by name; of many the first. Holders without ties are in none."""
    rows: list[tuple[str | int | float, ...]] = []
    for number, bloc in enumerate(found.blocs, 1):
        names = sorted(map(events.label, bloc))
        shown = names if len(names) <= _NAMED else [*names[:_NAMED], "…"]
        rows.append((number, len(names), "; ".join(shown)))
    return ("bloc", "number", "members"), rows


def standing_rows(
    events: Events, normalization: str = "no", duplicates: str = "document", blocs: int = 2
) -> Rows:
    """Figures of the debate as a whole, and the respondents they hang on most: by how much each figure would fall and rise without one.

    blocs: how many the fit is of. "–" for the figures where nobody agrees or disagrees. No interval: respondents are no random sample.
    """
    rows: list[tuple[str | int | float, ...]] = []
    names = ("share of agreement", f"fit of {blocs} blocs")
    figures = standing(events, blocs, normalization, duplicates)
    # Where there is a tie, at least one of the two is above 0.
    tied = any(figure.value for figure in figures)
    for name, figure in zip(names, figures, strict=True):
        changes = {holder: value - figure.value for holder, value in figure.without.items()}
        falls = min(changes.items(), key=lambda item: (item[1], item[0]), default=("", 0.0))
        rises = min(changes.items(), key=lambda item: (-item[1], item[0]), default=("", 0.0))
        ends = [
            (abs(change), events.label(holder)) if change * sign > 0 else (0.0, "")
            for (holder, change), sign in ((falls, -1), (rises, 1))
        ]
        rows.append((name, figure.value if tied else _NONE, *ends[0], *ends[1]))
    return ("figure", "value", "falls by", "without", "rises by", "without"), rows


def error_rows(
    events: Events,
    coded: Coded,
    normalization: str = "no",
    duplicates: str = "document",
    *,
    progress: Callable[[int, int, str], None] = lambda done, total, name: None,
) -> Rows:
    """Figures of the network of actors with their intervals under errors of extraction (`intervals`), the strength of each actor last.

    figure, value, low, high. Modularity is that of one run a draw, and left out where so many runs would take minutes.
    """

    def figures(some: Events) -> dict[str, float]:
        kept = once(some, duplicates, qualifier=True)
        network = one_mode(kept, "congruence", normalization)
        size, number = network.matrix.nnz // 2, len(network.rows)
        strengths: Floats = np.asarray(network.matrix.sum(axis=1), dtype=np.float64).ravel()
        modularity = (
            {"modularity": communities(network.graph(statements=False), seeds=(0,)).modularity}
            if number <= _MODULAR
            else {}
        )
        return {
            "ties of agreement": float(size),
            "density": size / (number * (number - 1) / 2) if number > 1 else 0.0,
            **modularity,
            **{name: figure(kept) for name, figure in _figures(normalization).items()},
            **{
                f"strength: {node}": float(value) for node, value in zip(network.rows, strengths, strict=True)
            },
        }

    rows: list[tuple[str | int | float, ...]] = []
    for name, found in intervals(events, coded, figures, progress=progress).items():
        prefix, of, node = name.partition("strength: ")
        shown = f"{of}{events.label(node)}" if of else prefix
        rows.append((shown, found.value, found.low, found.high))
    return ("figure", "value", "low", "high"), rows


def _figures(normalization: str) -> Mapping[str, Callable[[Events], float]]:
    def agreement(events: Events) -> float:
        agree, against = (
            float(one_mode(events, kind, normalization).matrix.sum()) for kind in ("congruence", "conflict")
        )
        return agree / (agree + against) if agree + against else 0.0

    def fit(events: Events) -> float:
        return polarization(events, 2, normalization, "include", seeds=range(5)).fit

    return {"share of agreement": agreement, "fit of 2 blocs": fit}


def unit_rows(events: Events, aggregation: str, normalization: str, duplicates: str, most: int = 10) -> Rows:
    """The units without which the network of holders moves furthest (`heaviest_units`), and how far; at most `most`."""
    losses = heaviest_units(events, most, aggregation, normalization, duplicates)
    ordered = sorted(losses.items(), key=lambda item: (-item[1], events.label(item[0]), item[0]))
    return ("unit", "loss"), [(events.label(unit), loss) for unit, loss in ordered[:most] if loss > 1e-9]
