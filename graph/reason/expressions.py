"""Class expressions as triple patterns: the ways in which something can be seen to belong to one, and what follows from belonging.

A condition becomes patterns and a conclusion one triple (or none, where it cannot be), so nothing is ever said of a class without a
name. This module knows OWL's class expressions, not the axioms in which they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, product
from typing import Final

from remissgraf.graph.reason.patterns import SAME, TYPE, Atom, Body
from remissgraf.ontology.namespaces import PREFIXES

__all__ = ["NOTHING", "NOT_SAID", "Consequence", "Expressions", "Way"]

_OWL: Final = PREFIXES["owl"]
_RDF: Final = PREFIXES["rdf"]
_RDFS: Final = PREFIXES["rdfs"]
NOTHING: Final = f"<{_OWL}Nothing>"
# Classes that nothing is said to belong to: everything does, or nothing.
NOT_SAID: Final = frozenset(
    {f"<{_OWL}Thing>", NOTHING, f"<{_RDFS}Resource>", f"<{_RDFS}Literal>", f"<{_RDF}PlainLiteral>"}
)


@dataclass(frozen=True, slots=True)
class Way:
    """Patterns that show membership. binding: variables that stand for one thing, as those of owl:oneOf do."""

    body: Body = ()
    binding: Mapping[str, str] = field(default_factory=dict)

    def joined(self, other: Way) -> Way:
        """Both at once. Two things for one variable must be the same."""
        same = tuple(
            Atom(value, SAME, other.binding[name])
            for name, value in self.binding.items()
            if other.binding.get(name, value) != value
        )
        return Way((*self.body, *other.body, *same), {**other.binding, **self.binding})


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows where `body` holds besides: the head, or a contradiction (None)."""

    body: Body
    head: Atom | None
    condition: str = ""


class Expressions:
    """The class expressions of one ontology. values: (subject, predicate IRI) → objects; terms in N-Triples form."""

    def __init__(self, values: Mapping[tuple[str, str], Sequence[str]]) -> None:
        self._values = values
        self._numbers = count(1)

    def ways(self, expression: str, variable: str, *, inside: bool = False) -> Iterator[Way]:
        """The ways in which something can be seen to belong to a class. inside: look into a named class's own definition."""
        if not expression.startswith("_:") and not inside:
            yield Way() if expression in NOT_SAID else Way((Atom(variable, TYPE, expression),))
            return
        for members in self._of(expression, "intersectionOf"):
            for choice in product(*(list(self.ways(member, variable)) for member in self.list(members))):
                way = Way()
                for part in choice:
                    way = way.joined(part)
                yield way
        for members in self._of(expression, "unionOf"):
            for member in self.list(members):
                yield from self.ways(member, variable)
        for members in self._of(expression, "oneOf"):
            for member in self.list(members):
                yield Way((), {variable: member})
        for path in self._of(expression, "onProperty"):
            for value in self._of(expression, "hasValue"):
                yield Way((Atom(variable, path, value),))
            for filler in self._of(expression, "someValuesFrom"):
                other = self._fresh()
                for way in self.ways(filler, other):
                    yield Way((Atom(variable, path, other),)).joined(way)

    def consequences(self, expression: str, variable: str) -> Iterator[Consequence]:
        """What follows from belonging to a class."""
        if expression == NOTHING:
            yield Consequence((), None)
            return
        if not expression.startswith("_:"):
            yield Consequence((), Atom(variable, TYPE, expression))
            return
        for members in self._of(expression, "intersectionOf"):
            for member in self.list(members):
                yield from self.consequences(member, variable)
        for path in self._of(expression, "onProperty"):
            for value in self._of(expression, "hasValue"):
                yield Consequence((), Atom(variable, path, value))
            for filler in self._of(expression, "allValuesFrom"):
                other = self._fresh()
                for then in self.consequences(filler, other):
                    yield Consequence((Atom(variable, path, other), *then.body), then.head, then.condition)
            for most in self._of(expression, "maxCardinality"):
                yield from self.at_most(most, variable, path, ())
            for most in self._of(expression, "maxQualifiedCardinality"):
                for kind in self._of(expression, "onClass"):
                    yield from self.at_most(most, variable, path, () if kind in NOT_SAID else (kind,))

    def at_most(self, most: str, variable: str, path: str, kinds: Sequence[str]) -> Iterator[Consequence]:
        """None or one value of a property, of the classes `kinds` (rules cls-maxc and cls-maxqc of OWL 2 RL).

        most: a literal 0 or 1. Two texts or numbers that differ can never be one, so they contradict where two things would be the same.
        """

        def value(name: str) -> Body:
            return (Atom(variable, path, name), *(Atom(name, TYPE, kind) for kind in kinds))

        one, other = self._fresh(), self._fresh()
        if most.startswith('"0"'):
            yield Consequence(value(one), None)
            return
        yield Consequence((*value(one), *value(other)), Atom(one, SAME, other))
        if not kinds:
            differ = f"isLiteral({one}) && isLiteral({other}) && {one} != {other}"
            yield Consequence((*value(one), *value(other)), None, differ)

    def list(self, head: str) -> Sequence[str]:
        """The members of an RDF list."""
        found: list[str] = []
        while head != f"<{_RDF}nil>":
            found += self._values[head, _RDF + "first"][:1]
            head = self._values[head, _RDF + "rest"][0]
        return found

    def _of(self, expression: str, name: str) -> Sequence[str]:
        return self._values.get((expression, _OWL + name), ())

    def _fresh(self) -> str:
        return f"?v{next(self._numbers)}"
