"""Conditions and concessions: what limits a stance is recorded as written, in its own sentence or the next."""

from __future__ import annotations

import pytest

from .conftest import Found

PRINCIPLE = "ApprovesInPrinciple"


@pytest.mark.parametrize(
    ("sentence", "limits"),
    [
        # after the stance
        (
            "Vi tillstyrker planen under förutsättning att staten betalar.",
            [(PRINCIPLE, "under förutsättning att staten betalar")],
        ),
        ("Vi tillstyrker planen, såvida inte fonden ändras.", [(PRINCIPLE, "såvida inte fonden ändras")]),
        ("Vi kan tillstyrka planen endast om fonden ändras.", [(PRINCIPLE, "endast om fonden ändras")]),
        ("Planen är bra så länge kajerna lagas.", [("Welcomes", "så länge kajerna lagas")]),
        # a limit after a comma or a turn qualifies, and is no condition
        ("Planen tillstyrks, dock med undantag för 7 §.", [(PRINCIPLE, None)]),
        ("Vi tillstyrker planen men med två ändringar.", [(PRINCIPLE, None)]),
        ("Vi tillstyrker de flesta av förslagen.", [(PRINCIPLE, None)]),
        ("Vi tillstyrker planen, och med båten kommer vi snart.", [("Approves", None)]),
        # before it
        (
            "Under förutsättning att kajerna lagas tillstyrker vi planen.",
            [(PRINCIPLE, "Under förutsättning att kajerna lagas")],
        ),
        ("Givet att kajerna lagas har vi inget att erinra.", [("NoObjection", "Givet att kajerna lagas")]),
        ("Om staten betalar tillstyrker vi planen.", [(PRINCIPLE, "Om staten betalar")]),
        # no clause, no condition
        ("Om avgifterna anser vi att de är för höga.", [("Holds", None)]),
        ("Vi tillstyrker förslaget om kajerna.", [("Approves", None)]),
        # another stance's condition is its own
        (
            "Vi tillstyrker planen men förordar en fond så länge kajerna står.",
            [("Approves", None), ("Proposes", "så länge kajerna står")],
        ),
        # what somebody holds to happen "om …" is no condition of holding it
        ("Vi anser att fonden behövs så länge kajerna står.", [("Holds", None)]),
        # a verb that opens the sentence
        ("Skulle staten betala tillstyrker vi planen.", [(PRINCIPLE, "Skulle staten betala")]),
        ("Blir avgiften kvar avstyrker vi planen.", [("Rejects", "Blir avgiften kvar")]),
        ("Skulle kajerna inte lagas?", []),
        # a clause without a comma, and one that asks whether or concedes
        ("Kajerna bör lagas före 2031 om de ska bära kranar.", [("Proposes", "om de ska bära kranar")]),
        ("Vi tillstyrker fonden om den kan tömmas i tid.", [(PRINCIPLE, "om den kan tömmas i tid")]),
        ("Vi tillstyrker planen även om den är dyr.", [("Approves", None)]),
        ("Det bör utredas om det finns fisk.", [("Proposes", None)]),
        # a word that points back
        ("Kommunerna bör i så fall få full ersättning.", [("Proposes", "i så fall")]),
        # an exception is none
        ("Vi tillstyrker planen med undantag för fonden.", [(PRINCIPLE, None)]),
        # a sentence that follows
        (
            "Vi tillstyrker fonden. Det förutsätter att staten betalar.",
            [("Approves", "Det förutsätter att staten betalar")],
        ),
        (
            "Vi tillstyrker fonden. En förutsättning är att kajerna lagas.",
            [("Approves", "En förutsättning är att kajerna lagas"), ("Emphasises", None)],
        ),
        ("Vi tillstyrker fonden. Planen förutsätter att kajerna lagas.", [("Approves", None)]),
        (
            "Vi tillstyrker planen, men under förutsättning att kajerna lagas.",
            [(PRINCIPLE, "under förutsättning att kajerna lagas")],
        ),
    ],
)
def test_conditions(found: Found, sentence: str, limits: list[tuple[str, str | None]]) -> None:
    _, extraction = found(f"Sandby kommun svarar.\n\n{sentence}")
    assert [(one.stance.cls, one.condition) for one in extraction.statements] == limits


def test_a_lead_gives_its_condition_to_its_items(found: Found) -> None:
    text = "Sandby kommun svarar.\n\nMed de reservationer som följer nedan tillstyrker kommunen\n\n- fonden,\n- kajerna, om staten betalar."
    _, extraction = found(text, "svar.md")
    assert [one.condition for one in extraction.statements] == [
        "Med de reservationer som följer nedan",
        "om staten betalar",
    ]


def test_a_condition_ends_where_a_turn_begins(found: Found) -> None:
    text = "Seaside Residents Ltd submits this response to the draft plan.\n\nWe support the plan unless fees rise, but time is short."
    _, extraction = found(text)
    assert [(one.condition, one.concession) for one in extraction.statements] == [
        ("unless fees rise", "but time is short")
    ]


@pytest.mark.parametrize(
    ("text", "concessions"),
    [
        ("Vi tillstyrker planen men den är lång.", ["men den är lång"]),
        # in the next sentence: it opens with the turn, or has it early
        ("Vi tillstyrker planen. Dock är den lång.", ["Dock är den lång"]),
        ("Vi välkomnar planen. Den är emellertid lång.", ["Den är emellertid lång"]),
        # neither in the one after that, nor in another paragraph, nor where the turn comes late
        ("Vi välkomnar planen. Den är ny. Men den är lång.", [None]),
        ("Vi välkomnar planen.\n\nMen den är lång.", [None]),
        ("Vi välkomnar planen. Den bygger på ett arbete som många har deltagit i, dock inte vi.", [None]),
        # of two statements the last is turned
        ("Vi välkomnar planen och tillstyrker fonden. Den är dock liten.", [None, "Den är dock liten"]),
    ],
)
def test_concessions(found: Found, text: str, concessions: list[str | None]) -> None:
    _, extraction = found(f"Sandby kommun svarar.\n\n{text}")
    assert [one.concession for one in extraction.statements] == concessions
