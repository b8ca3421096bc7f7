"""Bullets for the list styles of a Word document that has none: numbering definitions, and styles that point to them.

It knows python-docx's parts and WordprocessingML, and nothing of reports.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from remissgraf.queries.report.wordml import NAMESPACES

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["add_bullets"]

_NUMBERING: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
# Twentieths of a point: from one level of a list to the next, and the room of the bullet.
_STEP, _HANGING = 360, 280


def add_bullets(document: Document, styles: Iterable[Any]) -> None:
    """Give each of these styles, a level of a list each, a bullet and its indent, unless it or what it is based on has numbering."""
    bare = [(level, style) for level, style in enumerate(styles, 1) if not _is_numbered(style)]
    if not bare:
        return
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    numbering = _numbering(document)
    for level, style in bare:
        kind = 1 + _highest(numbering, "abstractNum", "abstractNumId")
        number = 1 + _highest(numbering, "num", "numId")
        definition = parse_xml(
            f'<w:abstractNum {NAMESPACES} w:abstractNumId="{kind}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
            '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#8226;"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{level * _STEP}" w:hanging="{_HANGING}"/></w:pPr></w:lvl></w:abstractNum>'
        )
        # All definitions come before all numbers that use them.
        first = numbering.find(qn("w:num"))
        if first is None:
            numbering.append(definition)
        else:
            first.addprevious(definition)
        used = parse_xml(f'<w:num {NAMESPACES} w:numId="{number}"><w:abstractNumId w:val="{kind}"/></w:num>')
        numbers = numbering.findall(qn("w:num"))
        (numbers or [definition])[-1].addnext(used)
        style.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number


def _is_numbered(style: Any) -> bool:
    while style is not None:
        properties = style.element.pPr
        if properties is not None and properties.numPr is not None:
            return True
        style = style.base_style
    return False


def _numbering(document: Document) -> Any:
    """The root of the part with the definitions, made where there is none."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.parts.numbering import NumberingPart

    main = document.part
    for link in main.rels.values():
        if link.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return link.target_part.element
    part = NumberingPart.load(
        PackURI("/word/numbering.xml"),
        _NUMBERING,
        f"<w:numbering {NAMESPACES}/>".encode(),
        main.package,
    )
    main.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part.element


def _highest(numbering: Any, tag: str, attribute: str) -> int:
    from docx.oxml.ns import qn

    return max((int(one.get(qn(f"w:{attribute}"))) for one in numbering.findall(qn(f"w:{tag}"))), default=0)
