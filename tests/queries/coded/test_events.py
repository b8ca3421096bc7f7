"""Hand-coded corpora as events of networks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from remissgraf.errors import ExportError
from remissgraf.graph.describe import describe_coding, to_nquads
from remissgraf.graph.dna import Attribute
from remissgraf.graph.store import OxigraphStore
from remissgraf.queries.coded.events import coded_events
from remissgraf.queries.networks.affiliation import affiliation
from remissgraf.queries.networks.events import Scale

from .test_rows import CODING, NAMES


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    typed = replace(CODING.entities[0], attributes=((1, "Förening"), (2, "BV")))
    noted = (Attribute(1, 1, "TYPE"), Attribute(2, 1, "Alias"))
    coding = replace(CODING, attributes=noted, entities=(typed, *CODING.entities[1:]))
    made = OxigraphStore.memory()
    made.bulk_load(to_nquads(describe_coding(coding, "c", NAMES, path="coded/c.dna", edition="internal")))
    return made


def test_codings_are_events_with_types_and_times_without_zone(store: OxigraphStore) -> None:
    events = coded_events(store, NAMES, "c")
    assert [(row.first, row.second, row.qualifier, row.position) for row in events.rows] == [
        ("Brovännerna", "Bron", True, 0),
        ("Brovännerna", "Bron", None, 17),
    ]
    assert events.rows[0].time == datetime(2023, 11, 14, 22, 13, 20)
    assert events.attributes["Brovännerna"] == {
        "kind": "organization",
        "label": "Brovännerna",
        "type": "Förening",
        "Alias": "BV",
    }
    assert {events.label(row.document) for row in events.rows} == {"Senare"}


def test_a_number_has_the_scale_of_the_values_coded(store: OxigraphStore) -> None:
    assert coded_events(store, NAMES, "c", qualifier="strength").scale == Scale("integer", 2, 2)
    assert coded_events(store, NAMES, "c", "person", qualifier=None).scale == Scale()


def test_a_qualifier_of_texts_has_those_coded_as_its_scale(store: OxigraphStore) -> None:
    events = coded_events(store, NAMES, "c", "organization", "concept", "person")
    assert events.scale == Scale("nominal", values=("Ida Ek",))
    assert affiliation(events, "combine").dense().tolist() == [[1.0]]


def test_holder_and_unit_of_one_name_are_two_nodes(store: OxigraphStore) -> None:
    events = coded_events(store, NAMES, "c", "concept", "concept", None)
    graph = affiliation(events).graph()
    assert {node: data["label"] for node, data in graph.nodes(data=True)} == {
        "Bron": "Bron",
        "Bron (concept)": "Bron",
    }


def test_a_corpus_that_is_not_there_is_said_with_those_that_are(store: OxigraphStore) -> None:
    with pytest.raises(ExportError, match="It has: c") as caught:
        coded_events(store, NAMES, "d")
    assert caught.value.code == "export.coding"
