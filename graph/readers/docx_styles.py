"""What a Word document's styles and numbering say of a paragraph: heading level, list level, automatic number.

Heading styles have other ids in other languages (Rubrik1, Heading1), so the level comes from the style's built-in name
or outline level, never from its id. It must not know the text.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import Final

from remissgraf.graph.readers.ooxml import W, value

__all__ = ["Styles"]

_HEADING: Final = re.compile(r"(?:heading|rubrik|überschrift)\s*(\d)\Z", re.IGNORECASE)
_TITLES: Final = frozenset({"title", "rubrik", "titel"})
_PLACE: Final = re.compile(r"%(\d)")
_DEEP: Final = 20


@dataclass(slots=True)
class _Level:
    form: str
    text: str
    start: int


class Styles:
    """Answers for paragraphs in document order (the numbers count up)."""

    def __init__(self, styles: ET.Element | None, numbering: ET.Element | None) -> None:
        found = styles.findall(W + "style") if styles is not None else []
        self._styles = {style.get(W + "styleId", ""): style for style in found}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read_numbering(numbering)

    def _read_numbering(self, numbering: ET.Element) -> None:
        for abstract in numbering.findall(W + "abstractNum"):
            self._levels[abstract.get(W + "abstractNumId", "")] = {
                _number(level.get(W + "ilvl")): _Level(
                    value(level.find(W + "numFmt")) or "decimal",
                    value(level.find(W + "lvlText")) or "",
                    _number(value(level.find(W + "start")) or "1"),
                )
                for level in abstract.findall(W + "lvl")
            }
        for instance in numbering.findall(W + "num"):
            abstract_id = value(instance.find(W + "abstractNumId"))
            self._lists[instance.get(W + "numId", "")] = abstract_id or ""

    def _chain(self, paragraph: ET.Element) -> list[ET.Element]:
        """The paragraph's own properties, then those of its style and of the styles that it is based on."""
        own = paragraph.find(W + "pPr")
        chain = [] if own is None else [own]
        name = value(own.find(W + "pStyle")) if own is not None else None
        for _ in range(_DEEP):
            style = self._styles.get(name or "")
            if style is None:
                break
            chain.append(style)
            name = value(style.find(W + "basedOn"))
        return chain

    def heading_level(self, paragraph: ET.Element) -> int | None:
        """1–9 for a heading, 1 for a title, None for other paragraphs."""
        own = paragraph.find(W + "pPr")
        style_id = value(own.find(W + "pStyle")) if own is not None else None
        for properties in self._chain(paragraph):
            style_name = value(properties.find(W + "name")) or ""
            named = _HEADING.match(style_name)
            if named:
                return int(named[1])
            if style_name.casefold() in _TITLES:
                return 1
            outline = value(properties.find(W + "outlineLvl")) or value(
                properties.find(f"{W}pPr/{W}outlineLvl")
            )
            if outline is not None and outline.isdigit() and int(outline) < 9:
                return int(outline) + 1
        if style_id is not None and style_id not in self._styles:
            named = _HEADING.match(style_id)
            return int(named[1]) if named else 1 if style_id.casefold() in _TITLES else None
        return None

    def is_contents(self, paragraph: ET.Element) -> bool:
        """Is it an entry of the table of contents?"""
        names = (value(properties.find(W + "name")) or "" for properties in self._chain(paragraph))
        return any(name.casefold().startswith("toc ") for name in names)

    def _numbered(self, paragraph: ET.Element) -> tuple[str, int] | None:
        for properties in self._chain(paragraph):
            inner = properties if properties.tag == W + "pPr" else properties.find(W + "pPr")
            numbers = inner.find(W + "numPr") if inner is not None else None
            if numbers is not None:
                list_id = value(numbers.find(W + "numId"))
                level = _number(value(numbers.find(W + "ilvl")) or "0")
                return None if list_id in {None, "0"} else (list_id or "", level)
        return None

    def item_level(self, paragraph: ET.Element) -> int | None:
        """The indent level of a list item from 0, None for other paragraphs."""
        numbered = self._numbered(paragraph)
        return None if numbered is None else numbered[1]

    def label(self, paragraph: ET.Element) -> str:
        """The automatic number of a heading ("1.2"), which the file does not hold as text; "" without."""
        numbered = self._numbered(paragraph)
        if numbered is None:
            return ""
        list_id, level = numbered
        abstract = self._lists.get(list_id, "")
        levels = self._levels.get(abstract, {})
        if level not in levels or levels[level].form in {"bullet", "none"}:
            return ""
        counts = self._counts.setdefault(abstract, {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]

        def place(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            known = levels.get(at)
            return _written(counts.get(at, known.start if known else 1), known.form if known else "decimal")

        return _PLACE.sub(place, levels[level].text).strip()


def _written(number: int, form: str) -> str:
    if form in {"upperLetter", "lowerLetter"} and 1 <= number <= 26:
        letter = chr(ord("A") + number - 1)
        return letter if form == "upperLetter" else letter.lower()
    return str(number)


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdigit() else 0
