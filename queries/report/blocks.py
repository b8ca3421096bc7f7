"""The report as a text in blocks: headings, paragraphs, lists, tables, quotations, notes. What every writer writes.

Each piece of text tells what it is: words of the report, a name, a quote, a number with its `Figure`. It knows no format.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from remissgraf.queries.report.model import Figure

__all__ = [
    "Assessment",
    "Block",
    "Bullets",
    "Cell",
    "Heading",
    "Item",
    "Paragraph",
    "Quote",
    "Span",
    "Table",
    "TextDocument",
    "plain_text",
]

Kind = Literal["text", "name", "quote", "number", "strong", "note", "ref"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text.

    kind: "text" (words of the report), "name" (of an actor, chapter, topic, file …), "quote", "number", "strong" (words that stand out),
    "note" (the mark of a note: text is its number), "ref" (a link: target is an anchor).
    figure: of a number. language: of a quote, where it is not the report's. label: what a sign means in words.
    """

    text: str
    kind: Kind = "text"
    figure: Figure | None = None
    target: str = ""
    language: str = ""
    label: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """level: from 1. anchor: a name for links, of letters, digits and hyphens."""

    level: int
    spans: Spans
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: Spans
    style: Literal["body", "remark"] = "body"


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list, with what stands below it."""

    spans: Spans
    below: tuple[Spans, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation that stands by itself. spans: the quote, then its source."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Assessment:
    """The empty, marked place where the office writes its own assessment."""

    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class Cell:
    """tone: "positive", "negative", "mixed", "neutral" or "" colours the cell; anchor: a name for links."""

    spans: Spans
    tone: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """caption: with its number. numeric: columns aligned to the right. wide: needs a page on its side. widths: relative.

    headed: whether the first column names its row.
    """

    anchor: str
    number: int
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: frozenset[int] = frozenset()
    wide: bool = False
    widths: tuple[float, ...] = ()
    headed: bool = True


Block = Heading | Paragraph | Bullets | Quote | Assessment | Table


@dataclass(frozen=True, slots=True)
class TextDocument:
    """The whole report. notes: the text of note n is notes[n - 1]. words: fixed words that writers need (contents, page …)."""

    title: str
    subtitle: str
    language: str
    blocks: tuple[Block, ...]
    notes: tuple[Spans, ...] = ()
    words: dict[str, str] = field(default_factory=dict)


def plain_text(spans: Spans) -> str:
    """The text alone, without marks of notes."""
    return "".join(span.text for span in spans if span.kind != "note")
