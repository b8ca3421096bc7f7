"""Why a triple holds: a proof from asserted triples, found backwards on demand, with nothing stored for it beforehand.

Goals are taken up in the order in which they are met, and a goal is proven only when all premises of one step are, so that what is
found never stands on itself and is as short as it can be (the order of Knuth's generalisation of Dijkstra's algorithm, Information
Processing Letters 6(1), 1977). This module knows rules and stores, not what the triples are about.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import pyoxigraph as ox

from remissgraf.graph.reason.construct import Construct, take_apart, unified
from remissgraf.graph.reason.equality import with_equality
from remissgraf.graph.reason.patterns import Axioms, Rule, Triple
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import is_inferred

__all__ = ["Explainer", "Explanation", "NamedRule", "Step", "asserting_graphs"]

# How many ways to the same conclusion are looked at of each rule, before more are.
_WAYS: Final = 100


class NamedRule(Protocol):
    """A rule in SPARQL, as `remissgraf.ontology.load.Rule` is."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> Mapping[str, str]: ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Step:
    """One conclusion. axiom: its kind and terms ("subClassOf rg:A rg:B"), or None where `rule` is a rule in SPARQL.

    values: what variables that the rule itself sets stood for; conditions: what had to hold or to fail besides, as text.
    """

    conclusion: Triple
    premises: tuple[Triple, ...]
    axiom: str | None = None
    rule: NamedRule | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why `goal` holds. steps: by conclusion, each after those it stands on; a triple without a step is asserted."""

    goal: Triple
    steps: Mapping[Triple, Step]

    def leaves(self) -> tuple[Triple, ...]:
        """The asserted triples on which it stands, in the order in which the proof reads from the top."""
        found: dict[Triple, None] = {}
        seen: set[Triple] = set()
        waiting = [self.goal]
        while waiting:
            triple = waiting.pop()
            if triple in seen:
                continue
            seen.add(triple)
            if triple in self.steps:
                waiting += reversed(self.steps[triple].premises)
            else:
                found[triple] = None
        return tuple(found)


def asserting_graphs(store: OxigraphStore, triple: Triple) -> tuple[str, ...]:
    """The IRIs, sorted, of the named graphs in which a triple is asserted. Its parts are in N-Triples form."""
    answer = store.query(f"SELECT DISTINCT ?g {{ GRAPH ?g {{ {' '.join(triple)} }} }}")
    assert isinstance(answer, ox.QuerySolutions)
    names = (row["g"].value for row in answer if isinstance(row["g"], ox.NamedNode))
    return tuple(sorted(name for name in names if not is_inferred(name)))


class Explainer:
    """Explains the triples of a store that has been reasoned over with these axioms and rules."""

    def __init__(self, store: OxigraphStore, axioms: Axioms, rules: Sequence[NamedRule] = ()) -> None:
        self._store = store
        self._axioms = with_equality(axioms, store).rules
        self._rules: tuple[tuple[NamedRule, Construct], ...] = tuple(
            (rule, take_apart(rule.text)) for rule in rules
        )
        self._known: dict[Triple, bool] = {}

    def explain(self, triple: Triple) -> Explanation | None:
        """A proof of the triple, None where the store does not have it or nothing gives it as the store stands.

        The triple's parts are in N-Triples form, as the store writes them.
        """
        if not self.holds(triple):
            return None
        most = _WAYS
        while True:
            search = _Search(self, most)
            found = search.run(triple)
            # What was cut off may hold the only way that does not lead in a circle.
            if found is not None or not search.cut:
                return found
            most *= 100

    def holds(self, triple: Triple) -> bool:
        """Whether any graph has the triple."""
        answer = self._store.query(f"ASK {{ {' '.join(triple)} }}")
        assert isinstance(answer, ox.QueryBoolean)
        return bool(answer)

    def asserted(self, triple: Triple) -> bool:
        """Whether the triple stands in a graph that was not inferred."""
        if triple not in self._known:
            self._known[triple] = bool(asserting_graphs(self._store, triple))
        return self._known[triple]

    def steps_to(self, triple: Triple) -> Iterator[Iterator[Step]]:
        """For each axiom and rule that can give the triple, the ways in which it does."""
        for axiom in self._axioms:
            given = unified(axiom.head, triple)
            if given is not None:
                yield self._by_axiom(axiom, given, triple)
        for rule, construct in self._rules:
            yield self._by_rule(rule, construct, triple)

    def _by_axiom(self, axiom: Rule, given: Mapping[str, str], triple: Triple) -> Iterator[Step]:
        body = [atom.bound(given) for atom in axiom.body]
        condition = axiom.condition
        fixed = f"VALUES ({' '.join(given)}) {{ ({' '.join(given.values())}) }}" if given else ""
        condition = f"FILTER({condition})" if condition else ""
        answer = self._store.query(
            f"SELECT DISTINCT * WHERE {{ {fixed} {' '.join(map(str, body))} {condition} }}"
        )
        assert isinstance(answer, ox.QuerySolutions)
        names = [variable.value for variable in answer.variables]
        for row in answer:
            values = {f"?{name}": str(row[name]) for name in names}
            premises = dict.fromkeys(atom.bound(values).triple for atom in body)
            yield Step(triple, tuple(premises), axiom=axiom.name)

    def _by_rule(self, rule: NamedRule, construct: Construct, triple: Triple) -> Iterator[Step]:
        for way in construct.applications(self._store, triple):
            yield Step(triple, way.premises, None, rule, way.values, way.conditions)


class _Search:
    """One search for a proof. most: of each rule, how many ways to one conclusion are looked at; cut: whether there were more."""

    def __init__(self, explainer: Explainer, most: int) -> None:
        self.cut = False
        self._explainer = explainer
        self._most = most
        self._proven: dict[Triple, Step | None] = {}
        self._needed_by: dict[Triple, list[_Open]] = defaultdict(list)

    def run(self, goal: Triple) -> Explanation | None:
        waiting, met = deque([goal]), {goal}
        while waiting and goal not in self._proven:
            triple = waiting.popleft()
            if triple in self._proven:
                continue
            if self._explainer.asserted(triple):
                self._prove(triple, None)
                continue
            for premise in self._take_up(triple):
                if premise not in met:
                    met.add(premise)
                    waiting.append(premise)
        if goal not in self._proven:
            return None
        return Explanation(goal, dict(self._used(goal)))

    def _take_up(self, triple: Triple) -> Iterator[Triple]:
        """Look at the ways to a conclusion; gives the premises that are still to be proven. The first way from asserted triples ends it."""
        found: list[_Open] = []
        for steps in self._explainer.steps_to(triple):
            for number, step in enumerate(steps):
                if number == self._most:
                    self.cut = True
                    break
                if triple in step.premises:
                    continue
                lacking = {premise for premise in step.premises if not self._stands(premise)}
                if not lacking:
                    self._prove(triple, step)
                    return
                found.append(_Open(step, lacking))
        for way in found:
            for premise in way.lacking:
                self._needed_by[premise].append(way)
                yield premise

    def _stands(self, triple: Triple) -> bool:
        if triple not in self._proven and self._explainer.asserted(triple):
            self._prove(triple, None)
        return triple in self._proven

    def _prove(self, triple: Triple, step: Step | None) -> None:
        waiting: list[tuple[Triple, Step | None]] = [(triple, step)]
        while waiting:
            done, by = waiting.pop()
            if done in self._proven:
                continue
            self._proven[done] = by
            for way in self._needed_by.pop(done, ()):
                way.lacking.discard(done)
                if not way.lacking:
                    waiting.append((way.step.conclusion, way.step))

    def _used(self, goal: Triple) -> Iterator[tuple[Triple, Step]]:
        """The steps that the proof of the goal needs, in the order in which they were proven."""
        needed: set[Triple] = set()
        waiting = [goal]
        while waiting:
            triple = waiting.pop()
            step = self._proven[triple]
            if triple not in needed and step is not None:
                waiting += step.premises
            needed.add(triple)
        for triple, step in self._proven.items():
            if triple in needed and step is not None:
                yield triple, step


@dataclass(slots=True)
class _Open:
    """A way to a conclusion, with the premises that are not proven yet."""

    step: Step
    lacking: set[Triple]
