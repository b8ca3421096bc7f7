"""Intervals under errors: they close where nothing is wrong, open with doubt, and hold the truth about as often as they say."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from remissgraf.errors import NetworkError
from remissgraf.queries.networks.events import Event, Events, Scale
from remissgraf.queries.validation.intervals import intervals, mended
from remissgraf.queries.validation.sample import Coded


def debate(number: int, share: float = 0.6) -> Events:
    return Events.of(
        Event(f"s{n}", f"a{n % 7}", f"c{n % 5}", n % 10 < 10 * share, f"d{n % 7}") for n in range(number)
    )


def figures(events: Events) -> Mapping[str, float]:
    favour = sum(row.qualifier is True for row in events.rows)
    return {"statements": float(len(events.rows)), "favour": favour / max(1, len(events.rows))}


def test_without_errors_the_interval_is_the_value() -> None:
    perfect = Coded(10**9, 0, 0, 10**9, 0, 100)
    for found in intervals(debate(50), perfect, figures, draws=20).values():
        assert found.low == found.value == found.high


def test_more_coding_narrows_the_interval_and_the_seed_decides() -> None:
    def width(size: int) -> float:
        coded = Coded(8 * size, size, size, 10 * size, size, 1000)
        found = intervals(debate(200), coded, figures, draws=100)["favour"]
        return found.high - found.low

    assert width(1000) < width(10) < width(1)
    coded = Coded(8, 1, 1, 10, 1, 100)
    assert intervals(debate(50), coded, figures, draws=20) == intervals(debate(50), coded, figures, draws=20)


def test_rates_are_those_of_the_sample() -> None:
    coded = Coded(right=6000, side=1000, wrong=3000, pieces=10**4, missed=5000, of_pieces=200)
    chance = np.random.default_rng(5)
    drawn = [mended(debate(1000, 1.0), coded, chance) for _ in range(40)]
    kept = [[row for row in one.rows if not row.statement.startswith("missed")] for one in drawn]
    assert np.mean([len(rows) for rows in kept]) == pytest.approx(700, abs=10)
    against = np.mean([sum(row.qualifier is False for row in rows) for rows in kept])
    assert against == pytest.approx(100, abs=10)
    added = np.mean([len(one.rows) - len(rows) for one, rows in zip(drawn, kept, strict=True)])
    assert added == pytest.approx(100, abs=10)


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    """A debate of which the truth is known is spoilt and sampled 40 times; the number of true statements is looked for."""
    chance, held = np.random.default_rng(11), 0
    for _ in range(40):
        right = chance.random(400) < 0.8
        coded_right = int(right[:80].sum())
        pieces = chance.poisson(0.2, 300)
        coded = Coded(coded_right, 0, 80 - coded_right, 100, int(pieces[:100].sum()), 300)
        found = intervals(debate(400), coded, figures, draws=60)["statements"]
        held += found.low <= right.sum() + pieces.sum() <= found.high
    assert held >= 33


def test_nobody_said_anything() -> None:
    coded = Coded(1, 0, 0, 1, 1, 10)
    assert intervals(Events.of([]), coded, figures, draws=5)["statements"].high == 0


def test_a_scale_without_two_sides_is_refused() -> None:
    with pytest.raises(NetworkError) as caught:
        intervals(Events.of([], Scale("integer", -1, 1)), Coded(1, 0, 0, 1, 0, 1), figures)
    assert caught.value.code == "network.scale"
