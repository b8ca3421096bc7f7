"""What happens to .remissgraf from outside: the next command says what to do, and the next build mends it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from remissgraf.errors import WorkspaceError
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.config import STATE_NAME
from remissgraf.graph.workspace.forget import forget
from remissgraf.graph.workspace.opened import open_workspace
from remissgraf.graph.workspace.quotes import check_quotes
from remissgraf.graph.workspace.state import State


def dump(root: Path) -> bytes:
    return open_workspace(root).store.dump()


def test_a_damaged_record_is_made_anew(example_copy: Path) -> None:
    before = dump(example_copy)
    record = example_copy / STATE_NAME / "record.json"
    version = json.loads(record.read_bytes())["version"]
    for damage in (b'{"files": [{"path": ', b"\xff\xfe", b"[]", b"{}", *DAMAGED_RECORDS):
        record.write_bytes(damage.replace(b"VERSION", str(version).encode()))
        assert build(example_copy).read == 12
        assert dump(example_copy) == before


@pytest.mark.parametrize(
    ("field", "name"),
    [("response", "../../01"), ("consultation", "/etc"), ("canonical", "../record.json"), ("response", ".")],
)
def test_a_record_that_leads_out_of_the_state_is_not_believed(
    example_copy: Path, field: str, name: str
) -> None:
    record = example_copy / STATE_NAME / "record.json"
    known = json.loads(record.read_bytes())
    known["files"][0][field] = name
    record.write_text(json.dumps(known), encoding="utf-8")
    assert State(record.parent).load() == {}


def test_a_record_that_somebody_laid_out_anew_is_written_whole_again(example_copy: Path) -> None:
    record = example_copy / STATE_NAME / "record.json"
    known = json.loads(record.read_bytes())
    record.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
    (example_copy / known["files"].pop()["path"]).unlink()
    assert build(example_copy).read == 0
    assert json.loads(record.read_bytes()) == known


DAMAGED_RECORDS = (
    b'{"version": VERSION, "files": 5}',
    b'{"version": VERSION, "files": [{}]}',
    b'{"version": VERSION}',
)


def test_damaged_canonical_data_is_made_anew(example_copy: Path) -> None:
    before = dump(example_copy)
    state = example_copy / STATE_NAME
    for damaged in (state / "canonical").glob("lsx-2025-0[12]*"):
        damaged.write_bytes(damaged.read_bytes()[:-9])
    shutil.rmtree(state / "stores")
    assert build(example_copy).read == 2
    assert dump(example_copy) == before


@pytest.mark.parametrize("name", [b"nowhere", b"\xff", b"..", b""])
def test_a_damaged_name_of_the_generation_is_told_and_mended(example_copy: Path, name: bytes) -> None:
    before = dump(example_copy)
    (example_copy / STATE_NAME / "current").write_bytes(name)
    with pytest.raises(WorkspaceError) as caught:
        open_workspace(example_copy)
    assert caught.value.code == "workspace.unbuilt"
    assert build(example_copy).read == 0
    assert dump(example_copy) == before


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


@pytest.mark.parametrize(
    ("pattern", "damage"), [("*.sst", cut), ("*.sst", Path.unlink), ("CURRENT", Path.unlink)]
)
def test_a_damaged_store_is_told_and_mended(
    example_copy: Path, pattern: str, damage: Callable[[Path], None]
) -> None:
    before = dump(example_copy)
    files = list((example_copy / STATE_NAME / "stores").rglob(pattern))
    assert files
    for file in files:
        damage(file)
    with pytest.raises(WorkspaceError, match="remissgraf build") as caught:
        open_workspace(example_copy)
    assert caught.value.code == "workspace.store"
    assert build(example_copy).read == 0
    assert dump(example_copy) == before


def test_damaged_counts_are_mended(example_copy: Path) -> None:
    before = build(example_copy)
    (counts,) = (example_copy / STATE_NAME / "stores").rglob("manifest.json")
    for damage in ("x", "[]", '{"asserted": 1, "inferred": 1}'):
        counts.write_text(damage, encoding="utf-8")
        after = build(example_copy)
        assert (after.asserted, after.inferred) == (before.asserted, before.inferred)


def test_a_store_that_stands_whole_is_not_made_again(example_copy: Path) -> None:
    (store,) = (example_copy / STATE_NAME / "stores").iterdir()
    made = store.stat().st_ino
    build(example_copy)
    assert store.stat().st_ino == made


def test_altered_and_undecodable_texts_are_told_and_made_anew(example_copy: Path) -> None:
    texts = example_copy / STATE_NAME / "texts" / "lsx-2025"
    first, second, *_ = sorted(texts.iterdir())
    first.write_bytes(b"\xff")
    second.write_bytes(b"annat")
    _, wrong = check_quotes(open_workspace(example_copy))
    assert sum("its text is not there" in text for text in wrong) == 1
    assert any("the quote is not the text" in text for text in wrong)
    assert build(example_copy).read == 2
    assert check_quotes(open_workspace(example_copy))[1] == []


def test_a_state_that_is_no_folder_is_told(example_copy: Path) -> None:
    shutil.rmtree(example_copy / STATE_NAME)
    (example_copy / STATE_NAME).write_text("x", encoding="utf-8")
    for act in (build, open_workspace):
        with pytest.raises(WorkspaceError, match="build again") as caught:
            act(example_copy)
        assert caught.value.code == "workspace.state"


@pytest.mark.parametrize(
    "name", [".", "canonical", "stores", "texts/lsx-2025", "record.json", "current", "cache/communities.json"]
)
def test_no_link_in_the_state_leads_out_of_the_workspace(
    example_copy: Path, tmp_path: Path, name: str
) -> None:
    elsewhere = tmp_path / "mine"
    elsewhere.mkdir()
    (elsewhere / "letter.txt").write_text("keep", encoding="utf-8")
    link = example_copy / STATE_NAME / name
    if link.is_dir():
        shutil.rmtree(link)
    else:
        link.unlink(missing_ok=True)
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(elsewhere if link.suffix != ".json" else elsewhere / "letter.txt")
    for use in (build, open_workspace, lambda root: forget(root, Path("responses/01_norrviks-kommun.md"))):
        with pytest.raises(WorkspaceError) as caught:
            use(example_copy)
        assert caught.value.code == "workspace.link"
    assert {path.name: path.read_text(encoding="utf-8") for path in elsewhere.iterdir()} == {
        "letter.txt": "keep"
    }
