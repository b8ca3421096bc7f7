"""Files with several bodies' answers: split by author with offsets into the one text, and left whole where they are one answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from remissgraf.graph.model import Document
from remissgraf.graph.readers import read_document, read_documents

BOARDS = """\
# Strömvalla kommun – nämndernas svar

## Yttrande från miljönämnden över planen

Datum: 2025-02-01

Nämnden tillstyrker planen. Det är bra att sjöarna skyddas.

## Yttrande från barn- och utbildningsnämnden över planen

Datum: 2025-02-03

Vi avstyrker planen. Skolorna glöms bort.
"""
LETTERS = """\
Strömvalla kommun
Miljönämnden
Datum: 2025-02-01
Dnr: MN 2025-4

Till Region Mellanbygd

Yttrande över regional plan

Miljönämnden tillstyrker planen i dess helhet.

Anna Ek
Ordförande

Alviks kommun
Datum: 2025-02-07
Dnr: KS 2025-9

Till Region Mellanbygd

Yttrande över regional plan

Kommunen avstyrker planen, som saknar finansiering.

Bo Al
Kommunchef
"""


def documents(folder: Path, text: str, name: str = "d.md") -> tuple[Document, ...]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_documents(path, root=folder)


@pytest.mark.parametrize(
    ("text", "name", "authors", "dates"),
    [
        (BOARDS, "d.md", ["Miljönämnden", "Barn- och utbildningsnämnden"], ["2025-02-01", "2025-02-03"]),
        (LETTERS, "d.txt", ["Strömvalla kommun", "Alviks kommun"], ["2025-02-01", "2025-02-07"]),
        (
            "# Remissvar – Kulturnämnden\n\nNämnden tillstyrker planen.\n\n# Remissvar – Socialnämnden\n\nNämnden avstyrker planen.\n",
            "d.md",
            ["Kulturnämnden", "Socialnämnden"],
            [None, None],
        ),
        (
            "# Response from the Harbour Society\n\nWe support the plan.\n\n# Response from the Port Authority\n\nWe oppose the plan.\n",
            "d.md",
            ["Harbour Society", "Port Authority"],
            [None, None],
        ),
    ],
)  # fmt: skip
def test_a_dossier_is_split_by_author(
    tmp_path: Path, text: str, name: str, authors: list[str], dates: list[str | None]
) -> None:
    parts = documents(tmp_path, text, name)
    assert [part.fields["submitter"][0] for part in parts] == authors
    assert [part.fields["date"][0] if "date" in part.fields else None for part in parts] == dates
    assert [part.part for part in parts] == list(range(1, len(parts) + 1))
    ends = 0
    for part in parts:
        # All parts have the one text; no two of them share a place in it.
        assert part.text == text
        root = part.sections[0]
        assert ends <= root.start < root.end <= len(text)
        ends = root.end
        for sentence in part.sentences:
            assert root.start <= sentence.start < sentence.end <= root.end
            assert sentence.text.split()[0] in part.raw(sentence)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # One answer with the answers of its own boards below it, or beside it where no level is known.
        (
            "# Yttrande från Strömvalla kommun\n\nKommunen tillstyrker planen.\n\n## Bilaga 1: Yttrande från miljönämnden\n\n"
            "Nämnden avstyrker planen.\n",
            "d.md",
        ),
        (
            "Remissvar från Strömvalla kommun\n\nKommunen tillstyrker planen i stort.\n\nYttrande från miljönämnden\n\n"
            "Nämnden avstyrker planen i stort.\n\nYttrande från kulturnämnden\n\nNämnden välkomnar planen i stort.\n",
            "d.txt",
        ),
        # One author twice; one body that tells of the others; text before the first author; no text under one of them.
        (
            "# Yttrande från Alviks kommun\n\nKommunen tillstyrker planen.\n\n# Yttrande från Alviks kommun\n\nSe ovan, allt gäller.\n",
            "d.md",
        ),
        (
            "# Sammanställning av inkomna svar\n\n## Remissvar från Alviks kommun\n\nKommunen tillstyrker planen.\n\n"
            "## Remissvar från Bergs kommun\n\nKommunen avstyrker planen.\n",
            "d.md",
        ),
        (
            "# Beslut\n\nRegionen har skickat planen på remiss.\n\n## Remissvar från Alviks kommun\n\nKommunen tillstyrker planen.\n\n"
            "## Remissvar från Bergs kommun\n\nKommunen avstyrker planen.\n",
            "d.md",
        ),
        ("# Yttrande från Alviks kommun\n\nKommunen tillstyrker planen.\n\n# Yttrande från Bergs kommun\n", "d.md"),
        # Headings that only look like authors.
        (
            "# Yttrande från Alviks kommun\n\nKommunen tillstyrker planen.\n\n# Svar på frågorna\n\nKommunen har inga svar på dem.\n",
            "d.md",
        ),
    ],
)  # fmt: skip
def test_one_answer_stays_whole(tmp_path: Path, text: str, name: str) -> None:
    (whole,) = documents(tmp_path, text, name)
    assert whole.part is None
    assert whole == read_document(tmp_path / name, root=tmp_path)


def test_the_cover_tells_whose_boards_they_are(tmp_path: Path) -> None:
    parts = documents(tmp_path, BOARDS)
    assert [part.fields["organisation"][0] for part in parts] == ["Strömvalla kommun"] * 2
