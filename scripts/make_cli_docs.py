"""Write docs/cli.md from the commands' own --help; with --check, say whether the file is up to date (exit status 1 if not)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from scripts.generated import keep

from remissgraf.cli.main import cli

TARGET = Path(__file__).resolve().parent.parent / "docs" / "cli.md"

HEAD = """\
# The command line

This page is made from `--help` by `make docs`; a check keeps it true.

Data goes to standard output, everything else to standard error. Exit status: 0 done, 1 a problem in data or query,
2 wrong usage, 130 interrupted. `-` reads standard input; `-o FILE` writes the whole file or leaves what was there.
Errors carry a code in brackets; [errors.md](errors.md) says more of each.
"""


def help_pages(command: click.Command, path: str) -> Iterator[tuple[str, str]]:
    """(full name, help text) of a command and, for a group, of all below it."""
    context = click.Context(command, info_name=path, terminal_width=100, max_content_width=100)
    yield path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None, name
            yield from help_pages(below, f"{path} {name}")


def render() -> str:
    pages = (f"## {name}\n\n```text\n{text}\n```\n" for name, text in help_pages(cli, "remissgraf"))
    return HEAD + "\n" + "\n".join(pages)


if __name__ == "__main__":
    sys.exit(keep(TARGET, render(), __doc__))
