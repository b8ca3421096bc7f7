"""`remissgraf report` as a user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from remissgraf.cli.commands.report import FORMATS
from remissgraf.cli.main import cli, main
from remissgraf.queries.report.make import WRITERS


def test_the_formats_are_those_that_can_be_written() -> None:
    assert set(FORMATS) == set(WRITERS)


def test_the_format_follows_from_the_name_of_the_file(built_example: Path, tmp_path: Path) -> None:
    for form in FORMATS:
        target = tmp_path / f"rapport.{form}"
        done = CliRunner().invoke(cli, ["report", "-w", str(built_example), "-o", str(target)])
        assert done.exit_code == 0, done.output
        assert "draft" in done.stderr
        assert target.stat().st_size > 1000


def test_a_file_without_a_known_suffix_asks_for_the_format(built_example: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["report", "-w", str(built_example), "-o", str(tmp_path / "rapport.odt")])
    assert done.exit_code == 2
    assert "--format" in done.output


def test_it_goes_to_standard_output_in_english(built_example: Path) -> None:
    arguments = ["report", "-w", str(built_example), "--format", "md", "--lang", "en", "-o", "-"]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0
    assert done.stdout.startswith("# Report on consultation responses\n")
    assert "Norrviks kommun[^1] approves the proposal." in done.stdout


@pytest.mark.parametrize(
    ("options", "code"),
    [(["--edition", "internal"], "report.edition"), (["--consultation", "annan"], "report.consultation")],
)
def test_what_cannot_be_reported_is_told_and_nothing_is_written(
    options: list[str],
    code: str,
    built_example: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    target = tmp_path / "rapport.md"
    with pytest.raises(SystemExit) as ended:
        main(["report", "-w", str(built_example), "-o", str(target), *options])
    assert ended.value.code == 1
    assert code in capsys.readouterr().err
    assert not target.exists()
