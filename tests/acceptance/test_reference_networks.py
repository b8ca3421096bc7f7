"""The field's public sample database, imported as a graph: every checksum of reference.json from what the graph holds, to a billionth."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from remissgraf.graph.store import OxigraphStore
from remissgraf.queries.coded.rows import coded_rows
from remissgraf.queries.networks.affiliation import affiliation
from remissgraf.queries.networks.events import Event, Events
from remissgraf.queries.networks.network import Network
from remissgraf.queries.networks.onemode import one_mode

from .conftest import CODED

REFERENCE = Path(__file__).parents[3] / "shared" / "data" / "dna" / "reference.json"
CHECKSUMS = json.loads(REFERENCE.read_text(encoding="utf-8"))["checksums"] if REFERENCE.exists() else {}

pytestmark = pytest.mark.shared


def test_the_checksums_are_there(dna: Path) -> None:
    assert len(CHECKSUMS) >= 16


@pytest.mark.parametrize("key", CHECKSUMS)
def test_the_checksum_of_a_network(coded: OxigraphStore, key: str) -> None:
    mode, aggregation, normalization, duplicates, first, second = key.split("|")
    rows = coded_rows(coded, CODED, "s", first, second)
    events = Events.of(Event(*dataclasses.astuple(row)) for row in rows)
    project = one_mode if mode == "onemode" else affiliation
    network: Network = project(events, aggregation, normalization, duplicates)
    values, expected = network.dense(), CHECKSUMS[key]
    assert list(values.shape) == expected["shape"]
    assert network.events.statements == expected["statements"]
    assert values.sum() == pytest.approx(expected["sum"], abs=1e-9)
    assert (values**2).sum() == pytest.approx(expected["sumsq"], abs=1e-9)
    assert values.max() == pytest.approx(expected["max"], abs=1e-9)
