"""What a statement asks for: verbs and nouns in what it says, and not in the clauses beside it."""

from __future__ import annotations

import pytest

from .conftest import Found


@pytest.mark.parametrize(
    ("sentence", "actions"),
    [
        ("Vi uppmanar regionen att se över taxan.", {"Investigate"}),
        ("Vi uppmanar regionen att snarast publicera siffrorna.", {"MakeVisible"}),
        ("Vi föreslår att staten finansierar bron.", {"Support"}),
        ("Vi begär att kartorna kompletteras innan planen revideras.", {"Expand"}),
        ("Vi föreslår att avsnittet stryks för att undvika oklarhet.", {"Remove"}),
        ("Vi efterlyser tydligare regler.", {"Clarify"}),
        ("Vi föreslår ett möte där frågan kan utredas.", set()),
        ("Vi välkomnar att staten finansierar bron.", set()),
    ],
)
def test_what_a_sentence_asks_for(found: Found, sentence: str, actions: set[str]) -> None:
    _, extraction = found(f"# Remissvar från Föreningen Bryggan\n\n{sentence}\n")
    assert {one.action for s in extraction.statements for one in s.requests} == actions
