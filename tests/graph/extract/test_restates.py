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


LISTED = (
    "# Svar från Föreningen Bryggan\n\n## Föreningen avstyrker\n\n- fyravgiften (2.1)\n- kajhyran (2.2)\n\n## 2.1 Hyra\n\n{said}\n\n"
    "## 2.3 Lots\n\nFöreningen avstyrker lotsplikten.\n"
)


@pytest.mark.parametrize(
    ("said", "explained"),
    [
        ("Avgiften höjs varje år, och föreningen motsätter sig den.", "fyravgiften (2.1)"),
        ("Föreningen avstyrker därför att den höjs.", "fyravgiften (2.1)"),
        # Another class on the same chapter is another statement.
        ("Föreningen välkomnar att avgiften förenklas.", None),
    ],
)
def test_the_body_explains_the_verdicts_that_a_list_has_had(
    found: Found, said: str, explained: str | None
) -> None:
    _, extraction = found(LISTED.format(said=said))
    by_id = {statement.id: statement.sentence for statement in extraction.statements}
    restating = {s.sentence: by_id[s.restates] for s in extraction.statements if s.restates}
    assert restating == ({said: explained} if explained else {})
