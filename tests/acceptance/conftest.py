"""Where the acceptance tests find the real response and the sample database, which are not part of this repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from remissgraf.graph.describe import describe_coding, to_nquads
from remissgraf.graph.dna import read_dna
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import Names

CODED = Names("https://example.org/sample/")


@pytest.fixture(scope="session")
def stockholm() -> Path:
    """The folder of the real response. Missing, it is skipped with the reason; in CI that is a failure."""
    return _shared("stockholm", "the real response")


@pytest.fixture(scope="session")
def dna() -> Path:
    """The folder of the field's public sample database and its checksums, likewise."""
    return _shared("dna", "the sample database")


@pytest.fixture(scope="session")
def coded(dna: Path) -> OxigraphStore:
    """The sample database as a graph, the corpus "s" of the names CODED."""
    store = OxigraphStore.memory()
    coding = read_dna(dna / "sample.dna")
    quads = describe_coding(coding, "s", CODED, path="coded/sample.dna", edition="internal")
    store.bulk_load(to_nquads(quads))
    return store


def _shared(name: str, what: str) -> Path:
    folder = Path(__file__).parents[2].parent / "shared" / "data" / name
    if not folder.is_dir():
        reason = f"{what} is not here: ../shared/data/{name} is missing"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
