"""Who said what of which unit, when and where: the frozen value that every discourse network is computed from.

One event is one statement by one holder (variable 1) on one unit (variable 2) with a qualifier, as a researcher codes it by hand or as the
graph gives it. It knows no query, no store, no matrix and no file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Literal, NamedTuple

from remissgraf.errors import NetworkError

__all__ = ["BOOLEAN", "Event", "Events", "Qualifier", "Scale", "place_in_time"]

Qualifier = bool | int | str


class Event(NamedTuple):
    """A statement by `first` on `second`.

    statement: IRI or id, the same in several events where a statement has several holders or units. first, second: ids.
    qualifier: a value of the scale, None where the statement commits itself to neither side. document: id. time: without zone, UTC.
    position: code points into the document.
    """

    statement: str
    first: str
    second: str
    qualifier: Qualifier | None = None
    document: str = ""
    time: datetime | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Scale:
    """What a qualifier may be, as it was declared, whatever values are seen.

    kind: "boolean" (False, True), "integer" (low … high) or "nominal" (texts; two are the same or not). values: the texts of a nominal
    one in their order, without which any text is on it.
    """

    kind: Literal["boolean", "integer", "nominal"] = "boolean"
    low: int = 0
    high: int = 1
    values: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise NetworkError(f"the scale goes from {self.low} to {self.high}", code="network.scale")

    def holds(self, value: Qualifier) -> bool:
        """Whether the scale has that value."""
        if self.kind == "nominal":
            return isinstance(value, str) and (not self.values or value in self.values)
        if self.kind == "boolean":
            return isinstance(value, bool)
        return isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high

    @property
    def levels(self) -> int:
        """How many values there are; 0 for a nominal scale that does not name them."""
        return len(self.values) if self.kind == "nominal" else self.high - self.low + 1

    def place(self, value: Qualifier) -> int:
        """The value's place among those of the scale, from 0. Raises NetworkError "network.scale" where the scale does not have it.

        >>> Scale().place(True), Scale("integer", -2, 2).place(-1), Scale("nominal", values=("bygga", "riva")).place("riva")
        (1, 1, 1)
        """
        if not self.holds(value) or not self.levels:
            raise NetworkError(
                f"the {self.kind} scale has no place for {str(value)[:80]!r}", code="network.scale"
            )
        return self.values.index(value) if isinstance(value, str) else int(value) - self.low

    def distance(self, one: Qualifier, other: Qualifier) -> float:
        """How far apart two values are, from 0 (the same) to 1 (the ends of the scale): |q − q′| / R, R the scale's declared range.

        >>> Scale("integer", -2, 2).distance(-1, 2), Scale().distance(True, False), Scale("nominal").distance("a", "b")
        (0.75, 1.0, 1.0)
        """
        if self.kind == "nominal":
            return float(one != other)
        if self.low == self.high:
            return 0.0
        return abs(int(one) - int(other)) / (self.high - self.low)


BOOLEAN = Scale()


@dataclass(frozen=True)
class Events:
    """Events on one scale, with what is known of the ids in them.

    rows: in any order, which has no meaning (`ordered` has one). attributes: id → name → text; "label", "kind" and "type" are known to
    the writers, others are written as they are. Events with an empty holder or unit are not here.
    """

    rows: tuple[Event, ...]
    scale: Scale = BOOLEAN
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        rows: Iterable[Event],
        scale: Scale = BOOLEAN,
        attributes: Mapping[str, Mapping[str, str]] | None = None,
    ) -> Events:
        """Check and keep: an event with an empty holder or unit drops, times come to UTC. Raises NetworkError "network.scale"."""
        kept = []
        for row in rows:
            if not row.first or not row.second:
                continue
            if row.qualifier is not None and not scale.holds(row.qualifier):
                raise NetworkError(
                    f"the qualifier is {str(row.qualifier)[:80]!r}, which the {scale.kind} scale does not have",
                    where=row.statement[:200],
                    remedy="Declare the scale that the statements were coded on.",
                    code="network.scale",
                )
            if row.time is not None and row.time.tzinfo is not None:
                kept.append(row._replace(time=row.time.astimezone(UTC).replace(tzinfo=None)))
            else:
                kept.append(row)
        return cls(tuple(kept), scale, attributes or {})

    @cached_property
    def ordered(self) -> tuple[Event, ...]:
        """In the order of `place_in_time`: the same for the same events."""
        return tuple(sorted(self.rows, key=place_in_time))

    @cached_property
    def statements(self) -> int:
        """How many different statements there are."""
        return len({row.statement for row in self.rows})

    def where(self, keep: Callable[[Event], bool]) -> Events:
        """Only the events that `keep` says yes to."""
        return replace(self, rows=tuple(row for row in self.rows if keep(row)))

    def committed(self) -> Events:
        """Without the events whose qualifier is empty."""
        return self.where(lambda row: row.qualifier is not None)

    def turned(self) -> Events:
        """Holders and units in each other's place: the way to the network of units."""
        return replace(
            self, rows=tuple(row._replace(first=row.second, second=row.first) for row in self.rows)
        )

    def mapped(
        self,
        first: Mapping[str, Iterable[str]] | None = None,
        second: Mapping[str, Iterable[str]] | None = None,
    ) -> Events:
        """At another level: each id replaced by those it is mapped to (several: an event each; unmapped ids stay as they are)."""
        one, two = first or {}, second or {}
        rows = (
            row._replace(first=holder, second=unit)
            for row in self.rows
            for holder in one.get(row.first, (row.first,))
            for unit in two.get(row.second, (row.second,))
        )
        # Two holders of one joint statement may roll up to the same one, who said it once.
        return replace(self, rows=tuple(dict.fromkeys(rows)))

    def label(self, node: str) -> str:
        """What a person calls a node: its label, else its id."""
        return self.attributes.get(node, {}).get("label") or node


def place_in_time(row: Event) -> tuple[object, ...]:
    """Key of the order of events: by time (undated ones first), document, place, statement, holder, unit and qualifier."""
    return (
        row.time or datetime.min,
        row.document,
        row.position,
        row.statement,
        row.first,
        row.second,
        str(row.qualifier),
    )
