"""A report as a Word document: real heading styles, a table of contents, captions, footnotes, bookmarks, page numbers, header rows.

python-docx opens and packs the document and keeps its styles; the body is built as text (`wordml`), because python-docx writes cells a
hundred times slower and knows no footnotes. It knows blocks and nothing of consultations.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from remissgraf.queries.report.blocks import (
    Assessment,
    Block,
    Bullets,
    Heading,
    Paragraph,
    Quote,
    Table,
    TextDocument,
    plain_text,
)
from remissgraf.queries.report.template import open_template, template_section, using
from remissgraf.queries.report.wordml import (
    LANGUAGES,
    NAMESPACES,
    Inline,
    bookmark,
    field,
    gap,
    hyperlink,
    notes_part,
    paragraph,
    run,
    section,
    table,
    text_width,
)
from remissgraf.queries.report.wordstyles import prepare_styles

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["ROWS", "docx_bytes"]

_CONTENTS_DEPTH = 3
# Rows of one table: the time that LibreOffice takes to lay out a table beside footnotes grows with the square of its rows.
ROWS = 100
# What the settings have after the footnotes (ECMA-376, CT_Settings).
_AFTER_NOTES = (
    "endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping",
    "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown", "smartTagType",
    "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator", "docId", "defaultImageDpi",
)  # fmt: skip
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def docx_bytes(document: TextDocument, template: Path | None = None) -> bytes:
    """The document as a .docx file. template: a .docx whose styles, headers and footers are used.

    Raises ReportError "report.template", "report.library".
    """
    with using(template):
        return _packed(document, template)


def _packed(document: TextDocument, template: Path | None) -> bytes:
    target = open_template(template)
    styles = prepare_styles(target, LANGUAGES[document.language], own=template is None)
    _Writer(document, target, styles, own=template is None).write()
    target.core_properties.title = f"{document.title}: {document.subtitle}"[:255]
    target.core_properties.language = LANGUAGES[document.language]
    target.core_properties.author = ""
    target.core_properties.comments = ""
    file = io.BytesIO()
    target.save(file)
    return file.getvalue()


class _Writer:
    def __init__(
        self, document: TextDocument, target: Document, styles: dict[str, str], *, own: bool
    ) -> None:
        self._document = document
        self._target = target
        self._styles = styles
        self._own = own
        self._bookmarks = 1
        self._sections = 0
        headings = [block for block in document.blocks if isinstance(block, Heading) and block.anchor]
        # A cross-reference shows what its bookmark holds: the number of a chapter, which its heading begins with.
        self._numbers = {
            block.anchor: plain_text(block.spans).split(" ", 1)[0]
            for block in headings
            if block.anchor.startswith("chapter-")
        }
        self._inline = Inline(styles, document.language, self._numbers)

    def write(self) -> None:
        from docx.oxml import parse_xml

        root = self._target.element
        footer = self._footer()
        parts = "".join(self._parts(footer))
        last = self._section(wide=self._wide_at_end(), footer=footer)
        # The body at once: moving thousands of elements from one tree to another takes time that grows with the square of their number.
        root.replace(root.body, parse_xml(f"<w:body {NAMESPACES}>{parts}{last}</w:body>"))
        self._add_notes()

    def _parts(self, footer: str) -> Iterator[str]:
        yield paragraph(run(self._document.title), self._styles["Title"])
        yield paragraph(run(self._document.subtitle), self._styles["Subtitle"])
        wide = False
        groups = list(_groups(self._document.blocks))
        for nth, group in enumerate(groups):
            if nth and _is_wide(group) != wide:
                # The properties of a section stand in its last paragraph, which after a full page of table must not need one of its own.
                yield gap(after=0, properties=self._section(wide=wide, footer=footer))
                wide = not wide
            for block in group:
                yield from self._block(block)
            if not nth:
                yield from self._contents()

    def _section(self, *, wide: bool, footer: str) -> str:
        self._sections += 1
        if self._own:
            return section(wide=wide, footer=footer)
        return template_section(self._target, wide=wide, first=self._sections == 1)

    def _wide_at_end(self) -> bool:
        return _is_wide(list(_groups(self._document.blocks))[-1])

    def _contents(self) -> Iterator[str]:
        """A field that a word processor brings up to date, with its entries written out for those that do not."""
        yield paragraph(run(self._document.words["contents"]), self._styles["TOC Heading"])
        entries = [
            block
            for block in self._document.blocks
            if isinstance(block, Heading) and block.anchor and block.level <= _CONTENTS_DEPTH
        ]
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve">'
            f' TOC \\o "1-{_CONTENTS_DEPTH - 1}" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for nth, block in enumerate(entries):
            # Page numbers are the word processor's to fill in: none of ours would be right.
            link = hyperlink(_toc(block.anchor), run(plain_text(block.spans)))
            inner = f"{begin if not nth else ''}{link}{end if nth == len(entries) - 1 else ''}"
            yield paragraph(inner, self._styles[f"toc {block.level - 1}"])

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            yield self._heading(block)
        elif isinstance(block, Paragraph):
            look = "<w:i/>" if block.style == "remark" else ""
            yield paragraph(self._inline.runs(block.spans, look), self._styles["Body Text"])
        elif isinstance(block, Bullets):
            for item in block.items:
                together = "<w:keepNext/>" if item.below else ""
                yield paragraph(self._inline.runs(item.spans), self._styles["List Bullet"], together)
                for below in item.below:
                    yield paragraph(self._inline.runs(below), self._styles["List Bullet 2"])
        elif isinstance(block, Quote):
            yield paragraph(self._inline.runs(block.spans), self._styles["Quote"])
        elif isinstance(block, Assessment):
            yield self._assessment(block)
        else:
            yield from self._table(block)

    def _heading(self, block: Heading) -> str:
        """Two bookmarks: one on the heading for the contents, one on what cross-references show."""
        inner = self._inline.runs(block.spans)
        if block.anchor:
            number = self._numbers.get(block.anchor)
            text = plain_text(block.spans)
            if number and number != text:
                inner = bookmark(self._mark(), block.anchor, run(number)) + run(text.removeprefix(number))
            else:
                inner = bookmark(self._mark(), block.anchor, inner)
            inner = bookmark(self._mark(), _toc(block.anchor), inner)
        # A template's own headings need not stay with what follows.
        return paragraph(inner, self._styles[f"Heading {min(block.level - 1, 9)}"], "<w:keepNext/>")

    def _assessment(self, block: Assessment) -> str:
        """A box with its label and a line to write on."""
        edge = "".join(
            f'<w:{side} w:val="dashed" w:sz="6" w:space="6" w:color="808B98"/>'
            for side in ("top", "left", "bottom", "right")
        )
        inner = f"{run(block.label, '<w:b/>')}<w:r><w:br/></w:r>{run(block.hint, '<w:i/>')}<w:r><w:br/><w:br/></w:r>"
        return paragraph(
            inner, "", f'<w:keepLines/><w:pBdr>{edge}</w:pBdr><w:spacing w:before="160" w:after="240"/>'
        )

    def _table(self, block: Table) -> Iterator[str]:
        label = self._document.words["table"]
        caption = bookmark(
            self._mark(),
            block.anchor,
            run(f"{label} ") + field(f"SEQ {label} \\* ARABIC", str(block.number)),
        )
        yield paragraph(caption + run(f". {block.caption}"), self._styles["Caption"], "<w:keepNext/>")
        for start in range(0, max(len(block.rows), 1), ROWS):
            if start:
                # Two tables with nothing between them would become one; the line is too low to be seen.
                yield gap(after=0)
            text, self._bookmarks = table(
                replace(block, rows=block.rows[start : start + ROWS]),
                self._inline,
                self._text_width(wide=block.wide),
                style=self._styles["Table Grid"],
                cell_style=self._styles["Table Text"],
                first_bookmark=self._bookmarks,
            )
            yield text
        yield gap(after=240)

    def _text_width(self, *, wide: bool) -> int:
        """Of our own pages, or of the template's, in twentieths of a point."""
        if self._own:
            return text_width(wide=wide)
        from docx.shared import Pt

        page = self._target.sections[-1]
        # A page of a template that says nothing of its size has been given one.
        sides = sorted((page.page_width or 0, page.page_height or 0))
        across = sides[1] if wide else page.page_width or 0
        width = across - (page.left_margin or 0) - (page.right_margin or 0)
        return int(width / Pt(1) * 20) if width > 0 else text_width(wide=False)

    def _mark(self) -> int:
        self._bookmarks += 1
        return self._bookmarks - 1

    def _footer(self) -> str:
        """The relationship of the footer with page numbers; a template's own footer is left alone."""
        if not self._own:
            return ""
        from docx.oxml import parse_xml

        footer = self._target.sections[-1].footer
        footer.is_linked_to_previous = False
        words = self._document.words
        inner = f"{run(words['page'] + ' ')}{field('PAGE', '1')}{run(' (')}{field('NUMPAGES', '1')}{run(')')}"
        look = f'<w:pStyle w:val="{self._styles["footer"]}"/><w:jc w:val="right"/>'
        element: Any = footer.paragraphs[0]._p
        element.getparent().replace(
            element, parse_xml(f"<w:p {NAMESPACES}><w:pPr>{look}</w:pPr>{inner}</w:p>")
        )
        (reference,) = self._target.element.body[-1].findall(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}footerReference"
        )
        return str(reference.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"))

    def _add_notes(self) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.oxml import parse_xml

        if not self._document.notes:
            return
        main = self._target.part
        for key in [key for key, link in main.rels.items() if link.reltype == RELATIONSHIP_TYPE.FOOTNOTES]:
            # A template's own notes went with its text.
            del main.rels[key]
        mark = f'<w:r><w:rPr><w:rStyle w:val="{self._styles["footnote reference"]}"/></w:rPr><w:footnoteRef/></w:r>'
        notes = (
            paragraph(f"{mark}{run(' ')}{self._inline.runs(spans)}", self._styles["footnote text"])
            for spans in self._document.notes
        )
        part = Part(
            PackURI("/word/footnotes.xml"), _FOOTNOTES, notes_part(notes).encode("utf-8"), main.package
        )
        main.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings: Any = self._target.settings.element
        if settings.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}footnotePr") is None:
            found = parse_xml(
                f'<w:footnotePr {NAMESPACES}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
            )
            _insert_before(settings, found, _AFTER_NOTES)


def _insert_before(parent: Any, element: Any, names: Iterable[str]) -> None:
    """Put it where the schema wants it: before the first of these, else last."""
    names = tuple(names)
    for child in parent:
        if child.tag.rpartition("}")[2] in names:
            child.addprevious(element)
            return
    parent.append(element)


def _groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """The blocks before the first heading of the second level, then those of each."""
    group: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            yield group
            group = []
        group.append(block)
    yield group


def _is_wide(group: list[Block]) -> bool:
    return any(isinstance(block, Table) and block.wide for block in group)


def _toc(anchor: str) -> str:
    """Word's own names of bookmarks for the contents begin so, and are not shown to people."""
    return f"_Toc_{anchor}"
