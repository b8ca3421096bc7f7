"""The tree of sections of a document, built from its numbering, and a strategy's outline of chapters.

Rules. A number hangs under the longest label that begins it and has been seen ("1.2.2" under "1.2", else "1", else the root).
A letter ("A") hangs under the latest whole number ("2") if the first letter of its run stands deeper than that number's heading,
or has no level at all; else under the root. Headings without a number hang under an earlier heading only where both levels are
known and it stands deeper; else under the root. Levels decide nothing else, because converters invent them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from remissgraf.graph.model import Document, Section
from remissgraf.graph.segment.numbering import ancestors, read_heading, section_kind
from remissgraf.ontology.entries import Chapter, Outline
from remissgraf.ontology.namespaces import slug

__all__ = ["ROOT", "Tree", "outline"]

ROOT = "root"
_SLUG_LENGTH = 80


@dataclass(slots=True)
class _Open:
    section: Section
    level: int | None


class Tree:
    """Grows a section tree heading by heading, in text order."""

    def __init__(self, title: str, end: int, start: int = 0) -> None:
        self._length = end
        self._found: list[_Open] = []
        self._by_number: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        # How often each id has been asked for, the ids given with an ordinal included.
        self._ids = {ROOT: 1}
        self._root = Section(ROOT, None, title, None, start, end, "root")
        self._whole: _Open | None = None
        self._run: tuple[str, str] | None = None
        self._stack: list[_Open] = []

    def add(self, text: str, start: int, level: int | None, *, named: bool = True) -> str:
        """Open a section with this heading and return its id. named: False keeps a number out (a question's own)."""
        heading = read_heading(text) if named else read_heading("")
        number, title = heading.number, heading.title or text
        parent = self._parent(number, level)
        kind = self._kind(title, parent)
        section = Section(
            self._unique(number or self._slug(title)), number, title, parent, start, self._length, kind
        )
        opened = _Open(section, level)
        self._found.append(opened)
        self._kinds[section.id] = kind
        self._place(opened)
        return section.id

    def _place(self, opened: _Open) -> None:
        section = opened.section
        while self._stack and self._stack[-1].section.id != section.parent:
            self._stack.pop()
        self._stack.append(opened)
        number = section.number
        if number is None:
            return
        self._by_number[number] = section.id
        if number.isdigit():
            self._whole, self._run = opened, None
        elif len(number) == 1:
            self._run = (number, section.parent or ROOT)

    def _parent(self, number: str | None, level: int | None) -> str:
        if number is None:
            return self._above(level)
        for label in ancestors(number):
            if label in self._by_number:
                return self._by_number[label]
        if len(number) == 1 and number.isalpha():
            return self._letter_parent(number, level)
        return ROOT

    def _above(self, level: int | None) -> str:
        if level is not None:
            for opened in reversed(self._stack):
                if opened.level is not None and opened.level < level:
                    return opened.section.id
        return ROOT

    def _letter_parent(self, number: str, level: int | None) -> str:
        if self._run is not None and number > self._run[0]:
            return self._run[1]
        whole = self._whole
        if whole is None:
            return ROOT
        deeper = whole.level is None or level is None or level > whole.level
        return whole.section.id if deeper else ROOT

    def _kind(self, title: str, parent: str) -> Literal["body", "summary", "background", "dissent"]:
        own = section_kind(title)
        match own or self._kinds.get(parent):
            case "summary":
                return "summary"
            case "background":
                return "background"
            case "dissent":
                return "dissent"
            case _:
                return "body"

    def _slug(self, title: str) -> str:
        whole = slug(title)
        return (
            whole
            if len(whole) <= _SLUG_LENGTH
            else whole[:_SLUG_LENGTH].rsplit("-", 1)[0].split("%")[0] or "x"
        )

    def _unique(self, name: str) -> str:
        found = name
        while found in self._ids:
            self._ids[name] += 1
            found = f"{name}-{self._ids[name]}"
        self._ids[found] = 1
        return found

    def sections(self) -> tuple[Section, ...]:
        """The root and all sections in text order; each ends where the next one begins that is not inside it."""
        ends: dict[str, int] = {}
        inside: list[Section] = []
        for opened in self._found:
            section = opened.section
            while inside and inside[-1].id != section.parent:
                ends[inside.pop().id] = section.start
            inside.append(section)
        return (
            self._root,
            *(replace(o.section, end=ends.get(o.section.id, self._length)) for o in self._found),
        )


def outline(document: Document) -> Outline:
    """The title and chapters of a document that is read as a strategy; a chapter without a number has its slug as label."""
    chapters = tuple(
        Chapter(
            label=section.id,
            title=section.title,
            parent=None if section.parent == ROOT else section.parent,
            start=section.start,
            end=section.end,
            numbered=section.number is not None,
        )
        for section in document.sections
        if section.id != ROOT
    )
    return Outline(title=document.title, chapters=chapters)
