"""`remissgraf init`."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command("init")
@click.argument("name", metavar="DIR", type=click.Path(file_okay=False))
def command(name: str) -> None:
    """Make a new, empty workspace.

    Writes a commented remissgraf.toml and the folders strategy/, responses/ and vocabulary/ in DIR. Files that are
    there already are left alone.

    \b
    Example:
        remissgraf init lifescience
    """
    from shlex import quote

    from remissgraf.cli.console import note
    from remissgraf.graph.workspace.create import create

    if not name.strip():
        raise click.UsageError("DIR is empty. For the current folder: remissgraf init .")
    folder = Path(name)
    path = create(folder)
    note(f"Made the workspace {folder}.")
    note(
        f"Next: put the strategy in {folder / 'strategy'} and the responses in {folder / 'responses'},\n"
        f"look through {path}, then: remissgraf build {quote(str(folder))}"
    )
