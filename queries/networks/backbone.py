"""The units that carry a debate, and the respondents a figure hangs on: what changes when one is left out.

It knows events and projections, no graph and no file.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from remissgraf.queries.networks.cells import Floats
from remissgraf.queries.networks.duplicates import once
from remissgraf.queries.networks.events import Events
from remissgraf.queries.networks.onemode import one_mode

__all__ = ["influence", "nested_backbone", "spectral_distance", "unit_losses"]


def spectral_distance(one: Floats, other: Floats) -> float:
    """Σ |λ_i − μ_i| over the eigenvalues of two symmetric matrices of the same shape, in order.

    Jovanović & Stanić (2012), Spectral distances of graphs, Linear Algebra and its Applications 436. A tie of weight 2 has the
    eigenvalues 2 and −2, one of weight 1 has 1 and −1:

    >>> round(spectral_distance(np.array([[0, 2.0], [2.0, 0]]), np.array([[0, 1.0], [1.0, 0]])), 9)
    2.0
    """
    return float(np.abs(np.linalg.eigvalsh(one) - np.linalg.eigvalsh(other)).sum()) if len(one) else 0.0


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
    kept, matrix = _full(events, aggregation, normalization, duplicates)
    full = matrix(kept)
    return {
        unit: spectral_distance(full, matrix(_without(kept, unit)))
        for unit in sorted({row.second for row in kept.rows})
    }


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
    kept, matrix = _full(events, aggregation, normalization, duplicates)
    full = matrix(kept)
    left = sorted({row.second for row in kept.rows})
    order = []
    while left:
        losses = {unit: spectral_distance(full, matrix(_without(kept, unit))) for unit in left}
        least = min(left, key=lambda unit: (losses[unit], unit))
        order.append((least, losses[least]))
        left.remove(least)
        kept = _without(kept, least)
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


def _full(
    events: Events, aggregation: str, normalization: str, duplicates: str
) -> tuple[Events, Callable[[Events], Floats]]:
    """The events without duplicates, and the way from some of them to a matrix of all holders."""
    kept = once(events, duplicates, qualifier=aggregation != "ignore")
    holders = {row.first for row in kept.rows}
    return kept, lambda some: one_mode(some, aggregation, normalization, rows=holders).dense()


def _without(events: Events, unit: str) -> Events:
    return events.where(lambda row: row.second != unit)
