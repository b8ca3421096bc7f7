"""Candidates as text: a table for people, JSON for programs, and rows as the workspace's vocabulary files have them."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Sequence

from remissgraf.graph.workspace.candidates import Candidate, What

__all__ = ["as_csv", "as_json", "as_table"]

_WIDTH = 200
_SENTENCE = 100
_TOPIC_COLUMNS = ("id", "label_sv", "label_en", "broader", "aliases")
_INITIATIVE_COLUMNS = ("id", "name", "kind", "aliases", "host", "source")


def as_json(candidates: Sequence[Candidate]) -> str:
    """A list with all fields of every candidate."""
    return json.dumps([dataclasses.asdict(one) for one in candidates], ensure_ascii=False, indent=1) + "\n"


def as_csv(candidates: Sequence[Candidate], what: What) -> str:
    """The candidates of one sort as rows of initiatives.csv or topics.csv, with the heading line."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    candidates = [one for one in candidates if one.what == what]
    if what == "initiative":
        writer.writerow(_INITIATIVE_COLUMNS)
        writer.writerows((one.id, one.name, one.type, "", "", _source(one)) for one in candidates)
        return stream.getvalue()
    writer.writerow(_TOPIC_COLUMNS)
    there = {one.id for one in candidates}
    for one in candidates:
        # A topic with an English name alone gets that as its Swedish one too, which a row must have.
        writer.writerow((one.id, one.name, one.name_en, one.broader if one.broader in there else "", ""))
    return stream.getvalue()


def as_table(candidates: Sequence[Candidate]) -> str:
    """A table of each sort, with one sentence a candidate."""
    # Heavy, and only needed here.
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from remissgraf.cli.console import visible

    console = Console(file=io.StringIO(), width=_WIDTH, highlight=False)
    for what, title in (("initiative", "Initiatives"), ("topic", "Topics")):
        rows = [one for one in candidates if one.what == what]
        table = Table(title=f"{title} that the vocabulary lacks", title_justify="left")
        for column in ("name", "type", "count", "files", "for example"):
            table.add_column(column, overflow="fold")
        for one in rows:
            place = f"{one.files[0]} {one.start}–{one.end}"
            cells = (
                one.name,
                one.type,
                str(one.count),
                str(len(one.files)),
                f"{place}: {_short(one.sentence)}",
            )
            table.add_row(*(escape(visible(cell)) for cell in cells))
        if rows:
            console.print(table)
    stream = console.file
    assert isinstance(stream, io.StringIO)
    return stream.getvalue() or "The responses name no initiative and no topic that the vocabulary lacks.\n"


def _source(one: Candidate) -> str:
    return f"{one.files[0]}, {one.start}–{one.end}: {_short(one.sentence)}"


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= _SENTENCE else sentence[: _SENTENCE - 1].rstrip() + "…"
