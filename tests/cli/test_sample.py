"""`remissgraf sample` and `network --measures --sample`, as a user meets them."""

from __future__ import annotations

import csv
from pathlib import Path

from click.testing import CliRunner, Result

from remissgraf.cli.main import cli
from remissgraf.errors import NetworkError


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_a_coded_sample_gives_intervals(built_example: Path, tmp_path: Path) -> None:
    file = tmp_path / "sample.csv"
    done = run("sample", "--statements", "12", "--texts", "9", "-w", built_example, "-o", file)
    assert (done.exit_code, "21 rows" in done.stderr) == (0, True)
    measure = ("network", "actors", "--measures", "--sample", file, "-w", built_example)
    assert isinstance(run(*measure).exception, NetworkError)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert all(row["text"] for row in rows)
    for row in rows:
        row["verdict" if row["kind"] == "statement" else "missed"] = (
            "rätt" if row["kind"] == "statement" else "0"
        )
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    done = run(*measure)
    assert done.exit_code == 0, done.output
    assert "95 % intervals" in done.stdout
    assert "strength: Norrviks kommun" in done.stdout
    assert "12 statements right, 0 on the other side, 0 wrong; 0 missed in 9 of" in done.stderr
    assert "Not validated" not in done.stderr


def test_wrong_usage(built_example: Path, tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_text("number,kind,of\n", encoding="utf-8")
    for options in ([], ["--measures", "--unit", "topic"], ["--measures", "--include", "type=Kommun"]):
        done = run(
            "network", "actors", "-w", built_example, "--sample", file, "-o", tmp_path / "x.csv", *options
        )
        assert done.exit_code == 2
