"""`remissgraf export`."""

from __future__ import annotations

from pathlib import Path

import click

from remissgraf.cli.options import lang_option, output_option, workspace_option

__all__ = ["command"]

RDF = ("ttl", "trig", "nq", "jsonld", "rdfxml")
NETWORK = ("graphml", "gexf", "csv", "json", "cytoscape", "pajek", "dl", "vosviewer")
DNA = "dna"


@click.command("export")
@click.option(
    "--format", "form", type=click.Choice([*RDF, *NETWORK, DNA]), required=True, help="What to write."
)
@click.option(
    "--inferred", is_flag=True, help="RDF: with what reasoning added. Without it, asserted data only."
)
@click.option(
    "--coding", metavar="NAME", default=None, help="dna: write this hand-coded corpus as it was imported."
)
@lang_option
@workspace_option
@output_option(required=True)
def command(
    form: str, inferred: bool, coding: str | None, lang: str | None, workspace: Path, output: Path
) -> None:
    """Write the graph as RDF, the actor × chapter network, or a database for coding by hand.

    ttl, rdfxml and jsonld hold the triples of all graphs; trig and nq keep the named graphs. dna is a database of discourse
    network analysis (version 3) with the responses' texts and the statements that count. The other formats hold the
    network of actors and chapters, one edge for each stance: graphml and gexf for Gephi and visone, csv, json (node and
    link), cytoscape, pajek, dl (UCINET) and vosviewer. More networks: remissgraf network.

    \b
    Examples:
        remissgraf export --format ttl -o graph.ttl
        remissgraf export --format trig --inferred -o graph.trig
        remissgraf export --format graphml -o network.graphml
        remissgraf export --format dna -o statements.dna
    """
    from remissgraf.cli.console import binary_sink, is_stdout, note
    from remissgraf.graph.workspace.opened import open_workspace

    if inferred and form in NETWORK:
        raise click.UsageError(
            "--inferred goes with the RDF formats; a network stands on the statements themselves."
        )
    if coding is not None and form != DNA:
        raise click.UsageError("--coding goes with --format dna.")
    opened = open_workspace(workspace)
    if form == DNA:
        from remissgraf.graph.dna import PASSWORD, write_dna
        from remissgraf.graph.workspace.texts import stored_texts
        from remissgraf.ontology.namespaces import Names
        from remissgraf.queries.coded.gather import gather_coding
        from remissgraf.queries.coded.recover import recover_coding

        found = (
            gather_coding(opened.store, stored_texts(opened, shown=True), lang or opened.config.language)
            if coding is None
            else recover_coding(opened.store, Names(opened.config.base), coding)
        )
        with binary_sink(output) as file:
            write_dna(found, file)
        note(f"Every coder logs in with the password {PASSWORD!r}.")
    elif form in NETWORK:
        from remissgraf.queries.networks.twomode import two_mode
        from remissgraf.queries.networks.writers import write_network
        from remissgraf.queries.ties import actor_chapter

        network = two_mode(actor_chapter(opened.store, lang or opened.config.language))
        with binary_sink(output) as file:
            write_network(network, form, file)
    else:
        from remissgraf.queries.export import write_rdf

        with binary_sink(output) as file:
            write_rdf(opened.store, form, file, inferred=inferred)
    if not is_stdout(output):
        note(f"Wrote {output}.")
