"""From the library's answers to a `Report`: rows of the queries `report-*` joined into values.

Nothing is asked of the graph but by named queries of the library, and nothing is counted here: numbers are the queries' own. It knows
no words of the report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from remissgraf.errors import ReportError
from remissgraf.queries import library
from remissgraf.queries.report.answers import Answers, Row
from remissgraf.queries.report.model import (
    Campaign,
    Chapter,
    Dissent,
    Divide,
    Facts,
    Figure,
    FileEntry,
    Initiative,
    Options,
    Quotation,
    Reference,
    Report,
    Request,
    Respondent,
    Said,
    Topic,
    UnreadEntry,
)
from remissgraf.queries.run import run

if TYPE_CHECKING:
    from remissgraf.graph.stores.interface import Store

__all__ = ["choose_consultation", "gather"]

_COUNTS = (
    "invited",
    "answered",
    "invited_answered",
    "silent",
    "responses",
    "counted_responses",
    "unread",
    "campaigns",
    "dissents",
    "statements",
    "below",
    "repeated",
)
_PLACE_COUNTS = ("respondents", "positive", "negative", "requesting", "conditional", "statements")


def choose_consultation(store: Store, wanted: str | None) -> str:
    """The IRI of the consultation to report on: the one that `wanted` (id or IRI) names, else the only one.

    Raises ReportError "report.consultation" where there is none, where there are several and none is named, or none of that name.
    """
    rows = run(store, library.get("report-consultation"), {}).dicts()
    known = sorted({row["consultation"] for row in rows})
    found = [iri for iri in known if wanted is None or wanted in (iri, iri.rpartition("/")[2])]
    if len(found) == 1:
        return found[0]
    ids = ", ".join(iri.rpartition("/")[2] for iri in known)
    if wanted is not None:
        message, remedy = f"there is no consultation {wanted!r} in the graph", f"It has: {ids or 'none'}."
    elif known:
        message, remedy = "the workspace has several consultations", f"Name one with --consultation: {ids}."
    else:
        message, remedy = "the graph has no consultation", "Build the workspace with: remissgraf build"
    raise ReportError(message, remedy=remedy, code="report.consultation")


def gather(store: Store, options: Options) -> Report:
    """The report on `options.consultation`. Raises QueryError where a query fails."""
    answers = Answers(store, options)
    campaigns = _campaigns(answers)
    chapters = _chapters(answers)
    statements = _statements(answers, {chapter.id: nth for nth, chapter in enumerate(chapters)})
    by_place: dict[str, list[Said]] = defaultdict(list)
    for said in statements:
        for place in said.places:
            by_place[place].append(said)
    return Report(
        options=options,
        facts=_facts(answers),
        figures={name: answers.figure("report-counts", name) for name in _COUNTS},
        respondents=_respondents(answers),
        types=_types(answers),
        files=_files(answers),
        unread=tuple(
            UnreadEntry(row["source"], row["format"], row["code"]) for row in answers.rows("report-unread")
        ),
        chapters=chapters,
        statements=statements,
        positions=_positions(answers),
        position_counts=_figures(answers, "report-position-counts", ("place", "position")),
        places=_places(answers),
        request_counts=_figures(answers, "report-request-counts", ("place", "action")),
        divides=_divides(answers, statements, [chapter.id for chapter in chapters]),
        dissents=tuple(
            Dissent(
                row["actor_label"],
                "" if row["private"] == "true" and options.edition == "public" else row["holder_label"],
                row["stance_label"],
                _quotation(row),
            )
            for row in _first(answers.rows("report-dissents"), "statement")
        ),
        references=_references(answers),
        campaigns=campaigns,
        programs=tuple(row["version"] for row in answers.rows("report-programs")),
        by_place={place: tuple(found) for place, found in by_place.items()},
    )


def _facts(answers: Answers) -> Facts:
    rows = answers.rows("report-consultation")
    row = rows[0]
    issuers = {(entry["issuer_label"], entry["case_number"]): None for entry in rows if entry["issuer_label"]}
    return Facts(
        title=row["consultation_label"],
        strategy=row["strategy_label"],
        strategy_source=row["strategy_source"],
        issued=row["issued"],
        deadline=row["deadline"],
        issuers=tuple(issuers),
    )


def _respondents(answers: Answers) -> dict[str, Respondent]:
    found: dict[str, Respondent] = {}
    for actor, rows in _grouped(answers.rows("report-respondents"), "actor").items():
        found[actor] = Respondent(
            id=actor,
            label=rows[0]["actor_label"],
            types=_each(rows, "type_label"),
            invited=rows[0]["invited"] == "true",
            answered=rows[0]["answered"] == "true",
            private=any(row["type"] == "PrivatePerson" for row in rows),
            campaigns=_each(rows, "campaign"),
        )
    return found


def _types(answers: Answers) -> tuple[tuple[str, Figure, Figure], ...]:
    return tuple(
        (
            row["type_label"],
            answers.figure("report-types", "respondents", type_label=row["type_label"]),
            answers.figure("report-types", "share", type_label=row["type_label"]),
        )
        for row in answers.rows("report-types")
    )


def _files(answers: Answers) -> tuple[FileEntry, ...]:
    found = []
    for response, rows in _grouped(answers.rows("report-files"), "response").items():
        row = rows[0]
        # A joint response has a row a respondent; its own numbers stand in each of them.
        key = {"response": response, "actor": row["actor"]}
        found.append(
            FileEntry(
                response=response,
                source=row["source"],
                actors=_each(rows, "actor"),
                format=row["format"],
                language=row["language"],
                pages=row["pages"],
                date=row["date"],
                status=row["status"],
                counted=row["counted"] == "true",
                duplicate_of=row["duplicate_of"],
                near_duplicate_of=row["near_duplicate_of"],
                replaced_by=row["replaced_by"],
                campaign=row["campaign"],
                statements=Figure(
                    row["statements"], "report-files", "statements", tuple(sorted(key.items()))
                ),
            )
        )
    return tuple(found)


def _chapters(answers: Answers) -> tuple[Chapter, ...]:
    rows = answers.rows("report-chapters")
    depth: dict[str, int] = {"": 0}
    for row in rows:
        # Parents come before their parts in the strategy's order.
        depth[row["chapter"]] = depth.get(row["parent"], 0) + 1
    return tuple(
        Chapter(
            row["chapter"], row["chapter_label"], row["chapter_number"], row["parent"], depth[row["chapter"]]
        )
        for row in rows
    )


def _statements(answers: Answers, order: Mapping[str, int]) -> tuple[Said, ...]:
    requests = _grouped(answers.rows("report-requests"), "statement")
    topics = _grouped(answers.rows("report-topics"), "statement")
    initiatives = _grouped(answers.rows("report-initiatives"), "statement")
    sides = _grouped(answers.rows("report-sides"), "statement")
    found = []
    for statement, rows in _grouped(answers.rows("report-statements"), "statement").items():
        row = rows[0]
        found.append(
            Said(
                id=statement,
                actors=_each(rows, "actor"),
                response=row["response"],
                places=tuple(
                    sorted({entry["place"] for entry in rows}, key=lambda place: order.get(place, -1))
                ),
                scope=row["scope"],
                stance_class=row["stance_class"],
                stance_label=row["stance_label"],
                polarity=row["polarity"],
                conditions=_each(rows, "condition"),
                confidence=float(row["confidence"]),
                quote=_quotation(row),
                campaign=row["campaign"],
                requests=tuple(
                    {
                        entry["action"]: Request(entry["action"], entry["action_label"])
                        for entry in requests.get(statement, ())
                    }.values()
                ),
                topics=tuple(
                    {
                        entry["topic"]: Topic(
                            entry["topic"],
                            entry["topic_label"],
                            entry["candidate"] == "true",
                            entry["other_label"],
                        )
                        for entry in topics.get(statement, ())
                    }.values()
                ),
                initiatives=tuple(
                    Initiative(entry["initiative"], entry["initiative_label"], entry["endorsed"] == "true")
                    for entry in initiatives.get(statement, ())
                ),
                sides=tuple((entry["subject"], entry["side"]) for entry in sides.get(statement, ())),
            )
        )
    return tuple(found)


def _quotation(row: Row) -> Quotation:
    return Quotation(
        reading=row["quote"],
        exact=row["exact"],
        language=row["quote_language"],
        source=row["source"],
        start=int(row["start"]),
        end=int(row["end"]),
        page=row["page"],
    )


def _positions(answers: Answers) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for place, rows in _grouped(answers.rows("report-positions"), "place").items():
        found[place] = {
            position: _each(entries, "actor") for position, entries in _grouped(rows, "position").items()
        }
    return found


def _figures(answers: Answers, query: str, keys: tuple[str, str]) -> dict[tuple[str, str], Figure]:
    """The column "respondents" of a query with two columns beside it, by these."""
    return {
        (row[keys[0]], row[keys[1]]): Figure(
            row["respondents"], query, "respondents", tuple((key, row[key]) for key in sorted(keys))
        )
        for row in answers.rows(query)
    }


def _places(answers: Answers) -> dict[str, dict[str, Figure]]:
    return {
        row["place"]: {
            name: Figure(row[name], "report-places", name, (("place", row["place"]),))
            for name in _PLACE_COUNTS
        }
        for row in answers.rows("report-places")
    }


def _divides(answers: Answers, statements: Iterable[Said], chapters: list[str]) -> tuple[Divide, ...]:
    """Each is shown once: in the chapter that most of its statements are about, the first of those, or in none."""
    rows = answers.rows("report-divides")
    if not rows:
        return ()
    label = {row["subject"]: (row["subject_label"], row["kind"]) for row in answers.rows("report-sides")}
    by_side: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    often: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for said in statements:
        for subject, side in said.sides:
            by_side[subject, side].update(dict.fromkeys(said.actors))
            for place in said.places:
                often[subject][place] += 1
    found = []
    for row in rows:
        subject = row["subject"]
        name, kind = label[subject]
        places = often[subject]
        first = max(
            (place for place in chapters if place in places), key=lambda place: places[place], default=""
        )
        found.append(
            Divide(
                subject=subject,
                label=name,
                kind=kind,
                place=subject if subject in chapters else "" if kind == "target" else first,
                supporters=tuple(by_side[subject, "for"]),
                opponents=tuple(by_side[subject, "against"]),
            )
        )
    return tuple(found)


def _references(answers: Answers) -> tuple[Reference, ...]:
    """A joint response adopts another's opinion once, and once however many of its sentences say so."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in answers.rows("report-references"):
        found.setdefault((row["response"], row["kind"], row["other_label"]), []).append(row)
    return tuple(
        Reference(
            response=response,
            actors=_each(rows, "actor"),
            other=other,
            kind=kind,
            extent=rows[0]["extent"],
            quote=_quotation(rows[0]) if rows[0]["start"] else None,
        )
        for (response, kind, other), rows in found.items()
    )


def _campaigns(answers: Answers) -> tuple[Campaign, ...]:
    members: dict[str, dict[str, None]] = defaultdict(dict)
    for row in answers.rows("report-files"):
        if row["campaign"] and row["counted"] == "true":
            members[row["campaign"]][row["actor"]] = None
    return tuple(
        Campaign(
            id=row["campaign"],
            exemplar=row["actor_label"],
            senders=answers.figure("campaigns", "actors", campaign=row["campaign"]),
            similarity=row["similarity"],
            members=tuple(members[row["campaign"]]),
        )
        for row in _first(answers.rows("campaigns"), "campaign")
    )


def _grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """The rows by their value in a column, both in the order they come in."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _first(rows: Iterable[Row], column: str) -> Iterator[Row]:
    """The first row for each value of a column."""
    return (group[0] for group in _grouped(rows, column).values())


def _each(rows: Iterable[Row], column: str) -> tuple[str, ...]:
    """The different values of a column, without "", in the order they come in."""
    return tuple({row[column]: None for row in rows if row[column]})
