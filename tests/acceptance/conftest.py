"""Where the acceptance tests find the real response, which is not part of this repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def stockholm() -> Path:
    """The folder of the real response. Missing, it is skipped with the reason; in CI that is a failure."""
    folder = Path(__file__).parents[2].parent / "shared" / "data" / "stockholm"
    if not folder.is_dir():
        reason = "the real response is not here: ../shared/data/stockholm is missing"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
