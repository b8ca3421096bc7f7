"""`remissgraf view`: each page to a file or standard output, all pages to a folder, and what is asked for wrongly."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result

from remissgraf.cli.main import cli

from ..queries.view.pages import data_of


def view(workspace: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["view", *arguments, "-w", str(workspace)])


@pytest.mark.parametrize(
    ("arguments", "shows"),
    [
        (["network"], "Norrviks kommun"),
        (["matrix"], "Norrviks kommun"),
        (["matrix", "--by", "initiative", "--lang", "en"], "Capital of Life"),
        (["reader", "Norrviks kommun"], "tillstyrks att strategin"),
        (["reader", "--strategy", "--lang", "en"], "Contents"),
    ],
)
def test_a_page_goes_to_a_file_and_the_same_to_standard_output(
    built_example: Path, tmp_path: Path, arguments: list[str], shows: str
) -> None:
    target = tmp_path / "sida.html"
    done = view(built_example, *arguments, "-o", str(target))
    assert done.exit_code == 0, done.output
    page = target.read_text(encoding="utf-8")
    assert shows in page
    assert page.startswith("<!DOCTYPE html>")
    assert page in view(built_example, *arguments, "-o", "-").output


def test_all_pages_go_to_a_folder_and_may_be_written_again(built_example: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sidor"
    for _ in range(2):
        done = view(built_example, "all", "-o", str(folder))
        assert done.exit_code == 0, done.output
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert len(names) == 17
    assert "responses/lsx-2025/01-norrviks-kommun.md.html" in names
    reader = tmp_path / "texter"
    assert view(built_example, "reader", "--all", "-o", str(reader)).exit_code == 0
    assert not (reader / "network.html").exists()
    assert len(list(reader.rglob("*.html"))) == 13


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["reader", "-o", "x.html"], 2, "RESPONSE"),
        (["reader", "a", "--all", "-o", "x"], 2, "RESPONSE"),
        (["reader", "--all", "-o", "-"], 2, "folder"),
        (["reader", "Ingen alls", "-o", "x.html"], 1, "no response of that name"),
        (["reader", "--strategy", "--consultation", "x", "-o", "x.html"], 1, "no strategy"),
        (["matrix", "--by", "weather", "-o", "x.html"], 2, "weather"),
        (["network"], 2, "--output"),
    ],
)
def test_what_is_asked_wrongly_is_told(
    built_example: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    status: int,
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = view(built_example, *arguments)
    told = done.output + str(done.exception)
    assert done.exit_code == status
    assert says in told
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(built_example: Path, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x", encoding="utf-8")
    done = view(built_example, "all", "-o", str(tmp_path / "fil" / "under"))
    assert done.exit_code != 0
    assert "cannot be made" in done.output + str(done.exception)
    assert (tmp_path / "fil").read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize("kind", ["network", "matrix"])
def test_a_page_by_itself_leads_to_the_texts_beside_it(
    built_example: Path, tmp_path: Path, kind: str
) -> None:
    texts, page = tmp_path / "mina texter", tmp_path / "bilder" / "sida.html"
    page.parent.mkdir()
    assert view(built_example, "reader", "--all", "-o", str(texts)).exit_code == 0
    assert view(built_example, kind, "--reader", str(texts), "-o", str(page)).exit_code == 0
    data = data_of(page.read_text(encoding="utf-8"))
    addresses = {record["h"] for record in data["statements"]}
    assert len(addresses) > 100
    for address in addresses:
        file, _, name = address.partition("#")
        target = page.parent / unquote(file)
        assert f'id="{unquote(name)}"' in target.read_text(encoding="utf-8")
