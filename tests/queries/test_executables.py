"""The library as SHACL describes queries: every description is read by another program, and its text runs there as it is."""

from __future__ import annotations

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDFS, SH

from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import PREFIXES, RG
from remissgraf.queries import library
from remissgraf.queries.executables import QUERY, runnable, to_turtle
from remissgraf.queries.library import read_query
from remissgraf.queries.run import run

NAMES = library.names()


@pytest.fixture(scope="module")
def described() -> Graph:
    return Graph().parse(to_turtle(map(library.get, NAMES)), format="turtle")


def test_every_query_is_described_in_both_languages(described: Graph) -> None:
    found = set(described.subjects(RDF.type, SH.SPARQLExecutable))
    assert found == {URIRef(QUERY + name) for name in NAMES} == set(described.subjects(SH.select, None))
    for node in found:
        for predicate in (RDFS.label, RDFS.comment):
            assert {text.language for text in described.objects(node, predicate)} == {"sv", "en"}  # type: ignore[attr-defined]  # literals


def test_the_prefixes_are_declared(described: Graph) -> None:
    (node,) = set(described.objects(None, SH.prefixes))
    declared = {
        str(described.value(entry, SH.prefix)): str(described.value(entry, SH.namespace))
        for entry in described.objects(node, SH.declare)
    }
    assert declared == PREFIXES


@pytest.mark.parametrize("name", NAMES)
def test_a_described_query_runs_as_it_is(name: str, described: Graph, consultation: OxigraphStore) -> None:
    (text,) = described.objects(URIRef(QUERY + name), SH.select)
    query = library.get(name)
    answer = consultation.query(str(text))
    found = {variable.value for variable in answer.variables}  # type: ignore[union-attr]  # a SELECT
    assert found == {column.name for column in query.columns}
    if not any(parameter.required for parameter in query.parameters):
        assert len(list(answer)) == len(run(consultation, query).rows)  # type: ignore[arg-type]  # rows


@pytest.mark.parametrize("name", NAMES)
def test_the_parameters_are_those_of_the_header(name: str, described: Graph) -> None:
    query = library.get(name)
    nodes = sorted(
        described.objects(URIRef(QUERY + name), SH.parameter),
        key=lambda node: int(str(described.value(node, SH.order))),
    )
    variables = [str(described.value(node, SH.path)).rpartition("#")[2] for node in nodes]
    assert variables == [parameter.name for parameter in query.parameters]
    for node, parameter in zip(nodes, query.parameters, strict=True):
        assert described.value(node, SH.optional) == Literal(not parameter.required)


def test_what_a_parameter_may_be(described: Graph) -> None:
    def of(query: str, parameter: str) -> URIRef:
        return URIRef(f"{QUERY}{query}#parameter-{parameter}")

    assert described.value(of("positions", "actor"), SH["class"]) == URIRef(RG + "Actor")
    assert described.value(of("statements-to-review", "below"), SH.datatype) == URIRef(
        PREFIXES["xsd"] + "decimal"
    )
    assert described.value(of("statements-to-review", "below"), SH.defaultValue) == Literal(
        "0.9", datatype=PREFIXES["xsd"] + "decimal"
    )
    choices = Collection(described, described.value(of("positions", "lang"), SH["in"]))  # type: ignore[arg-type]  # a list
    assert [str(choice) for choice in choices] == ["sv", "en"]


def test_the_bytes_are_the_same_each_time() -> None:
    assert to_turtle(map(library.get, NAMES)) == to_turtle(map(library.get, NAMES))


HEADER = '#+ title.sv = "T"\n#+ title.en = "T"\n#+ question.sv = "F"\n#+ question.en = "Q"\n'


@pytest.mark.parametrize(
    ("text", "kind", "holder"),
    [
        ("ASK { ?s a rg:Actor }", SH.SPARQLAskExecutable, SH.ask),
        (
            "CONSTRUCT { ?s a rg:Actor } WHERE { ?s a rg:Actor }",
            SH.SPARQLConstructExecutable,
            SH.construct,
        ),
    ],
)
def test_other_forms_have_their_own_classes(text: str, kind: URIRef, holder: URIRef) -> None:
    query = read_query("mine", HEADER + text)
    graph = Graph().parse(to_turtle([query]), format="turtle")
    node = URIRef(QUERY + "mine")
    assert (node, RDF.type, kind) in graph
    assert str(graph.value(node, holder)) == runnable(query)
    assert runnable(query).startswith(f"PREFIX rg: <{RG}>\n")
