"""File → graph → file keeps every statement, span, attribute and value; the graph satisfies its shapes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from remissgraf.errors import ExportError
from remissgraf.graph.describe import Edition, describe_coding, to_nquads
from remissgraf.graph.dna import Coding, read_dna
from remissgraf.graph.dna.write import export_dna
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.validate import validate
from remissgraf.ontology.namespaces import Names
from remissgraf.queries.coded.recover import codings as corpora
from remissgraf.queries.coded.recover import recover_coding

from .samples import codings

NAMES = Names("https://example.org/coded/")


def store(coding: Coding, edition: Edition = "internal") -> OxigraphStore:
    made = OxigraphStore.memory()
    made.bulk_load(to_nquads(describe_coding(coding, "c", NAMES, path="coded/c.dna", edition=edition)))
    return made


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(codings())
def test_nothing_is_lost_on_the_way_to_the_graph_and_back(coding: Coding) -> None:
    found = recover_coding(store(coding), NAMES, "c")
    # The version is told by whom has coded.
    assert replace(found, version="") == replace(coding, version="")
    assert found.version == (coding.version if coding.statements else "")


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(codings())
def test_nothing_is_lost_from_file_to_graph_to_file(
    tmp_path_factory: pytest.TempPathFactory, coding: Coding
) -> None:
    path: Path = tmp_path_factory.mktemp("dna") / "c.dna"
    export_dna(coding, path)
    first = read_dna(path)
    assert first == coding
    export_dna(recover_coding(store(first), NAMES, "c"), path)
    assert read_dna(path) == coding


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(codings())
def test_the_graph_satisfies_its_shapes(coding: Coding) -> None:
    assert not validate(store(coding).quads())


def test_a_corpus_that_is_not_there_is_told_with_those_that_are() -> None:
    made = store(Coding())
    assert corpora(made, NAMES) == ("c",)
    with pytest.raises(ExportError, match="It has: c") as caught:
        recover_coding(made, NAMES, "d")
    assert caught.value.code == "export.coding"


def test_a_graph_that_is_not_whole_is_told() -> None:
    made = OxigraphStore.memory()
    graph = NAMES.graph("coding", "c")
    made.bulk_load(
        f"<{NAMES.coding('c')}/coder/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        f"<http://www.w3.org/ns/prov#Person> <{graph}> .\n".encode()
    )
    with pytest.raises(ExportError, match="not whole"):
        recover_coding(made, NAMES, "c")
