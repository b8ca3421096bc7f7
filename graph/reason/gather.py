"""A store filled and reasoned over in one go, part by part, so that memory does not grow with the number of responses.

Asserted triples and what follows from them by axioms go into the store together, in one bulk load; then come the rules that take two
responses, and the project's own rules in turn with the axioms. This module knows triples and graphs, not where they were read from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from remissgraf.errors import OntologyError
from remissgraf.graph.reason.forward import contradicted
from remissgraf.graph.reason.keyed import made, reads
from remissgraf.graph.reason.parts import Parts
from remissgraf.graph.reason.patterns import TYPE, Triple
from remissgraf.graph.reason.working import Working
from remissgraf.ontology.load import Rule

__all__ = ["Gathered", "GraphData", "gather", "run_rules"]

_MOST_ROUNDS: Final = 200


@dataclass(frozen=True, slots=True)
class GraphData:
    """One asserted graph: its IRI, its lines as canonical N-Quads, and the same as triples."""

    graph: str
    lines: bytes
    triples: list[Triple]


@dataclass(frozen=True, slots=True)
class Gathered:
    """asserted: quads loaded, before what follows. suspect: whether a contradiction is possible, to be looked for in the store."""

    asserted: int
    suspect: bool


def gather(
    working: Working, background: Sequence[GraphData], responses: Iterable[GraphData], rules: Sequence[Rule]
) -> Gathered:
    """Fill an empty store with all graphs and with all that follows from them.

    rules: all `keyed.divisible`, by their order. responses: graphs that `working.layout` has as parts; read once.
    """
    parts = Parts(working.plan, working.layout)
    counted = [0]
    working.store.stream(_lines(parts, background, responses, counted))
    # What a response says of another's resource, or of a shared one, is inferred no more.
    working.discard(parts.loose)
    new = working.settle(parts.strangers)
    new += working.settle(parts.across(working.facts))
    new += run_rules(working, rules)
    return Gathered(counted[0], parts.suspect or contradicted(working.plan, working.facts, new))


def _lines(
    parts: Parts, background: Sequence[GraphData], responses: Iterable[GraphData], counted: list[int]
) -> Iterator[bytes]:
    """All lines to load. counted: its one number becomes the number of asserted lines."""
    place = parts.layout.place
    parts.background(triple for data in background for triple in data.triples)
    for data in background:
        counted[0] += len(data.triples)
        yield data.lines
    yield b"".join(_line(triple, place(triple[0][1:-1])) for triple in parts.inferred)
    for data in responses:
        part = parts.layout.part(data.graph)
        assert part is not None
        closed = parts.close(part, data.triples)
        counted[0] += len(data.triples)
        yield data.lines
        yield _block(closed.own, parts.layout.inferred(part))
        yield _block(closed.shared, parts.layout.shared)


def _block(triples: list[Triple], graph: str) -> bytes:
    end = f" <{graph}> .\n"
    return "".join([f"{one} {two} {three}{end}" for one, two, three in triples]).encode()


def _line(triple: Triple, graph: str) -> bytes:
    return _block([triple], graph)


def run_rules(working: Working, rules: Sequence[Rule]) -> list[Triple]:
    """Run the rules, each on a finished closure, until nothing new comes; returns all that is new."""
    found: list[Triple] = []
    # What came since each rule last ran, by predicate and class; None: it has not run.
    since: dict[str, set[str] | None] = {rule.name: None for rule in rules}
    for _ in range(_MOST_ROUNDS):
        before = len(found)
        for rule in rules:
            keys = since[rule.name]
            if keys is not None and keys.isdisjoint(reads(rule)):
                continue
            since[rule.name] = set()
            new = working.settle(made(working.store, rule))
            found += new
            for waiting in since.values():
                if waiting is not None:
                    waiting.update(triple[2] if triple[1] == TYPE else triple[1] for triple in new)
        if len(found) == before:
            return found
    raise OntologyError(
        f"reasoning came to no end in {_MOST_ROUNDS} rounds",
        remedy="look for a rule in ontology/rules that makes new things from the things it has made",
        code="ontology.rule",
    )
