"""How rules run in a store: where triples go, in what order, and when it ends."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from remissgraf.errors import OntologyError
from remissgraf.graph.reason import Axioms, close_ontology, compile_axioms, materialise
from remissgraf.graph.store import OxigraphStore

from .oracle import PREFIXES, TARGET, ours

D = "https://example.org/data/"
V = "https://example.org/ontology/"
HEAD = f"PREFIX d: <{D}> PREFIX : <{V}> "


def test_what_is_asserted_somewhere_is_not_inferred_again() -> None:
    store = OxigraphStore.memory()
    store.bulk_load(f"<{D}x> <{V}p> <{D}y> <a:g> .\n<{D}x> <{V}q> <{D}y> <a:h> .\n".encode())
    before = store.dump()
    axioms = compile_axioms(
        close_ontology([PREFIXES + ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r ."])
    )
    report = materialise(store, axioms, [], TARGET)
    assert [str(quad.triple) for quad in store.quads(TARGET)] == [f"<{D}x> <{V}r> <{D}y>"]
    assert report.inferred == 1
    store.remove_graph(TARGET)
    assert store.dump() == before


def test_reasoning_again_gives_the_same_and_forgets_what_no_longer_follows() -> None:
    store = OxigraphStore.memory()
    store.bulk_load(f"<{D}x> <{V}p> <{D}y> <a:g> .\n<{D}z> <{V}p> <{D}y> <a:h> .\n".encode())
    axioms = compile_axioms(close_ontology([PREFIXES + ":p rdfs:range :A ; rdfs:domain :B ."]))
    first = materialise(store, axioms, [], TARGET)
    dump = store.dump()
    assert materialise(store, axioms, [], TARGET) == first
    assert store.dump() == dump
    assert first.inferred == 3
    store.remove_graph("a:h")
    assert materialise(store, axioms, [], TARGET).inferred == 2
    assert store.graphs() == ("a:g", TARGET)


def test_rules_and_closure_feed_each_other() -> None:
    ontology = ":p owl:inverseOf :q . :s rdfs:subPropertyOf :t ."
    rules = [
        HEAD + "CONSTRUCT { ?x :s ?y } WHERE { ?x :q ?y }",
        HEAD + "CONSTRUCT { ?x :p ?y } WHERE { ?x :t ?y . FILTER(?x != ?y) }",
    ]
    found, report = ours(ontology, "d:a :p d:b .", rules)
    local = {(s[len(D) + 1 : -1], p[len(V) + 1 : -1], o[len(D) + 1 : -1]) for s, p, o in found}
    # a p b ⊢ b q a ⊢ (rule 1) b s a ⊢ b t a ⊢ (rule 2) b p a ⊢ a q b ⊢ (rule 1) a s b ⊢ a t b
    assert local == {
        ("b", "q", "a"), ("b", "s", "a"), ("b", "t", "a"), ("b", "p", "a"), ("a", "q", "b"), ("a", "s", "b"), ("a", "t", "b")
    }  # fmt: skip
    assert report.rounds >= 4


def test_a_rule_sees_all_that_the_rules_before_it_led_to() -> None:
    ontology = ":said rdfs:subPropertyOf :spoke ."
    rules = [
        HEAD + "CONSTRUCT { ?x :said ?y } WHERE { ?x :wrote ?y }",
        HEAD + "CONSTRUCT { ?x a :Silent } WHERE { ?x a :Invited FILTER NOT EXISTS { ?x :spoke ?y } }",
    ]
    found, _ = ours(ontology, "d:a a :Invited ; :wrote d:t . d:b a :Invited .", rules)
    assert {s for s, _, o in found if o == f"<{V}Silent>"} == {f"<{D}b>"}


def test_a_rule_may_make_a_thing_from_what_it_is_about() -> None:
    rule = HEAD + 'CONSTRUCT { ?n :of ?x } WHERE { ?x a :A BIND(IRI(CONCAT(STR(?x), "/position")) AS ?n) }'
    found, _ = ours("", "d:a a :A .", [rule])
    assert found == {(f"<{D}a/position>", f"<{V}of>", f"<{D}a>")}


def test_a_rule_without_end_is_stopped_and_leaves_no_scraps() -> None:
    store = OxigraphStore.memory()
    store.bulk_load(f"<{D}a> <{V}n> <{D}a> <a:g> .\n".encode())
    rule = HEAD + 'CONSTRUCT { ?m :n ?x } WHERE { ?x :n ?y BIND(IRI(CONCAT(STR(?x), "x")) AS ?m) }'
    with pytest.raises(OntologyError) as caught:
        materialise(store, Axioms((), ()), [rule], TARGET)
    assert caught.value.code == "ontology.rule"
    assert store.graphs() == ("a:g", TARGET)


@pytest.mark.parametrize(
    "rule",
    [
        "SELECT ?x { ?x a ?y }",
        "CONSTRUCT { ?x a [] } WHERE { ?x a ?y }",
        "CONSTRUCT { _:b a ?y } WHERE { ?x a ?y }",
    ],
)
def test_what_is_no_rule_is_refused(rule: str) -> None:
    with pytest.raises(OntologyError) as caught:
        materialise(OxigraphStore.memory(), Axioms((), ()), [rule], TARGET)
    assert caught.value.code == "ontology.rule"


def test_a_contradiction_names_axiom_and_subjects() -> None:
    _, report = ours(
        ":A owl:disjointWith :B . :p rdfs:domain :B .", "d:y a :A ; :p d:z . d:x a :A ; :p d:z ."
    )
    (problem,) = report.inconsistencies
    assert problem.subjects == (f"{D}x", f"{D}y")
    assert str(problem) == f"disjointWith {V}A {V}B: {D}x, {D}y"


def test_a_text_never_becomes_a_subject() -> None:
    found, _ = ours(
        ":p owl:inverseOf :q ; rdfs:range :A . :p a owl:SymmetricProperty .", 'd:x :p "text", 5 .'
    )
    assert found == set()


def test_data_in_the_default_graph_counts_too() -> None:
    store = OxigraphStore.memory()
    store.extend([ox.Quad(ox.NamedNode(D + "x"), ox.NamedNode(V + "p"), ox.NamedNode(D + "y"))])
    axioms = compile_axioms(close_ontology([PREFIXES + ":p rdfs:range :A ."]))
    assert materialise(store, axioms, [], TARGET).inferred == 1
