"""`remissgraf extract`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from remissgraf.cli.options import output_option, vocabulary_option

if TYPE_CHECKING:
    from remissgraf.graph.model import Voice

__all__ = ["command"]

_VOICES: Final[Mapping[str, tuple[Voice, ...]]] = {
    "own": ("statement",),
    "others": ("dissent", "reported"),
    "all": ("statement", "dissent", "reported"),
}


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
@click.option(
    "--voices",
    type=click.Choice(["own", "others", "all"]),
    default="own",
    show_default=True,
    help="Whose utterances: the respondent's own statements, what dissenting members and others are reported to hold, or all.",
)
@output_option(required=False)
@click.pass_context
def command(
    context: click.Context,
    files: tuple[Path, ...],
    workspace: Path | None,
    form: str,
    show_text: bool,
    voices: str,
    output: Path | None,
) -> None:
    """Print the statements found in single files, one JSON object a line.

    Works without a workspace, with the bundled gazetteers alone. Only the respondent's own statements are ever counted;
    the field voice tells them from dissents and reported views. Offsets (start, end, stance_start, stance_end) are code
    points into the document's text, end exclusive. A file that cannot be read is named, the others are done, and the
    exit status is 1.

    \b
    Examples:
        remissgraf extract answer.pdf
        remissgraf extract responses/*.docx --workspace lifescience -o statements.jsonl
        remissgraf extract answer.pdf --text
        remissgraf extract answer.pdf --voices all
    """
    from remissgraf.cli.console import sink, warn
    from remissgraf.errors import ReadError
    from remissgraf.graph.workspace.single import SingleFiles

    reader = SingleFiles(workspace)
    failed = False
    with sink(output) as write:
        for file in files:
            try:
                for piece in [reader.text(file)] if show_text else reader.lines(file, voices=_VOICES[voices]):
                    write(piece)
            except ReadError as error:
                failed = True
                warn(f"{error}\n  [{error.code}]")
    context.exit(1 if failed else 0)
