"""The styles that a report needs in a Word document: those of the template, else made; looks of our own where there is no template.

What is missing in a template is made in the template's own face and colours. It knows python-docx's styles and nothing of reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from remissgraf.queries.report.wordlists import add_bullets

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["prepare_styles"]

# By name: paragraph or character style, what it is based on, size in points, bold, colour, space before and after in points.
_PARAGRAPHS: Final = {
    "Title": ("Normal", 22, True, "1D2733", 0, 4),
    "Subtitle": ("Normal", 13, False, "566270", 0, 16),
    "Heading 1": ("Normal", 16, True, "0B5FA5", 20, 6),
    "Heading 2": ("Normal", 13, True, "1D2733", 16, 4),
    "Heading 3": ("Normal", 11, True, "566270", 10, 2),
    "Heading 4": ("Normal", 10.5, True, "566270", 8, 2),
    "Caption": ("Normal", 9.5, True, "1D2733", 8, 3),
    "Quote": ("Normal", 10.5, False, "1D2733", 2, 6),
    "List Bullet": ("Normal", 10.5, False, "1D2733", 0, 3),
    "List Bullet 2": ("Normal", 10.5, False, "1D2733", 0, 3),
    "TOC Heading": ("Normal", 13, True, "1D2733", 12, 4),
    "toc 1": ("Normal", 10.5, False, "1D2733", 3, 0),
    "toc 2": ("Normal", 10, False, "1D2733", 0, 0),
    "footnote text": ("Normal", 8.5, False, "1D2733", 0, 2),
    "footer": ("Normal", 9, False, "566270", 0, 0),
    "Table Text": ("Normal", 8.5, False, "1D2733", 1, 1),
}
_FONT: Final = "Arial"
# Size of our own plain text in points; the sizes of styles made for a template have the same proportion to its plain text.
_PLAIN: Final = 10.5
_LISTS: Final = ("List Bullet", "List Bullet 2")
_INDENTS: Final = {"Quote": 14, "toc 2": 12}
# Right edge of the text on an upright page in points, where the page numbers of the contents stand.
_RIGHT_EDGE: Final = 470


def prepare_styles(document: Document, language: str, *, own: bool) -> dict[str, str]:
    """The ids of the styles by name; what is missing is added. own: give them our looks. language: such as sv-SE, for all text.

    "Body Text" is the style of plain paragraphs: a template's style of that name, else its plain text."""
    from docx.enum.style import WD_STYLE_TYPE

    _set_language(document, language)
    normal, _ = _get(document, "Normal", WD_STYLE_TYPE.PARAGRAPH)
    if own:
        _set_normal(normal)
    found: dict[str, str] = {}
    lists = []
    heading = None
    for name, look in _PARAGRAPHS.items():
        style, made = _get(document, name, WD_STYLE_TYPE.PARAGRAPH)
        if own:
            _set_look(style, name, look, normal)
            _set_face(style, name, look)
        elif made:
            _set_look(style, name, look, normal)
            _follow_template(style, name, look, normal, heading)
        if name.startswith("Heading"):
            heading = style
        if name in _LISTS:
            lists.append(style)
        found[name] = style.style_id
    add_bullets(document, lists)
    found["Body Text"] = "" if own else _own_body(document, normal)
    mark, made = _get(document, "footnote reference", WD_STYLE_TYPE.CHARACTER)
    if made:
        mark.font.superscript = True
    found["footnote reference"] = mark.style_id
    grid, made = _get(document, "Table Grid", WD_STYLE_TYPE.TABLE)
    if own or made:
        _set_grid(grid)
    found["Table Grid"] = grid.style_id
    return found


def _own_body(document: Document, normal: Any) -> str:
    """The id of the template's style for running text, "" where plain text will do."""
    for style in document.styles:
        if style.type == normal.type and (style.name or "").casefold() == "body text":
            return str(style.style_id)
    return ""


def _get(document: Document, name: str, kind: Any) -> tuple[Any, bool]:
    """The style of that name, and whether it had to be made. Word's names of its own styles differ in their capitals."""
    for style in document.styles:
        if style.type == kind and style.name is not None and style.name.casefold() == name.casefold():
            return style, False
    return document.styles.add_style(name, kind, builtin=name != "Table Text"), True


def _set_language(document: Document, language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    root: Any = document.styles.element
    defaults = root.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = OxmlElement("w:docDefaults")
        root.insert(0, defaults)
    holder = defaults.find(qn("w:rPrDefault"))
    if holder is None:
        holder = OxmlElement("w:rPrDefault")
        defaults.insert(0, holder)
    properties = holder.find(qn("w:rPr"))
    if properties is None:
        properties = OxmlElement("w:rPr")
        holder.append(properties)
    lang = properties.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        properties.append(lang)
    lang.set(qn("w:val"), language)


def _set_normal(normal: Any) -> None:
    from docx.shared import Pt

    _set_font(normal)
    normal.font.size = Pt(_PLAIN)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15


def _set_font(style: Any) -> None:
    """One face for all scripts; the theme's faces, which a style would take first, are taken out."""
    from docx.oxml.ns import qn

    style.font.name = _FONT
    fonts = style.element.rPr.rFonts
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)
        theme = qn(f"w:{script}Theme" if script != "cs" else "w:cstheme")
        if theme in fonts.attrib:
            del fonts.attrib[theme]


def _set_look(style: Any, name: str, look: tuple[str, float, bool, str, float, float], normal: Any) -> None:
    """Weight, spaces, indents and stops."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Pt

    _, _, bold, _, before, after = look
    if style.base_style is None:
        style.base_style = normal
    style.font.bold = bold
    space = style.paragraph_format
    space.space_before, space.space_after = Pt(before), Pt(after)
    if name.startswith("Heading"):
        space.keep_with_next = True
    if name in _INDENTS:
        space.left_indent = Pt(_INDENTS[name])
    if name.startswith("toc "):
        space.tab_stops.add_tab_stop(Pt(_RIGHT_EDGE), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    if name == "Table Text":
        space.line_spacing = 1.0


def _set_face(style: Any, name: str, look: tuple[str, float, bool, str, float, float]) -> None:
    """Our own face, size and colour, without what python-docx's own template adds."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    _, size, _, colour, _, _ = look
    _set_font(style)
    style.font.size = Pt(size)
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        # Letters spaced out.
        style.element.rPr.remove(spacing)
    if name == "Title":
        # The line below the title that word processors draw by themselves.
        borders = style.element.pPr.find(qn("w:pBdr"))
        if borders is not None:
            style.element.pPr.remove(borders)


def _follow_template(
    style: Any, name: str, look: tuple[str, float, bool, str, float, float], normal: Any, heading: Any
) -> None:
    """The face and colour of the template's plain text, or for a heading those of the level above, and a size that goes with it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    plain = _size(normal)
    size = look[1] / _PLAIN * plain
    if name.startswith("Heading"):
        level = int(name.rpartition(" ")[2])
        properties = style.element.get_or_add_pPr()
        if heading is not None:
            style.base_style = heading
            size = min(size, max(plain, _size(heading) - 1))
            # The numbers of the level above are not those of this one.
            properties.get_or_add_numPr().get_or_add_numId().val = 0
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level - 1))
        properties.append(outline)
    style.font.size = Pt(round(size * 2) / 2)


def _size(style: Any) -> float:
    """Points: of the style, or what it is based on, or the document's default, which is 10 where nothing is said (ECMA-376, 17.3.2.38)."""
    from docx.oxml.ns import qn

    one = style
    while one is not None:
        if one.font.size is not None:
            return float(one.font.size.pt)
        one = one.base_style
    path = "/".join(qn(f"w:{tag}") for tag in ("docDefaults", "rPrDefault", "rPr", "sz"))
    default = style.element.getparent().find(path)
    return int(default.get(qn("w:val"))) / 2 if default is not None else 10.0


def _set_grid(style: Any) -> None:
    from docx.oxml import parse_xml

    from remissgraf.queries.report.wordml import NAMESPACES

    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="C3CAD2"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    for element in style.element.findall(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tblPr"
    ):
        style.element.remove(element)
    style.element.append(parse_xml(f"<w:tblPr {NAMESPACES}><w:tblBorders>{edges}</w:tblBorders></w:tblPr>"))
