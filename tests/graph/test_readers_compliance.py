"""One suite for every reader: a format without a sample in samples/ fails here, and every sample says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from remissgraf.graph.model import Document
from remissgraf.graph.readers import READERS, read_document

SENTENCES = [
    "Kommunen tillstyrker planen i huvudsak.",
    "Kommunen delar bl.a. bilden av läget.",
    "Däremot saknas hälso- och miljökonsekvenser.",
    "Vi föreslår att",
    "åtgärd 3 senareläggs,",
    "åtgärd 4 stryks.",
]
FIELDS = {
    "date": "2025-03-04",
    "case_number": "BK 2025/17",
    "addressee_case_number": "VP 2025-9",
    "addressee": "Vattenrådet",
    "title": "Yttrande över förslag till vattenplan",
    "signatory": "Ada Lindgren",
}


@pytest.fixture(params=sorted(READERS), scope="module")
def document(request: pytest.FixtureRequest, samples: Path) -> Document:
    sample = samples / f"sample{request.param}"
    assert sample.exists(), f"the reader for {request.param} has no sample; add {sample.name}"
    return read_document(sample, root=samples)


def test_sentences(document: Document) -> None:
    assert [sentence.text for sentence in document.sentences] == SENTENCES


def test_sections(document: Document) -> None:
    assert [(s.id, s.kind, s.parent) for s in document.sections] == [
        ("root", "root", None),
        ("sammanfattning", "summary", "root"),
        ("2.1", "body", "root"),
    ]
    assert document.section("2.1").title == "Skydd av vattentäkter"


def test_fields_stand_where_they_say(document: Document) -> None:
    assert {name: document.fields[name][0] for name in FIELDS} == FIELDS
    assert document.fields["submitter"][0].casefold() == "björkhagens kommun"
    for text, start, end in document.fields.values():
        assert document.text[start:end] == text


def test_items_have_their_lead(document: Document) -> None:
    items = [block for block in document.blocks if block.kind == "item"]
    assert len(items) == 2
    for item in items:
        assert item.lead is not None
        assert document.blocks[item.lead].reading.text == "Vi föreslår att"


def test_offsets(document: Document) -> None:
    end = 0
    for sentence in document.sentences:
        block = document.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
        assert end <= sentence.start
        end = sentence.end
        for run in sentence.reading.runs:
            read = sentence.text[run.at : run.at + run.length]
            assert document.text[run.start : run.start + run.length] == read


def test_signature_and_letterhead_say_nothing(document: Document) -> None:
    kinds = {document.blocks[sentence.block].kind for sentence in document.sentences}
    assert kinds == {"paragraph", "item"}
    assert {"letterhead", "signature", "heading"} <= {block.kind for block in document.blocks}


def test_what_the_document_knows_of_its_file(document: Document, samples: Path) -> None:
    assert document.path == f"sample.{document.format}"
    assert document.id == document.path
    assert document.language == "sv"
    assert len(document.sha256) == 64
    assert document.warnings == ()
    assert (document.encoding is None) == (document.format in {"pdf", "docx"})


def test_places(document: Document) -> None:
    pages = {sentence.page for sentence in document.sentences}
    assert pages == ({1, 2} if document.format == "pdf" else {None})
    paths = [block.path for block in document.blocks if block.kind == "paragraph"]
    assert all((path is not None) == (document.format in {"docx", "html", "htm"}) for path in paths)
