"""Which of the forms that a resource has a client wants, by the header Accept (RFC 9110, 12.5.1). Knows media types, no content."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

__all__ = ["GRAPH_TYPES", "ROW_TYPES", "choose", "prefers_html"]

# Media type → name of the format; the first is what a client gets that does not care.
ROW_TYPES: Final[Mapping[str, str]] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
GRAPH_TYPES: Final[Mapping[str, str]] = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "application/x-turtle": "ttl",
    "application/json": "jsonld",
    "application/xml": "rdf",
    "text/plain": "nt",
}
# A header of more entries is no preference but an attack.
_MOST: Final = 64


@lru_cache(maxsize=256)
def _ranges(accept: str) -> tuple[tuple[str, float], ...]:
    """(media range, quality) in lower case; an entry that cannot be read is passed over."""
    found = []
    for entry in accept.split(",")[:_MOST]:
        media, *parameters = (part.strip().lower() for part in entry.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                quality = _number(value)
        if media:
            found.append((media, quality))
    return tuple(found)


def _number(value: str) -> float:
    """A quality as it is written, between 0 and 1; 0 for what is none ("nan" is a float to Python)."""
    try:
        number = float(value)
    except ValueError:
        return 0.0
    return 0.0 if math.isnan(number) else min(max(number, 0.0), 1.0)


def _quality(media: str, accept: str) -> float:
    """How much the header wants the type, by its most exact range; 0: not at all."""
    best, exactness = 0.0, -1
    for wanted, quality in _ranges(accept):
        if wanted == media:
            rank = 2
        elif wanted.endswith("/*") and media.startswith(wanted[:-1]):
            rank = 1
        elif wanted == "*/*":
            rank = 0
        else:
            continue
        if rank > exactness:
            best, exactness = quality, rank
    return best


def choose(accept: str, types: Mapping[str, str]) -> tuple[str, str] | None:
    """(media type, name) that the client likes best of those there are, the earlier of equals; None: none of them will do.

    >>> choose("text/csv;q=0.5, application/*", ROW_TYPES)
    ('application/sparql-results+json', 'json')
    """
    if not accept.strip():
        return next(iter(types.items()))
    rated = [(_quality(media, accept), media) for media in types]
    best = max(quality for quality, _ in rated)
    if best <= 0:
        return None
    media = next(media for quality, media in rated if quality == best)
    return media, types[media]


def prefers_html(accept: str) -> bool:
    """Whether a person is asking: a browser names HTML; programs name what they read, or nothing."""
    return _quality("text/html", accept) > 0 and any(media == "text/html" for media, _ in _ranges(accept))
