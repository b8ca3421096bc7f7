"""Small documents and names for the extraction tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from remissgraf.graph.extract.context import Context
from remissgraf.graph.extract.engine import extract
from remissgraf.graph.extract.grammar import load_grammar
from remissgraf.graph.extract.mentions import NameIndex
from remissgraf.graph.extract.names import names_of
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import Document, Extraction
from remissgraf.graph.readers import read_document
from remissgraf.ontology.entries import Actor, Vocabulary

Look = Callable[..., View]
Read = Callable[..., Document]
Found = Callable[..., tuple[Document, Extraction]]


@pytest.fixture(scope="session")
def look() -> Look:
    """A sentence as the rules see it: look(text, respondent, language)."""

    def _look(text: str, respondent: str = "Strandverket", language: str = "sv") -> View:
        grammar = load_grammar(language)
        return View.of(text, NameIndex.build(grammar, names_of(Actor("x", respondent, ()), grammar)))

    return _look


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """A text as a document: read(text, name)."""

    def _read(text: str, name: str = "svar.md") -> Document:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_document(path, root=tmp_path)

    return _read


@pytest.fixture
def found(read: Read) -> Found:
    """A text's document and what is extracted from it, without any list of names."""

    def _found(
        text: str, name: str = "svar.md", context: Context | None = None
    ) -> tuple[Document, Extraction]:
        document = read(text, name)
        return document, extract(document, context or Context(Vocabulary()))

    return _found
