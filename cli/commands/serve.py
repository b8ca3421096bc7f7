"""`remissgraf serve`."""

from __future__ import annotations

from pathlib import Path

import click

from remissgraf.cli.options import Seconds, workspace_option

__all__ = ["command"]


@click.command("serve")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=7879,
    show_default=True,
    help="Hear this port of 127.0.0.1; 0 takes any that is free.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=Seconds(),
    default=30,
    show_default=True,
    help="Stop a query after so long; 0 lets it run.",
)
@click.option(
    "--limit",
    metavar="ROWS",
    type=click.IntRange(min=1),
    default=1_000_000,
    show_default=True,
    help="Refuse an answer of more rows.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=4,
    show_default=True,
    help="How many queries of more than a second may run at once; quick ones are answered beside them.",
)
@click.option(
    "--cors",
    "origins",
    metavar="ORIGIN",
    multiple=True,
    help="Let the pages of this site ask, as https://site.example; may be repeated. Without it no other site may.",
)
@workspace_option
def command(
    port: int, timeout: float, limit: int, workers: int, origins: tuple[str, ...], workspace: Path
) -> None:
    """Serve the graph on this machine: a SPARQL endpoint, and pages to read, search and ask with.

    The endpoint is at /sparql (SPARQL 1.1 Protocol, read only); the first page leads to everything else. Nothing is fetched from
    elsewhere, and only this machine can ask. A build that takes a new graph into use is noticed. Stop it with Ctrl-C.

    \b
    Examples:
        remissgraf serve
        remissgraf serve --port 8080 --timeout 10 --workers 2
        curl -H 'Accept: text/csv' --data-urlencode 'query=SELECT * { ?s a rg:Statement } LIMIT 5' http://127.0.0.1:7879/sparql
    """
    from remissgraf.cli.console import note, progress
    from remissgraf.queries.server.listen import serve
    from remissgraf.queries.workers import Limits

    def ready(origin: str) -> None:
        # On standard output, for programs that start the server and want its address.
        click.echo(origin)
        note(f"Serving {origin}/ and {origin}/sparql on this machine alone. Ctrl-C stops.")

    limits = Limits(seconds=timeout or None, rows=limit)
    try:
        with progress("Indexing words") as step:
            serve(
                workspace, port=port, limits=limits, slow=workers, origins=origins, ready=ready, progress=step
            )
    except KeyboardInterrupt:
        note("Stopped.")
