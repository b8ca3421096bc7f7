"""`remissgraf schema`."""

from __future__ import annotations

from pathlib import Path

import click

from remissgraf.cli.options import output_option, workspace_option

__all__ = ["command"]

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "md", "ttl")


@click.command("schema")
@click.argument("class_name", metavar="[CLASS]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=None,
    help="What to write; ttl is a VoID description. Without it: what FILE ends in, a table on a terminal, CSV in a pipe.",
)
@workspace_option
@output_option(required=False)
def command(class_name: str | None, form: str | None, workspace: Path, output: Path | None) -> None:
    """Show which classes and properties the graph has, and how many of each.

    With CLASS only the properties that things of that class have: what a query can ask of them. The numbers are of instances
    and of triples, the last column tells how many of them reasoning gave.

    \b
    Examples:
        remissgraf schema
        remissgraf schema rg:Statement
        remissgraf schema --format ttl -o void.ttl
    """
    from remissgraf.cli.answers import write_answer
    from remissgraf.cli.console import binary_sink
    from remissgraf.graph.workspace.opened import open_workspace
    from remissgraf.ontology.namespaces import Names
    from remissgraf.queries.schema import survey, to_result, to_void

    if form is None and output is not None and output.suffix == ".ttl":
        form = "ttl"
    if form == "ttl" and class_name is not None:
        raise click.UsageError("A VoID description is of the whole graph; leave out CLASS.")
    opened = open_workspace(workspace)
    terms = survey(opened.store, class_name)
    if form == "ttl":
        with binary_sink(output) as stream:
            stream.write(to_void(terms, Names(opened.config.base).dataset()))
    else:
        write_answer(to_result(terms), form, output)
