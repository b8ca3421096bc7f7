"""A report as a workbook to sort and filter: what it is, matrix, statements, requests, respondents, files, numbers.

Every text is written as text, so that none becomes a formula. It knows the report's values and the words of `Telling`, no blocks.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from remissgraf.errors import ReportError
from remissgraf.queries.report.appendix import (
    cell_signs,
    matrix_places,
    ordered_respondents,
    sign_label,
    statement_order,
    used_signs,
)
from remissgraf.queries.report.blocks import plain_text
from remissgraf.queries.report.model import Figure, Report, Said
from remissgraf.queries.report.overall import file_outcome, language_name, unread_outcome
from remissgraf.queries.report.requests import group_requests
from remissgraf.queries.report.telling import Telling

__all__ = ["xlsx_bytes"]

# Excel's own limits are 32,767 and some more; a comment of many lines is no longer read.
_LONGEST_CELL: Final = 32_000
_QUOTES_IN_COMMENT: Final = 5
_LONGEST_QUOTE: Final = 300
# Points of a line of text, and the most that a row may have.
_LINE: Final = 15.0
_TALLEST: Final = 405.0
# Letters of a cell's width that are left for text, since letters are of different widths and lines end between words.
_FILLED: Final = 0.9
_FILLS: Final = {"positive": "#E3EEF7", "negative": "#FBE9E2", "mixed": "#EFEBF4", "neutral": "#F6F7F9"}
Value = str | float


def xlsx_bytes(report: Report) -> bytes:
    """The workbook. Raises ReportError "report.library" where XlsxWriter is not installed."""
    try:
        import xlsxwriter
    except ImportError as failure:
        raise ReportError(
            "a workbook needs XlsxWriter",
            remedy='Install it with: pip install "remissgraf[report]"',
            code="report.library",
        ) from failure
    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    ) as book:
        telling = Telling(report)
        book.set_properties({"title": f"{telling.word('labels', 'title')}: {report.facts.title}"[:250]})
        _Book(book, report, telling).write()
    return file.getvalue()


class _Book:
    def __init__(self, book: Any, report: Report, telling: Telling) -> None:
        self._book = book
        self._report = report
        self._telling = telling
        self._head = book.add_format(
            {"bold": True, "bg_color": "#EDF0F4", "border": 1, "text_wrap": True, "valign": "top"}
        )
        self._text = book.add_format({"text_wrap": True, "valign": "top"})
        self._tones = {
            tone: book.add_format(
                {
                    "bg_color": colour,
                    "align": "center",
                    "valign": "top",
                    "border": 1,
                    "border_color": "#DFE3E8",
                }
            )
            for tone, colour in _FILLS.items()
        }

    def write(self) -> None:
        self._about()
        self._matrix()
        self._statements()
        self._requests()
        self._respondents()
        self._files()
        self._figures()

    def _label(self, key: str) -> str:
        return self._telling.word("labels", key)

    def _sheet(
        self, name: str, header: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[Value]]
    ) -> Any:
        """A sheet with a header row that stays, a filter, and the rows."""
        sheet = self._book.add_worksheet(self._telling.word("sheets", name))
        for number, width in enumerate(widths):
            sheet.set_column(number, number, width)
        for number, title in enumerate(header):
            sheet.write_string(0, number, title[:_LONGEST_CELL], self._head)
        sheet.set_row(0, _height(header, widths))
        last = 0
        for last, row in enumerate(rows, 1):
            sheet.set_row(last, _height(row, widths))
            for number, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(last, number, value[:_LONGEST_CELL], self._text)
                else:
                    sheet.write_number(last, number, value, self._text)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(header) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _about(self) -> None:
        """What the workbook is and may be used for, and what the signs mean."""
        report, telling = self._report, self._telling
        told = (
            (self._label("edition"), report.options.edition),
            (self._label("status"), "draft"),
            (telling.word("sheets", "matrix"), "matrix_note"),
            (self._label("sign"), "neutral_note"),
        )
        rows = [(self._label("title"), report.facts.title)]
        rows += [(label, plain_text(telling.sentence("sentences", key))) for label, key in told]
        rows += [(telling.word("signs", key), sign_label(telling, key)) for key in used_signs(report)]
        self._sheet("about", [self._label("item"), self._label("value")], (30, 100), rows)

    def _matrix(self) -> None:
        """Each cell has its sign, and its quotes in a comment."""
        report, telling = self._report, self._telling
        places, actors = matrix_places(report), ordered_respondents(report)
        header = [self._label("respondent"), self._label("whole")]
        header += [telling.place_label(place) for place in places if place]
        sheet = self._sheet(
            "matrix",
            header,
            (36, 14, *(18 for _ in places[1:])),
            ([report.respondents[actor].label] for actor in actors),
        )
        said: dict[tuple[str, str], list[Said]] = {}
        for place, statements in report.by_place.items():
            for statement in statements:
                for actor in statement.actors:
                    said.setdefault((actor, place), []).append(statement)
        signs = cell_signs(report)
        for number, actor in enumerate(actors, 1):
            for column, place in enumerate(places, 1):
                key, tone = signs.get((actor, place), ("", ""))
                if key:
                    sheet.write_string(number, column, telling.word("signs", key), self._tones[tone])
                    comment = self._comment(key, said.get((actor, place), []))
                    sheet.write_comment(number, column, comment, {"x_scale": 2.5, "y_scale": 1.5})

    def _comment(self, key: str, statements: Sequence[Said]) -> str:
        lines = [sign_label(self._telling, key)]
        for said in statements[:_QUOTES_IN_COMMENT]:
            quote = " ".join(said.quote.reading.split())
            shown = quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1] + "…"
            lines.append(f"– ”{shown}” ({said.stance_label}; {self._telling.where(said.quote)})")
        if len(statements) > _QUOTES_IN_COMMENT:
            lines.append("…")
        return "\n".join(lines)

    def _statements(self) -> None:
        keys = (
            "respondent", "chapter", "stance", "quote", "exact", "file", "page", "start", "end",
            "confidence", "requests", "topics", "initiatives",
        )  # fmt: skip
        widths = (28, 28, 16, 70, 40, 34, 8, 9, 9, 10, 24, 28, 24)
        rows = (self._statement(said, place) for said, place in statement_order(self._report))
        self._sheet("statements", [self._label(key) for key in keys], widths, rows)

    def _statement(self, said: Said, place: str) -> Sequence[Value]:
        quote = said.quote
        return (
            self._names(said.actors),
            self._telling.place_label(place),
            said.stance_label,
            " ".join(quote.reading.split()),
            quote.exact,
            quote.source or self._label("private_source"),
            int(quote.page) if quote.page else "",
            quote.start,
            quote.end,
            said.confidence,
            ", ".join(request.label for request in said.requests),
            ", ".join(topic.label for topic in said.topics),
            ", ".join(initiative.label for initiative in said.initiatives),
        )

    def _names(self, actors: Iterable[str]) -> str:
        return ", ".join(self._report.respondents[actor].label for actor in actors)

    def _requests(self) -> None:
        telling = self._telling
        rows = (
            (
                telling.place_label(place),
                group.label,
                topic.topic.label if topic.topic else self._label("without_topic"),
                self._names(wording.actors),
                " ".join(wording.said.quote.reading.split()),
                f"{telling.source_name(wording.said.response)}, {telling.where(wording.said.quote)}",
            )
            for place in ["", *(chapter.id for chapter in self._report.chapters)]
            for group in group_requests(self._report, place)
            for topic in group.topics
            for wording in topic.wordings
        )
        keys = ("chapter", "requests", "topics", "respondents", "quote", "place")
        self._sheet("requests", [self._label(key) for key in keys], (28, 20, 28, 40, 80, 40), rows)

    def _respondents(self) -> None:
        report = self._report
        position = {actor: key for key, actors in report.positions.get("", {}).items() for actor in actors}
        rows = (
            (
                report.respondents[actor].label,
                ", ".join(report.respondents[actor].types) or self._label("unknown_kind"),
                self._label("yes" if report.respondents[actor].invited else "no"),
                self._label("yes" if report.respondents[actor].answered else "no"),
                self._telling.word("position_labels", position[actor]) if actor in position else "",
            )
            for actor in ordered_respondents(report)
        )
        keys = ("respondent", "kind", "invited", "answered", "position")
        self._sheet("respondents", [self._label(key) for key in keys], (44, 34, 11, 11, 44), rows)

    def _files(self) -> None:
        telling = self._telling
        read: list[Sequence[Value]] = [
            (
                entry.source or self._label("private_source"),
                self._names(entry.actors),
                entry.format,
                language_name(telling, entry.language),
                int(entry.pages) if entry.pages else "",
                entry.date,
                entry.statements.number,
                file_outcome(telling, entry),
            )
            for entry in self._report.files
        ]
        unread: list[Sequence[Value]] = [
            (
                entry.source or self._label("hidden_file"),
                "",
                entry.format,
                "",
                "",
                "",
                "",
                unread_outcome(telling, entry),
            )
            for entry in self._report.unread
        ]
        keys = ("file", "respondent", "format", "language", "pages", "date", "statements", "outcome")
        header = [self._label(key) for key in keys]
        self._sheet("files", header, (44, 40, 9, 12, 8, 12, 12, 50), [*read, *unread])

    def _figures(self) -> None:
        """The numbers of the report by the query that gives each."""
        report = self._report
        figures: list[Figure] = [
            *report.figures.values(),
            *(figure for _, count, share in report.types for figure in (count, share)),
            *report.position_counts.values(),
            *(figure for counts in report.places.values() for figure in counts.values()),
            *report.request_counts.values(),
            *(entry.statements for entry in report.files),
        ]
        rows = (
            (
                figure.number,
                figure.query,
                figure.column,
                ", ".join(f"{key} = {value}" for key, value in figure.row),
            )
            for figure in figures
        )
        self._sheet(
            "figures",
            [self._label(key) for key in ("figure", "query", "column", "row")],
            (10, 28, 20, 100),
            rows,
        )


def _height(row: Sequence[Value], widths: Sequence[float]) -> float:
    """Points for the lines that the cells of a row break into, by the widths of their columns: not every program works it out."""
    lines = 1
    for value, width in zip(row, widths, strict=False):
        if isinstance(value, str) and len(value) > width * _FILLED:
            lines = max(lines, sum(1 + int(len(line) / (width * _FILLED)) for line in value.split("\n")))
    return min(lines * _LINE, _TALLEST)
