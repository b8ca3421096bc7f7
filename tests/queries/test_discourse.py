"""From the store to the events of discourse networks, with levels, for the made-up consultation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from remissgraf.errors import NetworkError
from remissgraf.graph.store import OxigraphStore
from remissgraf.queries.discourse import Discourse, chosen_statements, discourse
from remissgraf.queries.networks.events import Events
from remissgraf.queries.networks.onemode import one_mode

BASE = "https://example.org/fjord/"


def test_claims_with_agreement_dates_places_and_labels(consultation: OxigraphStore) -> None:
    events = discourse(consultation, "en", places=True).events
    (row,) = (row for row in events.rows if row.first == BASE + "bergviken")
    assert (row.second, row.qualifier, row.time, row.position) == (
        BASE + "claim",
        True,
        datetime(2026, 3, 2),
        41,
    )
    assert events.label(row.first) == "Municipality of Bergviken"
    assert events.attributes[row.first]["type"] == "Municipality"
    against = one_mode(events, "conflict")
    assert [part.weight for part in against.behind(BASE + "bergviken", BASE + "fri")] == [1.0]


def test_restated_dissenting_rejected_and_withdrawn_statements_are_not_there(
    consultation: OxigraphStore,
) -> None:
    chapters = discourse(consultation, "sv", unit="chapter", qualifier="polarity").events
    assert {row.statement.removeprefix(BASE + "response/") for row in chapters.rows} == {
        "bergviken/statement/1",
        "bergviken/statement/2",
        "sundmark/statement/1",
        "sundmark/statement/2",
        "fri/statement/1",
        "fri/statement/2",
    }
    assert {row.qualifier for row in chapters.rows} <= {-1, 0, 1}


def test_topics_and_chapters_roll_up(consultation: OxigraphStore) -> None:
    topics = discourse(consultation, "sv", unit="topic")
    assert {row.second for row in topics.at(depth=1).rows} == {BASE + "samverkan"}
    assert {row.second for row in topics.at(depth=9).rows} == {row.second for row in topics.events.rows}
    chapters = discourse(consultation, "sv", unit="chapter")
    assert {row.second for row in chapters.at(depth=1).rows} == {BASE + "strategy"}
    assert {row.second for row in chapters.at(depth=2).rows} == {
        BASE + name for name in ("strategy", "chapter-1", "chapter-2")
    }


def test_actors_roll_up_to_types_and_partnerships(consultation: OxigraphStore) -> None:
    found = discourse(consultation, "sv")
    types = found.at("type")
    assert {types.label(row.first) for row in types.rows} == {
        "Kommun",
        "Region",
        "Förening eller organisation",
    }
    # The only member of the partnership has not answered.
    assert found.at("partnership").rows == ()


def test_a_circle_of_broader_topics_comes_to_an_end() -> None:
    circle = Discourse(Events.of([]), {"a": ("b",), "b": ("a",)}, {}, {})
    assert circle.at(depth=1).rows == ()
    assert circle._at_depth("a", 1) == {"b"}


def test_a_filter_finds_statements_or_says_why_not(consultation: OxigraphStore) -> None:
    assert chosen_statements(
        consultation, "SELECT ?actor ?statement { ?statement rg:madeBy ?actor ; rg:agreement false }"
    ) == {BASE + "response/fri/statement/2"}
    with pytest.raises(NetworkError):
        chosen_statements(consultation, "ASK {}")


def test_units_qualifiers_and_levels_that_are_not_there(consultation: OxigraphStore) -> None:
    found = discourse(consultation, "sv")
    attempts: list[Callable[[], object]] = [
        lambda: discourse(consultation, "sv", unit="colour"),
        lambda: discourse(consultation, "sv", qualifier="mood"),
        lambda: found.at("planet"),
        lambda: found.at(depth=0),
    ]
    for attempt in attempts:
        with pytest.raises(NetworkError) as caught:
            attempt()
        assert caught.value.code == "network.option"
