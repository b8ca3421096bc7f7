"""Windows and kernels, and what counts as the same statement within a span of time."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, timezone
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from remissgraf.errors import NetworkError
from remissgraf.queries.networks.duplicates import once
from remissgraf.queries.networks.events import Event, Events
from remissgraf.queries.networks.listing import COLUMNS, event_list
from remissgraf.queries.networks.onemode import one_mode
from remissgraf.queries.networks.windows import KERNELS, windows

from .oracle import events_on


def at(*times: datetime | None) -> Events:
    return Events.of(Event(f"s{n}", "A", "x", True, f"d{n}", time) for n, time in enumerate(times))


@pytest.mark.parametrize("kernel", KERNELS)
def test_a_kernel_is_symmetric_and_has_an_area_of_one(kernel: str) -> None:
    share = KERNELS[kernel]
    area = quad(share, -8, 8, points=[-1, 0, 1])[0]
    assert area == pytest.approx(1)
    assert [share(x) for x in (0.25, 0.5, 1.0)] == [share(-x) for x in (0.25, 0.5, 1.0)]


@pytest.mark.parametrize(("unit", "count"), [("days", 59), ("weeks", 7), ("months", 1)])
def test_only_windows_that_lie_within_the_whole_time(unit: str, count: int) -> None:
    events = at(datetime(2026, 1, 31), datetime(2026, 4, 1))
    found = list(windows(events, 3, unit))
    assert len(found) == count
    assert all(
        datetime(2026, 1, 31) <= one.start <= one.middle <= one.stop <= datetime(2026, 4, 1) for one in found
    )


def test_a_month_later_is_the_last_day_where_the_month_is_shorter() -> None:
    (window,) = windows(at(datetime(2026, 1, 31), datetime(2026, 4, 1)), 3, "months")
    assert (window.middle, window.stop) == (datetime(2026, 2, 28), datetime(2026, 3, 31))


def test_windows_of_statements_have_as_many_on_either_side() -> None:
    events = at(*(datetime(2026, 1, day) for day in range(1, 8)))
    found = list(windows(events, 5, "events"))
    assert [(window.middle.day, len(window.events.rows)) for window in found] == [(3, 5), (4, 5), (5, 5)]


@pytest.mark.parametrize("unit", ["minutes", "weeks", "months", "years"])
def test_no_window_is_as_wide_as_the_calendar(unit: str) -> None:
    events = at(datetime(2026, 1, 1), datetime(2026, 1, 9))
    assert not list(windows(events, 10**15, unit))
    assert not list(windows(events, 90_000, unit))


def test_undated_statements_are_in_no_window() -> None:
    assert not list(windows(at(None), 1))
    (window,) = windows(at(None, datetime(2026, 1, 1)), 1)
    assert len(window.events.rows) == 1


def test_the_bounds_can_be_given() -> None:
    events = at(datetime(2026, 1, 1), datetime(2026, 1, 9))
    found = list(windows(events, 1, start=datetime(2026, 1, 8), stop=datetime(2026, 1, 10)))
    assert [len(window.events.rows) for window in found] == [0, 1, 0]


@given(st.integers(1, 9), st.sampled_from(sorted(KERNELS)))
def test_a_weighted_network_stands_on_the_kernel_of_both_statements(width: int, kernel: str) -> None:
    rows = [
        Event("s1", "A", "x", True, "d", datetime(2026, 1, 10)),
        Event("s2", "B", "x", True, "d", datetime(2026, 1, 12)),
    ]
    start, stop = datetime(2026, 1, 1), datetime(2026, 1, 20)
    share = KERNELS[kernel]
    for window in windows(Events.of(rows), width, kernel=kernel, start=start, stop=stop):
        network = one_mode(window.events, weights=window.weights)
        apart = [2 * (window.middle.day - day) / width for day in (10, 12)]
        assert network.weight("A", "B") == pytest.approx(math.sqrt(share(apart[0]) * share(apart[1])))
        parts = network.behind("A", "B")
        assert sum(part.weight for part in parts) == pytest.approx(network.weight("A", "B"))


@given(events_on("nominal"), st.sampled_from(["congruence", "conflict", "subtract"]), st.data())
def test_with_any_weights_an_edge_weighs_what_it_lists(
    events: Events, aggregation: str, data: st.DataObject
) -> None:
    shares = st.sampled_from([0.0, 0.25, 0.5, 1.0])
    weights = data.draw(st.lists(shares, min_size=len(events.rows), max_size=len(events.rows)))
    network = one_mode(events, aggregation, weights=weights)
    for one, other in combinations(network.rows, 2):
        listed = sum(part.weight for part in network.behind(one, other))
        assert listed == pytest.approx(network.weight(one, other))


@given(
    events_on("integer"),
    st.sampled_from(["ignore", "congruence", "conflict", "subtract"]),
    st.sampled_from(["average", "jaccard", "cosine", "true-cosine"]),
)
def test_statements_of_equal_weight_are_as_near_as_without_weights(
    events: Events, aggregation: str, normalization: str
) -> None:
    plain = one_mode(events, aggregation, normalization)
    half = one_mode(events, aggregation, normalization, weights=[0.5] * len(events.rows))
    np.testing.assert_allclose(half.dense(), plain.dense(), atol=1e-12)


def test_a_node_s_frequency_is_of_the_statements_in_the_window() -> None:
    events = at(*(datetime(2026, 1, day) for day in (1, 2, 9)))
    first = next(windows(events, 3, kernel="uniform"))
    assert one_mode(first.events, weights=first.weights).graph().nodes["A"]["frequency"] == 2


@pytest.mark.parametrize(
    ("within", "left"),
    [("include", 5), ("document", 5), ("week", 4), ("month", 4), ("year", 3), ("range", 1)],
)
def test_the_year_is_part_of_a_week_and_of_a_month(within: str, left: int) -> None:
    # Week 1 of 2026 begins on 29 December 2025.
    days = [(2025, 1, 2), (2025, 12, 29), (2026, 1, 2), (2026, 1, 20), (2027, 1, 20)]
    assert len(once(at(*(datetime(*day) for day in days)), within, qualifier=True).rows) == left


def test_undated_statements_count_once_a_document_in_any_period() -> None:
    rows = [Event(f"s{n}", "A", "x", True, document) for n, document in enumerate(["d", "d", "e"])]
    assert [row.statement for row in once(Events.of(rows), "year", qualifier=True).rows] == ["s0", "s2"]


def test_the_first_in_time_is_kept_and_the_qualifier_tells_statements_apart_if_asked() -> None:
    rows = [
        Event("later", "A", "x", True, "d", datetime(2026, 1, 2)),
        Event("first", "A", "x", False, "d", datetime(2026, 1, 1)),
    ]
    assert [row.statement for row in once(Events.of(rows), "range", qualifier=False).rows] == ["first"]
    assert len(once(Events.of(rows), "range", qualifier=True).rows) == 2


def test_times_of_any_zone_come_to_one_clock() -> None:
    zone = timezone(timedelta(hours=2))
    events = at(datetime(2026, 1, 1, 1, tzinfo=zone), datetime(2025, 12, 31, 23, tzinfo=UTC))
    assert {row.time for row in events.rows} == {datetime(2025, 12, 31, 23)}


@pytest.mark.parametrize(
    ("width", "unit", "kernel"),
    [(0, "days", None), (1, "decades", None), (1, "days", "boxcar"), (1, "events", "uniform")],
)
def test_what_is_no_window_is_said(width: int, unit: str, kernel: str | None) -> None:
    with pytest.raises(NetworkError) as caught:
        list(windows(at(datetime(2026, 1, 1)), width, unit, kernel=kernel))
    assert caught.value.code == "network.option"


def test_a_list_of_events_holds_the_first_of_each_side_in_order_of_time() -> None:
    day = datetime(2025, 3, 1)
    events = Events.of(
        [
            Event("s4", "A", "x", True, "d", day + timedelta(days=2)),
            Event("s3", "A", "x", False, "d", day + timedelta(days=1)),
            Event("s2", "A", "x", True, "d", day),
            Event("s1", "A", "x", True, "e"),
        ]
    )
    heading, *lines = (line.rstrip("\r\n").split(",") for line in event_list(events, "document"))
    assert tuple(heading) == COLUMNS
    found = [dict(zip(heading, line, strict=True)) for line in lines]
    assert [(row["statement"], row["qualifier"]) for row in found] == [
        ("s1", "true"),
        ("s2", "true"),
        ("s3", "false"),
    ]
