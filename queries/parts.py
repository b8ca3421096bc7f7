"""How much of a store each triple pattern of a query fits alone: what there is to show where an engine tells no plan.

A part that nothing fits is why an answer is empty; where all fit much, much has to be joined. It reads the
query's algebra by rdflib and asks the store for each part, up to a limit. It knows no parameters of the library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from remissgraf.graph.sparql import keyword, tokens
from remissgraf.ontology.namespaces import PREFIXES, shorten

if TYPE_CHECKING:
    from remissgraf.graph.sparql import Term
    from remissgraf.graph.stores.interface import Store

__all__ = ["MOST", "Part", "count_parts"]

# Matches of a part are counted up to this.
MOST: Final = 100_000
# Of a query that programs made, so many parts are enough.
_PARTS: Final = 60
_IRI: Final = re.compile(r"<([^<>]*)>")


@dataclass(frozen=True, slots=True)
class Part:
    """pattern: a triple pattern, its IRIs shortened. matches: how many it has in the whole graph; MOST + 1 where there are more."""

    pattern: str
    matches: int

    def __str__(self) -> str:
        number = f"> {MOST}" if self.matches > MOST else str(self.matches)
        return f"{number:>8}  {self.pattern}"


def count_parts(store: Store, sparql: str, bound: Mapping[str, Term]) -> tuple[Part, ...]:
    """The parts of a query that was checked, each once. bound: variables with what they are bound to.

    None for a query that rdflib reads otherwise than the store does.
    """
    found: dict[tuple[str, ...], Part] = {}
    for triple in _patterns(sparql):
        terms = tuple(_term(term, bound) for term in triple)
        if terms in found or len(found) >= _PARTS:
            continue
        inner = f"SELECT (1 AS ?found) {{ {' '.join(terms)} }} LIMIT {MOST + 1}"
        answer = store.query(f"SELECT (COUNT(*) AS ?matches) {{ {{ {inner} }} }}")
        assert not isinstance(answer, bool | ox.QueryBoolean | ox.QueryTriples)
        (matches,) = next(iter(answer))
        found[terms] = Part(" ".join(map(_shown, terms)), int(getattr(matches, "value", 0)))
    return tuple(found.values())


def _patterns(sparql: str) -> list[tuple[Any, Any, Any]]:
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery
    from rdflib.plugins.sparql.sparql import SPARQLError

    try:
        query = translateQuery(parseQuery(_written_out(sparql)))
    except (ParseBaseException, SPARQLError, RecursionError):
        return []
    return list(_triples(query.algebra))


def _written_out(sparql: str) -> str:
    """The query with its IRIs in full: rdflib keeps one prefix for an IRI, and the project's need not be declared."""
    prefixes = dict(PREFIXES)
    pieces: list[str] = []
    parts = tokens(sparql)
    at = 0
    while at < len(parts):
        part = parts[at]
        if keyword(part) == "PREFIX" and [one.kind for one in parts[at + 1 : at + 3]] == ["name", "iri"]:
            prefixes[parts[at + 1].text.removesuffix(":")] = parts[at + 2].text[1:-1]
            at += 3
            continue
        prefix, colon, local = part.text.partition(":")
        if part.kind == "name" and colon and prefix in prefixes:
            pieces.append(f"{part.space}<{prefixes[prefix]}{local.replace(chr(92), '')}>")
        else:
            pieces.append(part.space + part.text)
        at += 1
    return "".join(pieces)


def _triples(node: object) -> Iterator[tuple[Any, Any, Any]]:
    """Those of all basic graph patterns, in sub-queries and in EXISTS, too. Not by recursion: queries may be nested deeply."""
    waiting: list[object] = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            if "triples" in here:
                # A BGP has them by threes, a block in EXISTS one after the other.
                for terms in here["triples"]:
                    yield from zip(terms[::3], terms[1::3], terms[2::3], strict=True)
                continue
            waiting.extend(reversed(list(here.values())))
        elif isinstance(here, list):
            waiting.extend(reversed(here))


def _term(term: Any, bound: Mapping[str, Term]) -> str:
    """A term of rdflib's as SPARQL; a variable that is bound as what it is bound to."""
    from rdflib import BNode, Variable

    if isinstance(term, Variable):
        return str(bound[str(term)]) if str(term) in bound else f"?{term}"
    # rdflib names a blank node anew each time.
    return "[]" if isinstance(term, BNode) else str(term.n3())


def _shown(term: str) -> str:
    """A term with its IRIs shortened where a prefix is known; rdf:type as "a"."""
    if term == f"<{PREFIXES['rdf']}type>":
        return "a"
    return _IRI.sub(lambda iri: short if (short := shorten(iri[1])) != iri[1] else iri[0], term)
