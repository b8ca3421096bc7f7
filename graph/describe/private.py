"""What of a response's text is personal: signatures, named officials, private persons' names, ways to reach somebody, personal numbers.

It gives places, by which others cut or mask; a mask keeps every offset. It knows a document and what was found in it, no graph.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from remissgraf.graph.model import Document, ResponseFacts
from remissgraf.ontology.entries import Actor

__all__ = ["MASK", "joined_spans", "masked", "personal_spans", "private_spans"]

# Not a letter and not a space: a reader sees that something is left out.
MASK: Final = "▒"

_BLOCKS: Final = ("letterhead", "signature", "furniture")
_FIELDS: Final = ("handler", "signatory")


def private_spans(
    document: Document, facts: ResponseFacts, respondents: Iterable[Actor]
) -> tuple[tuple[int, int], ...]:
    """(start, end) of all that is personal in the document's text, in order and apart.

    A signatory's or official's name and the name of a respondent who is a private person count wherever they stand.
    """
    spans = [(block.start, block.end) for block in document.blocks if block.kind in _BLOCKS]
    names: set[str] = set()
    for field in _FIELDS:
        if field in document.fields:
            name, start, end = document.fields[field]
            spans.append((start, end))
            names.add(name)
    if (signatory := facts.signatory) is not None:
        names.add(signatory.value)
        if signatory.start is not None and signatory.end is not None:
            spans.append((signatory.start, signatory.end))
    for actor in respondents:
        if "PrivatePerson" in actor.classes:
            names.update((actor.name, *actor.aliases))
    return tuple(joined_spans([*spans, *personal_spans(document.text, names)]))


def personal_spans(text: str, names: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """(start, end) of ways to reach somebody, of personal numbers and of the names, wherever they stand; in order and apart."""
    patterns = (*_contacts(), *(_name(name) for name in sorted(set(names)) if name.strip()))
    return tuple(joined_spans(match.span() for pattern in patterns for match in pattern.finditer(text)))


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with every letter and digit of the spans hidden: as long as before, with the same lines.

    >>> masked("Ring Ada, 08-123.", [(5, 8), (10, 16)])
    'Ring ▒▒▒, ▒▒-▒▒▒.'
    """
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces += (text[at:start], re.sub(r"\w", MASK, text[start:end]))
        at = end
    return "".join((*pieces, text[at:]))


def joined_spans(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The same places in order, those that touch as one."""
    ordered = sorted(span for span in spans if span[0] < span[1])
    if not ordered:
        return
    start, end = ordered[0]
    for _, (next_start, next_end) in pairwise(ordered):
        if next_start > end:
            yield start, end
            start, end = next_start, next_end
        else:
            end = max(end, next_end)
    yield start, end


@cache
def _contacts() -> tuple[re.Pattern[str], ...]:
    data = tomllib.loads(files(__package__).joinpath("contacts.toml").read_text(encoding="utf-8"))
    return tuple(re.compile(entry["pattern"]) for entry in data["contacts"])


def _name(name: str) -> re.Pattern[str]:
    """A name with any spaces and line breaks between its parts, and its genitive."""
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"s?(?!\w)")
