"""`remissgraf query`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from remissgraf.cli.console import visible
from remissgraf.cli.options import Seconds, lang_option, output_option, store_option, workspace_option

if TYPE_CHECKING:
    from remissgraf.graph.stores.interface import Store
    from remissgraf.queries.library import Query

__all__ = ["command"]


@click.command("query")
@click.argument("name", metavar="NAME|FILE|-", required=False)
@click.option(
    "--param",
    "-p",
    "parameters",
    metavar="NAME=VALUE",
    multiple=True,
    help="A parameter of the query; may be repeated.",
)
@click.option(
    "--list",
    "show_list",
    is_flag=True,
    help="List the queries of the library with their questions; with NAME those with that word in them.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Show what would run: parameters, columns, how often each part is found alone, the text with prefixes and parameters bound.",
)
@click.option(
    "--as-shacl",
    is_flag=True,
    help="Write NAME, or without one the whole library, as sh:SPARQLExecutable descriptions (Turtle) for other programs.",
)
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    default=None,
    help="table, csv, tsv, json, jsonl, md, xml or parquet; ttl, nt, jsonld or xml for CONSTRUCT and DESCRIBE. "
    "Without it: what FILE ends in, a table on a terminal, CSV in a pipe (ttl for triples).",
)
@click.option("--limit", type=click.IntRange(min=1), default=None, help="Print at most this many rows.")
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=Seconds(),
    default=60,
    show_default=True,
    help="Stop the query after so long; 0 lets it run.",
)
@store_option("Ask this server, loaded with build --store, in place of the workspace's own store.")
@lang_option
@workspace_option
@output_option(required=False)
def command(
    name: str | None,
    parameters: tuple[str, ...],
    show_list: bool,
    explain: bool,
    as_shacl: bool,
    form: str | None,
    limit: int | None,
    timeout: float,
    store: str | None,
    lang: str | None,
    workspace: Path,
    output: Path | None,
) -> None:
    """Ask the graph: a query of the library, a SPARQL file, or standard input.

    NAME is a query of the library (--list shows them), FILE holds SPARQL, and - reads SPARQL from standard input. The
    graph is the union of asserted and inferred statements. Queries may read, never change, and reach nothing outside
    the workspace. The usual prefixes (rg: skos: oa: dcterms: …) need not be declared. An answer of more than a million
    rows must be asked for with --limit.

    \b
    Examples:
        remissgraf query --list
        remissgraf query --list initiative
        remissgraf query positions --lang en
        remissgraf query statements-by-actor -p actor="Norrviks kommun" --format md
        remissgraf query overview --store http://localhost:7878/
        remissgraf query --as-shacl -o library.ttl
        echo 'SELECT (COUNT(*) AS ?n) { ?s a rg:Statement }' | remissgraf query -
    """
    if show_list:
        _list(name or "", lang or "en")
        return
    if as_shacl:
        _write_shacl(name, output)
        return
    if name is None:
        raise click.UsageError("Name a query, a file or -. The library's queries: remissgraf query --list")
    query = _find(name)
    given = _split(parameters)
    if explain:
        _explain(query, given, workspace, store, lang)
        return
    from remissgraf.cli.answers import write_answer
    from remissgraf.cli.console import note, warn
    from remissgraf.queries.advice import advise
    from remissgraf.queries.run import with_language
    from remissgraf.queries.workers import Limits

    limits = Limits(seconds=timeout or None)
    if limit is not None:
        limits = replace(limits, rows=None)
    if store is None:
        from remissgraf.graph.workspace.opened import find_store
        from remissgraf.queries.workers import run_limited

        config, path = find_store(workspace)
        given = with_language(query, given, lang or config.language)
        result = run_limited(path, query, given, limit=limit, limits=limits)
    else:
        from remissgraf.graph.workspace.remote import find_config, open_server
        from remissgraf.queries.remote import run_remote, times_of

        known = find_config(workspace)
        given = with_language(query, given, lang or (known.language if known else None))
        with open_server(known, store, times_of(limits)) as server:
            result = run_remote(server, query, given, limit=limit, limits=limits)
    write_answer(result, form, output)
    if not result.complete:
        note(f"Only the first {limit} rows are shown.")
    for advice in advise(query) if isinstance(query, str) else ():
        warn(str(advice))


def _find(name: str) -> Query | str:
    """A library query, or the text of a file or of standard input. A file with a header is read like a library query."""
    from remissgraf.queries import library

    path = Path(name)
    if name == "-":
        return library.query_text(sys.stdin.buffer.read(), "standard input")
    if path.suffix in (".rq", ".sparql") or path.is_file():
        return library.read_file(path)
    return library.get(name)


def _split(parameters: tuple[str, ...]) -> dict[str, str]:
    given: dict[str, str] = {}
    for parameter in parameters:
        name, sign, value = parameter.partition("=")
        if not sign or not name:
            raise click.BadParameter(f"{parameter!r} is not of the form NAME=VALUE", param_hint="-p")
        given[name] = value
    return given


def _list(word: str, lang: str) -> None:
    from remissgraf.cli.console import note
    from remissgraf.queries import library

    found = library.matching(word, lang)
    width = max((len(query.name) for query in found), default=0)
    for query in found:
        click.echo(f"{query.name:{width}}  {query.question[lang]}")
    if not found:
        note(f"No query has {word!r} in its name or question.")


def _write_shacl(name: str | None, output: Path | None) -> None:
    from remissgraf.cli.console import binary_sink
    from remissgraf.queries import library
    from remissgraf.queries.executables import to_turtle

    names = library.names() if name is None else (name,)
    turtle = to_turtle(map(library.get, names))
    with binary_sink(output) as stream:
        stream.write(turtle)


def _explain(
    query: Query | str, given: dict[str, str], workspace: Path, server: str | None, lang: str | None
) -> None:
    from remissgraf.cli.console import warn
    from remissgraf.queries.advice import advise
    from remissgraf.queries.preview import preview
    from remissgraf.queries.run import with_language

    with _names(workspace, server if given else None, needed=bool(given)) as (store, usual):
        lang = lang or usual
        # An empty store holds nothing to count.
        shown = preview(store, query, with_language(query, given, lang), counts=usual is not None)
    if not isinstance(query, str):
        _describe(query, lang or "en")
    click.echo(f"\n{visible(str(shown))}")
    for advice in advise(query) if isinstance(query, str) else ():
        warn(str(advice))


@contextmanager
def _names(workspace: Path, server: str | None, *, needed: bool) -> Iterator[tuple[Store, str | None]]:
    """A store in which names are looked up and parts are counted, with the workspace's language; an empty one where there is none."""
    if server is not None:
        from remissgraf.graph.workspace.remote import find_config, open_server
        from remissgraf.queries.remote import times_of
        from remissgraf.queries.workers import Limits

        known = find_config(workspace)
        with open_server(known, server, times_of(Limits())) as endpoint:
            yield endpoint, known.language if known else None
    else:
        from remissgraf.errors import WorkspaceError
        from remissgraf.graph.store import OxigraphStore
        from remissgraf.graph.workspace.opened import open_workspace

        try:
            opened = open_workspace(workspace)
        except WorkspaceError:
            if needed:
                raise
            yield OxigraphStore.memory(), None
        else:
            yield opened.store, opened.config.language


def _describe(query: Query, lang: str) -> None:
    click.echo(f"{query.name}: {query.title[lang]}\n{query.question[lang]}")
    for title, entries in (("Parameters", query.parameters), ("Columns", query.columns)):
        if entries:
            click.echo(f"\n{title}")
        for entry in entries:
            kind = getattr(entry, "type", "")
            default = getattr(entry, "default", None)
            note = f" ({kind}{f', default {default}' if default else ''})" if kind else ""
            click.echo(f"  {entry.name}{note}: {entry.meaning[lang]}")
