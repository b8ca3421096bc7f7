"""How far a debate splits into blocs that agree within and are against each other. It knows events and one-mode networks.

Definition: the partitioning of signed networks of Doreian & Mrvar (1996), A partitioning approach to structural balance, Social
Networks 18, with weights, congruence as positive and conflict as negative ties.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from remissgraf.errors import NetworkError
from remissgraf.queries.networks.cells import Floats
from remissgraf.queries.networks.events import Events
from remissgraf.queries.networks.onemode import one_mode

__all__ = ["Polarization", "polarization"]


@dataclass(frozen=True, slots=True)
class Polarization:
    """blocs: at most as many as asked for, largest first. fit: share of congruence and conflict that is where the blocs want it, 0–1.
    gain: how much more that is than without blocs (the share of congruence); 0 where nothing is split."""

    blocs: tuple[frozenset[str], ...]
    fit: float
    gain: float


def polarization(
    events: Events,
    blocs: int = 2,
    normalization: str = "no",
    duplicates: str = "document",
    *,
    seeds: Sequence[int] = tuple(range(20)),
) -> Polarization:
    """The split into so many blocs with the best fit: (congruence within blocs + conflict between them) / (all congruence and conflict).

    From random splits, one a seed, holders move to the bloc where they fit best until none does; the best end is taken. Holders without
    ties are left out. normalization, duplicates: as in `one_mode`. Raises NetworkError "network.option" for less than one bloc.

    >>> from remissgraf.queries.networks.events import Event
    >>> said = [("A", "x", True), ("B", "x", True), ("C", "x", False), ("C", "y", True), ("A", "y", True)]
    >>> found = polarization(Events.of(Event(f"s{n}", *each, f"d{n}") for n, each in enumerate(said)))
    >>> [sorted(bloc) for bloc in found.blocs], found.fit  # A–B 1 and A–C 1 agree, A–C 1 and B–C 1 do not: 3 of 4 fit
    ([['A', 'B'], ['C']], 0.75)
    >>> found.gain
    0.25
    """
    if blocs < 1:
        raise NetworkError("there must be at least one bloc", code="network.option")
    agree, against = (
        one_mode(events, kind, normalization, duplicates) for kind in ("congruence", "conflict")
    )
    positive, negative = agree.dense(), against.dense()
    tied = np.flatnonzero((positive + negative).sum(axis=1))
    positive, negative = positive[np.ix_(tied, tied)], negative[np.ix_(tied, tied)]
    total = float(positive.sum() + negative.sum())
    if not total:
        return Polarization((), 0.0, 0.0)
    ends = [_settled(positive - negative, blocs, seed) for seed in seeds]
    # The fit of a split is its ties within, by sign, plus all conflict: one constant for all splits.
    fits = [float((positive * same + negative * ~same).sum()) / total for same in map(_same, ends)]
    best = int(np.argmax(fits))
    names = [agree.rows[place] for place in tied]
    groups = [
        frozenset(name for name, bloc in zip(names, ends[best], strict=True) if bloc == number)
        for number in range(blocs)
    ]
    ordered = sorted(filter(None, groups), key=lambda group: (-len(group), min(group)))
    return Polarization(tuple(ordered), fits[best], fits[best] - float(positive.sum()) / total)


def _same(ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.equal.outer(ends, ends)


def _settled(signed: Floats, blocs: int, seed: int) -> NDArray[np.int64]:
    """Blocs of the holders, moved one by one to where the sum of signed ties is largest, until no move gains anything."""
    chance = np.random.default_rng(seed)
    size = len(signed)
    ends = chance.integers(blocs, size=size)
    pull = np.zeros((size, blocs))
    for bloc in range(blocs):
        pull[:, bloc] = signed[:, ends == bloc].sum(axis=1)
    moved = True
    while moved:
        moved = False
        for node in chance.permutation(size):
            to = int(np.argmax(pull[node]))
            # Rounding must not send a holder to and fro for ever.
            if pull[node, to] > pull[node, ends[node]] + 1e-9:
                pull[:, ends[node]] -= signed[:, node]
                pull[:, to] += signed[:, node]
                ends[node] = to
                moved = True
    return ends
