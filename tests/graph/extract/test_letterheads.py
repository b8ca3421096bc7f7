"""Letterheads of every kind of respondent, as letterheads.toml lists them: everything that stands there is read, and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from .conftest import Found

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "letterheads.toml").read_text(encoding="utf-8")
)["letterhead"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_all_that_a_letterhead_says_is_read(found: Found, case: dict[str, Any]) -> None:
    document, extraction = found(case["text"].lstrip(), name="svar.txt")
    facts = extraction.facts
    read = {
        "submitter": facts.respondents[0].name,
        "classes": list(facts.respondents[0].classes),
        "unit_of": facts.respondents[0].unit_of,
        "owned_by": facts.respondents[0].owned_by,
        "language": facts.language,
        "addressee": facts.addressees[0].value.split("\n")[0] if facts.addressees else None,
        **{
            name: value.value if value is not None else None
            for name, value in (
                ("date", facts.date),
                ("case_number", facts.case_number),
                ("addressee_case_number", facts.addressee_case_number),
                ("signatory", facts.signatory),
            )
        },
        "stances": [one.stance.cls for one in extraction.statements if one.voice == "statement"],
    }
    expected = {name: case.get(name) for name in read}
    assert read == expected
    for fact in (facts.case_number, facts.addressee_case_number, facts.signatory):
        if fact is not None:
            assert document.text[fact.start : fact.end] == fact.value


def test_the_table_has_every_kind_of_respondent() -> None:
    kinds = {kind for case in CASES for kind in case["classes"]}
    wanted = "StateAgency Region Municipality PublicBody Court HigherEducationInstitution Company Association"
    assert kinds >= {
        *wanted.split(),
        "Foundation",
        "PartyGroup",
        "PrivatePerson",
        "JointAuthority",
        "InformalGroup",
    }
    assert len(CASES) >= 15
