"""`remissgraf view`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from remissgraf.cli.options import lang_option, output_option, workspace_option

if TYPE_CHECKING:
    from remissgraf.graph.workspace.opened import Opened
    from remissgraf.queries.view.links import Links

__all__ = ["command", "write_pages"]

_UNITS = ("chapter", "topic", "initiative")


_reader_option = click.option(
    "--reader",
    "texts",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Link every sentence to its place on the pages that `view reader --all -o DIR` wrote.",
)


@click.group("view")
def command() -> None:
    """Make an HTML page to look at.

    A page is one file that needs nothing else: no network, no server. Open it in a browser or send it on.
    """


@command.command("network")
@_reader_option
@lang_option
@workspace_option
@output_option(required=True)
def network(texts: Path | None, lang: str | None, workspace: Path, output: Path) -> None:
    """The network of actors and chapters, with the quotes behind every tie.

    \b
    Examples:
        remissgraf view network -o network.html
        remissgraf view network --reader reader -o network.html
    """
    from remissgraf.graph.workspace.opened import open_workspace
    from remissgraf.queries.view import render_network

    opened = open_workspace(workspace)
    language = lang or opened.config.language
    links = _links(opened, language, texts, output)
    _write(render_network(opened, lang=language, links=links), output)


@command.command("matrix")
@click.option(
    "--by",
    "unit",
    type=click.Choice(_UNITS),
    default=_UNITS[0],
    show_default=True,
    help="What the columns are.",
)
@_reader_option
@lang_option
@workspace_option
@output_option(required=True)
def matrix(unit: str, texts: Path | None, lang: str | None, workspace: Path, output: Path) -> None:
    """Respondents by chapter, topic or initiative: a sign for each balance of stances, and the quotes behind it.

    \b
    Examples:
        remissgraf view matrix -o matrix.html
        remissgraf view matrix --by topic --lang en -o topics.html
    """
    from remissgraf.graph.workspace.opened import open_workspace
    from remissgraf.queries.view import render_matrix

    opened = open_workspace(workspace)
    language = lang or opened.config.language
    links = _links(opened, language, texts, output)
    _write(render_matrix(opened, by=unit, lang=language, links=links), output)


@command.command("reader")
@click.argument("response", required=False)
@click.option("--all", "every", is_flag=True, help="All responses and strategies, in a folder that -o names.")
@click.option("--strategy", is_flag=True, help="The strategy, with what is said of each chapter.")
@click.option(
    "--consultation", metavar="ID", default=None, help="Whose strategy, where the workspace has several."
)
@lang_option
@workspace_option
@output_option(required=True, folder=True)
def reader(
    response: str | None,
    every: bool,
    strategy: bool,
    consultation: str | None,
    lang: str | None,
    workspace: Path,
    output: Path,
) -> None:
    """A response with its statements marked in the text, the strategy beside it; or the strategy with all answers.

    RESPONSE is the respondent's name, or the file's name, path or IRI (`remissgraf query responses` lists them).

    \b
    Examples:
        remissgraf view reader "Norrviks kommun" -o norrvik.html
        remissgraf view reader --strategy -o strategy.html
        remissgraf view reader --all -o reader
    """
    from remissgraf.cli.console import is_stdout
    from remissgraf.graph.workspace.opened import open_workspace
    from remissgraf.queries.view import render_response, render_strategy
    from remissgraf.queries.view.readings import Readings

    if (response is not None) + every + strategy != 1:
        raise click.UsageError("Name one RESPONSE, or ask for --strategy or --all.")
    opened = open_workspace(workspace)
    language = lang or opened.config.language
    if every:
        if is_stdout(output):
            raise click.UsageError("Several pages are written to a folder; name one with -o.")
        write_pages(opened, output, language, overview=False)
    elif response is not None:
        readings = Readings(opened, language)
        _write(render_response(opened, readings.find(response), lang=language, readings=readings), output)
    else:
        ids = [entry.id for entry in opened.config.consultations]
        if consultation is None and len(ids) > 1:
            raise click.UsageError(f"Name a --consultation: {', '.join(ids)}.")
        _write(render_strategy(opened, consultation or ids[0], lang=language), output)


@command.command("all")
@lang_option
@workspace_option
@click.option(
    "--output",
    "-o",
    metavar="DIR",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Write to DIR, which is made where there is none.",
)
def everything(lang: str | None, workspace: Path, output: Path) -> None:
    """All pages in a folder, with links from each to the others.

    \b
    Example:
        remissgraf view all -o pages
    """
    from remissgraf.graph.workspace.opened import open_workspace

    opened = open_workspace(workspace)
    write_pages(opened, output, lang or opened.config.language)


def write_pages(opened: Opened, folder: Path, lang: str, *, overview: bool = True) -> None:
    """Write the pages of a workspace to a folder, which is made where there is none. overview: network and matrix as well."""
    from remissgraf.atomic import write_atomic
    from remissgraf.cli.console import count, note, progress
    from remissgraf.errors import ExportError
    from remissgraf.queries.view import site

    pages = site(opened, lang=lang, overview=overview)
    with progress("Writing") as step:
        for number, (path, render) in enumerate(pages.items(), 1):
            target = folder / path
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
            except OSError as failure:
                raise ExportError(
                    f"the folder cannot be made: {failure.strerror or failure}",
                    where=str(target.parent),
                    remedy="Name another with -o.",
                    code="export.write",
                ) from failure
            write_atomic(target, render().encode("utf-8"), durable=False)
            step(number, len(pages), str(path))
    note(f"Wrote {count(len(pages), 'page')} to {folder}.")


def _links(opened: Opened, lang: str, texts: Path | None, output: Path) -> Links:
    """Where the texts are, seen from the page; from the current folder where the page goes to standard output."""
    from remissgraf.cli.console import is_stdout
    from remissgraf.graph.paths import path_text
    from remissgraf.queries.view.links import NO_LINKS
    from remissgraf.queries.view.site import text_links

    if texts is None:
        return NO_LINKS
    here = Path() if is_stdout(output) else output.parent
    try:
        folder = path_text(Path(os.path.relpath(texts, here)))
    except ValueError:
        # Another drive has no relative path.
        raise click.UsageError(f"{texts} cannot be reached from {here}.") from None
    return text_links(opened, lang=lang, folder=folder)


def _write(page: str, output: Path) -> None:
    from remissgraf.cli.console import binary_sink, is_stdout, note

    with binary_sink(output) as file:
        file.write(page.encode("utf-8"))
    if not is_stdout(output):
        note(f"Wrote {output}.")
