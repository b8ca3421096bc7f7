"""A report read back: all spans of its blocks, and its paragraphs by the headings they stand under."""

from __future__ import annotations

from collections.abc import Iterator

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

__all__ = ["block_spans", "sections", "spans_of"]


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
