"""Reader of PDF: the text of each page in reading order, with gaps, type sizes and bold type told from the glyphs.

The document's text is made here: one line a line, an empty line where the page has a gap. It must not know what the text says.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from remissgraf.errors import ReadError
from remissgraf.graph.readers.layout import PlainLine, blocks_of
from remissgraf.graph.segment.source import Source, clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["read_pdf"]

# What pdfium writes for a hyphen at a line's end; the rest of the word follows it on the same line.
_MARKER: Final = re.compile("[\ufffe\x02]")
_LINE: Final = re.compile(r"[^\r\n]+")
_GAP: Final = 1.35
# A line of this share of the longest is full; so many of them show the leading.
_FULL: Final = 0.8
_ENOUGH: Final = 5
_BOLD_WEIGHT: Final = 600
_MOST_PAGES: Final = 5_000


@dataclass(frozen=True, slots=True)
class _PageLine:
    text: str
    left: float
    base: float
    size: float
    bold: bool


def read_pdf(data: bytes) -> Source:
    """The source of a .pdf file. Raises ReadError if it is encrypted, damaged, or without text (scanned pictures)."""
    pages, warnings = _pages(data)
    sizes = Counter[float]()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    leading = _leading(pages)
    parts: list[str] = []
    lines: list[PlainLine] = []
    starts: list[int] = []
    length = 0
    for number, page in enumerate(pages):
        starts.append(length)
        above: _PageLine | None = None
        for line in page:
            blank = above is None or above.base - line.base > leading * _GAP or line.base > above.base
            text = clean(line.text).strip()
            if not text:
                continue
            if blank and length:
                parts.append("\n")
                length += 1
            relative = line.size / body if body else 1.0
            lines.append(PlainLine(length, length + len(text), 0, number, blank, relative, line.bold))
            parts.append(text + "\n")
            length += len(text) + 1
            above = line
    text = "".join(parts)
    if not text.strip():
        raise ReadError(
            "the PDF has no text, only pictures",
            remedy="Run text recognition (OCR) on it and save it again.",
            code="read.no-text",
        )
    return Source(text, blocks_of(text, lines), pages=tuple(starts), paged=True, warnings=warnings)


def _leading(pages: Sequence[Sequence[_PageLine]]) -> float:
    """The usual distance between the lines of a paragraph, in points: as it is below full lines."""
    pairs = [
        (above.base - line.base, len(above.text))
        for page in pages
        for above, line in pairwise(page)
        if above.base > line.base
    ]
    full = max((length for _, length in pairs), default=0) * _FULL
    below_full = [gap for gap, length in pairs if length >= full]
    if len(below_full) >= _ENOUGH:
        return median(below_full)
    return min((gap for gap, _ in pairs), default=0.0)


def _pages(data: bytes) -> tuple[list[list[_PageLine]], tuple[str, ...]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise ReadError(
                "the PDF is encrypted", remedy="Save it again without a password.", code="read.encrypted"
            ) from error
        raise ReadError(
            f"the PDF is damaged ({error})", remedy="Fetch or save the file again.", code="read.damaged"
        ) from error
    try:
        if len(document) > _MOST_PAGES:
            raise ReadError(
                f"the PDF has more than {_MOST_PAGES} pages", remedy="Split it.", code="read.too-large"
            )
        pages = [list(_page_lines(document, number)) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise ReadError(
            f"the PDF is damaged ({error})", remedy="Fetch or save the file again.", code="read.damaged"
        ) from error
    finally:
        document.close()
    empty = [str(number + 1) for number, page in enumerate(pages) if not page]
    warnings = (f"pages without text: {', '.join(empty)}",) if empty and len(empty) < len(pages) else ()
    return pages, warnings


def _page_lines(document: Any, number: int) -> Iterator[_PageLine]:
    page = document[number]
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range()
        exact = len(text) == text_page.count_chars()
        for match in _LINE.finditer(text):
            first, last = match.span()
            while first < last and text[first].isspace():
                first += 1
            if first == last:
                continue
            for low, high in _parts(text, first, last):
                hyphen = "-" if high < last else ""
                shape = _shape(text_page, low, high) if exact else (0.0, -float(low), 0.0, False)
                yield _PageLine(text[low:high] + hyphen, *shape)
    finally:
        text_page.close()
        page.close()


def _parts(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The lines of the page that pdfium has joined at line-end hyphens."""
    at = first
    for marker in _MARKER.finditer(text, first, last):
        if marker.start() > at:
            yield at, marker.start()
        at = marker.end()
    if at < last:
        yield at, last


def _shape(text_page: Any, first: int, last: int) -> tuple[float, float, float, bool]:
    """(left edge, baseline, type size, bold) of a line, in points; bold if the first and the last letter are."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, first, x, y)
    size = pdfium.FPDFText_GetFontSize(text_page, first)
    bold = all(_is_bold(pdfium, text_page, index) for index in (first, last - 1))
    return x.value, y.value, float(size), bold


def _is_bold(pdfium: Any, text_page: Any, index: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(text_page, index) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, index, name, 128, flags)
    return b"bold" in name.value.lower()
