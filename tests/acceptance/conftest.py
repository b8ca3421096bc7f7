"""Where the acceptance tests find the real response, which is not part of this repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def stockholm() -> Path:
    """The folder of the real response. Missing, it is skipped with the reason; in CI that is a failure."""
    return _shared("stockholm", "the real response")


@pytest.fixture(scope="session")
def dna() -> Path:
    """The folder of the field's public sample database and its checksums, likewise."""
    return _shared("dna", "the sample database")


def _shared(name: str, what: str) -> Path:
    folder = Path(__file__).parents[2].parent / "shared" / "data" / name
    if not folder.is_dir():
        reason = f"{what} is not here: ../shared/data/{name} is missing"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
