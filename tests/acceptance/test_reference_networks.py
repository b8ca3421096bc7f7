"""The field's public sample database: every checksum of reference.json, from a tiny reader of the file, to a billionth."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from remissgraf.queries.networks.affiliation import affiliation
from remissgraf.queries.networks.events import Event, Events
from remissgraf.queries.networks.network import Network
from remissgraf.queries.networks.onemode import one_mode

DATA = Path(__file__).parents[3] / "shared" / "data" / "dna"
REFERENCE = DATA / "reference.json"
CHECKSUMS = json.loads(REFERENCE.read_text(encoding="utf-8"))["checksums"] if REFERENCE.exists() else {}
VALUE = """(SELECT e.Value FROM DATASHORTTEXT t JOIN ENTITIES e ON e.ID = t.Entity JOIN VARIABLES v ON v.ID = t.VariableId
            WHERE t.StatementId = s.ID AND v.Variable = ?)"""
QUERY = f"""SELECT s.ID, {VALUE}, {VALUE}, b.Value, s.DocumentId, d.Date, s.Start
            FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId JOIN DATABOOLEAN b ON b.StatementId = s.ID"""

pytestmark = pytest.mark.shared


def coded(first: str, second: str) -> Events:
    address = f"{(DATA / 'sample.dna').resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as database:
        return Events.of(
            Event(
                str(number),
                one,
                two,
                bool(agrees),
                str(document),
                datetime.fromtimestamp(seconds, UTC),
                start,
            )
            for number, one, two, agrees, document, seconds, start in database.execute(QUERY, (first, second))
        )


def test_the_checksums_are_there(dna: Path) -> None:
    assert len(CHECKSUMS) >= 16
    assert (dna / "sample.dna").is_file()


@pytest.mark.parametrize("key", CHECKSUMS)
def test_the_checksum_of_a_network(key: str) -> None:
    mode, aggregation, normalization, duplicates, first, second = key.split("|")
    project = one_mode if mode == "onemode" else affiliation
    network: Network = project(coded(first, second), aggregation, normalization, duplicates)
    values, expected = network.dense(), CHECKSUMS[key]
    assert list(values.shape) == expected["shape"]
    assert network.events.statements == expected["statements"]
    assert values.sum() == pytest.approx(expected["sum"], abs=1e-9)
    assert (values**2).sum() == pytest.approx(expected["sumsq"], abs=1e-9)
    assert values.max() == pytest.approx(expected["max"], abs=1e-9)
