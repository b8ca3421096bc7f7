"""The bundled example against its annotation: every annotated sentence is one of ours, at its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from remissgraf.graph.model import Document
from remissgraf.graph.readers import read_document
from remissgraf.graph.segment.source import clean

EXAMPLE = Path(__file__).parents[2] / "examples" / "lifescience"
RESPONSES = sorted((EXAMPLE / "responses").iterdir())
PREDICATES = {
    "date": "date",
    "case number (respondent's)": "case_number",
    "case number (addressee's)": "addressee_case_number",
    "signatory": "signatory",
}


def rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


@pytest.fixture(params=RESPONSES, ids=[path.stem for path in RESPONSES], scope="module")
def document(request: pytest.FixtureRequest) -> Document:
    path: Path = request.param
    return read_document(path, root=EXAMPLE)


def annotated(document: Document) -> list[dict[str, Any]]:
    name = Path(document.path).stem + ".jsonl"
    found = [*rows(EXAMPLE / "gold" / name), *rows(EXAMPLE / "negatives" / name)]
    return [row for row in found if row["section_id"] != "furniture"]


def test_all_formats_are_there() -> None:
    assert {path.suffix for path in RESPONSES} == {".md", ".txt", ".html", ".docx", ".pdf"}


def test_every_annotated_sentence_is_found(document: Document) -> None:
    spans = {(sentence.start, sentence.end): sentence for sentence in document.sentences}
    texts = {sentence.text for sentence in document.sentences}
    for row in annotated(document):
        assert row["sentence"] in texts
        if row["start"] is not None:
            sentence = spans[row["start"], row["end"]]
            assert sentence.text == row["sentence"]
            assert "sentence_raw" not in row or document.raw(sentence) == clean(row["sentence_raw"])


def test_nothing_else_is_taken_for_a_sentence(document: Document) -> None:
    known = {row["sentence"] for row in annotated(document)}
    assert {sentence.text for sentence in document.sentences} == known


def test_leads(document: Document) -> None:
    leads = {sentence.text: document.blocks[sentence.block].lead for sentence in document.sentences}
    for row in annotated(document):
        lead = row.get("lead")
        if lead:
            index = leads[row["sentence"]]
            assert index is not None
            block = document.blocks[index]
            assert (block.reading.text, block.start, block.end) == (lead["text"], lead["start"], lead["end"])


def test_fields(document: Document) -> None:
    facts: dict[str, list[dict[str, Any]]] = {}
    for row in rows(EXAMPLE / "facts" / (Path(document.path).stem + ".jsonl")):
        facts.setdefault(PREDICATES.get(row["predicate"], ""), []).append(row)
    assert facts.keys() - {""} <= document.fields.keys()
    for name in facts.keys() - {""}:
        value, start, end = document.fields[name]
        assert document.text[start:end] == value
        fact = next(row for row in facts[name] if value in row["text"])
        assert fact["start"] is None or fact["start"] <= start < end <= fact["end"]
