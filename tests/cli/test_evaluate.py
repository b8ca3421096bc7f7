"""`remissgraf evaluate` as a command."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from remissgraf import examples
from remissgraf.cli.commands.evaluate import command

EXAMPLE = str(examples.lifescience())


def test_the_table_has_all_views_and_lists_mistakes(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [EXAMPLE, "--errors", "1"])
    assert result.exit_code == 0
    for text in (
        "explicit core",
        "topics (B-cubed)",
        "restatements",
        "By class",
        "01_norrviks-kommun",
        "1 of ",
    ):
        assert text in result.output


def test_json_has_the_same_figures_from_a_file_of_predictions(tmp_path: Path) -> None:
    own, given, statements = tmp_path / "own.json", tmp_path / "given.json", tmp_path / "statements.jsonl"
    runner = CliRunner()
    assert runner.invoke(command, [EXAMPLE, "--format", "json", "-o", str(own)]).exit_code == 0
    from remissgraf.cli.commands.extract import command as extract

    files = [str(path) for path in sorted((Path(EXAMPLE) / "responses").iterdir())]
    asked = [*files, "-w", EXAMPLE, "--voices", "all", "-o", str(statements)]
    assert runner.invoke(extract, asked).exit_code == 0
    arguments = [EXAMPLE, "--predictions", str(statements), "--format", "json", "-o", str(given)]
    assert runner.invoke(command, arguments).exit_code == 0
    assert json.loads(own.read_text("utf-8")) == json.loads(given.read_text("utf-8"))
    assert json.loads(own.read_text("utf-8"))["overall"]["all"]["gold"] == 226
