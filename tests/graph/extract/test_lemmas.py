"""Nouns in their base form: every row of the data by its own example, and what the rules must leave alone."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.graph.extract.lemmas import lemma, noun_endings

ROWS = [
    (language, row)
    for language in ("sv", "en")
    for row in csv.DictReader(
        files("remissgraf.graph.language").joinpath(language, "nouns.csv").read_text("utf-8").splitlines()
    )
]


@pytest.mark.parametrize(
    ("language", "row"), ROWS, ids=lambda value: value if isinstance(value, str) else value["ending"]
)
def test_every_ending_gives_its_example(language: str, row: dict[str, str]) -> None:
    assert row["example"].endswith(row["ending"])
    assert lemma(row["example"], language) == row["lemma"]


def test_no_ending_stands_twice() -> None:
    assert len(ROWS) == sum(len(noun_endings(language)) for language in ("sv", "en"))


@pytest.mark.parametrize(
    ("forms", "base"),
    [
        ("cykelbana cykelbanan cykelbanor cykelbanorna cykelbanornas", "cykelbana"),
        ("myndighet myndigheten myndigheter myndigheternas", "myndighet"),
        ("hamnavgift hamnavgiften hamnavgifter hamnavgifterna", "hamnavgift"),
        ("tillsyn tillsynens", "tillsyn"),
        ("strandområde strandområdet strandområden strandområdena", "strandområde"),
        ("arkiv arkivet arkiven arkivens", "arkiv"),
        ("kulturmiljö kulturmiljön", "kulturmiljö"),
        ("hyra", "hyra"),
        ("ren", "ren"),
        ("", ""),
    ],
)
def test_all_forms_have_one_base(forms: str, base: str) -> None:
    assert {lemma(form, "sv") for form in forms.split(" ")} == {base}


@given(st.text(max_size=30))
def test_any_word_has_a_base_no_longer_than_a_letter_more(word: str) -> None:
    assert len(lemma(word, "sv")) <= len(word.lower()) + 2
