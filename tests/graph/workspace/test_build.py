"""Building: the same result whichever way it came about, nothing lost on the way, and problems told by file."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from remissgraf import examples
from remissgraf.errors import WorkspaceError
from remissgraf.graph.describe import to_nquads
from remissgraf.graph.reason import Layout
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.config import STATE_NAME, load_config
from remissgraf.graph.workspace.create import copy_example, create
from remissgraf.graph.workspace.manifest import read_manifest
from remissgraf.graph.workspace.opened import open_workspace
from remissgraf.graph.workspace.quotes import check_quotes
from remissgraf.graph.workspace.state import State

ANSWER = """\
# Yttrande från Sandvretens kommun

## Synpunkter

Sandvretens kommun tillstyrker förslaget. Kommunen saknar en beskrivning av kostnaderna.
"""

# So many statements that their quads take more than two kilobytes, gzipped.
ANSWER_ABOUT_MUCH = "".join(f"\nKommunen anser att väg {number} bör byggas om.\n" for number in range(40))


def dump(root: Path) -> bytes:
    return open_workspace(root).store.dump()


def generation(root: Path) -> str | None:
    return State(root / STATE_NAME).current()


def from_nothing(root: Path) -> bytes:
    shutil.rmtree(root / STATE_NAME)
    build(root)
    return dump(root)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A workspace with one response of the test's own."""
    root = tmp_path / "small"
    create(root)
    (root / "responses" / "a.md").write_text(ANSWER, encoding="utf-8")
    return root


def test_the_second_build_reads_nothing(example_copy: Path) -> None:
    before = dump(example_copy)
    report = build(example_copy)
    assert (report.read, report.reused, report.removed) == (0, 12, 0)
    assert dump(example_copy) == before


def test_a_changed_a_new_and_a_removed_file(example_copy: Path) -> None:
    responses = example_copy / "responses"
    changed = responses / "12_malarstrands-sparbank.txt"
    changed.write_text(
        changed.read_text("utf-8").replace("inget att erinra mot", "invändningar mot"), "utf-8"
    )
    (responses / "10_nordvind-organoids.txt").unlink()
    (responses / "13_sandvreten.md").write_text(ANSWER, encoding="utf-8")
    report = build(example_copy)
    assert (report.read, report.reused, report.removed) == (2, 10, 1)
    assert b"nordvind-organoids/statement" not in dump(example_copy)
    assert dump(example_copy) == from_nothing(example_copy)


def test_a_changed_vocabulary_or_strategy_reads_all_again(example_copy: Path) -> None:
    topics = example_copy / "vocabulary" / "topics.csv"
    topics.write_text(topics.read_text("utf-8") + "nytt,ett nytt ämne,a new topic,,\n", "utf-8")
    assert build(example_copy).read == 12


def test_moving_the_workspace_changes_nothing(example_copy: Path, tmp_path: Path) -> None:
    before = dump(example_copy)
    moved = tmp_path / "elsewhere" / "x"
    moved.parent.mkdir()
    example_copy.rename(moved)
    assert build(moved).read == 0
    assert dump(moved) == before


def test_files_that_cannot_be_read_are_named_and_the_rest_is_built(small: Path) -> None:
    responses = small / "responses"
    (responses / "empty.txt").write_bytes(b"")
    (responses / "spaces.md").write_text(" \n\n", "utf-8")
    (responses / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (responses / "broken.docx").write_bytes(b"PK\x03\x04 no zip")
    (responses / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj")
    (responses / "letter.odt").write_bytes(b"x")
    (responses / "~$a.docx").write_bytes(b"left by an office program")
    (responses / ".hidden.md").write_text(ANSWER, "utf-8")
    report = build(small)
    assert [name for name, _ in report.problems] == [
        f"responses/{name}"
        for name in ("binary.txt", "broken.docx", "cut.pdf", "empty.txt", "letter.odt", "spaces.md")
    ]
    assert all(problem.message and problem.code.startswith("read.") for _, problem in report.problems)
    assert report.responses == 1
    told = [quad for quad in dump(small).splitlines() if b'ontology#unreadCode> "' in quad]
    assert len(told) == len(report.problems)
    again = build(small)
    assert (again.problems, again.read) == (report.problems, 0)


def test_a_file_that_becomes_unreadable_leaves_the_graph(small: Path) -> None:
    build(small)
    (small / "responses" / "a.md").write_bytes(b"")
    report = build(small)
    assert (report.responses, len(report.problems)) == (0, 1)
    assert dump(small) == from_nothing(small)


def test_an_empty_workspace_builds(tmp_path: Path) -> None:
    create(tmp_path)
    report = build(tmp_path)
    assert (report.responses, report.statements, report.problems) == (0, 0, ())
    assert any("no strategy" in text for _, text in report.warnings)


def test_names_that_fall_together_are_kept_apart(small: Path) -> None:
    (small / "responses" / "A.md").write_text(ANSWER.replace("Sandvreten", "Ekvreten"), "utf-8")
    (small / "responses" / 'a "quoted"\n<b>name\u202e.md').write_text(ANSWER, "utf-8")
    report = build(small)
    assert (report.responses, report.problems) == (3, ())
    assert check_quotes(open_workspace(small))[1] == []


def test_every_quote_of_the_example_stands_in_its_text(built_example: Path) -> None:
    quotes, wrong = check_quotes(open_workspace(built_example))
    assert wrong == []
    assert quotes > 100


def test_a_tampered_text_is_noticed(example_copy: Path) -> None:
    text = next((example_copy / STATE_NAME / "texts").rglob("01*.txt"))
    text.write_text("X" + text.read_text("utf-8"), "utf-8")
    assert check_quotes(open_workspace(example_copy))[1]


def test_an_unbuilt_workspace_says_how_to_build(tmp_path: Path) -> None:
    create(tmp_path)
    with pytest.raises(WorkspaceError, match="remissgraf build"):
        open_workspace(tmp_path)


def test_a_second_build_at_once_is_refused(example_copy: Path) -> None:
    state = State(load_config(example_copy).state)
    before = generation(example_copy)
    with state.lock(), pytest.raises(WorkspaceError) as caught:
        build(example_copy)
    assert caught.value.code == "workspace.locked"
    assert generation(example_copy) == before


def test_what_a_killed_build_left_is_swept_away(example_copy: Path) -> None:
    state = example_copy / STATE_NAME
    left = [state / "stores" / "new-1", state / "canonical" / ".0.part", state / "texts" / ".0.part"]
    left[0].mkdir()
    for path in left[1:]:
        path.write_bytes(b"x")
    build(example_copy)
    assert not any(path.exists() for path in left)


def test_a_demo_whose_copying_was_cut_off_is_finished(tmp_path: Path) -> None:
    example = examples.lifescience()
    folder = tmp_path / "demo"
    (folder / "strategy").mkdir(parents=True)
    (folder / "README.md").write_bytes((example / "README.md").read_bytes())
    (folder / ".0123456789abcdef.part").write_bytes(b"x")
    copy_example(example, folder)
    assert len(list((folder / "responses").iterdir())) == 12
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "README.md").write_text("my own", encoding="utf-8")
    with pytest.raises(WorkspaceError):
        copy_example(example, tmp_path / "mine")


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a POSIX signal")
def test_a_killed_build_leaves_the_last_graph_and_the_next_one_finishes(example_copy: Path) -> None:
    old = dump(example_copy)
    for name in ("01_norrviks-kommun.md", "02_region-malarbygden.txt"):
        (example_copy / "responses" / name).write_text(ANSWER, encoding="utf-8")
    command = [sys.executable, "-m", "remissgraf", "build", str(example_copy)]
    for delay in (0.2, 0.5, 0.8, 1.1, 1.4):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=delay)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        finished = process.wait() == 0
        current = dump(example_copy)
        assert finished or current == old or current == from_copy(example_copy)
    build(example_copy)
    assert dump(example_copy) == from_nothing(example_copy)


def from_copy(root: Path) -> bytes:
    """What a build from nothing gives, made in another place."""
    other = root.with_name(root.name + "-fresh")
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(root, other, ignore=shutil.ignore_patterns(STATE_NAME))
    build(other)
    return dump(other)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_a_full_disk_is_told_and_leaves_the_last_graph(
    example_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(example_copy)
    (example_copy / "responses" / "13.md").write_text(ANSWER, encoding="utf-8")

    def full(*_: object, **__: object) -> None:
        with Path("/dev/full").open("wb", buffering=0) as stream:
            stream.write(b"x")

    monkeypatch.setattr("remissgraf.graph.workspace.manifest.write_atomic", full)
    with pytest.raises(OSError, match="space"):
        build(example_copy)
    assert dump(example_copy) == before
    monkeypatch.undo()
    build(example_copy)
    assert dump(example_copy) == from_nothing(example_copy)


def test_a_graph_that_breaks_its_shapes_is_refused_and_the_last_one_stays(
    example_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = generation(example_copy)

    def without_evidence(quads: list[ox.Quad]) -> bytes:
        return to_nquads(quad for quad in quads if not quad.predicate.value.endswith("#hasEvidence"))

    (example_copy / "responses" / "13.md").write_text(ANSWER, encoding="utf-8")
    monkeypatch.setattr("remissgraf.graph.workspace.process.to_nquads", without_evidence)
    with pytest.raises(WorkspaceError) as caught:
        build(example_copy)
    assert caught.value.code == "workspace.invalid"
    assert "rg:hasEvidence" in str(caught.value)
    assert "Sandvreten" in str(caught.value)
    assert generation(example_copy) == before


def test_a_contradiction_is_told_with_its_sentence_and_the_last_graph_stays(
    example_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = generation(example_copy)

    def by_the_response_itself(quads: list[ox.Quad]) -> bytes:
        responses = {
            quad.subject: quad.object for quad in quads if quad.predicate.value.endswith("#statedIn")
        }
        return to_nquads(
            ox.Quad(quad.subject, quad.predicate, responses[quad.subject], quad.graph_name)
            if quad.predicate.value.endswith("#madeBy")
            else quad
            for quad in quads
        )

    (example_copy / "responses" / "13.md").write_text(ANSWER, encoding="utf-8")
    monkeypatch.setattr("remissgraf.graph.workspace.process.to_nquads", by_the_response_itself)
    with pytest.raises(WorkspaceError) as caught:
        build(example_copy)
    said = str(caught.value)
    assert caught.value.code == "workspace.invalid"
    # The range of rg:madeBy makes the response an actor, which no document is.
    assert "klasser utan gemensamma medlemmar: rg:Actor rg:Document" in said
    assert "13.md> rdf:type rg:Actor" in said
    assert re.search(r"rg:madeBy <\S+>  \[responses/13\.md, \d+–\d+: ”(Sandvretens|Kommunen) ", said)
    assert generation(example_copy) == before


def stale(root: Path) -> int:
    manifest = read_manifest(State(root / STATE_NAME).store())
    assert manifest is not None
    return manifest.stale


def test_a_changed_response_is_changed_in_a_copy_of_the_store(example_copy: Path) -> None:
    assert stale(example_copy) == 0
    (response, *_) = sorted((example_copy / "responses").glob("*.md"))
    text = response.read_text(encoding="utf-8")
    response.write_text(text + "\nVi avstyrker strategin i dess helhet.\n", encoding="utf-8")
    build(example_copy)
    assert stale(example_copy) > 0
    response.unlink()
    counts = build(example_copy)
    made = dump(example_copy)
    assert counts.asserted + counts.inferred == made.count(b"\n")
    assert made == from_nothing(example_copy)
    assert stale(example_copy) == 0


def test_a_store_too_much_of_which_is_stale_is_made_from_nothing(
    example_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("remissgraf.graph.workspace.generation._MOST_CHANGED", 0.0)
    (response, *_) = sorted((example_copy / "responses").glob("*.md"))
    response.unlink()
    build(example_copy)
    assert stale(example_copy) == 0


def test_a_damaged_store_is_not_built_on(example_copy: Path) -> None:
    for file in State(example_copy / STATE_NAME).store().rglob("*.sst"):
        file.write_bytes(file.read_bytes()[:50])
    (example_copy / "responses" / "13.md").write_text(ANSWER, encoding="utf-8")
    build(example_copy)
    assert stale(example_copy) == 0
    assert dump(example_copy) == from_nothing(example_copy)


def test_inferences_about_a_response_stand_in_a_graph_of_its_own(small: Path) -> None:
    build(small)
    opened = open_workspace(small)
    layout = Layout(opened.config.base)
    (part,) = {part for graph in opened.store.graphs() if (part := layout.part(graph))}
    subjects = {str(quad.subject)[1:-1] for quad in opened.store.quads(layout.inferred(part))}
    assert subjects
    assert {layout.part(subject) for subject in subjects} == {part}
    shared = {str(quad.subject)[1:-1] for quad in opened.store.quads(layout.shared)}
    assert {layout.part(subject) for subject in shared} == {None}


@pytest.mark.skipif(shutil.which("bash") is None, reason="limits the size of files with the shell's ulimit")
@pytest.mark.parametrize("kilobytes", [2, 200])
def test_a_disk_without_room_is_told_and_the_next_build_finishes(example_copy: Path, kilobytes: int) -> None:
    """2 KB stop the first canonical file, 200 KB the store. benchmarks/kill.py does it with a real small file system."""
    before = dump(example_copy)
    (example_copy / "responses" / "13.md").write_text(ANSWER + ANSWER_ABOUT_MUCH, encoding="utf-8")
    build_command = [sys.executable, "-m", "remissgraf", "build", str(example_copy)]
    limited = ["bash", "-c", f'ulimit -f {kilobytes}; exec "$@"', "-", *build_command]
    done = subprocess.run(limited, capture_output=True, check=False)
    assert done.returncode == 1
    assert re.search(rb"\n  \[(workspace\.\w+|os)\]\n", done.stderr), done.stderr
    assert b"Traceback" not in done.stderr
    assert dump(example_copy) == before
    build(example_copy)
    assert b"sandvretens" in dump(example_copy)
    assert dump(example_copy) == from_nothing(example_copy)


def test_an_answer_sent_twice_stops_counting_in_a_copy_of_the_store_too(example_copy: Path) -> None:
    """What makes it a duplicate stands in a shared graph, what follows of it in the response's own."""
    response = example_copy / "responses" / "01_norrviks-kommun.md"
    shutil.copyfile(response, response.with_name("99_once-more.md"))
    build(example_copy)
    made = dump(example_copy)
    assert b"#duplicateOf>" in made
    assert made == from_nothing(example_copy)
    response.with_name("99_once-more.md").unlink()
    build(example_copy)
    assert dump(example_copy) == from_nothing(example_copy)
