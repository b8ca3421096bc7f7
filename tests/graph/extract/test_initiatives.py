"""Initiatives named in texts."""

from __future__ import annotations

import pytest

from remissgraf.graph.extract.initiatives import InitiativeFinder
from remissgraf.ontology.entries import Initiative

FINDER = InitiativeFinder(
    (
        Initiative("bla-kusten", "Blå kusten", "brand", aliases=("Projekt Blå kusten",)),
        Initiative("bla", "Blå", "brand"),
        Initiative("hav", "Havslabbet", "infrastructure", short=("HL",)),
        Initiative("lif", "Lif", "organisation"),
    )
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Vi stöder Blå kustens arbete.", ["bla-kusten"]),
        ("BLÅ KUSTEN är bra.", ["bla-kusten"]),
        ("Havslabbets och Havslabbet:s data", ["hav", "hav"]),
        ("ett Havslabbet-projekt", ["hav"]),
        ("HL är bra men hl är det inte.", ["hav"]),
        ("Havslabbetonien", []),
        ("vårt lif, Lifs val och lif", ["lif"]),
        ("Nordblå kusten", []),
        ("", []),
    ],
)
def test_names_are_found_as_whole_words(text: str, ids: list[str]) -> None:
    found = FINDER.find(text)
    assert [one.id for one in found] == ids


def test_places_are_those_of_the_text() -> None:
    text = "Både Projekt Blå kusten och Havslabbet."
    assert [text[one.start : one.end] for one in FINDER.find(text)] == ["Projekt Blå kusten", "Havslabbet"]


def test_no_vocabulary_finds_nothing() -> None:
    assert InitiativeFinder(()).find("Blå kusten") == []
