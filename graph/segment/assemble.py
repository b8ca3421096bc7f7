"""Puts a document together from a source: sections, blocks with their leads, sentences, fields, language.

It knows the order of things; how hyphens, numbers, letterheads and stops are judged is in the modules beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from remissgraf.graph.language import Language, detect, language, languages
from remissgraf.graph.model import Block, Document, Reading, Sentence
from remissgraf.graph.segment.classify import DEEPEST, Piece, classify, closes, is_document_word
from remissgraf.graph.segment.columns import unfold
from remissgraf.graph.segment.fields import (
    FieldValue,
    collect,
    date_in,
    is_field,
    looks_like_name,
    running_name,
)
from remissgraf.graph.segment.leads import Leads
from remissgraf.graph.segment.mend import Hyphens, cut, join, read_lines
from remissgraf.graph.segment.numbering import is_numbered, is_question
from remissgraf.graph.segment.outline import ROOT, Tree
from remissgraf.graph.segment.sentences import split
from remissgraf.graph.segment.source import Line, Source

__all__ = ["assemble"]

_SPEAKING: Final = frozenset({"paragraph", "item", "cell", "quote", "footnote"})
_DIGIT: Final = re.compile(r"\d")


def assemble(
    source: Source, *, identifier: str, path: str, suffix: str, sha256: str, part: int | None = None
) -> Document:
    """The document that a source makes. suffix: the format without dot. part: its number, if the source is a part of a dossier."""
    suspended = frozenset().union(*(lang.suspended_after for lang in languages()))
    hyphens = Hyphens(source.text, suspended)
    pieces = classify(source.text, source.blocks, hyphens)
    code = detect(" ".join(piece.text for piece in pieces if piece.kind in _SPEAKING) or source.text)
    title_piece = next((piece for piece in pieces if piece.title), None)
    fields = _fields(source.text, pieces, hyphens)
    if title_piece is not None:
        span = title_piece.reading.span(0, len(title_piece.text))
        fields["title"] = (title_piece.text, *span)
    title = fields["title"][0] if "title" in fields else source.title
    start, end = (source.blocks[0].start, source.blocks[-1].end) if part else (0, len(source.text))
    tree = Tree(title, end, start)
    blocks = _blocks(pieces, tree, source)
    return Document(
        id=identifier,
        path=path,
        format=suffix,
        sha256=sha256,
        text=source.text,
        language=code,
        sections=tree.sections(),
        blocks=blocks,
        sentences=_sentences(source, pieces, blocks, language(code)),
        title=title,
        encoding=source.encoding,
        fields=fields,
        pages=source.pages,
        warnings=source.warnings,
        part=part,
    )


def _blocks(pieces: Sequence[Piece], tree: Tree, source: Source) -> tuple[Block, ...]:
    section = ROOT
    leads = Leads()
    blocks: list[Block] = []
    for number, piece in enumerate(pieces):
        kind = piece.kind
        if piece.head or (kind == "cell" and piece.cell and piece.cell[2] == 0 and is_numbered(piece.text)):
            kind = "heading"
        elif kind == "heading" and not piece.title and piece.cell is None:
            section = tree.add(
                piece.text, piece.lines[0].start, piece.level, named=not is_question(piece.text)
            )
        blocks.append(
            Block(
                kind=kind,
                start=piece.lines[0].start,
                end=piece.lines[-1].end,
                reading=piece.reading,
                section=ROOT if kind == "footnote" else section,
                lead=leads.lead(number, piece),
                level=_level(piece),
                page=_page(source, piece.lines[0].start),
                path=piece.path,
            )
        )
    return tuple(blocks)


def _level(piece: Piece) -> int | None:
    if piece.cell is not None or piece.kind not in {"heading", "item"}:
        return None
    return None if piece.level == DEEPEST else piece.level


def _page(source: Source, offset: int) -> int | None:
    return max(bisect_right(source.pages, offset), 1) if source.paged else None


def _sentences(
    source: Source, pieces: Sequence[Piece], blocks: Sequence[Block], lang: Language
) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    for number, (piece, block) in enumerate(zip(pieces, blocks, strict=True)):
        if block.kind not in _SPEAKING:
            continue
        marks = [mark for line in piece.lines for mark in line.marks]
        opening = {mark.end: mark.start for mark in marks if mark.opens}
        closing = {mark.start: mark.end for mark in marks if not mark.opens}
        low = block.start
        for start, end in split(block.reading.text, lang):
            reading = cut(block.reading, start, end)
            if not reading.runs:
                continue
            # The slice takes in markup that opens right before the sentence and closes right after it.
            first, last = block.reading.span(start, end)
            while first in opening and opening[first] >= low:
                first = opening[first]
            while last in closing:
                last = closing[last]
            first = max(first, low)
            low = min(max(last, first + 1), block.end)
            found.append(Sentence(first, low, reading, number, block.section, _page(source, first)))
    return tuple(found)


def _fields(text: str, pieces: Sequence[Piece], hyphens: Hyphens) -> dict[str, FieldValue]:
    def line_reading(line: Line) -> Reading:
        return read_lines(text, (line,), hyphens)

    written: list[tuple[Line, int]] = []
    rows: dict[tuple[int, int], list[Reading]] = {}
    group, end = 0, 0
    for piece in pieces:
        if piece.kind == "letterhead" and piece.cell is not None:
            rows.setdefault(piece.cell[:2], []).append(piece.reading)
        if piece.kind in {"letterhead", "signature", "furniture"} or piece.title:
            # An empty line parts the groups of lines.
            group += text.count("\n", end, piece.lines[0].start) > 1
            end = piece.lines[-1].end
            written.extend((line, group) for line in piece.lines)
    lines = [(join(row), -1) for row in rows.values()]
    lines += [(line_reading(line), group) for line, group in unfold(text, written)]
    found = dict(collect(lines))
    letterhead = [piece for piece in pieces if piece.kind == "letterhead" and piece.cell is None]
    running = [piece for piece in pieces if piece.kind == "furniture" and piece.path is None]
    if running and letterhead and running[0].lines[0].start < letterhead[0].lines[0].start:
        # The page's header is the head of the letter; what follows is whom it is for.
        _add_running(found, running)
    _add_unlabelled(found, letterhead)
    _add_running(found, running)
    _add_cited(found, [piece.reading for piece in pieces if piece.title])
    _add_signatory(found, [line_reading(line) for p in pieces if p.kind == "signature" for line in p.lines])
    return found


def _add_unlabelled(found: dict[str, FieldValue], letterhead: Sequence[Piece]) -> None:
    """The submitter is the first line of the letterhead if that is no field; a date may stand anywhere in it."""
    for number, piece in enumerate(letterhead):
        text = piece.text
        names = not is_field(text) and not is_document_word(text) and not _DIGIT.search(text)
        if number == 0 and "submitter" not in found and names:
            found["submitter"] = (text, *piece.reading.span(0, len(text)))
        date = date_in(text) if "date" not in found else None
        if date is not None:
            found["date"] = (date[0], *piece.reading.span(*date.span()))


def _add_running(found: dict[str, FieldValue], furniture: Sequence[Piece]) -> None:
    """Without another, the name in the first running header is the submitter's, and its date the letter's."""
    name = running_name(furniture[0].text) if furniture and "submitter" not in found else None
    if name is not None:
        found["submitter"] = (name, *furniture[0].reading.span(0, len(name)))
    date = date_in(furniture[0].text) if furniture and "date" not in found else None
    if date is not None:
        found["date"] = (date[0], *furniture[0].reading.span(*date.span()))


def _add_cited(found: dict[str, FieldValue], titles: Sequence[Reading]) -> None:
    """The addressee's case number stands in brackets in the title, if no line gives it."""
    for title in titles:
        for pattern in (pattern for lang in languages() for pattern in lang.cited_numbers):
            number = pattern.search(title.text)
            if number is not None:
                found.setdefault("addressee_case_number", (number[1], *title.span(*number.span(1))))


def _add_signatory(found: dict[str, FieldValue], lines: Sequence[Reading]) -> None:
    for number, line in enumerate(lines):
        name = looks_like_name(line.text)
        if (
            name is None
            or is_field(line.text)
            or (number == 0 and len(lines) > 1 and name == line.text and _heads(lines))
        ):
            continue
        found.setdefault("signatory", (name, *line.span(0, len(name))))
        return


def _heads(lines: Sequence[Reading]) -> bool:
    """Is the first line of a signature block its opening words rather than a name?"""
    return closes(lines[0].text)
