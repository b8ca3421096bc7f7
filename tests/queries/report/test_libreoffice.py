"""The Word document in LibreOffice: it opens and becomes a PDF with its text, its pages and its tags."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from remissgraf.queries.report.blocks import TextDocument
from remissgraf.queries.report.docx import docx_bytes

from ... import servers

FILTER = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


@pytest.fixture(scope="module")
def converted(
    swedish_document: TextDocument, tmp_path_factory: pytest.TempPathFactory
) -> pypdfium2.PdfDocument:
    program = shutil.which("soffice")
    if program is None:
        servers.missing("LibreOffice", "Debian: apt-get install libreoffice-writer-nogui")
    assert program is not None
    folder = tmp_path_factory.mktemp("office")
    source = folder / "rapport.docx"
    source.write_bytes(docx_bytes(swedish_document))
    profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", FILTER, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return pypdfium2.PdfDocument(folder / "rapport.pdf")


def test_every_page_has_its_text_and_number(converted: pypdfium2.PdfDocument) -> None:
    pages = [page.get_textpage().get_text_range() for page in converted]
    assert 20 < len(pages) < 60
    for number, text in enumerate(pages, 1):
        foot = f"Sida {number} ({len(pages)})"
        assert foot in text
        # No page is empty but for its number, between sections either.
        assert len(text.replace(foot, "").split()) > 5, number
    whole = " ".join(" ".join(pages).split())
    assert "Tallsunds sjukhus och Ängsholms näringslivsförening bjöds in att yttra sig" in whole
    assert "Tabell 1. Uppgifter om remissen" in whole
    assert "Bilaga D. Metod" in whole
    # What a word processor writes where a field leads nowhere.
    assert "Fel:" not in whole
    assert "Error:" not in whole


def test_a_short_table_stands_on_the_page_of_its_caption(converted: pypdfium2.PdfDocument) -> None:
    pages = [page.get_textpage().get_text_range() for page in converted]
    for caption, last in (
        ("Tabell 1. Uppgifter", "2025-11-03"),
        ("Tabell 2. Remissinstanser efter slag", "Stiftelse"),
        ("Tabell 4. Ställningstaganden till", "Svarade inte"),
    ):
        (page,) = (text for text in pages if caption in text)
        assert last in page.partition(caption)[2]


def test_the_notes_stand_on_the_page_of_their_mark(converted: pypdfium2.PdfDocument) -> None:
    page = next(
        text
        for text in (page.get_textpage().get_text_range() for page in converted)
        if "ansluter sig till Norrviks kommuns yttrande." in text
    )
    assert "responses/01_norrviks-kommun.md, tecken" in page


def test_the_pdf_is_tagged_and_wide_tables_lie_on_their_side(converted: pypdfium2.PdfDocument) -> None:
    assert pypdfium2.raw.FPDFCatalog_IsTagged(converted)
    turned = {width > height for width, height in (page.get_size() for page in converted)}
    assert turned == {True, False}
