"""Candidates of a workspace: gathered over files, and accepted by the vocabulary once a person takes them up."""

from __future__ import annotations

from pathlib import Path

import pytest

from remissgraf.cli.candidates import as_csv
from remissgraf.errors import WorkspaceError
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.candidates import What, find_candidates
from remissgraf.graph.workspace.create import create

FIRST = """# Yttrande från Sandby kommun

Sandby kommun deltar i programmet Gröna Kajen.

Kommunen saknar en färjelinje till Ön.
"""
SECOND = """# Yttrande från Hamnbolaget AB

Bolaget vill betona Gröna Kajens roll. Projektet Gröna Kajens mål är bra.

Bolaget efterlyser färjelinjer och stöder satsningen Éclair Šipka.
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    create(tmp_path)
    (tmp_path / "responses" / "a.md").write_text(FIRST, encoding="utf-8")
    (tmp_path / "responses" / "b.md").write_text(SECOND, encoding="utf-8")
    return tmp_path


def test_names_and_topics_are_gathered_over_files(workspace: Path) -> None:
    found = find_candidates(workspace)
    assert found.problems == ()
    told = {one.id: (one.what, one.name, one.type, one.count, one.files) for one in found.candidates}
    assert told["grona-kajen"] == (
        "initiative", "Gröna Kajen", "programme", 2, ("responses/a.md", "responses/b.md"),
    )  # fmt: skip
    assert told["farjelinje"] == ("topic", "färjelinje", "response", 2, ("responses/a.md", "responses/b.md"))
    assert told["eclair-ipka"][1] == "Éclair Šipka"
    for one in found.candidates:
        text = (workspace / one.files[0]).read_text("utf-8")[one.start : one.end]
        assert text == (one.name if one.what == "initiative" else one.sentence)


def test_rows_go_into_the_vocabulary_as_they_are(workspace: Path) -> None:
    found = find_candidates(workspace).candidates
    sorts: tuple[tuple[What, str], ...] = (("initiative", "initiatives"), ("topic", "topics"))
    for what, name in sorts:
        (workspace / "vocabulary" / f"{name}.csv").write_text(as_csv(found, what), encoding="utf-8")
    assert find_candidates(workspace).candidates == ()
    assert build(workspace).problems == ()


def test_nothing_is_written(workspace: Path) -> None:
    before = sorted(workspace.rglob("*"))
    find_candidates(workspace)
    assert sorted(workspace.rglob("*")) == before


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_done(workspace: Path) -> None:
    (workspace / "responses" / "c.pdf").write_bytes(b"%PDF-1.7 broken")
    found = find_candidates(workspace)
    assert [name for name, _ in found.problems] == ["responses/c.pdf"]
    assert found.candidates


def test_outside_a_workspace(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError):
        find_candidates(tmp_path)
