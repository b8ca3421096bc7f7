"""docs/ontology.md is what the ontology says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_the_ontology_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.make_ontology_docs", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
