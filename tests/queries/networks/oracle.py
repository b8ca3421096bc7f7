"""The formulas of the literature in plain loops, cell by cell: slow, and read side by side with the definitions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import strategies as st

from remissgraf.queries.networks.events import Event, Events, Qualifier, Scale

__all__ = ["SCALES", "dated_events_on", "events_on", "slow_affiliation", "slow_once", "slow_one_mode"]

SCALES = {"boolean": Scale(), "integer": Scale("integer", -2, 2), "nominal": Scale("nominal")}
_VALUES: dict[str, list[Qualifier]] = {
    "boolean": [True, False],
    "integer": [-2, -1, 0, 1, 2],
    "nominal": ["bygga", "riva"],
}


@st.composite
def events_on(draw: st.DrawFn, scale: str, *, empty: bool = True, most: int = 25) -> Events:
    """Events of a few holders and units in a few documents."""
    values: list[Qualifier | None] = [*_VALUES[scale]]
    if empty:
        values.append(None)
    said = draw(
        st.lists(
            st.tuples(
                st.sampled_from("ABCÅ"),
                st.sampled_from("xyz"),
                st.sampled_from(values),
                st.sampled_from(["d1", "d2"]),
            ),
            max_size=most,
        )
    )
    return Events.of((Event(f"s{number}", *each) for number, each in enumerate(said)), SCALES[scale])


@st.composite
def dated_events_on(draw: st.DrawFn, scale: str) -> Events:
    """The same with days around New Year and months that two years share, a few undated."""
    days = [
        None,
        *(
            datetime(*day)
            for day in ((2024, 12, 30), (2024, 12, 31), (2025, 1, 1), (2025, 12, 29), (2024, 1, 2))
        ),
    ]
    drawn = draw(events_on(scale, most=14))
    return replace(drawn, rows=tuple(row._replace(time=draw(st.sampled_from(days))) for row in drawn.rows))


def slow_once(events: Events, within: str, *, qualifier: bool) -> Events:
    """Each event that no earlier one makes a duplicate of, all compared with all."""

    def same_span(one: Event, other: Event) -> bool:
        if within == "range":
            return True
        if within == "document" or one.time is None or other.time is None:
            return one.document == other.document and (within == "document" or one.time is other.time is None)
        if within == "week":
            # Monday of the week: the same day, whatever year it is called.
            return one.time.date() - timedelta(one.time.weekday()) == other.time.date() - timedelta(
                other.time.weekday()
            )
        return one.time.year == other.time.year and (within == "year" or one.time.month == other.time.month)

    kept: list[Event] = []
    for row in events.ordered:
        alike = [
            other
            for other in kept
            if (other.first, other.second) == (row.first, row.second)
            and (not qualifier or other.qualifier == row.qualifier)
            and same_span(other, row)
        ]
        if within == "include" or not alike:
            kept.append(row)
    return replace(events, rows=tuple(kept))


def slow_one_mode(
    events: Events, aggregation: str, normalization: str, nodes: Iterable[str] = ()
) -> tuple[list[str], list[list[float]], list[list[float]]]:
    """Holders (those of the events and `nodes`), weights before normalization, and weights; duplicates are counted."""
    holders = sorted({row.first for row in events.rows} | set(nodes))
    rows = [row for row in events.rows if aggregation == "ignore" or row.qualifier is not None]
    units = sorted({row.second for row in rows})
    levels = list(dict.fromkeys(row.qualifier for row in rows))
    x = Counter((row.first, row.second, row.qualifier) for row in rows)

    def n(holder: str, unit: str) -> int:
        return sum(x[holder, unit, level] for level in levels)

    def closeness(one: Qualifier | None, other: Qualifier | None) -> float:
        assert one is not None
        assert other is not None
        return 1 - events.scale.distance(one, other)

    def congruence(a: str, b: str) -> float:
        return sum(
            x[a, unit, k] * x[b, unit, m] * closeness(k, m) for unit in units for k in levels for m in levels
        )

    def one_sided(a: str, b: str) -> float:
        return sum(
            x[a, unit, k] * (x[b, unit, k] == 0) + x[b, unit, k] * (x[a, unit, k] == 0)
            for unit in units
            for k in levels
        )

    def conflict(a: str, b: str) -> float:
        if events.scale.kind == "nominal":
            return one_sided(a, b)
        return sum(
            x[a, unit, k] * x[b, unit, m] * (1 - closeness(k, m))
            for unit in units
            for k in levels
            for m in levels
        )

    def ignore(a: str, b: str) -> float:
        return sum(n(a, unit) * n(b, unit) for unit in units)

    def divisor(a: str, b: str) -> float:
        na, nb = (sum(n(holder, unit) for unit in units) for holder in (a, b))
        both = sum(x[a, unit, k] * x[b, unit, k] for unit in units for k in levels)
        itself = ignore if aggregation == "ignore" else congruence
        return {
            "no": 1.0,
            "average": (na + nb) / 2,
            "jaccard": one_sided(a, b) + both,
            "cosine": na * nb,
            "true-cosine": math.sqrt(itself(a, a) * itself(b, b)),
        }[normalization]

    kinds: dict[str, Callable[[str, str], float]] = {
        "ignore": ignore,
        "congruence": congruence,
        "conflict": conflict,
        "subtract": lambda a, b: congruence(a, b) - conflict(a, b),
    }
    raw = [[kinds[aggregation](a, b) if a != b else 0.0 for b in holders] for a in holders]
    whole = [
        [value / divisor(a, b) if divisor(a, b) else 0.0 for b, value in zip(holders, line, strict=True)]
        for a, line in zip(holders, raw, strict=True)
    ]
    return holders, raw, whole


def slow_affiliation(events: Events, aggregation: str, normalization: str) -> list[list[float]]:
    """Holders × units, sorted; duplicates are counted."""
    holders = sorted({row.first for row in events.rows})
    units = sorted({row.second for row in events.rows})
    rows = [row for row in events.rows if aggregation == "ignore" or row.qualifier is not None]
    x = Counter((row.first, row.second, row.qualifier) for row in rows)
    scale = events.scale
    declared = list(range(scale.low, scale.high + 1))

    def cell(holder: str, unit: str) -> float:
        seen = {level: count for (a, b, level), count in x.items() if (a, b) == (holder, unit)}
        if aggregation == "ignore":
            return sum(seen.values())
        numbers = {
            int(level): count
            for level, count in seen.items()
            if level is not None and not isinstance(level, str)
        }
        if aggregation == "combine":
            return sum(2.0 ** (len(declared) - 1 - declared.index(level)) for level in numbers)
        if scale.kind == "boolean":
            return numbers.get(1, 0) - numbers.get(0, 0)
        return sum(level * count for level, count in numbers.items())

    raw = [[cell(holder, unit) for unit in units] for holder in holders]
    counts = [[sum(v for (a, b, _), v in x.items() if (a, b) == (h, u)) for u in units] for h in holders]
    if aggregation == "combine":
        counts = [[int(value != 0) for value in line] for line in raw]

    def divisor(row: int, column: int) -> float:
        if normalization == "no":
            return 1.0
        return sum(counts[row]) if normalization == "activity" else sum(line[column] for line in counts)

    return [
        [value / divisor(i, j) if divisor(i, j) else 0.0 for j, value in enumerate(line)]
        for i, line in enumerate(raw)
    ]
