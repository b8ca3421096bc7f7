"""Reasoning: the ontology closed once by owlrl, its axioms compiled to SPARQL, run in the store until nothing new comes.

    axioms = compile_axioms(close_ontology(texts, cache=folder))
    report = materialise(store, axioms, rules, names.graph("inferred"))

It knows OWL 2 RL and stores, not the ontology's subject.
"""

from remissgraf.graph.reason.close import close_ontology
from remissgraf.graph.reason.compile import compile_axioms
from remissgraf.graph.reason.contradictions import Inconsistency, find_inconsistencies
from remissgraf.graph.reason.engine import ReasonReport, materialise
from remissgraf.graph.reason.patterns import Axioms

__all__ = [
    "Axioms",
    "Inconsistency",
    "ReasonReport",
    "close_ontology",
    "compile_axioms",
    "find_inconsistencies",
    "materialise",
]
