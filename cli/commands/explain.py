"""`remissgraf explain`."""

from __future__ import annotations

from pathlib import Path

import click

from remissgraf.cli.options import lang_option, output_option, workspace_option

__all__ = ["command"]


@click.command("explain")
@click.argument("subject")
@click.argument("predicate")
@click.argument("object_", metavar="OBJECT")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A tree to read, or JSON.",
)
@lang_option
@workspace_option
@output_option(required=False)
def command(
    subject: str,
    predicate: str,
    object_: str,
    form: str,
    lang: str | None,
    workspace: Path,
    output: Path | None,
) -> None:
    """Show why a triple holds: which axioms and rules gave it, from which sentences.

    The tree goes from the triple down to what is asserted, with the file, the offsets (code points) and the quote of each. A triple
    that is itself asserted is answered with its source. IRIs are written whole, with a prefix (rg:supports, a) or as what
    follows the workspace's base (actor/norrviks-kommun); texts as "text"@sv or by their words. For a rule, the tree says what had to fail
    (FILTER NOT EXISTS …) and the values that it counted.

    \b
    Examples:
        remissgraf explain actor/norrviks-kommun rg:endorses strategy/lsx-2025
        remissgraf explain actor/norrviks-kommun a rg:PublicActor --format json
    """
    from remissgraf.cli.console import sink, visible
    from remissgraf.graph.workspace.opened import open_workspace
    from remissgraf.queries.proofs import prove

    opened = open_workspace(workspace)
    proof = prove(opened, subject, predicate, object_, lang=lang or opened.config.language)
    with sink(output) as put:
        put(visible(proof.text) if form == "text" else proof.json)
