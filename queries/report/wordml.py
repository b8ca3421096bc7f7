"""Pieces of WordprocessingML as text: runs, paragraphs, fields, bookmarks, tables.

Text is built, not a tree, because tables have thousands of cells. It knows the format (ECMA-376) and blocks' spans, and nothing of
a report's order or of packages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from remissgraf.queries.report.blocks import Span, Spans, Table

__all__ = [
    "LANGUAGES",
    "NAMESPACES",
    "Inline",
    "bookmark",
    "field",
    "gap",
    "hyperlink",
    "notes_part",
    "paragraph",
    "place_name",
    "run",
    "section",
    "table",
    "text_width",
]

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
# What XML 1.0 cannot hold, lone surrogates among them.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Twentieths of a point: A4, and its margins.
_SHORT, _LONG, _MARGIN = 11906, 16838, 1247
# Rows of a table that stands on one page.
_SHORT_TABLE = 12
_SHADES = {"positive": "E3EEF7", "negative": "FBE9E2", "mixed": "EFEBF4", "neutral": ""}


def run(text: str, properties: str = "") -> str:
    """A run of text. properties: the inside of w:rPr."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{_text(text)}</w:t></w:r>'


def paragraph(inner: str, style: str = "", properties: str = "") -> str:
    """A paragraph. style: an id. properties: further content of w:pPr, in the schema's order."""
    look = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    return (
        f"<w:p><w:pPr>{look}{properties}</w:pPr>{inner}</w:p>"
        if look or properties
        else f"<w:p>{inner}</w:p>"
    )


def gap(*, after: int, properties: str = "") -> str:
    """An empty paragraph too low to be seen, with space below in twentieths of a point. properties: what w:pPr ends with."""
    low = '<w:rPr><w:sz w:val="2"/></w:rPr>'
    look = f'<w:spacing w:before="0" w:after="{after}" w:line="20" w:lineRule="exact"/>{low}{properties}'
    return f"<w:p><w:pPr>{look}</w:pPr></w:p>"


def field(instruction: str, shown: str, properties: str = "") -> str:
    """A field with the text that stands until it is brought up to date."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {_text(instruction)} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>{run(shown, properties)}'
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def place_name(anchor: str) -> str:
    """The name of a bookmark: Word takes letters, digits and underscores."""
    return anchor.replace("-", "_")


def hyperlink(anchor: str, inner: str) -> str:
    """A link within the document."""
    return f'<w:hyperlink w:anchor={quoteattr(place_name(anchor))} w:history="1">{inner}</w:hyperlink>'


def bookmark(number: int, name: str, inner: str) -> str:
    """A named place. number: unique in the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(place_name(name))}/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def section(*, wide: bool, footer: str) -> str:
    """The properties of a section in A4. wide: on its side. footer: relationship id, "" for that of the section before."""
    width, height = (_LONG, _SHORT) if wide else (_SHORT, _LONG)
    turned = ' w:orient="landscape"' if wide else ""
    reference = f'<w:footerReference w:type="default" r:id={quoteattr(footer)}/>' if footer else ""
    margins = " ".join(f'w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr {NAMESPACES}>{reference}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar {margins} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )


class Inline:
    """Spans as runs. styles: ids by name. language: of the document.

    references: by anchor, what its bookmark holds; a link with just that text can be a field.
    """

    def __init__(self, styles: Mapping[str, str], language: str, references: Mapping[str, str]) -> None:
        self._styles = styles
        self._language = language
        self._references = references

    def runs(self, spans: Spans, properties: str = "", *, fields: bool = True) -> str:
        """fields: write cross-references as fields, which word processors bring up to date, else as plain links."""
        return "".join(self._run(span, properties, fields) for span in spans)

    def _run(self, span: Span, properties: str, fields: bool) -> str:
        if span.kind == "note":
            mark = f"<w:rStyle w:val={quoteattr(self._styles['footnote reference'])}/>"
            return f'<w:r><w:rPr>{mark}</w:rPr><w:footnoteReference w:id="{span.text}"/></w:r>'
        if span.kind == "ref":
            if fields and self._references.get(span.target) == span.text:
                return field(f"REF {place_name(span.target)} \\h", span.text, properties)
            return hyperlink(span.target, run(span.text, properties))
        if span.kind == "strong":
            return run(span.text, f"<w:b/>{properties}")
        if span.kind == "quote" and span.language and span.language != self._language:
            code = LANGUAGES.get(span.language, span.language)
            return run(span.text, f"{properties}<w:lang w:val={quoteattr(code)}/>")
        return run(span.text, properties)


def text_width(*, wide: bool) -> int:
    """The width of the text in a section of ours, in twentieths of a point."""
    return (_LONG if wide else _SHORT) - 2 * _MARGIN


def table(
    block: Table, inline: Inline, total: int, *, style: str, cell_style: str, first_bookmark: int
) -> tuple[str, int]:
    """A table with a header row that repeats and text for those who do not see it, and the number of the next bookmark.

    total: its width in twentieths of a point."""
    widths = _widths(block, total)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(
        _cell(
            run(title, "<w:b/>"),
            width,
            cell_style,
            right=number in block.numeric,
            shade="EDF0F4",
            together=True,
        )
        for number, (title, width) in enumerate(zip(block.header, widths, strict=True))
    )
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
    mark = first_bookmark
    for nth, row in enumerate(block.rows, 1):
        together = len(block.rows) <= _SHORT_TABLE and nth < len(block.rows)
        cells = []
        for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
            inner = inline.runs(cell.spans, fields=False)
            if cell.anchor:
                inner = bookmark(mark, cell.anchor, inner)
                mark += 1
            shade = _SHADES.get(cell.tone, "")
            cells.append(
                _cell(
                    inner,
                    width,
                    cell_style,
                    right=number in block.numeric,
                    centre=bool(cell.tone),
                    shade=shade,
                    together=together,
                )
            )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    told = f"{block.caption}: {', '.join(block.header)}"
    look = (
        f'<w:tblStyle w:val={quoteattr(style)}/><w:tblW w:w="{total}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(_text_plain(block.caption))}/>"
        f"<w:tblDescription w:val={quoteattr(_text_plain(told))}/>"
    )
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>", mark


def _widths(block: Table, total: int) -> list[int]:
    shares: Sequence[float] = block.widths or [1.0] * len(block.header)
    return [int(total * share / sum(shares)) for share in shares]


def _cell(
    inner: str,
    width: int,
    style: str,
    *,
    right: bool = False,
    centre: bool = False,
    shade: str = "",
    together: bool = False,
) -> str:
    """together: on one page with the row below."""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    place = "right" if right else "center" if centre else ""
    keep = "<w:keepNext/>" if together else ""
    side = f'{keep}<w:jc w:val="{place}"/>' if place else keep
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{paragraph(inner, style, side)}</w:tc>'


def _text(text: str) -> str:
    return escape(_text_plain(text))


def _text_plain(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def notes_part(notes: Iterable[str]) -> str:
    """word/footnotes.xml: the two separators that every document needs, and the notes (each a paragraph) from number 1."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        f"<w:r><w:{mark}/></w:r></w:p></w:footnote>"
        for kind, number, mark in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    body = "".join(f'<w:footnote w:id="{number}">{note}</w:footnote>' for number, note in enumerate(notes, 1))
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes {NAMESPACES}>{separators}{body}</w:footnotes>'
