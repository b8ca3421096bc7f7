"""The events themselves as a CSV in order of time: what models of relational events and a researcher's own programs read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from remissgraf.queries.networks.duplicates import once
from remissgraf.queries.networks.events import Events

__all__ = ["COLUMNS", "event_list"]

COLUMNS: Final = (
    "time", "first", "first_label", "first_type", "second", "second_label", "qualifier", "document", "position", "statement", "quote",
)  # fmt: skip


def event_list(
    events: Events, duplicates: str = "include", quotes: Mapping[str, str] = MappingProxyType({})
) -> Iterator[str]:
    """Lines of a CSV (RFC 4180) with COLUMNS as heading, undated events first; time as ISO 8601.

    duplicates: as in `once`. quotes: statement → its words, "" for those that are not there.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")

    def line(values: tuple[object, ...]) -> str:
        out.seek(0)
        out.truncate()
        writer.writerow(values)
        return out.getvalue()

    yield line(COLUMNS)
    for row in once(events, duplicates, qualifier=True).ordered:
        yield line(
            (
                row.time.isoformat() if row.time else "",
                row.first,
                events.label(row.first),
                events.attributes.get(row.first, {}).get("type", ""),
                row.second,
                events.label(row.second),
                "" if row.qualifier is None else str(row.qualifier).lower(),
                row.document,
                row.position,
                row.statement,
                quotes.get(row.statement, ""),
            )
        )
