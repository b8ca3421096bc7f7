"""What a response says of itself: date, case numbers, addressee, signatory, whose answers it adopts.

Turns the reader's fields into facts with their places. Knows no statements beyond the sentences that join another's answer.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.tokens import key
from remissgraf.graph.model import Document, Quoted, ResponseFacts
from remissgraf.ontology.entries import Actor, Vocabulary

__all__ = ["iso_date", "response_facts"]

_ISO: Final = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_WRITTEN: Final = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-zåäö]+)\.?\s+(\d{4})\b", re.IGNORECASE
)
_COMPACT: Final = re.compile(r"\b(20\d{2})(\d{2})(\d{2})\b")


def response_facts(
    document: Document,
    respondents: tuple[Actor, ...],
    addressee: Quoted | None,
    vocabulary: Vocabulary,
    grammar: Grammar,
) -> ResponseFacts:
    """The facts of a document; a date that is none is left out."""
    when = document.fields.get("date")
    day = iso_date(when[0], grammar) if when else None
    return ResponseFacts(
        respondents=respondents,
        language=document.language,
        date=Quoted(day, when[1], when[2]) if when and day else None,
        case_number=_quoted(document, "case_number"),
        addressee_case_number=_quoted(document, "addressee_case_number"),
        addressees=(addressee,) if addressee else (),
        signatory=_quoted(document, "signatory"),
        endorses=_endorses(document, vocabulary, respondents, grammar),
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


def _endorses(
    document: Document, vocabulary: Vocabulary, respondents: tuple[Actor, ...], grammar: Grammar
) -> tuple[str, ...]:
    """Actors whose answer is joined: "ansluter sig till X:s yttrande"."""
    joining = {
        form
        for verb in grammar["responses.joining"]
        for form in grammar.lemmas.get(verb, {}).get("present", ())
    }
    own = {actor.id for actor in respondents}
    found: dict[str, None] = {}
    for sentence in document.sentences:
        words = key(sentence.text).split()
        if not joining & set(words) or not grammar["responses.words"] & set(words):
            continue
        text = f" {' '.join(words)} "
        for actor in vocabulary.actors:
            for name in (actor.name, *actor.aliases, *actor.short):
                spelled = key(name)
                if (
                    len(spelled) > 2
                    and name != name.lower()
                    and any(f" {spelled}{end} " in text for end in ("", "s", " s"))
                ):
                    if actor.id not in own:
                        found.setdefault(actor.id, None)
                    break
    return tuple(found)
