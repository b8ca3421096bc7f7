"""The example workspace as a coding of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from remissgraf.errors import ExportError
from remissgraf.graph.dna import read_dna, roles_of
from remissgraf.graph.dna.write import export_dna
from remissgraf.graph.workspace.opened import Opened
from remissgraf.graph.workspace.texts import stored_texts
from remissgraf.queries.coded.gather import gather_coding
from remissgraf.queries.coded.texts import text_rows

COUNTED = """SELECT ?statement ?exact ?agreement WHERE {
  ?statement a rg:CountedStatement ; rg:hasStance ?stance ; rg:hasEvidence/oa:hasSelector/oa:exact ?exact .
  OPTIONAL { ?statement rg:agreement ?agreement }
}"""


def test_every_counted_statement_is_there_with_its_words(opened_example: Opened, tmp_path: Path) -> None:
    made = gather_coding(opened_example.store, stored_texts(opened_example, shown=True), "sv")
    export_dna(made, tmp_path / "x.dna")
    coding = read_dna(tmp_path / "x.dna")
    texts = {document.id: document.text for document in coding.documents}
    names = {variable.id: variable.name for variable in coding.variables}
    found = set()
    for statement in coding.statements:
        values = {names[variable]: value for variable, value in statement.values}
        agreement = str(values["agreement"]).lower() if "agreement" in values else None
        found.add(
            (values["statement"], texts[statement.document][statement.start : statement.end], agreement)
        )
    expected = {
        (row["statement"], row["exact"], row.get("agreement"))
        for row in text_rows(opened_example.store, COUNTED)
    }
    assert len(expected) > 100
    assert found == expected


def test_networks_find_their_variables_and_labels_are_in_the_language(opened_example: Opened) -> None:
    texts = stored_texts(opened_example, shown=True)
    swedish, english = (gather_coding(opened_example.store, texts, lang) for lang in ("sv", "en"))
    assert [role for role, _ in roles_of(swedish)[1].given()] == ["organization", "concept", "agreement"]
    assert "välkomnar" in {entity.value for entity in swedish.entities}
    assert "welcomes" in {entity.value for entity in english.entities}
    kinds = {value for entity in english.entities for _, value in entity.attributes}
    assert "Municipality" in kinds


def test_a_text_that_is_missing_is_told(opened_example: Opened) -> None:
    with pytest.raises(ExportError) as caught:
        gather_coding(opened_example.store, {}, "sv")
    assert caught.value.code == "export.text"
