"""The commands, queries, programs and cells of the pages that work through an example, run on the bundled one."""

from __future__ import annotations

import json
import re
import runpy
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from remissgraf.queries.parameters import TYPES

ROOT = Path(__file__).parent.parent
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "make_worked_docs.py"))
NOTEBOOK = runpy.run_path(str(ROOT / "scripts" / "notebook.py"))
PAGES = {path.name: path.read_text(encoding="utf-8") for path in SCRIPT["PAGES"]}
EXAMPLES = [(name, example) for name, page in PAGES.items() for example in SCRIPT["examples_of"](page)]
WRITING = [example for _, example in EXAMPLES if "-o" in example.words]
PRINTING = [(name, example) for name, example in EXAMPLES if "-o" not in example.words]


def test_the_pages_have_examples() -> None:
    found = [name for name, _ in EXAMPLES]
    assert found.count("networks.md") >= 8
    assert found.count("querying.md") >= 12
    assert sum(1 for _, example in EXAMPLES if example.data) >= 8


@pytest.mark.parametrize(("name", "example"), PRINTING, ids=str)
def test_an_example_finds_something(name: str, example: Any, built_example: Path) -> None:
    """Nothing is written, so that the shared example will do."""
    with chdir(built_example):
        shown = SCRIPT["printed"](example)
    assert "Norrviks kommun" in shown or name != "networks.md"
    # Head, line, and a row at least.
    assert len(shown.splitlines()) >= 3


@pytest.mark.parametrize("example", WRITING, ids=str)
def test_an_example_writes_what_it_says(example: Any, example_copy: Path) -> None:
    before = set(example_copy.iterdir())
    with chdir(example_copy):
        SCRIPT["printed"](example)
    made = set(example_copy.iterdir()) - before
    assert made
    assert all(path.stat().st_size > 100 for path in made)


@pytest.mark.parametrize(("name", "says"), [("networks.md", "Contribution("), ("querying.md", "Association")])
def test_the_program_of_a_page_runs(
    name: str, says: str, built_example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = PAGES[name].partition("```python\n")[2].partition("```")[0]
    with chdir(built_example):
        exec(compile(program, name, "exec"), {})
    assert says in capsys.readouterr().out


def test_the_page_names_every_type_of_a_parameter() -> None:
    listed = PAGES["querying.md"].partition("Types are\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"`([a-z-]+)`", listed)) == set(TYPES)


def test_what_an_example_prints_comes_into_the_page(built_example: Path) -> None:
    page = "a\n\n```sparql\nASK { ?s a rg:Actor }\n```\n\n```text\nold\n```\n\nb\n\n```sh\nremissgraf --version\n```\n"
    with chdir(built_example):
        shown = SCRIPT["render"](page)
    assert shown == page.replace("old\n", "answer\n──────\ntrue\n")


@pytest.mark.parametrize("path", SCRIPT["NOTEBOOKS"], ids=lambda path: path.name)
def test_the_cells_of_a_notebook_run(path: Path, built_example: Path) -> None:
    text = path.read_text(encoding="utf-8")
    with chdir(built_example.parent):
        content = json.loads(NOTEBOOK["executed"](text))
    cells = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    assert len(cells) >= 8
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    # Every cell but the last, which closes the graph, shows something; those with tables show them as such.
    assert all(cell["outputs"] for cell in cells[:-1])
    tables = [out for cell in cells for out in cell["outputs"] if "text/html" in out.get("data", {})]
    assert len(tables) >= 4
    assert all("<table" in "".join(out["data"]["text/html"]) for out in tables)
    # What it shows is stored with it, and tells nothing of the machine that ran it.
    assert "outputs" in text
    for words in ("/tmp/", "/home/", "0x"):
        assert words not in text


def test_a_notebook_has_no_magic_and_unique_cells() -> None:
    for path in SCRIPT["NOTEBOOKS"]:
        content = json.loads(path.read_text(encoding="utf-8"))
        assert (content["nbformat"], content["nbformat_minor"]) == (4, 5)
        identities = [cell["id"] for cell in content["cells"]]
        assert len(set(identities)) == len(identities)
        for cell in NOTEBOOK["code_cells"](path.read_text(encoding="utf-8")):
            compile(cell, path.name, "exec")


def test_a_cell_shows_what_it_prints_and_gives() -> None:
    sources = ["x = 1\nprint('å')\nx", "x + 1;", "None"]
    cells = [
        {"cell_type": "code", "id": str(n), "metadata": {}, "source": [text], "outputs": []}
        for n, text in enumerate(sources)
    ]
    made = json.loads(NOTEBOOK["executed"](json.dumps({"cells": cells})))["cells"]
    assert [out["output_type"] for out in made[0]["outputs"]] == ["stream", "execute_result"]
    assert made[0]["outputs"][0]["text"] == ["å\n"]
    assert made[1]["outputs"][0]["data"] == {"text/plain": ["2"]}
    assert made[2]["outputs"] == []
