"""Who says what about which chapter: the frozen table of ties that every network, network file and page is made from.

It is read from the rows of the library query "network-actor-chapter" (columns in COLUMNS) and knows no store, no graph library
and no format. One tie is one statement by one actor on one chapter; a statement on two chapters is two ties.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from remissgraf.errors import ExportError
from remissgraf.graph.model import POLARITY, Polarity

__all__ = ["COLUMNS", "OPTIONAL_COLUMNS", "WHOLE", "Incidence", "Party", "Target", "Tie"]

COLUMNS: tuple[str, ...] = (
    "actor",
    "actor_label",
    "actor_type",
    "chapter",
    "chapter_label",
    "stance_class",
    "stance_label",
    "polarity",
    "statement",
    "quote",
    "confidence",
    "response",
    "source",
    "start",
    "end",
    "page",
)
# chapter_order: a number that rises through the strategy; quote_language: "sv", "en" … of the quoted sentence;
# class_label: of the stance class, where stance_label may be that of a finer concept.
OPTIONAL_COLUMNS: tuple[str, ...] = ("chapter_order", "quote_language", "class_label")

# The id that stands for the whole strategy, which has no chapter IRI. No IRI looks like it.
WHOLE = "whole-strategy"

_POLARITIES: Mapping[str, Polarity] = {name: name for name in POLARITY.values()}
_LONGEST_NUMBER = 15
_DIGITS = re.compile(f"([0-9]{{1,{_LONGEST_NUMBER}}})")


@dataclass(frozen=True, slots=True)
class Party:
    """An actor. id: its IRI; types: labels of its kinds, sorted (a municipality that is also a region has two)."""

    id: str
    label: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A chapter, or the whole strategy (id WHOLE). id: its IRI."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Tie:
    """One statement by one actor on one chapter, with its evidence.

    actor, chapter: ids in the incidence. statement, response: IRIs. source: path of the file; start, end: code points in the
    document's text; page from 1. What the row leaves empty is None. confidence: 0–1. language: of the quote, BCP 47.
    """

    actor: str
    chapter: str
    statement: str
    stance_class: str
    stance_label: str
    polarity: Polarity
    quote: str
    response: str
    source: str
    confidence: float | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None
    language: str | None = None


@dataclass(frozen=True)
class Incidence:
    """Actors and chapters with their ties. Every id in a tie is that of a party and a target here.

    parties: by label; targets: the whole strategy first, then in the strategy's order; ties: by party, target, class, place.
    stance_labels: one label for each stance class that occurs, in the order of the classes.
    """

    parties: tuple[Party, ...]
    targets: tuple[Target, ...]
    ties: tuple[Tie, ...]
    stance_labels: Mapping[str, str]

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> Incidence:
        """Read the rows of "network-actor-chapter"; empty cells are "" and columns beyond those known are left alone.

        Several rows of one statement, actor and chapter (an actor of two types) are one tie. The order of the rows is without
        meaning. Raises ExportError where a column is missing or a value cannot be read.
        """
        parties: dict[str, tuple[str, set[str]]] = {}
        targets: dict[str, tuple[str, str]] = {}
        ties: dict[tuple[str, str, str], Tie] = {}
        labels: dict[str, Counter[str]] = {}
        for number, row in enumerate(rows, start=1):
            missing = [column for column in COLUMNS if column not in row]
            if missing:
                raise ExportError(
                    f"the network query gives no column {', '.join(missing)}",
                    where=f"row {number}",
                    remedy=f"It must give these columns: {', '.join(COLUMNS)}.",
                    code="export.incidence",
                )
            tie = _tie(row, number)
            labels.setdefault(tie.stance_class, Counter())[row.get("class_label") or tie.stance_label] += 1
            label, types = parties.setdefault(tie.actor, (row["actor_label"] or tie.actor, set()))
            # Of several labels the first in the alphabet stands, so that the order of the rows has no say.
            parties[tie.actor] = (min(label, row["actor_label"] or label), types)
            if row["actor_type"]:
                types.add(row["actor_type"])
            chapter = (row.get("chapter_order") or "", row["chapter_label"] or tie.chapter)
            targets[tie.chapter] = min(targets.get(tie.chapter, chapter), chapter)
            key = (tie.actor, tie.chapter, tie.statement)
            ties[key] = min(ties.get(key, tie), tie, key=repr)
        ordered_parties = sorted(parties.items(), key=lambda item: (_natural(item[1][0]), item[0]))
        ordered_targets = sorted(
            targets.items(), key=lambda item: (item[0] != WHOLE, *_place(*item[1]), item[0])
        )
        rank = {target: index for index, (target, _) in enumerate(ordered_targets)}
        party_rank = {party: index for index, (party, _) in enumerate(ordered_parties)}
        classes = {name: index for index, name in enumerate(POLARITY)}
        return cls(
            parties=tuple(
                Party(party, label, tuple(sorted(types))) for party, (label, types) in ordered_parties
            ),
            targets=tuple(Target(target, label) for target, (_, label) in ordered_targets),
            ties=tuple(
                sorted(
                    ties.values(),
                    key=lambda tie: (
                        party_rank[tie.actor],
                        rank[tie.chapter],
                        classes[tie.stance_class],
                        tie.source,
                        tie.start or 0,
                        tie.statement,
                    ),
                )
            ),
            # The most used one; of equals the first in the alphabet.
            stance_labels={
                name: min(labels[name].items(), key=lambda item: (-item[1], item[0]))[0]
                for name in POLARITY
                if name in labels
            },
        )

    @cached_property
    def statements(self) -> int:
        """How many statements there are; one on two chapters, or by two actors, counts once."""
        return len({tie.statement for tie in self.ties})


def _tie(row: Mapping[str, str], number: int) -> Tie:
    stance = row["stance_class"]
    if stance not in POLARITY:
        raise _unreadable(row, number, "stance_class", f"one of {', '.join(POLARITY)}")
    polarity = _POLARITIES.get(row["polarity"])
    if polarity is None:
        raise _unreadable(row, number, "polarity", "positive, neutral or negative")
    for column in ("actor", "statement"):
        if not row[column]:
            raise _unreadable(row, number, column, "an IRI")
    return Tie(
        actor=row["actor"],
        chapter=row["chapter"] or WHOLE,
        statement=row["statement"],
        stance_class=stance,
        stance_label=row["stance_label"] or stance,
        polarity=polarity,
        quote=row["quote"],
        response=row["response"],
        source=row["source"],
        confidence=_confidence(row, number),
        start=_whole_number(row, number, "start"),
        end=_whole_number(row, number, "end"),
        page=_whole_number(row, number, "page"),
        language=row.get("quote_language") or None,
    )


def _confidence(row: Mapping[str, str], number: int) -> float | None:
    if not row["confidence"]:
        return None
    try:
        value = float(row["confidence"])
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise _unreadable(row, number, "confidence", "a number from 0 to 1")
    return value


def _whole_number(row: Mapping[str, str], number: int, column: str) -> int | None:
    text = row[column]
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise _unreadable(row, number, column, "a whole number")
    return int(text)


def _unreadable(row: Mapping[str, str], number: int, column: str, wanted: str) -> ExportError:
    return ExportError(
        f"{column} is {row[column][:80]!r}, not {wanted}",
        where=f"row {number}",
        remedy="Use the query network-actor-chapter as it comes with remissgraf.",
        code="export.incidence",
    )


def _place(order: str, label: str) -> tuple[object, ...]:
    """Sort key of a chapter: its place in the strategy where the rows give it, before those that only have a label."""
    known = order.isascii() and order.isdigit() and len(order) <= _LONGEST_NUMBER
    return (not known, int(order) if known else 0, _natural(label))


def _natural(text: str) -> tuple[tuple[bool, int, str], ...]:
    """Sort key that counts numbers as numbers and puts them before letters: "2" before "10", "1.2" before "1.2.1"."""
    return tuple(
        (False, int(part), "") if part[0] in "0123456789" else (True, 0, part.casefold())
        for part in _DIGITS.split(text)
        if part
    )
