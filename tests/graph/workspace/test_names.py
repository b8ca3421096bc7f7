"""Files and folders with hostile names, and links that lead out of the workspace."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from remissgraf.errors import WorkspaceError
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.config import STATE_NAME
from remissgraf.graph.workspace.create import create
from remissgraf.graph.workspace.opened import open_workspace
from remissgraf.graph.workspace.quotes import check_quotes
from remissgraf.graph.workspace.state import State

ANSWER = """\
# Yttrande från Sandvretens kommun

Sandvretens kommun tillstyrker förslaget. Kommunen saknar en beskrivning av kostnaderna.
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A workspace with one response."""
    root = tmp_path / "small"
    create(root)
    (root / "responses" / "a.md").write_text(ANSWER, encoding="utf-8")
    return root


@pytest.mark.skipif(sys.platform == "win32", reason="links and devices of POSIX")
def test_links_that_lead_out_are_reported_and_not_read(small: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(ANSWER, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    for name, target in (
        ("out.md", outside),
        ("zero.md", "/dev/zero"),
        ("pipe.md", tmp_path / "pipe"),
        ("loop.md", "loop.md"),
    ):
        (small / "responses" / name).symlink_to(target)
    report = build(small)
    assert {name: problem.code for name, problem in report.problems} == {
        "responses/loop.md": "read.open",
        "responses/out.md": "read.outside",
        "responses/pipe.md": "read.outside",
        "responses/zero.md": "read.outside",
    }
    assert report.responses == 1


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that takes any bytes as a name")
def test_a_name_that_is_not_utf_8_is_read_all_the_same(small: Path) -> None:
    (small / "responses" / "a.md").rename(small / "responses" / "svar\udcff.md")
    (small / "responses" / "svar\udcff.xyz").write_bytes(b"x")
    report = build(small)
    assert report.responses == 1
    assert [name for name, _ in report.problems] == ["responses/svar\\xff.xyz"]
    assert build(small).reused == 2
    assert check_quotes(open_workspace(small))[1] == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that takes any bytes as a name")
def test_a_workspace_whose_path_is_not_utf_8_is_told(tmp_path: Path) -> None:
    for act in (create, build, open_workspace):
        with pytest.raises(WorkspaceError, match="Rename") as caught:
            act(tmp_path / "x\udcff")
        assert caught.value.code == "workspace.name"


def test_hostile_names_of_files(small: Path) -> None:
    names = ["-rf.md", "a\"'.md", "<b>.md", "ny\nrad.md", "rtl\u202e.md", "☃.md", "☺.md", "..md"]
    for name in names[:-1]:
        (small / "responses" / name).write_text(ANSWER, encoding="utf-8")
    assert build(small).responses == len(names)
    found = open_workspace(small).store.query("SELECT DISTINCT ?path { ?response rg:filePath ?path }")
    assert isinstance(found, ox.QuerySolutions)
    paths = {row[0].value for row in found if isinstance(row[0], ox.Literal)}
    assert paths == {f"responses/{name}" for name in ["a.md", *names[:-1]]}


def test_long_names_and_deep_folders(small: Path) -> None:
    deep = small / "responses" / Path(*[f"mapp{number}" for number in range(50)])
    deep.mkdir(parents=True)
    for path in (
        deep / "svar.md",
        small / "responses" / ("x" * 250 + "1.md"),
        small / "responses" / ("x" * 250 + "2.md"),
    ):
        path.write_text(ANSWER, encoding="utf-8")
    assert build(small).responses == 4
    assert check_quotes(open_workspace(small))[1] == []
    assert build(small).reused == 4


def test_folders_that_may_not_be_read_are_told(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The right of reading is taken away by hand: a test that runs as root has all rights."""
    build(small)
    closed = {small / "responses" / "hemlig"}
    (small / "responses" / "hemlig").mkdir()
    listing, access = Path.iterdir, os.access

    def iterdir(path: Path) -> Iterator[Path]:
        if path in closed:
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    monkeypatch.setattr(os, "access", lambda path, mode: path not in closed and access(path, mode))
    report = build(small)
    assert [(name, problem.code) for name, problem in report.problems] == [
        ("responses/hemlig", "read.permission")
    ]
    assert report.responses == 1
    closed.add(small / "responses")
    with pytest.raises(WorkspaceError) as caught:
        build(small)
    assert caught.value.code == "workspace.responses"
    assert len(State(small / STATE_NAME).load()) == 2
