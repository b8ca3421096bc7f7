"""The workbook, read back by another library: sheets, filters, comments, and no text that became a formula."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from remissgraf.queries.report.make import make_report
from remissgraf.queries.report.model import Options, Report
from remissgraf.queries.report.xlsx import xlsx_bytes

from .graphs import Told, consultation_of


@pytest.fixture(scope="module")
def book(swedish_report: Report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(swedish_report)))


def test_the_sheets_have_all_rows_a_filter_and_a_head_that_stays(
    book: openpyxl.Workbook, swedish_report: Report
) -> None:
    assert book.sheetnames == [
        "Om sammanställningen",
        "Matris",
        "Ställningstaganden",
        "Önskade ändringar",
        "Remissinstanser",
        "Inkomna filer",
        "Tal och frågor",
    ]
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
    assert book["Matris"].max_row == len(swedish_report.respondents) + 1
    assert (
        book["Ställningstaganden"].max_row == sum(len(said.places) for said in swedish_report.statements) + 1
    )
    assert book["Inkomna filer"].max_row == len(swedish_report.files) + 1


def test_the_matrix_has_signs_and_the_quotes_behind_them(book: openpyxl.Workbook) -> None:
    sheet = book["Matris"]
    head = [cell.value for cell in sheet[1]]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    cell = rows["Norrviks kommun"][1]
    assert (head[1], cell.value) == ("Hela förslaget", "T")
    assert cell.comment.text.startswith("Tillstyrker\n– ”Norrviks kommun ställer sig positiv")
    assert rows["Tallsunds sjukhus"][1].value == "ej svar"
    assert all((cell.value is None) == (cell.comment is None) for row in rows.values() for cell in row[1:])


def test_what_the_workbook_is_and_what_its_signs_mean_stand_first(book: openpyxl.Workbook) -> None:
    rows = dict(book["Om sammanställningen"].iter_rows(min_row=2, values_only=True))
    assert rows["Utgåva"].startswith("Offentlig utgåva:")
    assert rows["Status"].startswith("Utkast,")
    signs = {cell.value for row in book["Matris"].iter_rows(min_row=2, min_col=2) for cell in row} - {None}
    assert signs <= set(rows)
    assert rows["T"] == "Tillstyrker"


def test_a_row_is_as_tall_as_its_lines(book: openpyxl.Workbook) -> None:
    sheet = book["Ställningstaganden"]
    tall = {len(row[3].value): sheet.row_dimensions[row[3].row].height for row in sheet.iter_rows(min_row=2)}
    assert tall[min(tall)] < tall[max(tall)]
    assert all(height >= 15 * length / 70 for length, height in tall.items())


def test_statements_have_the_exact_words_and_their_place(
    book: openpyxl.Workbook, swedish_report: Report
) -> None:
    exact = {said.quote.exact for said in swedish_report.statements}
    rows = list(book["Ställningstaganden"].iter_rows(min_row=2, values_only=True))
    assert {row[4] for row in rows} == exact
    assert all(isinstance(row[7], int) and isinstance(row[9], float | int) for row in rows)


def test_no_text_becomes_a_formula_or_a_link() -> None:
    names = [
        "=cmd|'/C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "{=1}",
        "http://example.org/",
        "12",
        "x" * 40_000,
    ]
    told = [Told(name, "valkomnar", f"{name[:100]} \x00\x07", "Hamnar") for name in names]
    report = make_report(consultation_of(told), Options("en", "0.5", "each"))
    data = xlsx_bytes(report)
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = {cell.value for cell in book["Respondents"]["A"]}
    assert set(names[:-1]) <= found
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.hyperlink is None
                assert len(str(cell.value)) <= 32_767
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert all(b"<f>" not in sheet for sheet in sheets)


def test_a_workbook_of_nothing_can_be_opened() -> None:
    report = make_report(consultation_of(chapters=()), Options("sv", "0.5", "each"))
    assert len(openpyxl.load_workbook(io.BytesIO(xlsx_bytes(report))).sheetnames) == 7
