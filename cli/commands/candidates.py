"""`remissgraf candidates`."""

from __future__ import annotations

from pathlib import Path

import click

from remissgraf.cli.options import output_option, workspace_option

__all__ = ["command"]


@click.command("candidates")
@workspace_option
@click.option(
    "--only",
    type=click.Choice(["initiatives", "topics"]),
    default=None,
    help="Show these alone; csv, which is the form of one vocabulary file, needs it.",
)
@click.option(
    "--least",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Leave out what was found fewer times.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="Form of the output; csv has the columns of initiatives.csv or topics.csv.",
)
@output_option(required=False)
@click.pass_context
def command(
    context: click.Context, workspace: Path, only: str | None, least: int, form: str, output: Path | None
) -> None:
    """List initiatives and topics that the responses name and the vocabulary lacks.

    Unknown names beside words such as "programmet", "nätverk" or "network" are proposed as initiatives, each with a
    suggested kind; topics that come from the strategy or from the responses' own words as topics. Nothing is changed:
    paste the rows that you want into the workspace's vocabulary and build again. A file that cannot be read is named,
    the others are done, and the exit status is 1.

    \b
    Examples:
        remissgraf candidates
        remissgraf candidates --only initiatives --format csv -o proposals.csv
        remissgraf candidates --only topics --least 3 --workspace lifescience
    """
    from remissgraf.cli.candidates import as_csv, as_json, as_table
    from remissgraf.cli.console import progress, sink, warn
    from remissgraf.graph.workspace.candidates import find_candidates

    if form == "csv" and only is None:
        raise click.UsageError("A CSV file holds one sort: add --only initiatives or --only topics.")
    with progress("Reading") as step:
        found = find_candidates(workspace, progress=step)
    chosen = [
        one for one in found.candidates if one.count >= least and (only is None or only == f"{one.what}s")
    ]
    for _, error in found.problems:
        warn(f"{error}\n  [{error.code}]")
    with sink(output) as write:
        if form == "csv":
            write(as_csv(chosen, "initiative" if only == "initiatives" else "topic"))
        else:
            write(as_json(chosen) if form == "json" else as_table(chosen))
    context.exit(1 if found.problems else 0)
