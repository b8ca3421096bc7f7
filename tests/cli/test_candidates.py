"""`remissgraf candidates` as a user meets it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from remissgraf.cli.main import cli
from remissgraf.graph.workspace.create import create

TEXT = "# Yttrande från Sandby kommun\n\nKommunen deltar i nätverket Blå Bron. Kommunen saknar en färjelinje."


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    create(tmp_path)
    (tmp_path / "responses" / "a.md").write_text(TEXT, encoding="utf-8")
    return tmp_path


def _run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["candidates", *arguments])
    return done.exit_code, done.output


def test_the_table_shows_both_sorts(workspace: Path) -> None:
    status, shown = _run("-w", str(workspace))
    assert status == 0
    for word in ("Blå Bron", "partnership", "färjelinje", "response", "responses/a.md"):
        assert word in shown


def test_json_has_every_field(workspace: Path) -> None:
    _, shown = _run("-w", str(workspace), "--format", "json", "--only", "initiatives")
    (one,) = json.loads(shown)
    assert (one["name"], one["type"], one["count"], one["files"]) == (
        "Blå Bron",
        "partnership",
        1,
        ["responses/a.md"],
    )


def test_csv_has_the_columns_of_the_vocabulary(workspace: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    status, _ = _run("-w", str(workspace), "--format", "csv", "--only", "initiatives", "-o", str(target))
    (row,) = csv.DictReader(target.read_text("utf-8").splitlines())
    assert (status, row["id"], row["kind"]) == (0, "bla-bron", "partnership")
    assert (
        _run("-w", str(workspace), "--format", "csv", "--only", "topics")[1].splitlines()[1]
        == "farjelinje,färjelinje,,,"
    )


def test_rare_ones_can_be_left_out(workspace: Path) -> None:
    assert "name no initiative" in _run("-w", str(workspace), "--least", "2")[1]


def test_csv_of_both_is_wrong_usage(workspace: Path) -> None:
    status, shown = _run("-w", str(workspace), "--format", "csv")
    assert status == 2
    assert "--only" in shown


def test_a_broken_file_is_exit_status_one(workspace: Path) -> None:
    (workspace / "responses" / "b.docx").write_bytes(b"no archive")
    status, shown = _run("-w", str(workspace))
    assert status == 1
    assert "b.docx" in shown
    assert "Blå Bron" in shown
