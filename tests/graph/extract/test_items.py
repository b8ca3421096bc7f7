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
