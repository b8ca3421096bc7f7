"""Which prediction stands for which annotated statement of a text: one to one, the assignment of the greatest total weight.

A pair must lie on the same sentence; a strict pair has the same stance-bearing words or the same class besides. Knows no figures.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Final

from remissgraf.graph.evaluate.records import Gold, Place, Prediction, same_expression

__all__ = ["assign", "overlap", "pairs"]

# Of the shorter span, at least this much must be shared.
_SHARED: Final = 0.5
# Sentences shorter than this (compact form) are compared whole, never as parts.
_PART: Final = 8
# Below this likeness two sentences are two.
_ALIKE: Final = 0.8
# Page furniture inside one of the sentences: equal beginnings or ends, and long blocks that cover nearly all of the shorter.
_LONG: Final = 25
_EDGE: Final = 12
_BLOCK: Final = 10
_COVERED: Final = 0.9
# Weights of a pair: being one at all, the same expression, class, accepted class, a chapter in common, how well it sits.
_PAIR: Final = 1000
_EXPRESSION: Final = 100
_CLASS: Final = 60
_ACCEPTED: Final = 20
_CHAPTER: Final = 5
_SEAT: Final = 3
_SURE: Final = 2


def overlap(place: Place, others: Iterable[Place]) -> float:
    """How well a prediction's sentence sits on the best of several places, 0 (another sentence) to 1."""
    return max((_one(place, other) for other in others), default=0.0)


def _one(ours: Place, theirs: Place) -> float:
    if (
        ours.start is not None
        and ours.end is not None
        and theirs.start is not None
        and theirs.end is not None
    ):
        shared = min(ours.end, theirs.end) - max(ours.start, theirs.start)
        lengths = (ours.end - ours.start, theirs.end - theirs.start)
        if shared <= 0 or shared / min(lengths) < _SHARED:
            return 0.0
        return shared / min(lengths) * (0.9 + 0.1 * (shared / max(lengths)))
    return _likeness(ours.key, theirs.key) if ours.key and theirs.key else 0.0


def _likeness(one: str, other: str) -> float:
    """The same for sentences in their compact form, where there are no offsets to compare."""
    if one == other:
        return 1.0
    lengths = (len(one), len(other))
    if min(lengths) >= _PART and (one in other or other in one):
        return 0.9 + 0.1 * min(lengths) / max(lengths)
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
        ratio = matcher.ratio()
        if ratio >= _ALIKE:
            return ratio * 0.9
    if min(lengths) >= _LONG and (one[:_EDGE] == other[:_EDGE] or one[-_EDGE:] == other[-_EDGE:]):
        blocks = sum(block.size for block in matcher.get_matching_blocks() if block.size >= _BLOCK)
        if blocks / min(lengths) >= _COVERED:
            return 0.8 * blocks / min(lengths)
    return 0.0


def pairs(
    predictions: Sequence[Prediction],
    gold: Sequence[Gold],
    seats: Sequence[Sequence[float]],
    *,
    strict: bool,
) -> list[tuple[Prediction, Gold]]:
    """The best pairs of one text. seats: `overlap` of every prediction (row) with every annotated statement (column)."""
    weights = [
        [_weight(prediction, one, seat, strict) for one, seat in zip(gold, row, strict=True)]
        for prediction, row in zip(predictions, seats, strict=True)
    ]
    return [(predictions[row], gold[column]) for row, column in assign(weights)]


def _weight(prediction: Prediction, gold: Gold, seat: float, strict: bool) -> float:
    if seat <= 0:
        return 0.0
    expression = same_expression(prediction, gold)
    same, accepted = prediction.cls == gold.cls, prediction.cls in gold.alternatives
    if strict and not (expression or same or accepted):
        return 0.0
    return (
        _PAIR
        + _EXPRESSION * expression
        + _CLASS * same
        + _ACCEPTED * accepted
        + _CHAPTER * bool(prediction.chapters & gold.chapters)
        + _SEAT * seat
        # Where several places are accepted, the one that fits exactly is preferred.
        + _SURE * (len(gold.places) == 1 or seat > 0.99)
    )


def assign(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The assignment of rows to columns with the greatest total weight, as (row, column) by column; 0 allows no pair.

    Rows enter in order, and among equally short ways the one over the lowest column wins. The figures depend on that tie-break, so the
    matrix is solved as one: taken apart into independent parts it would be quicker and break some ties in another way.

    >>> assign([[5, 9], [0, 8]])
    [(0, 0), (1, 1)]
    """
    columns = len(weights[0]) if weights else 0
    if not columns:
        return []
    size = max(len(weights), columns)
    highest = max(max(line) for line in weights)
    costs = [[highest - weight for weight in line] + [highest] * (size - columns) for line in weights]
    costs += [[highest] * size for _ in range(size - len(weights))]
    return [
        (row, column)
        for column, row in enumerate(_cheapest(costs))
        if row < len(weights) and column < columns and weights[row][column] > 0
    ]


def _cheapest(costs: Sequence[Sequence[float]]) -> list[int]:
    """The row of every column in the cheapest complete assignment of a square matrix (Kuhn's method with potentials).

    Each row in turn enters by the shortest augmenting path under reduced costs, cost − row price − column price, which stay ≥ 0.
    """
    size = len(costs)
    row_price, column_price = [0.0] * size, [0.0] * size
    owner: list[int | None] = [None] * size
    for entering in range(size):
        distance = [float("inf")] * size
        came_from: list[int | None] = [None] * size
        done: list[int] = []
        free = set(range(size))
        row: int = entering
        last: int | None = None
        while True:
            for column in free:
                reduced = costs[row][column] - row_price[row] - column_price[column]
                if reduced < distance[column]:
                    distance[column], came_from[column] = reduced, last
            nearest = min(free, key=lambda column: (distance[column], column))
            step = distance[nearest]
            # Prices move with the search front, so that distances are counted from it.
            row_price[entering] += step
            for column in done:
                holder = owner[column]
                assert holder is not None
                row_price[holder] += step
                column_price[column] -= step
            for column in free:
                distance[column] -= step
            free.remove(nearest)
            done.append(nearest)
            last = nearest
            holder = owner[nearest]
            if holder is None:
                break
            row = holder
        # Every column on the path passes to the row before it; the first one to the row that enters.
        column = last
        while (before := came_from[column]) is not None:
            owner[column] = owner[before]
            column = before
        owner[column] = entering
    return [row for row in owner if row is not None]
