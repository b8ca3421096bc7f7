"""Two-mode networks: holders and the units they speak on. It knows matrices of events, no graph and no file.

Definitions: Leifeld (2017), as in `onemode`, whose letters it uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from scipy import sparse

from remissgraf.errors import NetworkError
from remissgraf.queries.networks.cells import Cells, Floats, Sparse, cells
from remissgraf.queries.networks.duplicates import once
from remissgraf.queries.networks.events import Events, Qualifier, Scale
from remissgraf.queries.networks.network import Network

__all__ = ["AFFILIATIONS", "NORMALIZATIONS", "affiliation", "level_weight"]

AFFILIATIONS: Final = ("ignore", "subtract", "combine")
NORMALIZATIONS: Final = ("no", "activity", "prominence")
# Beyond so many levels the powers of two are no longer whole in a float.
_MOST_LEVELS: Final = 53


def level_weight(aggregation: str, scale: Scale, level: Qualifier | None) -> float:
    """What a statement at that level adds: 1 under "ignore"; ±1 (boolean) or q (integer) under "subtract"; under "combine"
    2^(K − 1 − k), k the level's place on the declared scale of K levels, once a level. Raises NetworkError "network.scale".

    >>> [level_weight("combine", Scale(), agrees) for agrees in (True, False)]
    [1.0, 2.0]
    """
    if aggregation == "ignore":
        return 1.0
    if level is None:
        return 0.0
    if aggregation == "subtract":
        if isinstance(level, str):
            raise NetworkError(
                "subtract needs a boolean or integer qualifier",
                remedy="Use ignore or combine for a nominal one.",
                code="network.scale",
            )
        return (1.0 if level else -1.0) if scale.kind == "boolean" else float(level)
    if scale.levels > _MOST_LEVELS:
        raise NetworkError(
            f"combine takes at most {_MOST_LEVELS} levels",
            where=f"{scale.levels} levels",
            code="network.scale",
        )
    return float(2 ** (scale.levels - 1 - scale.place(level)))


def affiliation(
    events: Events,
    aggregation: str = "ignore",
    normalization: str = "no",
    duplicates: str = "include",
    *,
    weights: Sequence[float] | None = None,
    rows: Iterable[str] | None = None,
    columns: Iterable[str] | None = None,
) -> Network:
    """Holders × units.

    aggregation: "ignore" n_ij; "subtract" X_ij1 − X_ij0, or Σ_k q_k · X_ijk on an integer scale; "combine" Σ_k 2^(K−1−k) [X_ijk > 0]
    (1 agrees, 2 disagrees, 3 does both). normalization: "activity" divides by N_i, "prominence" by Σ_i n_ij; under combine by the number of
    cells that are not empty. duplicates, weights, rows, columns and errors: as `onemode.one_mode`.

    >>> from remissgraf.queries.networks.events import Event
    >>> said = [("A", "x", True), ("A", "x", False), ("A", "y", False), ("B", "x", True)]
    >>> events = Events.of(Event(f"s{number}", *each) for number, each in enumerate(said))
    >>> [affiliation(events, kind).dense().tolist() for kind in AFFILIATIONS]
    [[[2.0, 1.0], [1.0, 0.0]], [[0.0, -1.0], [1.0, 0.0]], [[3.0, 2.0], [1.0, 0.0]]]
    """
    for value, what, known in (
        (aggregation, "aggregation", AFFILIATIONS),
        (normalization, "normalization", NORMALIZATIONS),
    ):
        if value not in known:
            raise NetworkError(
                f"{value!r} is no {what} of a two-mode network",
                remedy=f"There are {', '.join(known)}.",
                code="network.option",
            )
    if weights is not None and (duplicates != "include" or aggregation == "combine"):
        raise NetworkError(
            "weighted statements can be neither combined nor dropped as duplicates", code="network.option"
        )
    holders = {row.first for row in events.rows} | set(rows or ())
    units = {row.second for row in events.rows} | set(columns or ())
    if aggregation != "ignore":
        if weights is not None:
            weights = [
                weight for row, weight in zip(events.rows, weights, strict=True) if row.qualifier is not None
            ]
        events = events.committed()
    kept = once(events, duplicates, qualifier=aggregation != "ignore")
    counted = cells(kept, weights=weights, rows=holders, columns=units)
    raw = _raw(counted, kept.scale, aggregation)
    return Network(
        rows=counted.rows,
        columns=counted.columns,
        one_mode=False,
        aggregation=aggregation,
        normalization=normalization,
        matrix=_normalized(raw, counted, aggregation, normalization),
        raw=raw,
        events=kept,
        weights=None if weights is None else tuple(weights),
    )


def _raw(counted: Cells, scale: Scale, aggregation: str) -> Sparse:
    shares = np.array([level_weight(aggregation, scale, level) for level in counted.levels])
    if aggregation == "combine":
        there = counted.counts.copy()
        there.data = np.ones_like(there.data)
        counted = replace(counted, counts=there)
    raw = counted.weighed(shares)
    raw.eliminate_zeros()
    return raw


def _normalized(raw: Sparse, counted: Cells, aggregation: str, normalization: str) -> Sparse:
    if normalization == "no":
        return raw
    places = raw.tocoo()
    axis = 1 if normalization == "activity" else 0
    whole = raw.astype(bool) if aggregation == "combine" else counted.flat
    sums: Floats = np.asarray(whole.sum(axis=axis), dtype=np.float64).ravel()
    divisor = sums[places.coords[0 if normalization == "activity" else 1]]
    values = np.divide(places.data, divisor, out=np.zeros_like(places.data), where=divisor != 0)
    return sparse.csr_array((values, places.coords), shape=raw.shape)
