"""`remissgraf query`: what it writes and what it says, beyond the forms that tests/cli/test_commands.py tries as processes."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from remissgraf.cli.main import cli
from remissgraf.errors import QueryError
from remissgraf.queries import library


def test_the_library_as_shacl_descriptions(tmp_path: Path) -> None:
    target = tmp_path / "library.ttl"
    done = CliRunner().invoke(cli, ["query", "--as-shacl", "-o", str(target)])
    assert done.exit_code == 0, done.output
    select = ox.NamedNode("http://www.w3.org/ns/shacl#select")
    written = list(ox.parse(target.read_bytes(), ox.RdfFormat.TURTLE))
    assert len([triple for triple in written if triple.predicate == select]) == len(library.names())
    one = CliRunner().invoke(cli, ["query", "positions", "--as-shacl"])
    assert one.stdout.count("sh:select ") == 1


def ask(workspace: Path, *words: str, data: str = "") -> Result:
    return CliRunner().invoke(cli, ["query", *words, "-w", str(workspace)], input=data)


def test_the_name_of_the_file_chooses_the_format(built_example: Path, tmp_path: Path) -> None:
    for suffix, begins in (
        ("parquet", b"PAR1"),
        ("xml", b"<?xml"),
        ("md", b"| "),
        ("json", b"{"),
        ("dat", b"response,"),
    ):
        target = tmp_path / f"answer.{suffix}"
        done = ask(built_example, "responses", "-o", str(target))
        assert done.exit_code == 0, done.output
        assert target.read_bytes().startswith(begins)
    asked = ask(built_example, "responses", "--format", "tsv", "-o", str(tmp_path / "answer.json"))
    assert asked.exit_code == 0
    assert (tmp_path / "answer.json").read_bytes().startswith(b"?response\t")


@pytest.mark.parametrize(
    ("text", "form", "begins"),
    [
        ("ASK { ?s a rg:Actor }", "xml", "<?xml"),
        ("ASK { ?s a rg:Actor }", "json", '{"head": {}, "boolean": true}'),
        ("ASK { ?s a rg:Actor }", None, "answer\r\ntrue"),
        ("DESCRIBE ?s { ?s a rg:Consultation }", None, "@prefix"),
        ("DESCRIBE ?s { ?s a rg:Consultation }", "jsonld", '{"@context"'),
        ("CONSTRUCT { ?s a rg:Actor } { ?s a rg:Region }", "nt", "<https://example.org/"),
        ("CONSTRUCT { ?s a rg:Actor } { ?s a rg:Region }", "xml", "<?xml"),
        ("CONSTRUCT { ?s a rg:Actor } { ?s a rg:Region }", "csv", "subject,predicate,object"),
    ],
)
def test_every_form_of_query_has_its_formats(
    built_example: Path, text: str, form: str | None, begins: str
) -> None:
    done = ask(built_example, "-", *(("--format", form) if form else ()), data=text)
    assert done.exit_code == 0, done.output
    assert done.stdout_bytes.decode("utf-8").startswith(begins)


def test_a_format_that_does_not_suit_the_answer(built_example: Path) -> None:
    done = ask(built_example, "responses", "--format", "ttl")
    assert isinstance(done.exception, QueryError)
    assert "parquet" in str(done.exception)


def test_explain_shows_what_runs(built_example: Path) -> None:
    shown = ask(
        built_example, "stances-by-chapter", "-p", "chapter=A", "-p", "actor_type=municipality", "--explain"
    ).stdout
    assert "?chapter = <https://example.org/lifescience/strategy/lsx-2025/chapter/a>" in shown
    assert "?actor_type = <https://w3id.org/remissgraf/ontology#Municipality>" in shown
    assert "Slag av aktör" not in shown
    assert "Parameters\n  chapter (chapter): bara detta kapitel" in shown
    program = shown.partition("Runs as SELECT\n")[2]
    assert program.startswith("PREFIX rg: ")
    again = ask(built_example, "-", data=program)
    assert (
        again.stdout
        == ask(built_example, "stances-by-chapter", "-p", "chapter=A", "-p", "actor_type=kommun").stdout
    )


def test_explain_needs_no_workspace_where_nothing_is_looked_up(tmp_path: Path) -> None:
    assert "?below = " in ask(tmp_path, "statements-to-review", "--explain").stdout
    shown = ask(tmp_path, "-", "--explain", data="ASK { ?s a rg:Actor }").stdout
    assert shown.splitlines()[1:] == [
        "Runs as ASK",
        "PREFIX rg: <https://w3id.org/remissgraf/ontology#>",
        "ASK { ?s a rg:Actor }",
    ]


def test_what_is_odd_is_told_and_the_query_runs(built_example: Path) -> None:
    done = ask(built_example, "-", data="SELECT ?actr {\n  ?statement rg:madeby ?actor\n}")
    assert done.exit_code == 0
    assert done.stdout == "actr\n"
    assert "line 2, column 14: the ontology has no rg:madeby" in done.stderr
    assert "did you mean rg:madeBy?" in done.stderr
    assert "did you mean ?actor?" in done.stderr


def test_the_list_can_be_searched() -> None:
    def listed(*words: str) -> list[str]:
        done = CliRunner().invoke(cli, ["query", "--list", *words])
        assert done.exit_code == 0
        return [line.split()[0] for line in done.stdout.splitlines()]

    assert listed() == list(library.names())
    assert {"initiatives", "initiatives-together"} <= set(listed("INITIATIVE")) < set(library.names())
    assert listed("närmast", "--lang", "sv") == ["nearest-allies"]
    assert listed("no such word") == []
