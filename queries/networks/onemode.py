"""One-mode networks: holders joined by the units on which they speak alike or against each other, or units by their common holders.

Definitions: Leifeld (2017), Discourse Network Analysis, in The Oxford Handbook of Political Networks; each function gives its formula, with
X_ijk statements by holder i on unit j at level q_k of the qualifier, n_ij = Σ_k X_ijk, N_i = Σ_j n_ij, and R the scale's declared range.
It knows matrices of events, no graph and no file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from scipy import sparse

from remissgraf.errors import NetworkError
from remissgraf.queries.networks.cells import Cells, Floats, Sparse, cells, product, stored
from remissgraf.queries.networks.duplicates import once
from remissgraf.queries.networks.events import Events, Scale
from remissgraf.queries.networks.network import Network

__all__ = [
    "AGGREGATIONS",
    "NORMALIZATIONS",
    "conflict",
    "congruence",
    "ignore",
    "one_mode",
    "subtract",
    "weight_matrix",
]


def ignore(counted: Cells, scale: Scale) -> Sparse:
    """Σ_j n_ij · n_i′j: whatever they say of the same unit."""
    flat = counted.flat_roots
    return product(flat, flat)


def congruence(counted: Cells, scale: Scale) -> Sparse:
    """Σ_jkk′ X_ijk · X_i′jk′ · (1 − |q_k − q_k′| / R): the same position on the same unit; Σ_jk X_ijk · X_i′jk for a nominal scale."""
    return product(_nearby(counted, scale, near=True), counted.roots)


def conflict(counted: Cells, scale: Scale) -> Sparse:
    """Σ_jkk′ X_ijk · X_i′jk′ · |q_k − q_k′| / R: opposite positions on the same unit.

    For a nominal scale Σ_jk (X_ijk [X_i′jk = 0] + X_i′jk [X_ijk = 0]): positions that only one of the two takes.
    """
    if scale.kind == "nominal":
        return stored(_one_sided(counted))
    return product(_nearby(counted, scale, near=False), counted.roots)


def subtract(counted: Cells, scale: Scale) -> Sparse:
    """Congruence − conflict: positive where agreement outweighs."""
    return sparse.csr_array(congruence(counted, scale) - conflict(counted, scale))


AGGREGATIONS: Final[Mapping[str, Callable[[Cells, Scale], Sparse]]] = {
    "ignore": ignore,
    "congruence": congruence,
    "conflict": conflict,
    "subtract": subtract,
}
NORMALIZATIONS: Final = ("no", "average", "jaccard", "cosine", "true-cosine")


def one_mode(
    events: Events,
    aggregation: str = "congruence",
    normalization: str = "no",
    duplicates: str = "include",
    *,
    weights: Sequence[float] | None = None,
    rows: Iterable[str] | None = None,
) -> Network:
    """The network of holders; of units with `events.turned()`.

    aggregation: of AGGREGATIONS; all but "ignore" leave out events with an empty qualifier. normalization: each weight divided by
    (0 / 0 is 0) "average" (N_i + N_i′) / 2; "jaccard" Σ_jk (X_ijk [X_i′jk = 0] + X_i′jk [X_ijk = 0] + X_ijk · X_i′jk);
    "cosine" N_i · N_i′, as the field's reference tool defines it; "true-cosine" √(S_ii · S_i′i′), S the similarity of holders with
    themselves (congruence, or ignore under ignore), which gives values of −1 to 1.
    duplicates: of duplicates.DUPLICATES. weights: one for each of `events.rows`, not below 0, only without duplicates to drop: n, N and
    sums are of weights, and a pair of statements weighs the geometric mean of the two. rows: holders that are nodes though nothing of
    theirs is counted. Raises NetworkError "network.option".

    >>> from remissgraf.queries.networks.events import Event
    >>> said = [("A", "x", True), ("A", "y", False), ("B", "x", True), ("B", "y", True), ("C", "y", False)]
    >>> events = Events.of(Event(f"s{number}", *each) for number, each in enumerate(said))
    >>> [list(one_mode(events, kind).edges()) for kind in ("congruence", "conflict")]
    [[('A', 'B', 1.0), ('A', 'C', 1.0)], [('A', 'B', 1.0), ('B', 'C', 1.0)]]
    >>> list(one_mode(events, "subtract", "average").edges())  # A and C: 1 / ((2 + 1) / 2)
    [('A', 'C', 0.6666666666666666), ('B', 'C', -0.6666666666666666)]
    """
    _check(aggregation, normalization)
    if weights is not None and duplicates != "include":
        raise NetworkError("weighted statements have no duplicates to drop", code="network.option")
    holders = {row.first for row in events.rows} | set(rows or ())
    if aggregation != "ignore":
        if weights is not None:
            weights = [
                weight for row, weight in zip(events.rows, weights, strict=True) if row.qualifier is not None
            ]
        events = events.committed()
    kept = once(events, duplicates, qualifier=aggregation != "ignore")
    counted = cells(kept, weights=weights, rows=holders)
    raw = _without_diagonal(AGGREGATIONS[aggregation](counted, kept.scale))
    return Network(
        rows=counted.rows,
        columns=counted.rows,
        one_mode=True,
        aggregation=aggregation,
        normalization=normalization,
        matrix=_normalized(raw, counted, kept.scale, aggregation, normalization),
        raw=raw,
        events=kept,
        weights=None if weights is None else tuple(weights),
    )


def weight_matrix(counted: Cells, scale: Scale, aggregation: str, normalization: str) -> Sparse:
    """The weights of `one_mode` from events that are counted already; shape (rows, rows). Raises NetworkError "network.option"."""
    _check(aggregation, normalization)
    raw = _without_diagonal(AGGREGATIONS[aggregation](counted, scale))
    return _normalized(raw, counted, scale, aggregation, normalization)


def _check(aggregation: str, normalization: str) -> None:
    if aggregation not in AGGREGATIONS:
        raise _unknown(aggregation, "aggregation", AGGREGATIONS)
    if normalization not in NORMALIZATIONS:
        raise _unknown(normalization, "normalization", NORMALIZATIONS)


def _nearby(counted: Cells, scale: Scale, *, near: bool) -> Sparse:
    """X with each level's column replaced by Σ_k X_ijk · w_kk′: the levels near (or far from) it, by their share."""
    shares = np.zeros((len(counted.levels), len(counted.levels)))
    for one, first in enumerate(counted.levels):
        for other, second in enumerate(counted.levels):
            if first is not None and second is not None:
                distance = scale.distance(first, second)
                shares[one, other] = 1.0 - distance if near else distance
    if np.array_equal(shares, np.eye(len(shares))):
        return counted.roots
    units = sparse.eye_array(len(counted.columns), format="csr")
    return sparse.csr_array(counted.roots @ sparse.kron(units, sparse.csr_array(shares), format="csr"))


def _one_sided(counted: Cells) -> Floats:
    """Σ_jk (X_ijk [X_i′jk = 0] + X_i′jk [X_ijk = 0]), of shape (rows, rows)."""
    there = counted.counts.copy()
    there.data = np.ones_like(there.data)
    alone = counted.totals[:, None] - product(counted.counts, there).toarray()
    return np.asarray(alone + alone.T, dtype=np.float64)


def _without_diagonal(matrix: Sparse) -> Sparse:
    """The same matrix, changed in place: no zeros are stored, and none of its diagonal."""
    across = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    matrix.data[across == matrix.indices] = 0.0
    matrix.eliminate_zeros()
    return matrix


def _normalized(raw: Sparse, counted: Cells, scale: Scale, aggregation: str, normalization: str) -> Sparse:
    if normalization == "no":
        return raw
    places = raw.tocoo()
    across, down = places.coords
    totals = counted.totals
    if normalization == "average":
        divisor = (totals[across] + totals[down]) / 2
    elif normalization == "cosine":
        pairs: Floats = np.asarray(counted.roots.sum(axis=1), dtype=np.float64).ravel()
        divisor = pairs[across] * pairs[down]
    elif normalization == "true-cosine":
        own = counted.flat_roots if aggregation == "ignore" else counted.roots
        shared = own if aggregation == "ignore" else _nearby(counted, scale, near=True)
        itself = np.asarray(own.multiply(shared).sum(axis=1), dtype=np.float64).ravel()
        divisor = np.sqrt(itself[across] * itself[down])
    else:
        divisor = (_one_sided(counted) + product(counted.roots, counted.roots).toarray())[across, down]
    values = np.divide(places.data, divisor, out=np.zeros_like(places.data), where=divisor != 0)
    return sparse.csr_array((values, (across, down)), shape=raw.shape)


def _unknown(value: str, what: str, known: Iterable[str]) -> NetworkError:
    return NetworkError(
        f"{value!r} is no {what} of a one-mode network",
        remedy=f"There are {', '.join(known)}.",
        code="network.option",
    )
