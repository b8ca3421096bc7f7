"""What is in a graph: the counted classes and properties, their VoID description, and the dataset's description of itself."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from rdflib import Graph, Literal, Namespace, URIRef

from remissgraf.cli.main import cli
from remissgraf.errors import QueryError
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.workspace.opened import Opened
from remissgraf.ontology.namespaces import ONTOLOGY, PREFIXES, RG
from remissgraf.queries.run import run
from remissgraf.queries.schema import COLUMNS, survey, to_result, to_void

VOID = Namespace(PREFIXES["void"])


def test_the_made_up_consultation_is_counted(consultation: OxigraphStore) -> None:
    terms = {(term.kind, term.iri.removeprefix(RG)): term for term in survey(consultation)}
    responses = terms["class", "Response"]
    assert (responses.number, responses.inferred) == (4, 0)
    assert (responses.label_sv, responses.label_en) == ("Remissvar", "Consultation response")
    counted = terms["class", "CountedResponse"]
    assert (counted.number, counted.inferred) == (3, 3)
    assert (terms["property", "requestsAction"].number, terms["property", "requestsAction"].inferred) == (
        4,
        0,
    )
    assert terms["property", "coversTopic"].inferred == terms["property", "coversTopic"].number > 0
    # The ontology's own triples are no data.
    assert ("property", PREFIXES["rdfs"] + "subClassOf") not in terms
    assert ("class", PREFIXES["owl"] + "Class") not in terms


def test_classes_come_first_and_the_most_frequent_of_each(consultation: OxigraphStore) -> None:
    terms = survey(consultation)
    kinds = [term.kind for term in terms]
    assert kinds == sorted(kinds)
    for kind in ("class", "property"):
        numbers = [term.number for term in terms if term.kind == kind]
        assert numbers == sorted(numbers, reverse=True)
    rows = to_result(terms)
    assert rows.columns == COLUMNS
    assert len(rows) == len(terms)


@pytest.mark.parametrize("name", ["rg:Invitation", "Invitation", f"<{RG}Invitation>", RG + "Invitation"])
def test_the_properties_of_one_class(name: str, consultation: OxigraphStore) -> None:
    terms = {term.iri: term.number for term in survey(consultation, name)}
    assert terms == {PREFIXES["rdf"] + "type": 4, RG + "invitee": 2}


def test_the_numbers_of_a_class_are_those_of_its_members(opened_example: Opened) -> None:
    of_class = {term.iri: term.number for term in survey(opened_example.store, "Statement")}
    (row,) = run(
        opened_example.store, "SELECT (COUNT(*) AS ?n) { ?s a rg:Statement ; rg:aboutTopic ?o }"
    ).dicts()
    assert of_class[RG + "aboutTopic"] == int(row["n"])


def test_a_class_that_the_graph_does_not_have(consultation: OxigraphStore) -> None:
    with pytest.raises(QueryError, match="did you mean Invitation") as caught:
        survey(consultation, "rg:Invitaton")
    assert caught.value.code == "query.parameter"
    with pytest.raises(QueryError, match="lists its classes"):
        survey(consultation, "\x00" * 1000)


def test_the_void_description_has_the_same_numbers(opened_example: Opened) -> None:
    terms = survey(opened_example.store)
    graph = Graph().parse(to_void(terms, "https://example.org/x/dataset"), format="turtle")
    node = URIRef("https://example.org/x/dataset")
    found = {
        (str(graph.value(part, VOID["class"])), graph.value(part, VOID.entities).toPython())  # type: ignore[union-attr]  # there
        for part in graph.objects(node, VOID.classPartition)
    }
    assert found == {(term.iri, term.number) for term in terms if term.kind == "class"}
    data = sum(1 for quad in opened_example.store.quads() if quad.graph_name != ox.NamedNode(ONTOLOGY))
    assert graph.value(node, VOID.triples) == Literal(data)


def test_the_graph_describes_itself(opened_example: Opened) -> None:
    asked = run(
        opened_example.store,
        """SELECT ?title ?publisher ?number ?space ?root {
          ?dataset a dcat:Dataset , void:Dataset ; void:subset ?part ; dcterms:title ?title .
          ?part dcterms:publisher ?publisher ; dcterms:identifier ?number ; void:uriSpace ?space ; void:rootResource ?root }""",
        {"dataset": f"<{opened_example.config.base}dataset>"},
    )
    (row,) = asked.dicts()
    assert row["title"] == opened_example.config.title
    (consultation,) = opened_example.config.consultations
    assert row["number"] == consultation.issuers[0].case_number
    responses = run(opened_example.store, "SELECT ?r { ?r a rg:Response }").dicts()
    assert all(response["r"].startswith(row["space"]) for response in responses)
    issued = {"root": f"<{row['root']}>", "publisher": f"<{row['publisher']}>"}
    assert run(opened_example.store, "ASK { ?root rg:issuedBy ?publisher }", issued)


def test_the_command(built_example: Path, tmp_path: Path) -> None:
    def schema(*words: str) -> str:
        done = CliRunner().invoke(cli, ["schema", *words, "-w", str(built_example)])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert schema().startswith("kind,term,label_sv,label_en,number,inferred\n")
    assert "| rg:Statement | Ställningstagande | Statement |" in schema("--format", "md")
    assert "property" in schema("Statement")
    assert "class," not in schema("Statement")
    assert schema("--format", "ttl").count("void:classPartition") >= 20
    assert schema("-o", str(tmp_path / "void.ttl")) == ""
    assert (tmp_path / "void.ttl").read_text(encoding="utf-8") == schema("--format", "ttl")
    refused = CliRunner().invoke(cli, ["schema", "Statement", "--format", "ttl", "-w", str(built_example)])
    assert refused.exit_code == 2
