"""`remissgraf search`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from remissgraf.cli.options import lang_option, output_option, workspace_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from remissgraf.queries.search import Hit

__all__ = ["command"]


@click.command("search")
@click.argument("words", metavar="WORDS", nargs=-1, required=True)
@click.option(
    "--in",
    "kind",
    type=click.Choice(["statements", "documents"]),
    default="statements",
    show_default=True,
    help="Search the sentences that take a stance, or all that is written in the responses.",
)
@click.option("--actor", metavar="NAME", default=None, help="Only what this actor says.")
@click.option("--stance", metavar="STANCE", default=None, help="Only this class or stance, e.g. Proposes.")
@click.option("--chapter", metavar="LABEL", default=None, help="Only statements on this chapter.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Show at most so many hits."
)
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    default=None,
    help="text, table, csv, tsv, json, jsonl, md, xml or parquet. Without it: what FILE ends in, text on a terminal, CSV in a pipe.",
)
@lang_option
@workspace_option
@output_option(required=False)
def command(
    words: tuple[str, ...],
    kind: Literal["statements", "documents"],
    actor: str | None,
    stance: str | None,
    chapter: str | None,
    limit: int,
    form: str | None,
    lang: str | None,
    workspace: Path,
    output: Path | None,
) -> None:
    """Search the text of statements and responses, in any form of the words.

    Words side by side must all be there; "words in quotation marks" must stand side by side; beginning* finds words that
    begin so; AND, OR, NOT (OCH, ELLER, INTE) and brackets combine. Hits come best first, each with actor, stance and place.

    \b
    Examples:
        remissgraf search "roll och mandat"
        remissgraf search '"kommunernas roll" NOT region*' --stance Proposes
        remissgraf search finansiering --in documents --format csv
    """
    from remissgraf.cli.answers import write_answer
    from remissgraf.cli.console import is_stdout, note, progress, sink
    from remissgraf.graph.workspace.opened import open_workspace
    from remissgraf.graph.workspace.searchable import search_index
    from remissgraf.queries.search import Wanted, search, to_result

    opened = open_workspace(workspace)
    wanted = Wanted("statement" if kind == "statements" else "document", actor, stance, chapter)
    with progress("indexing") as step, search_index(opened, step) as index:
        hits = search(
            index, opened.store, " ".join(words), wanted, lang=lang or opened.config.language, limit=limit
        )
    terminal = is_stdout(output) and sys.stdout.isatty()
    color = terminal and "NO_COLOR" not in os.environ
    if form == "text" or (form is None and terminal):
        with sink(output) as put:
            for piece in _text(hits, color):
                put(piece)
    else:
        write_answer(to_result(hits), form, output)
    if not hits:
        note("No hits.")
    elif len(hits) == limit:
        note(f"The {limit} best hits; --limit shows more.")


def _text(hits: list[Hit], color: bool) -> Iterator[str]:
    """Each hit as a line on whose words they are and where, and the words below."""
    from remissgraf.cli.console import visible

    for hit in hits:
        who = " · ".join(
            filter(None, (", ".join(hit.actors), hit.stance, ", ".join(hit.chapters), _not_own(hit.voice)))
        )
        page = f", p. {hit.page}" if hit.page else ""
        yield f"{visible(who)}\n"
        pieces, at = [], 0
        for start, end in hit.marks:
            word = visible(hit.text[start:end])
            pieces += [visible(hit.text[at:start]), click.style(word, bold=True) if color else word]
            at = end
        yield f"  {' '.join(''.join((*pieces, visible(hit.text[at:]))).split())}\n"
        yield f"  {visible(hit.source) or '–'}{page}, {hit.start}–{hit.end}\n\n"


def _not_own(voice: str) -> str:
    return "" if voice in ("", "statement") else f"({voice})"
