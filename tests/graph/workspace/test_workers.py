"""Reading in several processes: the same bytes as in one, and a worker that dies or hangs costs its own file and no other."""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest

from remissgraf.errors import WorkspaceError
from remissgraf.graph.workspace import build as building
from remissgraf.graph.workspace.background import Background, background
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.config import STATE_NAME, WorkspaceConfig, load_config
from remissgraf.graph.workspace.create import create
from remissgraf.graph.workspace.opened import open_workspace
from remissgraf.graph.workspace.process import Setting
from remissgraf.graph.workspace.reading import Task
from remissgraf.graph.workspace.sources import find_sources
from remissgraf.graph.workspace.state import FileRecord, State
from remissgraf.graph.workspace.vocabulary import load_vocabulary
from remissgraf.graph.workspace.workers import read_in_workers
from remissgraf.ontology.entries import Vocabulary

ANSWER = """\
# Yttrande från {name} kommun

{name} kommun tillstyrker förslaget om {topic}. Kommunen saknar en beskrivning av kostnaderna för {topic}.
"""

# Put where workers can import it: what a segmentation fault, the kernel's memory killer and an endless loop look like from outside.
HOSTILE = """
import os, signal, time
from remissgraf.ontology.namespaces import Names

class Hostile(Names):
    def response(self, cid, rid):
        if rid == "crash.md":
            os.kill(os.getpid(), signal.SIGKILL)
        while rid == "hang.md":
            time.sleep(1)
        return super().response(cid, rid)

class Unstartable(Names):
    def __reduce__(self):
        return os._exit, (3,)
"""

posix = pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX signals")


def many(root: Path, number: int) -> Path:
    create(root)
    names = ("Sandvreten", "Ekvreten", "Björkvreten", "Almvreten")
    for at in range(number):
        text = ANSWER.format(name=f"{names[at % 4]}s{'abcdefghij'[at % 10]}", topic=f"väg {at}")
        (root / "responses" / f"{at:03}.md").write_text(text, encoding="utf-8")
    (root / "responses" / "empty.md").write_bytes(b"")
    return root


def kept(root: Path) -> dict[str, bytes]:
    """Everything in the state but the stores, which follow from it."""
    state = root / STATE_NAME
    files = [
        state / "record.json",
        state / "current",
        *(state / "texts").rglob("*.txt"),
        *(state / "canonical").iterdir(),
    ]
    return {path.relative_to(state).as_posix(): path.read_bytes() for path in files}


def test_one_two_and_three_processes_give_the_same_bytes(tmp_path: Path) -> None:
    first = many(tmp_path / "a", 80)
    reports = [build(first, jobs=1)]
    for jobs, name in ((2, "b"), (3, "c")):
        other = tmp_path / name
        shutil.copytree(first, other, ignore=shutil.ignore_patterns(STATE_NAME))
        reports.append(build(other, jobs=jobs))
        assert kept(other) == kept(first)
        assert open_workspace(other).store.dump() == open_workspace(first).store.dump()
    assert {(report.responses, report.problems, report.warnings) for report in reports} == {
        (80, reports[0].problems, reports[0].warnings)
    }
    assert not multiprocessing.active_children()


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    (tmp_path / "hostile_names.py").write_text(HOSTILE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("hostile_names")
    yield module
    del sys.modules["hostile_names"]


def tasks(root: Path, *names: str) -> tuple[list[Task], State, dict[str, Setting]]:
    for name in names:
        (root / "responses" / f"{name}.md").write_text(ANSWER.format(name="Ekvreten", topic=name), "utf-8")
    config = load_config(root)
    state = State(config.state)
    state.folder.mkdir(exist_ok=True)
    state.prepare()
    vocabulary = load_vocabulary(config)
    sources = find_sources(config, config.consultations[0], vocabulary)
    return [Task(source, "b") for source in sources], state, dict(background(config, vocabulary).settings)


@posix
def test_a_worker_that_dies_or_hangs_costs_its_file_alone(tmp_path: Path, hostile: ModuleType) -> None:
    create(tmp_path / "w")
    given, state, settings = tasks(tmp_path / "w", "a", "b", "c", "crash", "d", "e", "hang")
    evil = {cid: replace(one, names=hostile.Hostile(one.names.base)) for cid, one in settings.items()}
    records = {r.response: r for r in read_in_workers(given, evil, state, jobs=2, limit=15.0)}
    assert len(records) == len(given)
    problems = {name: record.problem for name, record in records.items() if record.problem}
    assert {name: problem.code for name, problem in problems.items()} == {
        "crash.md": "read.crashed",
        "hang.md": "read.time",
    }
    assert "SIGKILL" in problems["crash.md"].message
    assert all(r.canonical for name, r in records.items() if name not in problems)
    assert not multiprocessing.active_children()


def test_workers_that_cannot_start_are_told(tmp_path: Path, hostile: ModuleType) -> None:
    create(tmp_path / "w")
    given, state, settings = tasks(tmp_path / "w", "a", "b")
    evil = {cid: replace(one, names=hostile.Unstartable(one.names.base)) for cid, one in settings.items()}
    with pytest.raises(WorkspaceError) as caught:
        list(read_in_workers(given, evil, state, jobs=2))
    assert caught.value.code == "workspace.workers"
    assert "--jobs 1" in str(caught.value)


@posix
def test_a_file_that_ended_its_process_is_tried_again_apart(
    tmp_path: Path, hostile: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = many(tmp_path / "w", 60)
    (root / "responses" / "crash.md").write_text(ANSWER.format(name="Ekvreten", topic="broar"), "utf-8")

    def evil(config: WorkspaceConfig, vocabulary: Vocabulary) -> Background:
        shared = background(config, vocabulary)
        return replace(
            shared,
            settings={
                cid: replace(one, names=hostile.Hostile(one.names.base))
                for cid, one in shared.settings.items()
            },
        )

    monkeypatch.setattr(building, "background", evil)
    report = build(root, jobs=2)
    assert {problem.code for _, problem in report.problems} == {"read.crashed", "read.empty"}
    # One file alone is read in this process, but not one that ended a process before.
    again = build(root, jobs=1)
    assert (again.problems, again.read, again.reused) == (report.problems, 1, 61)
    monkeypatch.undo()
    assert [problem.code for _, problem in build(root).problems] == ["read.empty"]


def test_an_error_of_the_state_stops_the_build_and_its_workers(tmp_path: Path) -> None:
    create(tmp_path / "w")
    given, state, settings = tasks(tmp_path / "w", "a", "b", "c")
    shutil.rmtree(state.texts)
    state.texts.write_bytes(b"a file where a folder belongs")
    with pytest.raises((WorkspaceError, OSError)):
        list(read_in_workers(given, settings, state, jobs=2))
    assert not multiprocessing.active_children()


def descendants(pid: int) -> set[int]:
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(fields[1]) == pid:
                found |= {int(path.parent.name)} | descendants(int(path.parent.name))
    return found


def wait_for(condition: object, seconds: float = 60.0) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks processes up in /proc")
@pytest.mark.parametrize("how", ["SIGINT", "SIGKILL"])
def test_no_worker_outlives_a_build_that_is_stopped(tmp_path: Path, how: str) -> None:
    root = many(tmp_path / "w", 250)
    command = [sys.executable, "-m", "remissgraf", "build", str(root), "--jobs", "2"]
    # Tests that run as a job in the background ignore SIGINT, and so would what they start.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=heard,  # noqa: PLW1509 - no thread of the test is at work
    )
    canonical = root / STATE_NAME / "canonical"
    wait_for(lambda: canonical.is_dir() and len(list(canonical.glob("*.nq.gz"))) > 5)
    workers = descendants(process.pid)
    assert len(workers) >= 2
    if how == "SIGINT":
        # As a terminal does it: every process of the group hears it.
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.kill()
    _, said = process.communicate(timeout=60)
    wait_for(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
    if how == "SIGINT":
        assert process.returncode == 130
        assert re.fullmatch(rb"\s*Interrupted\..*\n", said)
        record = State(root / STATE_NAME).load()
        assert 5 < len(record) <= 251
    report = build(root)
    assert report.responses == 250
    assert how == "SIGKILL" or report.reused >= len(record)
    first: dict[str, FileRecord] = State(root / STATE_NAME).load()
    shutil.rmtree(root / STATE_NAME)
    build(root)
    assert State(root / STATE_NAME).load() == first


def test_a_caller_whose_main_module_cannot_be_imported_is_told(tmp_path: Path) -> None:
    """A script without `if __name__ == "__main__"` starts itself again in each worker, which dies of it: no waiting for ever."""
    root = many(tmp_path / "w", 60)
    script = tmp_path / "script.py"
    script.write_text(
        f"from pathlib import Path\nfrom remissgraf.graph.workspace.build import build\nbuild(Path({str(root)!r}), jobs=2)\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, timeout=120, check=False)
    assert done.returncode != 0
    assert b"no process to read files in could be started" in done.stderr
