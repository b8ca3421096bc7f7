"""The ontology: labelled in both languages, within the axioms that can be run, and declaring every term that descriptions use."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, RDFS, SKOS

import remissgraf.graph.describe
from remissgraf.graph.workspace.vocabulary import ACTOR_CLASSES
from remissgraf.ontology.load import ONTOLOGY_FILES, load_ontology, load_shapes
from remissgraf.ontology.namespaces import ONTOLOGY, PREFIXES, PROJECT, RG

DESCRIBE = Path(remissgraf.graph.describe.__file__).parent
TERM_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
# What graph/reason compiles to SPARQL. Everything else would be true on paper only.
AXIOMS = {
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    RDFS.domain,
    RDFS.range,
    OWL.inverseOf,
    OWL.propertyChainAxiom,
    OWL.equivalentClass,
    OWL.disjointWith,
    OWL.onProperty,
    OWL.hasValue,
    OWL.someValuesFrom,
}
TYPES = {*TERM_KINDS, OWL.Ontology, OWL.Restriction, OWL.TransitiveProperty, OWL.SymmetricProperty}
NOT_AXIOMS = {OWL.versionIRI, OWL.versionInfo, OWL.deprecated}


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    merged = rdflib.Graph()
    for text in load_ontology().values():
        merged.parse(data=text, format="turtle")
    return merged


def own_terms(graph: rdflib.Graph) -> set[rdflib.URIRef]:
    return {
        term
        for kind in TERM_KINDS
        for term in graph.subjects(RDF.type, kind)
        if isinstance(term, rdflib.URIRef) and term.startswith(RG)
    }


def languages(graph: rdflib.Graph, term: rdflib.term.Node, predicate: rdflib.URIRef) -> list[str]:
    return sorted(
        str(text.language) for text in graph.objects(term, predicate) if isinstance(text, rdflib.Literal)
    )


@pytest.mark.parametrize("name", ONTOLOGY_FILES)
def test_two_libraries_read_the_same_graph(name: str) -> None:
    text = load_ontology()[name]
    triples = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    other = rdflib.Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    assert isomorphic(other, rdflib.Graph().parse(data=text, format="turtle"))


def test_every_term_has_one_label_and_one_definition_in_each_language(graph: rdflib.Graph) -> None:
    terms = own_terms(graph)
    assert len(terms) > 100
    for term in sorted(terms):
        assert languages(graph, term, RDFS.label) == ["en", "sv"], term
        assert languages(graph, term, SKOS.definition) == ["en", "sv"], term


def test_every_concept_has_one_label_in_each_language(graph: rdflib.Graph) -> None:
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) > 40
    for concept in concepts:
        assert languages(graph, concept, SKOS.prefLabel) == ["en", "sv"], concept
        assert graph.value(concept, SKOS.inScheme) is not None, concept


def test_labels_tell_terms_of_one_kind_apart(graph: rdflib.Graph) -> None:
    for kind, language in itertools.product(
        (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty), ("sv", "en")
    ):
        labels = [
            str(label).casefold()
            for term in own_terms(graph) & set(graph.subjects(RDF.type, kind))
            for label in graph.objects(term, RDFS.label)
            if isinstance(label, rdflib.Literal) and label.language == language
        ]
        assert len(labels) == len(set(labels)), sorted(label for label in labels if labels.count(label) > 1)


def test_only_axioms_that_can_be_run(graph: rdflib.Graph) -> None:
    for predicate in set(graph.predicates()):
        if str(predicate).startswith(str(OWL)):
            assert predicate in AXIOMS | NOT_AXIOMS, predicate
    for subject, kind in graph.subject_objects(RDF.type):
        if str(kind).startswith(str(OWL)):
            assert kind in TYPES, (subject, kind)


def test_restrictions_stand_where_owl_rl_allows_them(graph: rdflib.Graph) -> None:
    for restriction in graph.subjects(RDF.type, OWL.Restriction):
        # someValuesFrom may only be the subclass; hasValue may stand on both sides.
        if graph.value(restriction, OWL.someValuesFrom) is not None:
            assert graph.value(restriction, RDFS.subClassOf) is not None
            assert not list(graph.subjects(None, restriction))
        else:
            assert graph.value(restriction, OWL.hasValue) is not None


def test_no_chain_feeds_itself(graph: rdflib.Graph) -> None:
    """Self-referential chains do not end: a chain's property may reach none of its steps, through chains or subproperties."""
    needs: dict[rdflib.term.Node, set[rdflib.term.Node]] = {}
    for owner, head in graph.subject_objects(OWL.propertyChainAxiom):
        needs.setdefault(owner, set()).update(graph.items(head))
    for part, whole in graph.subject_objects(RDFS.subPropertyOf):
        needs.setdefault(whole, set()).add(part)
    for owner in set(graph.subjects(OWL.propertyChainAxiom)):
        seen: set[rdflib.term.Node] = set()
        waiting = list(needs[owner])
        while waiting:
            step = waiting.pop()
            assert step != owner, owner
            if step not in seen:
                seen.add(step)
                waiting += needs.get(step, ())


def test_the_version_and_the_deprecation_rule_are_stated(graph: rdflib.Graph) -> None:
    ontology = rdflib.URIRef(ONTOLOGY)
    version = graph.value(ontology, OWL.versionInfo)
    assert str(graph.value(ontology, OWL.versionIRI)) == f"{ONTOLOGY}/{version}"
    assert any("deprecated" in str(text) for text in graph.objects(ontology, rdflib.DCTERMS.description))


def terms_in(text: str) -> set[str]:
    return set(re.findall(r"\brg:([A-Za-z][A-Za-z0-9]*)", text))


def test_descriptions_use_only_declared_terms(graph: rdflib.Graph) -> None:
    declared = {term.removeprefix(RG) for term in own_terms(graph)}
    used: set[str] = set()
    for path in DESCRIBE.glob("*.py"):
        text = path.read_text("utf-8")
        used |= terms_in(text)
        prefixes = set(re.findall(r'"([a-z]+):[A-Za-z]+"', text))
        assert prefixes <= set(PREFIXES), (path, prefixes)
    assert len(used) > 60
    assert used <= declared, used - declared


def test_shapes_and_schemes_use_only_declared_terms(graph: rdflib.Graph) -> None:
    declared = {term.removeprefix(RG) for term in own_terms(graph)}
    used = {
        str(term).removeprefix(RG)
        for source in (graph, rdflib.Graph().parse(data=load_shapes(), format="turtle"))
        for triple in source
        for term in triple
        if isinstance(term, rdflib.URIRef) and term.startswith(RG) and term != rdflib.URIRef(RG)
    }
    assert used <= declared, used - declared


def test_every_shape_speaks_both_languages() -> None:
    shapes = rdflib.Graph().parse(data=load_shapes(), format="turtle")
    sh = rdflib.Namespace(PREFIXES["sh"])
    with_messages = [*shapes.objects(None, sh.property), *shapes.objects(None, sh.sparql)]
    inside = set(shapes.objects(None, RDF.first))  # members of sh:or speak through the shape that holds them
    spoken = [
        shape
        for shape in with_messages
        if not any(
            holder in inside or (None, sh["not"], holder) in shapes for holder in shapes.subjects(None, shape)
        )
    ]
    assert len(spoken) > 80
    for shape in spoken:
        assert languages(shapes, shape, sh.message) == ["en", "sv"], shape


def test_actor_kinds_are_those_of_the_workspace_file(graph: rdflib.Graph) -> None:
    kinds = {
        str(term).removeprefix(RG)
        for term in graph.transitive_subjects(RDFS.subClassOf, rdflib.URIRef(RG + "Actor"))
        if str(term).startswith(RG)
    } - {"Actor", "PublicActor"}
    assert kinds == set(ACTOR_CLASSES)


def test_mappings_name_declared_terms_and_known_prefixes(graph: rdflib.Graph) -> None:
    lines = (
        Path(__file__).parents[2].joinpath("ontology", "mappings.sssom.tsv").read_text("utf-8").splitlines()
    )
    known = {line.split(":")[0].strip("# ") for line in lines if line.startswith("#  ")}
    table = [line.split("\t") for line in lines if not line.startswith("#")]
    assert table[0] == ["subject_id", "predicate_id", "object_id", "mapping_justification"]
    declared = {term.removeprefix(RG) for term in own_terms(graph)}
    assert len(table) > 20
    for subject, predicate, target, justification in table[1:]:
        assert subject.removeprefix("rg:") in declared
        assert {name.partition(":")[0] for name in (predicate, target, justification)} <= known
    assert not list(graph.subject_objects(SKOS.closeMatch))  # none inside: they would make classes concepts


def test_nothing_outside_the_project_is_redefined(graph: rdflib.Graph) -> None:
    concepts = {term for term in graph.subjects(RDF.type, SKOS.Concept) if isinstance(term, rdflib.URIRef)}
    assert all(term.startswith(PROJECT) for term in concepts)
