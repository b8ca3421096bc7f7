"""Reports made up for the tests: respondents by name, a campaign, private persons, without any graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from remissgraf.queries.report.model import (
    Campaign,
    Chapter,
    Facts,
    Figure,
    Options,
    Quotation,
    Report,
    Request,
    Respondent,
    Said,
    Topic,
)

__all__ = ["CHAPTER", "report_of", "said"]

CHAPTER = "https://example.org/chapter/1"


def report_of(names: Iterable[str], lang: str = "sv", *, campaign: Iterable[str] = ()) -> Report:
    """A report on respondents whose ids are their names; names that begin with "person" are private persons. campaign: members of one."""
    members = tuple(campaign)
    everyone = dict.fromkeys((*names, *members))
    senders = Figure(str(len(members)), "campaigns", "actors", (("campaign", "c"),))
    return Report(
        options=Options(lang=lang, least="0.5", campaigns="each"),
        facts=Facts("Remissen", "Strategin", "", "", "", ()),
        figures={},
        respondents={
            name: Respondent(
                name, name, (), False, True, name.startswith("person"), ("c",) if name in members else ()
            )
            for name in everyone
        },
        types=(),
        files=(),
        unread=(),
        chapters=(Chapter(CHAPTER, "1 Hamnar", "1", "", 1),),
        statements=(),
        positions={},
        position_counts={},
        places={},
        request_counts={},
        campaigns=(Campaign("c", members[0], senders, "0.9", members),) if members else (),
    )


def said(number: int, actor: str, reading: str, **values: object) -> Said:
    """A statement on the chapter, with a request to clarify."""
    quote = Quotation(reading, reading, "sv", f"{actor}.md", number, number + len(reading), "")
    base = Said(
        id=f"s{number}",
        actors=(actor,),
        response=actor,
        places=(CHAPTER,),
        scope="part",
        stance_class="Proposes",
        stance_label="föreslår",
        polarity="neutral",
        conditions=(),
        confidence=0.9,
        quote=quote,
        requests=(Request("clarify", "tydliggöra"),),
        topics=(Topic("roller", "roller", False),),
    )
    return replace(base, **values)  # type: ignore[arg-type]  # the fields of a statement
