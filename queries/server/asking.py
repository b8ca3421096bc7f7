"""What the pages ask of the store: the queries that lie beside this file, with terms bound; and values as cells of a table.

It knows SPARQL files and terms, no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import quote

import pyoxigraph as ox

from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.workspace.opened import Opened
from remissgraf.queries.formats import short
from remissgraf.queries.result import Value, plain

__all__ = ["Cell", "ask", "cell", "local", "text", "triples"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value for people. address: of the page about it, "" for a literal. lang: its language tag, or ""."""

    text: str
    address: str = ""
    lang: str = ""
    inferred: bool = False


def ask(store: OxigraphStore, name: str, iri: str, lang: str) -> Iterator[Mapping[str, str]]:
    """The rows of a query on the resource ?x, as texts; "" where unbound. Raises ValueError for what is no IRI."""
    found = store.query(text(name), bindings={"x": ox.NamedNode(iri), "lang": ox.Literal(lang)})
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    for row in found:
        yield {column: plain(row[column]) for column in names}


def triples(store: OxigraphStore, name: str, iri: str) -> set[ox.Triple]:
    """The triples of a CONSTRUCT on the resource ?x."""
    found = store.query(text(name), bindings={"x": ox.NamedNode(iri)})
    assert isinstance(found, ox.QueryTriples)
    return set(found)


@cache
def text(name: str) -> str:
    """The query in the file of that name beside this one."""
    return files(__package__).joinpath(f"{name}.rq").read_text(encoding="utf-8")


def local(opened: Opened, iri: str) -> str:
    """The address on this server of the page about a resource."""
    base = opened.config.base
    if iri.startswith(base) and len(iri) > len(base):
        # What is percent-encoded in an IRI is a part of its name.
        return "/" + quote(iri.removeprefix(base), safe="/~-._%")
    return f"/about?iri={quote(iri, safe='')}"


def cell(opened: Opened, value: Value | None, label: str = "") -> Cell:
    """A value as it is shown. label: its name, where it has one."""
    if isinstance(value, ox.NamedNode):
        return Cell(label or _tail(opened, value.value), local(opened, value.value))
    return Cell(short(value), lang=(value.language or "") if isinstance(value, ox.Literal) else "")


def _tail(opened: Opened, iri: str) -> str:
    """A resource without a name: what follows the base, or its short form."""
    rest = iri.removeprefix(opened.config.base)
    return rest if rest != iri else short(ox.NamedNode(iri))
