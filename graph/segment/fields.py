"""Reads what letterheads, front matter and form heads say: date, case numbers, addressee, submitter, handler, title.

It knows lines in reading form and patterns from the language data; which blocks are a letterhead is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from remissgraf.graph.language import languages, one_of
from remissgraf.graph.model import Reading
from remissgraf.graph.segment.mend import cut

__all__ = [
    "OTHER",
    "FieldValue",
    "collect",
    "date_in",
    "fields_of",
    "is_field",
    "label_of",
    "looks_like_name",
]

FieldValue = tuple[str, int, int]
# Lines that are of the letterhead but say nothing we keep: e-mail, telephone, address.
OTHER: Final = "other"

_CAPITAL: Final = r"[A-ZÅÄÖÉÜ][\w'’.-]*"
# A name of two to six parts; after it a title behind a comma, or another name.
_NAME: Final = re.compile(
    rf"(?P<name>{_CAPITAL}(?:\s+(?:(?:von|af|av|de|van|der|la)\s+)?{_CAPITAL}){{1,5}})"
    rf"(?:\s*,.{{0,80}}|\s+(?:och|and)\s+{_CAPITAL}\s.{{0,80}})?\Z"
)
_DIGIT: Final = re.compile(r"\d")
# Without one of these signs a line is one field.
_DIVIDING: Final = frozenset("·|•:")
_NAME_WORDS: Final = 8


@cache
def _labels() -> str:
    labels = {label for lang in languages() for found in lang.labels.values() for label in found}
    return "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))


@cache
def _divider() -> re.Pattern[str]:
    """What parts the fields of one line: a sign, or a label with its colon. The longest label wins ("Ert dnr" over "dnr")."""
    return re.compile(rf"(?P<sign>\s+[·|•]\s+)|(?<!\S)(?:{_labels()})\s*:", re.IGNORECASE)


@cache
def _running() -> re.Pattern[str]:
    """What ends the name in a running header: wide space made one, then a label, a kind of paper or a page number."""
    numbers = "|".join(f"(?:{pattern.pattern})" for lang in languages() for pattern in lang.page_numbers)
    papers = "|".join(re.escape(word) for lang in languages() for word in lang.document_words)
    return re.compile(rf"\s+(?:(?:{_labels()}|{papers})\b|(?:{numbers})\s*\Z)", re.IGNORECASE)


def _parts(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each field of a line."""
    found, at = [], 0
    if _DIVIDING.isdisjoint(text):
        return [(0, len(text))]
    for divider in _divider().finditer(text):
        if divider["sign"] or divider.start() > at:
            found.append((at, divider.start()))
            at = divider.end() if divider["sign"] else divider.start()
    return [*found, (at, len(text))]


def running_name(text: str) -> str | None:
    """The organisation's name that begins a running header ("Statens vattenråd  Dnr VR 1/25"), or None."""
    found = _running().search(text)
    name = text[: found.start()] if found else ""
    return name if name and not _DIGIT.search(name) and len(name.split()) <= _NAME_WORDS else None


@cache
def _date() -> re.Pattern[str]:
    months = "|".join(sorted({month for lang in languages() for month in lang.months}))
    return re.compile(rf"\b(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\s+(?:{months})\s+\d{{4}})\b", re.IGNORECASE)


def date_in(text: str) -> re.Match[str] | None:
    """The first date written in full (ISO, or day month year), or None."""
    return _date().search(text)


def looks_like_name(text: str) -> str | None:
    """The personal (or other proper) name that the line consists of, a title after a comma left out; None if it is no name."""
    found = _NAME.match(text)
    return found["name"] if found and not _DIGIT.search(found["name"]) else None


def label_of(text: str) -> str | None:
    """The field whose label the line is, and nothing else ("Ert dnr:")."""
    bare = text.strip().rstrip(":.").casefold()
    for lang in languages():
        for name, labels in lang.labels.items():
            if bare in labels:
                return name
    return None


def fields_of(reading: Reading) -> Iterator[tuple[str, Reading]]:
    """The fields (name, value) in one line; a line may hold several, divided by "·" or "|". Unknown parts give none."""
    for start, end in _parts(reading.text):
        found = _field(cut(reading, start, end))
        if found is not None:
            yield found


def is_field(text: str) -> bool:
    """Is every part of the line a field, a date alone or a label alone?"""
    if not text.strip():
        return False
    parts = [text[start:end] for start, end in _parts(text)]
    return all(_field(Reading(part, ())) is not None or label_of(part) is not None for part in parts)


@cache
def _labelled() -> re.Pattern[str]:
    """Any field of any language."""
    return one_of(p for lang in languages() for found in lang.fields.values() for p in found)


def _field(reading: Reading) -> tuple[str, Reading] | None:
    text = reading.text.rstrip(" ,;")
    for lang in languages() if _labelled().match(text) else ():
        for name, patterns in lang.fields.items():
            for pattern in patterns:
                found = pattern.match(text)
                if found and not (found.re.groups and label_of(found[1] or "") is not None):
                    start, end = found.span(1) if found.re.groups and found[1] is not None else found.span()
                    return name, cut(reading, start, end)
    alone = _date().fullmatch(text)
    return ("date", cut(reading, 0, len(text))) if alone else None


def collect(lines: Sequence[tuple[Reading, int]]) -> Mapping[str, FieldValue]:
    """The fields of the letterhead's lines, the first of each name. lines: (reading, number of its group of lines).

    A label alone has its value on the next line; addressees may be several lines of one group, joined by "\\n".
    """
    found: dict[str, FieldValue] = {}
    for number, (reading, block) in enumerate(lines):
        if not reading.runs:
            continue
        label = label_of(reading.text)
        if label is not None:
            values = [(r, b) for r, b in lines[number + 1 :] if r.runs]
            same = [r for r, b in values if b == block and not is_field(r.text)]
            chosen = same or [r for r, _ in values[:1] if not is_field(r.text)]
            chosen = chosen if label == "addressee" else chosen[:1]
            if chosen:
                text = "\n".join(value.text for value in chosen)
                found.setdefault(label, (text, _start(chosen[0]), _end(chosen[-1])))
            continue
        for name, value in fields_of(reading):
            if name != OTHER and value.runs:
                found.setdefault(name, (value.text, _start(value), _end(value)))
    return found


def _start(reading: Reading) -> int:
    return reading.span(0, len(reading.text))[0]


def _end(reading: Reading) -> int:
    return reading.span(0, len(reading.text))[1]
