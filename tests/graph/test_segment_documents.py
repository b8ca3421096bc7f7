"""Whole documents: leads, letterheads, signatures and furniture, and what must hold whatever a file holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.graph.model import Document

LETTER = """Vattenkontoret                                            Sida 1 (2)

Till
Vattenrådet
Havsnämnden

Svar på remiss av vattenplan

Förslag till beslut

1. Nämnden antar yttrandet.
2. Ärendet justeras.

Sammanfattning av ärendet
Nämnden har fått en remiss om en vattenplan som gäller alla
sjöar. Förvaltningen föreslår att planen tillstyrks.

1. Inledning
Nämnden ser positivt på planen, som är genomarbetad. Däremot
saknas en

                                                         Sida 2 (2)

konsekvensanalys. Vattenkontoret vill se en sådan.

2. Synpunkter på åtgärderna
2.1 Skydd av vattentäkter
Nämnden framför följande:
• Åtgärd 3 bör senareläggas
• Åtgärd 4 avstyrks, eftersom
  den saknar finansiering

B. Havet

Ingen erinran

KUSTEN
Här saknas allt.

Med vänlig hälsning

Karl Öberg
Direktör

Reservation av Eva Lind
Jag yrkar avslag på planen.
"""


@pytest.fixture(scope="module")
def letter(read: Callable[..., Document]) -> Document:
    return read(LETTER)


def test_letter_sentences(said: Callable[[Document], list[str]], letter: Document) -> None:
    assert said(letter) == [
        "Nämnden antar yttrandet.",
        "Ärendet justeras.",
        "Nämnden har fått en remiss om en vattenplan som gäller alla sjöar.",
        "Förvaltningen föreslår att planen tillstyrks.",
        "Nämnden ser positivt på planen, som är genomarbetad.",
        "Däremot saknas en konsekvensanalys.",
        "Vattenkontoret vill se en sådan.",
        "Nämnden framför följande:",
        "Åtgärd 3 bör senareläggas",
        "Åtgärd 4 avstyrks, eftersom den saknar finansiering",
        "Ingen erinran",
        "Här saknas allt.",
        "Jag yrkar avslag på planen.",
    ]


def test_letter_sections(letter: Document) -> None:
    assert [(s.id, s.parent, s.kind) for s in letter.sections[1:]] == [
        ("forslag-till-beslut", "root", "body"),
        ("sammanfattning-av-arendet", "root", "summary"),
        ("1", "root", "background"),
        ("2", "root", "body"),
        ("2.1", "2", "body"),
        ("B", "2", "body"),
        ("kusten", "root", "body"),
        ("reservation-av-eva-lind", "root", "dissent"),
    ]


def test_letter_parts(blocks: Callable[..., list[str]], letter: Document) -> None:
    assert letter.title == "Svar på remiss av vattenplan"
    assert blocks(letter, "signature") == ["Med vänlig hälsning", "Karl Öberg Direktör"]
    assert letter.fields["signatory"][0] == "Karl Öberg"
    text, start, end = letter.fields["addressee"]
    assert text.split("\n") == letter.text[start:end].split("\n") == ["Vattenrådet", "Havsnämnden"]


def test_a_word_that_is_also_a_header_stays(
    read: Callable[..., Document], said: Callable[[Document], list[str]], blocks: Callable[..., list[str]]
) -> None:
    page = "Vattenrådet                 Dnr 1/25\n\nVi anser att\nVattenrådet\nbör leda arbetet nr {}.\n"
    document = read(page.format(1) + "\f" + page.format(2))
    assert said(document) == [
        "Vi anser att Vattenrådet bör leda arbetet nr 1.",
        "Vi anser att Vattenrådet bör leda arbetet nr 2.",
    ]
    assert document.pages == (0, document.text.index(" Vattenrådet") + 1)
    assert len(blocks(document, "furniture")) == 2
    assert "\f" not in document.text


def test_footers_without_page_breaks_are_no_headings(
    read: Callable[..., Document], said: Callable[[Document], list[str]], blocks: Callable[..., list[str]]
) -> None:
    document = read(
        "Svar på remiss\n\n2 Strand\n\nDäremot efterfrågas en\n\nViks kommun · 100 00 Vik · vik.example 1(2)\n\nkarta över bryggor.\n\n"
        "Viks kommun · 100 00 Vik · vik.example 2(2)\n\nVi stöder punkt 3 (4)\n"
    )
    assert said(document)[0] == "Däremot efterfrågas en karta över bryggor."
    assert blocks(document, "furniture") == ["Viks kommun · 100 00 Vik · vik.example 2(2)"]
    assert [section.title for section in document.sections[1:2]] == ["Strand"]
    # What ends in such a number once, in running text, is text.
    assert "Vi stöder punkt 3 (4)" in document.blocks[-1].reading.text
    assert document.blocks[-1].kind != "furniture"


def test_nothing_but_an_answer(read: Callable[..., Document], said: Callable[[Document], list[str]]) -> None:
    assert said(read("Vi tillstyrker förslaget")) == ["Vi tillstyrker förslaget"]
    assert said(read("Region Exempel\n\nRegionen har inga synpunkter"))[-1] == "Regionen har inga synpunkter"


FORM = """# Svarsformulär

**Remissinstans:** Sjöbolaget AB
Datum: 2025-01-02 Dnr: AB 12/2025

### Fråga 1. Delar ni målet?

> Ja, i stort.

### Fråga 2. Övrigt

Vi anser följande.

1. Planen bör **kortas**.
2. Planen bör
   förenklas:
   - genom färre mål
   - genom [ansvar](http://x.se/a_b). Det är viktigt.

| Förslag | Svar |
|:--|--|
| 1.1 Mål | Vi instämmer. |
| Övrigt | Nej. |

**Kostnader**
Kostnaderna är höga.[^1]

## Sjöbolaget avstyrker

- förslag 3
- förslag 4

**Vi avstyrker hela planen.**

[^1]: Se bilagan.
"""


@pytest.fixture(scope="module")
def form(read: Callable[..., Document]) -> Document:
    return read(FORM, ".md")


def test_form_fields(form: Document) -> None:
    assert {name: value[0] for name, value in form.fields.items()} == {
        "submitter": "Sjöbolaget AB",
        "date": "2025-01-02",
        "case_number": "AB 12/2025",
        "title": "Svarsformulär",
    }


def test_form_leads(form: Document) -> None:
    leads = {
        sentence.text: form.blocks[lead].reading.text
        if (lead := form.blocks[sentence.block].lead) is not None
        else None
        for sentence in form.sentences
    }
    assert leads == {
        "Ja, i stort.": "Fråga 1. Delar ni målet?",
        "Vi anser följande.": "Fråga 2. Övrigt",
        "Planen bör kortas.": "Vi anser följande.",
        "Planen bör förenklas:": "Vi anser följande.",
        "genom färre mål": "Planen bör förenklas:",
        "genom ansvar.": "Planen bör förenklas:",
        "Det är viktigt.": "Planen bör förenklas:",
        "Vi instämmer.": "1.1 Mål",
        "Övrigt": None,
        "Nej.": "Övrigt",
        "Kostnaderna är höga.": None,
        "förslag 3": "Sjöbolaget avstyrker",
        "förslag 4": "Sjöbolaget avstyrker",
        "Vi avstyrker hela planen.": None,
        "Se bilagan.": None,
    }


def test_form_levels(form: Document) -> None:
    levels = {block.reading.text: block.level for block in form.blocks if block.kind in {"item", "heading"}}
    assert levels["Planen bör kortas."] == 0
    assert levels["genom färre mål"] == 1
    assert levels["Fråga 2. Övrigt"] == 3
    assert levels["Kostnader"] is None


MARKUP = [
    "# ",
    "## ",
    "- ",
    "  - ",
    "1. ",
    "> ",
    "**",
    "*",
    "_",
    "`",
    "|",
    "|-|-|",
    "[a](b)",
    "---",
    "\n",
    "\n\n",
]


WORDS = [
    "Vi anser. ",
    "1.1 Mål",
    "A. Mål",
    "Sida 1 (2)",
    "Dnr: 1/2",
    "Till Rådet",
    "å-",
    "BRA",
    "För Rådet",
    "Eva Lind",
]


SIGNS = ["\r\n", "\f", "\u00ad", "$", "&nbsp;", "<p>", "</p>", "<li>", "<table><tr><td>", "<b>"]


PIECES = st.sampled_from([*MARKUP, *WORDS, *SIGNS])


@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from([".md", ".txt", ".html"]))
def test_whatever_a_file_holds(read: Callable[..., Document], text: str, suffix: str) -> None:
    document = read(text, suffix)
    if suffix != ".html":
        assert len(document.text) == len(text)
    at = 0
    for block in document.blocks:
        assert at <= block.start < block.end <= len(document.text)
        at = block.end
        section = document.section(block.section)
        assert block.section == "root" or section.start <= block.start <= section.end
        assert block.lead is None or document.blocks[block.lead].end <= block.start
        for run in block.reading.runs:
            assert (
                block.reading.text[run.at : run.at + run.length]
                == document.text[run.start : run.start + run.length]
            )
    at = 0
    for sentence in document.sentences:
        block = document.blocks[sentence.block]
        assert max(at, block.start) <= sentence.start < sentence.end <= block.end
        at = sentence.end
        assert sentence.section == block.section
        assert document.text[sentence.reading.span(0, 1)[0]].strip() or sentence.reading.runs[0].at > 0
    for value, start, end in document.fields.values():
        assert value
        assert start < end <= len(document.text)


CONTENTS = """Plan för vatten

Innehåll
1 Mål ........................ 2
1.1 Rent vatten .............. 2
2 Medel ...................... 3

1 Mål 2
1.1 Rent vatten 2
2 Medel 3

1 Mål

Målen är två.

1.1 Rent vatten

Vattnet ska vara rent.

2 Medel

Staten betalar.
"""


def test_a_table_of_contents_makes_no_sections(
    read: Callable[..., Document], said: Callable[[Document], list[str]]
) -> None:
    document = read(CONTENTS)
    assert [section.id for section in document.sections if section.number] == ["1", "1.1", "2"]
    assert said(document) == ["Målen är två.", "Vattnet ska vara rent.", "Staten betalar."]


def test_letterhead_in_columns(read: Callable[..., Document]) -> None:
    document = read(
        "Sjöverket\n\nHandläggare             Till\nAnna Berg               Vattenrådet\n\n"
        "Datum        Dnr              Ert dnr\n2025-03-04   SV 2025/17       VP 2025-9\n\n"
        "Yttrande över vattenplan\n\nVi tillstyrker planen i sin helhet.\n"
    )
    assert {name: value[0] for name, value in document.fields.items()} == {
        "submitter": "Sjöverket",
        "handler": "Anna Berg",
        "addressee": "Vattenrådet",
        "date": "2025-03-04",
        "case_number": "SV 2025/17",
        "addressee_case_number": "VP 2025-9",
        "title": "Yttrande över vattenplan",
    }
    for text, start, end in document.fields.values():
        assert document.text[start:end] == text


def test_lines_that_speak_are_no_headings(
    read: Callable[..., Document], said: Callable[[Document], list[str]]
) -> None:
    lines = ["Vi tillstyrker målet", "Vi avstyrker medlen", "Vi saknar en karta över alla sjöar i länet"]
    for between in ("\n", "\n\n"):
        document = read(
            "Mål och medel\n\n" + between.join(lines) + "\n\nDet var allt vi hade att säga om planen.\n"
        )
        assert " ".join(said(document)).startswith(" ".join(lines))


def test_headings_do_not_decide_the_language(read: Callable[..., Document]) -> None:
    text = "\n\n".join(
        f"# {number} Om det som är till för alla\n\nWe support the plan." for number in (1, 2, 3)
    )
    assert read(text, ".md").language == "en"
