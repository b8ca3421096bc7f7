"""How many predictions are right by their confidence, counted by hand and against the definition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.graph.evaluate import reliability

JUDGED = st.lists(st.tuples(st.integers(0, 20).map(lambda n: n / 20), st.booleans()), max_size=40)


def test_every_edge_belongs_to_the_bin_above_it() -> None:
    found = reliability((sure, True) for sure in (0.0, 0.49, 0.5, 0.7, 0.8, 0.89, 0.9, 1.0))
    assert [(one.name, one.n) for one in found.bins] == [
        ("< 0.5", 2),
        ("0.5–0.7", 1),
        ("0.7–0.8", 1),
        ("0.8–0.9", 2),
        ("≥ 0.9", 2),
    ]


def test_shares_are_of_those_that_tell_a_confidence() -> None:
    found = reliability([(0.95, True), (0.9, False), (0.6, True), (0.3, False), (None, True)])
    assert (found.n, found.right) == (4, 2)
    assert found.expected == pytest.approx(2.75)
    assert (found.sure, found.sure_right) == (0.5, 0.5)
    assert found.auc == 0.75
    assert found.bins[2].share_right is None


def test_without_predictions_there_is_nothing_to_say() -> None:
    found = reliability([(None, False)])
    assert (found.n, found.sure, found.sure_right, found.auc) == (0, None, None, None)


@given(JUDGED)
def test_the_order_is_counted_as_it_is_defined(judged: list[tuple[float, bool]]) -> None:
    found = reliability(judged)
    duels = [(a > b) + (a == b) / 2 for a, right in judged if right for b, other in judged if not other]
    assert found.auc == (pytest.approx(sum(duels) / len(duels)) if duels else None)
    assert sum(one.n for one in found.bins) == found.n == len(judged)
    assert sum(one.right for one in found.bins) == found.right
