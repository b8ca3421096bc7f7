from __future__ import annotations

import stat
from pathlib import Path

import pytest

from remissgraf.atomic import open_atomic, write_atomic
from remissgraf.errors import ExportError, WorkspaceError


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def stop_in_the_middle() -> None:
        with open_atomic(path) as file:
            file.write(b"half")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        stop_in_the_middle()
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]


def test_the_old_file_stays_readable_until_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "å.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with open_atomic(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
        # Who may not read the old one may not read the new one while it is written.
        assert {stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()} == {0o640}
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_symbolic_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_atomic(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_atomic(Path("/dev/null"), b"gone")
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize("name", ["missing/a.txt", "folder", "file/a.txt"])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ExportError) as caught:
        write_atomic(tmp_path / name, b"x")
    assert caught.value.code == "export.write"
    assert caught.value.where == str(tmp_path / name)


def test_the_caller_chooses_the_error(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as caught:
        write_atomic(tmp_path, b"x", error=WorkspaceError)
    assert caught.value.code == "workspace.write"
