"""From axioms to rules: each axiom of a closed ontology as triple patterns, ready to run.

This module knows OWL's axioms, neither the store nor the order in which rules run. The names in its comments (prp-fp, cls-maxc …) are
those of the rules in "OWL 2 Web Ontology Language Profiles", section 4.3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from remissgraf.errors import OntologyError
from remissgraf.graph.reason.close import OWL, RDF, RDFS
from remissgraf.graph.reason.expressions import NOT_SAID, NOTHING, Consequence, Expressions
from remissgraf.graph.reason.patterns import SAME, TYPE, Atom, Axioms, Body, Check, Rule, distinct_things
from remissgraf.ontology.namespaces import shorten

__all__ = ["TYPE", "Atom", "Axioms", "Check", "Rule", "compile_axioms"]

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_ONE: Final = '"1"'
_UNBOUND: Final[Mapping[str, str]] = MappingProxyType({})


def compile_axioms(closed: bytes) -> Axioms:
    """Compile a closed schema (N-Triples, from `close_ontology`).

    Raises OntologyError "ontology.chain" for a property chain that contains the property it defines.
    """
    rules: set[Rule] = set()
    checks: set[Check] = set()
    for one in _Compiler(closed).compiled():
        if isinstance(one, Check):
            checks.add(one)
        elif one.head.predicate == SAME:
            rules.add(replace(one, condition=distinct_things(one.head.subject, one.head.object)))
        elif one.head not in one.body:
            rules.add(one)
    # The same conclusion from the same condition may follow from several axioms: the first name stands for them.
    unique = {(rule.body, rule.head): rule for rule in sorted(rules, reverse=True)}
    return Axioms(tuple(sorted(unique.values())), tuple(sorted(checks)))


class _Compiler:
    def __init__(self, closed: bytes) -> None:
        self._values: dict[tuple[str, str], list[str]] = {}
        self._pairs: dict[str, list[tuple[str, str]]] = {}
        for quad in ox.parse(closed, ox.RdfFormat.N_TRIPLES):
            subject, predicate, value = str(quad.subject), quad.predicate.value, str(quad.object)
            self._values.setdefault((subject, predicate), []).append(value)
            self._pairs.setdefault(predicate, []).append((subject, value))
        self._expressions = Expressions(self._values)

    def compiled(self) -> Iterator[Rule | Check]:
        yield from self._class_rules()
        yield from self._property_rules()
        yield from self._chain_rules()
        yield from self._identity_rules()
        yield from self._disjointness()

    def _said(self, predicate: str) -> list[tuple[str, str]]:
        return self._pairs.get(predicate, [])

    def _typed(self, name: str) -> list[str]:
        return [subject for subject, kind in self._said(RDF + "type") if kind == f"<{OWL}{name}>"]

    def _members(self, kind: str, *predicates: str) -> Iterator[list[str]]:
        """The sorted members of each group of a kind: owl:AllDisjointClasses and its like."""
        for group in self._typed(kind):
            for predicate in predicates:
                for members in self._values.get((group, OWL + predicate), []):
                    yield sorted(self._expressions.list(members))

    def _class_rules(self) -> Iterator[Rule | Check]:
        for lower, upper in self._said(RDFS + "subClassOf"):
            yield from self._implication("subClassOf", lower, upper)
        for one, other in self._said(OWL + "equivalentClass"):
            yield from self._implication("equivalentClass", one, other)
            yield from self._implication("equivalentClass", other, one)
        # A class that is an expression itself, rather than equivalent to one.
        for predicate in ("intersectionOf", "unionOf", "oneOf"):
            for name, _ in self._said(OWL + predicate):
                if not name.startswith("_:"):
                    for way in self._expressions.ways(name, "?x", inside=True):
                        head = Atom("?x", TYPE, name).bound(way.binding)
                        yield Rule(f"{predicate} {_shown(name)}", _bound(way.body, way.binding), head)
        for name, members in self._said(OWL + "intersectionOf"):
            if not name.startswith("_:"):
                for member in self._expressions.list(members):
                    yield from self._implication("intersectionOf", name, member)

    def _implication(self, kind: str, lower: str, upper: str) -> Iterator[Rule | Check]:
        if lower == upper or lower in NOT_SAID or upper in NOT_SAID - {NOTHING}:
            return
        label = f"{kind} {_shown(lower)} {_shown(upper)}"
        for way in self._expressions.ways(lower, "?x"):
            for then in self._expressions.consequences(upper, "?x"):
                yield from _following(label, way.body, then, way.binding)

    def _property_rules(self) -> Iterator[Rule | Check]:
        for axiom, variable in (("domain", "?x"), ("range", "?y")):
            for name, kind in self._said(RDFS + axiom):
                if not kind.startswith(f"<{_XSD}") and not self._follows(name, axiom, kind):
                    yield from self._typing(axiom, name, variable, kind)
        pairs = [("subPropertyOf", low, up) for low, up in self._said(RDFS + "subPropertyOf")]
        for one, other in self._said(OWL + "equivalentProperty"):
            pairs += [("equivalentProperty", one, other), ("equivalentProperty", other, one)]
        for kind, low, up in pairs:
            yield Rule(f"{kind} {_shown(low)} {_shown(up)}", (Atom("?x", low, "?y"),), Atom("?x", up, "?y"))
        for one, other in self._said(OWL + "inverseOf"):
            for low, up in ((one, other), (other, one)):
                yield Rule(
                    f"inverseOf {_shown(low)} {_shown(up)}", (Atom("?x", low, "?y"),), Atom("?y", up, "?x")
                )
        for name in self._typed("SymmetricProperty"):
            yield Rule(f"SymmetricProperty {_shown(name)}", (Atom("?x", name, "?y"),), Atom("?y", name, "?x"))
        for name in self._typed("TransitiveProperty"):
            body = (Atom("?x", name, "?y"), Atom("?y", name, "?z"))
            yield Rule(f"TransitiveProperty {_shown(name)}", body, Atom("?x", name, "?z"))

    def _follows(self, name: str, axiom: str, kind: str) -> bool:
        """Whether the property has a narrower domain (or range), from which this one follows by subClassOf."""
        others = self._values.get((name, RDFS + axiom), [])
        return any(self._below(other, kind) and not self._below(kind, other) for other in others)

    def _below(self, lower: str, upper: str) -> bool:
        return upper in self._values.get((lower, RDFS + "subClassOf"), [])

    def _typing(self, axiom: str, name: str, variable: str, kind: str) -> Iterator[Rule | Check]:
        if kind in NOT_SAID - {NOTHING}:
            return
        for then in self._expressions.consequences(kind, variable):
            yield from _following(f"{axiom} {_shown(name)} {_shown(kind)}", (Atom("?x", name, "?y"),), then)

    def _chain_rules(self) -> Iterator[Rule]:
        for name, members in self._said(OWL + "propertyChainAxiom"):
            chain = self._expressions.list(members)
            if name in chain:
                raise OntologyError(
                    f"the property chain of {_shown(name)} contains the property itself",
                    remedy="declare the property transitive, or define the chain with another property",
                    code="ontology.chain",
                )
            body = tuple(Atom(_step(at), link, _step(at + 1)) for at, link in enumerate(chain))
            yield Rule(f"propertyChainAxiom {_shown(name)}", body, Atom(_step(0), name, _step(len(chain))))

    def _identity_rules(self) -> Iterator[Rule | Check]:
        """What makes two things the same: prp-fp, prp-ifp, prp-key; the cardinalities are among the class expressions."""
        for name in self._typed("FunctionalProperty"):
            for then in self._expressions.at_most(_ONE, "?x", name, ()):
                yield from _following(f"FunctionalProperty {_shown(name)}", (), then)
        for name in self._typed("InverseFunctionalProperty"):
            body = (Atom("?x", name, "?z"), Atom("?y", name, "?z"))
            yield Rule(f"InverseFunctionalProperty {_shown(name)}", body, Atom("?x", SAME, "?y"))
        for kind, members in self._said(OWL + "hasKey"):
            keys = self._expressions.list(members)
            shared = tuple(Atom(who, key, f"?k{at}") for at, key in enumerate(keys) for who in ("?x", "?y"))
            for one in self._expressions.ways(kind, "?x"):
                for other in self._expressions.ways(kind, "?y"):
                    both = one.joined(other)
                    keyed = _bound((*shared, *both.body), both.binding)
                    head = Atom("?x", SAME, "?y").bound(both.binding)
                    yield Rule(f"hasKey {_shown(kind)}", keyed, head)

    def _disjoint(self, between: str, among: str) -> set[tuple[str, str]]:
        """The pairs that may have nothing in common, each in order."""
        pairs = {(min(pair), max(pair)) for pair in self._said(OWL + between)}
        for names in self._members(among, "members"):
            pairs |= set(combinations(names, 2))
        return pairs

    def _disjointness(self) -> Iterator[Check]:
        yield Check("nothing owl:Nothing", (Atom("?x", TYPE, NOTHING),))
        for low, high in self._disjoint("disjointWith", "AllDisjointClasses"):
            for way in self._expressions.ways(low, "?x"):
                for other in self._expressions.ways(high, "?x"):
                    member = way.joined(other)
                    label = f"disjointWith {_shown(low)} {_shown(high)}"
                    yield Check(label, _bound(member.body, member.binding))
        for low, high in self._disjoint("propertyDisjointWith", "AllDisjointProperties"):
            shared = (Atom("?x", low, "?y"), Atom("?x", high, "?y"))
            yield Check(f"propertyDisjointWith {_shown(low)} {_shown(high)}", shared)
        for name in self._typed("IrreflexiveProperty"):
            yield Check(f"IrreflexiveProperty {_shown(name)}", (Atom("?x", name, "?x"),))
        for name in self._typed("AsymmetricProperty"):
            body = (Atom("?x", name, "?y"), Atom("?y", name, "?x"))
            yield Check(f"AsymmetricProperty {_shown(name)}", body)
        for names in self._members("AllDifferent", "members", "distinctMembers"):
            listed = ", ".join(names)
            both = f"?x IN ({listed}) && ?y IN ({listed}) && ?x != ?y"
            yield Check("AllDifferent", (Atom("?x", SAME, "?y"),), both)


def _following(
    name: str, body: Body, then: Consequence, binding: Mapping[str, str] = _UNBOUND
) -> Iterator[Rule | Check]:
    """The rule, or the contradiction, that a consequence makes where the body holds."""
    whole = _bound((*body, *then.body), binding)
    if then.head is None:
        yield Check(name, whole, then.condition)
    else:
        yield Rule(name, whole, then.head.bound(binding), then.condition)


def _bound(body: Body, binding: Mapping[str, str]) -> Body:
    return tuple(atom.bound(binding) for atom in body)


def _step(at: int) -> str:
    return f"?x{at}"


def _shown(expression: str) -> str:
    return "(class expression)" if expression.startswith("_:") else shorten(expression[1:-1])
