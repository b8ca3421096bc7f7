from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.errors import WorkspaceError
from remissgraf.graph.canonical import canonical_lines, read_canonical, write_canonical

LINES = st.lists(st.binary(max_size=12).map(lambda line: line.replace(b"\n", b"")))


def test_the_same_quads_are_the_same_file_in_any_order(tmp_path: Path) -> None:
    one = write_canonical(tmp_path / "a", "svar", b"<b:> <p:> <o:> .\n<a:> <p:> <o:> .\n")
    other = write_canonical(tmp_path / "b", "svar", b"<a:> <p:> <o:> .\n<b:> <p:> <o:> .\n<a:> <p:> <o:> .")
    assert one.sha256 == other.sha256
    assert one.quads == other.quads == 2
    assert one.path.name == other.path.name
    assert one.path.read_bytes() == other.path.read_bytes()
    assert read_canonical(one.path) == b"<a:> <p:> <o:> .\n<b:> <p:> <o:> .\n"


def test_a_changed_graph_stands_beside_the_old_one(tmp_path: Path) -> None:
    old = write_canonical(tmp_path, "svar", b"<a:> <p:> <o:> .\n")
    new = write_canonical(tmp_path, "svar", b"<a:> <p:> <n:> .\n")
    assert {entry.name for entry in tmp_path.iterdir()} == {old.path.name, new.path.name}


def test_no_time_is_written(tmp_path: Path) -> None:
    data = write_canonical(tmp_path, "x", b"<a:> <p:> <o:> .\n").path.read_bytes()
    assert data[4:8] == b"\0\0\0\0"


@pytest.mark.parametrize("name", ["../../up", "", ".", "a/b", "å" * 300, "con\0sole", "." * 5])
def test_any_name_stays_within_the_folder(tmp_path: Path, name: str) -> None:
    digest = write_canonical(tmp_path / "c", name, b"")
    assert digest.path.parent == tmp_path / "c"
    assert not digest.path.name.startswith(".")
    assert read_canonical(digest.path) == b""


def test_damage_is_noticed(tmp_path: Path) -> None:
    path = write_canonical(tmp_path, "x", b"<a:> <p:> <o:> .\n").path
    whole = path.read_bytes()
    for damaged in (whole[:-5], b"", b"not gzip", gzip.compress(b"<a:> <p:> <other:> .\n")):
        path.write_bytes(damaged)
        with pytest.raises(WorkspaceError) as caught:
            read_canonical(path)
        assert caught.value.code == "workspace.damaged"
    path.unlink()
    with pytest.raises(WorkspaceError, match="damaged"):
        read_canonical(path)
    with pytest.raises(WorkspaceError, match="name"):
        read_canonical(tmp_path / "x.nq.gz")


@given(LINES)
def test_lines_are_sorted_once_and_kept(lines: list[bytes]) -> None:
    data = canonical_lines(b"\n".join(lines))
    assert canonical_lines(data) == data
    kept = data.split(b"\n")[:-1] if data else []
    assert kept == sorted(set(kept))
    assert set(kept) == {line.strip(b" \t\r") for line in lines} - {b""}
