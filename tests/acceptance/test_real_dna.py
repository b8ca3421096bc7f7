"""The field's public sample database: nothing of it is lost on the way to the graph and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from remissgraf.graph.describe import describe_coding, to_nquads
from remissgraf.graph.dna import read_dna
from remissgraf.graph.dna.write import export_dna
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.validate import validate
from remissgraf.ontology.namespaces import Names
from remissgraf.queries.coded.recover import recover_coding
from remissgraf.queries.coded.rows import coded_rows

pytestmark = pytest.mark.shared
NAMES = Names("https://example.org/sample/")


@pytest.fixture(scope="module")
def graph(dna: Path) -> OxigraphStore:
    store = OxigraphStore.memory()
    coding = read_dna(dna / "sample.dna")
    quads = describe_coding(coding, "s", NAMES, path="coded/sample.dna", edition="internal")
    store.bulk_load(to_nquads(quads))
    return store


def test_file_graph_file(dna: Path, graph: OxigraphStore, tmp_path: Path) -> None:
    coding = read_dna(dna / "sample.dna")
    assert (len(coding.documents), len(coding.statements), len(coding.entities)) == (7, 41, 23)
    export_dna(recover_coding(graph, NAMES, "s"), tmp_path / "again.dna")
    assert read_dna(tmp_path / "again.dna") == coding


def test_the_graph_satisfies_its_shapes(graph: OxigraphStore) -> None:
    assert not validate(graph.quads())


def test_all_coded_statements_take_sides(graph: OxigraphStore) -> None:
    rows = coded_rows(graph, NAMES, "s")
    assert (len(rows), len({row.first for row in rows}), len({row.second for row in rows})) == (40, 7, 6)
    assert {row.qualifier for row in rows} == {True, False}
    assert (str(rows[0].date)[:10], str(rows[-1].date)[:10]) == ("2005-01-26", "2005-02-16")
    people = coded_rows(graph, NAMES, "s", "person")
    assert (len(people), len({row.first for row in people})) == (40, 7)
