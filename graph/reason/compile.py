"""From axioms to rules: each axiom of a closed ontology as triple patterns, and those as SPARQL.

A class expression becomes patterns on the side of the condition and one triple on the side of the conclusion, so nothing is ever said of
a class without a name. This module knows axioms and patterns, neither the store nor the order in which rules run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, product
from typing import Final

import pyoxigraph as ox

from remissgraf.errors import OntologyError
from remissgraf.graph.reason.close import OWL, RDF, RDFS
from remissgraf.ontology.namespaces import shorten

__all__ = ["Atom", "Axioms", "Check", "Rule", "compile_axioms"]

TYPE: Final = f"<{RDF}type>"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_NOT_SAID: Final = frozenset(
    {OWL + "Thing", OWL + "Nothing", RDFS + "Resource", RDFS + "Literal", RDF + "PlainLiteral"}
)

Body = tuple["Atom", ...]


@dataclass(frozen=True, slots=True, order=True)
class Atom:
    """A triple pattern; every part is a term in N-Triples form or a variable "?x"."""

    subject: str
    predicate: str
    object: str

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate} {self.object} ."

    @property
    def key(self) -> str:
        """What a new triple must have to matter to this pattern: the class of a typing, else the predicate."""
        return self.object if self.predicate == TYPE else self.predicate


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """If the body holds, so does the head. name: the axiom, for people."""

    name: str
    body: Body
    head: Atom

    def sparql(self, fresh: int | None = None, graph: str = "") -> str:
        """A CONSTRUCT for what the rule adds to what is known. fresh: the pattern that is to be matched in `graph` (an IRI) alone."""
        parts = [
            f"GRAPH <{graph}> {{ {atom} }}" if at == fresh else str(atom) for at, atom in enumerate(self.body)
        ]
        return (
            f"CONSTRUCT {{ {self.head} }} WHERE {{ {' '.join(parts)} FILTER NOT EXISTS {{ {self.head} }} }}"
        )


@dataclass(frozen=True, slots=True, order=True)
class Check:
    """A contradiction: the body must match nowhere. name: the axiom, for people; the subject of interest is ?x."""

    name: str
    body: Body

    def sparql(self) -> str:
        return f"SELECT DISTINCT ?x WHERE {{ {' '.join(map(str, self.body))} }} ORDER BY ?x"


@dataclass(frozen=True, slots=True)
class Axioms:
    """An ontology that is ready to run: rules and contradictions, sorted."""

    rules: tuple[Rule, ...]
    checks: tuple[Check, ...]


def compile_axioms(closed: bytes) -> Axioms:
    """Compile a closed schema (N-Triples, from `close_ontology`).

    Raises OntologyError "ontology.unsupported" for an axiom whose class expression cannot stand on its side, and
    "ontology.chain" for a property chain that contains the property it defines.
    """
    compiler = _Compiler(closed)
    rules = {rule for rule in compiler.rules() if rule.head not in rule.body}
    # The same conclusion from the same condition may follow from several axioms: the first name stands for them.
    unique = {(rule.body, rule.head): rule for rule in sorted(rules, reverse=True)}
    return Axioms(tuple(sorted(unique.values())), tuple(sorted(set(compiler.checks()))))


class _Compiler:
    def __init__(self, closed: bytes) -> None:
        self._values: dict[tuple[str, str], list[str]] = {}
        self._pairs: dict[str, list[tuple[str, str]]] = {}
        for quad in ox.parse(closed, ox.RdfFormat.N_TRIPLES):
            subject, predicate, value = str(quad.subject), quad.predicate.value, str(quad.object)
            self._values.setdefault((subject, predicate), []).append(value)
            self._pairs.setdefault(predicate, []).append((subject, value))
        self._numbers = count(1)

    def rules(self) -> Iterator[Rule]:
        yield from self._class_rules()
        yield from self._property_rules()
        yield from self._chain_rules()

    def _said(self, predicate: str) -> list[tuple[str, str]]:
        return self._pairs.get(predicate, [])

    def _typed(self, name: str) -> list[str]:
        return [subject for subject, kind in self._said(RDF + "type") if kind == f"<{OWL}{name}>"]

    def _class_rules(self) -> Iterator[Rule]:
        for lower, upper in self._said(RDFS + "subClassOf"):
            yield from self._implication("subClassOf", lower, upper)
        for one, other in self._said(OWL + "equivalentClass"):
            yield from self._implication("equivalentClass", one, other)
            yield from self._implication("equivalentClass", other, one)
        # A class that is an expression itself, rather than equivalent to one.
        for predicate in ("intersectionOf", "unionOf"):
            for name, _ in self._said(OWL + predicate):
                if not name.startswith("_:"):
                    for body in self._bodies(name, "?x", inside=True):
                        yield Rule(f"{predicate} {_shown(name)}", body, Atom("?x", TYPE, name))
        for name, members in self._said(OWL + "intersectionOf"):
            if not name.startswith("_:"):
                for member in self._list(members):
                    yield from self._implication("intersectionOf", name, member)

    def _implication(self, kind: str, lower: str, upper: str) -> Iterator[Rule]:
        if lower == upper or upper[1:-1] in _NOT_SAID or lower[1:-1] in _NOT_SAID:
            return
        label = f"{kind} {_shown(lower)} {_shown(upper)}"
        for body in self._bodies(lower, "?x"):
            for extra, head in self._heads(upper, "?x"):
                yield Rule(label, (*body, *extra), head)

    def _bodies(self, expression: str, variable: str, *, inside: bool = False) -> Iterator[Body]:
        """The ways in which something can be seen to belong to a class. inside: look into a named class's own definition."""
        if not expression.startswith("_:") and not inside:
            yield () if expression[1:-1] in _NOT_SAID else (Atom(variable, TYPE, expression),)
            return
        for members in self._values.get((expression, OWL + "intersectionOf"), []):
            ways = [list(self._bodies(member, variable)) for member in self._list(members)]
            for choice in product(*ways):
                yield tuple(atom for body in choice for atom in body)
        for members in self._values.get((expression, OWL + "unionOf"), []):
            for member in self._list(members):
                yield from self._bodies(member, variable)
        for path in self._values.get((expression, OWL + "onProperty"), []):
            for value in self._values.get((expression, OWL + "hasValue"), []):
                yield (Atom(variable, path, value),)
            for filler in self._values.get((expression, OWL + "someValuesFrom"), []):
                other = f"?v{next(self._numbers)}"
                for body in self._bodies(filler, other):
                    yield (Atom(variable, path, other), *body)

    def _heads(self, expression: str, variable: str) -> Iterator[tuple[Body, Atom]]:
        """What follows from belonging to a class: a condition more, and a triple."""
        if not expression.startswith("_:"):
            yield (), Atom(variable, TYPE, expression)
            return
        for members in self._values.get((expression, OWL + "intersectionOf"), []):
            for member in self._list(members):
                yield from self._heads(member, variable)
        for path in self._values.get((expression, OWL + "onProperty"), []):
            for value in self._values.get((expression, OWL + "hasValue"), []):
                yield (), Atom(variable, path, value)
            for filler in self._values.get((expression, OWL + "allValuesFrom"), []):
                other = f"?v{next(self._numbers)}"
                for extra, head in self._heads(filler, other):
                    yield (Atom(variable, path, other), *extra), head

    def _property_rules(self) -> Iterator[Rule]:
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

    def _typing(self, axiom: str, name: str, variable: str, kind: str) -> Iterator[Rule]:
        if kind[1:-1] in _NOT_SAID:
            return
        for extra, head in self._heads(kind, variable):
            yield Rule(f"{axiom} {_shown(name)} {_shown(kind)}", (Atom("?x", name, "?y"), *extra), head)

    def _chain_rules(self) -> Iterator[Rule]:
        for name, members in self._said(OWL + "propertyChainAxiom"):
            chain = self._list(members)
            if name in chain:
                raise OntologyError(
                    f"the property chain of {_shown(name)} contains the property itself",
                    remedy="declare the property transitive, or define the chain with another property",
                    code="ontology.chain",
                )
            body = tuple(Atom(_step(at), link, _step(at + 1)) for at, link in enumerate(chain))
            yield Rule(f"propertyChainAxiom {_shown(name)}", body, Atom(_step(0), name, _step(len(chain))))

    def checks(self) -> Iterator[Check]:
        pairs = list(self._said(OWL + "disjointWith"))
        for group in self._typed("AllDisjointClasses"):
            for members in self._values.get((group, OWL + "members"), []):
                names = self._list(members)
                pairs += [(one, other) for one, other in product(names, names) if one < other]
        for one, other in pairs:
            low, high = sorted((one, other))
            for body in self._bodies(low, "?x"):
                for more in self._bodies(high, "?x"):
                    yield Check(f"disjointWith {_shown(low)} {_shown(high)}", (*body, *more))
        yield Check("nothing may be an owl:Nothing", (Atom("?x", TYPE, f"<{OWL}Nothing>"),))
        for one, other in self._said(OWL + "propertyDisjointWith"):
            low, high = sorted((one, other))
            yield Check(
                f"propertyDisjointWith {_shown(low)} {_shown(high)}",
                (Atom("?x", low, "?y"), Atom("?x", high, "?y")),
            )
        for name in self._typed("IrreflexiveProperty"):
            yield Check(f"IrreflexiveProperty {_shown(name)}", (Atom("?x", name, "?x"),))
        for name in self._typed("AsymmetricProperty"):
            yield Check(
                f"AsymmetricProperty {_shown(name)}", (Atom("?x", name, "?y"), Atom("?y", name, "?x"))
            )

    def _list(self, head: str) -> Sequence[str]:
        found: list[str] = []
        while head != f"<{RDF}nil>":
            found += self._values[head, RDF + "first"][:1]
            head = self._values[head, RDF + "rest"][0]
        return found


def _step(at: int) -> str:
    return f"?x{at}"


def _shown(expression: str) -> str:
    return "(class expression)" if expression.startswith("_:") else shorten(expression[1:-1])
