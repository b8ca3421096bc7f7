"""Decides what the blocks of a source are where the format does not say: letterhead, title, bold headings, signature.

It sees readings and layout; it must not know file formats, and it leaves sections and sentences to others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from remissgraf.graph.language import languages, one_of
from remissgraf.graph.model import BlockKind, Reading
from remissgraf.graph.segment.fields import is_field, looks_like_name
from remissgraf.graph.segment.mend import Hyphens, join, read_lines
from remissgraf.graph.segment.numbering import is_numbered, is_statement, section_kind
from remissgraf.graph.segment.source import Line, RawBlock

__all__ = ["DEEPEST", "Piece", "classify", "closes", "is_document_word", "stopped"]

# Bold lines and other headings without a written level stand below all levels that are written.
DEEPEST: Final = 7
_STOPPED: Final = re.compile(r"[.!?:;…][\"'”’»)\]*_]*\Z")
_FEW_WORDS: Final = 4
_MANY_WORDS: Final = 16
_HEADING_LENGTH: Final = 160
_ZONE: Final = 60
_FIELD_LINES: Final = 40
_SIGNATURE_LINES: Final = 10
_SIGNATURE_WORDS: Final = 10


class Piece(NamedTuple):
    """A block on its way to becoming one. title: it is the document's title, which opens no section."""

    kind: BlockKind
    lines: tuple[Line, ...]
    reading: Reading
    level: int | None = None
    path: str | None = None
    sure: bool = True
    cell: tuple[int, int, int] | None = None
    head: bool = False
    title: bool = False

    @property
    def text(self) -> str:
        return self.reading.text

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines if not line.furniture)


def classify(text: str, blocks: Sequence[RawBlock], hyphens: Hyphens) -> list[Piece]:
    """The pieces of a document in text order, each with its final kind."""
    return _Classifier(text, hyphens).run(blocks)


def stopped(text: str) -> bool:
    """Does the text end with a stop of some kind?"""
    return _STOPPED.search(text[-8:]) is not None


def is_prose(text: str) -> bool:
    """Is it running text rather than a line of a letterhead or a heading?"""
    words = text.split(None, _MANY_WORDS)
    return (stopped(text) and len(words) >= _FEW_WORDS) or len(words) >= _MANY_WORDS


@cache
def _cues() -> re.Pattern[str]:
    return one_of(pattern for lang in languages() for pattern in lang.title_cues)


@cache
def _document_words() -> frozenset[str]:
    return frozenset().union(*(lang.document_words for lang in languages()))


def is_document_word(text: str) -> bool:
    """Does the line only say what kind of paper this is ("REMISSVAR")?"""
    return text.casefold().strip(" :.") in _document_words()


def _is_cue(text: str) -> bool:
    """Does the line begin as titles do ("Yttrande över …"), or end in the name of a kind of paper ("Regionens svar")?"""
    if is_document_word(text):
        return False
    named = text.split()[-1:] if len(text.split()) <= _FEW_WORDS else []
    return _cues().match(text) is not None or any(
        word[0].islower() and is_document_word(word) for word in named
    )


@cache
def _closings() -> re.Pattern[str]:
    return one_of(pattern for lang in languages() for pattern in lang.closings)


def closes(text: str) -> bool:
    """Does the line begin as signature blocks do ("För styrelsen", "Med vänlig hälsning")?"""
    return _closings().match(text) is not None


class _Classifier:
    def __init__(self, text: str, hyphens: Hyphens) -> None:
        self._text = text
        self._hyphens = hyphens

    def run(self, blocks: Sequence[RawBlock]) -> list[Piece]:
        pieces = [piece for block in blocks if (piece := self._piece(block)) is not None]
        stop, pieces = self._letterhead(pieces)
        body = [made for piece in pieces[stop:] for made in self._headings(piece)]
        body = self._meta(body)
        return pieces[:stop] + self._signature(body)

    def _piece(self, block: RawBlock) -> Piece | None:
        lines = block.lines
        if block.kind == "furniture":
            lines = tuple(line._replace(furniture=False) for line in lines)
        reading = self._read(lines)
        if reading is None:
            return None
        return Piece(block.kind, lines, reading, block.level, block.path, block.sure, block.cell, block.head)

    def _make(self, piece: Piece, lines: tuple[Line, ...]) -> Piece | None:
        """The piece with these lines instead; None if nothing in them is readable."""
        reading = self._read(lines) if lines else None
        return piece._replace(lines=lines, reading=reading) if reading is not None else None

    def _read(self, lines: tuple[Line, ...]) -> Reading | None:
        reading = read_lines(self._text, lines, self._hyphens)
        return reading if reading.runs and reading.text.strip() else None

    def _split(self, piece: Piece) -> list[Piece]:
        """The piece's lines as pieces of their own; a line that goes on in lower case stays with the one before."""
        groups: list[list[Line]] = []
        for line in piece.lines:
            first = self._text[line.kept[0][0]] if line.kept else ""
            if groups and first.islower():
                groups[-1].append(line)
            else:
                groups.append([line])
        made = [self._make(piece, tuple(lines)) for lines in groups]
        return [one for one in made if one is not None]

    # The letterhead: from the top to the title or the first running text.

    def _letterhead(self, pieces: list[Piece]) -> tuple[int, list[Piece]]:
        stop = self._body_start(pieces)
        if stop is None:
            return 0, [p._replace(kind="letterhead") if self._all_fields(p) else p for p in pieces]
        zone: list[Piece] = []
        for piece in pieces[:stop]:
            whole = piece.kind not in {"paragraph", "heading"} or len(piece.lines) == 1
            zone.extend([piece] if whole or _is_title(piece) else self._split(piece))
        after = pieces[stop]
        headed = after.kind == "heading" and after.sure and not _opens_section(after)
        title = self._title_in(zone, headed=headed)
        if title is None and not headed:
            lone = [number for number, piece in enumerate(zone) if piece.kind != "furniture"]
            if len(lone) == 1 and zone[lone[0]].bold and not self._all_fields(zone[lone[0]]):
                # Bold, and alone above the text: a heading, not a letterhead.
                return lone[0], [*zone, *pieces[stop:]]
        if title is None:
            made = [_as_letterhead(piece) for piece in zone]
            return len(made), [*made, after._replace(title=headed), *pieces[stop + 1 :]]
        # What stands between the title and the running text is headings and fields, as further below.
        made = [_as_letterhead(piece) for piece in zone[:title]]
        made.append(zone[title]._replace(kind="heading", title=True))
        return len(made), [*made, *zone[title + 1 :], *pieces[stop:]]

    def _body_start(self, pieces: list[Piece]) -> int | None:
        rows = _rows(pieces)
        tables = {key[0] for key, row in rows.items() if any(is_field(text) for text in _row_texts(row))}
        for number, piece in enumerate(pieces[:_ZONE]):
            if piece.kind in {"furniture", "letterhead"}:
                continue
            if piece.kind == "cell":
                row = rows[(piece.cell or (0, 0, 0))[:2]]
                if row[0].cell is None or row[0].cell[0] not in tables or is_prose(_row_texts(row)[-1]):
                    return number
            elif (piece.kind == "heading" and piece.sure) or piece.kind in {"item", "quote", "footnote"}:
                return number
            elif self._all_fields(piece):
                continue
            elif self._speaks(piece) or ((not piece.sure or piece.bold) and _opens_section(piece)):
                return number
        return self._first_stopped(pieces)

    def _first_stopped(self, pieces: list[Piece]) -> int | None:
        """Where nothing is long enough to be running text: the first few words that a full stop ends ("Verket tillstyrker planen.")."""
        for number, piece in enumerate(pieces[:_ZONE]):
            words = piece.text.split()
            ends = piece.text.endswith((".", "!")) and words[-1].strip(".!").islower() and len(words) > 2
            if piece.kind == "paragraph" and ends and not is_field(piece.text):
                return number
        return None

    def _speaks(self, piece: Piece) -> bool:
        """Is it running text? A block of several lines without a stop is none if one of them is a field."""
        if is_statement(piece.text):
            return True
        if stopped(piece.text) or not 1 < len(piece.lines) <= _FIELD_LINES:
            return is_prose(piece.text)
        return is_prose(piece.text) and not any(is_field(line.text) for line in self._split(piece))

    def _title_in(self, zone: list[Piece], *, headed: bool) -> int | None:
        """The piece of the letterhead that is the title: it begins as titles do, or it is the last line after the fields.

        headed: a heading that can be the title comes right after the letterhead, so the last line is none.
        """
        for number, piece in enumerate(zone):
            if _is_title(piece):
                return number
        fields = [number for number, piece in enumerate(zone) if self._all_fields(piece)]
        last = len(zone) - 1
        if not headed and fields and last > fields[-1] and zone[last].kind in {"heading", "paragraph"}:
            return last
        return None

    def _all_fields(self, piece: Piece) -> bool:
        if piece.kind not in {"paragraph", "heading"} or len(piece.lines) > _FIELD_LINES:
            return False
        lines = self._split(piece) if len(piece.lines) > 1 else [piece]
        return all(is_field(line.text) for line in lines)

    # Headings that only their looks betray.

    def _headings(self, piece: Piece) -> list[Piece]:
        if piece.kind != "paragraph" or piece.cell is not None:
            return [piece]
        bold = 0
        while bold < len(piece.lines) and piece.lines[bold].bold:
            bold += 1
        if bold == len(piece.lines):
            return [self._as_heading(piece)]
        if bold and (piece.lines[bold - 1].hard or self._begins_high(piece.lines[bold])):
            head, rest = self._make(piece, piece.lines[:bold]), self._make(piece, piece.lines[bold:])
            if head is not None and rest is not None and not stopped(head.text):
                return [head._replace(kind="heading", level=DEEPEST), rest]
        if len(piece.lines) == 1 and len(piece.text) <= _HEADING_LENGTH and not stopped(piece.text):
            number = is_numbered(piece.text) and not is_prose(piece.text)
            return [piece._replace(kind="heading", level=DEEPEST)] if number else [piece]
        return [piece]

    def _begins_high(self, line: Line) -> bool:
        return bool(line.kept) and self._text[line.kept[0][0]].isupper()

    def _as_heading(self, piece: Piece) -> Piece:
        question = piece.text.rstrip("*_ ").endswith("?")
        if len(piece.text) > _HEADING_LENGTH or (
            stopped(piece.text) and not question and is_prose(piece.text)
        ):
            return piece
        return piece._replace(kind="heading", level=DEEPEST)

    def _meta(self, pieces: list[Piece]) -> list[Piece]:
        """Lines of fields between the title and the first running text are letterhead too."""
        made = list(pieces)
        for number, piece in enumerate(pieces):
            if piece.kind in {"item", "quote", "cell"} or (
                piece.kind == "paragraph" and not self._all_fields(piece)
            ):
                break
            if piece.kind == "paragraph" or (not piece.sure and self._all_fields(piece)):
                made[number] = piece._replace(kind="letterhead")
        return made

    # The signature block: from its opening words, or the names that end the document.

    def _signature(self, pieces: list[Piece]) -> list[Piece]:
        made: list[Piece] = []
        signing = 0
        for number, piece in enumerate(pieces):
            plain = piece.kind == "paragraph" or (piece.kind == "heading" and not piece.sure)
            plain = plain and not (piece.kind == "heading" and _opens_section(piece))
            if signing and plain and self._signs(piece):
                made.append(piece._replace(kind="signature"))
                signing -= 1
            elif piece.kind == "paragraph" or plain:
                opens = number > 0 and closes(self._first_line(piece)) and self._signs(piece)
                signing = _SIGNATURE_LINES if opens else 0
                made.append(piece._replace(kind="signature") if opens else piece)
            else:
                if piece.kind != "furniture":
                    signing = 0
                made.append(piece)
        return self._last_names(made)

    def _last_names(self, pieces: list[Piece]) -> list[Piece]:
        """Names and titles after the last stop of the document."""
        last = max(
            (n for n, piece in enumerate(pieces) if piece.kind not in {"furniture", "footnote", "signature"}),
            default=-1,
        )
        if not any(is_prose(piece.text) for piece in pieces if _speaks(piece)):
            return pieces
        first = last
        while (
            first > 0
            and _is_plain(pieces[first])
            and self._signs(pieces[first])
            and last - first < _SIGNATURE_LINES
        ):
            first -= 1
        for number in range(first, last + 1):
            piece = pieces[number]
            if not _is_plain(piece):
                continue
            split = self._split_names(piece)
            if split is not None:
                kept, names = split
                tail = [
                    p._replace(kind="signature") if _is_plain(p) else p for p in pieces[number + 1 : last + 1]
                ]
                return [*pieces[:number], *kept, names._replace(kind="signature"), *tail, *pieces[last + 1 :]]
        return pieces

    def _split_names(self, piece: Piece) -> tuple[list[Piece], Piece] | None:
        """(what comes before, the lines of names) if the piece ends with names, else None."""
        lines = piece.lines
        cutting = len(lines)
        while cutting > 0 and len(lines) - cutting < _SIGNATURE_LINES:
            one = self._make(piece, lines[cutting - 1 : cutting])
            if one is not None and not self._signs(one):
                break
            cutting -= 1
        while cutting < len(lines):
            names = self._make(piece, lines[cutting:])
            first = self._make(piece, lines[cutting : cutting + 1])
            if names is not None and first is not None and looks_like_name(first.text):
                before = self._make(piece, lines[:cutting])
                return ([before] if before is not None else []), names
            cutting += 1
        return None

    def _first_line(self, piece: Piece) -> str:
        if len(piece.lines) == 1:
            return piece.text
        first = self._make(piece, piece.lines[:1])
        return first.text if first is not None else ""

    def _signs(self, piece: Piece) -> bool:
        """Could every line stand in a signature block: short, and no sentence?"""
        if len(piece.lines) > _SIGNATURE_LINES:
            return False
        lines = self._split(piece) if len(piece.lines) > 1 else [piece]
        return all(
            len(line.text.split()) <= _SIGNATURE_WORDS and not line.text.endswith((".", "!", "?"))
            for line in lines
        )


def _speaks(piece: Piece) -> bool:
    return piece.kind in {"paragraph", "item", "quote", "cell"}


def _is_title(piece: Piece) -> bool:
    speaks = piece.kind in {"paragraph", "heading", "cell"}
    return speaks and _is_cue(piece.text) and not is_field(piece.text)


def _as_letterhead(piece: Piece) -> Piece:
    return piece if piece.kind == "furniture" else piece._replace(kind="letterhead")


def _is_plain(piece: Piece) -> bool:
    return piece.kind == "paragraph" or (piece.kind == "heading" and not piece.sure and not piece.title)


def _opens_section(piece: Piece) -> bool:
    return section_kind(piece.text) is not None or is_numbered(piece.text)


def _row_texts(row: Sequence[Piece]) -> list[str]:
    """The texts of a table row's cells, and last of the row as a whole."""
    return [*(cell.text for cell in row), join([cell.reading for cell in row]).text]


def _rows(pieces: Sequence[Piece]) -> dict[tuple[int, int], list[Piece]]:
    rows: dict[tuple[int, int], list[Piece]] = {}
    for piece in pieces:
        if piece.cell is not None:
            rows.setdefault(piece.cell[:2], []).append(piece)
    return rows
