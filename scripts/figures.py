"""Print the extraction's figures: the example, the held-out corpora, and the real response where ../shared is there.

Measured as a user would, with `remissgraf evaluate`. Where CI is set, a corpus that is missing is an error. Exit status 1 where a figure
is below the one recorded in scripts/figures.toml.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
RECORDED = ROOT / "scripts" / "figures.toml"

CORPORA: dict[str, Path] = {
    "example": ROOT / "examples" / "lifescience",
    "real": SHARED / "data" / "stockholm",
    **{
        f"heldout-{folder.name}": folder
        for folder in sorted((ROOT / "tests" / "corpora" / "heldout").iterdir())
        if folder.is_dir()
    },
}


def evaluate(corpus: Path, folder: Path) -> dict[str, Any]:
    """Print the command's table for a corpus; its figures as a mapping."""
    figures = folder / "figures.json"
    command = [sys.executable, "-m", "remissgraf", "evaluate", str(corpus)]
    # Run from an empty folder: the current one may be a workspace.
    subprocess.run([*command, "--errors", "0"], check=True, cwd=folder)
    subprocess.run([*command, "--format", "json", "-o", str(figures)], check=True, cwd=folder)
    found: dict[str, Any] = json.loads(figures.read_text("utf-8"))
    return found


def summary(found: dict[str, Any]) -> dict[str, float]:
    """The figures that are recorded, each from 0 to 1."""
    every = found["overall"]["all"]
    initiatives = every["initiatives_all"]
    return {
        "micro_f1": every["end_to_end_micro_f1"],
        "precision": every["precision"],
        "recall": every["recall"],
        "actor": every["actor_acc"],
        "chapter": every["chapter"]["exact"],
        "initiatives_precision": initiatives["precision"] or 0.0,
        "initiatives_recall": initiatives["recall"] or 0.0,
        "topics_bcubed_f1": every["topics"]["f1"] or 0.0,
        "hard_negatives_left_alone": 1 - (found["hard_negatives"]["rate"] or 0.0),
    }


def main() -> int:
    recorded = tomllib.loads(RECORDED.read_text("utf-8"))
    status = 0
    for name, corpus in CORPORA.items():
        if not corpus.exists():
            print(f"{name}: left out, because ../shared is not there", file=sys.stderr)
            status = status or int("CI" in os.environ)
            continue
        print(f"=== {name}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            found = summary(evaluate(corpus, Path(folder)))
        for figure, value in found.items():
            least = recorded[name].get(figure, 0.0)
            if value < least:
                status = 1
            print(f"{figure:28} {value:.3f}   recorded {least:.3f}{'   BELOW' if value < least else ''}")
    return status


if __name__ == "__main__":
    sys.exit(main())
