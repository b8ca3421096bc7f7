"""A result as a table for a notebook: plain HTML in which nothing that a document says is mark-up, and no address leads anywhere unseen.

It knows results and HTML, no template: a notebook is no page of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from remissgraf.queries.formats import short

if TYPE_CHECKING:
    from remissgraf.queries.result import Result, Value

__all__ = ["html_table"]

# Rows that are shown; a notebook that is saved carries them along.
_SHOWN: Final = 100


def html_table(result: Result) -> str:
    """The first hundred rows as <table>, with a line on how many there are. IRIs are short, with the whole one as their title."""
    return "".join(_pieces(result.as_rows()))


def _pieces(shown: Result) -> Iterator[str]:
    yield "<table><thead><tr>"
    yield from (f"<th>{escape(column)}</th>" for column in shown.columns)
    yield "</tr></thead><tbody>"
    for row in islice(shown.rows, _SHOWN):
        yield f"<tr>{''.join(map(_cell, row))}</tr>"
    yield "</tbody></table>"
    number = len(shown.rows)
    more = "" if shown.complete else ", and there are more"
    first = f"the first {_SHOWN} of " if number > _SHOWN else ""
    yield f"<p>{first}{number} {'row' if number == 1 else 'rows'}{more}</p>"


def _cell(value: Value | None) -> str:
    text = escape(short(value))
    if isinstance(value, ox.NamedNode):
        return f'<td><span title="{escape(value.value)}">{text}</span></td>'
    if isinstance(value, ox.Literal) and value.language:
        return f'<td lang="{escape(value.language)}">{text}</td>'
    return f"<td>{text}</td>"
