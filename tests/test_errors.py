"""Every error code is explained, and every explained code exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import remissgraf
from remissgraf.errors import ConfigError, RemissgrafError

DOCS = Path(__file__).resolve().parent.parent / "docs" / "errors.md"
# Codes that are put together: the class's own with ".write", and the command line's for the operating system's errors.
COMPOSED = {"export.write", "os"}


def codes_in_source() -> set[str]:
    home = Path(remissgraf.__file__).parent
    found: set[str] = set()
    for path in home.rglob("*.py"):
        found.update(re.findall(r"""\bcode ?= ?"([a-z_.-]+)\"""", path.read_text("utf-8")))
    # The rooms are links in the source tree, which rglob does not follow.
    for room in ("ontology", "graph", "queries", "cli"):
        for path in (home / room).resolve().rglob("*.py"):
            found.update(re.findall(r"""\bcode ?= ?"([a-z_.-]+)\"""", path.read_text("utf-8")))
    return found


def test_the_page_lists_the_codes_of_the_program() -> None:
    explained = set(
        re.findall(
            r"`([a-z_]+(?:\.[a-z_-]+)?)`", "\n".join(re.findall(r"^- (.*?):", DOCS.read_text("utf-8"), re.M))
        )
    )
    assert explained == codes_in_source() | COMPOSED


def test_an_error_says_what_where_and_how() -> None:
    error = RemissgrafError("it is broken", where="a.md", remedy="Mend it.", code="x.y")
    assert str(error) == "a.md: it is broken\n  Mend it."
    assert (error.code, error.exit_status) == ("x.y", 1)


@pytest.mark.parametrize(
    ("line", "column", "place"),
    [(None, None, "f.csv"), (3, None, "f.csv, line 3"), (3, "id", "f.csv, line 3, column id")],
)
def test_a_place_in_a_table(line: int | None, column: str | None, place: str) -> None:
    assert ConfigError("wrong", where="f.csv", line=line, column=column).where == place
