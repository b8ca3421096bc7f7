from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.graph.describe.private import Personal, masked, personal_in
from remissgraf.graph.extract import Context, extract
from remissgraf.graph.readers import read_document
from remissgraf.ontology.entries import Actor
from remissgraf.ontology.gazetteers import load_gazetteers

CONTACTS = tomllib.loads(
    files("remissgraf.graph.describe").joinpath("contacts.toml").read_text(encoding="utf-8")
)["contacts"]


@pytest.mark.parametrize("entry", CONTACTS, ids=lambda entry: entry["name"])
def test_each_pattern_finds_its_example(entry: dict[str, str]) -> None:
    assert re.fullmatch(entry["pattern"], entry["example"])
    # Alone in its text, so that what the pattern needs is there.
    assert Personal().found_in(f": {entry['example']} ;")


def test_a_persons_name_is_private_wherever_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "svar.md"
    text = (
        "# Remissvar\n\nJag, Ellen Hedqvist, avstyrker planen. Nås på ellen@hedqvist.example eller 070-123 45 67.\n\n"
        "Ellen\nHedqvists hus ligger vid ån. Planen rör fastigheten.\n"
    )
    file.write_text(text, encoding="utf-8")
    document = read_document(file, root=tmp_path)
    person = Actor("p", "Ellen Hedqvist", ("PrivatePerson",))
    facts = extract(document, Context(vocabulary=load_gazetteers(), outline=None)).facts
    hidden = masked(document.text, personal_in(document, facts, [person]).spans)
    assert "avstyrker planen" in hidden
    assert "hus ligger vid ån" in hidden
    for secret in ("Ellen", "Hedqvist", "hedqvist.example", "070"):
        assert secret not in hidden


@pytest.mark.parametrize(
    "text",
    [
        "Dnr KS 2025/0412 och 2024-00871",
        "förslagen i 5.2, 5.4 och 7.1",
        "under perioden 2021-2027",
        "lagen (2017:900) 12-14 §§",
        "kapitlen 3–12",
        "den 2025-04-01",
        "organisationsnummer 212000-0142",
        "0,5-1,5 miljoner",
    ],
)
def test_numbers_that_reach_nobody_stay(text: str) -> None:
    assert not [entry["name"] for entry in CONTACTS if re.search(entry["pattern"], text)]


@given(st.text(), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))))
def test_a_mask_keeps_every_offset(text: str, pairs: list[tuple[int, int]]) -> None:
    spans, at = [], 0
    for one, other in sorted(tuple(sorted(pair)) for pair in pairs):
        if at <= one < other <= len(text):
            spans.append((one, other))
            at = other
    hidden = masked(text, spans)
    assert len(hidden) == len(text)
    assert re.sub(r"\w", "x", hidden).count("\n") == text.count("\n")
