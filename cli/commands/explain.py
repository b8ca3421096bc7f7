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
    from remissgraf.errors import QueryError
    from remissgraf.graph.reason.explain import Explainer
    from remissgraf.graph.trace import Tracer
    from remissgraf.graph.workspace.axioms import project_axioms
    from remissgraf.graph.workspace.opened import open_workspace
    from remissgraf.ontology.load import load_rules
    from remissgraf.queries.proofs import render_proof
    from remissgraf.queries.triples import read_triple

    opened = open_workspace(workspace)
    base = opened.config.base
    triple = read_triple(opened.store, base, subject, predicate, object_)
    explainer = Explainer(opened.store, project_axioms(opened.config), load_rules())
    found = explainer.explain(triple)
    if found is None:
        raise QueryError(
            "the graph holds this, but no axiom or rule of this version gives it",
            where=" ".join((subject, predicate, object_)),
            remedy="Run `remissgraf build`: the graph was built by another version.",
            code="query.unexplained",
        )
    shown = render_proof(found, Tracer(opened.store), form, base=base, lang=lang or opened.config.language)
    with sink(output) as put:
        put(visible(shown) if form == "text" else shown)
