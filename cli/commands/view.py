"""`remissgraf view`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from remissgraf.cli.options import lang_option, output_option, workspace_option

if TYPE_CHECKING:
    from remissgraf.graph.workspace.opened import Opened

__all__ = ["command", "write_network_page"]


@click.group("view")
def command() -> None:
    """Make an HTML page to look at.

    A page is one file that needs nothing else: no network, no server. Open it in a browser or send it on.
    """


@command.command("network")
@lang_option
@workspace_option
@output_option(required=True)
def network(lang: str | None, workspace: Path, output: Path) -> None:
    """The network of actors and chapters, with the quotes behind every tie.

    \b
    Example:
        remissgraf view network -o network.html
    """
    from remissgraf.cli.console import is_stdout, note
    from remissgraf.graph.workspace.opened import open_workspace

    opened = open_workspace(workspace)
    write_network_page(opened, output, lang or opened.config.language)
    if not is_stdout(output):
        note(f"Wrote {output}.")


def write_network_page(opened: Opened, output: Path, lang: str) -> None:
    """Write the network page of a workspace to `output`; "-" is standard output."""
    from remissgraf.cli.console import binary_sink
    from remissgraf.queries.ties import actor_chapter
    from remissgraf.queries.view.network import network_page

    page = network_page(actor_chapter(opened.store, lang), title=opened.config.title, lang=lang)
    with binary_sink(output) as file:
        file.write(page.encode("utf-8"))
