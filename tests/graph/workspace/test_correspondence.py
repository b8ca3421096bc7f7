"""Chapters of two consultations: which correspond, by the table and by their titles, in the graph and in the query that compares."""

from __future__ import annotations

from pathlib import Path

import pytest

from remissgraf.errors import ConfigError
from remissgraf.graph.describe import Correspondence
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.config import CONFIG_NAME
from remissgraf.graph.workspace.correspondence import find_correspondences
from remissgraf.graph.workspace.opened import open_workspace
from remissgraf.ontology.entries import Chapter, Outline
from remissgraf.queries import library
from remissgraf.queries.run import run

CONFIG = """[workspace]
base = "https://example.org/two/"
{more}
[[consultation]]
id = "first"
title = "Första remissen"
date = 2024-01-10
strategy = "first.md"
responses = "answers-1"

[[consultation]]
id = "second"
title = "Andra remissen"
date = 2025-01-10
strategy = "second.md"
responses = "answers-2"
{chapters}
"""
FIRST = (
    "# Hamnplan\n\n## A. Kajer\n\nKajerna rustas.\n\n## B. Farleder och fyrar\n\nFarlederna märks ut.\n\n"
    "## C. Avgifter\n\nAvgifterna höjs.\n"
)
SECOND = (
    "# Hamnplan, ny version\n\n## A. Farleder och fyrar\n\nFarlederna märks.\n\n## B. Kajer\n\nKajerna rustas.\n\n"
    "## C. Taxor\n\nTaxorna sänks.\n"
)


def outline(*titles: str) -> Outline:
    """Chapters "A Title" with their number, "Title" without."""
    chapters = []
    for at, title in enumerate(titles):
        label, _, rest = title.partition(". ")
        chapters.append(Chapter(label, rest or title, None, at, at + 1, numbered=bool(rest)))
    return Outline("Plan", tuple(chapters))


def pairs(found: tuple[Correspondence, ...]) -> set[tuple[str, str]]:
    return {(pair.one[1], pair.other[1]) for pair in found}


@pytest.mark.parametrize(
    ("one", "two", "wanted"),
    [
        (["A. Kajer", "B. Farleder"], ["A. Farleder", "B. Kajer!"], {("A", "B"), ("B", "A")}),
        (["Kajer och bryggor"], ["Kajer och brygga"], {("Kajer och bryggor", "Kajer och brygga")}),
        (["A. Kajer och bryggor"], ["A. Kajer, bryggor och slussar"], {("A", "A")}),
        # The same number alone tells nothing, nor do two strategies with one usual title in common.
        (["A. Kajer"], ["A. Skolmat"], set()),
        (["1. Inledning", "2. Kajer", "3. Fyrar"], ["1. Inledning", "2. Skolmat", "3. Slöjd"], set()),
        # Each chapter corresponds to one, the likest.
        (["A. Farleder"], ["A. Farlederna", "B. Farleder"], {("A", "B")}),
        ([], ["A. Kajer"], set()),
    ],
)
def test_titles_tell(one: list[str], two: list[str], wanted: set[tuple[str, str]]) -> None:
    assert pairs(find_correspondences({"one": outline(*one), "two": outline(*two)}, {})) == wanted


def test_what_is_declared_wins() -> None:
    outlines = {
        "one": outline("A. Kajer", "B. Fyrar", "C. Avgifter"),
        "two": outline("A. Kajer", "B. Fyrar", "C. Taxor"),
        "none": None,
    }
    declared = {("two", "C", "one"): "C", ("two", "A", "one"): None, ("two", "B", "one"): "A"}
    found = find_correspondences(outlines, declared)
    assert {(pair.one, pair.other, pair.similarity) for pair in found} == {
        (("two", "C"), ("one", "C"), None),
        (("two", "B"), ("one", "A"), None),
    }


def two(root: Path, chapters: str | None = None) -> Path:
    root.mkdir(exist_ok=True)
    more = 'chapters = "chapters.csv"' if chapters is not None else ""
    (root / CONFIG_NAME).write_text(CONFIG.format(more="", chapters=more), encoding="utf-8")
    (root / "first.md").write_text(FIRST, encoding="utf-8")
    (root / "second.md").write_text(SECOND, encoding="utf-8")
    if chapters is not None:
        (root / "chapters.csv").write_text(chapters, encoding="utf-8")
    for folder, words in (("answers-1", ("avstyrker", "B", "C")), ("answers-2", ("tillstyrker", "A", "C"))):
        (root / folder).mkdir(exist_ok=True)
        verb, chapter, other = words
        (root / folder / "hjo.md").write_text(
            f"# Yttrande från Hjo kommun\n\nDnr KS 2025/12\n\n## Synpunkter\n\nHjo kommun {verb} kapitel {chapter} av flera skäl. "
            f"Kommunen tillstyrker kapitel {other} i sin helhet.\n",
            encoding="utf-8",
        )
    return root


def compared(root: Path) -> set[tuple[str, str, str, str]]:
    answer = run(open_workspace(root).store, library.get("positions-over-time"), {"lang": "sv"})
    return {
        (row["target_label"], row["earlier_position"], row["later_position"], row["basis"] or "")
        for row in answer.dicts()
        if row["target_label"] != "Hamnplan, ny version"
    }


def test_positions_are_compared_across_what_corresponds(tmp_path: Path) -> None:
    root = two(tmp_path / "w")
    build(root)
    by_title = {("A Farleder och fyrar", "avstyrker", "tillstyrker", "titles")}
    assert compared(root) == by_title
    two(root, "chapter,corresponds_to\nC,C\n")
    report = build(root)
    assert report.read == 0
    assert compared(root) == by_title | {("C Taxor", "tillstyrker", "tillstyrker", "declared")}
    two(root, "chapter,consultation,corresponds_to\nA,first,\n")
    build(root)
    assert compared(root) == set()


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("chapter,corresponds_to\nD,A\n", "no chapter 'D'"),
        ("chapter,corresponds_to\nA,Q\n", "no chapter 'Q'"),
        ("chapter,consultation,corresponds_to\nA,third,A\n", "'third' is no other consultation"),
        ("chapter,corresponds_to\nA,A\nA,B\n", "given twice"),
        ("chapter,corresponds_to\n,A\n", "cell is empty"),
        ("kapitel,corresponds_to\nA,A\n", "chapter"),
    ],
)
def test_a_table_that_cannot_be_is_refused(tmp_path: Path, table: str, told: str) -> None:
    root = two(tmp_path / "w", table)
    with pytest.raises(ConfigError) as caught:
        build(root)
    assert caught.value.code == "config.table"
    assert told in str(caught.value)
    assert caught.value.remedy
