"""Validation of a reasoned store: one response after the other, then what they share, or only what a change has touched.

A response is validated with the types of what it refers to, which the store holds, inferred ones included; so memory does not grow
with the number of responses, and the ontology need not be read along. This module knows the layout of graphs and no shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Final

import pyoxigraph as ox

from remissgraf.graph.reason.facts import graph_of
from remissgraf.graph.reason.layout import Layout
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.validate import Violation, mark, matters, order, violations
from remissgraf.ontology.namespaces import PREFIXES, PROJECT

__all__ = ["validate_store", "validate_touched"]

# Shared resources that are looked at together.
_AT_A_TIME: Final = 2_000
_TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")
_TYPE_TERM: Final = str(_TYPE)


def validate_store(store: OxigraphStore, layout: Layout, *, lang: str = "en") -> Iterator[Violation]:
    """All violations in the store: first those of each response, then those of shared resources; each group sorted."""
    check = _Check(store, layout, lang)
    parts = dict.fromkeys(filter(None, map(layout.part, store.graphs())))
    yield from sorted(chain.from_iterable(map(check.part, parts)), key=order)
    yield from sorted(check.shared(None), key=order)


def validate_touched(
    store: OxigraphStore, layout: Layout, resources: Iterable[str], *, lang: str = "en"
) -> list[Violation]:
    """The violations of some resources (IRIs) after a change: of their whole responses, and of the shared ones among them."""
    check = _Check(store, layout, lang)
    parts: dict[str, None] = {}
    shared: set[str] = set()
    for resource in resources:
        part = layout.part(resource)
        if part is None:
            shared.add(resource)
        else:
            parts[part] = None
    found = chain.from_iterable(map(check.part, sorted(parts)))
    return sorted([*found, *check.shared(shared)], key=order)


class _Check:
    def __init__(self, store: OxigraphStore, layout: Layout, lang: str) -> None:
        self._store = store
        self._layout = layout
        self._lang = lang
        # Types of shared resources, which many responses refer to.
        self._types: dict[str, str] = {}

    def part(self, part: str) -> list[Violation]:
        """The violations of one response's own resources."""
        graphs = (self._layout.asserted(part), self._layout.inferred(part))
        text = "".join(self._store.triples(graph).decode("utf-8") for graph in graphs)
        # Shared graphs may speak of the response itself: that it is a copy of another.
        node = ox.NamedNode(self._layout.response(part))
        text += "".join(
            f"{quad.triple} .\n"
            for quad in self._store.match(node, None, None)
            if graph_of(quad) not in graphs
        )
        lines = [line for line in text.split("\n") if line]
        return self._violations(lines, partial(self._quads, graphs))

    def shared(self, resources: Iterable[str] | None) -> Iterator[Violation]:
        """The violations of shared resources (IRIs; None: of all), some at a time, so that memory does not grow with their number.

        The project's own terms are not among them: its files say what they are, and its tests that they are valid.
        """
        known = self._shared() if resources is None else resources
        waiting = iter(sorted(iri for iri in known if not iri.startswith(PROJECT)))
        while some := list(islice(waiting, _AT_A_TIME)):
            quads = [quad for iri in some for quad in self._store.match(ox.NamedNode(iri), None, None)]
            yield from self._violations((f"{quad.triple} ." for quad in quads), partial(list, quads))

    def _violations(self, lines: Iterable[str], quads: Callable[[], Iterable[ox.Quad]]) -> list[Violation]:
        """The violations of the subjects of some triples (N-Triples), given the types of what they refer to."""
        subjects: set[str] = set()
        others: set[str] = set()
        kept: list[str] = []
        marks: list[str] = []
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            subjects.add(subject)
            if matters(predicate, rest[:-2]):
                kept.append(line)
                if predicate == _TYPE_TERM:
                    marks.append(mark(subject, rest[:-2]))
                elif rest[0] == "<":
                    others.add(rest[:-2])
        context = "".join(map(self._types_of, sorted(others - subjects)))
        graph = "\n".join([*kept, "".join(marks) + context])
        return violations(graph, quads, marked=True, lang=self._lang)

    def _shared(self) -> set[str]:
        """The shared resources that the store describes."""
        return {
            quad.subject.value
            for graph in self._store.graphs()
            if self._layout.part(graph) is None and not self._of_part(graph)
            for quad in self._store.quads(graph)
            if isinstance(quad.subject, ox.NamedNode) and self._layout.part(quad.subject.value) is None
        }

    def _of_part(self, graph: str) -> bool:
        return graph.startswith(f"{self._layout.shared}/")

    def _quads(self, graphs: Iterable[str]) -> list[ox.Quad]:
        return [quad for graph in graphs for quad in self._store.quads(graph)]

    def _types_of(self, node: str) -> str:
        found = self._types.get(node)
        if found is None:
            quads = self._store.match(ox.NamedNode(node[1:-1]), _TYPE, None)
            # That something is used as a stance makes it one by inference; whether it is one, the project's own files say.
            own = node[1:].startswith(PROJECT)
            found = "".join(
                f"{quad.triple} .\n"
                for quad in quads
                if not (own and self._layout.is_inferred(graph_of(quad)))
            )
            if self._layout.part(node[1:-1]) is None:
                self._types[node] = found
        return found
