"""The appendices of a report: respondents by chapters, all statements, all respondents, method. Decides what is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from remissgraf.queries.report.blocks import Block, Bullets, Cell, Heading, Item, Paragraph, Span, Spans
from remissgraf.queries.report.grammar import cut, in_order, word_data
from remissgraf.queries.report.model import FORMAL, Figure, Report, Said
from remissgraf.queries.report.overall import name, word
from remissgraf.queries.report.telling import Telling, capital

__all__ = [
    "appendix_blocks",
    "cell_signs",
    "matrix_places",
    "ordered_respondents",
    "sign_label",
    "statement_order",
    "used_signs",
]

_DIRECTIONS = ("positive", "negative", "mixed", "neutral")
_TONES = {
    "tillstyrker": "positive",
    "tillstyrker-i-huvudsak": "positive",
    "avstyrker": "negative",
    "avstyrker-i-huvudsak": "negative",
    "motsagelsefull": "mixed",
}
# Code points of a chapter's name in the head of a column.
_SHORT = 12


def appendix_blocks(telling: Telling) -> Iterator[Block]:
    """A matrix, statements, method, respondents; the first two only where there is anything in them."""
    report = telling.report
    if report.respondents:
        yield from _matrix(telling)
    if report.statements:
        yield Heading(2, (Span(telling.word("headings", "statements")),), "statements")
        yield from _statements(telling)
    if report.respondents:
        yield Heading(2, (Span(telling.word("headings", "all_respondents")),), "all-respondents")
        yield _respondents(telling)
    # Last, because it tells of the numbers that all the others used.
    yield from _method(telling)


def ordered_respondents(report: Report) -> list[str]:
    """The ids of all respondents in the order of the alphabet; private persons, who have one name, in that of their ids."""
    return sorted(report.respondents, key=lambda actor: (in_order(report.respondents[actor].label), actor))


def matrix_places(report: Report) -> list[str]:
    """The columns of the matrix: "" for the whole proposal, and the chapters of which something was said, in the strategy's order."""
    return ["", *(c.id for c in report.chapters if c.id in report.by_place or c.id in report.positions)]


def cell_signs(report: Report) -> Mapping[tuple[str, str], tuple[str, str]]:
    """By (respondent, place): the key of the sign, and the tone.

    A verdict fills the cell, else the direction of the comments on that chapter; the whole proposal has verdicts alone."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    polarities: dict[tuple[str, str], set[str]] = {}
    for place, statements in report.by_place.items():
        if place:
            for said in statements:
                for actor in said.actors:
                    polarities.setdefault((actor, place), set()).add(said.polarity)
    for key, directions in polarities.items():
        both = {"positive", "negative"} <= directions
        sign = "mixed" if both else next((one for one in _DIRECTIONS if one in directions), "neutral")
        found[key] = (sign, sign)
    for place, held in report.positions.items():
        for position, actors in held.items():
            for actor in actors:
                found[actor, place] = (position, _TONES.get(position, "neutral"))
    return found


def used_signs(report: Report) -> list[str]:
    """The keys of the signs in the matrix, in the order in which they are explained."""
    used = {key for key, _ in cell_signs(report).values()}
    return [key for key in (*FORMAL, "inget-uttryckligt", "svarade-inte", *_DIRECTIONS) if key in used]


def sign_label(telling: Telling, key: str) -> str:
    return telling.word("sign_labels" if key in _DIRECTIONS else "position_labels", key)


def _matrix(telling: Telling) -> Iterator[Block]:
    report = telling.report
    places = matrix_places(report)
    signs = cell_signs(report)
    first = _first_statements(report)
    yield Heading(2, (Span(telling.word("headings", "matrix")),), "matrix")
    yield Paragraph(telling.sentence("sentences", "matrix_note"), "remark")
    rows = []
    for actor in ordered_respondents(report):
        cells = [name(telling.label(actor))]
        for place in places:
            key, tone = signs.get((actor, place), ("", ""))
            if not key:
                cells.append(word(""))
                continue
            target = first.get((actor, place), "")
            label = sign_label(telling, key)
            cells.append(
                Cell(
                    (
                        Span(
                            telling.word("signs", key),
                            "ref" if target else "text",
                            target=target,
                            label=label,
                        ),
                    ),
                    tone,
                )
            )
        rows.append(cells)
    header = [telling.word("labels", "respondent"), telling.word("labels", "whole")]
    header += [telling.place_number(place, _SHORT) for place in places if place]
    yield telling.table(
        "table-matrix", "matrix_table", header, rows, wide=True, widths=(5, 2, *(1 for _ in places[1:]))
    )
    yield telling.table(
        "table-signs",
        "sign_table",
        [telling.word("labels", "sign"), telling.word("labels", "meaning")],
        [(word(telling.word("signs", key)), word(sign_label(telling, key))) for key in used_signs(report)],
        widths=(1, 5),
    )


def statement_order(report: Report) -> list[tuple[Said, str]]:
    """Every statement once for each of its places, in the strategy's order, then by respondent, then as they stand in the text."""
    order = {"": -1, **{chapter.id: nth for nth, chapter in enumerate(report.chapters)}}
    labels = {actor: in_order(entry.label) for actor, entry in report.respondents.items()}
    rows = [(said, place) for said in report.statements for place in said.places]
    return sorted(
        rows,
        key=lambda row: (
            order[row[1]],
            labels[row[0].actors[0]],
            row[0].actors,
            row[0].quote.source,
            row[0].quote.start,
        ),
    )


def _first_statements(report: Report) -> dict[tuple[str, str], str]:
    """By (respondent, place) the anchor of the first row of the table of statements."""
    found: dict[tuple[str, str], str] = {}
    for number, (said, place) in enumerate(statement_order(report), 1):
        for actor in said.actors:
            found.setdefault((actor, place), f"s{number}")
    return found


def _statements(telling: Telling) -> Iterator[Block]:
    """A table a chapter: so they are found, and a table of thousands of rows takes word processors minutes to lay out."""
    numbered = enumerate(statement_order(telling.report), 1)
    for nth, (place, group) in enumerate(groupby(numbered, key=lambda entry: entry[1][1]), 1):
        label = telling.place_label(place)
        yield Heading(3, (Span(label, "name" if place else "text"),), f"statements-{nth}")
        keys = ("respondent", "stance", "quote", "place", "confidence")
        table = telling.table(
            f"table-statements-{nth}",
            "statement_table",
            [telling.word("labels", key) for key in keys],
            (_statement_row(telling, number, said) for number, (said, _) in group),
            numeric=frozenset({4}),
            wide=True,
            widths=(2.4, 1.6, 6.5, 3, 1.4),
        )
        yield replace(table, caption=f"{table.caption}: {label}")


def _statement_row(telling: Telling, number: int, said: Said) -> tuple[Cell, ...]:
    source = said.quote.source or telling.word("labels", "private_source")
    return (
        Cell(capital(telling.listing(said.actors)), anchor=f"s{number}"),
        name(said.stance_label),
        Cell(telling.quote(said.quote)),
        name(f"{source}, {telling.where(said.quote)}"),
        name(_decimal(telling, said.confidence)),
    )


def _decimal(telling: Telling, number: float) -> str:
    return f"{number:.2f}".replace(".", telling.word("grammar", "decimal"))


def _respondents(telling: Telling) -> Block:
    report = telling.report
    position = {actor: key for key, actors in report.positions.get("", {}).items() for actor in actors}
    rows = []
    for actor in ordered_respondents(report):
        entry = report.respondents[actor]
        key = position.get(actor, "")
        rows.append(
            (
                # The whole name, however long.
                name(" ".join(entry.label.split())),
                name(", ".join(entry.types) or telling.word("labels", "unknown_kind")),
                word(telling.word("labels", "yes" if entry.invited else "no")),
                word(telling.word("labels", "yes" if entry.answered else "no")),
                word(telling.word("position_labels", key) if key else ""),
            )
        )
    keys = ("respondent", "kind", "invited", "answered", "position")
    return telling.table(
        "table-respondents",
        "respondent_table",
        [telling.word("labels", key) for key in keys],
        rows,
        widths=(3.8, 2.8, 1.4, 1.3, 3.4),
    )


def _method(telling: Telling) -> Iterator[Block]:
    report, options = telling.report, telling.report.options
    limits = word_data()["thresholds"]
    yield Heading(2, (Span(telling.word("headings", "method")),), "method")
    yield Bullets(
        tuple(
            Item((Span(f"{telling.word('labels', key)}: "), Span(value, "name")))
            for key, value in (
                ("version", ", ".join(report.programs)),
                ("edition", telling.word("labels", f"edition_{options.edition}")),
                ("least", options.least.replace(".", telling.word("grammar", "decimal"))),
                ("campaigns", telling.word("labels", f"campaigns_{options.campaigns}")),
            )
            if value
        )
    )
    sentences: list[Spans] = []
    for key in ("below", "repeated"):
        figure = report.figures[key]
        sentences.append(
            telling.sentence("sentences", f"{key}_note", figure.number, n=telling.number(figure))
        )
    sentences.append(
        telling.sentence(
            "sentences",
            "quantifiers",
            listed=str(limits["listed"]),
            most=f"{limits['most']:.0%}".rstrip("%"),
            several=f"{limits['several']:.0%}".rstrip("%"),
        )
    )
    for sentence in sentences:
        yield Paragraph(sentence)
    yield Heading(3, (Span(telling.word("headings", "limits")),), "limits")
    yield Bullets(tuple(Item((Span(text),)) for text in word_data()[telling.lang]["limits"].values()))
    yield Heading(3, (Span(telling.word("headings", "figures")),), "figures")
    yield Paragraph(telling.sentence("sentences", "figures_note"))
    yield telling.table(
        "table-figures",
        "figure_table",
        [telling.word("labels", key) for key in ("figure", "query", "column", "row")],
        _figure_rows(telling, list(telling.figures)),
        numeric=frozenset({0}),
        widths=(1, 3, 2, 5),
        headed=False,
    )


def _figure_rows(telling: Telling, figures: Sequence[Figure]) -> Iterator[tuple[Cell, ...]]:
    """Sorted by query, each with the row that it stands in; what the row names is told by its label."""
    labels = {
        **{request.action: request.label for said in telling.report.statements for request in said.requests},
        **{divide.subject: divide.label for divide in telling.report.divides},
        **{chapter.id: chapter.label for chapter in telling.report.chapters},
        **{campaign.id: campaign.exemplar for campaign in telling.report.campaigns},
    }
    for figure in sorted(figures, key=lambda one: (one.query, one.row, one.column)):
        row = ", ".join(f"{key} = {cut(labels.get(value, value)) or '–'}" for key, value in figure.row)
        yield (Cell((telling.number(figure),)), name(figure.query), name(figure.column), name(row))
