"""The numbers and labels of headings: "1.2.2", "A.", "Avsnitt 4.1", "P4", and where they belong in a tree.

It knows labels and heading words; it must not know blocks or offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from remissgraf.graph.language import languages, one_of

__all__ = [
    "Heading",
    "ancestors",
    "is_numbered",
    "is_question",
    "is_statement",
    "read_heading",
    "section_kind",
]

_DOTTED: Final = r"\d{1,3}(?:\.\d{1,3})*"
_LETTERED: Final = r"[A-ZÅÄÖ]\.?\d{1,2}(?:\.\d{1,3})*|[A-ZÅÄÖ]|[IVX]{2,5}"
# "1.2 Title", "3.3.Title", "1. Title", "§ 4", "A. Title", "A.1 Title", "P4 Title"; a bare year or amount is no number.
_LEADING: Final = re.compile(
    rf"(?:§\s*)?(?:(?P<dotted>{_DOTTED})(?:[.):]\s*|\s+|(?=\Z))"
    rf"|(?P<letter>{_LETTERED})(?:[.):]\s+|[.)](?=[A-ZÅÄÖ])|\Z)"
    r"|(?P<coded>[A-ZÅÄÖ]\.?\d{1,2}(?:\.\d{1,3})*)\s+)(?P<title>.*)",
    re.DOTALL,
)
_QUESTION: Final = re.compile(r"(?P<word>[^\W\d_]+)\s+\d{1,3}\b")


class Heading(NamedTuple):
    """A heading taken apart. number: as written, without closing stop; None without. title: the rest (all, if the number is named)."""

    number: str | None
    title: str


@cache
def _prefixed() -> re.Pattern[str]:
    prefixes = "|".join(prefix for lang in languages() for prefix in lang.heading_prefixes)
    bare = "|".join(prefix for lang in languages() for prefix in lang.bare_prefixes)
    return re.compile(
        rf"(?i:{prefixes})\s+(?P<number>{_DOTTED}|{_LETTERED})[.,:)]?(?=\s|\Z)"
        rf"|(?i:{bare})\s+(?P<bare>{_DOTTED}|{_LETTERED})(?:[.,:)]|\Z)"
    )


def read_heading(text: str) -> Heading:
    """Take a heading apart.

    >>> read_heading("1.2.2 Relationen"), read_heading("3.3.Norden").number, read_heading("Till avsnitt 4.1").number
    (Heading(number='1.2.2', title='Relationen'), '3.3', '4.1')
    """
    text = text.strip()
    leading = _LEADING.match(text)
    if leading:
        number = leading["dotted"] or leading["letter"] or leading["coded"]
        title = leading["title"].strip()
        if not (number.isdigit() and title[:1].islower()):
            return Heading(number, title or text)
    named = _prefixed().match(text)
    if named:
        return Heading(named["number"] or named["bare"], text)
    return Heading(None, text)


def is_numbered(text: str) -> bool:
    """Does the line look like a numbered heading?"""
    return read_heading(text).number is not None


def is_question(text: str) -> bool:
    """Is the heading a question that is answered below it ("Fråga 6. Övriga synpunkter", "Delar ni syftet?")?"""
    if text.rstrip().endswith("?"):
        return True
    found = _QUESTION.match(text)
    return found is not None and any(found["word"].casefold() in lang.question_words for lang in languages())


def is_statement(text: str) -> bool:
    """Does the line speak in the first person ("Vi tillstyrker målet"), so that it is no heading though it has no stop?"""
    words = text.split(None, 2)
    if len(words) < 2 or not any(words[0].casefold() in lang.speaking for lang in languages()):
        return False
    return section_kind(text) is None


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, one_of(found)) for lang in languages() for kind, found in lang.sections.items())


def section_kind(title: str) -> str | None:
    """The kind that a title names in any language: "summary", "background", "dissent", or None."""
    return next((kind for kind, pattern in _kinds() if pattern.match(title)), None)


def ancestors(number: str) -> Iterable[str]:
    """The labels that contain a label, nearest first.

    >>> list(ancestors("1.2.2")), list(ancestors("A.1")), list(ancestors("A1")), list(ancestors("B"))
    (['1.2', '1'], ['A'], ['A'], [])
    """
    while "." in number:
        number = number.rpartition(".")[0]
        yield number
    if len(number) > 1 and number[0].isalpha() and number[1:].isdigit():
        yield number[0]
