"""Running rules in a store until nothing new comes: the closure of the ontology and the project's own rules in turn.

A rule runs again only for triples that are new since it last ran, matched in a graph of their own. What is inferred goes to one named
graph and never repeats what another graph says. This module knows rules and stores, not what the ontology is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from remissgraf.errors import OntologyError
from remissgraf.graph.reason.contradictions import Inconsistency, find_inconsistencies
from remissgraf.graph.reason.equality import with_equality
from remissgraf.graph.reason.patterns import TYPE, Axioms, Rule
from remissgraf.graph.sparql import keyword, tokens
from remissgraf.graph.store import OxigraphStore

__all__ = ["ReasonReport", "materialise"]

# Of a fixed point that is not reached: a rule that makes new things from the things it made.
_MOST_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class ReasonReport:
    """What reasoning did. rounds: how often rules ran over what was new; inferred: triples added."""

    rounds: int
    inferred: int
    inconsistencies: tuple[Inconsistency, ...]


def materialise(store: OxigraphStore, axioms: Axioms, rules: Sequence[str], target: str) -> ReasonReport:
    """Add to the named graph `target` (an IRI; emptied first) all that follows from the store's other graphs.

    rules: texts of .rq files, each a CONSTRUCT without blank nodes, in the order in which they are to run. Each runs on a finished closure,
    and the closure is finished again after it, so that a rule with FILTER NOT EXISTS sees all that the earlier ones led to. They repeat
    until nothing new comes. Raises OntologyError "ontology.rule" for a rule that is no CONSTRUCT or never comes to an end.
    """
    axioms = with_equality(axioms, store, rules)
    run = _Run(store, axioms.rules, target)
    try:
        run.close_all()
        run.alternate([_checked(text) for text in rules])
    finally:
        run.clean()
    inferred = sum(1 for _ in store.quads(target))
    return ReasonReport(run.rounds, inferred, tuple(find_inconsistencies(store, axioms)))


class _Run:
    """One reasoning over one store: the target graph, and two graphs beside it for what is new."""

    def __init__(self, store: OxigraphStore, rules: Sequence[Rule], target: str) -> None:
        self.store = store
        self.rounds = 0
        self._rules = rules
        self._target = target
        self._fresh, self._next = target + "/fresh", target + "/next"
        self.clean()
        store.remove_graph(target)

    def clean(self) -> None:
        for graph in (self._fresh, self._next):
            self.store.remove_graph(graph)

    def close_all(self) -> None:
        """The closure from nothing: every rule once over everything, then over what is new."""
        for rule in self._rules:
            self._collect(rule.sparql())
        self._close_fresh()

    def alternate(self, rules: Sequence[str]) -> None:
        new = True
        while new and rules:
            new = False
            for rule in rules:
                if self._collect(rule):
                    new = True
                    self._close_fresh()

    def _close_fresh(self) -> None:
        while keys := self._advance():
            for rule in self._rules:
                for at, atom in enumerate(rule.body):
                    if atom.key in keys or atom.open:
                        self._collect(rule.sparql(at, self._fresh))

    def _collect(self, construct: str) -> bool:
        """Put what the query constructs and no graph has into the next graph; whether there was any."""
        answer = self.store.query(construct)
        assert isinstance(answer, ox.QueryTriples)
        graph = ox.NamedNode(self._next)
        new = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in answer if not self.store.contains(t)]
        self.store.extend(new)
        return bool(new)

    def _advance(self) -> set[str]:
        """Make what was collected the fresh graph and part of the target; the keys (see `Atom.key`) of what is fresh."""
        self.rounds += 1
        if self.rounds > _MOST_ROUNDS:
            raise OntologyError(
                f"reasoning came to no end in {_MOST_ROUNDS} rounds",
                remedy="look for a rule in ontology/rules that makes new things from the things it has made",
                code="ontology.rule",
            )
        self.store.remove_graph(self._fresh)
        fresh, target = ox.NamedNode(self._fresh), ox.NamedNode(self._target)
        triples = [quad.triple for quad in self.store.quads(self._next)]
        self.store.remove_graph(self._next)
        self.store.extend(
            ox.Quad(t.subject, t.predicate, t.object, g) for t in triples for g in (fresh, target)
        )
        return {str(t.object) if str(t.predicate) == TYPE else str(t.predicate) for t in triples}


def _checked(text: str) -> str:
    parts = tokens(text)
    if not any(keyword(part) == "CONSTRUCT" for part in parts):
        raise OntologyError("a rule must be a CONSTRUCT query", where=text[:60], code="ontology.rule")
    if any(part.kind == "blank" or part.text == "[" for part in parts):
        raise OntologyError(
            "a rule may not use blank nodes",
            where=text[:60],
            remedy="make an IRI from the things it is about: BIND(IRI(CONCAT(…)) AS ?new)",
            code="ontology.rule",
        )
    return text
