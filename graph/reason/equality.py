"""Equality as OWL 2 RL has it: what is said of a thing holds of all that are the same as it (rules eq-sym, eq-trans, eq-rep, eq-diff).

These rules match every triple, so they take part only where something can be the same as another thing. Three things are left out on
purpose: a thing being the same as itself, which would double a store and say nothing; a text or number being the same as anything
(two that differ are a contradiction where they would have to be one); and the axioms themselves, which stay as they were written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from remissgraf.graph.reason.patterns import SAME, Atom, Axioms, Check, Rule, distinct_things
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import PREFIXES

__all__ = ["DIFFERENT", "with_equality"]

DIFFERENT: Final = f"<{PREFIXES['owl']}differentFrom>"
_AXIOMATIC: Final = ", ".join(
    (SAME, *(f"<{PREFIXES['rdf']}{name}>" for name in ("first", "rest")), f"<{PREFIXES['owl']}hasValue>")
)
_LINK: Final = Atom("?x", SAME, "?y")
_REPLACED: Final = f"?p NOT IN ({_AXIOMATIC})"


_RULES: Final = (
    Rule("sameAs symmetric", (_LINK,), Atom("?y", SAME, "?x"), distinct_things("?x", "?y")),
    Rule(
        "sameAs transitive",
        (_LINK, Atom("?y", SAME, "?z")),
        Atom("?x", SAME, "?z"),
        distinct_things("?x", "?z"),
    ),
    Rule("sameAs subject", (_LINK, Atom("?x", "?p", "?o")), Atom("?y", "?p", "?o"), _REPLACED),
    Rule("sameAs object", (_LINK, Atom("?s", "?p", "?x")), Atom("?s", "?p", "?y"), _REPLACED),
)
_CHECKS: Final = (
    Check("differentFrom", (Atom("?x", DIFFERENT, "?x"),)),
    Check("sameAs owl:differentFrom", (_LINK, Atom("?x", DIFFERENT, "?y"))),
)
_USED: Final = "ASK { { ?x owl:sameAs ?y } UNION { ?x owl:differentFrom ?y } }"


def with_equality(axioms: Axioms, store: OxigraphStore, rules: Sequence[str] = ()) -> Axioms:
    """The axioms with the rules of equality, where an axiom, a rule (SPARQL) or a triple of the store can bring it in; else as they are."""
    derived = any(rule.head.predicate == SAME for rule in axioms.rules)
    if not derived and not any("sameAs" in text for text in rules):
        answer = store.query(_USED)
        assert isinstance(answer, ox.QueryBoolean)
        if not answer:
            return axioms
    return Axioms(
        tuple(sorted({*axioms.rules, *_RULES})),
        tuple(sorted({*axioms.checks, *_CHECKS})),
    )
