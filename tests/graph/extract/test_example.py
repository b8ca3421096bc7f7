"""The bundled example against its annotation: matched statements with the right class, actors, chapters, initiatives."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from remissgraf import examples
from remissgraf.graph.extract import Context, extract, to_record
from remissgraf.graph.readers import read_document
from remissgraf.graph.segment import outline
from remissgraf.ontology.entries import Actor, Vocabulary
from remissgraf.ontology.gazetteers import load_gazetteers

Key = tuple[str, str, str]


@pytest.fixture(scope="module")
def folder() -> Path:
    return Path(examples.__file__).parent / "lifescience"


def _rows(folder: Path) -> Iterator[dict[str, object]]:
    for path in sorted(folder.iterdir()):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


@pytest.fixture(scope="module")
def records(folder: Path) -> list[dict[str, object]]:
    with (folder / "vocabulary" / "actors.csv").open(encoding="utf-8") as file:
        actors = [
            Actor(
                row["id"], row["name"], (row["class"],), tuple(row["aliases"].split("|")), scope="workspace"
            )
            for row in csv.DictReader(file)
        ]
    listed = load_gazetteers()
    vocabulary = Vocabulary(actors=(*actors, *listed.actors), initiatives=listed.initiatives)
    strategy = outline(read_document(folder / "strategy" / "strategy.md", root=folder))
    context = Context(vocabulary, strategy)
    found: list[dict[str, object]] = []
    for path in sorted((folder / "responses").iterdir()):
        document = read_document(path, root=folder)
        found.extend(to_record(document, extract(document, context), vocabulary))
    return found


def _key(record: dict[str, object]) -> Key:
    stance = record["stance"]
    assert isinstance(stance, dict)
    return (Path(str(record["file"])).stem, str(record["sentence"]), str(stance["class"]))


def test_statements_have_the_right_class(folder: Path, records: list[dict[str, object]]) -> None:
    gold = Counter(_key(row) for row in _rows(folder / "gold"))
    found = Counter(_key(record) for record in records)
    right = sum((gold & found).values())
    assert right / found.total() >= 0.97
    assert right / gold.total() >= 0.95


def test_actors_chapters_and_initiatives_are_right(folder: Path, records: list[dict[str, object]]) -> None:
    gold = {_key(row): row for row in _rows(folder / "gold")}
    pairs = [(record, gold[_key(record)]) for record in records if _key(record) in gold]
    assert all(record["actor"] == row["actor"] for record, row in pairs)
    chapters = [
        record["target_chapters"] == ([row["target_chapter"]] if row["target_chapter"] else [])
        for record, row in pairs
    ]
    assert sum(chapters) / len(chapters) >= 0.93
    assert all(record["initiatives"] == row["initiatives"] for record, row in pairs)


def test_annotated_non_statements_are_left_alone(folder: Path, records: list[dict[str, object]]) -> None:
    found = {_key(record)[:2] for record in records}
    hard = [
        (Path(str(row["file"])).stem, str(row["sentence"]))
        for row in _rows(folder / "negatives")
        if row["hard"] and not row["debatable"]
    ]
    assert len(hard) > 50
    assert not [one for one in hard if one in found]
