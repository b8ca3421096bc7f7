"""The Python interface, on the bundled example: what it answers is what the command line answers, and loading it loads nothing else."""

from __future__ import annotations

import builtins
import doctest
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import remissgraf as rg
from remissgraf.cli.main import cli
from remissgraf.graph.workspace.opened import Opened
from remissgraf.queries import knowledge, library
from remissgraf.queries.run import run

HOSTILE = '<script>alert(1)</script> & "citat"'


@pytest.fixture(scope="module")
def kg(built_example: Path) -> Iterator[rg.KnowledgeGraph]:
    with rg.open(built_example) as opened:
        yield opened


def test_the_examples_of_the_docstrings(built_example: Path) -> None:
    with chdir(built_example.parent):
        done = doctest.testmod(knowledge)
    assert done.attempted > 5
    assert not done.failed


def test_importing_the_package_imports_nothing_heavy() -> None:
    program = (
        "import remissgraf as rg, sys; rg.open; rg.KnowledgeGraph;"
        "print([name for name in ('pandas', 'rdflib', 'networkx', 'numpy', 'pyoxigraph', 'pyarrow') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode("utf-8").strip() == "[]"


def test_a_query_is_that_of_the_library(kg: rg.KnowledgeGraph, opened_example: Opened) -> None:
    mine = kg.query("statements-on-chapter", chapter="A", lang="en")
    assert mine == run(
        opened_example.store, library.get("statements-on-chapter"), {"chapter": "A", "lang": "en"}
    )
    assert len(kg.query("statements-on-chapter", chapter="A", limit=3)) == 3
    assert kg.statements(actor="Norrviks kommun") == kg.query("statements-by-actor", actor="Norrviks kommun")


def test_the_language_is_the_workspaces_or_the_one_given(built_example: Path, kg: rg.KnowledgeGraph) -> None:
    def kinds(graph: rg.KnowledgeGraph) -> set[str]:
        return {row["type_label"] for row in graph.query("stances-by-chapter").dicts()}

    assert "Kommun" in kinds(kg)
    with rg.open(str(built_example), lang="en") as english:
        assert "Municipality" in kinds(english)
        assert english.lang == "en"


def test_no_parameter_of_the_library_stands_in_the_way_of_an_argument() -> None:
    names = {entry.name for name in library.names() for entry in library.get(name).parameters}
    assert not names & {"self", "name", "limit", "timeout"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("å", "å"),
        (3, "3"),
        (0.5, "0.5"),
        (True, "true"),
        (Decimal("0.90"), "0.90"),
        (date(2026, 1, 2), "2026-01-02"),
    ],
)
def test_parameters_of_all_kinds(kg: rg.KnowledgeGraph, value: knowledge.Parameter, text: str) -> None:
    (row,) = kg.sparql("SELECT (STR(?x) AS ?y) { FILTER(BOUND(?x)) }", x=value).dicts()
    assert row["y"] == text
    assert len(kg.query("statements-to-review", below=0.5)) < len(
        kg.query("statements-to-review", below=None)
    )


def test_a_parameter_that_is_no_value(kg: rg.KnowledgeGraph) -> None:
    with pytest.raises(rg.RemissgrafError, match="cannot be a list") as caught:
        kg.query("positions", actor=["a"])  # type: ignore[arg-type]  # that is the point
    assert caught.value.code == "query.parameter"


def test_a_query_of_ones_own_in_a_file(kg: rg.KnowledgeGraph, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("SELECT (COUNT(*) AS ?n) { ?s a rg:Response }", encoding="utf-8")
    assert [row["n"] for row in kg.query(str(file)).dicts()] == ["12"]
    file.write_bytes(b"SELECT \xff")
    with pytest.raises(rg.RemissgrafError, match="not UTF-8"):
        kg.query(str(file))


def test_a_query_can_be_stopped(kg: rg.KnowledgeGraph) -> None:
    assert kg.query("overview", timeout=60) == kg.query("overview")
    with pytest.raises(rg.RemissgrafError, match="longer than") as caught:
        kg.sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", timeout=0.3)
    assert caught.value.code == "query.timeout"


def test_what_is_refused_on_the_command_line_is_refused_here(kg: rg.KnowledgeGraph) -> None:
    for text, code in (
        ("DROP ALL", "query.refused"),
        ("SELECT", "query.syntax"),
        ("ASK { x:y ?p ?o }", "query.prefix"),
    ):
        with pytest.raises(rg.RemissgrafError) as caught:
            kg.sparql(text)
        assert caught.value.code == code


def test_a_data_frame(kg: rg.KnowledgeGraph) -> None:
    result = kg.query("responses")
    frame: Any = result.to_df()
    assert list(frame.columns) == list(result.columns)
    assert len(frame) == len(result)
    assert frame.statements.dtype == "Int64"
    assert isinstance(frame.date[0], date)
    assert frame.status_label.isna().all()
    truth: Any = kg.sparql("ASK { ?s a rg:Actor }").to_df()
    assert truth.answer.tolist() == [True]
    assert kg.sparql("SELECT ?s { ?s a rg:Nothing }").to_df().empty


def test_a_data_frame_without_pandas(kg: rg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest, **named)

    result = kg.query("overview")
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(rg.RemissgrafError, match=r"remissgraf\[pandas\]") as caught:
        result.to_df()
    assert caught.value.code == "query.library"


def test_a_result_in_a_notebook(kg: rg.KnowledgeGraph) -> None:
    html = kg.query("responses")._repr_html_()
    assert html.count("<tr>") == 13
    assert "<p>12 rows</p>" in html
    assert "<th>actor_label</th>" in html
    limited = kg.sparql("SELECT ?s { ?s ?p ?o }", limit=150)._repr_html_()
    assert limited.count("<tr>") == 101
    assert "the first 100 of 150 rows, and there are more" in limited


def test_texts_of_documents_are_inert_in_a_notebook() -> None:
    rows = (
        (ox.Literal(HOSTILE), ox.Literal(HOSTILE, language="sv")),
        (None, ox.NamedNode("https://x.org/'onclick=alert(1)")),
    )
    html = rg.Result("rows", ("<i>", "b"), rows)._repr_html_()
    assert "<script" not in html
    assert "<i>" not in html
    assert "&lt;script&gt;" in html
    link = rg.Result("rows", ("a",), ((ox.NamedNode("javascript:alert(1)"),),))._repr_html_()
    assert "href" not in link


def test_a_graph_of_rdflib(kg: rg.KnowledgeGraph, opened_example: Opened) -> None:
    asserted = kg.graph(inferred=False)
    (row,) = kg.sparql("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a rg:Statement }").dicts()
    found = asserted.query("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a rg:Statement }")
    assert [str(n) for (n,) in found] == [row["n"]]  # type: ignore[misc]  # a SELECT's rows
    assert len(asserted) < len(opened_example.store)


def test_networks(kg: rg.KnowledgeGraph) -> None:
    actors = kg.network()
    assert isinstance(actors, nx.Graph)
    assert all(data["statements"] for _, _, data in actors.edges(data=True))
    both = kg.network("affiliation", unit="topic", depth=1)
    assert {data["bipartite"] for _, data in both.nodes(data=True)} == {0, 1}
    with pytest.raises(rg.RemissgrafError) as caught:
        kg.network("friends")
    assert caught.value.code == "network.option"


def test_search_and_the_list_of_queries(example_copy: Path) -> None:
    with rg.open(example_copy, lang="en") as mine:
        assert {row["actor"] for row in mine.search("roll", actor="Norrviks kommun").dicts()} == {
            "Norrviks kommun"
        }
        listed = {row["name"]: row["parameters"] for row in mine.queries().dicts()}
    assert set(listed) == set(library.names())
    assert listed["nearest-allies"] == "actor*, lang"


def test_closed_is_closed(built_example: Path) -> None:
    mine = rg.open(built_example)
    assert mine.path == built_example
    assert "actors" in mine._repr_html_()
    mine.close()
    mine.close()
    assert repr(mine) == "<remissgraf.KnowledgeGraph closed>"
    with pytest.raises(rg.RemissgrafError) as caught:
        mine.query("overview")
    assert caught.value.code == "workspace.closed"


def test_what_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(rg.RemissgrafError) as caught:
        rg.open(tmp_path)
    assert caught.value.code == "workspace.missing"


def test_a_search_by_who_what_and_where(kg: rg.KnowledgeGraph) -> None:
    every = list(kg.search("strategi*", limit=500).dicts())
    proposed = list(kg.search("strategi*", stance="Proposes", limit=500).dicts())
    some = list(kg.search("strategi*", chapter="D", limit=500).dicts())
    assert 0 < len(proposed) < len(every)
    assert 0 < len(some) < len(every)
    assert {row["iri"] for row in proposed} <= {row["iri"] for row in every}
    assert {row["iri"] for row in some} <= {row["iri"] for row in every}
    assert len(kg.search("kommun*", documents=True, limit=500)) > 0
    assert {row["actor"] for row in kg.search("kommun*", actor="Norrviks kommun").dicts()} == {
        "Norrviks kommun"
    }


def test_why_a_triple_holds(kg: rg.KnowledgeGraph) -> None:
    proof = kg.explain("actor/norrviks-kommun", "a", "rg:PublicActor")
    assert "rg:Municipality" in str(proof)
    assert proof.to_dict()["goal"][2].endswith("#PublicActor>")
    assert proof._repr_html_().startswith("<pre>")
    with pytest.raises(rg.RemissgrafError) as caught:
        kg.explain("actor/norrviks-kommun", "a", "rg:Court")
    assert caught.value.code == "query.triple"


def test_what_would_run(kg: rg.KnowledgeGraph) -> None:
    shown = kg.preview("statements-on-chapter", chapter="A")
    assert "chapter/a" in shown.bound["chapter"]
    assert all(part.matches > 0 for part in shown.parts if "a rg:" in part.pattern)
    assert "Parts, with how often" in str(shown)
    own = kg.preview("SELECT ?s { ?s a rg:Response FILTER NOT EXISTS { ?s rg:nothing ?x } }")
    assert {part.pattern: part.matches for part in own.parts} == {
        "?s a rg:Response": 12,
        "?s rg:nothing ?x": 0,
    }


def test_the_schema(kg: rg.KnowledgeGraph) -> None:
    terms = {row["term"].rpartition("#")[2] for row in kg.schema().dicts()}
    assert {"Statement", "Actor", "madeBy"} <= terms
    assert {row["kind"] for row in kg.schema("Topic").dicts()} == {"property"}


def test_a_report_is_that_of_the_command_line(kg: rg.KnowledgeGraph, tmp_path: Path) -> None:
    target = kg.report(tmp_path / "report.md", min_confidence=0.8, campaigns="once")
    done = CliRunner().invoke(
        cli,
        [
            "report",
            "-w",
            str(kg.path),
            "--min-confidence",
            "0.8",
            "--campaigns",
            "once",
            "-o",
            str(tmp_path / "same.md"),
        ],
    )
    assert done.exit_code == 0, done.output
    assert target.read_bytes() == (tmp_path / "same.md").read_bytes()
    wrongs: tuple[dict[str, Any], ...] = ({"min_confidence": 2.0}, {"campaigns": "never"})
    for wrong in wrongs:
        with pytest.raises(rg.RemissgrafError) as caught:
            kg.report(target, **wrong)
        assert caught.value.code == "report.option"
    with pytest.raises(rg.RemissgrafError, match=r"ends in \.docx"):
        kg.report(tmp_path / "report.pdf")
    with pytest.raises(rg.RemissgrafError):
        kg.report(tmp_path / "nowhere" / "report.md")


def test_a_sample_is_that_of_the_command_line(kg: rg.KnowledgeGraph, tmp_path: Path) -> None:
    number = kg.sample(tmp_path / "sample.csv", statements=5, texts=5, seed=3)
    words = [
        "sample",
        "-w",
        str(kg.path),
        "--statements",
        "5",
        "--texts",
        "5",
        "--seed",
        "3",
        "-o",
        str(tmp_path / "same.csv"),
    ]
    assert CliRunner().invoke(cli, words).exit_code == 0
    assert (tmp_path / "sample.csv").read_bytes() == (tmp_path / "same.csv").read_bytes()
    assert number == 10


def test_a_network_of_some_and_its_backbone(kg: rg.KnowledgeGraph) -> None:
    every = kg.network("affiliation")
    some = kg.network(
        "affiliation",
        include={"actor": ["Norrviks kommun", "Region Mälarbygden"]},
        exclude={"qualifier": "False"},
    )
    assert 0 < some.number_of_nodes() < every.number_of_nodes()
    only = kg.network(
        "affiliation", only='SELECT ?statement { ?statement rg:madeBy/skos:prefLabel "Norrviks kommun"@sv }'
    )
    assert {data["label"] for _, data in only.nodes(data=True) if data["kind"] == "actor"} == {
        "Norrviks kommun"
    }
    assert kg.network("actors", backbone=0.05).number_of_edges() <= kg.network("actors").number_of_edges()
    day = date(2025, 10, 24)
    early, late = (
        kg.network("affiliation", until=day),
        kg.network("affiliation", since=day + timedelta(days=1)),
    )
    assert 0 < early.number_of_edges() < every.number_of_edges()
    assert 0 < late.number_of_edges() < every.number_of_edges()
    for given, code in (
        ({"coding": "none"}, "export.coding"),
        ({"coding": "none", "unit": "topic"}, "network.option"),
    ):
        with pytest.raises(rg.RemissgrafError) as caught:
            kg.network("actors", **given)  # type: ignore[arg-type]  # options of several types
        assert caught.value.code == code
