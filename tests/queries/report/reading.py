"""A report read back: all spans of its blocks, and its paragraphs by the headings they stand under."""

from __future__ import annotations

from collections.abc import Iterator

from remissgraf.graph.stores.interface import Store
from remissgraf.queries import library
from remissgraf.queries.report.answers import figure_value, given
from remissgraf.queries.report.blocks import (
    Assessment,
    Block,
    Bullets,
    Heading,
    Paragraph,
    Quote,
    Span,
    Table,
    TextDocument,
    plain_text,
)
from remissgraf.queries.report.model import Figure, Options
from remissgraf.queries.run import run

__all__ = ["block_spans", "sections", "spans_of", "wrong_numbers"]


def block_spans(block: Block) -> Iterator[Span]:
    """Every span of a block, those of cells and of lists in lists among them."""
    if isinstance(block, Heading | Paragraph | Quote):
        yield from block.spans
    elif isinstance(block, Bullets):
        for item in block.items:
            yield from item.spans
            for below in item.below:
                yield from below
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                yield from cell.spans
    else:
        assert isinstance(block, Assessment)


def spans_of(document: TextDocument) -> Iterator[Span]:
    """Every span, those of notes among them."""
    for block in document.blocks:
        yield from block_spans(block)
    for note in document.notes:
        yield from note


def wrong_numbers(store: Store, options: Options, document: TextDocument) -> tuple[list[Figure], int]:
    """The numbers of the report that the queries named beside them do not give, and how many numbers there are."""
    figures = {
        span.figure for span in spans_of(document) if span.kind == "number" and span.figure is not None
    }
    answers: dict[str, list[dict[str, str]]] = {}
    for query in {figure.query for figure in figures}:
        answers[query] = list(run(store, library.get(query), given(query, options)).dicts())
    wrong = [
        figure
        for figure in figures
        if figure.value != figure_value(answers[figure.query], figure.column, figure.row)
    ]
    return wrong, len(figures)


def sections(document: TextDocument) -> dict[tuple[str, ...], list[Block]]:
    """The blocks below each heading, by the path of headings."""
    path: list[str] = []
    found: dict[tuple[str, ...], list[Block]] = {}
    for block in document.blocks:
        if isinstance(block, Heading):
            path = [*path[: block.level - 2], plain_text(block.spans)]
        else:
            found.setdefault(tuple(path), []).append(block)
    return found
