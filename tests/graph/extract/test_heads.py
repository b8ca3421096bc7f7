"""From whom a text is, in the many ways in which real files begin: heads.toml, one case a way, without any list of names."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from .conftest import Found

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "heads.toml").read_text(encoding="utf-8")
)["head"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_who_answers_and_what_is_its_own(found: Found, case: dict[str, Any]) -> None:
    _, extraction = found(case["text"].lstrip(), name="svar.txt")
    assert [actor.name for actor in extraction.facts.respondents] == [case["submitter"]]
    own = [one for one in extraction.statements if one.voice == "statement"]
    assert [one.stance.cls for one in own] == case["stances"]
