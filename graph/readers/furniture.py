"""Finds page furniture among lines: page numbers, running headers and footers, tables of contents.

A line is furniture by where it stands, never by its words alone: an organisation's name in a sentence stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from remissgraf.graph.language import languages
from remissgraf.graph.segment.fields import is_field
from remissgraf.graph.segment.numbering import is_numbered

__all__ = ["find_furniture"]

# Lines from a page's edge that may be running headers or footers.
_ZONE: Final = 5
# A line of so many words with a stop is a sentence.
_WORDS: Final = 4
_COLUMNS: Final = re.compile(r"\S\s{3,}\S")
_DIGITS: Final = re.compile(r"\d+")
_LONE_NUMBER: Final = re.compile(r"\d{1,4}\Z")
# A line of a table of contents: dot leaders, or a numbered title with a page number, several of them in rising order.
_LEADERS: Final = re.compile(r"[^\s.…][^…]*?(?:\s?[.…]){3,}\s*\d{1,4}\Z")
_PAGED_TITLE: Final = re.compile(r".*[^\W\d].*\s(\d{1,4})\Z")
_ENTRY_LENGTH: Final = 200
_ENTRIES: Final = 3


@cache
def _page_number() -> tuple[re.Pattern[str], re.Pattern[str]]:
    numbers = "|".join(f"(?:{pattern.pattern})" for lang in languages() for pattern in lang.page_numbers)
    return re.compile(rf"(?:{numbers})\s*\Z", re.IGNORECASE), re.compile(
        rf".*\s(?:{numbers})\s*\Z", re.IGNORECASE
    )


def find_furniture(lines: Sequence[str], pages: Sequence[int], blanks: Sequence[bool]) -> list[bool]:
    """For every line (without outer white space) whether it is furniture.

    pages: the page of each line, rising from 0. blanks: is there an empty line or a gap above it.
    """
    alone, _ = _page_number()
    found = [alone.match(line) is not None for line in lines]
    spans = _spans(pages)
    if len(spans) > 1:
        counts = _repeated(lines, spans)
        for number, (low, high) in enumerate(spans):
            top = range(low, min(high, low + _ZONE))
            bottom = range(high - 1, max(low, high - _ZONE) - 1, -1)
            _mark_edge(lines, found, top, counts, [at > low and blanks[at] for at in top], later=number > 0)
            _mark_edge(
                lines, found, bottom, counts, [at + 1 < high and blanks[at + 1] for at in bottom], later=False
            )
    else:
        _mark_beside(lines, found)
    _mark_contents(lines, found)
    return found


def _spans(pages: Sequence[int]) -> list[tuple[int, int]]:
    starts = [n for n in range(len(pages)) if n == 0 or pages[n] != pages[n - 1]]
    return list(pairwise([*starts, len(pages)]))


def _form(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split())).casefold()


def _repeated(lines: Sequence[str], spans: Sequence[tuple[int, int]]) -> Counter[str]:
    """On how many pages the form of a line stands near the edge, page numbers left out of account."""
    counts: Counter[str] = Counter()
    for low, high in spans:
        top, bottom = lines[low : min(high, low + _ZONE)], lines[max(low, high - _ZONE) : high]
        counts.update({_form(line) for line in (*top, *bottom)})
    return counts


def _mark_edge(
    lines: Sequence[str],
    found: list[bool],
    order: Sequence[int],
    counts: Counter[str],
    gaps: Sequence[bool],
    *,
    later: bool,
) -> None:
    """Mark from the page's edge inwards, until the first line that is text.

    gaps: whether a gap parts each line of `order` from the one before. later: it is the top of another page than the first.
    """
    _, ends_in_number = _page_number()
    for number, gap in zip(order, gaps, strict=True):
        line = lines[number]
        certain = found[number] or ends_in_number.match(line) or _LONE_NUMBER.match(line)
        header = later and (_COLUMNS.search(line) or (found[number - 1] and is_field(line)))
        times = counts[_form(line)]
        # Beyond a gap text may begin, and two pages of a form may begin alike.
        running = times > (2 if gap else 1) and not _is_sentence(line)
        if not (certain or header or running):
            return
        found[number] = True


def _is_sentence(line: str) -> bool:
    return line.endswith((".", "?", "!")) and len(line.split()) >= _WORDS


def _mark_beside(lines: Sequence[str], found: list[bool]) -> None:
    """Without page breaks: a line that ends in a page number beside a gap or comes again with another, and a line in columns right below
    a page number, which is the next page's header."""
    _, ends_in_number = _page_number()
    numbered = [number for number, line in enumerate(lines) if ends_in_number.match(line)]
    forms = Counter(_form(lines[number]) for number in numbered)
    for number in numbered:
        if _COLUMNS.search(lines[number]) or forms[_form(lines[number])] > 1:
            found[number] = True
    for number in range(1, len(lines)):
        if found[number - 1] and not found[number]:
            found[number] = _COLUMNS.search(lines[number]) is not None


def _mark_contents(lines: Sequence[str], found: list[bool]) -> None:
    """Mark the entries of a table of contents, whose titles would be taken for headings."""
    run: list[int] = []
    page = 0
    for number, line in enumerate(lines):
        if found[number] or len(line) > _ENTRY_LENGTH or not line[-1:].isdecimal():
            titled = None
        else:
            found[number] = _LEADERS.match(line) is not None
            titled = _PAGED_TITLE.match(line) if is_numbered(line) else None
        if titled is None or int(titled[1]) < page:
            run, page = [], 0
        if titled is not None:
            page = int(titled[1])
            run.append(number)
            if len(run) >= _ENTRIES:
                for entry in run:
                    found[entry] = True
