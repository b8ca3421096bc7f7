"""What a lead-in gives to its items."""

from __future__ import annotations

from .conftest import Found


def test_a_bare_request_is_carried_to_the_items(found: Found) -> None:
    _, extraction = found(
        "# Remissvar från Tjärna kommun\n\nKommunen har läst planen.\n\nFöljande bör övervägas:\n\n"
        "- en gemensam badvakt\n- en karta över stigarna\n"
    )
    carried = [s for s in extraction.statements if s.stance.cls == "Proposes"]
    assert [s.sentence for s in carried] == ["en gemensam badvakt", "en karta över stigarna"]
    assert {s.stance.surface for s in carried} == {"bör övervägas"}


def test_a_lead_in_that_says_something_itself_is_not_carried(found: Found) -> None:
    _, extraction = found(
        "# Remissvar från Tjärna kommun\n\nKommunen har läst planen.\n\nBadplatsen bör utredas. Den har:\n\n- en brygga\n- en kiosk\n"
    )
    assert [s.sentence for s in extraction.statements if s.stance.cls == "Proposes"] == [
        "Badplatsen bör utredas."
    ]


def test_a_sentence_may_hand_the_stance_before_it_on(found: Found) -> None:
    _, extraction = found(
        "# Remissvar från Tjärna kommun\n\nKommunen har inget att erinra mot förslagen i 4.1. Detsamma gäller förslaget i 4.2.\n\n"
        "Kommunen avstyrker avgiften. Samma invändning gäller taxan i 4.3.\n"
    )
    assert [s.stance.cls for s in extraction.statements] == [
        "NoObjection",
        "NoObjection",
        "Rejects",
        "Rejects",
    ]


def test_nothing_is_handed_on_from_another_paragraph_or_from_what_is_noticed(found: Found) -> None:
    _, extraction = found(
        "# Remissvar från Tjärna kommun\n\nKommunen tillstyrker förslaget.\n\nDetsamma gäller i Norge sedan 2010.\n\n"
        "Kommunen noterar att broarna är gamla. Detsamma gäller kajerna.\n"
    )
    assert [s.stance.cls for s in extraction.statements] == ["Approves", "Observes"]
