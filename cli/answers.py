"""An answer as a command writes it: in the format asked for, or in the usual one of where it goes. Knows results, and asks nothing."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from remissgraf.cli.console import binary_sink, is_stdout, sink
from remissgraf.queries.formats import BINARY, FORMATS, Look, render, written
from remissgraf.queries.result import Result

__all__ = ["terminal_look", "write_answer"]


def write_answer(result: Result, form: str | None, output: Path | None) -> None:
    """Write a result to a file, or to standard output (None, "-").

    form: of FORMATS or BINARY. Without one a file's name decides by its ending, else a terminal gets a table, a pipe or file CSV, and
    triples are Turtle. Raises QueryError "query.format", and click's UsageError for what is no text on a terminal.
    """
    terminal = is_stdout(output) and sys.stdout.isatty()
    usual = "ttl" if result.kind == "graph" else "table" if terminal else "csv"
    suffix = "" if output is None else output.suffix.removeprefix(".").lower()
    chosen = form or (suffix if suffix in FORMATS or suffix in BINARY else usual)
    if chosen in BINARY:
        if terminal:
            raise click.UsageError(f"{chosen} is nothing to look at; name a file with -o.")
        pieces = written(result, chosen)
        with binary_sink(output) as stream:
            stream.writelines(pieces)
        return
    # As text, because a terminal may have another encoding than a file.
    texts = render(result, chosen, terminal_look() if terminal else Look())
    with sink(output) as put:
        for text in texts:
            put(text)


def terminal_look() -> Look:
    """How a table is drawn on the terminal at hand."""
    return Look(width=shutil.get_terminal_size().columns, color="NO_COLOR" not in os.environ)
