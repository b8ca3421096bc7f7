"""A .docx that supplies styles, opened with the care that a file from anywhere needs: bounded, without macros, without links to fetch.

It knows packages and python-docx, and nothing of reports.
"""

from __future__ import annotations

import copy
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from remissgraf.errors import ReadError, ReportError
from remissgraf.graph.readers.guard import load
from remissgraf.graph.readers.safe_xml import parse

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["open_template", "template_section", "using"]

# Parts and unpacked bytes. A template of an authority, with its logotype, has some dozens of parts and a megabyte.
_MOST_PARTS: Final = 2_000
_LARGEST: Final = 50 * 1024 * 1024
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Links that are only followed when a person clicks them, and the address of the template's own template, which is dropped.
_HARMLESS: Final = ("hyperlink", "attachedTemplate")
# Width and height in millimetres, for a template that says nothing of its page.
_A4: Final = (210, 297)
# Parts that would show how the template looks and not the report: a picture of its first page, and a copy of its styles that Word 2010
# reads in place of those that the report adds to.
_STALE: Final = ("/thumbnail", "/stylesWithEffects")


def open_template(path: Path | None) -> Document:
    """The document to write into: the template with its text taken out, its styles, headers and footers kept; without one, an empty one.

    Raises ReportError "report.template" for what is no usable .docx, "report.library" where python-docx is not installed.
    """
    try:
        import docx
    except ImportError as failure:
        raise ReportError(
            "a report in this format needs python-docx",
            remedy='Install it with: pip install "remissgraf[report]"',
            code="report.library",
        ) from failure
    if path is None:
        document = docx.Document()
    else:
        document = docx.Document(io.BytesIO(_checked(path)))
        _empty(document)
    _drop_stale(document)
    return document


@contextmanager
def using(path: Path | None) -> Iterator[None]:
    """Tell what goes wrong while a template is opened and written into as the fault of the template.

    python-docx reads attributes when they are asked for, so that a measure that is no number comes to light anywhere. Without a template
    nothing is caught. Raises ReportError "report.template".
    """
    try:
        yield
    except (KeyError, ValueError, AttributeError, TypeError, SyntaxError) as failure:
        # A SyntaxError is lxml's, for XML that another reader has let through.
        if path is None:
            raise
        raise _unusable(path, f"it is no .docx document as word processors write it ({failure})") from failure


def template_section(document: Document, *, wide: bool, first: bool) -> str:
    """The properties of the template's last section as text. wide: on its side. first: of the document, so that a first page of its own
    and the number of the first page hold in no other."""
    from docx.oxml.ns import qn
    from lxml import etree

    properties = copy.deepcopy(document.element.body.sectPr)
    for kind in properties.findall(qn("w:type")):
        # Each begins on a new page, as sections do that say nothing.
        properties.remove(kind)
    page = properties.find(qn("w:pgSz"))
    width, height = page.get(qn("w:w")), page.get(qn("w:h"))
    if wide and int(width) < int(height):
        page.set(qn("w:w"), height)
        page.set(qn("w:h"), width)
        page.set(qn("w:orient"), "landscape")
    if not first:
        for own in properties.findall(qn("w:titlePg")):
            properties.remove(own)
        for numbers in properties.findall(qn("w:pgNumType")):
            numbers.attrib.pop(qn("w:start"), None)
    return str(etree.tostring(properties, encoding="unicode"))


def _checked(path: Path) -> bytes:
    try:
        data = load(path, path.parent)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _LARGEST:
                raise _unusable(path, "it unpacks to more than a template needs")
            for entry in entries:
                _check_part(path, package, entry)
    except ReadError as failure:
        raise _unusable(path, failure.message) from failure
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as failure:
        raise _unusable(path, "it is damaged, encrypted or no .docx file") from failure
    return data


def _check_part(path: Path, package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if "vbaProject" in name or "/embeddings/" in name or "/activeX/" in name:
        raise _unusable(path, "it holds macros or embedded objects")
    if not name.endswith((".xml", ".rels")):
        return
    with package.open(entry) as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        # What a package says of its sizes need not be true.
        raise _unusable(path, "it unpacks to more than a template needs")
    root = parse(content, name)
    for link in root.iter(_RELATIONSHIP):
        kind = link.get("Type", "").rpartition("/")[2]
        if link.get("TargetMode") == "External" and kind not in _HARMLESS:
            raise _unusable(path, f"it would fetch something from elsewhere ({kind})")


def _empty(document: Document) -> None:
    """Take out the text, and the address of another template, which Word would fetch."""
    from docx.shared import Mm

    body = document.element.body
    # A document need not have properties of its last section.
    last = body.get_or_add_sectPr()
    _inherit_headers(body, last)
    for element in list(body):
        if element is not last:
            body.remove(element)
    section = document.sections[-1]
    if section.page_width is None or section.page_height is None:
        section.page_width, section.page_height = map(Mm, _A4)
    settings: Any = document.settings.element
    for element in list(settings):
        if element.tag.endswith("}attachedTemplate"):
            settings.remove(element)
    relationships = document.part.part_related_by(_settings_type()).rels if _has_settings(document) else {}
    for key in [key for key, link in relationships.items() if link.reltype.endswith("/attachedTemplate")]:
        del relationships[key]


def _inherit_headers(body: Any, last: Any) -> None:
    """Give the last section the headers and footers that it has from those before it, which go with the text."""
    from docx.oxml.ns import qn

    found: dict[tuple[str, str], Any] = {}
    for section in body.iter(qn("w:sectPr")):
        for kind in ("w:headerReference", "w:footerReference"):
            for reference in section.findall(qn(kind)):
                found[kind, reference.get(qn("w:type"))] = reference
    for old in [*last.findall(qn("w:headerReference")), *last.findall(qn("w:footerReference"))]:
        last.remove(old)
    for number, reference in enumerate(found.values()):
        last.insert(number, reference)


def _drop_stale(document: Document) -> None:
    """Without parts and dates that tell of the template."""
    from docx.oxml.ns import qn

    for links in (document.part.package.rels, document.part.rels):
        for key in [key for key, link in links.items() if link.reltype.endswith(_STALE)]:
            del links[key]
    properties: Any = document.core_properties
    for date in ("dcterms:created", "dcterms:modified"):
        for element in properties._element.findall(qn(date)):
            properties._element.remove(element)
    properties.last_modified_by = ""


def _has_settings(document: Document) -> bool:
    return any(link.reltype == _settings_type() for link in document.part.rels.values())


def _settings_type() -> str:
    from docx.opc.constants import RELATIONSHIP_TYPE

    return str(RELATIONSHIP_TYPE.SETTINGS)


def _unusable(path: Path, reason: str) -> ReportError:
    return ReportError(
        f"the template cannot be used: {reason}",
        where=str(path),
        remedy="Give a .docx file without macros, saved by a word processor; a .dotx can be saved as .docx.",
        code="report.template",
    )
