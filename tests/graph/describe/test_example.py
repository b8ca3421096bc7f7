"""The built example: it conforms in both validators, one triple stands in one graph, and everything named has a label."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from remissgraf.graph.validate import validate, validation_graph
from remissgraf.graph.workspace.opened import Opened
from remissgraf.ontology.load import load_shapes
from remissgraf.ontology.namespaces import ONTOLOGY, PREFIXES, is_inferred

RESPONSE_GRAPH = "/graph/response/"


@pytest.fixture(scope="module")
def quads(opened_example: Opened) -> list[ox.Quad]:
    return list(opened_example.store.quads())


def graph_of(quad: ox.Quad) -> str:
    assert isinstance(quad.graph_name, ox.NamedNode)
    return quad.graph_name.value


def test_the_example_conforms(quads: list[ox.Quad]) -> None:
    assert [str(violation) for violation in validate(quads)] == []


def test_one_response_with_what_it_shares_conforms_in_the_second_validator(quads: list[ox.Quad]) -> None:
    one = min(graph_of(quad) for quad in quads if RESPONSE_GRAPH in graph_of(quad))
    part = [quad for quad in quads if graph_of(quad) == one or RESPONSE_GRAPH not in graph_of(quad)]
    # What was inferred of the other responses is not theirs alone to tell.
    part = [quad for quad in part if not is_inferred(graph_of(quad))]
    conforms, _, text = pyshacl.validate(
        rdflib.Graph().parse(data=validation_graph(part), format="nt"),
        shacl_graph=rdflib.Graph().parse(data=load_shapes(), format="turtle"),
    )
    assert conforms, text


def test_a_triple_stands_in_one_graph_only(quads: list[ox.Quad]) -> None:
    repeated = [str(triple) for triple, times in Counter(quad.triple for quad in quads).items() if times > 1]
    assert repeated == []


def test_there_are_no_blank_nodes(quads: list[ox.Quad]) -> None:
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_every_resource_has_at_most_one_label_in_a_language(quads: list[ox.Quad]) -> None:
    labels = Counter(
        (quad.subject, quad.object.language)
        for quad in quads
        if quad.predicate.value == PREFIXES["skos"] + "prefLabel" and isinstance(quad.object, ox.Literal)
    )
    assert len(labels) > 100
    assert max(labels.values()) == 1


@pytest.mark.parametrize(
    "predicate",
    [
        "rg:madeBy",
        "rg:hasStance",
        "rg:aboutTopic",
        "rg:targets",
        "rg:mentionsInitiative",
        "rg:requestsAction",
    ],
)
def test_what_statements_point_at_has_a_label(quads: list[ox.Quad], predicate: str) -> None:
    prefix, _, local = predicate.partition(":")
    pointed = {quad.object for quad in quads if quad.predicate.value == PREFIXES[prefix] + local}
    labelled = {quad.subject for quad in quads if quad.predicate.value == PREFIXES["skos"] + "prefLabel"}
    assert pointed
    assert pointed <= labelled


def test_only_terms_of_the_ontology_are_used(quads: list[ox.Quad]) -> None:
    namespace = PREFIXES["rg"]
    declared = {quad.subject for quad in quads if graph_of(quad) == ONTOLOGY}
    used = {quad.predicate for quad in quads} | {
        quad.object
        for quad in quads
        if quad.predicate.value == PREFIXES["rdf"] + "type" and isinstance(quad.object, ox.NamedNode)
    }
    assert {term.value for term in used - declared if term.value.startswith(namespace)} == set()
