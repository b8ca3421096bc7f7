"""Reasoning: the ontology closed once by owlrl, its axioms compiled to rules, run with the project's own until nothing new comes.

    axioms = compile_axioms(close_ontology(texts, cache=folder))
    report = materialise(store, axioms, rules, names.graph("inferred"))       everything at once, by SPARQL, any axiom

    working = Working(store, make_plan(axioms), Layout(base))                 where the axioms allow it:
    gather(working, background, responses, rules)                             one response after the other
    revise(working, before, rules, changes)                                   only what a change touches

It knows OWL 2 RL and stores, not the ontology's subject.
"""

from remissgraf.graph.reason.close import close_ontology
from remissgraf.graph.reason.compile import compile_axioms
from remissgraf.graph.reason.contradictions import Inconsistency, find_inconsistencies
from remissgraf.graph.reason.engine import ReasonReport, materialise
from remissgraf.graph.reason.gather import Gathered, GraphData, gather
from remissgraf.graph.reason.keyed import divisible
from remissgraf.graph.reason.layout import Layout
from remissgraf.graph.reason.patterns import Axioms
from remissgraf.graph.reason.plan import make_plan
from remissgraf.graph.reason.revise import Change, Revision, revise
from remissgraf.graph.reason.working import Working

__all__ = [
    "Axioms",
    "Change",
    "Gathered",
    "GraphData",
    "Inconsistency",
    "Layout",
    "ReasonReport",
    "Revision",
    "Working",
    "close_ontology",
    "compile_axioms",
    "divisible",
    "find_inconsistencies",
    "gather",
    "make_plan",
    "materialise",
    "revise",
]
