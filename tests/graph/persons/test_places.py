from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.graph.persons import NamePlaces


def found(text: str, names: set[str], parts: set[str]) -> list[str]:
    return [text[start:end] for start, end in NamePlaces(names, parts).find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ulla-Britt Sand",
        "ULLA-BRITT SANDS",
        "ulla-britt\n  **sand**",
        "Ulla-\nBritt Sand",
        "Ulla-Britt Sa-\r\n nd",
        "Ul\xadla-Britt\xa0Sand",
    ],
)
def test_a_name_is_found_as_line_ends_and_emphasis_write_it(text: str) -> None:
    assert found(f"Hos {text}. Sand.", {"Ulla-Britt Sand"}, set()) == [text.removesuffix("**")]


@pytest.mark.parametrize(
    "text", ["Ulla-Britt Sandin", "Fulla-Britt Sand", "Ulla Britt Sand", "Ulla-Britt, Sand"]
)
def test_another_name_is_none(text: str) -> None:
    assert found(text, {"Ulla-Britt Sand"}, set()) == []


def test_a_part_is_found_as_names_are_written() -> None:
    assert found("Sand och sand, SANDS och Sands, Sandin", set(), {"Sand"}) == ["Sand", "SANDS", "Sands"]
    assert found("anything", set(), set()) == []


@given(
    st.lists(
        st.sampled_from(["Ada Ek", "ada\nek", "A-\nda Ek", "och", " ", "**", "\xad", "İ", "ß", "\t"]),
        max_size=12,
    )
)
def test_places_lie_in_the_text_and_hold_the_name(pieces: list[str]) -> None:
    text = " ; ".join(pieces)
    places = list(NamePlaces({"Ada Ek"}, set()).find(text))
    assert len(places) == sum(piece.lower().endswith("ek") for piece in pieces)
    for start, end in places:
        assert text[start:end].lower().replace("-\n", "").split() == ["ada", "ek"]
