"""The real response against its annotation: every annotated sentence at its place, every chapter in its section."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from remissgraf.graph.model import Document
from remissgraf.graph.readers import read_document

pytestmark = pytest.mark.shared

CHAPTERS = {"1.1", "1.2.2", "A", "B", "C", "D", "E", "3.3", "4.1"}


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def document(stockholm: Path) -> Document:
    return read_document(stockholm / "stockholms-stad.md", root=stockholm)


def test_sentences_and_sections(document: Document, stockholm: Path) -> None:
    annotated = rows(stockholm / "gold" / "stockholms-stad.jsonl") + rows(
        stockholm / "negatives" / "stockholms-stad.jsonl"
    )
    spans = {(sentence.start, sentence.end): sentence for sentence in document.sentences}
    assert len(annotated) == 36
    for row in annotated:
        sentence = spans[row["start"], row["end"]]
        assert sentence.text == row["sentence"]
        section = document.section(sentence.section)
        assert section.number == row["section_id"] or (row["section_id"], section.kind) == ("sam", "summary")


def test_chapters(document: Document) -> None:
    assert {section.number for section in document.sections} - {None} == CHAPTERS
    assert {section.parent for section in document.sections} == {None, "root"}


def test_fields(document: Document, stockholm: Path) -> None:
    facts = {row["predicate"]: row["object"] for row in rows(stockholm / "facts.jsonl")}
    assert document.fields["addressee"][0] == facts["addressee"]
    assert document.fields["addressee_case_number"][0] == facts["case number (addressee's)"]
    assert document.fields["signatory"][0] == facts["signatory"].partition(",")[0]
    assert document.title == facts["consultsOn"]
