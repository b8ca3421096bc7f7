"""Forgetting: nothing of a response is left in the state, the rest is as if it had never been there, and one can see it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from remissgraf.cli.main import cli
from remissgraf.errors import ConfigError, RemissgrafError, WorkspaceError
from remissgraf.graph.dna import CodedDocument, CodedStatement, Coding, StatementType
from remissgraf.graph.dna.write import export_dna
from remissgraf.graph.workspace import forget as forgetting
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.codings import add_coding
from remissgraf.graph.workspace.config import CONFIG_NAME, STATE_NAME, load_config
from remissgraf.graph.workspace.create import create
from remissgraf.graph.workspace.forget import forget
from remissgraf.graph.workspace.forgotten import FORGOTTEN_NAME
from remissgraf.graph.workspace.opened import open_workspace
from remissgraf.graph.workspace.searchable import search_index
from remissgraf.graph.workspace.traces import find, places, traces

OWN = "Den tredje bryggan i Vrakudden är rutten sedan åtta år"
ANSWER = f"""\
# Yttrande

Från: Vrakuddens byalag

Vi avstyrker förslaget om indragna turer. {OWN}, och vi anser att staten bör betala
för en "ny brygga" på samma plats.
"""
OTHER = "# Yttrande\n\nFrån: Hjo kommun\n\nKommunen tillstyrker förslaget om indragna turer. Vi saknar en plan för vintern.\n"


@pytest.fixture
def root(tmp_path: Path, built_example: Path) -> Path:
    folder = tmp_path / "w"
    create(folder)
    # The ontology is closed once for all tests.
    shutil.copytree(built_example / STATE_NAME / "cache", folder / STATE_NAME / "cache")
    (folder / "responses" / "a.md").write_text(ANSWER, encoding="utf-8")
    (folder / "responses" / "b.md").write_text(OTHER, encoding="utf-8")
    build(folder)
    return folder


def canonical(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / STATE_NAME / "canonical").iterdir()}


def without(root: Path, name: str) -> Path:
    """The same workspace built by somebody who never had the file."""
    other = root.with_name("never")
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(root, other, ignore=shutil.ignore_patterns(STATE_NAME, FORGOTTEN_NAME, name))
    shutil.copytree(root / STATE_NAME / "cache", other / STATE_NAME / "cache")
    build(other)
    return other


def where(root: Path, text: str) -> list[str]:
    needle = text.encode("utf-8")
    return [name for name, data in places(root / STATE_NAME) if needle in data]


def test_nothing_of_it_is_left_and_the_rest_is_as_if_it_had_never_been_there(root: Path) -> None:
    # An old generation holds it as well.
    (root / "responses" / "b.md").write_text(OTHER + "\nDet är bra.\n", encoding="utf-8")
    build(root)
    with search_index(open_workspace(root)):
        assert (root / STATE_NAME / "search.sqlite").is_file()
    before = where(root, OWN)
    assert "search.sqlite" in before
    assert any(name.startswith("texts/") for name in before)
    assert any(name.startswith("canonical/") for name in before)
    assert sum("graph/response/" in name for name in before) == 2, "in both stores"
    report = forget(root, root / "responses" / "a.md")
    assert (report.name, report.files, report.found) == ("responses/a.md", ("responses/a.md",), ())
    assert report.traces >= 4
    assert report.searched[0] > 10
    assert [name.partition("/")[0] for name in report.own] == ["canonical", "texts"]
    for trace in (OWN, "/a.md>", '"responses/a.md"', "Vrakuddens byalag"):
        assert where(root, trace) == []
    assert canonical(root) == canonical(without(root, "a.md"))
    assert open_workspace(root).store.dump() == open_workspace(without(root, "a.md")).store.dump()
    again = build(root)
    assert (again.responses, again.read) == (1, 0)
    assert (root / "responses" / "a.md").read_text("utf-8") == ANSWER
    assert report.source == root / "responses" / "a.md"
    assert "a.md" not in (root / FORGOTTEN_NAME).read_text("utf-8")


def test_what_is_searched_for_is_found_where_it_is(root: Path) -> None:
    state = root / STATE_NAME
    (quads,) = (state / "canonical").glob("*-a.md-*")
    (text,) = (state / "texts").rglob("a.md.txt")
    wanted = traces("https://example.org/x", "responses/a.md", quads, text)
    assert any(OWN.encode() in needle for needle in wanted.needles)
    assert find(f"före {OWN}, och vi anser att staten bör betala efter".encode(), wanted)
    assert find(b'{"path": "responses/a.md"}', wanted)
    assert find(b"<https://example.org/x/statement/1>", wanted)
    assert not find(OTHER.encode() + b"https://example.org/xyz", wanted)


def test_what_others_say_too_is_not_taken_for_a_trace(root: Path) -> None:
    said = "Kommunen tillstyrker förslaget om indragna turer. Vi saknar en plan för vintern."
    (root / "responses" / "c.md").write_text(f"# Yttrande\n\nFrån: Åre kommun\n\n{said}\n", encoding="utf-8")
    build(root)
    report = forget(root, root / "responses" / "c.md")
    assert report.found == ()
    assert where(root, said)


CODED = "Bryggan vid Norrudden ska rivas före sommaren"


def code(root: Path, name: str, text: str) -> Path:
    """A hand-coded corpus in the workspace."""
    coding = Coding(
        documents=(CodedDocument(1, name, f"{text}. Det sade byalaget i går, och kommunen höll med.", 0),),
        types=(StatementType(1, "Utsaga"),),
        statements=(CodedStatement(1, 1, 1, 0, len(text), None, ()),),
    )
    export_dna(coding, root / f"{name}.dna")
    return add_coding(load_config(root), root / f"{name}.dna")[0]


def test_a_hand_coded_corpus_is_forgotten_as_a_response_is(root: Path) -> None:
    own, other = code(root, "brygga", CODED), code(root, "brygga-2", "Färjan ska gå hela vintern i stället")
    build(root)
    assert where(root, CODED)
    report = forget(root, own)
    assert (report.files, report.found, report.source) == (("coded/brygga.dna",), (), own)
    assert [name.partition("-")[0] for name in report.own] == ["canonical/coding"]
    assert report.traces >= 4
    for trace in (CODED, "coding/brygga/", "coded/brygga.dna"):
        assert where(root, trace) == []
    assert where(root, "coding/brygga-2/")
    build(root)
    assert not where(root, CODED)
    forget(root, other, delete_source=True)
    assert not other.exists()
    assert not where(root, "coding/brygga")
    again = forget(root, own, delete_source=True)
    assert (again.found, own.exists()) == ((), False)


def test_what_a_corpus_quotes_is_not_taken_for_a_trace_of_the_response(root: Path) -> None:
    code(root, "svar", OWN)
    build(root)
    assert forget(root, root / "responses" / "a.md").found == ()
    assert where(root, OWN)


def test_a_second_time_changes_nothing_and_looks_again(root: Path) -> None:
    forget(root, root / "responses" / "a.md", delete_source=True)
    before, listed = canonical(root), (root / FORGOTTEN_NAME).read_bytes()
    report = forget(root, root / "responses" / "a.md")
    assert (report.found, report.own, report.source) == ((), (), None)
    assert report.traces == 3
    assert canonical(root) == before
    assert (root / FORGOTTEN_NAME).read_bytes() == listed


def test_copies_go_together_and_a_changed_file_is_another(root: Path) -> None:
    (root / "responses" / "copy.md").write_text(ANSWER, encoding="utf-8")
    build(root)
    assert forget(root, root / "responses" / "a.md").files == ("responses/a.md", "responses/copy.md")
    assert build(root).responses == 1
    (root / "responses" / "a.md").write_text(ANSWER + "\nVi tillstyrker resten.\n", encoding="utf-8")
    assert build(root).responses == 2


def test_a_file_that_was_never_built_or_cannot_be_read_is_kept_out(root: Path) -> None:
    (root / "responses" / "new.md").write_text(OTHER + "\nNytt.\n", encoding="utf-8")
    (root / "responses" / "bad.pdf").write_bytes(b"%PDF-1.7 cut")
    forget(root, root / "responses" / "new.md")
    forget(root, root / "responses" / "bad.pdf")
    report = build(root)
    assert (report.responses, report.problems) == (2, ())


def test_a_stopped_forgetting_leaves_nothing_behind(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(forgetting, "build", stopped)
    with pytest.raises(KeyboardInterrupt):
        forget(root, root / "responses" / "a.md")
    assert where(root, OWN) == []
    monkeypatch.undo()
    report = build(root)
    assert (report.responses, report.reused) == (1, 1)
    assert forget(root, root / "responses" / "a.md").found == ()


def test_a_registered_file_is_not_deleted(root: Path) -> None:
    (root / "register.csv").write_text("file,status\na.md,final\n", encoding="utf-8")
    config = (root / CONFIG_NAME).read_text("utf-8").replace('# register = "', 'register = "')
    (root / CONFIG_NAME).write_text(config, encoding="utf-8")
    build(root)
    before = canonical(root)
    with pytest.raises(ConfigError, match="register names") as caught:
        forget(root, root / "responses" / "a.md", delete_source=True)
    assert caught.value.where == str(root / "register.csv")
    assert canonical(root) == before
    assert not (root / FORGOTTEN_NAME).exists()
    assert forget(root, root / "responses" / "a.md").found == ()
    assert build(root).responses == 1


@pytest.mark.parametrize("name", ["responses/none.md", "remissgraf.toml", "../outside.md", "responses"])
def test_what_is_no_response_is_refused(root: Path, name: str) -> None:
    (root.parent / "outside.md").write_text(OTHER, encoding="utf-8")
    before = canonical(root)
    with pytest.raises(WorkspaceError) as caught:
        forget(root, root / name)
    assert caught.value.code == "workspace.unknown-file"
    assert canonical(root) == before


def test_corrections_that_quote_it_are_named(root: Path) -> None:
    (root / "review").mkdir()
    (root / "review" / "anna.jsonl").write_text(
        f'{{"exact": "{OWN}, och vi anser att staten bör betala"}}\n', "utf-8"
    )
    (root / "review" / "bo.jsonl").write_text('{"exact": "annat"}\n', "utf-8")
    assert forget(root, root / "responses" / "a.md").reviews == ("review/anna.jsonl",)


@pytest.mark.parametrize("rows", ["sha256,name_sha256,date\nabc,def,2026-01-01\n", "nonsense\n", "\x00\x01"])
def test_a_damaged_list_is_told_with_its_place(root: Path, rows: str) -> None:
    (root / FORGOTTEN_NAME).write_text(rows, encoding="utf-8")
    with pytest.raises(RemissgrafError, match=FORGOTTEN_NAME):
        build(root)


def test_the_command_asks_before_it_forgets(root: Path) -> None:
    run = CliRunner()
    given = ["forget", str(root / "responses" / "a.md"), "-w", str(root)]
    refused = run.invoke(cli, given)
    assert refused.exit_code == 2
    assert "--yes" in refused.output
    assert where(root, OWN)
    done = run.invoke(cli, [*given, "--yes", "--delete-source"])
    assert done.exit_code == 0, done.output
    assert "none is left" in done.output
    assert not (root / "responses" / "a.md").exists()
