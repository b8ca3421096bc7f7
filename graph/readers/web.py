"""Decides which parts of a web page are its content: main element, furniture, tables that are only layout.

It knows elements, roles and class names (data in language/web.toml), and nothing of what the text says.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

__all__ = ["Page", "events"]

_TOKEN: Final = re.compile(r"[a-z]+")
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STRUCTURE: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table"})
_FLOW: Final = _STRUCTURE | {"p"}
# A cell that holds running text of several paragraphs, or most of a table's text, is no cell of data.
_PARAGRAPHS: Final = 3
_LONG: Final = 500
_MOST: Final = 0.6


@cache
def _data() -> Mapping[str, frozenset[str]]:
    source = files("remissgraf.graph.language").joinpath("web.toml")
    return {
        name: frozenset(words) for name, words in tomllib.loads(source.read_text(encoding="utf-8")).items()
    }


def events(root: Any, unread: frozenset[str]) -> Iterator[tuple[bool, Any]]:
    """(entering, node) for the tree in document order, without recursion; a text node comes once, as entering."""
    node, entering = root, True
    while node is not None:
        if entering and node.tag not in unread:
            yield True, node
            if node.tag != "-text" and node.child is not None:
                node = node.child
                continue
        if node.tag not in unread and node.tag != "-text":
            yield False, node
        if node.mem_id == root.mem_id:
            return
        if node.next is not None:
            node, entering = node.next, True
        else:
            node, entering = node.parent, False


@dataclass(slots=True)
class _Cell:
    node: int
    paragraphs: int = 0
    structure: bool = False
    length: int = 0
    linked: int = 0


@dataclass(slots=True)
class _Table:
    node: int
    cells: list[_Cell] = field(default_factory=list)

    def is_layout(self) -> bool:
        whole = sum(cell.length for cell in self.cells)
        return any(
            cell.structure
            or cell.paragraphs >= _PARAGRAPHS
            or (len(self.cells) > 1 and cell.length > _LONG and cell.length > _MOST * whole)
            for cell in self.cells
        ) or (len(self.cells) == 1)

    def content(self) -> frozenset[int]:
        """The cells of a layout table that hold the page's content: flowing text that is not mainly links."""
        flowing = [c for c in self.cells if (c.paragraphs or c.structure) and c.linked <= _MOST * c.length]
        chosen = flowing or [max(self.cells, key=lambda cell: cell.length)]
        return frozenset(cell.node for cell in chosen)


class Page:
    """Answers for the elements of one page."""

    def __init__(self, parser: Any) -> None:
        data = _data()
        self.unread = data["unread"]
        self._footnotes = data["footnotes"]
        main = parser.css_first("main") or parser.css_first("[role=main]")
        article = parser.css_first("article") if main is None else None
        content = main if main is not None else article
        # Where a page has a main element, everything outside it is furniture.
        self.main: int | None = main.mem_id if main is not None else None
        self._layout: set[int] = set()
        self._side_cells: set[int] = set()
        self._known: dict[int, bool] = {}
        self._look_at_tables(parser.root)
        self._in_content = self._below(content)

    def _below(self, content: Any) -> frozenset[int]:
        if content is None:
            return frozenset()
        outer = _data()["outer_furniture"]
        return frozenset(
            node.mem_id for entering, node in events(content, self.unread) if entering and node.tag in outer
        )

    def _look_at_tables(self, root: Any) -> None:
        tables: list[_Table] = []
        cells: list[_Cell] = []
        links = 0
        for entering, node in events(root, self.unread):
            tag = node.tag
            if tag == "-text":
                if cells:
                    length = len((node.text_content or "").strip())
                    cells[-1].length += length
                    cells[-1].linked += length if links else 0
            elif tag == "a":
                links += 1 if entering else -1
            elif entering:
                if cells and tag in _FLOW:
                    cells[-1].structure |= tag in _STRUCTURE
                    cells[-1].paragraphs += tag == "p"
                if tag == "table":
                    tables.append(_Table(node.mem_id))
                elif tag in {"td", "th"} and tables:
                    cells.append(_Cell(node.mem_id))
            elif tag in {"td", "th"} and tables:
                tables[-1].cells.append(cells.pop())
            elif tag == "table":
                self._judge(tables.pop(), cells)

    def _judge(self, table: _Table, cells: list[_Cell]) -> None:
        if cells:
            cells[-1].length += sum(cell.length for cell in table.cells)
        if table.cells and table.is_layout():
            self._layout.add(table.node)
            content = table.content()
            self._side_cells.update(cell.node for cell in table.cells if cell.node not in content)

    def is_layout(self, table: Any) -> bool:
        return table.mem_id in self._layout

    def is_footnote(self, node: Any) -> bool:
        return bool(self._tokens(node) & self._footnotes) or (node.attributes.get("role") or "").startswith(
            "doc-footnote"
        )

    def is_furniture(self, node: Any) -> bool:
        """Is the element, with all that is in it, page furniture? The same answer when it is entered and left."""
        known = self._known.get(node.mem_id)
        if known is None:
            known = self._known[node.mem_id] = self._judge_element(node)
        return known

    def _judge_element(self, node: Any) -> bool:
        data, tag, attributes = _data(), node.tag, node.attributes
        if node.mem_id in self._side_cells:
            return True
        if tag in {"html", "body", "main", "article"}:
            return False
        if tag in data["furniture"] or (
            tag in data["outer_furniture"] and node.mem_id not in self._in_content
        ):
            return True
        if (
            attributes.get("role") in data["roles"]
            or "hidden" in attributes
            or attributes.get("aria-hidden") == "true"
        ):
            return True
        if _HIDDEN.search(attributes.get("style") or ""):
            return True
        return bool(self._tokens(node) & data["tokens"])

    @staticmethod
    def _tokens(node: Any) -> frozenset[str]:
        attributes = node.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        return frozenset(_TOKEN.findall(names.lower())) if names.strip() else frozenset()
