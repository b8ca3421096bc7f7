"""Stores filled part by part, and what they must equal: the same triples reasoned over all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from remissgraf.graph.reason import (
    Axioms,
    Change,
    GraphData,
    Layout,
    Working,
    gather,
    make_plan,
    materialise,
    revise,
)
from remissgraf.graph.reason.patterns import Triple
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.load import Rule

BASE = "https://example.org/data/"
LAYOUT = Layout(BASE)
Graphs = Mapping[str, frozenset[Triple]]


def lines(graph: str, triples: frozenset[Triple]) -> bytes:
    return "".join(f"{s} {p} {o} <{graph}> .\n" for s, p, o in sorted(triples)).encode()


def gathered(axioms: Axioms, graphs: Graphs, rules: Sequence[Rule] = ()) -> Working:
    plan = make_plan(axioms)
    assert plan is not None
    working = Working(OxigraphStore.memory(), plan, LAYOUT)
    data = [GraphData(graph, lines(graph, triples), sorted(triples)) for graph, triples in graphs.items()]
    background = [one for one in data if LAYOUT.part(one.graph) is None]
    gather(working, background, (one for one in data if LAYOUT.part(one.graph)), rules)
    return working


def revised(working: Working, old: Graphs, new: Graphs, rules: Sequence[Rule] = ()) -> Working:
    """A copy of the store in which the graphs are changed from the old to the new."""
    copy = OxigraphStore.memory()
    copy.bulk_load(working.store.dump())
    after = Working(copy, working.plan, LAYOUT)
    changes = []
    for graph in sorted({*old, *new}):
        was, now = old.get(graph, frozenset()), new.get(graph, frozenset())
        if was != now:
            changes.append(Change(graph, was - now, now - was))
    revision = revise(after, working.store, rules, changes)
    assert revision.grown == inferred(after) - inferred(working)
    return after


def inferred(working: Working) -> int:
    return sum(
        len(list(working.store.quads(one))) for one in working.store.graphs() if LAYOUT.is_inferred(one)
    )


def at_once(axioms: Axioms, graphs: Graphs, rules: Sequence[Rule] = ()) -> set[str]:
    """All triples by the engine that knows no parts."""
    store = OxigraphStore.memory()
    for graph, triples in graphs.items():
        store.bulk_load(lines(graph, triples))
    materialise(store, axioms, [rule.text for rule in rules], LAYOUT.shared)
    return {str(quad.triple) for quad in store.quads()}


def triples_of(working: Working) -> set[str]:
    found = [str(quad.triple) for quad in working.store.quads()]
    # Each triple stands in one graph only.
    assert len(found) == len(set(found))
    return set(found)
