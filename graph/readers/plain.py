"""Reader of plain text, such as programs make of PDF files: form feeds between pages, indents, hyphens at line ends.

The document's text is the file's text; only the lines' places are found here, their layout is read in `layout`.
"""

from __future__ import annotations

import re
from typing import Final

from remissgraf.graph.readers.decode import decode
from remissgraf.graph.readers.layout import PlainLine, blocks_of
from remissgraf.graph.segment.source import Source

__all__ = ["read_plain", "split_lines"]

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def read_plain(data: bytes) -> Source:
    """The source of a .txt file."""
    text, encoding, warnings = decode(data)
    breaks = _form_feeds(data, encoding)
    lines: list[PlainLine] = []
    page, blank = 0, True
    for start, end in split_lines(text):
        while page < len(breaks) and breaks[page] < end and not text[start : breaks[page]].strip():
            page += 1
        written = text[start:end]
        stripped = written.strip()
        if not stripped:
            blank = True
            continue
        outer = len(written) - len(written.lstrip())
        indent = len(written[:outer].expandtabs())
        first = start + outer
        lines.append(PlainLine(first, first + len(stripped), indent, page, blank))
        blank = False
    pages = (0, *(at + 1 for at in breaks)) if breaks else ()
    return Source(text, blocks_of(text, lines), encoding=encoding, pages=pages, warnings=warnings)


def split_lines(text: str) -> list[tuple[int, int]]:
    """(start, end) of every line, line ends left out. Only CR, LF and CR LF end a line.

    >>> split_lines("a\\r\\nb")
    [(0, 1), (3, 4)]
    """
    found = []
    for match in _LINE.finditer(text):
        end = match.end()
        while end > match.start() and text[end - 1] in "\r\n":
            end -= 1
        if match.end() > match.start():
            found.append((match.start(), end))
    return found


def _form_feeds(data: bytes, encoding: str) -> list[int]:
    """Offsets of the form feeds, which the document's text has as spaces."""
    raw = data.decode(encoding, "replace").removeprefix("\ufeff")
    return [match.start() for match in re.finditer("\f", raw)]
