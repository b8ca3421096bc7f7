"""Writing an answer: one function a format, one registry that the command line and the tests read.

csv, tsv, json and xml follow the W3C result formats, so other programs read them as they are. For people there are table and md, which show
IRIs short and let no character of a document act on the terminal or the page. This module knows a `Result`, not where it came from.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from remissgraf.errors import QueryError
from remissgraf.ontology.namespaces import PREFIXES, shorten
from remissgraf.queries.columns import NUMBERS, native, parquet
from remissgraf.queries.export import NOT_XML, RDF_FORMATS
from remissgraf.queries.result import Result, plain

if TYPE_CHECKING:
    from remissgraf.queries.result import Value

__all__ = ["BINARY", "FORMATS", "Format", "Look", "render", "short", "written"]

_XSD = PREFIXES["xsd"]
# A text of a table may be folded to this many characters and still be read.
_READABLE = 24
# Control characters, and the signs that turn the direction of the text after them: neither belongs on a terminal.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Look:
    """How a table is drawn. width: columns of the terminal, None for as wide as the content; color: with terminal colours."""

    width: int | None = None
    color: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a result. kinds: the kinds of `Result` it can hold. render: the text in pieces."""

    render: Callable[[Result, Look], Iterator[str]]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Binary:
    """A way to write a result that is no text. kinds: as for Format. make: the whole file."""

    make: Callable[[Result], bytes]
    kinds: frozenset[str]


def render(result: Result, name: str, look: Look | None = None) -> Iterator[str]:
    """The result in the named format, as pieces of text to be written as UTF-8 with line ends left alone.

    Raises QueryError "query.format" for a format that is unknown, no text, or cannot hold this kind of answer.
    """
    chosen = FORMATS.get(name)
    if chosen is None or result.kind not in chosen.kinds:
        raise _unfit(result, name)
    return chosen.render(result, look or Look())


def written(result: Result, name: str, look: Look | None = None) -> Iterator[bytes]:
    """The same as pieces of bytes, in the formats of `BINARY` also. Raises QueryError "query.library" besides."""
    if name not in BINARY:
        if name not in FORMATS or result.kind not in FORMATS[name].kinds:
            raise _unfit(result, name)
        return (piece.encode("utf-8", "backslashreplace") for piece in render(result, name, look))
    return iter((BINARY[name].make(result),))


def _unfit(result: Result, name: str) -> QueryError:
    formats: dict[str, Format | Binary] = {**FORMATS, **BINARY}
    fitting = [key for key, value in formats.items() if result.kind in value.kinds]
    known = name in FORMATS or name in BINARY
    return QueryError(
        f'the format "{name}" cannot hold this answer' if known else f'the format "{name}" is unknown',
        remedy=f"choose one of {', '.join(fitting)}",
        code="query.format",
    )


def short(value: Value | None) -> str:
    """A value for people: an IRI with its prefix where that is known, line breaks as spaces, unsafe characters as "�".

    >>> short(ox.NamedNode("http://www.w3.org/2004/02/skos/core#Concept"))
    'skos:Concept'
    """
    text = shorten(value.value) if isinstance(value, ox.NamedNode) else plain(value)
    return _UNSAFE.sub("�", " ".join(text.split()))


def _is_number(value: Value | None) -> bool:
    return isinstance(value, ox.Literal) and value.datatype.value in NUMBERS


def _table(result: Result, look: Look) -> Iterator[str]:
    """A table; where the columns would be too narrow to read, each row as a list of its values instead."""
    shown = result.as_rows()
    if look.width is not None and _needed(shown) > look.width:
        return _records(shown, look.width)
    return _grid(shown, look)


def _needed(shown: Result) -> int:
    """The width at which every column is readable: its content's, but for long texts, which may be folded."""
    widths = [
        max(len(column), *(min(len(short(row[index])), _READABLE) for row in shown.rows), 0)
        for index, column in enumerate(shown.columns)
    ]
    return sum(widths) + 2 * len(widths)


def _records(shown: Result, width: int) -> Iterator[str]:
    """One row below the other, a line a value; what is empty is left out."""
    import textwrap

    longest = max(map(len, shown.columns), default=0)
    for number, row in enumerate(shown.rows, 1):
        yield f"── {number} ".ljust(width, "─") + "\n"
        for column, value in zip(shown.columns, row, strict=True):
            lines = textwrap.wrap(short(value), max(width - longest - 2, 20))
            for index, line in enumerate(lines):
                yield f"{'' if index else column:{longest}}  {line}\n"


def _grid(shown: Result, look: Look) -> Iterator[str]:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for index, column in enumerate(shown.columns):
        numeric = all(_is_number(row[index]) for row in shown.rows) and bool(shown.rows)
        table.add_column(Text(column), justify="right" if numeric else "left", overflow="fold")
    for row in shown.rows:
        # Text, so that rich reads no mark-up in what a document says.
        table.add_row(*(Text(short(value)) for value in row))
    out = io.StringIO()
    console = Console(
        file=out,
        width=look.width or 10_000,
        force_terminal=look.color,
        color_system="standard" if look.color else None,
        highlight=False,
        legacy_windows=False,
    )
    console.print(table, soft_wrap=False)
    yield from (line.rstrip(" ") + "\n" for line in out.getvalue().splitlines())


def _csv(result: Result, look: Look) -> Iterator[str]:
    shown = result.as_rows()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (shown.columns, *(tuple(map(plain, row)) for row in shown.rows)):
        writer.writerow(row)
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def _tsv(result: Result, look: Look) -> Iterator[str]:
    shown = result.as_rows()
    yield "\t".join(f"?{column}" for column in shown.columns) + "\n"
    for row in shown.rows:
        yield "\t".join("" if value is None else str(value) for value in row) + "\n"


def _json(result: Result, look: Look) -> Iterator[str]:
    if result.kind == "truth":
        yield json.dumps({"head": {}, "boolean": result.truth}) + "\n"
        return
    head = json.dumps({"vars": list(result.columns)}, ensure_ascii=False)
    yield f'{{"head": {head}, "results": {{"bindings": ['
    for number, row in enumerate(result.rows):
        cells = {c: _json_term(v) for c, v in zip(result.columns, row, strict=True) if v is not None}
        yield (",\n" if number else "\n") + json.dumps(cells, ensure_ascii=False)
    yield "\n]}}\n"


def _json_term(value: Value) -> dict[str, Any]:
    if isinstance(value, ox.NamedNode):
        return {"type": "uri", "value": value.value}
    if isinstance(value, ox.BlankNode):
        return {"type": "bnode", "value": value.value}
    if isinstance(value, ox.Triple):
        parts = {"subject": value.subject, "predicate": value.predicate, "object": value.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    term = {"type": "literal", "value": value.value}
    if value.language:
        term["xml:lang"] = value.language
    elif value.datatype.value != _XSD + "string":
        term["datatype"] = value.datatype.value
    return term


def _jsonl(result: Result, look: Look) -> Iterator[str]:
    shown = result.as_rows()
    for row in shown.rows:
        cells = {column: _json_value(value) for column, value in zip(shown.columns, row, strict=True)}
        yield json.dumps(cells, ensure_ascii=False, allow_nan=False) + "\n"


def _json_value(value: Value | None) -> str | int | float | bool | None:
    """JSON's own kinds for numbers and truth; the days that it does not have are text."""
    found = native(value)
    return found.isoformat() if isinstance(found, date) else found


def _markdown(result: Result, look: Look) -> Iterator[str]:
    shown = result.as_rows()
    yield f"| {' | '.join(_markdown_cell(column) for column in shown.columns)} |\n"
    numeric = [
        bool(shown.rows) and all(_is_number(r[i]) for r in shown.rows) for i in range(len(shown.columns))
    ]
    yield f"| {' | '.join('---:' if right else '---' for right in numeric)} |\n"
    for row in shown.rows:
        yield f"| {' | '.join(_markdown_cell(short(value)) for value in row)} |\n"


def _markdown_cell(text: str) -> str:
    """Text that Markdown shows as it is: no table bars, tags, links or emphasis of its own."""
    return (
        re.sub(r"([\\|`*_\[\]])", r"\\\1", text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
    )


def _turtle(result: Result, look: Look) -> Iterator[str]:
    yield (ox.serialize(result.triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode("utf-8")


def _xml(result: Result, look: Look) -> Iterator[str]:
    """SPARQL's result format in XML, or RDF/XML for triples. What XML cannot hold in a result is "�"; RDF/XML refuses it."""
    if result.kind == "graph":
        yield from _exported("rdfxml", result)
        return
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
    if result.kind == "truth":
        yield f"<head/>\n<boolean>{'true' if result.truth else 'false'}</boolean>\n</sparql>\n"
        return
    names = "".join(f"<variable name={quoteattr(column)}/>" for column in result.columns)
    yield f"<head>{names}</head>\n<results>\n"
    for row in result.rows:
        cells = zip(result.columns, row, strict=True)
        bindings = (
            f"<binding name={quoteattr(name)}>{_xml_term(value)}</binding>"
            for name, value in cells
            if value is not None
        )
        yield f"<result>{''.join(bindings)}</result>\n"
    yield "</results>\n</sparql>\n"


def _xml_term(value: Value) -> str:
    if isinstance(value, ox.NamedNode):
        return f"<uri>{_xml_text(value.value)}</uri>"
    if isinstance(value, ox.BlankNode):
        return f"<bnode>{_xml_text(value.value)}</bnode>"
    if isinstance(value, ox.Triple):
        parts = (("subject", value.subject), ("predicate", value.predicate), ("object", value.object))
        return f"<triple>{''.join(f'<{name}>{_xml_term(part)}</{name}>' for name, part in parts)}</triple>"
    kind = ""
    if value.language:
        kind = f" xml:lang={quoteattr(value.language)}"
    elif value.datatype.value != _XSD + "string":
        kind = f" datatype={quoteattr(_xml_text(value.datatype.value))}"
    return f"<literal{kind}>{_xml_text(value.value)}</literal>"


def _xml_text(text: str) -> str:
    # A bare carriage return would be read as a line feed.
    return escape(NOT_XML.sub("�", text), {"\r": "&#13;"})


def _jsonld(result: Result, look: Look) -> Iterator[str]:
    return _exported("jsonld", result)


def _exported(name: str, result: Result) -> Iterator[str]:
    """Triples as the export of the whole graph writes them."""
    file = io.BytesIO()
    RDF_FORMATS[name][0]([ox.Quad(t.subject, t.predicate, t.object) for t in result.triples], file)
    yield file.getvalue().decode("utf-8")


def _ntriples(result: Result, look: Look) -> Iterator[str]:
    yield from (f"{triple} .\n" for triple in result.triples)


_ANY = frozenset({"rows", "truth", "graph"})
_GRAPH = frozenset({"graph"})
FORMATS: Final[Mapping[str, Format]] = {
    "table": Format(_table, _ANY),
    "csv": Format(_csv, _ANY),
    "tsv": Format(_tsv, _ANY),
    "json": Format(_json, _ANY),
    "xml": Format(_xml, _ANY),
    "jsonl": Format(_jsonl, _ANY),
    "md": Format(_markdown, _ANY),
    "ttl": Format(_turtle, _GRAPH),
    "nt": Format(_ntriples, _GRAPH),
    "jsonld": Format(_jsonld, _GRAPH),
}
BINARY: Final[Mapping[str, Binary]] = {"parquet": Binary(parquet, _ANY)}
