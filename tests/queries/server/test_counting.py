from __future__ import annotations

import io

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.queries.server.counting import COUNTERS
from remissgraf.queries.server.endpoint import _ROW_FORMATS

TEXTS = st.text(
    st.sampled_from('ab"\\{},[]<>&\n\r\tå') | st.characters(exclude_categories=["Cs"]), max_size=12
) | st.sampled_from(["}},{", '"}},{"', "<result>", "\\", '\\"', '"', "\r\n", "},{", "[{"])


@pytest.mark.parametrize("form", sorted(COUNTERS))
@given(st.lists(st.tuples(st.none() | TEXTS, st.none() | TEXTS), max_size=6), st.integers(1, 40))
def test_rows_are_counted_in_pieces_of_any_size(
    form: str, rows: list[tuple[str | None, str | None]], size: int
) -> None:
    store = ox.Store()
    values = " ".join(
        "(" + " ".join("UNDEF" if cell is None else str(ox.Literal(cell)) for cell in row) + ")"
        for row in rows
    )
    out = io.BytesIO()
    found = store.query(f"SELECT * {{ VALUES (?a ?b) {{ {values} }} }}")
    assert isinstance(found, ox.QuerySolutions)
    found.serialize(out, format=_ROW_FORMATS[form])
    data = out.getvalue()
    count, number = COUNTERS[form](), 0
    for at in range(0, len(data), size):
        number = count(data[at : at + size])
    assert number == len(rows)
