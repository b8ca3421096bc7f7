"""Response by response, or only what a change touched: the same violations as of everything at once."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from remissgraf.graph.canonical import split_lines
from remissgraf.graph.describe import to_nquads
from remissgraf.graph.reason import (
    GraphData,
    Layout,
    Working,
    close_ontology,
    compile_axioms,
    gather,
    make_plan,
)
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.validate import Violation, validate
from remissgraf.graph.validate_store import validate_store, validate_touched
from remissgraf.graph.workspace.background import ontology_graph
from remissgraf.ontology.load import load_ontology
from remissgraf.ontology.namespaces import RG

from .conftest import BASE, CID, RID, World
from .test_validate import DAMAGES, Quads

LAYOUT = Layout(BASE)
ODD = ox.Literal("Nämnden\u2028 tillstyrker\x85 <förslaget> .\x0b", language="sv")
AXIOMS = compile_axioms(close_ontology(tuple(load_ontology().values())))


def reasoned(quads: Quads) -> OxigraphStore:
    """What is validated in a store is closed, holds the ontology, and has what is said of a response's resources in its own graph."""
    asserted = ox.NamedNode(LAYOUT.asserted(f"{CID}/{RID}"))
    placed = (
        ox.Quad(quad.subject, quad.predicate, quad.object, asserted)
        if LAYOUT.part(str(quad.subject)[1:-1])
        else quad
        for quad in quads
    )
    plan = make_plan(AXIOMS)
    assert plan is not None
    data = [
        GraphData(graph, lines, triples)
        for lines in (to_nquads(placed), ontology_graph())
        for graph, triples in split_lines(lines)
    ]
    working = Working(OxigraphStore.memory(), plan, LAYOUT)
    gather(
        working,
        [one for one in data if LAYOUT.part(one.graph) is None],
        [one for one in data if LAYOUT.part(one.graph)],
        (),
    )
    return working.store


def key(one: Violation) -> tuple[object, ...]:
    return one.focus, one.path, one.constraint, one.message, one.value


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_store_is_refused_for_what_its_quads_are_refused_for(world: World, damage: str) -> None:
    store = reasoned(DAMAGES[damage][2](world.quads()))
    everything = {key(one) for one in validate(store.quads())}
    assert {key(one) for one in validate_store(store, LAYOUT)} == everything
    subjects = {str(quad.subject)[1:-1] for quad in store.quads()}
    assert {key(one) for one in validate_touched(store, LAYOUT, subjects)} == everything


@pytest.mark.parametrize("damage", ["no stance", "an actor without a label", "a membership without its time"])
def test_a_few_resources_at_a_time_give_the_same(
    world: World, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = reasoned(DAMAGES[damage][2](world.quads()))
    expected = list(validate_store(store, LAYOUT))
    monkeypatch.setattr("remissgraf.graph.validate_store._AT_A_TIME", 2)
    assert list(validate_store(store, LAYOUT)) == expected


def test_what_ends_a_line_elsewhere_is_a_sign_in_a_quote(world: World) -> None:
    """N-Triples end lines at line feeds alone; Python's own splitting knows eight more ways."""
    reading = ox.NamedNode(RG + "reading")
    quads = [
        quad if quad.predicate != reading else ox.Quad(quad.subject, reading, ODD, quad.graph_name)
        for quad in world.quads()
    ]
    assert list(validate_store(reasoned(quads), LAYOUT)) == []


def test_only_what_a_change_touched_is_looked_at(world: World) -> None:
    store = reasoned(DAMAGES["no stance"][2](world.quads()))
    names = world.names
    assert validate_touched(store, LAYOUT, [names.actor("county-99"), names.topic("roller")]) == []
    (found,) = validate_touched(store, LAYOUT, [names.response(CID, RID)])
    assert "has a stance" in str(found) or "har en hållning" in str(found)
    assert found.sentence is not None
