"""A statement as pages have it in their data: short names, because there may be many thousands. It knows no page."""

from __future__ import annotations

from collections.abc import Mapping

from remissgraf.queries.networks.incidence import Incidence, Tie
from remissgraf.queries.view.links import Links

__all__ = ["statement_index", "statement_record", "statement_records"]


def statement_index(incidence: Incidence) -> Mapping[str, int]:
    """A number for every statement, in the order of the ties."""
    return {
        statement: index
        for index, statement in enumerate(dict.fromkeys(tie.statement for tie in incidence.ties))
    }


def statement_records(incidence: Incidence, links: Links) -> list[dict[str, object]]:
    """The statements in the order of `statement_index`."""
    first: dict[str, Tie] = {}
    for tie in incidence.ties:
        first.setdefault(tie.statement, tie)
    return [statement_record(tie, links) for tie in first.values()]


def statement_record(tie: Tie, links: Links) -> dict[str, object]:
    """q quote, s label of the stance, f file; where known a start, b end, p page, c confidence, l language, h address of its place."""
    record: dict[str, object] = {"q": tie.quote, "s": tie.stance_label, "f": tie.source}
    for name, value in (
        ("a", tie.start),
        ("b", tie.end),
        ("p", tie.page),
        ("c", tie.confidence),
        ("l", tie.language),
        ("h", links.statement(tie.statement, tie.response) or None),
    ):
        if value is not None:
            record[name] = value
    return record
