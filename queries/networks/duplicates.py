"""Counting a statement once: the first of several alike within a document or a span of time. It knows events and the calendar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from remissgraf.errors import NetworkError
from remissgraf.queries.networks.events import Event, Events, place_in_time

__all__ = ["DUPLICATES", "once"]

Period = Callable[[datetime], tuple[int, ...]]

# Each with its year: the tenth week of one year is not that of the next. The ISO week's own year, which at New Year is not the calendar's.
_PERIODS: Final[Mapping[str, Period]] = {
    "week": lambda time: tuple(time.isocalendar()[:2]),
    "month": lambda time: (time.year, time.month),
    "year": lambda time: (time.year,),
}
DUPLICATES: Final = ("include", "document", *_PERIODS, "range")


def once(events: Events, within: str, *, qualifier: bool) -> Events:
    """Of events with the same holder and unit (and qualifier, if that is asked for) only the first within each document or period.

    within: of DUPLICATES; "include" keeps all, "range" is the whole time. Undated events count as one period a document.
    The first is by `place_in_time`. Definition: Leifeld, discourse network analysis ("duplicates"), with the year kept.

    >>> from datetime import datetime
    >>> rows = [Event(f"s{year}", "A", "x", True, f"d{year}", datetime(year, 3, 1)) for year in (2024, 2025)]
    >>> [len(once(Events.of(rows), within, qualifier=True).rows) for within in ("month", "year", "range")]
    [2, 2, 1]
    """
    if within not in DUPLICATES:
        raise NetworkError(
            f"{within!r} is no way to count duplicates",
            remedy=f"The ways are {', '.join(DUPLICATES)}.",
            code="network.option",
        )
    if within == "include":
        return events
    period = _PERIODS.get(within)

    def span(row: Event) -> object:
        if within == "range":
            return None
        if period is None or row.time is None:
            return row.document
        return period(row.time)

    # Few events have a duplicate: to sort them all would cost many times as much.
    first: dict[tuple[object, ...], Event] = {}
    for row in events.rows:
        key = (row.first, row.second, row.qualifier if qualifier else None, span(row))
        known = first.setdefault(key, row)
        if known is not row and place_in_time(row) < place_in_time(known):
            first[key] = row
    return replace(events, rows=tuple(first.values()))
