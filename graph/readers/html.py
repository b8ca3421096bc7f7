"""Reader of HTML: the main content's blocks as text, the rest of the page as furniture. Nothing is fetched or run.

The document's text is made here, white space collapsed as a browser does. What is content is decided in `web`.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from remissgraf.errors import ReadError
from remissgraf.graph.model import BlockKind
from remissgraf.graph.readers.decode import decode
from remissgraf.graph.readers.web import Page, events
from remissgraf.graph.segment.source import Source, TextBuilder

__all__ = ["read_html"]

# What the declaration itself was read by: an encoding in which these mean something else cannot be the page's. It keeps out UTF-16,
# and those that only Python has (escapes, UTF-7, and one that always fails).
_PROBE: Final = bytes(range(32, 127)) + b" +ADw- \\u0041 ~{"
_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE
)
_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_HEADINGS: Final = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BOLD: Final = frozenset({"b", "strong"})
# Elements inside a line of text; every other one ends a block.
_INLINE: Final = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
    }
    | {
        "input",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
    }
    | {"time", "tt", "u", "var", "wbr"}
)
_PATH_DEPTH: Final = 12
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements that need no end tag, so that they do not nest by being left open.
_UNCLOSED: Final = frozenset(
    {
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
        "option",
        "optgroup",
        "rp",
        "rt",
    }
    | {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
# Elements inside each other. Browsers stop at 512; the parser's time grows with the square of it.
_DEEPEST: Final = 2000


def read_html(data: bytes) -> Source:
    """The source of an .html file, whatever its encoding (byte order mark, meta charset, UTF-8, legacy)."""
    from selectolax.lexbor import LexborHTMLParser

    text, encoding, warnings = _decode(data)
    _refuse_nesting(text)
    parser = LexborHTMLParser(text)
    walker = _Walker(Page(parser))
    walker.walk(parser.root)
    title = parser.css_first("title")
    return walker.builder.source(
        title=" ".join(title.text().split()) if title is not None else "",
        encoding=encoding,
        warnings=warnings,
    )


def _decode(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    declared = _CHARSET.search(data[:4096])
    if declared is not None and b"\x00" not in data and not data.startswith(codecs.BOM_UTF8):
        name = declared[1].decode("ascii")
        # Browsers read Latin-1 as its superset, which is what pages that claim it are written in.
        name = "windows-1252" if name.lower() in {"iso-8859-1", "latin1", "ascii", "us-ascii"} else name
        try:
            encoding = codecs.lookup(name).name
            if encoding != "utf-8" and _PROBE.decode(encoding) == _PROBE.decode("ascii"):
                return data.decode(encoding), encoding, (f"decoded as {encoding}, not UTF-8",)
        except (LookupError, UnicodeError):
            return decode(data)
    return decode(data)


def _refuse_nesting(text: str) -> None:
    depth = 0
    for match in _TAG.finditer(text):
        if match[2].lower() not in _UNCLOSED:
            depth = max(depth - 1, 0) if match[1] else depth + 1
            if depth > _DEEPEST:
                raise ReadError(
                    f"the page has more than {_DEEPEST} elements inside each other",
                    remedy="Do not trust the file; ask for it anew.",
                    code="read.hostile",
                )


@dataclass(slots=True)
class _Frame:
    """An open block element: its name in the path, how many children of each name it has had."""

    name: str
    children: Counter[str] = field(default_factory=Counter)


class _Walker:
    """Collects inline text until a block element begins or ends."""

    def __init__(self, page: Page) -> None:
        self.builder = TextBuilder()
        self._page = page
        self._frames = [_Frame("")]
        self._lines: list[tuple[list[str], list[bool]]] = [([], [])]
        self._bold = 0
        self._raised = 0
        self._furniture = 0
        self._main = 0 if page.main is not None else 1
        self._heading: list[int] = []
        self._lists = 0
        self._items = 0
        self._quotes = 0
        self._notes = 0
        self._tables: list[list[int] | None] = []
        self._cells: list[tuple[tuple[int, int, int], bool] | None] = []
        self._table_count = 0

    def walk(self, root: Any) -> None:
        for entering, node in events(root, self._page.unread):
            tag = node.tag
            if tag == "-text":
                self._text(node.text_content or "")
            elif tag == "br":
                if entering:
                    self._lines.append(([], []))
            elif tag in _INLINE:
                step = 1 if entering else -1
                self._bold += step if tag in _BOLD else 0
                self._raised += step if tag == "sup" else 0
            else:
                self._flush()
                (self._enter if entering else self._leave)(node, tag)
        self._flush()

    def _text(self, text: str) -> None:
        if self._raised and text.strip().strip("[]()").isdigit():
            return  # the number of a footnote
        self._lines[-1][0].append(text)
        if text.strip():
            self._lines[-1][1].append(self._bold > 0 or bool(self._heading))

    def _enter(self, node: Any, tag: str) -> None:
        parent = self._frames[-1]
        parent.children[tag] += 1
        self._frames.append(_Frame(f"{tag}[{parent.children[tag]}]"))
        self._count(node, tag, 1)
        if tag in _HEADINGS:
            self._heading.append(_HEADINGS[tag])
        elif tag == "table":
            layout = self._page.is_layout(node)
            self._tables.append(None if layout else [self._table_count, -1, -1])
            self._table_count += 0 if layout else 1
        elif tag == "tr" and self._tables:
            table = self._tables[-1]
            if table is not None:
                table[1], table[2] = table[1] + 1, -1
        elif tag in {"td", "th"}:
            table = self._tables[-1] if self._tables else None
            if table is not None:
                table[2] += 1
                self._cells.append(((table[0], max(table[1], 0), table[2]), tag == "th"))
            else:
                self._cells.append(None)

    def _leave(self, node: Any, tag: str) -> None:
        self._frames.pop()
        self._count(node, tag, -1)
        if tag in _HEADINGS:
            self._heading.pop()
        elif tag == "table":
            self._tables.pop()
        elif tag in {"td", "th"}:
            self._cells.pop()

    def _count(self, node: Any, tag: str, step: int) -> None:
        if tag in {"ul", "ol"}:
            self._lists += step
        elif tag == "li":
            self._items += step
        elif tag == "blockquote":
            self._quotes += step
        if node.mem_id == self._page.main:
            self._main += step
        if self._page.is_furniture(node):
            self._furniture += step
        if self._page.is_footnote(node):
            self._notes += step

    def _flush(self) -> None:
        lines, self._lines = self._lines, [([], [])]
        written = [
            (_SPACE.sub(" ", "".join(parts)).strip(" "), bool(bolds) and all(bolds)) for parts, bolds in lines
        ]
        if not any(text for text, _ in written):
            return
        path = "/".join(frame.name for frame in self._frames[-_PATH_DEPTH:] if frame.name)
        cell = self._cells[-1] if self._cells else None
        kind, level = self._kind()
        if kind == "cell" and cell is not None:
            self.builder.add("cell", written, path=path, cell=cell[0], head=cell[1] and cell[0][1] == 0)
        else:
            self.builder.add(kind, written, level=level, path=path)

    def _kind(self) -> tuple[BlockKind, int | None]:
        if self._furniture or not self._main:
            return "furniture", None
        if self._notes:
            return "footnote", None
        if self._heading:
            return "heading", self._heading[-1]
        if self._cells and self._cells[-1] is not None:
            return "cell", None
        if self._items:
            return "item", max(self._lists - 1, 0)
        return ("quote", None) if self._quotes else ("paragraph", None)
