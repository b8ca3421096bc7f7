"""Run the commands, queries and cells of the pages that work through an example, on the bundled one, and put what they print into them.

With --check, say whether they are up to date (exit status 1 if not).
"""

from __future__ import annotations

import argparse
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner
from scripts.generated import out_of_date
from scripts.notebook import executed

from remissgraf import examples
from remissgraf.cli.main import cli
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.create import copy_example

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "docs" / "networks.md", ROOT / "docs" / "querying.md")
NOTEBOOKS = (ROOT / "examples" / "asking-the-graph.ipynb",)
# A block of commands or a query, and the block of what they print where one follows.
BLOCK = re.compile(
    r"```(?P<kind>sh|sparql)\n(?P<text>.*?)```\n(?:\n```text\n(?P<printed>.*?)```\n)?", re.DOTALL
)


@dataclass(frozen=True)
class Example:
    """words: of a command without its first; data: what it reads from standard input, None for nothing."""

    words: tuple[str, ...]
    data: str | None = None

    def __str__(self) -> str:
        return " ".join(self.words) + (f" < {' '.join(self.data.split())}" if self.data else "")


def examples_of(page: str) -> Iterator[Example]:
    """The commands of the page, and its queries as commands."""
    for block in BLOCK.finditer(page):
        yield from _of_block(block["kind"], block["text"])


def _of_block(kind: str, text: str) -> list[Example]:
    if kind == "sparql":
        return [Example(("query", "-", "--format", "table"), text)]
    return [Example(tuple(shlex.split(line)[1:])) for line in text.splitlines()]


def printed(example: Example) -> str:
    """What a command prints in the folder it is run in. Raises RuntimeError where it fails."""
    done = CliRunner().invoke(cli, list(example.words), input=example.data)
    if done.exit_code:
        raise RuntimeError(f"{example}: {done.output}") from done.exception
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def render(page: str) -> str:
    """The page with what its examples print now; the folder it is run in is a built workspace."""

    def anew(block: re.Match[str]) -> str:
        said = "".join(map(printed, _of_block(block["kind"], block["text"])))
        shown = "" if block["printed"] is None else f"\n```text\n{said}```\n"
        return f"```{block['kind']}\n{block['text']}```\n{shown}"

    return BLOCK.sub(anew, page)


def made() -> Iterator[tuple[Path, str]]:
    """Each page and notebook with what it says in a built example."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "lifescience"
        copy_example(examples.lifescience(), workspace)
        build(workspace)
        for page in PAGES:
            with chdir(workspace):
                yield page, render(page.read_text(encoding="utf-8"))
        for notebook in NOTEBOOKS:
            with chdir(folder):
                yield notebook, executed(notebook.read_text(encoding="utf-8"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a page is old")
    check = parser.parse_args().check
    status = 0
    for page, text in made():
        if not check:
            page.write_text(text, encoding="utf-8")
        elif out_of_date(page, text):
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
