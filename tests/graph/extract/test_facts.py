"""Dates and other facts."""

from __future__ import annotations

import pytest

from remissgraf.graph.extract.facts import iso_date
from remissgraf.graph.extract.grammar import load_grammar


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("2024-03-07", "sv", "2024-03-07"),
        ("den 7 mars 2024", "sv", "2024-03-07"),
        ("7 sept. 2024", "sv", "2024-09-07"),
        ("20240307", "sv", "2024-03-07"),
        ("7 March 2024", "en", "2024-03-07"),
        ("31 februari 2024", "sv", None),
        ("7 fredag 2024", "sv", None),
        ("i våras", "sv", None),
    ],
)
def test_dates_become_iso(text: str, language: str, day: str | None) -> None:
    assert iso_date(text, load_grammar(language)) == day
