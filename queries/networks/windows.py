"""Networks through time: windows that move over the calendar or over the statements, each statement whole or weighed by a kernel.

Definitions: Leifeld's discourse network analysis, with a triangular kernel that is symmetric. It knows events and clocks, no matrix.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from remissgraf.errors import NetworkError
from remissgraf.queries.networks.events import Event, Events

__all__ = ["KERNELS", "UNITS", "Window", "count_windows", "windows"]

_SECONDS: Final[Mapping[str, int]] = {"minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800}
_MONTHS: Final[Mapping[str, int]] = {"months": 1, "years": 12}
UNITS: Final = (*_SECONDS, *_MONTHS, "events")


def _within(share: Callable[[float], float]) -> Callable[[float], float]:
    return lambda x: share(x) if abs(x) <= 1 else 0.0


# Over x = 2 (γ − t) / w, γ the middle of the window, t the time of the statement, w the width. Gauss has no edge.
KERNELS: Final[Mapping[str, Callable[[float], float]]] = {
    "uniform": _within(lambda x: 0.5),
    "epanechnikov": _within(lambda x: 0.75 * (1 - x * x)),
    "triangular": _within(lambda x: 1 - abs(x)),
    "gaussian": lambda x: math.exp(-x * x / 2) / math.sqrt(2 * math.pi),
}


@dataclass(frozen=True)
class Window:
    """A window and its events. weights: one for each row of `events`, None without a kernel: the argument of that name in projections."""

    start: datetime
    middle: datetime
    stop: datetime
    events: Events
    weights: tuple[float, ...] | None = None


def windows(
    events: Events,
    width: int,
    unit: str = "days",
    *,
    kernel: str | None = None,
    start: datetime | None = None,
    stop: datetime | None = None,
) -> Iterator[Window]:
    """Windows in steps of one unit, only those that lie inside [start, stop] (the first and the last statement, unless given).

    unit: of UNITS; a window reaches round((width − 1) / 2) units to either side of its middle, both ends included. "events": as many
    windows as fit, with width // 2 statements on either side of a statement. kernel: of KERNELS, not with "events"; a statement then
    counts with its kernel weight, and x is 2 (γ − t) / width. Undated events are in no window. Drop duplicates before, with `once`.
    Raises NetworkError "network.option".

    >>> rows = [Event(f"s{day}", "A", "x", True, "d", datetime(2026, 1, day)) for day in (1, 2, 5)]
    >>> [(window.middle.day, len(window.events.rows)) for window in windows(Events.of(rows), 3)]
    [(2, 2), (3, 1), (4, 1)]
    >>> (window,) = windows(Events.of(rows), 4, kernel="triangular")
    >>> window.middle.day, window.weights
    (3, (0.0, 0.5, 0.0))
    """
    if unit not in UNITS or (kernel is not None and kernel not in KERNELS):
        wrong, known = (unit, UNITS) if unit not in UNITS else (kernel, tuple(KERNELS))
        raise NetworkError(
            f"{wrong!r} is no unit or kernel of a time window",
            remedy=f"There are {', '.join(known)}.",
            code="network.option",
        )
    if width < 1 or (kernel is not None and unit == "events"):
        raise NetworkError(
            "a window is at least 1 wide, and windows of statements have no kernel", code="network.option"
        )
    dated = [row for row in events.ordered if row.time is not None]
    if not dated:
        return
    first, last = start or _time(dated[0]), stop or _time(dated[-1])
    inside = [row for row in dated if first <= _time(row) <= last]
    # round((w − 1) / 2), halves upwards, is w // 2 for every whole w.
    half = width // 2
    if unit == "events":
        for place in range(half, len(inside) - half):
            chosen = tuple(inside[place - half : place + half + 1])
            yield Window(
                _time(chosen[0]), _time(inside[place]), _time(chosen[-1]), replace(events, rows=chosen)
            )
        return
    for begin, middle, end in _spans(first, last, half, unit):
        if kernel is None:
            chosen = tuple(row for row in inside if begin <= _time(row) <= end)
            yield Window(begin, middle, end, replace(events, rows=chosen))
        else:
            share = KERNELS[kernel]
            weights = tuple(share(2 * _units(_time(row), middle, unit) / width) for row in inside)
            yield Window(begin, middle, end, replace(events, rows=tuple(inside)), weights)


def count_windows(
    events: Events,
    width: int,
    unit: str,
    most: int,
    *,
    start: datetime | None = None,
    stop: datetime | None = None,
) -> int:
    """How many windows `windows` gives of valid choices, without making them; most + 1 where there are more than `most`.

    >>> rows = [Event(f"s{day}", "A", "x", True, "d", datetime(2026, 1, day)) for day in (1, 2, 5)]
    >>> [count_windows(Events.of(rows), *choice, 100) for choice in ((3, "days"), (3, "events"), (9, "weeks"), (1, "minutes"))]
    [3, 1, 0, 101]
    """
    times = [row.time for row in events.rows if row.time is not None]
    if not times:
        return 0
    first, last = start or min(times), stop or max(times)
    if unit == "events":
        inside = sum(1 for time in times if first <= time <= last)
        return max(0, min(inside - 2 * (width // 2), most + 1))
    return sum(1 for _ in islice(_spans(first, last, width // 2, unit), most + 1))


def _spans(
    first: datetime, last: datetime, half: int, unit: str
) -> Iterator[tuple[datetime, datetime, datetime]]:
    """Begin, middle and end of each window that lies inside."""
    step = half
    while (end := _moved(first, step + half, unit)) <= last:
        yield _moved(first, step - half, unit), _moved(first, step, unit), end
        step += 1


def _time(row: Event) -> datetime:
    assert row.time is not None
    return row.time


def _moved(time: datetime, steps: int, unit: str) -> datetime:
    """So many units later; a day that the month does not have becomes its last, a time beyond the calendar the calendar's last."""
    try:
        if unit in _SECONDS:
            return time + timedelta(seconds=steps * _SECONDS[unit])
        year, month = divmod(time.year * 12 + time.month - 1 + steps * _MONTHS[unit], 12)
        return time.replace(year=year, month=month + 1, day=min(time.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return datetime.max


def _units(time: datetime, middle: datetime, unit: str) -> float:
    """From `time` to `middle` in units; months by their own length, so that equal dates of two months are one month apart."""
    if unit in _SECONDS:
        return (middle - time).total_seconds() / _SECONDS[unit]
    return (_month(middle) - _month(time)) / _MONTHS[unit]


def _month(time: datetime) -> float:
    days = monthrange(time.year, time.month)[1]
    passed = (time - time.replace(day=1, hour=0, minute=0, second=0, microsecond=0)).total_seconds()
    return time.year * 12 + time.month + passed / (days * 86400)
