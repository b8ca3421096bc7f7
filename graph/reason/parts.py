"""The closure of a graph too large for memory: its background first, then one response at a time, then what takes two responses.

What follows from one response and the background is found without looking at the others. A rule whose patterns meet in a resource that two
responses speak of can find more; the resources where that may happen are noted on the way, and such rules run for those alone.
This module knows plans, facts and which resources are a response's own, not where triples are stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from remissgraf.graph.reason.facts import Facts, Memory
from remissgraf.graph.reason.forward import bound, close, contradicted, solutions
from remissgraf.graph.reason.layout import Layout
from remissgraf.graph.reason.patterns import TYPE, Atom, Check, Rule, Triple
from remissgraf.graph.reason.plan import Plan

__all__ = ["Closed", "Parts"]

# A typing or not, the key, and which end of the triple: 0 for the subject, 2 for the object.
_Place = tuple[bool, str, int]


@dataclass(frozen=True, slots=True)
class Closed:
    """What follows from one response and the background. own: about its own resources; shared: about shared ones."""

    own: list[Triple]
    shared: list[Triple]


@dataclass
class Parts:
    """The closure of a background and of any number of responses.

    inferred: what follows from the background alone. strangers: what follows from one response about another's resources, which that one
    may say itself. loose: what responses say that may be inferred elsewhere too: of resources not their own, or what the background
    leads to. suspect: whether a contradiction is possible.
    """

    plan: Plan
    layout: Layout
    inferred: list[Triple] = field(default_factory=list)
    strangers: set[Triple] = field(default_factory=set)
    loose: set[Triple] = field(default_factory=set)
    suspect: bool = False
    _base: Memory = field(default_factory=Memory)
    _meeting: dict[_Place, set[str]] = field(default_factory=lambda: defaultdict(set))
    _seen: set[tuple[bool, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._noted: dict[tuple[bool, str], set[int]] = defaultdict(set)
        for rule in self.plan.spanning:
            variable = _shared_variable(rule)
            for atom in rule.body:
                self._noted[_key(atom)] |= {at for at, part in _ends(atom) if part == variable}
        self._names = {name for _, name in self._noted}
        # Of triples that a rule or a check looks for beside another.
        self._class_keys = self.plan.joins.classes.keys() | self.plan.checks.classes.keys()
        self._keys = self.plan.joins.predicates.keys() | self.plan.checks.predicates.keys()

    def background(self, triples: Iterable[Triple]) -> None:
        """Take in the shared graphs; once, before any response."""
        self.inferred = self._close(self._base, triples)

    def close(self, part: str, triples: Iterable[Triple]) -> Closed:
        """What follows from one response's triples and the background, each triple once."""
        known = Memory(self._base)
        own = self.layout.own(part)
        triples = list(triples)
        background = self._base.triples
        self.loose.update(
            triple for triple in triples if not triple[0].startswith(own) or triple in background
        )
        found = self._close(known, triples)
        result = Closed([], [])
        for triple in found:
            if triple[0].startswith(own):
                result.own.append(triple)
            elif self.layout.part(triple[0][1:-1]) is None:
                result.shared.append(triple)
            else:
                self.strangers.add(triple)
        self._note(own, known)
        return result

    def _close(self, known: Memory, triples: Iterable[Triple]) -> list[Triple]:
        below = known.in_below
        asserted = [triple for triple in triples if not below(triple)]
        known.triples.update(asserted)
        for triple in asserted:
            typing = triple[1] == TYPE
            if (triple[2] in self._class_keys) if typing else (triple[1] in self._keys):
                known.index(triple)
        found = close(self.plan, known, asserted)
        self.suspect = self.suspect or contradicted(self.plan, known, known.triples)
        return found

    def _note(self, own: tuple[str, ...], known: Memory) -> None:
        """Remember at which resources that are not its own the response's triples may meet another's."""
        for triple in known.triples:
            # Most triples have a key that no such rule has: looked up first, before anything is made.
            typing = triple[1] == TYPE
            name = triple[2] if typing else triple[1]
            if name not in self._names:
                continue
            key = (typing, name)
            ends = self._noted.get(key)
            if ends is None:
                continue
            self._seen.add(key)
            for end in ends:
                if not triple[end].startswith(own):
                    self._meeting[*key, end].add(triple[end])

    def across(self, everything: Facts) -> Iterator[Triple]:
        """What rules find with patterns that meet in two responses, repeats and what is known included; `everything` holds all.

        A contradiction that spans two responses makes this `suspect`.
        """
        for rule in self.plan.spanning:
            places = self._meetings(rule)
            if places is None:
                starts: list[dict[str, str]] = (
                    [{}] if sum(_key(atom) in self._seen for atom in rule.body) > 1 else []
                )
            else:
                variable = _shared_variable(rule)
                assert variable is not None
                starts = [{variable: place} for place in sorted(places)]
            for start in starts:
                for values in solutions(rule.body, start, everything):
                    if isinstance(rule, Check):
                        self.suspect = True
                        break
                    head = bound(rule.head, values)
                    if head[0][0] != '"':
                        yield head

    def _meetings(self, rule: Rule | Check) -> set[str] | None:
        """The resources in which a rule's two patterns may meet; None where it has more patterns, or they share nothing."""
        variable = _shared_variable(rule)
        if variable is None:
            return None
        one, other = (self._at(atom, variable) for atom in rule.body)
        return (one & other) | {place for place in one | other if self.layout.part(place[1:-1]) is not None}

    def _at(self, atom: Atom, variable: str) -> set[str]:
        (end, *_) = (at for at, part in _ends(atom) if part == variable)
        return self._meeting.get((*_key(atom), end), set())


def _key(atom: Atom) -> tuple[bool, str]:
    return atom.predicate == TYPE, atom.key


def _ends(atom: Atom) -> tuple[tuple[int, str], tuple[int, str]]:
    return (0, atom.subject), (2, atom.object)


def _shared_variable(rule: Rule | Check) -> str | None:
    """The variable in which a rule of two patterns meets."""
    if len(rule.body) != 2:
        return None
    one, other = ({part for _, part in _ends(atom) if part[0] == "?"} for atom in rule.body)
    return min(one & other, default=None)
