"""For the tests of this room: makers of Word and PDF files, byte by byte, and short ways to read and look at a document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from remissgraf.graph.model import Document
from remissgraf.graph.readers import READERS
from remissgraf.graph.segment import assemble

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES = f"""<w:styles {_W}>
<w:style w:type="paragraph" w:styleId="Rubrik"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Eget"><w:name w:val="Egen rubrik"/><w:basedOn w:val="Rubrik1"/></w:style>
<w:style w:type="paragraph" w:styleId="Dispo"><w:name w:val="Disposition"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Lista"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
</w:styles>"""
_NUMBERING = f"""<w:numbering {_W}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""

Said = Callable[[Document], list[str]]
MakeDocx = Callable[..., bytes]
MakePdf = Callable[[Sequence[Sequence[str]]], bytes]


def docx(*body: tuple[str, str] | str, **parts: str | bytes) -> bytes:
    """A Word document. body: (style id, text) for a paragraph, or raw XML. parts: other parts, "footnotes" for word/footnotes.xml."""
    made = [
        item
        if isinstance(item, str)
        else f'<w:p><w:pPr><w:pStyle w:val="{item[0]}"/></w:pPr><w:r><w:t>{escape(item[1])}</w:t></w:r></w:p>'
        for item in body
    ]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:

        def write(name: str, content: str | bytes) -> None:
            # A fixed time, so that the sample file is the same whenever it is made.
            package.writestr(
                zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, compress_type=zipfile.ZIP_DEFLATED
            )

        write("word/document.xml", f"<w:document {_W}><w:body>{''.join(made)}</w:body></w:document>")
        parts = {"styles": _STYLES, "numbering": _NUMBERING, **parts}
        for name, content in parts.items():
            write(f"word/{name}.xml", content)
    return target.getvalue()


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF with one line below another on each page; "" makes a gap, a leading "!" bold type. Only Latin-1 characters."""
    objects: list[bytes] = [b"", b"", _font(b"Helvetica"), _font(b"Helvetica-Bold")]
    kids: list[int] = []
    for page in pages:
        y, content = 780, b"BT "
        for line in page:
            if line:
                font, text = ("/F2", line[1:]) if line.startswith("!") else ("/F1", line)
                safe = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("latin-1")
                content += f"{font} 11 Tf 1 0 0 1 72 {y} Tm (".encode() + safe + b") Tj "
            y -= 15
        content += b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    references = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (references, len(kids))
    return _pdf_file(objects)


def _font(name: bytes) -> bytes:
    return b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table) + trailer


@pytest.fixture(scope="session")
def make_docx() -> MakeDocx:
    return docx


@pytest.fixture(scope="session")
def make_pdf() -> MakePdf:
    return pdf


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder with one small sample a format."""
    return Path(__file__).parent / "samples"


@pytest.fixture(scope="session")
def example() -> Path:
    """The bundled example consultation."""
    return Path(__file__).parents[2] / "examples" / "lifescience"


@pytest.fixture(scope="session")
def read() -> Callable[..., Document]:
    """read(text or bytes, suffix=".txt"): the document that a file of that content would be."""

    def made(content: str | bytes, suffix: str = ".txt") -> Document:
        data = content.encode() if isinstance(content, str) else content
        source = READERS[suffix](data)
        return assemble(source, identifier="x", path=f"x{suffix}", suffix=suffix[1:], sha256="")

    return made


@pytest.fixture(scope="session")
def said() -> Said:
    """said(document): its sentences in reading form."""
    return lambda document: [sentence.text for sentence in document.sentences]


@pytest.fixture(scope="session")
def blocks() -> Callable[..., list[str]]:
    """blocks(document, kind …): the blocks of these kinds in reading form."""
    return lambda document, *kinds: [block.reading.text for block in document.blocks if block.kind in kinds]
