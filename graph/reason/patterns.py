"""Rules and contradictions as triple patterns, and those as SPARQL: what compiled axioms are made of, and what the engine runs.

This module knows patterns and how SPARQL writes them, neither OWL nor the order in which rules run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from remissgraf.ontology.namespaces import PREFIXES

__all__ = ["SAME", "TYPE", "Atom", "Axioms", "Body", "Check", "Rule", "Triple", "distinct_things"]

TYPE: Final = f"<{PREFIXES['rdf']}type>"
SAME: Final = f"<{PREFIXES['owl']}sameAs>"

Body = tuple["Atom", ...]
# Subject, predicate and object in N-Triples form.
Triple = tuple[str, str, str]


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

    @property
    def open(self) -> bool:
        """Whether any new triple may matter: the key is a variable."""
        return self.key.startswith("?")

    @property
    def triple(self) -> Triple:
        return self.subject, self.predicate, self.object

    def bound(self, values: Mapping[str, str]) -> Atom:
        """The pattern with terms in place of variables."""
        return Atom(*(values.get(part, part) for part in self.triple))


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """If the body holds, so does the head. name: the axiom, for people. condition: a SPARQL expression that must hold besides, or ""."""

    name: str
    body: Body
    head: Atom
    condition: str = ""

    def sparql(self, fresh: int | None = None, graph: str = "") -> str:
        """A CONSTRUCT for what the rule adds to what is known. fresh: the pattern that is to be matched in `graph` (an IRI) alone."""
        parts = [
            f"GRAPH <{graph}> {{ {atom} }}" if at == fresh else str(atom) for at, atom in enumerate(self.body)
        ]
        return (
            f"CONSTRUCT {{ {self.head} }} WHERE {{ {' '.join(parts)} {_filter(self.condition)}"
            f"FILTER NOT EXISTS {{ {self.head} }} }}"
        )


@dataclass(frozen=True, slots=True, order=True)
class Check:
    """A contradiction: the body must match nowhere. name: the axiom, for people; the subject of interest is ?x. condition: as of `Rule`."""

    name: str
    body: Body
    condition: str = ""

    def sparql(self) -> str:
        """A SELECT of all variables of the body, so that the triples at fault can be named."""
        return f"SELECT DISTINCT * WHERE {{ {' '.join(map(str, self.body))} {_filter(self.condition)}}} ORDER BY ?x"


@dataclass(frozen=True, slots=True)
class Axioms:
    """An ontology that is ready to run: rules and contradictions, sorted."""

    rules: tuple[Rule, ...]
    checks: tuple[Check, ...]


def distinct_things(one: str, other: str) -> str:
    """The SPARQL condition for a conclusion that two terms are the same: two things, not one, and no texts or numbers."""
    return f"isIRI({one}) && isIRI({other}) && {one} != {other}"


def _filter(condition: str) -> str:
    return f"FILTER({condition}) " if condition else ""
