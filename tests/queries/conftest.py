"""The made-up consultation of consultation.trig, and with it the later one of later.trig, with the ontology and all that follows."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from remissgraf.graph.reason import close_ontology, compile_axioms, materialise
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.load import load_ontology, load_rules
from remissgraf.ontology.namespaces import ONTOLOGY, Names

NAMES = Names("https://example.org/fjord/")


@pytest.fixture(scope="session")
def consultation() -> OxigraphStore:
    """Shared by all tests of the room: read it only."""
    return _closed("consultation.trig")


@pytest.fixture(scope="session")
def two_consultations() -> OxigraphStore:
    """Shared by all tests of the room: read it only."""
    return _closed("consultation.trig", "later.trig")


def _closed(*files: str) -> OxigraphStore:
    store = OxigraphStore.memory()
    for name in files:
        store.extend(ox.parse(path=Path(__file__).with_name(name), format=ox.RdfFormat.TRIG))
    ontology = ox.NamedNode(ONTOLOGY)
    for text in load_ontology().values():
        quads = ox.parse(text, ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        store.extend(ox.Quad(quad.subject, quad.predicate, quad.object, ontology) for quad in quads)
    axioms = compile_axioms(close_ontology(list(load_ontology().values())))
    report = materialise(store, axioms, [rule.text for rule in load_rules()], NAMES.graph("inferred"))
    assert not report.inconsistencies
    return store
