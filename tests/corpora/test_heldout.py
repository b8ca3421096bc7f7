"""The held-out corpora are well formed: every place, label and reference of the annotation holds in the texts beside it.

Reads the annotation alone. Nothing is extracted here, so the corpora stay unseen.
"""

from __future__ import annotations

import csv
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from remissgraf.graph.evaluate import load_corpus
from remissgraf.graph.model import POLARITY, STANCE_CLASSES

HELDOUT = Path(__file__).parent / "heldout"
CORPORA = sorted(folder for folder in HELDOUT.iterdir() if folder.is_dir())
TEXTS = [text for corpus in CORPORA for text in sorted((corpus / "responses").iterdir())]
# The requested actions, as docs/ontology.md lists them.
ACTIONS = frozenset(
    [
        "Broaden",
        "BuildOnExisting",
        "Clarify",
        "Develop",
        "Expand",
        "Highlight",
        "Integrate",
        "Investigate",
        "MakeVisible",
        "Remove",
        "Strengthen",
        "Support",
    ]
)
CHAPTER = re.compile(r"^#{2,} +(\d+(?:\.\d+)*|[A-Z])[. ]", re.MULTILINE)


@pytest.fixture(params=TEXTS, ids=lambda path: f"{path.parents[1].name}/{path.stem}")
def response(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def _rows(response: Path, kind: str) -> list[dict[str, Any]]:
    path = response.parents[1] / kind / f"{response.stem}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _text(response: Path) -> str:
    # Offsets count the characters of the file; newline="" keeps the line ends as they are.
    with response.open(encoding="utf-8", newline="") as file:
        return file.read()


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _read_off(reading: str, slice_: str) -> bool:
    """Whether `reading` is left of `slice_` when page furniture, breaks and hyphens are taken out: its letters, in their order."""
    letters = iter(_letters(slice_))
    return bool(_letters(reading)) and all(letter in letters for letter in _letters(reading))


def _chapters(row: dict[str, Any]) -> list[str]:
    named = [row["target_chapter"], *row.get("alt_target_chapters", [])]
    return [label for names in named if names for label in re.split(r", *", names)]


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.name)
def test_every_text_has_its_annotation_and_the_other_way_round(corpus: Path) -> None:
    stems = {path.stem for path in (corpus / "responses").iterdir()}
    assert len(stems) == len(list((corpus / "responses").iterdir())) >= 3
    for kind in ("gold", "negatives", "facts"):
        if (corpus / kind).is_dir():
            assert {path.stem for path in (corpus / kind).iterdir()} == stems, kind
    loaded = load_corpus(corpus)
    assert set(loaded.stems) == stems
    assert all(text.gold and text.negatives for text in loaded.texts)


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.name)
def test_actors_are_listed_once(corpus: Path) -> None:
    with (corpus / "actors.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    annotated = {row["actor"] for path in (corpus / "responses").iterdir() for row in _rows(path, "gold")}
    assert sorted(names) == sorted(annotated)


def test_the_places_hold_the_words(response: Path) -> None:
    text = _text(response)
    for row in _rows(response, "gold"):
        assert text[row["start"] : row["end"]] == row["sentence_raw"], row["id"]
        assert _read_off(row["sentence"], row["sentence_raw"]), row["id"]
        assert _read_off(row["stance"]["surface"], text[row["stance_start"] : row["stance_end"]]), row["id"]
        places = [row, *([row["lead"]] if row["lead"] else [])]
        assert any(
            place["start"] <= row["stance_start"] and row["stance_end"] <= place["end"] for place in places
        ), row["id"]
        for place in row.get("alt_spans", []):
            assert _read_off(place["sentence"], text[place["start"] : place["end"]]), row["id"]
        if row["lead"]:
            assert _read_off(row["lead"]["text"], text[row["lead"]["start"] : row["lead"]["end"]]), row["id"]
        if row["actor_mention"]:
            said = row["sentence"] + (row["lead"]["text"] if row["lead"] else "")
            assert row["actor_mention"] in said, row["id"]
    for row in _rows(response, "negatives"):
        assert _read_off(row["sentence"], text[row["start"] : row["end"]]), row["id"]


def test_the_places_of_statements_and_of_others_are_apart(response: Path) -> None:
    statements = {(row["start"], row["end"]) for row in _rows(response, "gold")}
    others = [(row["start"], row["end"]) for row in _rows(response, "negatives")]
    assert len(set(others)) == len(others)
    assert not statements & set(others)
    for before, after in pairwise(sorted(statements | set(others))):
        assert before[1] <= after[0], (before, after)


def test_the_labels_are_known_and_the_references_lead_somewhere(response: Path) -> None:
    strategy = (response.parents[1] / "strategy.md").read_text("utf-8")
    chapters = set(CHAPTER.findall(strategy))
    rows = _rows(response, "gold")
    names = [row["id"] for row in rows]
    assert len(set(names)) == len(names)
    for row in rows:
        assert row["file"] == f"responses/{response.name}", row["id"]
        assert row["stance"]["class"] in STANCE_CLASSES, row["id"]
        assert row["polarity"] == POLARITY[row["stance"]["class"]], row["id"]
        assert set(row["alt_classes"]) <= set(STANCE_CLASSES) - {row["stance"]["class"]}, row["id"]
        assert {request["class"] for request in row["requests"]} <= ACTIONS, row["id"]
        assert set(_chapters(row)) <= chapters, row["id"]
        assert row["restates"] is None or row["restates"] in set(names) - {row["id"]}, row["id"]
        assert row["topics"], row["id"]
        assert row["actor_explicit"] == bool(row["actor_mention"]), row["id"]


def test_claims_and_conditions_where_they_are_annotated(response: Path) -> None:
    rows = [row for row in _rows(response, "gold") if "claim" in row]
    assert rows or response.parents[1].name < "e"
    for row in rows:
        assert (row["claim"] is None) == (row["agreement"] is None), row["id"]
        assert row["target_scope"] in {"whole", "chapter", "part", "unspecified"}, row["id"]
        assert row["target_scope"] != "chapter" or row["target_chapter"], row["id"]
        if row["condition"]:
            said = row["sentence"] + (row["lead"]["text"] if row["lead"] else "")
            assert row["condition"] in said, row["id"]


def test_hard_negatives_name_what_invites_the_mistake(response: Path) -> None:
    rows = _rows(response, "negatives")
    assert any(row["hard"] for row in rows)
    for row in rows:
        assert row["reason"], row["id"]
        assert row["hard"] == bool(row["cue"]), row["id"]
        assert not row["cue"] or row["cue"].casefold() in row["sentence"].casefold(), row["id"]


def test_the_facts_stand_in_the_text(response: Path) -> None:
    path = response.parents[1] / "facts" / f"{response.stem}.json"
    if not path.exists():
        # The first four corpora were made without facts.
        assert response.parents[1].name < "e"
        return
    facts, text = json.loads(path.read_text("utf-8")), _text(response)
    assert facts["submitter"] == _rows(response, "gold")[0]["actor"]
    assert facts["language"] in {"sv", "en"}
    for name, (start, end) in facts["spans"].items():
        assert text[start:end] == facts[name], name
    assert {"case_number_addressee", "addressee", "signatory"} <= set(facts["spans"])
