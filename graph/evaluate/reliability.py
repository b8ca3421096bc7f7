"""Whether the confidence of predictions means what it says: how many are right, by how sure they are. Knows no texts and no pairing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

__all__ = ["SURE", "Bin", "Reliability", "reliability"]

SURE: Final = 0.9
_EDGES: Final = (0.0, 0.5, 0.7, 0.8, SURE, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions with a confidence from `least` up to, not including, `below` (the last bin has its end too): all, those right, share."""

    least: float
    below: float
    n: int
    right: int
    share_right: float | None

    @property
    def name(self) -> str:
        if self.below == _EDGES[-1]:
            return f"≥ {self.least}"
        return f"{self.least}–{self.below}" if self.least else f"< {self.below}"


@dataclass(frozen=True, slots=True)
class Reliability:
    """n: predictions with a confidence. sure: the share of them with at least 0.9; sure_right: the share of those that is right.

    auc: the chance that of a right and a wrong prediction the right one has the higher confidence (ties count half): 0.5 is no order.
    expected: the number of right predictions that the confidences add up to, beside `right`. None where there is nothing to count.
    """

    bins: tuple[Bin, ...]
    n: int
    right: int
    expected: float
    sure: float | None
    sure_right: float | None
    auc: float | None


def reliability(judged: Iterable[tuple[float | None, bool]]) -> Reliability:
    """Of predictions as (confidence from 0 to 1, right); those without a confidence are left out."""
    told = [(sure, right) for sure, right in judged if sure is not None]
    bins = tuple(_bin(told, least, below) for least, below in pairwise(_EDGES))
    last = bins[-1]
    return Reliability(
        bins=bins,
        n=len(told),
        right=sum(right for _, right in told),
        expected=sum(sure for sure, _ in told),
        sure=last.n / len(told) if told else None,
        sure_right=last.share_right,
        auc=_auc([s for s, right in told if right], [s for s, right in told if not right]),
    )


def _bin(told: list[tuple[float, bool]], least: float, below: float) -> Bin:
    within = [right for sure, right in told if least <= sure and (sure < below or below == _EDGES[-1])]
    return Bin(least, below, len(within), sum(within), sum(within) / len(within) if within else None)


def _auc(right: list[float], wrong: list[float]) -> float | None:
    """By ranks, equal values sharing theirs, so that it takes no longer than sorting."""
    if not right or not wrong:
        return None
    pooled = sorted([(sure, True) for sure in right] + [(sure, False) for sure in wrong])
    ranks, at = 0.0, 0
    while at < len(pooled):
        end = at
        while end < len(pooled) and pooled[end][0] == pooled[at][0]:
            end += 1
        ranks += (at + 1 + end) / 2 * sum(is_right for _, is_right in pooled[at:end])
        at = end
    return (ranks - len(right) * (len(right) + 1) / 2) / (len(right) * len(wrong))
