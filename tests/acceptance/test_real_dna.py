"""The field's public sample database: nothing of it is lost on the way to the graph and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from remissgraf.graph.dna import read_dna
from remissgraf.graph.dna.write import export_dna
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.validate import validate
from remissgraf.queries.coded.recover import recover_coding
from remissgraf.queries.coded.rows import coded_rows

from .conftest import CODED

pytestmark = pytest.mark.shared


def test_file_graph_file(dna: Path, coded: OxigraphStore, tmp_path: Path) -> None:
    coding = read_dna(dna / "sample.dna")
    assert (len(coding.documents), len(coding.statements), len(coding.entities)) == (7, 41, 23)
    export_dna(recover_coding(coded, CODED, "s"), tmp_path / "again.dna")
    assert read_dna(tmp_path / "again.dna") == coding


def test_the_graph_satisfies_its_shapes(coded: OxigraphStore) -> None:
    assert not validate(coded.quads())


def test_all_coded_statements_take_sides(coded: OxigraphStore) -> None:
    rows = coded_rows(coded, CODED, "s")
    assert (len(rows), len({row.first for row in rows}), len({row.second for row in rows})) == (40, 7, 6)
    assert {row.qualifier for row in rows} == {True, False}
    assert (str(rows[0].date)[:10], str(rows[-1].date)[:10]) == ("2005-01-26", "2005-02-16")
    people = coded_rows(coded, CODED, "s", "person")
    assert (len(people), len({row.first for row in people})) == (40, 7)
