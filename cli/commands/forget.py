"""`remissgraf forget`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from remissgraf.cli.options import workspace_option

if TYPE_CHECKING:
    from remissgraf.graph.workspace.forget import ForgetReport

__all__ = ["command"]


@click.command("forget")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@workspace_option
@click.option(
    "--keep-source/--delete-source",
    "keep",
    default=True,
    show_default=True,
    help="Leave the file itself where it lies, or delete it too.",
)
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@click.pass_context
def command(context: click.Context, file: Path, workspace: Path, keep: bool, yes: bool) -> None:
    """Remove a response, or a hand-coded corpus, and all that was made of it, and show that it is gone.

    FILE is a file of a responses folder or of coded/, also one that is no longer there. Its text, its quads, every store (new and
    old) and index go; the graph is built anew from the rest; then every byte of .remissgraf is searched
    for its sentences and its IRI, and the exit status is 1 where one is found. The list forgotten.csv keeps a file of
    the same content from being read again. What was exported elsewhere is not the workspace's and stays.

    \b
    Examples:
        remissgraf forget responses/answer.pdf
        remissgraf forget responses/answer.pdf --delete-source --yes
        remissgraf forget coded/hearings.dna --delete-source
    """
    from remissgraf.cli.console import progress
    from remissgraf.graph.workspace.forget import forget, known_file
    from remissgraf.graph.workspace.workers import usable_cores

    name, _ = known_file(workspace, file)
    if not yes:
        _ask(name, keep=keep)
    with progress("Reading") as step:
        report = forget(workspace, file, delete_source=not keep, jobs=usable_cores(), progress=step)
    _show(report)
    context.exit(1 if report.found else 0)


def _ask(name: str, *, keep: bool) -> None:
    from remissgraf.cli.console import visible

    if not sys.stdin.isatty():
        raise click.UsageError("Nobody can be asked here. Say --yes to forget without a question.")
    what = "all that was made of it" if keep else "all that was made of it AND THE FILE ITSELF"
    click.confirm(f"Forget {visible(name)}: remove {what}?", abort=True, err=True)


def _show(report: ForgetReport) -> None:
    from remissgraf.cli.console import count, note, warn

    for name in report.files:
        if name != report.name:
            warn(f"{name}: has the same content and is forgotten too")
    note(f"Removed from .remissgraf: {count(len(report.removed), 'file')}.")
    for name in report.own:
        note(f"  {name}")
    others = len(report.removed) - len(report.own)
    if others:
        note(f"  {count(others, 'file')} of stores, record and shared graphs, made anew from what is left")
    places, size = report.searched
    note(
        f"Searched {count(places, 'file and graph', 'files and graphs')} ({size / 1e6:.1f} MB) for"
        f" {count(report.traces, 'sentence or name', 'sentences and names')} of its own: "
        + (f"found in {count(len(report.found), 'place')}." if report.found else "none is left.")
    )
    for place in report.found:
        warn(f"still there: {place}")
    for review in report.reviews:
        warn(f"{review}: quotes it; the corrections in it are yours to remove")
    if report.source is not None:
        note(
            f"The file still lies in the folder: {report.name}. forgotten.csv keeps it from being read again;"
            " --delete-source deletes it."
        )
    note(f"Built {report.build.root.name}: {count(report.build.responses, 'response')} left.")
