"""Tables of the docs are written where they are marked, and nothing beside them."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripts import tables
from scripts.tables import row, with_table

TEXT = "Before.\n\n<!-- rows: figures -->\n| corpus | n |\n|---|---|\n| one | 1 |\n| two | 2 |\n\nAfter | that.\n"


def test_the_examples_hold() -> None:
    assert doctest.testmod(tables).failed == 0
    assert doctest.testmod(tables).attempted > 0


def test_the_row_of_a_corpus_that_is_missing_stays_where_it_is() -> None:
    assert with_table(TEXT, "figures", ["| two | 3 |"]) == TEXT.replace("| two | 2 |", "| two | 3 |")


def test_a_table_may_begin_empty() -> None:
    empty = TEXT.replace("| one | 1 |\n| two | 2 |\n", "")
    assert with_table(empty, "figures", ["| one | 1 |", "| two | 2 |"]) == TEXT


@given(
    st.lists(st.tuples(st.sampled_from(["one", "two", "three"]), st.integers(0, 9)), unique_by=lambda p: p[0])
)
def test_writing_again_changes_nothing(found: list[tuple[str, int]]) -> None:
    rows = [row(label, number) for label, number in found]
    once = with_table(TEXT, "figures", rows)
    assert with_table(once, "figures", rows) == once
    assert all(one in once for one in rows)
    assert once.startswith("Before.\n")
    assert once.endswith("\n\nAfter | that.\n")


def test_without_the_mark_nothing_is_written() -> None:
    with pytest.raises(ValueError, match="other"):
        with_table(TEXT, "other", [])
