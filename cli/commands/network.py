"""`remissgraf network`."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click

from remissgraf.cli.commands.export import NETWORK
from remissgraf.cli.options import lang_option, output_option, workspace_option

__all__ = ["command"]

KINDS = ("actors", "units", "affiliation", "events")
FIGURES = ("network", "bars", "heatmap", "dendrogram")
PICTURES = ("svg", "png", "pdf")
# Suffix of a file → its format; VOSviewer's is JSON, too, and has to be asked for.
SUFFIXES = {
    **{f".{form}": form for form in ("graphml", "gexf", "csv", "json", "dl", *PICTURES)},
    ".cyjs": "cytoscape",
    ".net": "pajek",
}


@click.command("network")
@click.argument("kind", metavar="KIND", type=click.Choice(KINDS))
@click.option(
    "--unit",
    type=click.Choice(["claim", "topic", "chapter", "initiative"]),
    default="claim",
    show_default=True,
    help="What the statements are about. Only claims can be agreed on.",
)
@click.option(
    "--qualifier",
    type=click.Choice(["agreement", "polarity"]),
    default="agreement",
    show_default=True,
    help="The side that a statement takes; the polarity of its verb is no agreement.",
)
@click.option(
    "--aggregation",
    type=click.Choice(["ignore", "congruence", "conflict", "subtract", "combine", "both"]),
    default=None,
    show_default="congruence; ignore for affiliation",
    help="What a tie is made of; both: congruence and conflict as parallel ties of a network file.",
)
@click.option(
    "--normalization",
    type=click.Choice(["no", "average", "jaccard", "cosine", "true-cosine", "activity", "prominence"]),
    default=None,
    show_default="no; true-cosine for the figures heatmap and dendrogram",
    help="What a tie is divided by; the last two for affiliation.",
)
@click.option(
    "--duplicates",
    type=click.Choice(["include", "document", "week", "month", "year", "range"]),
    default="document",
    show_default=True,
    help="Within what the same statement counts once.",
)
@click.option(
    "--actors-as",
    type=click.Choice(["actor", "type", "partnership"]),
    default="actor",
    show_default=True,
    help="Roll actors up.",
)
@click.option(
    "--depth", type=click.IntRange(min=1), default=None, help="Roll topics or chapters up; 1: the roots."
)
@click.option(
    "--include",
    metavar="WHAT=VALUE",
    multiple=True,
    help="Only these: actor, unit, type, qualifier, document.",
)
@click.option("--exclude", metavar="WHAT=VALUE", multiple=True, help="Without these.")
@click.option(
    "--only",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Only the statements that the SPARQL query in FILE finds.",
)
@click.option(
    "--since",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="Only statements of that day (2026-05-31) and later.",
)
@click.option(
    "--until",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="Only statements of that day and earlier.",
)
@click.option(
    "--window",
    metavar="WIDTH",
    type=click.IntRange(min=1),
    default=None,
    help="A network for each time window of this width; FILE gets number and date before its suffix.",
)
@click.option(
    "--time-unit",
    type=click.Choice(["minutes", "hours", "days", "weeks", "months", "years", "events"]),
    default="days",
    show_default=True,
    help="The unit of --window.",
)
@click.option(
    "--kernel",
    type=click.Choice(["uniform", "epanechnikov", "triangular", "gaussian"]),
    default=None,
    help="Weigh the statements of a window by their distance from its middle.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([*NETWORK, *PICTURES]),
    default=None,
    show_default="what the suffix of FILE says (.net: pajek, .cyjs: cytoscape), else graphml",
    help="What to write.",
)
@click.option(
    "--figure",
    type=click.Choice(FIGURES),
    default=None,
    show_default=FIGURES[0],
    help="What a picture shows: the network, how many are for and against, or how alike the nodes are.",
)
@click.option(
    "--backbone",
    metavar="LEVEL",
    type=click.FloatRange(min=0, max=1, min_open=True),
    default=None,
    help="Only ties that stand out at either end at this level, such as 0.05 (disparity filter).",
)
@click.option(
    "--communities",
    type=click.Choice(["louvain", "leiden"]),
    default="louvain",
    show_default=True,
    help='How --measures finds communities; leiden needs pip install "remissgraf[leiden]".',
)
@click.option(
    "--blocs",
    type=click.IntRange(min=2, max=20),
    default=2,
    show_default=True,
    help="Into how many blocs --measures splits the actors.",
)
@click.option(
    "--coding", metavar="NAME", default=None, help="The hand-coded corpus NAME instead of the responses."
)
@click.option(
    "--variables",
    metavar="ACTOR,UNIT[,QUALIFIER]",
    default=None,
    show_default="organization,concept,agreement",
    help="The variables of --coding that the network is made of; document:author and the like are of the texts.",
)
@click.option("--measures", is_flag=True, help="Print a table of measures of the nodes and of the network.")
@click.option(
    "--sample",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="With --measures: intervals from the errors in a sample that a person has coded (remissgraf sample).",
)
@lang_option
@workspace_option
@output_option(required=False)
def command(
    kind: str,
    unit: str,
    qualifier: str,
    aggregation: str | None,
    normalization: str | None,
    duplicates: str,
    actors_as: str,
    depth: int | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    only: Path | None,
    since: datetime | None,
    until: datetime | None,
    window: int | None,
    time_unit: str,
    kernel: str | None,
    form: str | None,
    figure: str | None,
    backbone: float | None,
    communities: str,
    blocs: int,
    coding: str | None,
    variables: str | None,
    measures: bool,
    sample: Path | None,
    lang: str | None,
    workspace: Path,
    output: Path | None,
) -> None:
    """Compute a discourse network and write it, each tie with the statements behind it.

    KIND is actors (joined by the claims they agree on), units (joined by the actors who hold them), affiliation (actors and
    units), or events (a CSV of the statements themselves, in order of time). Pictures need matplotlib: pip install
    "remissgraf[figures]". docs/networks.md explains every choice.

    \b
    Examples:
        remissgraf network actors -o agreement.graphml
        remissgraf network actors --aggregation conflict --normalization average -o conflict.gexf
        remissgraf network affiliation --unit topic --depth 1 -o topics.csv
        remissgraf network actors --measures
        remissgraf network actors --normalization average -o agreement.svg
        remissgraf network units --figure bars -o claims.pdf
    """
    from remissgraf.cli.console import count, is_stdout, note, warn
    from remissgraf.cli.networking import (
        Wanted,
        coded_sample,
        error_table,
        measure_table,
        write,
        write_windows,
    )  # fmt: skip
    from remissgraf.graph.workspace.opened import open_workspace
    from remissgraf.ontology.namespaces import Names
    from remissgraf.queries import library
    from remissgraf.queries.coded.events import coded_events
    from remissgraf.queries.discourse import chosen_statements, discourse, quotes
    from remissgraf.queries.networks.filters import between, keep

    if output is None and not measures:
        raise click.UsageError("Say where to write with -o FILE, or ask for --measures.")
    if kernel is not None and window is None:
        raise click.UsageError("--kernel goes with --window.")
    if measures and (window is not None or kind == "events"):
        raise click.UsageError(
            "--measures goes with one network; leave out --window, and choose another KIND than events."
        )
    if window is not None and is_stdout(output):
        raise click.UsageError("--window writes several files; name one with -o.")
    form = form or _form(output, kind)
    # The whole of the day.
    until = until and until + timedelta(days=1, microseconds=-1)
    if since is not None and until is not None and since > until:
        raise click.UsageError("--until is before --since.")
    if aggregation == "both" and (form in PICTURES or measures):
        raise click.UsageError("--aggregation both goes with network files; draw and measure subtract.")
    if figure is not None and form not in PICTURES:
        raise click.UsageError("--figure goes with --format svg, png or pdf.")
    if figure in ("heatmap", "dendrogram") and kind not in ("actors", "units"):
        raise click.UsageError(f"--figure {figure} goes with actors or units.")
    if kind == "events" and form in PICTURES:
        raise click.UsageError("Choose another KIND than events for a picture.")
    narrowed = (
        include
        or exclude
        or only
        or coding
        or since
        or until
        or (unit, qualifier, actors_as) != ("claim", "agreement", "actor")
    )
    if sample is not None and (not measures or kind != "actors" or narrowed or depth is not None):
        raise click.UsageError("--sample goes with --measures of all actors and claims.")
    if kind == "events" and backbone is not None:
        raise click.UsageError("--backbone goes with networks.")
    levels = (unit, qualifier, actors_as, depth)
    if coding is not None and levels != ("claim", "agreement", "actor", None):
        raise click.UsageError(
            "--coding goes with --variables, not with --unit, --qualifier, --actors-as or --depth."
        )
    if depth is not None and unit not in ("topic", "chapter"):
        raise click.UsageError("--depth goes with --unit topic or chapter.")
    if variables is not None and coding is None:
        raise click.UsageError("--variables goes with --coding.")
    chosen = _variables(variables)
    opened = open_workspace(workspace)
    language = lang or opened.config.language
    if coding is not None:
        events = coded_events(opened.store, Names(opened.config.base), coding, *chosen)
    else:
        found = discourse(opened.store, language, unit=unit, qualifier=qualifier, places=True)
        events = found.at(actors_as, depth)
    if only is not None:
        statements = chosen_statements(opened.store, library.file_text(only))
        events = events.where(lambda row: row.statement in statements)
    events = keep(events, _conditions(include), _conditions(exclude))
    undated = sum(1 for row in events.rows if row.time is None)
    if undated and (window is not None or since is not None or until is not None):
        lost = "not counted" if window is None else "in no window"
        warn(f"{lost}, without a date: {count(undated, 'statement')}.")
    events = between(events, since, until)
    if not events.rows:
        warn("No statement is left: the network is empty.")
    wanted = Wanted(
        kind,
        aggregation,
        normalization,
        duplicates,
        figure=figure or FIGURES[0],
        lang=language,
        backbone=backbone,
        communities=communities,
        blocs=blocs,
        unit=unit,
        # A yes or no that a coder gave is whether the actor agrees, whatever the variable is called.
        qualifier=qualifier
        if coding is None
        else "agreement"
        if events.scale.kind == "boolean"
        else "number",
    )
    if window is not None:
        assert output is not None
        written = write_windows(
            wanted, events, form, output, window, time_unit, kernel, start=since, stop=until
        )
        if not written:
            warn(
                "The statements lie closer together in time than one window is wide: there is nothing to write."
            )
        note(f"Wrote {count(written, 'network')}.")
        return
    if measures:
        coded = coded_sample(sample, events) if sample is not None else None
        measure_table(wanted, events)
        if coded is not None:
            error_table(wanted, events, coded)
        elif coding is None:
            note(
                "Not validated: give a sample that a person has coded with --sample (remissgraf sample draws one)."
            )
    if output is not None:
        write(wanted, events, form, output, lambda: quotes(opened.store))
        if not is_stdout(output):
            note(f"Wrote {output}.")


def _form(output: Path | None, kind: str) -> str:
    """What is written where --format does not say: what the file's name says."""
    suffix = output.suffix.lower() if output is not None else ""
    return SUFFIXES.get(suffix, "csv" if kind == "events" else "graphml")


def _variables(given: str | None) -> tuple[str, str, str | None]:
    """The names in ACTOR,UNIT[,QUALIFIER]."""
    if given is None:
        return "organization", "concept", "agreement"
    names = [name.strip() for name in given.split(",")]
    if len(names) not in (2, 3) or not all(names):
        raise click.UsageError(f"{given!r} is no ACTOR,UNIT or ACTOR,UNIT,QUALIFIER.")
    return names[0], names[1], names[2] if len(names) == 3 else None


def _conditions(given: tuple[str, ...]) -> list[tuple[str, str]]:
    conditions = []
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.UsageError(f"{text!r} is no WHAT=VALUE such as type=Kommun.")
        conditions.append((name, value))
    return conditions
