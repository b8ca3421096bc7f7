"""What the register says of a response that replaces another, or is an annex of one: in the graph, out of the counts, or refused."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from remissgraf.errors import ConfigError
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.config import CONFIG_NAME
from remissgraf.graph.workspace.opened import open_workspace

from .test_resemblance import SHORT, TEXT, counted, made, pairs

HEAD = "file,id,respondent,replaces,annex_of\n"
FILES = {
    "first.md": TEXT.format(sender="Hjo kommun", more=""),
    "second.md": TEXT.format(sender="Hjo kommun", more="Kommunen står fast vid sitt yttrande."),
    "table.md": SHORT.format(sender="Hjo kommun"),
    "broken.pdf": "no PDF",
}


def test_a_replaced_response_stays_but_leaves_the_counts(tmp_path: Path) -> None:
    register = HEAD + "second.md,new,,first.md,\ntable.md,,,,second.md\n"
    root = made(tmp_path / "w", FILES, register)
    report = build(root)
    assert pairs(root, "rg:replaces") == {("new", "first.md")}
    assert pairs(root, "rg:annexOf") == {("table.md", "new")}
    assert counted(open_workspace(root).store) == {"new", "table.md"}
    # Nearly the same text of the same sender is what a new version is: nobody need be told.
    assert pairs(root, "rg:nearDuplicateOf") == set()
    assert not any("the same text" in text for _, text in report.warnings)

    (root / "register.csv").write_text(HEAD + "second.md,new,,,\ntable.md,,,,\n", encoding="utf-8")
    again = build(root)
    assert again.read == 0
    assert pairs(root, "rg:replaces") == set()
    assert counted(open_workspace(root).store) == {"new", "first.md", "table.md"}
    assert any("the same text" in text for _, text in again.warnings)


def test_one_that_could_not_be_read_is_told_and_ends_no_build(tmp_path: Path) -> None:
    root = made(tmp_path / "w", FILES, HEAD + "second.md,,,broken.pdf,\n")
    report = build(root)
    assert pairs(root, "rg:replaces") == set()
    assert [
        (name, "responses/broken.pdf is no single response" in text)
        for name, text in report.warnings
        if "no effect" in text
    ] == [("responses/second.md", True)]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("second.md,,,second.md,\n", "in this relation to itself"),
        ("second.md,,,gone.md,\n", "'gone.md', which is not in responses"),
        ("second.md,,,,gone.md\n", "'gone.md', which is not in responses"),
        (
            "first.md,,,table.md,\nsecond.md,,,first.md,\ntable.md,,,second.md,\n",
            "replace each other: first.md, table.md, second.md",
        ),
    ],
)
def test_a_register_that_cannot_be_is_refused(tmp_path: Path, rows: str, told: str) -> None:
    root = made(tmp_path / "w", FILES, HEAD + rows)
    with pytest.raises(ConfigError) as caught:
        build(root)
    assert caught.value.code == "config.table"
    assert told in str(caught.value)
    assert caught.value.remedy


def test_rights_of_a_consultation_are_said_of_every_graph(tmp_path: Path) -> None:
    root = made(tmp_path / "w", {"a.md": SHORT.format(sender="Hjo kommun")})
    build(root)
    config = (root / CONFIG_NAME).read_text("utf-8")
    start = config.index("[[consultation]]") + len("[[consultation]]\n")
    (root / CONFIG_NAME).write_text(
        config[:start] + 'rights = "Allmän handling"\n' + config[start:], encoding="utf-8"
    )
    assert build(root).read == 1
    answer = open_workspace(root).store.query("SELECT DISTINCT ?rights { ?graph dcterms:rights ?rights }")
    assert isinstance(answer, ox.QuerySolutions)
    assert [str(row["rights"]) for row in answer] == ['"Allmän handling"@sv']
