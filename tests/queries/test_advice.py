"""What is told of queries that run and find nothing because of a slip, and what is left alone."""

from __future__ import annotations

import pytest

from remissgraf.queries import library
from remissgraf.queries.advice import advise, known_terms


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("ASK { ?s a rg:Statment }", ["rg:Statement"]),
        ("ASK { ?s rg:MadeBy ?o }", ["rg:madeBy"]),
        ("ASK { ?s rg:hasStance stance:tillstyrkar }", ["stance:tillstyrker"]),
        ("PREFIX o: <https://w3id.org/remissgraf/ontology#> ASK { ?s o:suports ?o }", ["rg:supports"]),
        ("ASK { ?s <https://w3id.org/remissgraf/ontology#oposes> ?o }", ["rg:opposes"]),
        ("ASK { ?s rg:zzzzzz ?o }", ["remissgraf schema"]),
        ("ASK { ?s rg:oposes ?o ; rg:oposes ?q }", ["rg:opposes"]),
        ("SELECT ?actr { ?s rg:madeBy ?actor }", ["?actor"]),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?s ?p ?o }", ["binds ?x"]),
    ],
)
def test_a_slip_is_told_with_what_was_meant(sparql: str, told: list[str]) -> None:
    found = advise(sparql)
    assert len(found) == len(told)
    for advice, words in zip(found, told, strict=True):
        assert words in str(advice)
        assert "^" in str(advice)
        assert advice.code in ("query.term", "query.variable")


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { ?s a rg:Statement }",
        "SELECT (COUNT(*) AS ?n) { ?s skos:prefLable ?o }",
        "SELECT ?s { ?s a <https://example.org/rg/Statment> }",
        "# rg:Statment\nSELECT ?s { ?s rdfs:label 'rg:Statment' }",
        "PREFIX rg: <https://example.org/> SELECT ?s { ?s a rg:Statment }",
        "SELECT ?s { ?s ?p ?o FILTER(STRSTARTS(STR(?p), STR(rg:))) }",
        "PREFIX mine: <https://w3id.org/remissgraf/ontology#> ASK { ?s a mine:Actor }",
    ],
)
def test_what_is_right_or_not_ours_is_left_alone(sparql: str) -> None:
    assert advise(sparql) == ()


@pytest.mark.parametrize("name", library.names())
def test_the_library_needs_no_advice(name: str) -> None:
    assert advise(library.get(name).text) == ()


def test_the_terms_are_those_of_the_ontology_and_its_schemes() -> None:
    short = set(known_terms().values())
    assert {"rg:Statement", "rg:madeBy", "stance:tillstyrker", "action:Clarify", "itype:partnership"} <= short
