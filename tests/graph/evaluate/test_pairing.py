"""Which prediction stands for which annotated statement."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.graph.evaluate.normal import compact
from remissgraf.graph.evaluate.pairing import assign, overlap, pairs
from remissgraf.graph.evaluate.records import Gold, Place, Prediction, gold_from, prediction_from

SENTENCE = "Ekbacka kommun tillstyrker förslaget om ett gemensamt badhus."


def gold(**changes: Any) -> Gold:
    row: dict[str, Any] = {
        "id": "1",
        "sentence": SENTENCE,
        "start": 100,
        "end": 161,
        "stance": {"class": "Approves", "surface": "tillstyrker", "lemma": "tillstyrka"},
        "stance_start": 115,
        "stance_end": 126,
        "polarity": "positive",
        "actor": "Ekbacka kommun",
        "explicit": True,
        "ambiguous": False,
    }
    return gold_from({**row, **changes}, "01_ekbacka", frozenset())


def prediction(number: int = 1, **changes: Any) -> Prediction:
    row: dict[str, Any] = {
        "sentence": SENTENCE,
        "start": 100,
        "end": 161,
        "stance": {"class": "Approves", "surface": "tillstyrker", "lemma": "tillstyrka"},
        "polarity": "positive",
    }
    return prediction_from({**row, **changes}, "01_ekbacka", number)


matrices = st.integers(1, 5).flatmap(
    lambda rows: st.integers(1, 5).flatmap(
        lambda columns: st.lists(
            st.lists(st.one_of(st.just(0), st.integers(1, 9)).map(float), min_size=columns, max_size=columns),
            min_size=rows,
            max_size=rows,
        )
    )
)


@given(matrices)
def test_the_assignment_has_the_greatest_total(weights: list[list[float]]) -> None:
    found = assign(weights)
    rows, columns = len(weights), len(weights[0])
    assert len({row for row, _ in found}) == len({column for _, column in found}) == len(found)
    assert all(weights[row][column] > 0 for row, column in found)
    wide = weights if rows <= columns else [list(line) for line in zip(*weights, strict=True)]
    best = max(
        sum(line[column] for line, column in zip(wide, order, strict=True))
        for order in permutations(range(max(rows, columns)), min(rows, columns))
    )
    assert sum(weights[row][column] for row, column in found) == best


def test_a_larger_assignment_equals_that_of_a_matching_of_graphs() -> None:
    weights = [[float((row * 37 + column * 61) % 29) for column in range(40)] for row in range(30)]
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for row, line in enumerate(weights):
        for column, weight in enumerate(line):
            if weight:
                graph.add_edge(("row", row), ("column", column), weight=weight)
    matching = nx.max_weight_matching(graph)
    best = sum(graph.edges[edge]["weight"] for edge in matching)
    assert sum(weights[row][column] for row, column in assign(weights)) == best


def test_no_rows_and_no_columns() -> None:
    assert assign([]) == []
    assert assign([[], []]) == []


@pytest.mark.parametrize(
    ("start", "end", "least", "most"),
    [
        (100, 161, 1.0, 1.0),
        (90, 170, 0.9, 1.0),
        (100, 140, 0.9, 1.0),
        (150, 200, 0.0, 0.0),
        (300, 340, 0.0, 0.0),
    ],
)
def test_offsets_decide_where_both_have_them(start: int, end: int, least: float, most: float) -> None:
    seat = overlap(Place(start, end, "annat"), gold().places)
    assert least <= seat <= most


@pytest.mark.parametrize(
    ("text", "same"),
    [
        (SENTENCE, True),
        ("<p>" + SENTENCE.replace("badhus", "bad&shy;hus") + "</p>", True),
        ("Ekbacka kommun tillstyrker förslaget", True),
        (SENTENCE.replace("tillstyrker", "tillstyrkte"), True),
        (SENTENCE.replace("om ett", "om Ekbacka kommun 2 (3) 2025-01-01 Yttrande dnr 7 ett"), True),
        ("Kommunen avstyrker förslaget om ny vägtull i centrum.", False),
        ("", False),
    ],
)
def test_sentences_decide_where_there_are_no_offsets(text: str, same: bool) -> None:
    place = Place(None, None, compact(text))
    assert (overlap(place, gold().places) > 0) is same


def test_a_strict_pair_needs_the_words_or_the_class() -> None:
    other = prediction(stance={"class": "Holds", "surface": "anser", "lemma": "anse"})
    assert pairs([other], [gold()], [[1.0]], strict=True) == []
    assert pairs([other], [gold()], [[1.0]], strict=False) == [(other, gold())]
    accepted = gold(alt_classes=["Holds"])
    assert pairs([other], [accepted], [[1.0]], strict=True) == [(other, accepted)]
    words = prediction(stance={"class": "Holds", "surface": "tillstyrker starkt", "lemma": ""})
    assert pairs([words], [gold()], [[1.0]], strict=True) == [(words, gold())]


def test_two_statements_of_a_sentence_get_their_own_predictions() -> None:
    second = gold(
        id="2", stance={"class": "Rejects", "surface": "avstyrker", "lemma": "avstyrka"}, stance_start=None
    )
    first = prediction(1, stance={"class": "Rejects", "surface": "avstyrker", "lemma": "avstyrka"})
    other = prediction(2)
    found = pairs([first, other], [gold(), second], [[1.0, 1.0], [1.0, 1.0]], strict=True)
    assert found == [(other, gold()), (first, second)]
