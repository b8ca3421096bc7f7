"""Proofs: each stands on asserted triples alone, never on itself, and gives the triple again from those triples alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from remissgraf.errors import OntologyError
from remissgraf.graph.reason import close_ontology, compile_axioms, materialise
from remissgraf.graph.reason.construct import take_apart
from remissgraf.graph.reason.explain import Explainer, Explanation, Step
from remissgraf.graph.reason.patterns import Triple
from remissgraf.graph.reason.titles import axiom_title
from remissgraf.graph.store import OxigraphStore

from .oracle import PREFIXES, TARGET, ours
from .random_ontologies import AXIOM, FACT

D = "https://example.org/data/"
V = "https://example.org/ontology/"
HEAD = f"PREFIX d: <{D}> PREFIX : <{V}> "


@dataclass(frozen=True)
class Said:
    """A rule in SPARQL as the explainer wants it."""

    name: str
    text: str
    title: Mapping[str, str] = field(default_factory=lambda: {"sv": "regel", "en": "rule"})


def triple(text: str) -> Triple:
    (quad,) = ox.parse(PREFIXES + text, ox.RdfFormat.TURTLE)
    return str(quad.subject), str(quad.predicate), str(quad.object)


def reasoned(ontology: str, data: str, rules: Sequence[Said] = ()) -> tuple[OxigraphStore, Explainer]:
    store = OxigraphStore.memory()
    graph = ox.NamedNode("https://example.org/graph/data")
    store.extend(
        ox.Quad(q.subject, q.predicate, q.object, graph)
        for q in ox.parse(PREFIXES + data, ox.RdfFormat.TURTLE)
    )
    axioms = compile_axioms(close_ontology([PREFIXES + ontology]))
    materialise(store, axioms, [rule.text for rule in rules], TARGET)
    return store, Explainer(store, axioms, rules)


def explained(explainer: Explainer, text: str) -> Explanation:
    found = explainer.explain(triple(text))
    assert found is not None
    assert_founded(found, explainer)
    return found


def assert_founded(found: Explanation, explainer: Explainer) -> None:
    """Every step stands on what is asserted or was concluded before it."""
    known: set[Triple] = set()
    for conclusion, step in found.steps.items():
        assert conclusion == step.conclusion
        assert all(premise in known or explainer.asserted(premise) for premise in step.premises)
        known.add(conclusion)
    assert found.goal in known or explainer.asserted(found.goal)


def only_step(found: Explanation) -> Step:
    (step,) = found.steps.values()
    return step


def test_an_asserted_triple_needs_no_step() -> None:
    _, explainer = reasoned(":p owl:inverseOf :q .", "d:x :p d:y .")
    found = explained(explainer, "d:x :p d:y .")
    assert found.steps == {}
    assert found.leaves() == (triple("d:x :p d:y ."),)


def test_what_the_store_does_not_hold_is_not_explained() -> None:
    _, explainer = reasoned(":p rdfs:range :A .", "d:x :p d:y .")
    assert explainer.explain(triple("d:y a :B .")) is None


def test_what_nothing_gives_any_more_is_not_explained() -> None:
    store, explainer = reasoned(":p rdfs:range :A .", "d:x :p d:y .")
    store.remove_graph("https://example.org/graph/data")
    assert explainer.explain(triple("d:y a :A .")) is None


def test_a_chain_of_axioms_is_followed_to_what_is_asserted() -> None:
    ontology = ":r owl:propertyChainAxiom (:p :q) . :r rdfs:range :A . :A rdfs:subClassOf :B ."
    _, explainer = reasoned(ontology, "d:x :p d:y . d:y :q d:z .")
    found = explained(explainer, "d:z a :B .")
    assert set(found.leaves()) == {triple("d:x :p d:y ."), triple("d:y :q d:z .")}
    assert next(str(step.axiom).partition(" ")[0] for step in found.steps.values()) == "propertyChainAxiom"


def test_derivations_in_a_circle_end_and_prove_nothing() -> None:
    ontology = ":p owl:inverseOf :q . :s rdfs:subPropertyOf :p . :r rdfs:subPropertyOf :s . :p rdfs:subPropertyOf :r ."
    store, explainer = reasoned(ontology, "d:x :s d:y .")
    for name in ("d:x :r d:y .", "d:y :q d:x .", "d:x :p d:y ."):
        assert explained(explainer, name).leaves() == (triple("d:x :s d:y ."),)
    # Take away what all of it stands on: the circle is still in the store, and is no proof.
    store.remove_graph("https://example.org/graph/data")
    assert (
        Explainer(store, compile_axioms(close_ontology([PREFIXES + ontology]))).explain(
            triple("d:x :r d:y .")
        )
        is None
    )


def test_equality_is_explained() -> None:
    _, explainer = reasoned(":p a owl:FunctionalProperty .", "d:x :p d:y, d:z . d:z :q d:w .")
    found = explained(explainer, "d:y :q d:w .")
    assert set(found.leaves()) == {triple("d:x :p d:y ."), triple("d:x :p d:z ."), triple("d:z :q d:w .")}


def test_a_shared_conclusion_is_proven_once() -> None:
    ontology = ":p a owl:TransitiveProperty . :q rdfs:subPropertyOf :p ."
    data = " ".join(f"d:n{at} :q d:n{at + 1} ." for at in range(12))
    _, explainer = reasoned(ontology, data)
    found = explained(explainer, "d:n0 :p d:n12 .")
    assert len(found.leaves()) == 12
    assert len(found.steps) <= 40


def test_more_ways_are_looked_at_where_the_first_lead_in_circles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("remissgraf.graph.reason.explain._WAYS", 1)
    ontology = ":p a owl:TransitiveProperty , owl:SymmetricProperty . :q rdfs:subPropertyOf :p ."
    links = " ".join(f"d:n{at} :q d:n{at + 1} ." for at in range(6))
    _, explainer = reasoned(ontology, links)
    for one in range(7):
        for other in range(7):
            assert 1 <= len(explained(explainer, f"d:n{one} :p d:n{other} .").leaves()) <= 6


def test_a_rule_tells_what_it_matched_and_what_had_to_fail() -> None:
    rule = Said(
        "silent",
        HEAD
        + "CONSTRUCT { ?x a :Silent } WHERE { ?x :invited/^:holds ?y FILTER NOT EXISTS { ?x :said ?word } FILTER(?y != d:b) }",
    )
    _, explainer = reasoned("", "d:a :invited d:i . d:y :holds d:i . d:b :invited d:i ; :said d:w .", [rule])
    step = only_step(explained(explainer, "d:a a :Silent ."))
    assert set(step.premises) == {triple("d:a :invited d:i ."), triple("d:y :holds d:i .")}
    assert step.rule is rule
    assert step.conditions == (
        f"FILTER NOT EXISTS {{ {D}a :said ?word }}",
        f"FILTER({D}y != d:b)",
    )


def test_a_rule_that_counts_tells_its_values_and_all_that_it_counted() -> None:
    text = """CONSTRUCT { ?n :total ?sum ; :of ?x } WHERE {
      { SELECT ?x (COUNT(?y) AS ?sum) WHERE { ?x :p ?y } GROUP BY ?x }
      BIND(IRI(CONCAT(STR(?x), "/total")) AS ?n)
    }"""
    rule = Said("count", HEAD + text)
    _, explainer = reasoned("", "d:a :p d:x, d:y . d:b :p d:z .", [rule])
    step = only_step(explained(explainer, f"<{D}a/total> :total 2 ."))
    assert set(step.premises) == {triple("d:a :p d:x ."), triple("d:a :p d:y .")}
    assert step.values["?sum"] == str(ox.Literal(2))


def test_of_a_union_only_the_branch_that_holds_is_told() -> None:
    text = """CONSTRUCT { ?x a ?kind } WHERE {
      { ?x :p ?y BIND(:A AS ?kind) } UNION { ?x :q ?y BIND(:B AS ?kind) } UNION { ?y :r ?x BIND(:B AS ?kind) }
      FILTER NOT EXISTS { { ?x :gone ?z } UNION { ?z :ends ?x } }
    }"""
    _, explainer = reasoned("", "d:a :p d:y ; :q d:z . d:y :r d:b .", [Said("kinds", HEAD + text)])
    for goal, premise in (
        ("d:a a :A .", "d:a :p d:y ."),
        ("d:a a :B .", "d:a :q d:z ."),
        ("d:b a :B .", "d:y :r d:b ."),
    ):
        assert only_step(explained(explainer, goal)).premises == (triple(premise),)


def test_what_is_optional_is_not_taken_for_what_was_found() -> None:
    rule = Said("noted", HEAD + "CONSTRUCT { ?x :note ?n } WHERE { ?x a ?kind OPTIONAL { ?x :text ?n } }")
    other = Said("copied", HEAD + "CONSTRUCT { ?x :note ?n } WHERE { ?x :likes/:text ?n }")
    _, explainer = reasoned("", 'd:a a :A ; :likes d:b . d:b a :B ; :text "ord"@sv .', [rule, other])
    assert only_step(explained(explainer, 'd:b :note "ord"@sv .')).rule is rule
    assert only_step(explained(explainer, 'd:a :note "ord"@sv .')).rule is other


def test_an_inner_select_is_a_group_only_where_it_counts() -> None:
    text = """CONSTRUCT { ?x :best ?y } WHERE {
      { SELECT DISTINCT ?x ?y WHERE { ?x :p ?y . ?y a :Good FILTER(?y != d:no) } }
      { SELECT (COUNT(*) AS ?all) WHERE { { ?s :p ?o } UNION { ?s :r ?o } } }
      BIND(EXISTS { { ?x :q ?z } UNION { ?x :r ?z } } AS ?more)
    }"""
    data = "d:a :p d:y, d:z . d:y a :Good . d:z a :Good . d:b :r d:c ."
    _, explainer = reasoned("", data, [Said("best", HEAD + text)])
    step = only_step(explained(explainer, "d:a :best d:y ."))
    counted = {triple("d:a :p d:y ."), triple("d:a :p d:z ."), triple("d:b :r d:c .")}
    assert set(step.premises) == {triple("d:y a :Good ."), *counted}
    assert step.values == {"?all": str(ox.Literal(3)), "?more": str(ox.Literal(False))}
    assert step.conditions == (f"FILTER({D}y != d:no)",)


def test_rules_and_axioms_explain_each_other() -> None:
    rule = Said("made", HEAD + "CONSTRUCT { ?x :s ?y } WHERE { ?x :q ?y OPTIONAL { ?y :note ?n } }")
    _, explainer = reasoned(":p owl:inverseOf :q . :s rdfs:subPropertyOf :t .", "d:a :p d:b .", [rule])
    found = explained(explainer, "d:b :t d:a .")
    assert [step.rule is None for step in found.steps.values()] == [True, False, True]
    assert found.leaves() == (triple("d:a :p d:b ."),)


def test_a_rule_without_a_where_word_is_read_too() -> None:
    (head,) = take_apart("CONSTRUCT { ?x <a:p> 5 } { ?x <a:q> 'it', \"x\"@sv }").heads
    assert head.object == str(ox.Literal(5))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.lists(AXIOM, min_size=2, max_size=6), st.lists(FACT, min_size=2, max_size=6))
def test_every_inferred_triple_follows_from_the_leaves_of_its_proof(
    axioms: list[str], facts: list[str]
) -> None:
    ontology = "\n".join(axioms)
    try:
        store, explainer = reasoned(ontology, "\n".join(facts))
    except OntologyError:
        assume(False)
    inferred = sorted((str(q.subject), str(q.predicate), str(q.object)) for q in store.quads(TARGET))
    for goal in inferred[:: max(1, len(inferred) // 5)]:
        found = explainer.explain(goal)
        assert found is not None
        assert_founded(found, explainer)
        again, _ = ours(ontology, "\n".join(f"{' '.join(leaf)} ." for leaf in found.leaves()))
        assert goal in again


def test_every_kind_of_axiom_has_a_title() -> None:
    ontology = """:A rdfs:subClassOf :B ; owl:disjointWith :C ; owl:hasKey (:p) . :B owl:equivalentClass :D . :E owl:oneOf (d:x) .
      :F owl:intersectionOf (:A :B) . :G owl:unionOf (:A :B) . :p rdfs:domain :A ; rdfs:range :B ; rdfs:subPropertyOf :q ;
      owl:inverseOf :i ; owl:propertyDisjointWith :w . :q owl:equivalentProperty :e . :s a owl:SymmetricProperty ,
      owl:TransitiveProperty , owl:FunctionalProperty , owl:InverseFunctionalProperty . :c owl:propertyChainAxiom (:p :q) .
      :n a owl:IrreflexiveProperty , owl:AsymmetricProperty . [] a owl:AllDifferent ; owl:members (d:x d:y) ."""
    store, explainer = reasoned(ontology, "d:x owl:sameAs d:z .")
    axioms = compile_axioms(close_ontology([PREFIXES + ontology]))
    names = (
        {rule.name for rule in axioms.rules}
        | {check.name for check in axioms.checks}
        | {
            "sameAs symmetric",
            "differentFrom",
        }
    )
    assert len({name.partition(" ")[0] for name in names}) >= 20
    for name in names:
        assert axiom_title(name, "sv") != axiom_title(name, "en")
    assert explainer.explain(triple("d:z owl:sameAs d:x .")) is not None
    assert len(store)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_title_has_the_terms_of_the_axiom(lang: str) -> None:
    assert axiom_title("range rg:madeBy rg:Actor", lang).endswith(": rg:madeBy rg:Actor")
