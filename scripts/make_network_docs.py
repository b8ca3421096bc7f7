"""Run the commands of docs/networks.md on the bundled example and put what they print into the page; with --check, say whether it is
up to date (exit status 1 if not)."""

from __future__ import annotations

import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner
from scripts.generated import keep

from remissgraf import examples
from remissgraf.cli.main import cli
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.create import copy_example

TARGET = Path(__file__).resolve().parent.parent / "docs" / "networks.md"
# A block of commands, and the block of what they print where one follows.
BLOCK = re.compile(r"```sh\n(?P<commands>.*?)```\n(?:\n```text\n(?P<printed>.*?)```\n)?", re.DOTALL)


def commands(page: str) -> Iterator[list[str]]:
    """The words of each command of the page, without the first."""
    for block in BLOCK.finditer(page):
        for line in block["commands"].splitlines():
            yield shlex.split(line)[1:]


def printed(words: list[str]) -> str:
    """What a command prints in the folder it is run in. Raises RuntimeError where it fails."""
    done = CliRunner().invoke(cli, words)
    if done.exit_code:
        raise RuntimeError(f"{shlex.join(words)}: {done.output}") from done.exception
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def render(page: str) -> str:
    """The page with what its commands print now; the folder it is run in is a built workspace."""

    def anew(block: re.Match[str]) -> str:
        said = "".join(printed(shlex.split(line)[1:]) for line in block["commands"].splitlines())
        shown = "" if block["printed"] is None else f"\n```text\n{said}```\n"
        return f"```sh\n{block['commands']}```\n{shown}"

    return BLOCK.sub(anew, page)


def made() -> str:
    """The page with what its commands print in a built example."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "example"
        copy_example(examples.lifescience(), workspace)
        build(workspace)
        with chdir(workspace):
            return render(TARGET.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(keep(TARGET, made(), __doc__))
