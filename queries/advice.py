"""What is odd in a query that nevertheless runs: a term of the project's vocabulary that does not exist, a variable that nothing binds.

Such a query gives an empty answer and no error, which is why somebody should be told. This module reads the query's words and the ontology;
it asks no store, and what it says is advice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Final

import pyoxigraph as ox

from remissgraf.errors import QueryError
from remissgraf.graph.sparql import Token, keyword, position_error, tokens
from remissgraf.ontology.load import load_ontology
from remissgraf.ontology.namespaces import (
    ACTION,
    INITIATIVE_TYPE,
    POSITION,
    PREFIXES,
    RESPONSE_STATUS,
    RG,
    STANCE,
    shorten,
)

__all__ = ["advise", "known_terms"]

_OWN: Final = (RG, STANCE, ACTION, INITIATIVE_TYPE, POSITION, RESPONSE_STATUS)


def advise(sparql: str) -> tuple[QueryError, ...]:
    """What is odd, in the order of the query, each with line, column and caret; not raised, because the query runs.

    The codes are "query.term" and "query.variable". Raises QueryError "query.syntax" as `tokens` does.
    """
    parts = tokens(sparql)
    return (*_unknown_terms(sparql, parts), *_unbound_variables(sparql, parts))


@cache
def known_terms() -> Mapping[str, str]:
    """Every term that the ontology and its schemes define: its IRI, and that written short."""
    found = {}
    for text in load_ontology().values():
        for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
            if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(_OWN):
                found[triple.subject.value] = shorten(triple.subject.value)
    return found


def _unknown_terms(sparql: str, parts: Sequence[Token]) -> Iterator[QueryError]:
    prefixes = dict(PREFIXES)
    told: set[str] = set()
    for index, part in enumerate(parts):
        if index and keyword(parts[index - 1]) == "PREFIX":
            if part.kind == "name" and index + 1 < len(parts) and parts[index + 1].kind == "iri":
                prefixes[part.text.removesuffix(":")] = parts[index + 1].text[1:-1]
            continue
        iri = _iri(part, prefixes)
        declares = index > 1 and keyword(parts[index - 2]) == "PREFIX"
        if iri in told or declares or not iri.startswith(_OWN) or iri in _OWN or iri in known_terms():
            continue
        told.add(iri)
        yield position_error(
            sparql,
            part.start,
            f"the ontology has no {shorten(iri)}, so nothing will be found with it",
            remedy=_nearest(iri),
            code="query.term",
        )


def _iri(part: Token, prefixes: Mapping[str, str]) -> str:
    """The IRI that a token names, "" for other tokens."""
    if part.kind == "iri":
        return part.text[1:-1]
    if part.kind != "name":
        return ""
    prefix, _, local = part.text.partition(":")
    return prefixes.get(prefix, "") + local.replace("\\", "") if prefix in prefixes else ""


def _nearest(iri: str) -> str:
    """The terms of the same namespace whose names are most like it, whatever their capitals."""
    beginning = next(own for own in _OWN if iri.startswith(own))
    names = {
        known[len(beginning) :]: short
        for known, short in known_terms().items()
        if known.startswith(beginning)
    }
    folded: dict[str, list[str]] = {}
    for name in names:
        folded.setdefault(name.casefold(), []).append(name)
    near = get_close_matches(iri[len(beginning) :].casefold(), folded, n=1, cutoff=0.6)
    found = [names[name] for match in near for name in folded[match]]
    if found:
        return f"did you mean {' or '.join(found)}?"
    return "`remissgraf schema` lists the classes and properties that the graph has"


def _unbound_variables(sparql: str, parts: Sequence[Token]) -> Iterator[QueryError]:
    """Variables that the first SELECT clause asks for as they are and that stand nowhere after it."""
    start = next((index for index, part in enumerate(parts) if keyword(part) == "SELECT"), None)
    if start is None:
        return
    end = next((index for index in range(start, len(parts)) if parts[index].text == "{"), len(parts))
    inside = {part.text[1:] for part in parts[end:] if part.kind == "variable"}
    depth = 0
    for part in parts[start:end]:
        depth += (part.text == "(") - (part.text == ")")
        if part.kind == "variable" and not depth and part.text[1:] not in inside:
            near = get_close_matches(part.text[1:], inside, n=1, cutoff=0.5)
            yield position_error(
                sparql,
                part.start,
                f"nothing in the query binds {part.text}, so its column will be empty",
                remedy=f"did you mean ?{near[0]}?" if near else None,
                code="query.variable",
            )
            inside.add(part.text[1:])
