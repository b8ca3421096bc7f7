"""Summaries that restate the body: by shared words, by parts of compounds, by the body's heading."""

from __future__ import annotations

import pytest

from .conftest import Found

TEXT = (
    "# Remissvar från Föreningen Bryggan\n\n## Sammanfattning\n\n{summary}\n\n## Tilläggsplatser\n\n"
    "Föreningen avstyrker att avgiften höjs.\n\n## Räddningsbåtar\n\nFöreningen avstyrker att ansvaret delas.\n"
)


@pytest.mark.parametrize(
    ("summary", "restated"),
    [
        (
            "Föreningen avstyrker höjda avgifter på tilläggsplatserna.",
            "Föreningen avstyrker att avgiften höjs.",
        ),
        ("Föreningen avstyrker fler räddningsbåtar.", "Föreningen avstyrker att ansvaret delas."),
        ("Föreningen avstyrker en ny fyrplats.", None),
        ("Föreningen välkomnar fler räddningsbåtar.", None),
    ],
)
def test_a_summary_restates_what_it_shares_telling_words_with(
    found: Found, summary: str, restated: str | None
) -> None:
    _, extraction = found(TEXT.format(summary=summary))
    by_id = {statement.id: statement.sentence for statement in extraction.statements}
    first = next(statement for statement in extraction.statements if statement.sentence == summary)
    assert (by_id[first.restates] if first.restates else None) == restated
