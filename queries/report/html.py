"""A report as one HTML file that fetches nothing and runs nothing: the look of the other pages, escaped throughout.

It knows blocks and HTML, and nothing of consultations.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

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
    plain_text,
)
from remissgraf.queries.view.assets import csp_hash, render, text, unscripted

__all__ = ["html"]

# A report has no script and nothing to load.
_POLICY = "default-src 'none'; style-src {style}; base-uri 'none'; form-action 'none'"
_CONTENTS_DEPTH = 3


def html(document: TextDocument) -> str:
    """The page as text, to be written in UTF-8. The same document gives the same page."""
    style = f"{unscripted(text('page.css'))}\n{text('report.css')}"
    return render(
        "report.html.j2",
        {
            "document": document,
            "policy": _POLICY.format(style=csp_hash(style)),
            "style": Markup(style),
            "contents": [
                {"level": block.level, "anchor": block.anchor, "title": plain_text(block.spans)}
                for block in document.blocks
                if isinstance(block, Heading) and block.anchor and block.level <= _CONTENTS_DEPTH
            ],
            "body": Markup("\n").join(_block(block, document) for block in document.blocks),
            "notes": [_inline(spans) for spans in document.notes],
        },
    )


def _block(block: Block, document: TextDocument) -> Markup:
    if isinstance(block, Heading):
        return Markup("<h{0}{1}>{2}</h{0}>").format(block.level, _id(block.anchor), _inline(block.spans))
    if isinstance(block, Paragraph):
        look = Markup(' class="remark"') if block.style == "remark" else Markup()
        return Markup("<p{}>{}</p>").format(look, _inline(block.spans))
    if isinstance(block, Bullets):
        return _list([(item.spans, item.below) for item in block.items])
    if isinstance(block, Quote):
        return Markup("<blockquote>{}</blockquote>").format(_inline(block.spans))
    if isinstance(block, Assessment):
        return Markup('<div class="assessment"><strong>{}</strong><br>{}</div>').format(
            block.label, block.hint
        )
    return _table(block, document)


def _list(items: list[tuple[Spans, tuple[Spans, ...]]]) -> Markup:
    rows = [
        Markup("<li>{}{}</li>").format(
            _inline(spans), _list([(one, ()) for one in below]) if below else Markup()
        )
        for spans, below in items
    ]
    return Markup("<ul>{}</ul>").format(Markup().join(rows))


def _table(table: Table, document: TextDocument) -> Markup:
    """In a box that scrolls by itself and can be reached from the keyboard, so that the page never does."""
    head = Markup().join(
        Markup('<th scope="col"{}>{}</th>').format(_look(table, number), title)
        for number, title in enumerate(table.header)
    )
    rows = Markup("\n").join(
        Markup("<tr>{}</tr>").format(
            Markup().join(_cell(table, number, cell) for number, cell in enumerate(row))
        )
        for row in table.rows
    )
    caption = f"{document.words['table']} {table.number}. {table.caption}"
    return Markup(
        '<div class="scroll{}" role="region" tabindex="0" aria-label="{}"><table id="{}">'
        "<caption>{}</caption><thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table></div>"
    ).format(" wide" if table.wide else "", caption, table.anchor, caption, head, rows)


def _cell(table: Table, number: int, cell: Cell) -> Markup:
    if number == 0 and table.headed:
        return Markup('<th scope="row"{}>{}</th>').format(_id(cell.anchor), _inline(cell.spans))
    look = Markup(' class="sign {}"').format(cell.tone) if cell.tone else _look(table, number)
    return Markup("<td{}{}>{}</td>").format(look, _id(cell.anchor), _inline(cell.spans))


def _look(table: Table, number: int) -> Markup:
    return Markup(' class="number"') if number in table.numeric else Markup()


def _id(anchor: str) -> Markup:
    return Markup(' id="{}"').format(anchor) if anchor else Markup()


def _inline(spans: Spans) -> Markup:
    return Markup().join(_MARKS.get(span.kind, _plain)(span) for span in spans)


def _plain(span: Span) -> Markup:
    if span.label:
        return Markup('<span title="{0}">{1}<span class="unseen"> ({0})</span></span>').format(
            span.label, span.text
        )
    return Markup("{}").format(span.text)


def _quote(span: Span) -> Markup:
    language = Markup(' lang="{}"').format(span.language) if span.language else Markup()
    return Markup("<span{}>{}</span>").format(language, span.text)


_MARKS: dict[str, Callable[[Span], Markup]] = {
    "strong": lambda span: Markup("<strong>{}</strong>").format(span.text),
    "quote": _quote,
    "note": lambda span: Markup('<sup><a id="m{0}" href="#{1}">{0}</a></sup>').format(span.text, span.target),
    "ref": lambda span: Markup('<a href="#{}">{}</a>').format(span.target, _plain(span)),
}
