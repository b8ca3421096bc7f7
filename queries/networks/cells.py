"""Events as a sparse matrix: holders in rows, each unit at each level of the qualifier in columns, numbers of statements in the cells.

This is X_ijk of the literature, flattened to one column for each unit and level. It knows nothing of what is made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from remissgraf.queries.networks.events import Events, Qualifier

__all__ = ["Cells", "Floats", "Sparse", "cells", "product", "stored"]

# Dense multiplication does a step so many times faster than sparse; it is taken where it wins and its arrays stay small.
_DENSE_GAIN: Final = 50
_DENSE_CELLS: Final = 1 << 25

Floats: TypeAlias = NDArray[np.float64]
Sparse: TypeAlias = "sparse.csr_array[np.float64, tuple[int, int]]"


@dataclass(frozen=True)
class Cells:
    """rows, columns: ids of holders and units, by code point. levels: the qualifier's values that are seen, ascending, None first.

    counts: the weights of the statements (1 where none are given), shape (rows, columns × levels); column unit · len(levels) + level.
    roots: the sums of the weights' square roots, for pairs: a pair of statements weighs the geometric mean of the two. The same as
    counts where none are given.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    levels: tuple[Qualifier | None, ...]
    counts: Sparse
    roots: Sparse

    @cached_property
    def flat(self) -> Sparse:
        """n_ij: the levels added up; shape (rows, columns)."""
        return self.weighed(np.ones(len(self.levels)))

    @cached_property
    def flat_roots(self) -> Sparse:
        """The same of `roots`."""
        return self.flat if self.roots is self.counts else replace(self, counts=self.roots).flat

    def weighed(self, weights: Floats) -> Sparse:
        """Σ_k weights_k · X_ijk; shape (rows, columns)."""
        units = sparse.eye_array(len(self.columns), format="csr")
        return sparse.csr_array(self.counts @ sparse.kron(units, weights.reshape(-1, 1), format="csr"))

    @cached_property
    def totals(self) -> Floats:
        """N_i: all statements of each holder; shape (rows,)."""
        return np.asarray(self.counts.sum(axis=1), dtype=np.float64).ravel()


def cells(
    events: Events,
    *,
    weights: Sequence[float] | None = None,
    rows: Iterable[str] | None = None,
    columns: Iterable[str] | None = None,
) -> Cells:
    """Count the events. weights: one for each row of `events.rows`, else 1. rows, columns: ids that are there though nobody speaks."""
    seen = events.rows
    holders = tuple(sorted({row.first for row in seen} | set(rows or ())))
    units = tuple(sorted({row.second for row in seen} | set(columns or ())))
    levels = tuple(sorted({row.qualifier for row in seen}, key=_level)) or (None,)
    holder_index = {name: index for index, name in enumerate(holders)}
    unit_index = {name: index * len(levels) for index, name in enumerate(units)}
    level_index = {level: index for index, level in enumerate(levels)}
    shape = (len(holders), len(units) * len(levels))
    across = np.fromiter((holder_index[row.first] for row in seen), dtype=np.int64, count=len(seen))
    down = np.fromiter(
        (unit_index[row.second] + level_index[row.qualifier] for row in seen),
        dtype=np.int64,
        count=len(seen),
    )

    def added(values: Floats) -> Sparse:
        # Equal places are added up on the way from coordinates to rows.
        counted = sparse.csr_array(sparse.coo_array((values, (across, down)), shape=shape))
        counted.eliminate_zeros()
        return counted

    if weights is None:
        counts = added(np.ones(len(seen)))
        return Cells(holders, units, levels, counts, counts)
    values = np.asarray(weights, dtype=np.float64)
    return Cells(holders, units, levels, added(values), added(np.sqrt(values)))


def product(one: Sparse, other: Sparse) -> Sparse:
    """one · otherᵀ, sparse or dense on the way as costs less."""
    rows, width = one.shape
    across = np.bincount(one.indices, minlength=width) @ np.bincount(other.indices, minlength=width).astype(
        float
    )
    fits = max(rows * width, rows * rows) <= _DENSE_CELLS
    if fits and across * _DENSE_GAIN > float(rows) * rows * width:
        return stored(one.toarray() @ other.toarray().T)
    return sparse.csr_array(one @ other.T)


def stored(dense: Floats) -> Sparse:
    """`csr_array(dense)` in a third of the time, without coordinates of rows on the way."""
    rows, width = dense.shape
    there = dense != 0
    ends = np.concatenate(([0], np.cumsum(np.count_nonzero(there, axis=1))))
    places = np.flatnonzero(there)
    down = places % width if width else places
    return sparse.csr_array((dense.ravel()[places], down, ends), shape=(rows, width))


def _level(value: Qualifier | None) -> tuple[bool, int, str]:
    if isinstance(value, str):
        return (True, 0, value)
    return (value is not None, int(value or 0), "")
