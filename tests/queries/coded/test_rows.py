"""The rows behind a network of hand-coded statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from remissgraf.errors import ExportError
from remissgraf.graph.describe import describe_coding, to_nquads
from remissgraf.graph.dna import CodedDocument, CodedStatement, Coding, Entity, StatementType, Variable
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import Names
from remissgraf.queries.coded.recover import recover_coding
from remissgraf.queries.coded.rows import coded_rows
from remissgraf.queries.coded.texts import text_rows

NAMES = Names("https://example.org/coded/")
CODING = Coding(
    documents=(
        CodedDocument(1, "Senare", "Bron ska byggas, sade hon. Ring 08-123 45 67.", 1_700_000_000),
        CodedDocument(2, "Först", "Bron ska inte byggas.", 0),
    ),
    types=(StatementType(1, "Utsaga"), StatementType(2, "Annan")),
    variables=(
        Variable(1, "organization", "short text", 1),
        Variable(2, "person", "short text", 1),
        Variable(3, "concept", "short text", 1),
        Variable(4, "agreement", "boolean", 1),
        Variable(5, "strength", "integer", 1),
        Variable(6, "place", "short text", 2),
    ),
    entities=(
        Entity(1, 1, "Brovännerna"),
        Entity(2, 1, ""),
        Entity(3, 2, "Ida Ek"),
        Entity(4, 3, "Bron"),
        Entity(5, 2, "Bo Alm"),
    ),
    statements=(
        CodedStatement(1, 1, 1, 0, 15, None, ((1, 1), (2, 3), (3, 4), (4, True), (5, 2))),
        CodedStatement(2, 1, 2, 0, 21, None, ((1, 2), (2, 5), (3, 4), (4, False))),
        CodedStatement(3, 1, 1, 17, 25, None, ((1, 1), (3, 4))),
    ),
)


def store(edition: str = "internal") -> OxigraphStore:
    made = OxigraphStore.memory()
    quads = describe_coding(
        CODING, "c", NAMES, path="coded/c.dna", edition="public" if edition == "public" else "internal"
    )
    made.bulk_load(to_nquads(quads))
    return made


def test_rows_come_by_date_and_an_empty_entity_drops() -> None:
    rows = coded_rows(store(), NAMES, "c")
    assert [(row.first, row.second, row.qualifier, row.start) for row in rows] == [
        ("Brovännerna", "Bron", True, 0),
        ("Brovännerna", "Bron", None, 17),
    ]
    people = coded_rows(store(), NAMES, "c", "person")
    assert [(row.first, row.qualifier) for row in people] == [("Bo Alm", False), ("Ida Ek", True)]
    assert people[0].date == datetime(1970, 1, 1, tzinfo=UTC)
    assert people[0].document == f"{NAMES.coding('c')}/document/2"


def test_a_scale_and_no_qualifier() -> None:
    assert [row.qualifier for row in coded_rows(store(), NAMES, "c", qualifier="strength")] == [2, None]
    assert [row.qualifier for row in coded_rows(store(), NAMES, "c", qualifier=None)] == [None, None]


def test_a_short_text_may_be_the_qualifier() -> None:
    rows = coded_rows(store(), NAMES, "c", qualifier="person")
    assert [row.qualifier for row in rows] == ["Ida Ek", None]


def test_properties_of_the_text_are_variables() -> None:
    rows = coded_rows(store(), NAMES, "c", "document:title", "concept", "document:id")
    assert [(row.first, row.second, row.qualifier) for row in rows] == [
        ("Först", "Bron", "2"),
        ("Senare", "Bron", "1"),
        ("Senare", "Bron", "1"),
    ]
    # Nobody is named as author.
    assert not coded_rows(store(), NAMES, "c", "document:author", "document:title", None)


@pytest.mark.parametrize("names", [("agreement", "concept", None), ("organization", "strength", "agreement")])
def test_variables_that_make_no_network_are_told_with_their_kinds(
    names: tuple[str, str, str | None],
) -> None:
    with pytest.raises(ExportError, match=r"\((boolean|integer)\)") as caught:
        coded_rows(store(), NAMES, "c", *names)
    assert caught.value.code == "export.coding"


@pytest.mark.parametrize("names", [("organisation", "concept"), ("organization", "place")])
def test_variables_that_no_type_has_are_told(names: tuple[str, str]) -> None:
    with pytest.raises(ExportError, match="There are: agreement, concept") as caught:
        coded_rows(store(), NAMES, "c", *names)
    assert caught.value.code == "export.coding"


def test_a_coding_that_takes_sides_is_a_statement() -> None:
    asked = "SELECT ?label ?agrees { ?s a rg:Statement ; rg:madeBy/skos:prefLabel ?label ; rg:agreement ?agrees } ORDER BY ?label"
    assert [(row["label"], row["agrees"]) for row in text_rows(store(), asked)] == [
        ("Bo Alm", "false"),
        ("Brovännerna", "true"),
    ]


def test_the_public_edition_names_nobody_who_speaks_for_no_organisation() -> None:
    found = recover_coding(store("public"), NAMES, "c")
    assert [entity.value for entity in found.entities] == [
        "Brovännerna",
        "",
        "Ida Ek",
        "Bron",
        "Privatperson 5",
    ]
    assert found.documents[0].text == "Bron ska byggas, sade hon. Ring ▒▒-▒▒▒ ▒▒ ▒▒."
    assert "Bo Alm" not in store("public").dump().decode("utf-8")
    assert found.statements == CODING.statements
    assert replace(found.documents[0], text=CODING.documents[0].text) == CODING.documents[0]
