"""`remissgraf extract`."""

from __future__ import annotations

from pathlib import Path

import click

from remissgraf.cli.options import output_option, vocabulary_option

__all__ = ["command"]


@click.command("extract")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@vocabulary_option(usual="the current folder, if it is a workspace")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    help="Form of the output.",
)
@click.option(
    "--text", "show_text", is_flag=True, help="Print the text that the offsets count in, and no statements."
)
@output_option(required=False)
@click.pass_context
def command(
    context: click.Context,
    files: tuple[Path, ...],
    workspace: Path | None,
    form: str,
    show_text: bool,
    output: Path | None,
) -> None:
    """Print the statements found in single files, one JSON object a line.

    Works without a workspace, with the bundled gazetteers alone. Offsets (start, end, stance_start, stance_end) are code
    points into the document's text, end exclusive. A file that cannot be read is named, the others are done, and the
    exit status is 1.

    \b
    Examples:
        remissgraf extract answer.pdf
        remissgraf extract responses/*.docx --workspace lifescience -o statements.jsonl
        remissgraf extract answer.pdf --text
    """
    from remissgraf.cli.console import sink, warn
    from remissgraf.errors import ReadError
    from remissgraf.graph.workspace.single import SingleFiles

    reader = SingleFiles(workspace)
    failed = False
    with sink(output) as write:
        for file in files:
            try:
                for piece in [reader.text(file)] if show_text else reader.lines(file):
                    write(piece)
            except ReadError as error:
                failed = True
                warn(f"{error}\n  [{error.code}]")
    context.exit(1 if failed else 0)
