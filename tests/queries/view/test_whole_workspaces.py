"""Workspaces of another kind than the example, from files to pages: a file of several bodies' answers, and hostile words everywhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest

from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.create import create
from remissgraf.graph.workspace.opened import Opened, open_workspace
from remissgraf.queries.view import site
from remissgraf.queries.view.readings import Readings

from .chromium import Page
from .looking import quiet
from .pages import Parsed, check_self_contained, data_of

WORDS = "<img src=x onerror=alert(1)>\"'&lt; href javascript:alert(1) {{7*7}} \u202eomvänt"
LONG = "långt" * 2000
STRATEGY = f"# Plan {WORDS}\n\n## 1 Mål {WORDS}\n\nSjöarna ska skyddas </script><script>alert(1)</script>.\n\n## 2 {LONG}\n\nText.\n"
ANSWER = (
    "# Yttrande från Alviks kommun {words}\n\n## 1 Mål {words}\n\nAlviks kommun tillstyrker kapitel 1 {words} och målet.\n\n"
    "Kommunen avstyrker </script><script>alert(1)</script> kapitel 2. Kommunen saknar {long}.\n"
)
DOSSIER = """\
# Strömvalla kommun – nämndernas svar

## Yttrande från miljönämnden

Nämnden tillstyrker planen och välkomnar målet.

## Yttrande från kulturnämnden

Nämnden avstyrker planen.
"""


def made(root: Path, files: dict[str, str], title: str = "x") -> Opened:
    create(root)
    config = root / "remissgraf.toml"
    text = config.read_text(encoding="utf-8")
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    lines = [f'title = "{escaped}"' if line.startswith("title = ") else line for line in text.splitlines()]
    config.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, content in files.items():
        (root / name).write_text(content, encoding="utf-8")
    report = build(root)
    assert not report.problems
    return open_workspace(root)


def test_each_answer_of_a_file_has_a_page_of_its_own_part(tmp_path: Path) -> None:
    opened = made(tmp_path / "w", {"responses/d.md": DOSSIER})
    readings = Readings(opened, "sv")
    texts = {}
    for iri in readings.responses():
        response = readings.response(iri)
        texts[iri.rpartition("/")[2]] = "".join(
            piece.text for block in response.blocks for piece in block.pieces
        )
        begun = {number for block in response.blocks for piece in block.pieces for number in piece.begins}
        assert begun == set(range(len(response.utterances)))
        assert response.utterances
    assert set(texts) == {"d.md~1", "d.md~2"}
    assert "välkomnar målet" in texts["d.md~1"]
    assert "avstyrker" not in texts["d.md~1"]
    assert "avstyrker" in texts["d.md~2"]
    assert "välkomnar" not in texts["d.md~2"]
    pages = site(opened, lang="sv")
    assert {path.name for path in pages if path.parts[0] == "responses"} == {"d.md~1.html", "d.md~2.html"}
    assert "d.md~1.html" in pages[next(path for path in pages if path.name == "network.html")]()


@pytest.mark.browser
def test_hostile_words_in_every_file_do_nothing_on_any_page(
    tmp_path: Path, open_html: Callable[..., Page]
) -> None:
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(["id", "name", "class", "aliases"])
    rows.writerow(["alvik", f"Alviks kommun {WORDS}", "Municipality", "Alviks kommun"])
    name = "svar '\"<img src=x onerror=alert(1)>&{{7}} #%2F?.md"
    answer = ANSWER.format(words=WORDS, long=LONG)
    root = tmp_path / "w"
    files = {
        "vocabulary/actors.csv": table.getvalue(),
        "strategy/plan.md": STRATEGY,
        f"responses/{name}": answer,
        "responses/b.txt": answer.replace("Alvik", "Berg"),
    }
    opened = made(root, files, title=WORDS)
    pages = site(opened, lang="sv")
    assert len(pages) == 7
    statements = 0
    for path, render in pages.items():
        text = render()
        check_self_contained(text)
        statements += text.count('class="tag')
        assert not [tag for tag, _, _ in Parsed(text).elements if tag == "img"]
        page = open_html(text, address="#<img src=x onerror=alert(1)>")
        assert page.run("document.querySelectorAll('img, iframe, [onerror]').length") == 0
        assert page.run("document.documentElement.scrollWidth") <= 1280, path
        quiet(page)
    assert statements >= 4
    # The words are there, as words, and the addresses lead to the pages.
    network = data_of(pages[PurePosixPath("network.html")]())
    assert f"Alviks kommun {WORDS}" in {node["name"] for node in network["nodes"]}
    files_named = {record["h"].partition("#")[0] for record in network["statements"]}
    assert {PurePosixPath(unquote(file)) for file in files_named} == {
        path for path in pages if path.parts[0] == "responses"
    }
