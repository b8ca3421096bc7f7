"""Every format of an answer, read back by another program where there is one."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from rdflib import Graph

from remissgraf.errors import ExportError, QueryError
from remissgraf.queries.columns import native
from remissgraf.queries.formats import BINARY, FORMATS, Look, render, written
from remissgraf.queries.result import Result, plain

if TYPE_CHECKING:
    from remissgraf.queries.result import Value

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
XSD = "http://www.w3.org/2001/XMLSchema#"
HOSTILE = 'rad ett\nrad två\t"citat", <b>|fet|</b> [länk](x) \x1b[31mröd \u202eomvänd å'
HALF = ox.Literal("0.5", datatype=ox.NamedNode(XSD + "decimal"))
ROWS = Result(
    "rows",
    ("vem", "n", "andel"),
    (
        (ox.NamedNode("https://w3id.org/remissgraf/ontology#Actor"), ox.Literal(12), HALF),
        (ox.Literal(HOSTILE, language="sv"), None, None),
        (ox.BlankNode("b1"), ox.Literal(True), ox.Literal("x")),
    ),
)  # fmt: skip
TRUTH = Result("truth", truth=True)
TRIPLE = ox.Triple(ox.NamedNode("https://x.org/s"), ox.NamedNode("https://x.org/p"), ox.Literal(HOSTILE))
GRAPH = Result(
    "graph",
    ("subject", "predicate", "object"),
    ((TRIPLE.subject, TRIPLE.predicate, TRIPLE.object),),
    triples=(TRIPLE,),
)


def text(result: Result, name: str, look: Look | None = None) -> str:
    return "".join(render(result, name, look))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "result", [ROWS, TRUTH, GRAPH, Result("rows", ("a",))], ids=lambda result: result.kind
)
def test_every_format_holds_its_kinds_and_refuses_the_others(name: str, result: Result) -> None:
    if name == "xml" and result is GRAPH:
        with pytest.raises(ExportError, match="XML cannot hold"):
            text(result, name)
    elif result.kind in FORMATS[name].kinds:
        found = text(result, name)
        assert found.endswith("\n") or not result.rows
    else:
        with pytest.raises(QueryError) as caught:
            text(result, name)
        assert caught.value.code == "query.format"


def test_an_unknown_format_names_those_that_fit() -> None:
    with pytest.raises(QueryError, match="csv, tsv") as caught:
        text(ROWS, "pdf")
    assert "ttl" not in str(caught.value)


@given(st.lists(st.tuples(TEXT, TEXT), max_size=4))
def test_csv_is_read_back(cells: list[tuple[str, str]]) -> None:
    rows: tuple[tuple[Value | None, ...], ...] = tuple((ox.Literal(a), ox.Literal(b)) for a, b in cells)
    written = text(Result("rows", ("a", "b"), rows), "csv")
    read = list(csv.reader(io.StringIO(written, newline="")))
    assert read == [["a", "b"], *([a, b] for a, b in cells)]


def test_csv_has_the_line_ends_of_the_standard() -> None:
    assert text(Result("rows", ("a", "b"), ((ox.Literal("x"), None),)), "csv") == "a,b\r\nx,\r\n"


@given(st.lists(st.tuples(TEXT, st.none() | TEXT), max_size=4))
def test_json_and_tsv_are_read_back_by_the_engine(cells: list[tuple[str, str | None]]) -> None:
    rows = tuple((ox.Literal(a, language="sv"), None if b is None else ox.Literal(b)) for a, b in cells)
    result = Result("rows", ("a", "b"), rows)
    for name, kind in (("json", ox.QueryResultsFormat.JSON), ("tsv", ox.QueryResultsFormat.TSV)):
        read = ox.parse_query_results(text(result, name).encode("utf-8"), kind)
        assert isinstance(read, ox.QuerySolutions)
        assert [tuple(solution) for solution in read] == list(rows)


def test_json_keeps_every_kind_of_value() -> None:
    bindings = json.loads(text(ROWS, "json"))["results"]["bindings"]
    assert bindings[0]["vem"] == {"type": "uri", "value": "https://w3id.org/remissgraf/ontology#Actor"}
    assert bindings[0]["n"] == {"type": "literal", "value": "12", "datatype": XSD + "integer"}
    assert bindings[1] == {"vem": {"type": "literal", "value": HOSTILE, "xml:lang": "sv"}}
    assert bindings[2]["vem"]["type"] == "bnode"
    assert json.loads(text(TRUTH, "json")) == {"head": {}, "boolean": True}


def test_jsonl_has_native_values() -> None:
    lines = [json.loads(line) for line in text(ROWS, "jsonl").splitlines()]
    assert lines[0] == {"vem": "https://w3id.org/remissgraf/ontology#Actor", "n": 12, "andel": 0.5}
    assert lines[1] == {"vem": HOSTILE, "n": None, "andel": None}
    assert lines[2]["n"] is True


@pytest.mark.parametrize("number", ["INF", "NaN", "1e999"])
def test_a_number_that_json_lacks_is_text(number: str) -> None:
    value = ox.Literal(number, datatype=ox.NamedNode(XSD + "double"))
    assert json.loads(text(Result("rows", ("x",), ((value,),)), "jsonl")) == {"x": number}


def test_a_table_shows_one_line_a_row_and_nothing_that_acts() -> None:
    lines = text(ROWS, "table").splitlines()
    assert len(lines) == 2 + len(ROWS.rows)
    assert lines[2].split() == ["rg:Actor", "12", "0.5"]
    assert "\x1b" not in "".join(lines)
    assert "\u202e" not in "".join(lines)
    assert "[länk](x)" in lines[3]


def test_a_table_keeps_to_the_width_of_the_terminal() -> None:
    wide = Result("rows", ("a", "b"), ((ox.Literal("ord " * 40), ox.Literal("slut")),))
    lines = text(wide, "table", Look(width=40)).splitlines()
    assert max(map(len, lines)) <= 40
    assert "".join(lines).count("ord") == 40


def test_markdown_shows_marks_as_they_are() -> None:
    lines = text(ROWS, "md").splitlines()
    assert lines[:2] == ["| vem | n | andel |", "| --- | --- | --- |"]
    assert "&lt;b&gt;\\|fet\\|&lt;/b&gt; \\[länk\\](x)" in lines[3]
    assert len(lines) == 2 + len(ROWS.rows)


def test_turtle_is_read_back_by_rdflib() -> None:
    for name, kind in (("ttl", "turtle"), ("nt", "nt")):
        graph = Graph().parse(data=text(GRAPH, name), format=kind)
        ((subject, _, value),) = graph
        assert (str(subject), str(value)) == ("https://x.org/s", HOSTILE)


def test_a_table_that_does_not_fit_shows_its_rows_one_below_the_other() -> None:
    columns = tuple(f"column_{number}" for number in range(8))
    row = (*(ox.Literal(f"value {number}") for number in range(7)), None)
    lines = text(Result("rows", columns, (row, row)), "table", Look(width=60)).splitlines()
    assert lines[0].startswith("── 1 ─")
    assert "column_6  value 6" in lines
    assert not any(line.startswith("column_7") for line in lines)
    assert all(len(line) <= 60 for line in lines)
    assert len(lines) == 2 * (1 + 7)


def test_xml_is_read_back() -> None:
    answer = ox.parse_query_results("".join(render(ROWS, "xml")).encode("utf-8"), ox.QueryResultsFormat.XML)
    assert isinstance(answer, ox.QuerySolutions)
    assert [variable.value for variable in answer.variables] == list(ROWS.columns)
    rows = [tuple(row) for row in answer]
    assert rows[0] == ROWS.rows[0]
    assert rows[1][1:] == (None, None)
    # An escape sequence is nothing that XML could hold.
    assert plain(rows[1][0]) == HOSTILE.replace("\x1b", "�")
    truth = ox.parse_query_results("".join(render(TRUTH, "xml")).encode("utf-8"), ox.QueryResultsFormat.XML)
    assert truth


@given(st.lists(st.tuples(TEXT, st.one_of(st.none(), TEXT)), max_size=4))
def test_any_text_survives_xml(texts: list[tuple[str, str | None]]) -> None:
    held = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
    rows = tuple(
        tuple(None if text is None else ox.Literal(held.sub("", text)) for text in row) for row in texts
    )
    document = "".join(render(Result("rows", ("a", "b"), rows), "xml")).encode("utf-8")
    space = "{http://www.w3.org/2005/sparql-results#}"
    for result, row in zip(ElementTree.fromstring(document).iter(f"{space}result"), rows, strict=True):
        found = {binding.get("name"): binding.findtext(f"{space}literal") for binding in result}
        assert found == {
            name: value.value for name, value in zip("ab", row, strict=True) if value is not None
        }


@pytest.mark.parametrize("name", ["jsonld", "xml", "ttl", "nt"])
def test_triples_are_read_back(name: str) -> None:
    clean = ox.Triple(TRIPLE.subject, TRIPLE.predicate, ox.Literal("å\r\n<b>", language="sv"))
    kinds = {"jsonld": "json-ld", "xml": "xml", "ttl": "turtle", "nt": "nt"}
    graph = Graph().parse(data="".join(render(Result("graph", triples=(clean,)), name)), format=kinds[name])
    assert [(str(s), str(p), str(o)) for s, p, o in graph] == [
        ("https://x.org/s", "https://x.org/p", "å\r\n<b>")
    ]


def test_parquet_is_read_back_with_its_types() -> None:
    rows = (
        (ox.Literal(1), HALF, ox.Literal(True), day("2026-01-31"), ox.Literal(2**70), ox.Literal("å")),
        (None, ox.Literal(2), None, None, ox.Literal(1), ox.NamedNode("https://x.org/å")),
    )
    made = b"".join(written(Result("rows", ("n", "x", "t", "d", "big", "s"), rows), "parquet"))
    table: Any = parquet.read_table(io.BytesIO(made))
    assert [str(field.type) for field in table.schema] == [
        "int64",
        "double",
        "bool",
        "date32[day]",
        "string",
        "string",
    ]
    assert table.to_pylist() == [
        {"n": 1, "x": 0.5, "t": True, "d": date(2026, 1, 31), "big": str(2**70), "s": "å"},
        {"n": None, "x": 2.0, "t": None, "d": None, "big": "1", "s": "https://x.org/å"},
    ]


def test_a_day_that_there_is_not_is_text() -> None:
    result = Result("rows", ("d",), ((day("2026-02-31"),), (day("2026-02-28"),)))
    assert native(result.rows[0][0]) == "2026-02-31"
    table: Any = parquet.read_table(io.BytesIO(b"".join(written(result, "parquet"))))
    assert table.to_pylist() == [{"d": "2026-02-31"}, {"d": "2026-02-28"}]


def day(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + "date"))


@pytest.mark.parametrize("name", [*FORMATS, *BINARY])
def test_what_is_written_as_bytes_is_what_is_rendered(name: str) -> None:
    result = GRAPH if FORMATS.get(name) and FORMATS[name].kinds == {"graph"} else ROWS
    made = b"".join(written(result, name))
    assert made.startswith(b"PAR1") if name in BINARY else made == text(result, name).encode("utf-8")


def test_parquet_is_no_text() -> None:
    with pytest.raises(QueryError) as caught:
        text(ROWS, "parquet")
    assert caught.value.code == "query.format"
    with pytest.raises(QueryError, match="parquet"):
        written(ROWS, "excel")
