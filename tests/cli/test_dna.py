"""import-dna and export --format dna as a user meets them."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner, Result

from remissgraf.cli.main import cli
from remissgraf.errors import ReadError
from remissgraf.graph.dna import PASSWORD, Coding, read_dna
from remissgraf.graph.dna.write import export_dna


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_a_workspace_leaves_as_a_database_and_comes_back(example_copy: Path, tmp_path: Path) -> None:
    first, again = tmp_path / "ut.dna", tmp_path / "igen.dna"
    done = run("export", "--format", "dna", "-w", example_copy, "-o", first)
    assert (done.exit_code, PASSWORD in done.stderr) == (0, True)
    done = run("import-dna", first, "--name", "Min kodning", "-w", example_copy)
    assert done.exit_code == 0
    assert "coded/min-kodning.dna: 12 documents" in done.stderr
    assert run("build", example_copy).exit_code == 0
    assert run("check", "-w", example_copy).exit_code == 0
    done = run("export", "--format", "dna", "--coding", "min-kodning", "-w", example_copy, "-o", again)
    assert done.exit_code == 0
    one, other = read_dna(first), read_dna(again)
    for part in ("documents", "types", "variables", "attributes", "entities", "statements"):
        assert getattr(one, part) == getattr(other, part), part
    # The statements by hand give the network that the workspace's own give.
    coded = ties(example_copy, "--coding", "min-kodning")
    assert coded == ties(example_copy)
    named = ("--variables", "organization,concept,agreement")
    assert ties(example_copy, "--coding", "min-kodning", *named) == coded
    with closing(sqlite3.connect(again)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def ties(workspace: Path, *options: str) -> dict[frozenset[str], str]:
    """The labels of the ends of each tie between actors → its weight."""
    done = run("network", "actors", "-w", workspace, "--format", "csv", "-o", "-", *options)
    assert done.exit_code == 0, done.output
    rows = csv.DictReader(io.StringIO(done.stdout, newline=""))
    found = {frozenset({row["from_label"], row["to_label"]}): row["weight"] for row in rows if row["to"]}
    assert found
    return found


def test_a_refused_file_is_told_and_nothing_is_imported(example_copy: Path, tmp_path: Path) -> None:
    bad = tmp_path / "x.dna"
    bad.write_bytes(b"SQLite format 3\x00" + bytes(200))
    done = run("import-dna", bad, "-w", example_copy)
    assert isinstance(done.exception, ReadError)
    assert done.exception.code == "read.damaged"
    assert not (example_copy / "coded").exists()


def test_what_is_replaced_is_told(example_copy: Path, tmp_path: Path) -> None:
    export_dna(Coding(), tmp_path / "x.dna")
    told = [
        run("import-dna", tmp_path / "x.dna", "--name", name, "-w", example_copy).stderr
        for name in ("A & B", "a-b.dna")
    ]
    assert [text.split(":")[0] for text in told] == ["Wrote coded/a-b.dna", "Replaced coded/a-b.dna"]


def test_wrong_usage(example_copy: Path, tmp_path: Path) -> None:
    export_dna(Coding(), tmp_path / "x.dna")
    for name in (" ", "../..", "😀"):
        assert run("import-dna", tmp_path / "x.dna", "--name", name, "-w", example_copy).exit_code == 2
    wrong = run("export", "--format", "nq", "--coding", "x", "-w", example_copy, "-o", tmp_path / "x.nq")
    assert wrong.exit_code == 2
    for options in (
        ["--variables", "a,b"],
        ["--coding", "x", "--variables", "a"],
        ["--coding", "x", "--variables", "a,b,c,d"],
        ["--coding", "x", "--unit", "topic"],
    ):
        assert run("network", "actors", "-w", example_copy, "-o", "-", *options).exit_code == 2
