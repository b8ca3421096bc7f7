"""The library queries of a report, asked once each with the report's options, and the figures in their rows.

It knows how queries are named and parametrised. It must not know what a report says of the answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from remissgraf.queries import library
from remissgraf.queries.report.model import Figure, Options
from remissgraf.queries.run import run

if TYPE_CHECKING:
    from remissgraf.graph.stores.interface import Store

__all__ = ["Answers", "Row", "figure_value", "given"]

Row = Mapping[str, str]


def given(name: str, options: Options) -> dict[str, str]:
    """What the query `name` is given for a report with these options: those of its parameters that the report sets."""
    values = {
        "consultation": options.consultation,
        "least": options.least,
        "once": str(options.campaigns == "once").lower(),
        "lang": options.lang,
    }
    known = {parameter.name for parameter in library.get(name).parameters}
    return {key: value for key, value in values.items() if key in known}


class Answers:
    """Answers from one store. A query is run when it is first asked for."""

    def __init__(self, store: Store, options: Options) -> None:
        self._store = store
        self._options = options
        self._rows: dict[str, list[dict[str, str]]] = {}

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of the library query, each as column → text, "" where unbound. Raises QueryError as `run` does."""
        if name not in self._rows:
            result = run(self._store, library.get(name), given(name, self._options))
            self._rows[name] = list(result.dicts())
        return self._rows[name]

    def figure(self, name: str, column: str, **row: str) -> Figure:
        """The number in `column` of the row that has the values of `row`."""
        wanted = tuple(sorted(row.items()))
        return Figure(figure_value(self.rows(name), column, wanted), name, column, wanted)


def figure_value(rows: Iterable[Row], column: str, wanted: Iterable[tuple[str, str]]) -> str:
    """The value of `column` in the row with the wanted values; "0" where there is none."""
    wanted = tuple(wanted)
    found = [row[column] for row in rows if all(row[key] == value for key, value in wanted)]
    assert len(found) <= 1, (column, wanted)
    return found[0] if found else "0"
