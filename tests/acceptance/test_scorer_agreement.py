"""`remissgraf evaluate` counts as the scorer that others use: on what the extraction finds, and on findings that are wrong in every way."""

from __future__ import annotations

import dataclasses
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from remissgraf import examples
from remissgraf.graph.evaluate import evaluate, load_corpus, read_predictions
from remissgraf.graph.model import STANCE_CLASSES
from remissgraf.graph.workspace.config import CONFIG_NAME
from remissgraf.graph.workspace.single import SingleFiles

pytestmark = pytest.mark.shared

ROOT = Path(__file__).parents[2]
HELDOUT = ROOT / "tests" / "corpora" / "heldout"
CORPORA = ["example", "real", *sorted(folder.name for folder in HELDOUT.iterdir() if folder.is_dir())]
# The scorer's name of a view where it is another than ours.
VIEWS = {"explicit core": "explicit_core"}


@pytest.fixture(scope="module")
def scorer() -> Path:
    """The scorer. Missing, the test is skipped with the reason; in CI that is a failure."""
    path = ROOT.parent / "shared" / "tools" / "score.py"
    if not path.exists():
        reason = "the scorer is not here: ../shared/tools/score.py is missing"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture(params=CORPORA)
def corpus(request: pytest.FixtureRequest, stockholm: Path) -> Path:
    if request.param == "example":
        return Path(str(examples.lifescience()))
    return stockholm if request.param == "real" else HELDOUT / str(request.param)


def test_on_what_is_extracted(corpus: Path, scorer: Path, tmp_path: Path) -> None:
    own = corpus if (corpus / CONFIG_NAME).is_file() else None
    reader = SingleFiles(own)
    rows = [record for file in load_corpus(corpus).responses() for record in reader.records(file)]
    _compare(corpus, rows, scorer, tmp_path)


@pytest.mark.parametrize("seed", range(4))
def test_on_findings_that_are_wrong_in_every_way(
    corpus: Path, scorer: Path, tmp_path: Path, seed: int
) -> None:
    _compare(corpus, list(_worsened(corpus, random.Random(seed))), scorer, tmp_path)


def _worsened(corpus: Path, chance: random.Random) -> Iterator[dict[str, Any]]:
    """The annotation itself as predictions, with losses, doubles, other classes, shifted and cut places, and non-statements."""
    for path in sorted((corpus / "gold").glob("*.jsonl")):
        negatives = corpus / "negatives" / path.name
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        rows += [
            {
                **json.loads(line),
                # The scorer knows no voices but the respondent's own.
                "voice": "statement",
                "stance": {"class": "Holds", "lemma": "anse", "surface": "anser"},
            }
            for line in negatives.read_text("utf-8").splitlines()
        ]
        for row in rows:
            for _ in range(chance.choice([0, 1, 1, 1, 2])):
                yield _changed(row, path.stem, chance)


def _changed(row: dict[str, Any], stem: str, chance: random.Random) -> dict[str, Any]:
    found = {**row, "file": stem, "stance": dict(row["stance"])}
    stance = found["stance"]
    if chance.random() < 0.3:
        stance["class"] = chance.choice(STANCE_CLASSES)
    if chance.random() < 0.4:
        stance["surface"], stance["lemma"] = (
            " ".join(str(row["sentence"]).split()[:2]),
            chance.choice(["", "anse"]),
        )
        found["stance_start"] = found["stance_end"] = None
    if chance.random() < 0.3 and row.get("start") is not None:
        found["start"] = row["start"] + chance.randint(-90, 40)
        found["end"] = max(row["end"] + chance.randint(-40, 90), found["start"])
    if chance.random() < 0.2:
        found["start"] = found["end"] = None
        found["sentence"] = str(row["sentence"])[chance.randint(0, 9) :] + " Sida 3"
    if chance.random() < 0.2:
        found["target_chapter"] = chance.choice([None, "A", "3.1, P 2", "7.4.3"])
    if chance.random() < 0.2:
        found["initiatives"] = [*(row.get("initiatives") or []), "Capital of Life", "Nordens Hus"]
    if chance.random() < 0.2:
        found["actor"] = "någon annan"
    found.setdefault("polarity", chance.choice(["positive", "neutral", ""]))
    if chance.random() < 0.01:
        found.pop("explicit", None)
    return found


def _compare(corpus: Path, rows: list[dict[str, Any]], scorer: Path, folder: Path) -> None:
    statements, figures = folder / "statements.jsonl", folder / "figures.json"
    statements.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    subprocess.run(
        [sys.executable, str(scorer), str(statements), "--root", str(corpus), "--json", str(figures)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    theirs = json.loads(figures.read_text("utf-8"))
    loaded = load_corpus(corpus)
    ours = dataclasses.asdict(evaluate(loaded, read_predictions(statements, loaded)))
    theirs["hard_negatives"]["rate"] = theirs["hard_negatives"]["rate"] or None
    ours["hard_negatives"]["rate"] = ours["hard_negatives"]["rate"] or None
    compared = 0
    for name in ("overall", "files", "hard_negatives", "initiatives_by_document"):
        compared += _same(theirs[name], ours[name], name)
    # The kinds of surplus statements have other names here; their numbers are the same.
    kinds = "false_positives_by_kind"
    assert sorted(theirs[kinds].values()) == sorted(ours[kinds].values())
    assert compared > 100


def _same(theirs: Any, ours: Any, place: str) -> int:
    """How many figures were compared, all of the scorer's."""
    if isinstance(theirs, dict):
        return sum(
            _same(value, ours[VIEWS.get(name, name)], f"{place}/{name}") for name, value in theirs.items()
        )
    assert ours == (pytest.approx(theirs) if theirs is not None else None), place
    return 1
