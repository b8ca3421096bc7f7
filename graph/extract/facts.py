"""What a response says of itself: date, case numbers, addressee, signatory.

Turns the reader's fields into facts with their places, beside what was found of respondents and of other responses. Knows no statements.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.submitter import Submitter
from remissgraf.graph.model import Document, Quoted, ResponseFacts, ResponseReference
from remissgraf.ontology.entries import Actor

__all__ = ["iso_date", "response_facts"]

_ISO: Final = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_WRITTEN: Final = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-zåäö]+)\.?\s+(\d{4})\b", re.IGNORECASE
)
_COMPACT: Final = re.compile(r"\b(20\d{2})(\d{2})(\d{2})\b")


def response_facts(
    document: Document,
    submitter: Submitter,
    behalf: tuple[Actor, ...],
    references: tuple[ResponseReference, ...],
    grammar: Grammar,
) -> ResponseFacts:
    """The facts of a document; a date that is none is left out."""
    when = document.fields.get("date")
    day = iso_date(when[0], grammar) if when else None
    return ResponseFacts(
        respondents=submitter.respondents,
        language=document.language,
        date=Quoted(day, when[1], when[2]) if when and day else None,
        case_number=_quoted(document, "case_number"),
        addressee_case_number=_quoted(document, "addressee_case_number"),
        addressees=(submitter.addressee,) if submitter.addressee else (),
        signatory=_quoted(document, "signatory"),
        on_behalf_of=behalf,
        references=references,
    )


def iso_date(text: str, grammar: Grammar) -> str | None:
    """The first date in a text, as ISO 8601, or None: "14 oktober 2025", "2025-10-14", "20251014"."""
    if (match := _ISO.search(text)) or (match := _COMPACT.search(text)):
        year, month, day = (int(part) for part in match.groups())
    elif match := _WRITTEN.search(text):
        months = grammar.phrases["months.names"]
        name = match.group(2).lower()
        found = [
            number
            for number, month_name in enumerate(months, 1)
            if len(name) >= 3 and month_name.startswith(name)
        ]
        if len(found) != 1:
            return None
        year, month, day = int(match.group(3)), found[0], int(match.group(1))
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _quoted(document: Document, name: str) -> Quoted | None:
    field = document.fields.get(name)
    return Quoted(*field) if field else None
