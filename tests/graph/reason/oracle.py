"""The closure by owlrl, and ours, as sets of triples that can be compared.

Compared are inferred triples with an instance as subject, except those that RDF or the project leaves out on purpose:
reflexive owl:sameAs, typings as owl:Thing or rdfs:Resource, and typings by a class without a name (a restriction), which
nobody can ask for. owlrl's known defects (docs/reasoning.md) are met by name:
- it says things of literals: a triple with a literal as subject is no RDF, and is left out;
- it passes over the last member of the lists of owl:hasKey, owl:AllDifferent and owl:AllDisjointProperties (merging what differs in
  the last key alone): it is given these lists with their last member twice, which means the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from remissgraf.graph.reason import ReasonReport, close_ontology, compile_axioms, materialise
from remissgraf.graph.store import OxigraphStore

Triples = set[tuple[str, str, str]]

PREFIXES = """
@prefix : <https://example.org/ontology/> .
@prefix d: <https://example.org/data/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TARGET = "https://example.org/data/graph/inferred"
_ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


def ours(ontology: str, data: str, rules: Sequence[str] = ()) -> tuple[Triples, ReasonReport]:
    """What `materialise` infers from Turtle texts, ontology and data in graphs of their own."""
    store = OxigraphStore.memory()
    for name, text in (("ontology", ontology), ("data", data)):
        graph = ox.NamedNode(f"https://example.org/graph/{name}")
        quads = ox.parse(PREFIXES + text, ox.RdfFormat.TURTLE)
        store.extend(ox.Quad(q.subject, q.predicate, q.object, graph) for q in quads)
    axioms = compile_axioms(close_ontology([PREFIXES + ontology]))
    report = materialise(store, axioms, rules, TARGET)
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in store.quads(TARGET)}, report


def theirs(ontology: str, data: str) -> tuple[Triples, list[str]]:
    """What owlrl infers of the instances d:… from Turtle texts, and its messages."""
    asserted = set()
    for text in (ontology, data):
        for quad in ox.parse(PREFIXES + text, ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            asserted.add((str(quad.subject), str(quad.predicate), str(quad.object)))
    found, messages = closure(asserted)
    return {triple for triple in found if triple[0].startswith("<https://example.org/data/")}, messages


def closure(asserted: Triples) -> tuple[Triples, list[str]]:
    """What owlrl infers from triples in N-Triples form, the exceptions above left out, and its messages."""
    graph = Graph()
    graph.parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in asserted), format="nt")
    _double_last_members(graph)
    before = set(graph)
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    found: Triples = set()
    for subject, predicate, value in set(graph) - before:
        if isinstance(subject, Literal | BNode):
            continue
        if predicate == RDF.type and (value in (OWL.Thing, RDFS.Resource) or isinstance(value, BNode)):
            continue
        if predicate == OWL.sameAs and subject == value:
            continue
        found.add((_text(subject), _text(predicate), _text(value)))
    return found, sorted(str(text) for text in graph.objects(predicate=_ERROR))


def _double_last_members(graph: Graph) -> None:
    heads = set(graph.objects(predicate=OWL.hasKey))
    for kind in (OWL.AllDifferent, OWL.AllDisjointProperties):
        for group in graph.subjects(RDF.type, kind):
            heads |= {*graph.objects(group, OWL.members), *graph.objects(group, OWL.distinctMembers)}
    for head in heads:
        cells = Collection(graph, head)
        cells.append(cells[len(cells) - 1])


def _text(term: object) -> str:
    """An rdflib term as pyoxigraph writes it, so that both sides are written alike."""
    if isinstance(term, Literal):
        kind = None if term.datatype is None else ox.NamedNode(str(term.datatype))
        return str(ox.Literal(str(term), language=term.language, datatype=kind))
    return f"<{term}>"
