"""Reader of DOCX with the standard library: paragraphs, headings by style or outline level, lists, tables, notes, headers.

The document's text is made here, a line a paragraph. Nothing in the file is executed or fetched, and its size is bounded.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
import zlib
from typing import Final

from remissgraf.errors import ReadError
from remissgraf.graph.model import BlockKind
from remissgraf.graph.readers.docx_styles import Styles
from remissgraf.graph.readers.ooxml import W, value
from remissgraf.graph.readers.safe_xml import parse, walk
from remissgraf.graph.segment.source import Source, TextBuilder

__all__ = ["read_docx"]

_MAIN: Final = "word/document.xml"
# Bytes of one unpacked part. A thousand pages of text are some ten megabytes.
_LARGEST_PART: Final = 100 * 1024 * 1024
_MOST_PARTS: Final = 20_000
# Deleted and moved text, field codes and the second copy of a text box are not what the document says.
_SKIP: Final = frozenset(
    {
        W + "del",
        W + "moveFrom",
        W + "instrText",
        W + "delText",
        W + "rPrChange",
        W + "pPrChange",
        W + "sectPr",
    }
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_CHARACTERS: Final = {
    W + "tab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",
}


def read_docx(data: bytes) -> Source:
    """The source of a .docx file. Raises ReadError if the package is broken, hostile, encrypted or no Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if len(package.infolist()) > _MOST_PARTS:
                raise _bomb()
            names = frozenset(package.namelist())
            if _MAIN not in names:
                raise ReadError(
                    "the archive holds no Word document (word/document.xml)",
                    remedy="Save the text as .docx.",
                    code="read.kind",
                )
            return _Reader(package, names).source()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise ReadError(
            f"the zip archive is broken ({error})",
            remedy="Fetch or save the file again.",
            code="read.damaged",
        ) from error
    except RuntimeError as error:
        raise ReadError(
            "the archive is encrypted", remedy="Save it again without a password.", code="read.encrypted"
        ) from error


def _bomb() -> ReadError:
    return ReadError(
        "the archive unpacks to more than any document needs",
        remedy="Do not trust the file; ask for it anew.",
        code="read.hostile",
    )


class _Reader:
    def __init__(self, package: zipfile.ZipFile, names: frozenset[str]) -> None:
        self._package = package
        self._names = names
        self._styles = Styles(self._part("word/styles.xml"), self._part("word/numbering.xml"))
        self._builder = TextBuilder()
        self._tables = 0

    def _part(self, name: str) -> ET.Element | None:
        if name not in self._names:
            return None
        if self._package.getinfo(name).file_size > _LARGEST_PART:
            raise _bomb()
        with self._package.open(name) as file:
            data = file.read(_LARGEST_PART + 1)
        if len(data) > _LARGEST_PART:
            raise _bomb()
        return parse(data, name)

    def source(self) -> Source:
        main = self._part(_MAIN)
        body = main.find(W + "body") if main is not None else None
        for name in self._running("header"):
            self._furniture(name)
        if body is not None:
            self._body(body)
        for kind in ("footnotes", "endnotes"):
            self._notes(kind)
        for name in self._running("footer"):
            self._furniture(name)
        return self._builder.source(title=self._title())

    def _running(self, kind: str) -> list[str]:
        return sorted(
            name for name in self._names if name.startswith(f"word/{kind}") and name.endswith(".xml")
        )

    def _title(self) -> str:
        core = self._part("docProps/core.xml")
        title = core.findtext("{http://purl.org/dc/elements/1.1/}title") if core is not None else None
        return " ".join((title or "").split())

    def _furniture(self, name: str) -> None:
        part = self._part(name)
        for paragraph in part.iter(W + "p") if part is not None else ():
            self._builder.add("furniture", _lines(paragraph))

    def _notes(self, kind: str) -> None:
        part = self._part(f"word/{kind}.xml")
        for note in part if part is not None else ():
            if note.get(W + "type") is None:
                lines = [line for paragraph in note.iter(W + "p") for line in _lines(paragraph)]
                self._builder.add("footnote", lines, path=f"{kind}/{note.get(W + 'id', '')}")

    def _body(self, body: ET.Element) -> None:
        """Paragraphs and tables in order, whatever containers they lie in."""
        cells: list[tuple[int, int, int]] = []
        inside: list[ET.Element] = []
        counts: dict[str, int] = {}
        for entering, element in walk(body, _SKIP):
            tag = element.tag
            if tag == W + "p":
                # A text box lies inside a paragraph: its paragraphs come where their own turn is.
                if entering:
                    counts["p"] = counts.get("p", 0) + 1
                    self._paragraph(element, cells[-1] if cells else None, f"body/p[{counts['p']}]")
            elif tag == W + "tbl" and entering:
                inside.append(element)
                cells.append((self._tables, -1, -1))
                self._tables += 1
            elif tag == W + "tbl":
                inside.pop()
                cells.pop()
            elif tag == W + "tr" and entering and cells:
                cells[-1] = (cells[-1][0], cells[-1][1] + 1, -1)
            elif tag == W + "tc" and entering and cells:
                cells[-1] = (cells[-1][0], cells[-1][1], cells[-1][2] + 1)

    def _paragraph(self, paragraph: ET.Element, cell: tuple[int, int, int] | None, path: str) -> None:
        lines = _lines(paragraph)
        kind: BlockKind = "paragraph"
        level: int | None = None
        if cell is not None:
            bold = all(is_bold for text, is_bold in lines if text.strip())
            self._builder.add("cell", lines, path=path, cell=cell, head=cell[1] == 0 and bold)
            return
        if self._styles.is_contents(paragraph):
            self._builder.add("furniture", lines, path=path)
            return
        heading = self._styles.heading_level(paragraph)
        if heading is not None:
            kind, level = "heading", heading
            label = self._styles.label(paragraph)
            lines = [(" ".join(text for text, _ in lines), True)]
            if label and lines[0][0].strip():
                lines = [(f"{label} {lines[0][0]}", True)]
        else:
            item = self._styles.item_level(paragraph)
            if item is not None:
                kind, level = "item", item
        self._builder.add(kind, lines, level=level, path=path)


def _lines(paragraph: ET.Element) -> list[tuple[str, bool]]:
    """The paragraph's written lines as (text, all of it bold); paragraphs of a text box inside it are not its own."""
    lines: list[tuple[list[str], list[bool]]] = [([], [])]
    bold = False
    for entering, element in walk(paragraph, _SKIP | {W + "txbxContent"}):
        tag = element.tag
        if not entering:
            continue
        if tag == W + "r":
            bold = _is_bold(element)
        text = element.text or "" if tag == W + "t" else _CHARACTERS.get(tag, "")
        if text == "\n":
            lines.append(([], []))
        elif text:
            lines[-1][0].append(" ".join(text.split("\n")))
            if text.strip():
                lines[-1][1].append(bold)
    return [("".join(parts), bool(bolds) and all(bolds)) for parts, bolds in lines]


def _is_bold(run: ET.Element) -> bool:
    found = run.find(f"{W}rPr/{W}b")
    return found is not None and value(found) not in {"0", "false", "off"}
