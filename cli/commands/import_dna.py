"""`remissgraf import-dna`."""

from __future__ import annotations

from pathlib import Path

import click

from remissgraf.cli.options import workspace_option

__all__ = ["command"]


@click.command("import-dna")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--name", metavar="NAME", default=None, show_default="the file's own", help="What to call the corpus."
)
@workspace_option
def command(file: Path, name: str | None, workspace: Path) -> None:
    """Add a hand-coded .dna database (version 3) to the workspace.

    All of FILE is checked first; then its texts, coders, scheme and statements go to coded/NAME.dna in the workspace,
    password hashes left out, and the next build takes them into the graph. A corpus of the same name is replaced.
    `remissgraf export --format dna --coding NAME` writes it again.

    \b
    Example:
        remissgraf import-dna hearings.dna --name hearings
    """
    from remissgraf.cli.console import count, note
    from remissgraf.graph.workspace.codings import FOLDER, add_coding
    from remissgraf.graph.workspace.config import load_config

    if name is not None and not any(map(str.isalnum, name)):
        raise click.UsageError("NAME is empty, or has neither letter nor digit.")
    config = load_config(workspace)
    known = {path.name for path in (config.root / FOLDER).glob("*")}
    path, coding = add_coding(config, file, name)
    found = (
        count(len(coding.documents), "document"),
        count(len(coding.statements), "statement"),
        count(len(coding.entities), "entity", "entities"),
        count(len(coding.coders), "coder"),
    )
    done = "Replaced" if path.name in known else "Wrote"
    note(f"{done} {FOLDER}/{path.name}: {', '.join(found)}. Now: remissgraf build")
