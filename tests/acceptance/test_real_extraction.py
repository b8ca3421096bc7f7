"""The real response against its annotation. Nothing of its text stands here."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from remissgraf.graph.extract import Context, extract, to_record
from remissgraf.graph.readers import read_document
from remissgraf.ontology.gazetteers import load_gazetteers

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def gold(stockholm: Path) -> list[dict[str, object]]:
    text = (stockholm / "gold" / "stockholms-stad.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def records(stockholm: Path) -> list[dict[str, object]]:
    document = read_document(stockholm / "stockholms-stad.md", root=stockholm)
    vocabulary = load_gazetteers()
    return list(to_record(document, extract(document, Context(vocabulary)), vocabulary))


def _stances(rows: list[dict[str, object]]) -> Counter[tuple[object, object]]:
    return Counter((row["start"], row["stance"]["class"]) for row in rows if isinstance(row["stance"], dict))


def test_at_least_28_of_29_statements_with_the_right_class(
    gold: list[dict[str, object]], records: list[dict[str, object]]
) -> None:
    right = (_stances(gold) & _stances(records)).total()
    assert right >= 28
    assert right / len(records) >= 0.93


def test_actor_chapters_and_initiatives(
    gold: list[dict[str, object]], records: list[dict[str, object]]
) -> None:
    wanted = {row["stance_start"]: row for row in gold}
    pairs = [
        (record, wanted[record["stance_start"]]) for record in records if record["stance_start"] in wanted
    ]
    assert len(pairs) >= 25
    assert all(record["actor"] == row["actor"] for record, row in pairs)
    assert all(
        record["target_chapters"] == ([row["target_chapter"]] if row["target_chapter"] else [])
        for record, row in pairs
    )
    assert all(record["initiatives"] == row["initiatives"] for record, row in pairs)
