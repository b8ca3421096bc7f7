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
    """Check the built graph: shapes, contradictions, and every quote against its text.

    Prints each thing that is wrong as a person reads it: which response, which sentence, what. Of a contradiction it
    prints the statements that cause it, with their sentences. The exit status is 1 if anything is wrong.

    \b
    Example:
        remissgraf check
    """
    from remissgraf.cli.console import count, note
    from remissgraf.graph.inconsistent import tell_inconsistencies
    from remissgraf.graph.reason import Layout, find_inconsistencies
    from remissgraf.graph.validate_store import validate_store
    from remissgraf.graph.workspace.axioms import project_axioms
    from remissgraf.graph.workspace.opened import open_workspace
    from remissgraf.graph.workspace.quotes import check_quotes
    from remissgraf.ontology.load import load_rules

    opened = open_workspace(workspace)
    spoken = lang or opened.config.language
    found = [
        str(violation) for violation in validate_store(opened.store, Layout(opened.config.base), lang=spoken)
    ]
    axioms = project_axioms(opened.config)
    contradictions = find_inconsistencies(opened.store, axioms)
    found += tell_inconsistencies(contradictions, opened.store, axioms, load_rules(), lang=spoken)
    quotes, wrong = check_quotes(opened)
    for text in (*found, *wrong):
        click.echo(text)
    if found or wrong:
        note(f"{count(len(found) + len(wrong), 'thing')} wrong.")
        context.exit(1)
    note(
        f"Nothing wrong: the shapes hold, nothing contradicts itself, and {count(quotes, 'quote')} found in the texts at their offsets."
    )
