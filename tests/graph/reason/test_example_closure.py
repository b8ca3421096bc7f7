"""On the bundled example, ours is owlrl's closure of everything asserted and of what the rules add.

This is the one test that lets owlrl work on a whole graph; it takes owlrl some ten seconds.
"""

from __future__ import annotations

from remissgraf.graph.workspace.opened import Opened
from remissgraf.ontology.load import load_rules
from remissgraf.ontology.namespaces import PREFIXES, is_inferred

from .oracle import Triples, closure

RDF_TYPE = f"<{PREFIXES['rdf']}type>"


BUILT_IN = tuple(f"<{PREFIXES[prefix]}" for prefix in ("owl", "rdf", "rdfs", "xsd"))


def full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def of_instance(triple: tuple[str, str, str], schema: set[str]) -> bool:
    """Whether the triple speaks of a thing of the data, by a class that has a name (restrictions are numbered in the store)."""
    subject, _, value = triple
    return not subject.startswith(BUILT_IN) and subject not in schema and "#anonymous-" not in subject + value


def test_the_inferred_graph_is_owlrls(opened_example: Opened) -> None:
    asserted: Triples = set()
    inferred: Triples = set()
    for quad in opened_example.store.quads():
        triple = (str(quad.subject), str(quad.predicate), str(quad.object))
        (inferred if is_inferred(str(quad.graph_name).strip("<>")) else asserted).add(triple)
    assert not asserted & inferred
    assert len(asserted) >= 10_000
    # What rules made is input to owlrl, which knows no rules; what follows from it is not.
    derived = {full(name) for rule in load_rules() for name in rule.derives}
    by_rule = {t for t in inferred if t[1] in derived or (t[1] == RDF_TYPE and t[2] in derived)}
    expected, problems = closure(asserted | by_rule)
    assert not problems
    schema = {s for s, p, o in asserted if p == RDF_TYPE and o.startswith(f"<{PREFIXES['owl']}")}
    assert {t for t in expected if of_instance(t, schema)} | by_rule == {
        t for t in inferred if of_instance(t, schema)
    }
    assert len(inferred) > len(by_rule) > 50
