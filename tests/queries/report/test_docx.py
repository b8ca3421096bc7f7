"""The Word document: read back by two libraries, its parts as the format wants them, templates checked as files from anywhere."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.text.paragraph import Paragraph

from remissgraf.errors import ReportError
from remissgraf.graph.readers.docx import read_docx
from remissgraf.queries.report.blocks import Heading, Table, TextDocument, plain_text
from remissgraf.queries.report.compose import compose
from remissgraf.queries.report.docx import ROWS, docx_bytes
from remissgraf.queries.report.make import make_report
from remissgraf.queries.report.model import Options

from .graphs import Told, consultation_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def packed(swedish_document: TextDocument) -> bytes:
    return docx_bytes(swedish_document)


@pytest.fixture(scope="module")
def body(packed: bytes) -> ElementTree.Element:
    return part(packed, "word/document.xml")


def style_of(paragraph: Paragraph) -> str:
    assert paragraph.style is not None
    return paragraph.style.name or ""


def part(data: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return ElementTree.fromstring(package.read(name))


def test_python_docx_reads_headings_captions_and_tables(
    packed: bytes, swedish_document: TextDocument
) -> None:
    document = docx.Document(io.BytesIO(packed))
    assert style_of(document.paragraphs[0]) == "Title"
    headings = [
        (style_of(paragraph), paragraph.text)
        for paragraph in document.paragraphs
        if style_of(paragraph).startswith("Heading ")
    ]
    wanted = [
        (f"Heading {block.level - 1}", plain_text(block.spans))
        for block in swedish_document.blocks
        if isinstance(block, Heading)
    ]
    assert headings == wanted
    tables = [block for block in swedish_document.blocks if isinstance(block, Table)]
    assert any(len(block.rows) > ROWS for block in tables)
    # A long table is several, each with the head.
    assert [len(table.rows) - 1 for table in document.tables] == [
        len(block.rows[start : start + ROWS]) for block in tables for start in range(0, len(block.rows), ROWS)
    ]
    assert sum(style_of(paragraph) == "Caption" for paragraph in document.paragraphs) == len(tables)
    assert document.core_properties.language == "sv-SE"


def test_our_own_reader_reads_the_text(packed: bytes) -> None:
    text = read_docx(packed).text
    assert (
        "Region Mälarbygden och Stiftelsen Elsa Rydhagens minne tillstyrker förslaget i huvudsak eller med villkor."
        in text
    )
    assert "1.2.2 Relationen mellan life science-klustret" in text


def test_every_note_is_a_footnote_with_its_source(
    packed: bytes, body: ElementTree.Element, swedish_document: TextDocument
) -> None:
    marks = [mark.get(f"{W}id") for mark in body.iter(f"{W}footnoteReference")]
    assert marks == [str(number) for number in range(1, len(swedish_document.notes) + 1)]
    notes = part(packed, "word/footnotes.xml")
    texts = {
        note.get(f"{W}id"): "".join(text.text or "" for text in note.iter(f"{W}t")).strip()
        for note in notes.iter(f"{W}footnote")
    }
    assert texts == {"-1": "", "0": ""} | {
        str(number): plain_text(note).strip() for number, note in enumerate(swedish_document.notes, 1)
    }


def test_contents_captions_and_references_are_fields(
    body: ElementTree.Element, swedish_document: TextDocument
) -> None:
    fields = [(text.text or "").split()[0] for text in body.iter(f"{W}instrText")]
    assert fields.count("TOC") == 1
    assert fields.count("SEQ") == sum(isinstance(block, Table) for block in swedish_document.blocks)
    assert fields.count("REF") > 5
    ends = [mark.get(f"{W}fldCharType") for mark in body.iter(f"{W}fldChar")]
    assert ends.count("begin") == ends.count("separate") == ends.count("end") == len(fields)


def test_bookmarks_are_of_one_name_each_and_links_lead_to_them(body: ElementTree.Element) -> None:
    names = [mark.get(f"{W}name", "") for mark in body.iter(f"{W}bookmarkStart")]
    numbers = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")]
    assert len(set(names)) == len(names) == len(set(numbers))
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", name) for name in names)
    assert numbers == [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")]
    assert sorted(numbers, key=str) == sorted(
        (mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkEnd")), key=str
    )
    targets = {link.get(f"{W}anchor", "") for link in body.iter(f"{W}hyperlink")}
    targets |= {
        (text.text or "").split()[1]
        for text in body.iter(f"{W}instrText")
        if (text.text or "").split()[0] == "REF"
    }
    assert targets <= set(names)


def test_a_reference_shows_what_its_bookmark_holds(body: ElementTree.Element) -> None:
    held: dict[str, str] = {}
    for paragraph in body.iter(f"{W}p"):
        open_marks: dict[str | None, str] = {}
        for element in paragraph:
            if element.tag == f"{W}bookmarkStart":
                open_marks[element.get(f"{W}id")] = element.get(f"{W}name", "")
                held[open_marks[element.get(f"{W}id")]] = ""
            elif element.tag == f"{W}bookmarkEnd":
                open_marks.pop(element.get(f"{W}id"), None)
            else:
                text = "".join(one.text or "" for one in element.iter(f"{W}t"))
                for name in open_marks.values():
                    held[name] += text
    shown = list(references(body))
    assert shown
    for name, text in shown:
        assert held[name] == text


def references(body: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """(bookmark, text shown) of every cross-reference that is a field."""
    for paragraph in body.iter(f"{W}p"):
        name, text, state = "", "", ""
        for run in paragraph.iter(f"{W}r"):
            for element in run:
                if element.tag == f"{W}instrText":
                    words = (element.text or "").split()
                    name, text = (words[1], "") if words[0] == "REF" else ("", "")
                elif element.tag == f"{W}fldChar":
                    state = element.get(f"{W}fldCharType", "")
                    if state == "end" and name:
                        yield name, text
                        name = ""
                elif element.tag == f"{W}t" and state == "separate":
                    text += element.text or ""


def test_tables_repeat_their_head_and_tell_what_they_are(body: ElementTree.Element) -> None:
    tables = list(body.iter(f"{W}tbl"))
    assert tables
    for table in tables:
        rows = list(table.iter(f"{W}tr"))
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        for kind in ("tblCaption", "tblDescription"):
            told = table.find(f"{W}tblPr/{W}{kind}")
            assert told is not None
            assert told.get(f"{W}val")


def test_the_language_is_set_and_that_of_foreign_quotes_too(packed: bytes, body: ElementTree.Element) -> None:
    styles = part(packed, "word/styles.xml")
    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert default is not None
    assert default.get(f"{W}val") == "sv-SE"
    assert {lang.get(f"{W}val") for lang in body.iter(f"{W}lang")} == {"en-GB"}


def test_pages_have_numbers_and_wide_tables_lie_on_their_side(
    packed: bytes, body: ElementTree.Element
) -> None:
    document = docx.Document(io.BytesIO(packed))
    turned = [section.orientation for section in document.sections]
    assert [int(one) for one in turned] == [0, 1, 0]
    footer = part(packed, "word/footer1.xml")
    assert [(text.text or "").strip() for text in footer.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]


def test_no_text_breaks_the_file() -> None:
    names = ["Å" * 5000, "a\x00b\x0bc\ufffe & <w:p>", '"q"']
    told = [Told(name, "valkomnar", "Bra & <b>\x02.", "Hamnar") for name in names]
    report = make_report(consultation_of(told), Options("sv", "0.5", "each"))
    document = docx.Document(io.BytesIO(docx_bytes(compose(report))))
    assert any("<w:p>" in paragraph.text for paragraph in document.paragraphs)


def template(tmp_path: Path, **parts: str) -> Path:
    """A template with a style of its own, a header and text; parts: name → content to put into the package, with "__" for "/"."""
    made = docx.Document()
    made.styles["Heading 1"].font.name = "Courier New"
    made.sections[0].header.paragraphs[0].text = "Myndigheten"
    made.add_paragraph("Text som ska bort")
    plain = tmp_path / "plain.docx"
    made.save(str(plain))
    target = tmp_path / "mall.docx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            name = entry.filename.replace("/", "__").replace(".", "_")
            new.writestr(entry.filename, parts.pop(name) if name in parts else old.read(entry))
        for name, content in parts.items():
            new.writestr(name.replace("__", "/"), content)
    return target


def test_a_template_gives_styles_and_headers_and_loses_its_text(
    tmp_path: Path, swedish_document: TextDocument
) -> None:
    packed = docx_bytes(swedish_document, template(tmp_path))
    document = docx.Document(io.BytesIO(packed))
    assert document.styles["Heading 1"].font.name == "Courier New"
    assert document.sections[0].header.paragraphs[0].text == "Myndigheten"
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "Text som ska bort" not in texts
    assert swedish_document.title in texts
    # Its pages, and on their side for wide tables; the header stands on all of them.
    assert [int(section.orientation) for section in document.sections] == [0, 1, 0]
    assert all(section.header.paragraphs[0].text == "Myndigheten" for section in document.sections)


def test_styles_that_a_template_lacks_are_made_in_its_own_face(
    tmp_path: Path, swedish_document: TextDocument
) -> None:
    made = docx.Document()
    made.styles["Normal"].font.name = "Georgia"
    made.styles["Heading 1"].font.name = "Verdana"
    kept = {"Normal", "Heading 1", "Default Paragraph Font", "Normal Table", "No List"}
    for style in list(made.styles):
        if style.name not in kept:
            style.delete()
    path = tmp_path / "mall.docx"
    made.save(str(path))
    packed = docx_bytes(swedish_document, path)
    document = docx.Document(io.BytesIO(packed))
    for name, face in (("Quote", "Georgia"), ("Table Text", "Georgia"), ("Heading 3", "Verdana")):
        one: Any = document.styles[name]
        while one.font.name is None:
            one = one.base_style
        assert one.font.name == face, name
    levels = {
        style.find(f"{W}name").get(f"{W}val"): style.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val")  # type: ignore[union-attr]
        for style in part(packed, "word/styles.xml").iter(f"{W}style")
        if style.find(f"{W}pPr/{W}outlineLvl") is not None
    }
    assert {levels[f"heading {level}"] for level in (2, 3, 4)} == {"1", "2", "3"}


def test_lists_have_bullets_where_the_template_has_no_list_style(
    tmp_path: Path, swedish_document: TextDocument
) -> None:
    made = docx.Document()
    for name in ("List Bullet", "List Bullet 2"):
        made.styles[name].delete()
    path = tmp_path / "mall.docx"
    made.save(str(path))
    packed = docx_bytes(swedish_document, path)
    numbering, styles = part(packed, "word/numbering.xml"), docx.Document(io.BytesIO(packed)).styles
    kinds = {
        number.get(f"{W}numId"): number.find(f"{W}abstractNumId").get(f"{W}val")  # type: ignore[union-attr]
        for number in numbering.iter(f"{W}num")
    }
    bullets = {
        kind.get(f"{W}abstractNumId"): (level.find(f"{W}pPr/{W}ind").get(f"{W}left"))  # type: ignore[union-attr]
        for kind in numbering.iter(f"{W}abstractNum")
        for level in kind.iter(f"{W}lvl")
        if level.find(f"{W}numFmt").get(f"{W}val") == "bullet"  # type: ignore[union-attr]
    }
    indents = []
    for name in ("List Bullet", "List Bullet 2"):
        used: Any = styles[name].element
        indents.append(int(bullets[kinds[str(used.pPr.numPr.numId.val)]] or 0))
    assert 0 < indents[0] < indents[1]
    # All definitions before all numbers, as the schema has them.
    tags = [element.tag for element in numbering if element.tag in (f"{W}abstractNum", f"{W}num")]
    assert tags == sorted(tags)


def test_headers_of_an_earlier_section_of_the_template_stay(
    tmp_path: Path, swedish_document: TextDocument
) -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Myndigheten"
    made.sections[0].different_first_page_header_footer = True
    made.add_section()
    assert made.sections[1].header.is_linked_to_previous
    path = tmp_path / "mall.docx"
    made.save(str(path))
    sections = docx.Document(io.BytesIO(docx_bytes(swedish_document, path))).sections
    assert [section.header.paragraphs[0].text for section in sections] == ["Myndigheten"] * 3
    # The first page of the letter is one, not one in each section.
    assert [section.different_first_page_header_footer for section in sections][1:] == [False, False]


def test_nothing_in_the_package_tells_of_another_document(packed: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        names = package.namelist()
    assert not [name for name in names if "thumbnail" in name or "stylesWithEffects" in name]
    core = part(packed, "docProps/core.xml")
    assert not [element for element in core if element.tag.rpartition("}")[2] in ("created", "modified")]


def test_a_template_without_any_section_will_do(tmp_path: Path, swedish_document: TextDocument) -> None:
    bare = f'<w:document xmlns:w="{W[1:-1]}"><w:body><w:p/></w:body></w:document>'
    packed = docx_bytes(swedish_document, template(tmp_path, word__document_xml=bare))
    assert [int(section.orientation) for section in docx.Document(io.BytesIO(packed)).sections] == [0, 1, 0]


EXTERNAL = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId99"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="http://example.org/x"'
    ' TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"word__vbaProject.bin": "x"}, "macros"),
        ({"word__embeddings__ole.bin": "x"}, "embedded"),
        ({"word___rels__header9.xml.rels": EXTERNAL.format(kind="image")}, "fetch"),
        ({"word__evil.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "document type"),
        ({"word__cut.xml": "<a>"}, "damaged"),
        ({"word__big.xml": " " * (2 * 1024 * 1024)}, "unpacks"),
    ],
)
def test_a_hostile_template_is_refused(
    parts: dict[str, str],
    reason: str,
    tmp_path: Path,
    swedish_document: TextDocument,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("remissgraf.queries.report.template._LARGEST", 1024 * 1024)
    with pytest.raises(ReportError, match=reason) as caught:
        docx_bytes(swedish_document, template(tmp_path, **parts))
    assert caught.value.code == "report.template"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"\xd0\xcf\x11\xe0 old", b"plain text" * 9])
def test_what_is_no_docx_is_refused(content: bytes, tmp_path: Path, swedish_document: TextDocument) -> None:
    path = tmp_path / "mall.docx"
    path.write_bytes(content)
    with pytest.raises(ReportError) as caught:
        docx_bytes(swedish_document, path)
    assert caught.value.code == "report.template"
    with pytest.raises(ReportError):
        docx_bytes(swedish_document, tmp_path / "missing.docx")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("word/document.xml", 'w:right="', 'w:right="abc'),
        ("word/document.xml", 'w:h="', 'w:h="" x="'),
        ("word/styles.xml", 'w:type="paragraph"', 'w:type="99"'),
        ("docProps/core.xml", "'UTF-8'", "'abc'"),
        ("docProps/core.xml", "'1.0'", "'99'"),
        ("word/_rels/document.xml.rels", ' Target="styles.xml"', ""),
    ],
)
def test_a_template_that_is_not_as_word_processors_write_it_is_refused(
    name: str, old: str, new: str, tmp_path: Path, swedish_document: TextDocument
) -> None:
    path = template(tmp_path)
    with zipfile.ZipFile(path) as package:
        parts = {entry: package.read(entry) for entry in package.namelist()}
    assert old.encode() in parts[name]
    parts[name] = parts[name].replace(old.encode(), new.encode(), 1)
    with zipfile.ZipFile(path, "w") as package:
        for entry, content in parts.items():
            package.writestr(entry, content)
    with pytest.raises(ReportError) as caught:
        docx_bytes(swedish_document, path)
    assert caught.value.code == "report.template"


def test_the_address_of_another_template_is_dropped(tmp_path: Path, swedish_document: TextDocument) -> None:
    attached = EXTERNAL.format(kind="attachedTemplate")
    packed = docx_bytes(swedish_document, template(tmp_path, **{"word___rels__settings.xml.rels": attached}))
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        assert not [name for name in package.namelist() if b"attachedTemplate" in package.read(name)]
