"""A report as Markdown (CommonMark with tables and footnotes), a sentence of prose a line so that two versions differ where they differ.

It knows blocks and Markdown, and nothing of consultations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from remissgraf.queries.report.blocks import (
    Assessment,
    Block,
    Bullets,
    Cell,
    Heading,
    Paragraph,
    Quote,
    Span,
    Spans,
    Table,
    TextDocument,
)

__all__ = ["markdown"]

# What has a meaning in Markdown; other signs can stand as they are.
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$]")
# At the beginning of a line these would make it a heading, a list, a quotation or a rule.
_LEADING = re.compile(r"^(\s*)([#+\-=:]|\d+(?=[.)]))")
_SENTENCE_END = re.compile(r"(?<=[.!?:]) $")


def markdown(document: TextDocument) -> str:
    """The document in UTF-8 text, ending in a line feed. The same document gives the same text."""
    parts = [f"# {_escaped(document.title)}", _line((Span(document.subtitle, "name"),))]
    parts += [part for block in document.blocks for part in _block(block, document)]
    parts += [f"[^{number}]: {_line(spans)}" for number, spans in enumerate(document.notes, 1)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block, document: TextDocument) -> Iterator[str]:
    if isinstance(block, Heading):
        anchor = f'<a id="{block.anchor}"></a>' if block.anchor else ""
        yield f"{'#' * block.level} {anchor}{_inline(block.spans)}"
    elif isinstance(block, Paragraph):
        text = _sentences(block.spans)
        yield "\n".join(f"*{line}*" for line in text.splitlines()) if block.style == "remark" else text
    elif isinstance(block, Bullets):
        lines = []
        for item in block.items:
            lines.append(f"- {_line(item.spans)}")
            lines += [f"    - {_line(spans)}" for spans in item.below]
        yield "\n".join(lines)
    elif isinstance(block, Quote):
        yield f"> {_line(block.spans)}"
    elif isinstance(block, Assessment):
        yield f"> \\[**{_escaped(block.label)}:** *{_escaped(block.hint)}*\\]"
    else:
        yield f"**{document.words['table']} {block.number}.** {_escaped(block.caption)}"
        yield _table(block)


def _table(table: Table) -> str:
    rule = ["---:" if number in table.numeric else "---" for number in range(len(table.header))]
    rows = [[_escaped(title) for title in table.header], rule]
    rows += [[_cell(cell) for cell in row] for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(cell: Cell) -> str:
    anchor = f'<a id="{cell.anchor}"></a>' if cell.anchor else ""
    return anchor + _inline(cell.spans)


def _sentences(spans: Spans) -> str:
    """Each sentence on a line of its own: between sentences stands a span of one space."""
    lines: list[list[Span]] = [[]]
    for nth, span in enumerate(spans):
        before = spans[nth - 1].text if nth else ""
        if span == Span(" ") and before.endswith((".", ":", "!", "?")):
            lines.append([])
        else:
            lines[-1].append(span)
    return "\n".join(_line(tuple(line)) for line in lines if line)


def _line(spans: Spans) -> str:
    return _LEADING.sub(r"\1\\\2", _inline(spans)) if spans and spans[0].kind != "strong" else _inline(spans)


def _inline(spans: Spans) -> str:
    return "".join(_MARKS.get(span.kind, _plain)(span) for span in spans)


def _plain(span: Span) -> str:
    return _escaped(span.text)


_MARKS: dict[str, Callable[[Span], str]] = {
    "strong": lambda span: f"**{_escaped(span.text)}**",
    "note": lambda span: f"[^{span.text}]",
    "ref": lambda span: f"[{_escaped(span.text)}](#{span.target})",
}


def _escaped(text: str) -> str:
    """On one line, with nothing in it that Markdown or HTML would read."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split(" ")).replace("\n", " ").replace("\r", " "))
