"""The whole report as a text in blocks: the order of its parts, and which chapters have one.

It knows the report and the voice that tells it, and no format.
"""

from __future__ import annotations

from collections.abc import Iterator

from remissgraf.queries.report.appendix import appendix_blocks
from remissgraf.queries.report.blocks import Block, Heading, Paragraph, Span, Spans, TextDocument
from remissgraf.queries.report.grammar import joined
from remissgraf.queries.report.model import Chapter, Report
from remissgraf.queries.report.overall import opening_blocks, overall_blocks
from remissgraf.queries.report.place import place_blocks
from remissgraf.queries.report.telling import Telling

__all__ = ["compose"]

# Words that writers need beside the blocks.
_WORDS = {
    "contents": ("headings", "contents"),
    "notes": ("headings", "notes"),
    "back": ("headings", "back"),
    "table": ("labels", "table"),
    "page": ("labels", "page"),
}


def compose(report: Report) -> TextDocument:
    """The same report gives the same text."""
    telling = Telling(report)
    blocks = (
        *_preface(telling),
        *opening_blocks(telling),
        *overall_blocks(telling),
        *_general(telling),
        *_chapters(telling),
        *appendix_blocks(telling),
    )
    return TextDocument(
        title=telling.word("labels", "title"),
        subtitle=report.facts.title,
        language=telling.lang,
        blocks=blocks,
        notes=tuple(telling.notes),
        words={name: telling.word(*place) for name, place in _WORDS.items()},
    )


def _preface(telling: Telling) -> Iterator[Block]:
    yield Paragraph(telling.sentence("sentences", "draft"), "remark")
    yield Paragraph(telling.sentence("sentences", telling.report.options.edition), "remark")


def _general(telling: Telling) -> Iterator[Block]:
    found = place_blocks(telling, "", 3)
    if found:
        yield Heading(2, (Span(telling.word("headings", "general")),), "general")
        yield from found


def _chapters(telling: Telling) -> Iterator[Block]:
    report = telling.report
    if not report.chapters:
        return
    yield Heading(2, (Span(telling.word("headings", "chapters")),), "chapters")
    if not report.statements:
        yield Paragraph(telling.sentence("sentences", "no_statements"))
        return
    silent = [chapter for chapter in report.chapters if not _told(report, chapter)]
    if silent:
        # Before the first of them: after the last it would seem to be of that.
        labels = joined(
            [(Span(telling.place_label(chapter.id), "name"),) for chapter in silent], telling.lang
        )
        yield Paragraph(telling.sentence("sentences", "silent_chapters", len(silent), chapters=labels))
    for chapter in report.chapters:
        parts = [part for part in report.chapters if part.parent == chapter.id and _told(report, part)]
        if chapter.id in report.by_place or chapter.id in report.positions:
            yield _heading(telling, chapter)
            yield from place_blocks(telling, chapter.id, 4)
        elif parts:
            yield _heading(telling, chapter)
            names = joined([_reference(report, part) for part in parts], telling.lang)
            yield Paragraph(telling.sentence("sentences", "parts_only", chapters=names))


def _told(report: Report, chapter: Chapter) -> bool:
    """Whether anything is told of the chapter or of one within it."""
    if chapter.id in report.by_place or chapter.id in report.positions:
        return True
    return any(_told(report, part) for part in report.chapters if part.parent == chapter.id)


def _heading(telling: Telling, chapter: Chapter) -> Heading:
    return Heading(3, (Span(telling.place_label(chapter.id), "name"),), _anchor(telling.report, chapter))


def _reference(report: Report, chapter: Chapter) -> Spans:
    return (Span(chapter.number or chapter.label, "ref", target=_anchor(report, chapter)),)


def _anchor(report: Report, chapter: Chapter) -> str:
    return f"chapter-{report.chapters.index(chapter) + 1}"
