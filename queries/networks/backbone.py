"""The units that carry a debate, and the respondents a figure hangs on: what changes when one is left out.

It knows events, counted, and projections, no graph and no file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from remissgraf.queries.networks.cells import Cells, Floats, cells
from remissgraf.queries.networks.duplicates import once
from remissgraf.queries.networks.events import Events
from remissgraf.queries.networks.onemode import weight_matrix

__all__ = ["heaviest_units", "influence", "nested_backbone", "spectral_distance", "unit_losses"]

# Losses closer than this are the same.
_SAME = 1e-9


def spectral_distance(one: Floats, other: Floats) -> float:
    """Σ |λ_i − μ_i| over the eigenvalues of two symmetric matrices of the same shape, in order.

    Jovanović & Stanić (2012), Spectral distances of graphs, Linear Algebra and its Applications 436. A tie of weight 2 has the
    eigenvalues 2 and −2, one of weight 1 has 1 and −1:

    >>> round(spectral_distance(np.array([[0, 2.0], [2.0, 0]]), np.array([[0, 1.0], [1.0, 0]])), 9)
    2.0
    """
    return _apart(np.linalg.eigvalsh(one), np.linalg.eigvalsh(other)) if len(one) else 0.0


def _apart(one: NDArray[np.floating[Any]], other: NDArray[np.floating[Any]]) -> float:
    return float(np.abs(one - other).sum())


def unit_losses(
    events: Events, aggregation: str = "congruence", normalization: str = "no", duplicates: str = "document"
) -> dict[str, float]:
    """Unit → how far the network of holders moves (`spectral_distance`) when the unit is left out: the backbone is where it moves most.

    The idea of a backbone of concepts is that of Leifeld's discourse network analysis; the loss is the distance named here.
    x joins all three holders, y only A and B: the eigenvalues are 1 + √3, 1 − √3 and −2; without y 2, −1 and −1, without x 1, 0 and −1:

    >>> from remissgraf.queries.networks.events import Event
    >>> said = [("A", "x"), ("B", "x"), ("C", "x"), ("A", "y"), ("B", "y")]
    >>> events = Events.of(Event(f"s{n}", *each, True) for n, each in enumerate(said))
    >>> {unit: round(loss, 3) for unit, loss in unit_losses(events).items()}
    {'x': 3.464, 'y': 2.0}
    """
    counted, matrix = _counted(events, aggregation, normalization, duplicates)
    full = matrix(counted)
    return {unit: spectral_distance(full, matrix(_without(counted, unit))) for unit in counted.columns}


def heaviest_units(
    events: Events,
    most: int,
    aggregation: str = "congruence",
    normalization: str = "no",
    duplicates: str = "document",
) -> dict[str, float]:
    """The `most` units of the largest `unit_losses`, with all whose loss is the same as the last of them.

    A loss is at most the nuclear norm of what the unit changes (Lidskii's theorem: Bhatia 1997, Matrix Analysis, III.4), which is cheap
    to bound, because only ties of those who speak on the unit change. Units are taken by their bounds until none can be among the largest.

    >>> from remissgraf.queries.networks.events import Event
    >>> said = [("A", "x"), ("B", "x"), ("C", "x"), ("A", "y"), ("B", "y"), ("C", "z")]
    >>> events = Events.of(Event(f"s{n}", *each, True) for n, each in enumerate(said))
    >>> {unit: round(loss, 3) for unit, loss in heaviest_units(events, 1).items()}
    {'x': 3.464}
    """
    counted, matrix = _counted(events, aggregation, normalization, duplicates)
    full = matrix(counted)
    if not len(full) or most < 1:
        return {}
    bounds = {}
    for unit in counted.columns:
        speakers = np.unique(counted.counts[:, _levels_of(counted, unit)].nonzero()[0])
        bounds[unit] = _most_moved((full - matrix(_without(counted, unit)))[speakers], speakers)
    values, found = np.linalg.eigvalsh(full), dict[str, float]()
    for unit in sorted(bounds, key=lambda unit: (-bounds[unit], unit)):
        if len(found) >= most and bounds[unit] < sorted(found.values())[-most] - _SAME:
            break
        found[unit] = _apart(values, np.linalg.eigvalsh(matrix(_without(counted, unit))))
    least = sorted(found.values(), reverse=True)[:most][-1] if found else 0.0
    return {unit: loss for unit, loss in found.items() if loss >= least - _SAME}


def _most_moved(rows: Floats, speakers: NDArray[np.integer[Any]]) -> float:
    """At least the nuclear norm of a symmetric matrix that is zero but for these rows and columns. rows: shape (speakers, all).

    The matrix is E + Eᵀ, where E has these rows with half of what they have in common: its norm is at most twice that of E."""
    halved = rows.copy()
    halved[:, speakers] /= 2
    values = np.linalg.eigvalsh(halved @ halved.T) if len(halved) else np.zeros(0)
    return 2 * float(np.sqrt(np.maximum(values, 0.0)).sum())


def nested_backbone(
    events: Events, aggregation: str = "congruence", normalization: str = "no", duplicates: str = "document"
) -> tuple[tuple[str, float], ...]:
    """All units, the first to be left out first, each with the distance from the full network to that without it and all before it.

    In each step the unit goes whose loss is least; what is left last is the backbone. The eigenvalues are computed for each unit that is
    left in each step, so that 100 units are about 5,000 times: keep to units that matter (events.where).

    >>> from remissgraf.queries.networks.events import Event
    >>> said = [("A", "x"), ("B", "x"), ("C", "x"), ("A", "y"), ("B", "y")]
    >>> events = Events.of(Event(f"s{n}", *each, True) for n, each in enumerate(said))
    >>> [(unit, round(loss, 3)) for unit, loss in nested_backbone(events)]
    [('y', 2.0), ('x', 5.464)]
    """
    counted, matrix = _counted(events, aggregation, normalization, duplicates)
    full = matrix(counted)
    order = []
    while counted.columns:
        losses = {unit: spectral_distance(full, matrix(_without(counted, unit))) for unit in counted.columns}
        least = min(losses, key=lambda unit: (losses[unit], unit))
        order.append((least, losses[least]))
        counted = _without(counted, least)
    return tuple(order)


def influence(events: Events, figure: Callable[[Events], float]) -> dict[str, float]:
    """Holder → how the figure changes when the holder is left out: figure without − figure with all.

    Respondents are no random sample, so that no interval is computed from drawing among them; this shows on whom a figure hangs. The
    jackknife's values without its variance: Efron & Stein (1981), The jackknife estimate of variance, Annals of Statistics 9.

    >>> from remissgraf.queries.networks.events import Event
    >>> said = [("A", "x"), ("B", "x"), ("C", "x"), ("A", "y"), ("B", "y")]
    >>> events = Events.of(Event(f"s{n}", *each, True) for n, each in enumerate(said))
    >>> influence(events, lambda some: float(len(some.rows)))
    {'A': -2.0, 'B': -2.0, 'C': -1.0}
    """
    whole = figure(events)
    return {
        holder: figure(events.where(lambda row, gone=holder: row.first != gone)) - whole  # type: ignore[misc]  # a default is not inferred
        for holder in sorted({row.first for row in events.rows})
    }


def _counted(
    events: Events, aggregation: str, normalization: str, duplicates: str
) -> tuple[Cells, Callable[[Cells], Floats]]:
    """The events without duplicates, counted, and the way from some of their units to a matrix of all holders."""
    kept = once(events, duplicates, qualifier=aggregation != "ignore")
    said = kept if aggregation == "ignore" else kept.committed()
    holders, units = {row.first for row in kept.rows}, {row.second for row in kept.rows}
    counted = cells(said, rows=holders, columns=units)
    return counted, lambda some: weight_matrix(some, kept.scale, aggregation, normalization).toarray()


def _levels_of(counted: Cells, unit: str) -> slice:
    """The columns of a unit."""
    at, levels = counted.columns.index(unit), len(counted.levels)
    return slice(at * levels, (at + 1) * levels)


def _without(counted: Cells, unit: str) -> Cells:
    stays = np.ones(counted.counts.shape[1], dtype=np.bool_)
    stays[_levels_of(counted, unit)] = False
    left = tuple(name for name in counted.columns if name != unit)
    counts = counted.counts[:, stays]
    return replace(counted, columns=left, counts=counts, roots=counts)
