"""The shapes: the described example conforms, every kind of damage is refused, and two validators agree on all of it."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from remissgraf.errors import RemissgrafError
from remissgraf.graph.describe import to_nquads
from remissgraf.graph.validate import Violation, validate, validation_graph
from remissgraf.ontology.load import load_shapes
from remissgraf.ontology.namespaces import PREFIXES

from .conftest import World

Quads = list[ox.Quad]
GRAPH = ox.NamedNode("https://example.org/damage")
SH = rdflib.Namespace(PREFIXES["sh"])


def node(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def statement(quads: Quads, ending: str) -> ox.NamedNode:
    found = [quad.subject for quad in quads if quad.predicate == node("rg:statedIn")]
    return next(
        subject for subject in found if isinstance(subject, ox.NamedNode) and subject.value.endswith(ending)
    )


def without(quads: Quads, predicate: str, ending: str = "") -> Quads:
    """The quads but those of one predicate with a subject that ends so."""
    kept = [
        quad
        for quad in quads
        if quad.predicate != node(predicate) or not str(quad.subject).rstrip(">").endswith(ending)
    ]
    assert len(kept) < len(quads), f"nothing to take away: {predicate} {ending}"
    return kept


def replaced(quads: Quads, predicate: str, ending: str, value: ox.Literal | ox.NamedNode) -> Quads:
    gone = [quad for quad in quads if quad not in without(quads, predicate, ending)]
    return without(quads, predicate, ending) + [
        ox.Quad(quad.subject, quad.predicate, value, quad.graph_name) for quad in gone
    ]


def added(quads: Quads, subject: ox.NamedNode, predicate: str, value: ox.Literal | ox.NamedNode) -> Quads:
    return [*quads, ox.Quad(subject, node(predicate), value, GRAPH)]


def literal(value: str, datatype: str = "string") -> ox.Literal:
    return ox.Literal(value, datatype=node(f"xsd:{datatype}"))


FIRST, SECOND, THIRD, DISSENT = (
    "/aaaaaaaaaaaa-0-9",
    "/bbbbbbbbbbbb-0-10",
    "/bbbbbbbbbbbb-0-36",
    "/cccccccccccc-0-15",
)
RESPONSE = "response/vattenplan/01-alviks-kommun"
STRANGER = ox.NamedNode("https://example.org/vattenplan/actor/county-99")


def response() -> ox.NamedNode:
    return ox.NamedNode(f"https://example.org/vattenplan/{RESPONSE}")


DAMAGES: dict[str, tuple[str | None, str, Callable[[Quads], Quads]]] = {
    "no stance": (None, "Or", lambda q: without(q, "rg:hasStance", FIRST)),
    "no confidence": (None, "Or", lambda q: without(q, "rg:confidence", FIRST)),
    "two stances": (
        "rg:hasStance",
        "MaxCount",
        lambda q: added(q, statement(q, FIRST), "rg:hasStance", node("stance:avstyrker")),
    ),
    "a stance of no scheme": (
        "rg:hasStance",
        "Class",
        lambda q: replaced(q, "rg:hasStance", FIRST, node("stance:tycker-mycket")),
    ),
    "no actor": ("rg:madeBy", "MinCount", lambda q: without(q, "rg:madeBy", FIRST)),
    "an actor who is no respondent": (None, "SPARQL", lambda q: replaced(q, "rg:madeBy", FIRST, STRANGER)),
    "no evidence": ("rg:hasEvidence", "MinCount", lambda q: without(q, "rg:hasEvidence", FIRST)),
    "evidence in another response": (
        None,
        "SPARQL",
        lambda q: replaced(
            q, "oa:hasSource", "/passage/aaaaaaaaaaaa-0", ox.NamedNode("https://example.org/other")
        ),
    ),
    "confidence above one": (
        "rg:confidence",
        "MaxInclusive",
        lambda q: replaced(q, "rg:confidence", FIRST, literal("1.2", "decimal")),
    ),
    "confidence as a string": (
        "rg:confidence",
        "Datatype",
        lambda q: replaced(q, "rg:confidence", FIRST, literal("0.5")),
    ),
    "unknown scope": (
        "rg:targetScope",
        "In",
        lambda q: replaced(q, "rg:targetScope", FIRST, literal("everything")),
    ),
    "the whole strategy without a target": (None, "Or", lambda q: without(q, "rg:targets", FIRST)),
    "a target that is a topic": (
        "rg:targets",
        "Or",
        lambda q: replaced(
            q, "rg:targets", SECOND, ox.NamedNode("https://example.org/vattenplan/topic/roller")
        ),
    ),
    "agreement without a claim": (None, "Or", lambda q: without(q, "rg:expressesClaim", THIRD)),
    "an action of no scheme": (
        "rg:requestsAction",
        "Class",
        lambda q: replaced(q, "rg:requestsAction", THIRD, node("action:Sing")),
    ),
    "reviewed without a review": (
        None,
        "Or",
        lambda q: replaced(q, "rg:reviewStatus", FIRST, literal("confirmed")),
    ),
    "a dissent of the respondent's own": (
        "rg:madeBy",
        "MaxCount",
        lambda q: added(q, statement(q, DISSENT), "rg:madeBy", STRANGER),
    ),
    "a quote longer than its offsets": (
        None,
        "SPARQL",
        lambda q: replaced(q, "oa:exact", "/aaaaaaaaaaaa-0/quote", literal("En helt annan mening.")),
    ),
    "an empty quote": (
        "oa:exact",
        "MinLength",
        lambda q: replaced(q, "oa:exact", "/aaaaaaaaaaaa-0/quote", literal("")),
    ),
    "an end before the start": (
        "oa:start",
        "LessThan",
        lambda q: replaced(q, "oa:end", "/aaaaaaaaaaaa-0/position", literal("3", "integer")),
    ),
    "no position": (
        "oa:hasSelector",
        "QualifiedMinCount",
        lambda q: without(q, "rdf:type", "/aaaaaaaaaaaa-0/position"),
    ),
    "no reading form": (
        "rg:reading",
        "MinCount",
        lambda q: without(q, "rg:reading", "/passage/aaaaaaaaaaaa-0"),
    ),
    "page nought": (
        "rg:page",
        "MinInclusive",
        lambda q: added(
            q,
            ox.NamedNode(f"https://example.org/vattenplan/{RESPONSE}/passage/aaaaaaaaaaaa-0"),
            "rg:page",
            literal("0", "integer"),
        ),
    ),
    "a response without respondents": (
        "rg:submittedBy",
        "MinCount",
        lambda q: without(q, "rg:submittedBy", RESPONSE),
    ),
    "a response to nothing": ("rg:respondsTo", "MinCount", lambda q: without(q, "rg:respondsTo", RESPONSE)),
    "a short checksum": (
        "rg:sha256",
        "Pattern",
        lambda q: replaced(q, "rg:sha256", RESPONSE, literal("abc")),
    ),
    "a section in two places": (
        "rg:directPartOf",
        "MaxCount",
        lambda q: added(
            q,
            ox.NamedNode(f"https://example.org/vattenplan/{RESPONSE}/section/1"),
            "rg:directPartOf",
            ox.NamedNode(f"https://example.org/vattenplan/{RESPONSE}/section/2"),
        ),
    ),
    "two labels in one language": (
        "skos:prefLabel",
        "UniqueLang",
        lambda q: added(q, STRANGER, "skos:prefLabel", ox.Literal("Nordkusten", language="sv")),
    ),
    "an actor without a label": (
        "skos:prefLabel",
        "MinCount",
        lambda q: without(q, "skos:prefLabel", "county-99"),
    ),
    "a municipality code of three digits": (
        "rg:scbCode",
        "Pattern",
        lambda q: added(
            q,
            ox.NamedNode("https://example.org/vattenplan/actor/alviks-kommun"),
            "rg:scbCode",
            literal("012"),
        ),
    ),
    "a membership without its time": ("rg:asOf", "MinCount", lambda q: without(q, "rg:asOf")),
    "a duplicate of two": (
        "rg:duplicateOf",
        "MaxCount",
        lambda q: added(
            added(q, response(), "rg:duplicateOf", STRANGER), response(), "rg:duplicateOf", response()
        ),
    ),
    "a similarity above one": (
        "rg:textSimilarity",
        "MaxInclusive",
        lambda q: added(q, response(), "rg:textSimilarity", literal("1.5", "decimal")),
    ),
    "in two campaigns": (
        "rg:inCampaign",
        "MaxCount",
        lambda q: added(
            added(q, response(), "rg:inCampaign", STRANGER), response(), "rg:inCampaign", response()
        ),
    ),
    "a campaign without its text": (
        "rg:exemplar",
        "MinCount",
        lambda q: added(
            added(q, STRANGER, "rdf:type", node("rg:Campaign")),
            STRANGER,
            "rg:lowestSimilarity",
            literal("0.8", "decimal"),
        ),
    ),
    "a campaign without its likeness": (
        "rg:lowestSimilarity",
        "MinCount",
        lambda q: added(
            added(q, STRANGER, "rdf:type", node("rg:Campaign")), STRANGER, "rg:exemplar", response()
        ),
    ),
    "a case number without a number": (
        "rg:caseNumber",
        "MinCount",
        lambda q: without(q, "rg:caseNumber", "ks-2025-7"),
    ),
}


def oracle(quads: Quads) -> set[tuple[str, str | None, str]]:
    """(focus, path, constraint) of every violation that pyshacl finds."""
    data = rdflib.Graph().parse(data=validation_graph(quads), format="nt")
    shapes = rdflib.Graph().parse(data=load_shapes(), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=False)
    assert isinstance(report, rdflib.Graph)
    found = set()
    for result in report.objects(None, SH.result):
        path = report.value(result, SH.resultPath)
        constraint = str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH))
        found.add((str(report.value(result, SH.focusNode)), None if path is None else str(path), constraint))
    return found


def keys(violations: list[Violation]) -> set[tuple[str, str | None, str]]:
    return {
        (one.focus, None if one.path is None else node(one.path).value, one.constraint) for one in violations
    }


def test_the_described_example_conforms(world: World) -> None:
    quads = world.quads()
    assert [str(violation) for violation in validate(quads)] == []
    assert oracle(quads) == set()


@pytest.mark.parametrize("damage", DAMAGES)
def test_both_validators_refuse_damage_alike(world: World, damage: str) -> None:
    path, constraint, damaged = DAMAGES[damage]
    quads = damaged(world.quads())
    found = validate(quads)
    assert (path, f"{constraint}ConstraintComponent") in {(one.path, one.constraint) for one in found}
    assert keys(found) == oracle(quads)


def test_bytes_and_quads_give_the_same(world: World) -> None:
    quads = without(world.quads(), "rg:hasStance", FIRST)
    assert validate(to_nquads(quads)) == validate(quads)


def test_a_violation_tells_response_sentence_and_fault(world: World) -> None:
    (violation,) = validate(without(world.quads(), "rg:hasStance", FIRST), lang="sv")
    text = str(violation)
    assert text.startswith(
        "Yttrande över Vattenplan: Ett ställningstagande som ingen har kodat för hand har en hållning"
    )
    assert "Kommunen tillstyrker planen" in text


def test_a_fault_in_a_selector_is_traced_to_its_sentence(world: World) -> None:
    found = validate(without(world.quads(), "oa:start", "/bbbbbbbbbbbb-0/position"))
    assert {one.response for one in found} == {"Yttrande över Vattenplan"}
    assert all(one.sentence and one.sentence.startswith("Kapitel 2 avstyrks") for one in found)


def test_messages_come_in_the_language_asked_for(world: World) -> None:
    quads = without(world.quads(), "rg:submittedBy", RESPONSE)
    swedish, english = ({one.message for one in validate(quads, lang=lang)} for lang in ("sv", "en"))
    assert "Ett remissvar har minst en respondent" in swedish
    assert "A response has at least one respondent" in english


def test_bytes_that_are_no_quads_are_refused() -> None:
    with pytest.raises(RemissgrafError) as caught:
        validate(b"\x00\xff not quads")
    assert caught.value.code == "validate.syntax"
