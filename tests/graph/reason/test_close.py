"""What the ontology may say: everything else is refused by name, never passed over in silence."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from remissgraf.errors import OntologyError
from remissgraf.graph.reason import close_ontology, compile_axioms

from .oracle import PREFIXES

RESTRICTION = "[ a owl:Restriction ; owl:onProperty :p ; "


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (":p a owl:ReflexiveProperty .", "owl:ReflexiveProperty"),
        (":A a owl:Class ; owl:sameAs :B .", "owl:sameAs of classes"),
        (":p rdfs:range :A . :x owl:differentFrom :p .", "owl:differentFrom of classes"),
        (':x owl:sameAs "text" .', "owl:sameAs of classes, properties or values"),
        (":A owl:hasKey () .", "owl:hasKey of nothing"),
        (":A owl:hasKey (:p [ owl:inverseOf :q ]) .", "owl:hasKey of what has no name|owl:oneOf or hasKey"),
        (':A owl:equivalentClass [ owl:oneOf (:x "text") ] .', "owl:oneOf or hasKey of what has no name"),
        (":A rdfs:subClassOf [ owl:oneOf (:x :y) ] .", "owl:oneOf as a conclusion"),
        (f"{RESTRICTION} owl:maxCardinality 1 ] rdfs:subClassOf :A .", "owl:maxCardinality as a condition"),
        (f":A owl:disjointWith {RESTRICTION} owl:allValuesFrom :B ] .", "owl:allValuesFrom as a condition"),
        (f":A rdfs:subClassOf {RESTRICTION} owl:cardinality 1 ] .", "owl:cardinality"),
        (f":A rdfs:subClassOf {RESTRICTION} owl:minCardinality 1 ] .", "owl:minCardinality"),
        (
            f":A rdfs:subClassOf {RESTRICTION} owl:maxQualifiedCardinality 1 ; owl:onClass [ owl:unionOf (:B :C) ] ] .",
            "owl:onClass without a name",
        ),
        (":A owl:complementOf :B .", "owl:complementOf"),
        (":A owl:disjointUnionOf (:B :C) .", "owl:disjointUnionOf"),
        (f":A rdfs:subClassOf {RESTRICTION} owl:maxCardinality 2 ] .", "owl:maxCardinality 2"),
        (f":A rdfs:subClassOf {RESTRICTION} owl:hasSelf true ] .", "owl:hasSelf"),
        (f":A rdfs:subClassOf {RESTRICTION} owl:someValuesFrom :B ] .", "owl:someValuesFrom as a conclusion"),
        (":q rdfs:domain [ owl:unionOf (:A :B) ] .", "owl:unionOf as a conclusion"),
        (
            f":A rdfs:subClassOf [ owl:intersectionOf (:B {RESTRICTION} owl:someValuesFrom :C ]) ] .",
            "owl:someValuesFrom",
        ),
        (f"{RESTRICTION} owl:allValuesFrom :B ] rdfs:subClassOf :A .", "owl:allValuesFrom as a condition"),
        (
            f"{RESTRICTION} owl:someValuesFrom xsd:string ] rdfs:subClassOf :A .",
            "owl:someValuesFrom a datatype",
        ),
        (":q rdfs:subPropertyOf [ owl:inverseOf :p ] .", "owl:inverseOf without a name"),
        ("<https://example.org/o> owl:imports <https://example.org/other> .", "owl:imports"),
    ],
)
def test_an_unsupported_axiom_is_named(text: str, name: str) -> None:
    with pytest.raises(OntologyError, match=f"unsupported axiom {name}") as caught:
        close_ontology([PREFIXES + text])
    assert caught.value.code == "ontology.unsupported"
    assert caught.value.where


def test_a_chain_that_feeds_itself_is_refused() -> None:
    closed = close_ontology([PREFIXES + ":p owl:propertyChainAxiom (:p :q) ."])
    with pytest.raises(OntologyError) as caught:
        compile_axioms(closed)
    assert caught.value.code == "ontology.chain"


def test_an_ontology_that_contradicts_itself_is_refused() -> None:
    text = ":p a owl:AsymmetricProperty , owl:IrreflexiveProperty . :A owl:disjointWith :B . :x a :A , :B ."
    # Instances are left aside, so this schema is sound …
    assert close_ontology([PREFIXES + text])
    # … while a class that is told to be an instance of two disjoint ones is part of the schema.
    meta = "owl:ObjectProperty owl:disjointWith owl:DatatypeProperty . :p a owl:ObjectProperty , owl:DatatypeProperty ."
    with pytest.raises(OntologyError) as caught:
        close_ontology([PREFIXES + meta])
    assert caught.value.code == "ontology.inconsistent"


def test_what_is_no_turtle_is_refused() -> None:
    with pytest.raises(OntologyError) as caught:
        close_ontology([PREFIXES, "@prefix ::"])
    assert (caught.value.code, caught.value.where) == ("ontology.syntax", "file 2 of the ontology")


def test_the_closure_is_kept_and_made_anew_for_another_text(tmp_path: Path) -> None:
    texts = [PREFIXES + ":A rdfs:subClassOf :B .", PREFIXES + ":B rdfs:subClassOf :C ."]
    first = close_ontology(texts, cache=tmp_path / "state")
    (kept,) = (tmp_path / "state").iterdir()
    altered = first + b"<https://example.org/kept> <a:> <b:> .\n"
    kept.write_bytes(b"# " + hashlib.sha256(altered).hexdigest().encode() + b"\n" + altered)
    assert b"kept" in close_ontology(texts, cache=tmp_path / "state")
    assert b"kept" not in close_ontology(texts[:1], cache=tmp_path / "state")
    assert b"kept" not in close_ontology(texts)


def test_a_damaged_closure_is_made_anew(tmp_path: Path) -> None:
    text = "<a:A> a <http://www.w3.org/2002/07/owl#Class> ."
    first = close_ontology([text], cache=tmp_path)
    (kept,) = tmp_path.iterdir()
    for damage in (b"", b"x", kept.read_bytes()[:-4]):
        kept.write_bytes(damage)
        assert close_ontology([text], cache=tmp_path) == first


def test_names_for_people_are_short() -> None:
    text = "@prefix rg: <https://w3id.org/remissgraf/ontology#> . rg:Actor <http://www.w3.org/2002/07/owl#disjointWith> rg:Response ."
    (check, _) = compile_axioms(close_ontology([text])).checks
    assert check.name == "disjointWith rg:Actor rg:Response"
