"""Reading rows into an incidence."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.errors import ExportError
from remissgraf.queries.networks.incidence import COLUMNS, WHOLE, Incidence, Target

from .samples import consultation_rows, row


def test_no_rows_are_no_ties() -> None:
    incidence = Incidence.from_rows([])
    assert (incidence.parties, incidence.targets, incidence.ties, incidence.statements) == ((), (), (), 0)


def test_cells_become_values_and_empty_cells_none() -> None:
    (tie,) = Incidence.from_rows([row(page="3", confidence="", start="", end="", quote_language="sv")]).ties
    assert (tie.page, tie.confidence, tie.start, tie.end, tie.language) == (3, None, None, None, "sv")


def test_the_order_of_the_rows_has_no_say() -> None:
    rows = [*consultation_rows(), row(actor_label="Annat namn"), row(actor_type="Region")]
    shuffled = list(rows)
    random.Random(4).shuffle(shuffled)
    assert Incidence.from_rows(shuffled) == Incidence.from_rows(rows)


def test_one_actor_of_two_types_is_one_party_with_one_tie() -> None:
    incidence = Incidence.from_rows([row(actor_type="Region"), row(actor_type="Kommun")])
    assert [party.types for party in incidence.parties] == [("Kommun", "Region")]
    assert len(incidence.ties) == 1


def test_a_statement_on_two_chapters_is_two_ties_and_counts_once() -> None:
    other = row(chapter="https://example.org/chapter/2", chapter_label="2 Inriktning")
    incidence = Incidence.from_rows([row(), other])
    assert len(incidence.ties) == 2
    assert incidence.statements == 1


def test_the_whole_strategy_stands_first_and_chapters_in_its_order() -> None:
    rows = [
        row(
            chapter=f"urn:{label[:4]}" if label else "",
            chapter_label=label,
            chapter_order=str(place),
            statement=str(place),
        )
        for place, label in ((3, "3 C"), (20, "10 D"), (1, "A. B"), (0, ""))
    ]
    targets = Incidence.from_rows(rows).targets
    assert [target.label for target in targets] == [WHOLE, "A. B", "3 C", "10 D"]
    assert targets[0] == Target(WHOLE, WHOLE)


def test_without_an_order_numbers_count_as_numbers() -> None:
    rows = [
        row(chapter=f"urn:{n}", chapter_label=n, statement=n)
        for n in ("10 J", "2 B", "1.10 K", "1.2 L", "A. M")
    ]
    labels = [target.label for target in Incidence.from_rows(rows).targets]
    assert labels == ["1.2 L", "1.10 K", "2 B", "10 J", "A. M"]


def test_a_class_is_called_as_its_own_label_says() -> None:
    finer = row(stance_class="Questions", stance_label="delar inte", class_label="ifrågasätter")
    assert Incidence.from_rows([finer]).stance_labels == {"Questions": "ifrågasätter"}


def test_without_a_class_label_the_most_used_stance_label_stands() -> None:
    rows = [
        row(stance_class="Questions", stance_label=label, statement=str(number))
        for number, label in enumerate(("delar inte", "ifrågasätter", "ifrågasätter"))
    ]
    assert Incidence.from_rows(rows).stance_labels == {"Questions": "ifrågasätter"}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column_is_named(column: str) -> None:
    broken = row()
    del broken[column]
    with pytest.raises(ExportError, match=column) as caught:
        Incidence.from_rows([broken])
    assert caught.value.code == "export.incidence"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("stance_class", "Loves"),
        ("polarity", "up"),
        ("confidence", "1.5"),
        ("confidence", "nan"),
        ("confidence", "hög"),
        ("start", "-1"),
        ("end", "²"),
        ("page", "9" * 5000),
        ("actor", ""),
        ("statement", ""),
    ],
)
def test_an_unreadable_value_is_named_with_its_row(column: str, value: str) -> None:
    with pytest.raises(ExportError, match=column) as caught:
        Incidence.from_rows([row(), row(**{column: value})])
    assert caught.value.where == "row 2"
    assert len(str(caught.value)) < 500


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 9)), max_size=30))
def test_every_tie_has_its_party_and_target(triples: list[tuple[int, int, int]]) -> None:
    rows = [
        row(actor=f"urn:a{a}", chapter=f"urn:c{c}" if c else "", statement=f"urn:s{s}") for a, c, s in triples
    ]
    incidence = Incidence.from_rows(rows)
    assert {tie.actor for tie in incidence.ties} == {party.id for party in incidence.parties}
    assert {tie.chapter for tie in incidence.ties} == {target.id for target in incidence.targets}
    assert len(incidence.ties) == len(set(triples))
