"""Ours is owlrl's closure of the instances: for each kind of axiom, and for random ontologies of several."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from remissgraf.errors import OntologyError
from remissgraf.graph.reason import close_ontology, compile_axioms
from remissgraf.graph.reason.equality import with_equality
from remissgraf.graph.store import OxigraphStore

from .oracle import PREFIXES, ours, theirs
from .random_ontologies import AXIOM, FACT, RESTRICTION

AXIOMS = {
    "subClassOf": (":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .", "d:x a :A ."),
    "equivalentClass": (":A owl:equivalentClass :B .", "d:x a :A . d:y a :B ."),
    "subPropertyOf": (
        ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r .",
        'd:x :p d:y . d:x :p "två ord"@sv . d:x :p 0.7 .',
    ),
    "equivalentProperty": (":p owl:equivalentProperty :q .", "d:x :p d:y . d:z :q 5 ."),
    "domain and range": (
        ":p rdfs:domain :A, :B, :C ; rdfs:range :C . :A rdfs:subClassOf :B . :q rdfs:range xsd:string ; rdfs:domain :B .",
        'd:x :p d:y . d:z :q "text" .',
    ),
    "inverseOf": (":p owl:inverseOf :q .", 'd:x :p d:y . d:z :q d:w . d:x :p "text" .'),
    "symmetric": (":p a owl:SymmetricProperty .", 'd:x :p d:y . d:x :p "text" .'),
    "transitive": (":p a owl:TransitiveProperty .", "d:a :p d:b . d:b :p d:c . d:c :p d:e . d:e :p d:a ."),
    "chain of two": (":r owl:propertyChainAxiom (:p :q) .", 'd:a :p d:b . d:b :q d:c . d:b :q "text" .'),
    "chain of three": (":r owl:propertyChainAxiom (:p :q :p) .", "d:a :p d:b . d:b :q d:c . d:c :p d:e ."),
    "hasValue, both ways": (
        f":A owl:equivalentClass {RESTRICTION} :p ; owl:hasValue d:v ] .",
        "d:x a :A . d:y :p d:v . d:z :p d:w .",
    ),
    "hasValue of a text": (f':A rdfs:subClassOf {RESTRICTION} :p ; owl:hasValue "k"@sv ] .', "d:x a :A ."),
    "someValuesFrom": (
        f"{RESTRICTION} :p ; owl:someValuesFrom :D ] rdfs:subClassOf :A .",
        "d:x :p d:y . d:y a :D . d:z :p d:w .",
    ),
    "someValuesFrom, equivalent": (
        f":A owl:equivalentClass {RESTRICTION} :p ; owl:someValuesFrom :D ] .",
        "d:x :p d:y . d:y a :D . d:z a :A .",
    ),
    "someValuesFrom anything": (
        f"{RESTRICTION} :p ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf :A .",
        "d:x :p d:y .",
    ),
    "allValuesFrom": (
        f":A rdfs:subClassOf {RESTRICTION} :p ; owl:allValuesFrom :D ] .",
        "d:x :p d:y ; a :A .",
    ),
    "intersectionOf": (":A owl:intersectionOf (:B :C) .", "d:x a :B, :C . d:y a :A . d:z a :B ."),
    "intersectionOf, equivalent": (
        f":A owl:equivalentClass [ owl:intersectionOf (:B {RESTRICTION} :p ; owl:hasValue d:v ]) ] .",
        "d:x a :B ; :p d:v . d:y a :A . d:z a :B .",
    ),
    "unionOf": (":A owl:unionOf (:B :C) .", "d:x a :B . d:y a :C . d:z a :A ."),
    "unionOf below": ("[ owl:unionOf (:B :C) ] rdfs:subClassOf :A .", "d:x a :B . d:y a :C . d:z a :A ."),
    "FunctionalProperty": (
        ":p a owl:FunctionalProperty . :A owl:equivalentClass [ a owl:Restriction ; owl:onProperty :q ; owl:hasValue d:y ] .",
        'd:x :p d:y, d:z . d:z :q d:w ; :n "text" . d:v :q d:z . d:w :p d:y .',
    ),
    "FunctionalProperty of a text": (
        ":p a owl:FunctionalProperty ; rdfs:domain :A .",
        'd:x :p "one" . d:y :p "two" .',
    ),
    "InverseFunctionalProperty": (
        ":p a owl:InverseFunctionalProperty . :q rdfs:domain :A .",
        'd:x :p "k" . d:y :p "k" ; :q d:z . d:w :p "K" .',
    ),
    "sameAs": (":p rdfs:domain :A .", "d:x owl:sameAs d:y . d:y owl:sameAs d:z . d:z :p d:w . d:v :p d:x ."),
    "sameAs from a subproperty": (
        ":alias rdfs:subPropertyOf owl:sameAs .",
        "d:x :alias d:y, d:x . d:y :p d:z .",
    ),
    "sameAs in the ontology": ("d:x owl:sameAs d:y . :p rdfs:range :A .", "d:w :p d:x ."),
    "differentFrom": (":p rdfs:range :A .", "d:x owl:sameAs d:y ; owl:differentFrom d:z . d:w :p d:x ."),
    "hasKey": (
        ":A owl:hasKey (:p :q) .",
        "d:x a :A ; :p d:k ; :q 1, 2 . d:y a :A ; :p d:k ; :q 2 . d:z a :A ; :p d:k ; :q 3 .",
    ),
    "hasKey of one": (":A owl:hasKey (:p) .", 'd:x a :A ; :p "k" . d:y a :A ; :p "k" . d:z :p "k" .'),
    "maxCardinality": (
        f":A rdfs:subClassOf {RESTRICTION} :p ; owl:maxCardinality 1 ] .",
        "d:x a :A ; :p d:y, d:z . d:w :p d:u, d:v . d:y :q d:u .",
    ),
    "maxCardinality none": (
        f":A rdfs:subClassOf {RESTRICTION} :p ; owl:maxCardinality 0 ] . :A rdfs:subClassOf :B .",
        "d:x a :A . d:w :p d:u .",
    ),
    "maxQualifiedCardinality": (
        f":A rdfs:subClassOf {RESTRICTION} :p ; owl:maxQualifiedCardinality 1 ; owl:onClass :B ] .",
        "d:x a :A ; :p d:y, d:z, d:w . d:y a :B . d:z a :B .",
    ),
    "oneOf": (":A owl:oneOf (d:x d:y) . :A rdfs:subClassOf :B .", "d:x :p d:z ."),
    "oneOf, equivalent": (
        ":A owl:equivalentClass [ owl:oneOf (d:x d:y) ] . :p rdfs:subPropertyOf :q .",
        "d:x :p d:z . d:w owl:sameAs d:x .",
    ),
    "oneOf among others": (
        "[ owl:intersectionOf (:B [ owl:oneOf (d:x d:y) ]) ] rdfs:subClassOf :A ."
        f"{RESTRICTION} :p ; owl:someValuesFrom [ owl:oneOf (d:x d:y) ] ] rdfs:subClassOf :C .",
        "d:x a :B . d:z a :B ; :p d:y . d:w :p d:z .",
    ),
    "oneOf twice": (
        "[ owl:intersectionOf ([ owl:oneOf (d:x) ] [ owl:oneOf (d:y) ]) ] rdfs:subClassOf :A . :p rdfs:range :B .",
        "d:x owl:sameAs d:y ; :p d:z .",
    ),
    "several together": (
        ":p rdfs:subPropertyOf :q . :q a owl:TransitiveProperty ; owl:inverseOf :i ; rdfs:range :B . :s rdfs:domain :A ."
        f":r owl:propertyChainAxiom (:i :s) . :A owl:equivalentClass {RESTRICTION} :r ; owl:someValuesFrom :B ] .",
        "d:a :p d:b . d:b :p d:c . d:c :s d:e . d:a :s d:f .",
    ),
}


@pytest.mark.parametrize("kind", AXIOMS)
def test_each_axiom_gives_what_owlrl_gives(kind: str) -> None:
    found, report = ours(*AXIOMS[kind])
    expected, _ = theirs(*AXIOMS[kind])
    assert found == expected
    assert found
    assert report.inferred == len(found)
    assert not report.inconsistencies


CONTRADICTIONS = {
    "disjointWith": (":A owl:disjointWith :B .", "d:x a :A, :B . d:y a :A ."),
    "disjoint below": (":A owl:disjointWith :B . :C rdfs:subClassOf :A .", "d:x a :C, :B ."),
    "AllDisjointClasses": ("[] a owl:AllDisjointClasses ; owl:members (:A :B :C) .", "d:x a :A, :C ."),
    "IrreflexiveProperty": (":p a owl:IrreflexiveProperty .", "d:x :p d:x . d:y :p d:x ."),
    "AsymmetricProperty": (":p a owl:AsymmetricProperty .", "d:x :p d:y . d:y :p d:x ."),
    "propertyDisjointWith": (":p owl:propertyDisjointWith :q .", "d:x :p d:y ; :q d:y ."),
    "AllDisjointProperties": (
        "[] a owl:AllDisjointProperties ; owl:members (:p :q :r) .",
        "d:x :p d:y ; :r d:y .",
    ),
    "sameAs and differentFrom": (":p rdfs:range :A .", "d:x owl:sameAs d:y ; owl:differentFrom d:y ."),
    "differentFrom itself": (":p rdfs:range :A .", "d:x owl:differentFrom d:x ."),
    "AllDifferent": ("[] a owl:AllDifferent ; owl:distinctMembers (d:w d:y d:x) .", "d:x owl:sameAs d:y ."),
    "FunctionalProperty and differentFrom": (
        ":p a owl:FunctionalProperty .",
        "d:w :p d:x, d:y . d:x owl:differentFrom d:y .",
    ),
    "maxCardinality 0": (
        f":A rdfs:subClassOf {RESTRICTION} :p ; owl:maxCardinality 0 ] .",
        "d:x a :A ; :p d:y .",
    ),
    "maxQualifiedCardinality 0": (
        f":A rdfs:subClassOf {RESTRICTION} :p ; owl:maxQualifiedCardinality 0 ; owl:onClass :B ] .",
        "d:x a :A ; :p d:y . d:y a :B .",
    ),
    "subclass of nothing": (":A rdfs:subClassOf owl:Nothing .", "d:x a :A ."),
    "oneOf disjoint": (":A owl:disjointWith [ owl:oneOf (d:x d:z) ] .", "d:x a :A ."),
}


@pytest.mark.parametrize("kind", CONTRADICTIONS)
def test_each_contradiction_that_owlrl_finds_is_reported(kind: str) -> None:
    _, report = ours(*CONTRADICTIONS[kind])
    _, messages = theirs(*CONTRADICTIONS[kind])
    assert messages
    assert report.inconsistencies
    assert all("https://example.org/data/x" in problem.subjects for problem in report.inconsistencies)


# Contradictions are compared too; where there is one, everything follows, and the closures need not be alike.
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(AXIOM, min_size=1, max_size=6), st.lists(FACT, min_size=1, max_size=6))
def test_random_ontologies_give_what_owlrl_gives(axioms: list[str], facts: list[str]) -> None:
    ontology, data = "\n".join(axioms), "\n".join(facts)
    try:
        found, report = ours(ontology, data)
    except OntologyError:
        # A schema that contradicts itself (a property disjoint with itself) is refused before any data is seen.
        assert theirs(ontology, data)[1]
        return
    expected, messages = theirs(ontology, data)
    assert bool(report.inconsistencies) == bool(messages)
    if not messages:
        assert found == expected


@pytest.mark.parametrize(
    "axiom",
    [
        ":n a owl:FunctionalProperty .",
        f":A rdfs:subClassOf {RESTRICTION} :n ; owl:maxCardinality 1 ] .",
        ":m rdfs:subPropertyOf :n . :n a owl:FunctionalProperty .",
    ],
)
def test_two_texts_where_one_is_allowed_contradict(axiom: str) -> None:
    """owlrl says that the texts are the same, which they are not, and goes on."""
    _, report = ours(axiom, 'd:x a :A ; :n "one" ; :m "two" ; :n "two" . d:y a :A ; :n 5, 5.0 .')
    (problem,) = report.inconsistencies
    assert problem.subjects == ("https://example.org/data/x",)
    assert {value for case in problem.cases for _, _, value in case} >= {'"one"', '"two"'}


def test_nothing_is_compiled_for_equality_that_nothing_brings_in() -> None:
    axioms = compile_axioms(close_ontology([PREFIXES + ":p rdfs:range :A ."]))
    assert with_equality(axioms, OxigraphStore.memory()) is axioms
    rule = "CONSTRUCT { ?x owl:sameAs <https://example.org/data/z> } WHERE { ?x a <https://example.org/ontology/A> }"
    found, _ = ours(":p rdfs:range :A .", "d:x :p d:y .", [rule])
    assert "<https://example.org/data/z>" in {subject for subject, _, _ in found}
