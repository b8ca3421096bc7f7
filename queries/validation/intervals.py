"""Intervals for figures of a network from the errors that a coded sample shows. It knows events, no store and no file.

Method: probabilistic bias analysis (Fox, Lash & Greenland 2005, A method to automate probabilistic sensitivity analyses of misclassified
binary variables, International Journal of Epidemiology 34). Again and again rates of error are drawn from what the sample allows, the
statements are mended at those rates, and the figures are computed; the interval holds 95 of 100 of them. The rates have Jeffreys' priors:
Dirichlet with ½ each for right, other side and wrong; Gamma with ½ for statements missed in a piece of text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from remissgraf.errors import NetworkError
from remissgraf.queries.networks.events import Events
from remissgraf.queries.validation.sample import Coded

__all__ = ["Interval", "intervals", "mended"]

_PRIOR: Final = 0.5
_ENDS: Final = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Interval:
    """value: of the network as it was found. low, high: the ends; the value may lie outside, where errors all go one way."""

    value: float
    low: float
    high: float


def intervals(
    events: Events,
    coded: Coded,
    figures: Callable[[Events], Mapping[str, float]],
    *,
    draws: int = 200,
    seed: int = 0,
    progress: Callable[[int, int, str], None] = lambda done, total, name: None,
) -> dict[str, Interval]:
    """Figure → its 95 % interval under errors of extraction. The same seed gives the same.

    events: claims with agreement, of actors (no levels rolled up, nothing filtered). figures: computed for each of `draws` mended
    debates; progress: called after each. Raises NetworkError "network.scale" where the qualifier is not for or against.
    """
    if events.scale.kind != "boolean":
        raise NetworkError("errors are known of statements for and against alone", code="network.scale")
    chance = np.random.default_rng(seed)
    found = figures(events)
    drawn: list[Mapping[str, float]] = []
    for number in range(draws):
        drawn.append(figures(mended(events, coded, chance)))
        progress(number + 1, draws, "")
    ends = {name: np.percentile([each.get(name, 0.0) for each in drawn], _ENDS) for name in found}
    return {
        name: Interval(value, float(ends[name][0]), float(ends[name][1])) for name, value in found.items()
    }


def mended(events: Events, coded: Coded, chance: np.random.Generator) -> Events:
    """The debate as it may be without the errors, by one draw: wrong statements gone, others on the other side, missed ones added.

    Which statements are wrong is left to chance alone, whatever their confidence. Missed ones are by actors in proportion to what was found
    of them, and say what some found statement says: a sample cannot tell more.

    >>> from remissgraf.queries.networks.events import Event
    >>> events = Events.of([Event("s1", "A", "x", True), Event("s2", "B", "x", False)])
    >>> perfect = Coded(right=10**9, side=0, wrong=0, pieces=10**9, missed=0, of_pieces=10)
    >>> mended(events, perfect, np.random.default_rng(1)).rows == events.rows
    True
    """
    _, side, wrong = chance.dirichlet([coded.right + _PRIOR, coded.side + _PRIOR, coded.wrong + _PRIOR])
    luck = chance.random(len(events.rows))
    kept = [
        row._replace(qualifier=not row.qualifier) if row.qualifier is not None and place >= 1 - side else row
        for row, place in zip(events.rows, luck, strict=True)
        if row.qualifier is None or place >= wrong
    ]
    committed = [row for row in events.rows if row.qualifier is not None]
    rate = chance.gamma(coded.missed + _PRIOR, 1 / coded.pieces)
    number = int(chance.poisson(rate * coded.of_pieces)) if committed else 0
    by, what = chance.integers(len(committed), size=(2, number)) if number else np.zeros((2, 0), dtype=int)
    added = [
        committed[speaker]._replace(
            statement=f"missed {place}",
            second=committed[model].second,
            qualifier=committed[model].qualifier,
        )
        for place, (speaker, model) in enumerate(zip(by.tolist(), what.tolist(), strict=True))
    ]
    return replace(events, rows=(*kept, *added))
