"""`remissgraf demo`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from remissgraf.cli.options import lang_option

if TYPE_CHECKING:
    from remissgraf.graph.workspace.opened import Opened

__all__ = ["command"]

DEFAULT = "lifescience-demo"


@click.command("demo")
@click.argument(
    "folder", metavar="[DIR]", default=Path(DEFAULT), type=click.Path(file_okay=False, path_type=Path)
)
@lang_option
@click.pass_context
def command(context: click.Context, folder: Path, lang: str | None) -> None:
    """Make the bundled example workspace, build it and show what it holds.

    The example is a strategy for life science and twelve responses in five formats; all of it is constructed. It is made
    in DIR (lifescience-demo by default); a second run builds only what you have changed there.
    """
    from shlex import quote

    from remissgraf import examples
    from remissgraf.cli.commands.build import show
    from remissgraf.cli.commands.view import write_pages
    from remissgraf.cli.console import note, progress
    from remissgraf.graph.workspace.build import build
    from remissgraf.graph.workspace.create import copy_example
    from remissgraf.graph.workspace.opened import open_workspace
    from remissgraf.queries.export import export_rdf

    copy_example(examples.lifescience(), folder)
    with progress("Reading") as step:
        report = build(folder, progress=step)
    show(report)
    opened = open_workspace(folder)
    lang = lang or opened.config.language
    graph, pages = folder / "graph.trig", folder / "pages"
    export_rdf(opened.store, "trig", graph, inferred=True)
    write_pages(opened, pages, lang)
    _counts(opened, report.asserted, report.inferred)
    _positions(opened, lang)
    note(
        f"\nThe graph:    {graph}\nThe pages:    {pages / 'network.html'}   (open it in a browser; the others are linked from it)"
    )
    note(
        "\nTry next:\n"
        f'  remissgraf query statements-by-actor -p actor="Norrviks kommun" -w {quote(str(folder))}\n'
        f"  remissgraf query --list\n"
        f"  remissgraf export --format graphml -o {quote(str(folder / 'network.graphml'))} -w {quote(str(folder))}"
    )
    context.exit(1 if report.problems else 0)


def _counts(opened: Opened, asserted: int, inferred: int) -> None:
    from remissgraf.cli.console import out
    from remissgraf.queries import library
    from remissgraf.queries.run import run

    (row,) = run(opened.store, library.get("overview")).dicts()
    counts = {**row, "triples asserted": str(asserted), "triples inferred": str(inferred)}
    out().print(
        "\n" + "\n".join(f"{int(value):7,}  {name}".replace(",", "\u202f") for name, value in counts.items())
    )


def _positions(opened: Opened, lang: str) -> None:
    """Respondents by position and chapter."""
    from rich.table import Table
    from rich.text import Text

    from remissgraf.cli.console import out
    from remissgraf.queries import library
    from remissgraf.queries.matrix import position_matrix
    from remissgraf.queries.run import run

    matrix = position_matrix(run(opened.store, library.get("positions"), {"lang": lang}).dicts())
    words = WORDS[lang]
    table = Table(title=f"\n{words['title']}", title_justify="left", box=None, padding=(0, 1, 0, 0))
    table.add_column(words["respondent"], no_wrap=True)
    table.add_column(words["whole"], no_wrap=True)
    chapters = [(iri, name) for iri, name in matrix.columns if iri]
    for _, name in chapters:
        table.add_column(name, justify="center", no_wrap=True)
    for actor in matrix.rows:
        whole = matrix.cells.get((actor, ""))
        said = [matrix.cells.get((actor, iri)) for iri, _ in chapters]
        stated = (whole.position or whole.sign) if whole else words["silent"]
        table.add_row(Text(actor), Text(stated), *(cell.sign if cell else "" for cell in said))
    console = out()
    console.print(table)
    console.print(words["legend"], style="dim")


WORDS = {
    "sv": {
        "title": "Respondenter efter ståndpunkt och kapitel",
        "respondent": "Respondent",
        "whole": "Hela strategin",
        "silent": "",
        "legend": "+ stödjer   − kritiserar eller saknar   ± båda   · varken eller (föreslår, framhåller, anser …)",
    },
    "en": {
        "title": "Respondents by position and chapter",
        "respondent": "Respondent",
        "whole": "Whole strategy",
        "silent": "",
        "legend": "+ supports   − criticises or misses   ± both   · neither (proposes, emphasises, holds …)",
    },
}
