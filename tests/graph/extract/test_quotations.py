"""What a response only cites is not its own, whoever wrote it."""

from __future__ import annotations

import pytest

from .conftest import Found

HEAD = "# Remissvar från Föreningen Bryggan\n\n"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        # A quotation over several sentences, from a paper that nobody is said to have written.
        ("Vi anser att detta bör utgå:\n\n”Stegen är bra. Avgiften är för låg. Det är viktigt att fler badar.” (sidan 3)\n", ["Holds"]),
        ("Vi avstyrker meningen ”Stegen är för korta. Avgiften är rimlig.” i kapitel 2.\n", ["Rejects"]),
        ("”Det är viktigt att alla bryggor får stegar.”\n\nVi tillstyrker målet.\n", ["Approves"]),
        # A thing's name in quotation marks, and a mark that is never closed, quote no sentence.
        ("Avsnittet ”Säkra steg” är bra.\n\nVi saknar ”blå steg.\n\nStegen är för korta.\n", ["Welcomes", "FindsMissing", "Questions"]),
        # What stands around a quotation is the respondent's.
        ("Stegen är för korta. ”Alla stegar är nya. De är bra.” Det är positivt att badet öppnar.\n", ["Questions", "Welcomes"]),
    ],
)  # fmt: skip
def test_what_is_cited_is_left_alone(found: Found, text: str, own: list[str]) -> None:
    _, extraction = found(HEAD + text)
    assert [one.stance.cls for one in extraction.statements if one.voice == "statement"] == own
