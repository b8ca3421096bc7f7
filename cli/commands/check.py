"""`remissgraf check`."""

from __future__ import annotations

from pathlib import Path

import click

from remissgraf.cli.options import lang_option, workspace_option

__all__ = ["command"]


@click.command("check")
@lang_option
@workspace_option
@click.pass_context
def command(context: click.Context, lang: str | None, workspace: Path) -> None:
    """Check the built graph: shapes, and every quote against its text.

    Prints each thing that is wrong as a person reads it: which response, which sentence, what. The exit status is 1 if
    anything is wrong.

    \b
    Example:
        remissgraf check
    """
    from remissgraf.cli.console import count, note
    from remissgraf.graph.validate import validate
    from remissgraf.graph.workspace.opened import open_workspace
    from remissgraf.graph.workspace.quotes import check_quotes

    opened = open_workspace(workspace)
    found = [
        str(violation) for violation in validate(opened.store.quads(), lang=lang or opened.config.language)
    ]
    quotes, wrong = check_quotes(opened)
    for text in (*found, *wrong):
        click.echo(text)
    if found or wrong:
        note(f"{count(len(found) + len(wrong), 'thing')} wrong.")
        context.exit(1)
    note(
        f"Nothing wrong: the shapes hold, and {count(quotes, 'quote')} stand in their texts at their offsets."
    )
