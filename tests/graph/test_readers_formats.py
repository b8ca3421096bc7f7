"""What each format has of its own: markup, encodings, styles, numbering, tables, pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from remissgraf.graph.model import Document


def test_markup_around_a_sentence_is_in_its_slice(read: Callable[..., Document]) -> None:
    document = read("**Vi instämmer.** *Capital of Life* bör ”**utredas**”.", ".md")
    assert [document.raw(sentence) for sentence in document.sentences] == [
        "**Vi instämmer.**",
        "*Capital of Life* bör ”**utredas**”.",
    ]


def test_glued_bold_headings(read: Callable[..., Document]) -> None:
    document = read("**Ställningstaganden****1.1 Syfte**\n\nVi instämmer.\n\n### 3.3.Norden\n\nBra.\n", ".md")
    assert [section.id for section in document.sections] == ["root", "stallningstaganden", "1.1", "3.3"]


PAGE = """<!doctype html><title>Titel</title><body>
<div class="site-nav"><p>Vi föreslår kakor.</p></div>
<h1>Yttrande</h1>
<p>Vi vill att<ul><li>planen <b>ändras</b><ul><li>nu</li></ul></li><li>den sprids</li></ul>
<table><tr><th>Kapitel<th>Svar</tr><tr><td>1.1 Mål</td><td><p>Vi instämmer.</p></td></tr></table>
<pre>rad ett
rad två</pre>
<blockquote>Citerat ord.</blockquote>
<p style="display:none">Dolt.</p><script>Vi("skript")</script>
<p>Slut&shy;ord:&nbsp;Nej.<sup>1</sup></p><div class="footnotes"><p>En not.</p></div>
<footer>Vi välkomnar frågor.</footer>"""


def test_html(read: Callable[..., Document], blocks: Callable[..., list[str]]) -> None:
    document = read(PAGE, ".html")
    kinds = {sentence.text: document.blocks[sentence.block].kind for sentence in document.sentences}
    assert kinds == {
        "Vi vill att": "paragraph",
        "planen ändras": "item",
        "nu": "item",
        "den sprids": "item",
        "Vi instämmer.": "cell",
        "rad ett rad två": "paragraph",
        "Citerat ord.": "quote",
        "Slutord: Nej.": "paragraph",
        "En not.": "footnote",
    }
    assert blocks(document, "furniture") == ["Vi föreslår kakor.", "Dolt.", "Vi välkomnar frågor."]
    assert "skript" not in document.text


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<meta charset=iso-8859-1><p>Målet är gott.".encode("latin-1"), "cp1252"),
        ("<p>Målet är gott.".encode("utf-16"), "utf-16-le"),
        ("<meta charset=undefined><p>Målet är gott.".encode(), "utf-8"),
        ("<meta charset=utf-16><p>Målet är gott.".encode(), "utf-8"),
        ("<meta charset=utf-7><p>Målet är gott.".encode("latin-1"), "windows-1252"),
        ("<meta charset=okänd><p>Målet är gott.".encode(), "utf-8"),
        ("<p>Målet är gott.".encode("cp850"), "cp850"),
    ],
)
def test_html_encodings(
    read: Callable[..., Document], said: Callable[[Document], list[str]], data: bytes, encoding: str
) -> None:
    document = read(data, ".html")
    assert said(document) == ["Målet är gott."]
    assert document.encoding == encoding
    assert bool(document.warnings) == (encoding != "utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "windows-1252", "mac-roman", "cp850"])
def test_text_encodings(
    read: Callable[..., Document], said: Callable[[Document], list[str]], encoding: str
) -> None:
    document = read("Målet är gott, på sikt – även för öar och ängar.".encode(encoding, "ignore"), ".txt")
    assert said(document)[0].startswith("Målet är gott, på sikt")
    assert document.text[0] == "M"
    assert document.encoding is not None
    assert (document.warnings == ()) == (encoding == "utf-8-sig")


def test_line_ends_and_forbidden_characters_keep_their_places(
    read: Callable[..., Document], said: Callable[[Document], list[str]]
) -> None:
    document = read("Vi an\x0bser.\r\n\r\nDet är\r\nbra.")
    assert document.text == "Vi an ser.\r\n\r\nDet är\r\nbra."
    assert said(document) == ["Vi an ser.", "Det är bra."]


def test_docx_numbers_levels_notes_and_boxes(
    read: Callable[..., Document], said: Callable[[Document], list[str]], make_docx: Callable[..., bytes]
) -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    numbered = (
        '<w:p><w:pPr><w:pStyle w:val="{}"/><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "<w:r><w:t>{}</w:t></w:r></w:p>"
    )
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    box = "<w:p><w:r><w:t>Utanför.</w:t><w:txbxContent><w:p><w:r><w:t>I rutan.</w:t></w:r></w:p></w:txbxContent></w:r></w:p>"
    data = make_docx(
        numbered.format("Eget", 0, "Mål"),
        numbered.format("Dispo", 1, "Delmål"),
        ("Normal", "Bra."),
        numbered.format("Eget", 0, "Medel"),
        numbered.format("Dispo", 1, "Pengar"),
        "<w:p><w:r><w:t>Rad ett</w:t><w:br/><w:t>rad</w:t><w:tab/><w:t>två.</w:t></w:r>"
        "<w:ins><w:r><w:t> Tillagt.</w:t></w:r></w:ins></w:p>",
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>I en ram.</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        f"<w:tbl><w:tr>{cell.format('Kapitel 4')}{cell.format('Vi instämmer.')}</w:tr></w:tbl>",
        box,
        footnotes=f'<w:footnotes xmlns:w="{w}"><w:footnote w:id="1"><w:p><w:r><w:t>En not.</w:t></w:r></w:p></w:footnote></w:footnotes>',
        header1=f'<w:hdr xmlns:w="{w}"><w:p><w:r><w:t>Sjöbolaget  Dnr 5/25</w:t></w:r></w:p></w:hdr>',
    )
    document = read(data, ".docx")
    assert [section.id for section in document.sections] == ["root", "1", "1.1", "2", "2.1"]
    assert said(document) == [
        "Bra.",
        "Rad ett rad två.",
        "Tillagt.",
        "I en ram.",
        "Vi instämmer.",
        "Utanför.",
        "I rutan.",
        "En not.",
    ]
    assert document.fields["submitter"][0] == "Sjöbolaget"


def test_pdf_paragraphs_and_headers(
    read: Callable[..., Document], blocks: Callable[..., list[str]], make_pdf: Callable[..., bytes]
) -> None:
    long = "Vi anser att planen är god och att den bör genomföras i sin helhet i hela landet, men"
    pages = [
        [
            "Statens sjöverk   Dnr SV 1/25   1 (2)",
            "",
            "!Mål",
            long,
            long,
            long,
            long,
            long,
            "inte utan nya medel.",
        ],
        [
            "Statens sjöverk   Dnr SV 1/25   2 (2)",
            "",
            "!Medel",
            "Pengarna räcker inte.",
            "",
            "Nytt stycke här.",
        ],
    ]
    document = read(make_pdf(pages), ".pdf")
    assert blocks(document, "heading") == ["Mål", "Medel"]
    assert [block.page for block in document.blocks if block.kind == "paragraph"] == [1, 2, 2]
    assert document.fields["submitter"][0] == "Statens sjöverk"
    assert len(blocks(document, "furniture")) == 2


MARKDOWN = """Rubrik ett
==========

Stycke på
flera rader.\\
Ny rad.

Rubrik två
---

```
Kod är också text.
```

1) Punkt ett.

   Fortsättning på punkten.

2) Punkt två.

Slut på listan.

***

> Första citatet.
>
> Andra citatet.

| En | Två |
|---|---|
| a \\| b | c |

#### Avslut ####
Sista stycket.
"""


def test_markdown_blocks(read: Callable[..., Document]) -> None:
    document = read(MARKDOWN, ".md")
    assert [(block.kind, block.reading.text) for block in document.blocks] == [
        ("heading", "Rubrik ett"),
        ("paragraph", "Stycke på flera rader. Ny rad."),
        ("heading", "Rubrik två"),
        ("paragraph", "Kod är också text."),
        ("item", "Punkt ett."),
        ("item", "Fortsättning på punkten."),
        ("item", "Punkt två."),
        ("paragraph", "Slut på listan."),
        ("quote", "Första citatet."),
        ("quote", "Andra citatet."),
        ("heading", "En"),
        ("heading", "Två"),
        ("cell", "a | b"),
        ("cell", "c"),
        ("heading", "Avslut"),
        ("paragraph", "Sista stycket."),
    ]
    assert document.title == "Rubrik ett"


def test_front_matter_is_letterhead(
    read: Callable[..., Document], said: Callable[[Document], list[str]]
) -> None:
    document = read(
        "---\ntitle: Svar\navsandare: Sjöbolaget AB\nert_dnr: VP 1/25\n---\nVi tillstyrker planen i sin helhet.\n",
        ".md",
    )
    assert {name: value[0] for name, value in document.fields.items()} == {
        "title": "Svar",
        "submitter": "Sjöbolaget AB",
        "addressee_case_number": "VP 1/25",
    }
    assert said(document) == ["Vi tillstyrker planen i sin helhet."]
    assert said(read("---\n\nVi tillstyrker planen.", ".md")) == ["Vi tillstyrker planen."]


def test_docx_contents_make_no_sections(
    read: Callable[..., Document], make_docx: Callable[..., bytes]
) -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    styles = (
        f'<w:styles {w}><w:style w:styleId="I1"><w:name w:val="toc 1"/></w:style>'
        '<w:style w:styleId="R1"><w:name w:val="heading 1"/></w:style></w:styles>'
    )
    data = make_docx(("I1", "1 Mål 2"), ("R1", "1 Mål"), ("I0", "Målen är två."), styles=styles)
    document = read(data, ".docx")
    assert [(block.kind, block.section) for block in document.blocks] == [
        ("furniture", "root"),
        ("heading", "1"),
        ("paragraph", "1"),
    ]


def test_bullets_made_by_hand(read: Callable[..., Document]) -> None:
    document = read("<p>Vi vill att<p>· målet höjs<p>– medlen räcker.", ".html")
    assert [(block.kind, block.reading.text, block.lead) for block in document.blocks] == [
        ("paragraph", "Vi vill att", None),
        ("item", "målet höjs", 0),
        ("item", "medlen räcker.", 0),
    ]


def test_letterhead_in_a_table(
    read: Callable[..., Document], said: Callable[[Document], list[str]], make_docx: Callable[..., bytes]
) -> None:
    def row(*cells: str) -> str:
        return (
            "<w:tr>"
            + "".join(f"<w:tc><w:p><w:r><w:t>{c}</w:t></w:r></w:p></w:tc>" for c in cells)
            + "</w:tr>"
        )

    table = f"<w:tbl>{row('Sjöbolaget', 'Datum 2025-03-04')}{row('Anna Berg', 'Dnr SB 1/25')}</w:tbl>"
    answers = f"<w:tbl>{row('1.1 Mål', 'Ingen erinran')}{row('1.2 Medel', 'Vi avstyrker.')}</w:tbl>"
    document = read(
        make_docx(table, ("Rubrik", "Svar om sjön"), ("Normal", "Vi svarar här."), answers), ".docx"
    )
    assert document.title == "Svar om sjön"
    assert {name: document.fields[name][0] for name in ("date", "case_number")} == {
        "date": "2025-03-04",
        "case_number": "SB 1/25",
    }
    assert said(document) == ["Vi svarar här.", "Ingen erinran", "Vi avstyrker."]
    assert said(read(make_docx(answers), ".docx")) == ["Ingen erinran", "Vi avstyrker."]
