"""Triples to match patterns against: in memory, in a store, or new ones in memory above a store or above other facts.

Terms are in N-Triples form, so that triples of files and of stores are the same values. This module knows triples, not what follows
from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final, Protocol

import pyoxigraph as ox

from remissgraf.graph.reason.patterns import TYPE, Triple
from remissgraf.graph.store import OxigraphStore

__all__ = ["Facts", "Memory", "Still", "Stored", "graph_of", "pattern", "quads", "term"]

_KEPT: Final = 10_000  # things


class Facts(Protocol):
    """What can be asked whether it holds a triple, and for the triples of a pattern (None: anything; the predicate is known)."""

    def __contains__(self, triple: Triple) -> bool: ...

    def match(self, subject: str | None, predicate: str, value: str | None) -> Iterable[Triple]: ...


class _Nothing:
    """Facts without a triple."""

    def __contains__(self, triple: Triple) -> bool:
        return False

    def match(self, subject: str | None, predicate: str, value: str | None) -> Iterable[Triple]:
        return ()


class Memory:
    """Triples in memory above other facts, each found by subject or object. below: what is known besides."""

    def __init__(self, below: Facts | None = None) -> None:
        self.triples: set[Triple] = set()
        self.below: Facts = _Nothing() if below is None else below
        self._alone = below is None
        # Asked most of all: without the way through two objects where what is below stands on nothing itself.
        alone = isinstance(below, Memory) and isinstance(below.below, _Nothing)
        self.in_below: Callable[[Triple], bool] = (
            below.triples.__contains__ if alone and isinstance(below, Memory) else self.below.__contains__
        )
        self._by_subject: dict[tuple[str, str], list[Triple]] = {}
        self._by_object: dict[tuple[str, str], list[Triple]] = {}

    def add(self, triple: Triple) -> None:
        """Add a triple that is not there yet."""
        self.triples.add(triple)
        self.index(triple)

    def index(self, triple: Triple) -> None:
        """Let `match` find a triple that was put into `triples`."""
        subject, predicate, value = triple
        self._by_subject.setdefault((predicate, subject), []).append(triple)
        self._by_object.setdefault((predicate, value), []).append(triple)

    def __contains__(self, triple: Triple) -> bool:
        return triple in self.triples or triple in self.below

    def match(self, subject: str | None, predicate: str, value: str | None) -> list[Triple]:
        """The triples of the pattern that are there now; at least one end must be given."""
        if subject is not None:
            found = self._by_subject.get((predicate, subject))
            own = [triple for triple in found if value is None or triple[2] == value] if found else []
        else:
            assert value is not None
            own = list(self._by_object.get((predicate, value), ()))
        if not self._alone:
            own += self.below.match(subject, predicate, value)
        return own


class Stored:
    """The triples of a store, all graphs together."""

    def __init__(self, store: OxigraphStore) -> None:
        self._store = store

    def __contains__(self, triple: Triple) -> bool:
        return next(self._store.match(*pattern(triple)), None) is not None

    def match(self, subject: str | None, predicate: str, value: str | None) -> Iterator[Triple]:
        """The triples of the pattern, one that stands in two graphs twice."""
        one = None if subject is None else _node(subject)
        other = None if value is None else term(value)
        for quad in self._store.match(one, _node(predicate), other):
            yield str(quad.subject), str(quad.predicate), str(quad.object)


class Still(Stored):
    """The same of a store that nobody writes to meanwhile: the classes of a thing are read once for all that is asked of it."""

    def __init__(self, store: OxigraphStore) -> None:
        super().__init__(store)
        self._classes: dict[str, frozenset[str]] = {}

    def __contains__(self, triple: Triple) -> bool:
        subject, predicate, value = triple
        if predicate != TYPE:
            return super().__contains__(triple)
        classes = self._classes.get(subject)
        if classes is None:
            if len(self._classes) == _KEPT:
                self._classes.clear()
            classes = frozenset(found for _, _, found in self.match(subject, TYPE, None))
            self._classes[subject] = classes
        return value in classes


@lru_cache(maxsize=100_000)
def _node(text: str) -> ox.NamedNode:
    return ox.NamedNode(text[1:-1])


def term(text: str) -> ox.NamedNode | ox.Literal:
    """The term that stands written in N-Triples."""
    return _node(text) if text[0] == "<" else _literal(text)


@lru_cache(maxsize=10_000)
def _literal(text: str) -> ox.Literal:
    (quad,) = ox.parse(f"<x:> <x:> {text} .", ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.Literal)
    return quad.object


def pattern(triple: Triple) -> tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]:
    """The triple's terms."""
    return _node(triple[0]), _node(triple[1]), term(triple[2])


def quads(triples: Iterable[Triple], graph: str) -> Iterator[ox.Quad]:
    """The triples as quads of a named graph (its IRI)."""
    name = ox.NamedNode(graph)
    for triple in triples:
        yield ox.Quad(*pattern(triple), name)


def graph_of(quad: ox.Quad) -> str:
    """The IRI of the quad's named graph."""
    assert isinstance(quad.graph_name, ox.NamedNode)
    return quad.graph_name.value
