"""`remissgraf build`."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from remissgraf.cli.options import store_option, workspace_option

if TYPE_CHECKING:
    from remissgraf.graph.stores.endpoint import EndpointStore
    from remissgraf.graph.stores.publish import PublishReport
    from remissgraf.graph.workspace.build import BuildReport

__all__ = ["command", "show"]


@click.command("build")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(file_okay=False, path_type=Path))
@store_option("Load this server too: its address, or its name in remissgraf.toml.")
@workspace_option
@click.option(
    "--jobs",
    "-j",
    metavar="N",
    type=click.IntRange(min=1),
    default=None,
    show_default="the processor cores there are",
    help="Read files in at most N processes; the graph is the same.",
)
@click.pass_context
def command(
    context: click.Context, folder: Path | None, store: str | None, workspace: Path, jobs: int | None
) -> None:
    """Read every response and build the graph.

    Only new and changed files are read; a removed file leaves with all its statements. A file that cannot be read is
    named with the reason, the build goes on, and the exit status is 1. Until the new graph stands complete and valid,
    the last one stays in use. With --store the graph is then sent to a server: only what changed, and nothing else on
    the server is touched. User name and password come from REMISSGRAF_STORE_USER and REMISSGRAF_STORE_PASSWORD.

    Many files are read in several processes side by side. A file that ends its process, or takes more than ten minutes,
    is named like the others that cannot be read, and tried again by the next build.

    \b
    Examples:
        remissgraf build
        remissgraf build lifescience --jobs 4
        remissgraf build --store http://localhost:7878/
    """
    from remissgraf.cli.console import progress
    from remissgraf.graph.workspace.build import build
    from remissgraf.graph.workspace.workers import collect_seldom, usable_cores

    if folder is not None and context.get_parameter_source("workspace") is not ParameterSource.DEFAULT:
        raise click.UsageError("Name the workspace once: as DIR or with --workspace.")
    root = folder or workspace
    collect_seldom()
    with ExitStack() as stack:
        server = None if store is None else stack.enter_context(_server(root, store))
        with progress("Reading") as step:
            report = build(root, jobs=jobs or usable_cores(), progress=step)
        show(report)
        if server is not None:
            from remissgraf.graph.workspace.remote import load_server

            with progress("Loading") as step:
                _show_load(server.url, load_server(root, server, progress=step))
    context.exit(1 if report.problems else 0)


def _server(root: Path, named: str) -> AbstractContextManager[EndpointStore]:
    """Found before anything is built, so that a mistake in its name costs nothing."""
    from remissgraf.graph.workspace.config import load_config
    from remissgraf.graph.workspace.remote import open_server

    return open_server(load_config(root), named)


def _show_load(url: str, report: PublishReport) -> None:
    from remissgraf.cli.console import count, note, warn

    for name, triples in report.lost.items():
        warn(f"{name}: the server keeps {count(triples, 'triple')} fewer than it was sent.")
    note(
        f"Loaded {url}: {count(report.sent, 'graph')} sent, {report.unchanged} unchanged, {report.removed} removed; "
        f"{count(report.triples, 'triple')} there now."
    )


def show(report: BuildReport) -> None:
    """Tell what a build did, on standard error."""
    from remissgraf.cli.console import count, note, warn

    for name, text in report.warnings:
        warn(f"{_line(name)}: {text}")
    for name, problem in report.problems:
        remedy = f" {problem.remedy}" if problem.remedy else ""
        warn(f"{_line(name)}: {problem.message}.{remedy} [{problem.code}]")
    parts = [
        f"{count(report.responses, 'response')}",
        f"{count(report.statements, 'statement')}",
        f"{count(report.asserted, 'triple')} asserted and {report.inferred:,} inferred".replace(
            ",", "\u202f"
        ),
    ]
    note(f"Built {report.root.name}: {', '.join(parts)}.")
    done = f"{report.read} read, {report.reused} unchanged, {report.removed} removed"
    if report.problems:
        done += f", {len(report.problems)} could not be read"
    note(f"Files: {done}. {report.seconds:.1f} s.")


def _line(name: str) -> str:
    """A file's name on one line: names may hold line feeds."""
    return name.replace("\n", "\\n")
