"""The commands and the program of docs/networks.md, run on the example."""

from __future__ import annotations

import runpy
from contextlib import chdir
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "make_network_docs.py"))
PAGE = (ROOT / "docs" / "networks.md").read_text(encoding="utf-8")
COMMANDS: list[list[str]] = list(SCRIPT["commands"](PAGE))


def test_the_page_has_commands() -> None:
    assert len(COMMANDS) >= 8


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_of_the_page_does_what_it_says(words: list[str], example_copy: Path) -> None:
    before = set(example_copy.iterdir())
    with chdir(example_copy):
        shown = SCRIPT["printed"](words)
    if "-o" in words:
        made = set(example_copy.iterdir()) - before
        assert made
        assert all(path.stat().st_size > 100 for path in made)
    else:
        assert "Norrviks kommun" in shown


def test_the_program_of_the_page_runs(example_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = PAGE.partition("```python\n")[2].partition("```")[0]
    with chdir(example_copy):
        exec(compile(program, "docs/networks.md", "exec"), {})
    assert "Contribution(" in capsys.readouterr().out
