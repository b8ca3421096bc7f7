"""A result as columns of Python's own values, and from them tables of other libraries: a pandas DataFrame, a Parquet file.

One rule says what a column is, so that both agree. pandas and pyarrow are loaded here and nowhere else, when they are asked for.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Final, Literal

import pyoxigraph as ox

from remissgraf.errors import QueryError
from remissgraf.ontology.namespaces import PREFIXES
from remissgraf.queries.result import plain

if TYPE_CHECKING:
    import pandas as pd

    from remissgraf.queries.result import Result, Value

__all__ = ["NUMBERS", "Native", "column_kind", "data_frame", "native", "parquet"]

Native = str | int | float | bool | date | None
Kind = Literal["truth", "whole", "number", "day", "text"]

_XSD: Final = PREFIXES["xsd"]
_WHOLE_NUMBERS: Final = frozenset(_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger"))
# IRIs of the datatypes that are read as numbers.
NUMBERS: Final = frozenset(_XSD + name for name in ("decimal", "double", "float")) | _WHOLE_NUMBERS
_FRAME_TYPES: Final = {
    "truth": "boolean",
    "whole": "Int64",
    "number": "Float64",
    "day": "object",
    "text": "string",
}
_ARROW_TYPES: Final = {
    "truth": "bool_",
    "whole": "int64",
    "number": "float64",
    "day": "date32",
    "text": "string",
}


def native(value: Value | None) -> Native:
    """Python's own kinds for numbers, truth and days; everything else, and numbers that are not finite, is text.

    >>> native(ox.Literal(12)), native(ox.Literal(True)), native(ox.Literal("å", language="sv")), native(None)
    (12, True, 'å', None)
    """
    if value is None:
        return None
    text = plain(value)
    if isinstance(value, ox.Literal):
        kind = value.datatype.value
        if kind == _XSD + "boolean":
            return text in ("true", "1")
        if kind in _WHOLE_NUMBERS:
            return int(text)
        if kind in NUMBERS and re.fullmatch(r"[+-]?\d*\.?\d+(?:[eE][+-]?\d+)?", text):
            number = float(text)
            return number if isfinite(number) else text
        if kind == _XSD + "date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return _day(text)
    return text


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def column_kind(values: Iterable[Native]) -> Kind:
    """What all values of a column are, missing ones apart; "text" where they differ, and for whole numbers of more than 64 bits.

    >>> column_kind([1, None, 2]), column_kind([1, 0.5]), column_kind([1, "x"]), column_kind([None])
    ('whole', 'number', 'text', 'text')
    """
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return "truth"
    if kinds == {date}:
        return "day"
    if kinds == {float} or kinds == {int, float}:
        return "number"
    whole = (value for value in values if isinstance(value, int))
    return "whole" if kinds == {int} and all(-(2**63) <= number < 2**63 for number in whole) else "text"


def _columns(result: Result) -> list[tuple[str, Kind, list[Native]]]:
    """Name, kind and values of each column, every value of its column's kind."""
    shown = result.as_rows()
    found = []
    for index, name in enumerate(shown.columns):
        values = [native(row[index]) for row in shown.rows]
        kind = column_kind(values)
        if kind == "text":
            values = [None if row[index] is None else plain(row[index]) for row in shown.rows]
        elif kind == "number":
            values = [None if value is None else float(value) for value in values]  # type: ignore[arg-type]  # numbers
        found.append((name, kind, values))
    return found


def data_frame(result: Result) -> pd.DataFrame:
    """The result as a DataFrame. Raises QueryError "query.library" where pandas is not installed."""
    try:
        import pandas as pd
    except ImportError:
        raise _missing("pandas", "pandas") from None
    columns = {name: pd.array(values, dtype=_FRAME_TYPES[kind]) for name, kind, values in _columns(result)}
    return pd.DataFrame(columns)


def parquet(result: Result) -> bytes:
    """The result as a Parquet file. Raises QueryError "query.library" where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise _missing("pyarrow", "parquet") from None
    columns = _columns(result)
    arrays = [pa.array(values, getattr(pa, _ARROW_TYPES[kind])()) for _, kind, values in columns]
    file = io.BytesIO()
    pq.write_table(pa.table(arrays, names=[name for name, _, _ in columns]), file, compression="zstd")
    return file.getvalue()


def _missing(library: str, extra: str) -> QueryError:
    return QueryError(
        f"{library} is not installed",
        remedy=f'pip install "remissgraf[{extra}]", or take another form: CSV and JSON need nothing',
        code="query.library",
    )
