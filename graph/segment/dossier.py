"""Files that hold the answers of several bodies, taken apart by author: each part a document of its own, with offsets into the one text.

An answer begins with a title that names its author ("Yttrande från miljönämnden") or with a letterhead of its own. Ordinary responses
with annexes, quoted boards and compilations stay whole. Knows titles, letterheads and endings of names; no actors and no statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from remissgraf.graph.language import languages
from remissgraf.graph.model import Block, Document
from remissgraf.graph.segment.assemble import assemble
from remissgraf.graph.segment.classify import is_document_word, is_prose
from remissgraf.graph.segment.fields import fields_of, is_field
from remissgraf.graph.segment.mend import Hyphens, read_lines
from remissgraf.graph.segment.source import Line, Source

__all__ = ["assemble_all"]

# A title or a name is short; a letterhead has its fields within so many lines of the name.
_TITLE_WORDS: Final = 16
_NAME_WORDS: Final = 8
_SENTENCE_WORDS: Final = 3
_HEAD_LINES: Final = 12
_FIELDS: Final = frozenset({"date", "case_number", "addressee", "addressee_case_number"})


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where an answer begins. name: its author as written; level: of its heading, None for a letterhead or where none is known."""

    start: int
    name: str
    level: int | None


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a block. first: it begins its block."""

    start: int
    text: str
    block: Block
    first: bool


def assemble_all(
    source: Source, *, identifier: str, path: str, suffix: str, sha256: str
) -> tuple[Document, ...]:
    """The documents that a source makes, in text order: one, or those of a dossier, numbered from 1 in `part`."""
    whole = assemble(source, identifier=identifier, path=path, suffix=suffix, sha256=sha256)
    openings = _openings(whole, source)
    if len(openings) < 2:
        return (whole,)
    ends = [*(opening.start for opening in openings[1:]), len(source.text)]
    organisation = _organisation(whole, openings[0].start)
    made: list[Document] = []
    for number, (opening, end) in enumerate(zip(openings, ends, strict=True), 1):
        blocks = tuple(block for block in source.blocks if opening.start <= block.start < end)
        part = assemble(
            replace(source, blocks=blocks),
            identifier=f"{identifier}~{number}",
            path=path,
            suffix=suffix,
            sha256=sha256,
            part=number,
        )
        at = source.text.index(opening.name, opening.start)
        author = (opening.name[0].upper() + opening.name[1:], at, at + len(opening.name))
        given = (
            {"submitter": author}
            if organisation is None
            else {"submitter": author, "organisation": organisation}
        )
        made.append(replace(part, fields={**given, **part.fields}))
    return tuple(made) if all(part.sentences for part in made) else (whole,)


def _openings(document: Document, source: Source) -> list[_Opening]:
    """Where the answers begin, if there are several and the first one begins the file; else none."""
    rows = list(_rows(document))
    starts = {block.start for block in source.blocks}
    found: list[_Opening] = []
    prose = False
    for number, row in enumerate(rows):
        if _speaks(row.text):
            if not found:
                return []
            prose = True
        elif (not found or prose) and row.first and row.block.start in starts:
            opening = _opens(rows, number)
            if opening is None:
                continue
            if not found or found[-1].name.casefold() != opening.name.casefold():
                found.append(opening)
                prose = False
    return found if _is_dossier(document, found) else []


def _is_dossier(document: Document, found: Sequence[_Opening]) -> bool:
    if len({opening.name.casefold() for opening in found}) < 2:
        return False
    cover = document.text[: found[0].start].casefold() + document.title.casefold()
    if any(word in cover for lang in languages() for word in lang.compilations):
        return False
    levels = {opening.level for opening in found}
    if len(levels) > 1:
        # The answers of boards below the title of the one that reports them.
        return False
    # A municipality with the answers of its own boards is one response that reports them.
    return not (not _is_unit(found[0].name) and all(_is_unit(opening.name) for opening in found[1:]))


def _is_unit(name: str) -> bool:
    """Whether a board's name is the first of the name's words: "Miljönämnden i Alviks kommun", "barn- och utbildningsnämnden"."""
    endings = tuple(ending for lang in languages() for ending in lang.unit_endings)
    return any(word.casefold().endswith(endings) for word in name.split()[:3])


def _rows(document: Document) -> Iterator[_Row]:
    for block in document.blocks:
        if block.kind in ("furniture", "item", "cell", "quote", "footnote"):
            continue
        at = block.start
        for number, line in enumerate(document.text[block.start : block.end].splitlines(keepends=True)):
            text = line.strip(" \t\r\n*_#\\")
            if text:
                yield _Row(at, text, block, number == 0)
            at += len(line)


def _speaks(text: str) -> bool:
    """Running text, be it only a few words with a full stop."""
    return is_prose(text) or (
        text.endswith(".") and len(text.split()) >= _SENTENCE_WORDS and not is_field(text)
    )


def _opens(rows: Sequence[_Row], number: int) -> _Opening | None:
    row = rows[number]
    if len(row.text.split()) > _TITLE_WORDS:
        return None
    titled = _title(row.text)
    if titled is not None:
        return _Opening(row.block.start, titled, row.block.level if row.block.kind == "heading" else None)
    if _is_name(row.text) and _has_fields(rows[number + 1 : number + 1 + _HEAD_LINES]):
        return _Opening(row.block.start, row.text, None)
    return None


@cache
def _titles() -> tuple[re.Pattern[str], ...]:
    return tuple(pattern for lang in languages() for pattern in lang.dossier_titles)


def _title(text: str) -> str | None:
    """The author that a title names: "Yttrande från miljönämnden över planen", "Remissvar – Kulturnämnden"."""
    for pattern in _titles():
        match = pattern.fullmatch(text.rstrip(" :."))
        if match is not None and _is_name(match["who"]):
            return match["who"]
    return None


@cache
def _endings() -> tuple[str, ...]:
    return tuple(ending for lang in languages() for ending in (*lang.actor_endings, *lang.unit_endings))


def _is_name(text: str) -> bool:
    """Short, no field, and with a word that ends as the names of bodies do."""
    words = text.casefold().split()
    return (
        len(words) <= _NAME_WORDS and not is_field(text) and any(word.endswith(_endings()) for word in words)
    )


def _has_fields(rows: Sequence[_Row]) -> bool:
    """Whether two fields of a letterhead and a title stand before the next running text."""
    seen: set[str] = set()
    titled = False
    for row in rows:
        if _speaks(row.text):
            break
        line = Line(row.start, row.start + len(row.text), ((0, len(row.text)),))
        seen |= {name for name, _ in fields_of(read_lines(row.text, (line,), Hyphens(row.text, ())))}
        titled = (
            titled
            or is_document_word(row.text)
            or any(pattern.match(row.text) for lang in languages() for pattern in lang.title_cues)
        )
    return titled and len(seen & _FIELDS) > 1


def _organisation(document: Document, first: int) -> tuple[str, int, int] | None:
    """The body that the cover names, for boards that answer within it."""
    for row in _rows(document):
        if row.start >= first:
            return None
        for pattern in (pattern for lang in languages() for pattern in lang.organisations):
            name = pattern.search(document.text, row.start, row.start + len(row.text))
            if name is not None:
                return name[0], *name.span()
    return None
