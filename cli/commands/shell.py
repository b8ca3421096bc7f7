"""`remissgraf shell`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from remissgraf.cli.options import lang_option, workspace_option

__all__ = ["command"]


@click.command("shell")
@click.option(
    "--no-history", is_flag=True, help="Remember nothing that is typed, and read nothing of before."
)
@lang_option
@workspace_option
def command(no_history: bool, lang: str | None, workspace: Path) -> None:
    """Ask the graph interactively: several lines, completion, history, paged answers.

    Write SPARQL, or the name of a query of the library with its parameters. What is typed is remembered in the user's state
    folder (on Linux ~/.local/state/remissgraf), readable by the user alone.

    \b
    Examples:
        remissgraf shell
        remissgraf shell --lang en --no-history
    """
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise click.UsageError("The shell needs a terminal. In a pipe: remissgraf query -")
    from remissgraf.cli.shell.history import Entries, history_file
    from remissgraf.cli.shell.session import Session
    from remissgraf.cli.shell.terminal import run_shell
    from remissgraf.graph.workspace.opened import find_store

    config, _ = find_store(workspace)
    with Session(workspace, lang or config.language) as session:
        run_shell(session, None if no_history else Entries(history_file()))
