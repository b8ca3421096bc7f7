"""`remissgraf sample`."""

from __future__ import annotations

from pathlib import Path

import click

from remissgraf.cli.options import lang_option, output_option, workspace_option

__all__ = ["command"]


@click.command("sample")
@click.option(
    "--statements",
    type=click.IntRange(min=0),
    default=100,
    show_default=True,
    help="So many statements for or against a claim.",
)
@click.option(
    "--texts", type=click.IntRange(min=0), default=100, show_default=True, help="So many pieces of text."
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Draws the same again."
)
@lang_option
@workspace_option
@output_option(required=False)
def command(
    statements: int, texts: int, seed: int, lang: str | None, workspace: Path, output: Path | None
) -> None:
    """Draw a random sample of statements and texts for a person to code, as a CSV.

    Write in the column verdict of each statement: right, side (the actor takes the other side) or wrong (the actor takes
    no side on that claim there); and in the column missed of each text how many statements for or against a claim it holds
    that the column found does not name. Rows stand in random order: stop where you like, but skip none. Then
    `remissgraf network actors --measures --sample FILE` gives intervals for its figures.

    \b
    Example:
        remissgraf sample --statements 150 --texts 100 -o sample.csv
    """
    from remissgraf.cli.console import is_stdout, note, progress, sink
    from remissgraf.graph.workspace.opened import open_workspace
    from remissgraf.graph.workspace.searchable import search_index
    from remissgraf.queries.validation.draw import sample_of

    opened = open_workspace(workspace)
    language = lang or opened.config.language
    with progress("indexing") as step, search_index(opened, step) as index:
        lines = list(sample_of(opened.store, index.texts(), language, statements, texts, seed))
    with sink(output) as put:
        # Spreadsheets read å, ä and ö only with a mark of the encoding.
        if not is_stdout(output):
            put("\ufeff")
        for line in lines:
            put(line)
    if not is_stdout(output):
        note(f"Wrote {output}: {len(lines) - 1} rows to code.")
