"""Axioms made ready for matching without SPARQL: what follows from one triple alone is worked out once, beforehand.

A closed ontology's rules are mostly of one pattern: from a triple with this predicate, or a typing with this class, follow those triples.
All of them, and all that follows from what follows, are kept as one list for each predicate and class, so that a triple is
looked at once. Rules of several patterns are kept by the patterns that a new triple may match. This module knows rules, no data.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from remissgraf.graph.reason.patterns import TYPE, Atom, Axioms, Check, Rule, Triple

__all__ = ["Fan", "Join", "Keyed", "Plan", "make_plan"]

Item = TypeVar("Item")

# The two ends of a triple that is not known yet; no term begins with a blank.
_SUBJECT: Final = " subject"
_OBJECT: Final = " object"


@dataclass(frozen=True, slots=True)
class Keyed(Generic[Item]):
    """Items by the key of a triple: the class of a typing, else the predicate."""

    classes: dict[str, tuple[Item, ...]]
    predicates: dict[str, tuple[Item, ...]]

    @classmethod
    def collect(cls, pairs: Iterable[tuple[Atom, Item]]) -> Keyed[Item]:
        """The items by the key of the pattern that each comes with, in their order."""
        classes: dict[str, list[Item]] = defaultdict(list)
        predicates: dict[str, list[Item]] = defaultdict(list)
        for atom, item in pairs:
            (classes if atom.predicate == TYPE else predicates)[atom.key].append(item)
        return cls(
            {key: tuple(items) for key, items in classes.items()},
            {key: tuple(items) for key, items in predicates.items()},
        )

    def of(self, triple: Triple) -> tuple[Item, ...]:
        if triple[1] == TYPE:
            return self.classes.get(triple[2], ())
        return self.predicates.get(triple[1], ())


@dataclass(frozen=True, slots=True)
class Fan:
    """All that follows from one triple with a given predicate or class, without looking at any other triple.

    typings: classes of the subject. copies: predicates that hold between the same two. others: whole triples, in which " subject" and
    " object" stand for the triple's ends: typings of the object, turned triples, fixed values.
    """

    typings: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    others: tuple[Triple, ...] = ()

    def of(self, triple: Triple) -> Iterator[Triple]:
        subject, _, value = triple
        for kind in self.typings:
            yield subject, TYPE, kind
        for predicate in self.copies:
            yield subject, predicate, value
        yield from self.turned(subject, value)

    def turned(self, subject: str, value: str) -> list[Triple]:
        """The others, with the ends in their places."""
        ends = {_SUBJECT: subject, _OBJECT: value}
        return [
            (ends.get(one, one), predicate, ends.get(other, other)) for one, predicate, other in self.others
        ]


@dataclass(frozen=True, slots=True)
class Link:
    """A rule of two patterns that share one variable, as a chain does, seen from one of them.

    start: the end of the new triple (0 subject, 2 object) that the other has, too. by_subject: whether it is the other's subject.
    predicate: the other's. head: the conclusion, with ends by number: 0 and 2 are the new triple's, 3 and 5 the other's.
    """

    start: int
    by_subject: bool
    predicate: str
    head: tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class Join:
    """A rule or a check as seen from one of its patterns. first: what a new triple matches; rest: what must hold besides.

    rest is in such an order that each pattern shares a variable with those before it, where that can be.
    link: the same in short, where the rule is of the commonest form.
    """

    rule: Rule | Check
    first: Atom
    rest: tuple[Atom, ...]
    link: Link | None = None

    @property
    def head(self) -> Atom:
        """What a rule concludes."""
        assert isinstance(self.rule, Rule)
        return self.rule.head


@dataclass(frozen=True, slots=True)
class Plan:
    """Rules by what a triple must have to matter to them.

    classes, things, texts: fans of typings by class, and of other triples by predicate, for objects that are resources or texts.
    joins: rules of several patterns, or of one with a fixed value. heads: rules by their conclusion. checks: contradictions.
    spanning: the rules and checks of several patterns.
    """

    classes: dict[str, Fan]
    things: dict[str, Fan]
    texts: dict[str, Fan]
    joins: Keyed[Join]
    checks: Keyed[Join]
    heads: Keyed[Rule]
    spanning: tuple[Rule | Check, ...]

    def fan(self, triple: Triple) -> Fan | None:
        if triple[1] == TYPE:
            return self.classes.get(triple[2])
        return (self.texts if triple[2][0] == '"' else self.things).get(triple[1])


def make_plan(axioms: Axioms) -> Plan | None:
    """The axioms as a plan; None where one of them has a condition or any predicate, as equality needs."""
    everything: list[Rule | Check] = [*axioms.rules, *axioms.checks]
    if not all(_plain(one) for one in everything):
        return None
    alone = Keyed.collect((rule.body[0], rule) for rule in axioms.rules if _alone(rule))
    together = [rule for rule in axioms.rules if not _alone(rule)]
    several: list[Rule | Check] = [*together, *axioms.checks]
    things = {key: _fan((_SUBJECT, key, _OBJECT), alone, texts=False) for key in alone.predicates}
    return Plan(
        classes={key: _fan((_SUBJECT, TYPE, key), alone, texts=False) for key in alone.classes},
        things=things,
        texts={key: _fan((_SUBJECT, key, _OBJECT), alone, texts=True) for key in things},
        joins=Keyed.collect(_joins(together)),
        checks=Keyed.collect(_joins(axioms.checks)),
        heads=Keyed.collect((rule.head, rule) for rule in axioms.rules),
        spanning=tuple(rule for rule in several if len(rule.body) > 1),
    )


def _plain(rule: Rule | Check) -> bool:
    atoms = (*rule.body, rule.head) if isinstance(rule, Rule) else rule.body
    return (
        bool(rule.body)
        and not rule.condition
        and not any(atom.predicate[0] == "?" or atom.key[0] == "?" for atom in atoms)
    )


def _alone(rule: Rule) -> bool:
    """Whether the rule follows from one triple, whatever stands at its ends."""
    (first, *rest) = rule.body
    ends = {first.subject} if first.predicate == TYPE else {first.subject, first.object}
    return not rest and all(end[0] == "?" for end in ends) and (first.predicate == TYPE or len(ends) == 2)


def _fan(start: Triple, alone: Keyed[Rule], *, texts: bool) -> Fan:
    """What follows from a triple of which only the key is known. texts: its object is a text, which nothing is said of."""
    found = {start: None}
    waiting = [start]
    while waiting:
        triple = waiting.pop()
        for rule in alone.of(triple):
            (body,) = rule.body
            values = {body.subject: triple[0], body.object: triple[2]}
            head = rule.head
            new = (
                values.get(head.subject, head.subject),
                head.predicate,
                values.get(head.object, head.object),
            )
            if new not in found and new[0][0] != '"' and not (texts and new[0] == _OBJECT):
                found[new] = None
                waiting.append(new)
    del found[start]
    typings = [t for t in found if t[0] == _SUBJECT and t[1] == TYPE and t[2] != _SUBJECT]
    copies = [t for t in found if t[0] == _SUBJECT and t[2] == _OBJECT]
    others = [t for t in found if t not in {*typings, *copies}]
    return Fan(tuple(t[2] for t in typings), tuple(t[1] for t in copies), tuple(others))


def _joins(rules: Iterable[Rule | Check]) -> Iterator[tuple[Atom, Join]]:
    for rule in rules:
        for at, first in enumerate(rule.body):
            rest = list(rule.body[:at] + rule.body[at + 1 :])
            known = {first.subject, first.object}
            ordered: list[Atom] = []
            while rest:
                atom = max(rest, key=lambda one: len(known & {one.subject, one.object}))
                rest.remove(atom)
                known |= {atom.subject, atom.object}
                ordered.append(atom)
            link = (
                _link(first, ordered[0], rule.head) if len(ordered) == 1 and isinstance(rule, Rule) else None
            )
            yield first, Join(rule, first, tuple(ordered), link)


def _link(first: Atom, other: Atom, head: Atom) -> Link | None:
    places = {first.subject: 0, first.object: 2}
    shared = {first.subject, first.object} & {other.subject, other.object}
    ends = (first.subject, first.object, other.subject, other.object)
    if len(shared) != 1 or len(set(ends)) != 3 or any(end[0] != "?" for end in ends):
        return None
    (variable,) = shared
    places = {other.subject: 3, other.object: 5, **places}
    if head.subject not in places or head.object not in places:
        return None
    return Link(
        start=places[variable],
        by_subject=other.subject == variable,
        predicate=other.predicate,
        head=(places[head.subject], head.predicate, places[head.object]),
    )
