"""Ours is owlrl's closure of the instances: for each kind of axiom, and for random ontologies of several."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .oracle import ours, theirs

RESTRICTION = "[ a owl:Restriction ; owl:onProperty "
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
}


@pytest.mark.parametrize("kind", CONTRADICTIONS)
def test_each_contradiction_that_owlrl_finds_is_reported(kind: str) -> None:
    _, report = ours(*CONTRADICTIONS[kind])
    _, messages = theirs(*CONTRADICTIONS[kind])
    assert messages
    assert report.inconsistencies
    assert all("https://example.org/data/x" in problem.subjects for problem in report.inconsistencies)


CLASSES = st.sampled_from([":A", ":B", ":C", ":D"])
PROPERTIES = st.sampled_from([":p", ":q", ":r"])
THINGS = st.sampled_from(["d:w", "d:x", "d:y", "d:z"])
CONDITION = st.one_of(
    CLASSES,
    st.builds("{} {} ; owl:someValuesFrom {} ]".format, st.just(RESTRICTION), PROPERTIES, CLASSES),
    st.builds("{} {} ; owl:hasValue {} ]".format, st.just(RESTRICTION), PROPERTIES, THINGS),
    st.builds("[ owl:intersectionOf ({} {}) ]".format, CLASSES, CLASSES),
    st.builds("[ owl:unionOf ({} {}) ]".format, CLASSES, CLASSES),
)
CONCLUSION = st.one_of(
    CLASSES,
    st.builds("{} {} ; owl:hasValue {} ]".format, st.just(RESTRICTION), PROPERTIES, THINGS),
    st.builds("{} {} ; owl:allValuesFrom {} ]".format, st.just(RESTRICTION), PROPERTIES, CLASSES),
)
AXIOM = st.one_of(
    st.builds("{} rdfs:subClassOf {} .".format, CONDITION, CONCLUSION),
    st.builds("{} owl:equivalentClass {} .".format, CLASSES, CONDITION),
    st.builds("{} rdfs:domain {} .".format, PROPERTIES, CLASSES),
    st.builds("{} rdfs:range {} .".format, PROPERTIES, CLASSES),
    st.builds("{} rdfs:subPropertyOf {} .".format, PROPERTIES, PROPERTIES),
    st.builds("{} owl:inverseOf {} .".format, PROPERTIES, PROPERTIES),
    st.builds("{} a owl:SymmetricProperty .".format, PROPERTIES),
    st.builds("{} a owl:TransitiveProperty .".format, PROPERTIES),
    st.builds(":chain owl:propertyChainAxiom ({} {}) .".format, PROPERTIES, PROPERTIES),
)
FACT = st.one_of(
    st.builds("{} a {} .".format, THINGS, CLASSES), st.builds("{} {} {} .".format, THINGS, PROPERTIES, THINGS)
)


# owlrl alone takes about a tenth of a second an ontology; the number of examples is what keeps the suite quick.
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(AXIOM, min_size=1, max_size=6), st.lists(FACT, min_size=1, max_size=6))
def test_random_ontologies_give_what_owlrl_gives(axioms: list[str], facts: list[str]) -> None:
    ontology, data = "\n".join(axioms), "\n".join(facts)
    assert ours(ontology, data)[0] == theirs(ontology, data)[0]
