"""`remissgraf init`."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Make a new, empty workspace.

    Writes a commented remissgraf.toml and the folders strategy/, responses/ and vocabulary/ in DIR. Files that are
    there already are left alone.

    \b
    Example:
        remissgraf init lifescience
    """
    from remissgraf.graph.workspace.create import create

    path = create(folder)
    click.echo(f"Made the workspace {folder}.", err=True)
    click.echo(
        f"Next: put the strategy in {folder / 'strategy'} and the responses in {folder / 'responses'},\n"
        f"look through {path}, then: remissgraf build {folder}",
        err=True,
    )
