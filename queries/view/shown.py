"""A text as a person reads it: the blocks of a document in reading form, cut where something is marked.

Marks may lie within each other and overlap: each piece of text names all that it belongs to. What the public edition hides is taken
from the text that is given, never from the document. It knows no page, no store and no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from remissgraf.graph.describe.private import MASK
from remissgraf.graph.model import Block, Reading, Run

__all__ = ["HIDDEN", "Mark", "Piece", "Shown", "gathered", "plain_blocks", "shown_blocks"]

# The kind of a group of blocks of which nothing may be read.
HIDDEN = "hidden"
_DEEPEST = 6
# The page's own heading is of level 1; one without a level stands between chapter and section.
_USUAL = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text, in code points. words: (start, end) of what is to stand out in it, or None."""

    start: int
    end: int
    words: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block between two places where a mark begins or ends.

    marks: numbers of the marks that it lies in, the shortest first. begins: those whose first piece it is. strong: whether it is what
    stands out in one of them.
    """

    text: str
    marks: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A block. kind: as in the model. level: of a heading, 2–6; of an item, its indent from 0. section: id. start: in the text."""

    kind: str
    level: int
    section: str
    start: int
    pieces: tuple[Piece, ...]

    @property
    def hidden(self) -> bool:
        """Whether nothing of it may be read."""
        text = "".join(piece.text for piece in self.pieces)
        return MASK in text and not any(letter.isalnum() for letter in text)


def shown_blocks(blocks: Iterable[Block], text: str, marks: Sequence[Mark] = ()) -> tuple[Shown, ...]:
    """The blocks with `marks` in them. text: what the offsets of blocks and marks count in, as it may be shown."""
    seen: set[int] = set()
    shown = []
    for block in blocks:
        reading = _readable(block.reading, text)
        found = {
            number: place
            for number, mark in enumerate(marks)
            if (place := _place(block.reading, mark.start, mark.end)) is not None
        }
        words = [
            place
            for number in found
            if (span := marks[number].words) is not None
            and (place := _place(block.reading, *span)) is not None
        ]
        pieces = tuple(_pieces(reading, found, words, seen))
        seen.update(found)
        shown.append(Shown(block.kind, _level(block), block.section, block.start, pieces))
    return tuple(shown)


def gathered(blocks: Iterable[Shown]) -> list[tuple[str, list[Shown]]]:
    """Blocks with the kind that they share, in order: items that follow each other are one group, so are hidden ones; others are alone."""
    groups: list[tuple[str, list[Shown]]] = []
    for kind, members in groupby(blocks, key=lambda block: HIDDEN if block.hidden else block.kind):
        if kind in ("item", HIDDEN):
            groups.append((kind, list(members)))
        else:
            groups += ((kind, [block]) for block in members)
    return groups


def plain_blocks(text: str, start: int, end: int) -> tuple[Block, ...]:
    """The text between the offsets as paragraphs that empty lines part: for a text of whose form nothing is known."""
    found: list[Block] = []
    at = start
    for line in [*text[start:end].split("\n\n"), ""]:
        if line.strip():
            stop = at + len(line)
            found.append(Block("paragraph", at, stop, Reading(line, (Run(0, at, len(line)),)), "root"))
        at += len(line) + 2
    return tuple(found)


def _level(block: Block) -> int:
    if block.kind == "heading":
        return min(_DEEPEST, block.level + 1 if block.level is not None else _USUAL)
    return block.level or 0


def _readable(reading: Reading, text: str) -> str:
    """The reading form with the given text's letters: what the mending put in stays."""
    letters = list(reading.text)
    for run in reading.runs:
        letters[run.at : run.at + run.length] = text[run.start : run.start + run.length]
    return "".join(letters)


def _place(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """Where in the reading form a stretch of the text stands, None where it is elsewhere."""
    inside = [
        (run.at + max(start - run.start, 0), run.at + min(end - run.start, run.length))
        for run in reading.runs
        if run.start < end and start < run.start + run.length
    ]
    return (inside[0][0], inside[-1][1]) if inside else None


def _pieces(
    text: str, places: dict[int, tuple[int, int]], words: list[tuple[int, int]], seen: set[int]
) -> Iterator[Piece]:
    cuts = {0, len(text), *(cut for place in (*places.values(), *words) for cut in place)}
    for start, end in pairwise(sorted(cuts)):
        inside = [number for number, (first, last) in places.items() if first <= start and end <= last]
        inside.sort(key=lambda number: (places[number][1] - places[number][0], number))
        begins = tuple(
            sorted(number for number in inside if places[number][0] == start and number not in seen)
        )
        strong = any(first <= start and end <= last for first, last in words)
        yield Piece(text[start:end], tuple(inside), begins, strong)
