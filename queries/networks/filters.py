"""Keeping and leaving out events by what a person writes: an actor's name, a unit, a kind of actor, a side, a document.

It compares values and builds no query, so that no letter in a name can break it. It knows events alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Final

from remissgraf.errors import NetworkError
from remissgraf.queries.networks.events import Event, Events

__all__ = ["PROPERTIES", "Condition", "between", "keep"]

# (property, value), as in ("type", "Kommun").
Condition = tuple[str, str]


def _names(events: Events, node: str) -> set[str]:
    return {node, events.label(node)}


PROPERTIES: Final[Mapping[str, Callable[[Events, Event], set[str]]]] = {
    "actor": lambda events, row: _names(events, row.first),
    "unit": lambda events, row: _names(events, row.second),
    "type": lambda events, row: set(events.attributes.get(row.first, {}).get("type", "").split("; ")),
    "qualifier": lambda events, row: {"" if row.qualifier is None else str(row.qualifier)},
    "document": lambda events, row: _names(events, row.document),
    "statement": lambda events, row: {row.statement},
}


def keep(events: Events, include: Iterable[Condition] = (), exclude: Iterable[Condition] = ()) -> Events:
    """Only events that have, of each property in `include`, one of its values, and none of those in `exclude`.

    Values are ids or labels; upper and lower case are the same; a qualifier is True, False, a number, or "" for none. Raises
    NetworkError "network.option" for a property that is not one of PROPERTIES, or a value that no event has, with the nearest ones.

    >>> events = Events.of([Event("s1", "A", "x", True), Event("s2", "B", "x", False), Event("s3", "B", "y")])
    >>> [row.statement for row in keep(events, [("actor", "b")], [("qualifier", "false")]).rows]
    ['s3']
    """
    wanted, unwanted = _grouped(events, include), _grouped(events, exclude)

    def passes(row: Event) -> bool:
        return all(_folded(events, row, name) & values for name, values in wanted.items()) and not any(
            _folded(events, row, name) & values for name, values in unwanted.items()
        )

    return events.where(passes) if wanted or unwanted else events


def between(events: Events, since: datetime | None, until: datetime | None) -> Events:
    """Only events of that time, both ends included (UTC without zone; None: open); undated ones drop where an end is given.

    >>> events = Events.of([Event("s1", "A", "x", time=datetime(2026, 1, 1)), Event("s2", "A", "x")])
    >>> [len(between(events, *ends).rows) for ends in ((None, None), (datetime(2026, 1, 1), None), (None, datetime(2025, 1, 1)))]
    [2, 1, 0]
    """
    if since is None and until is None:
        return events
    first, last = since or datetime.min, until or datetime.max
    return events.where(lambda row: row.time is not None and first <= row.time <= last)


def _folded(events: Events, row: Event, name: str) -> set[str]:
    return {value.casefold() for value in PROPERTIES[name](events, row)}


def _grouped(events: Events, conditions: Iterable[Condition]) -> dict[str, set[str]]:
    grouped: dict[str, set[str]] = {}
    known: dict[str, dict[str, str]] = {}
    for name, value in conditions:
        if name not in PROPERTIES:
            raise NetworkError(
                f"events have no property {name!r}",
                remedy=f"There are {', '.join(PROPERTIES)}.",
                code="network.option",
            )
        if name not in known:
            seen = {each for row in events.rows for each in PROPERTIES[name](events, row)}
            known[name] = {each.casefold(): each for each in sorted(seen)}
        if value.casefold() not in known[name]:
            near = get_close_matches(value.casefold(), known[name], n=3, cutoff=0.5)
            raise NetworkError(
                f"no statement has the {name} {value[:80]!r}",
                remedy="Did you mean " + " or ".join(known[name][each] for each in near) + "?"
                if near
                else None,
                code="network.option",
            )
        grouped.setdefault(name, set()).add(value.casefold())
    return grouped
