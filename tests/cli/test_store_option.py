"""build --store and query --store, as a user meets them, with a real server."""

from __future__ import annotations

from pathlib import Path

import pytest

from remissgraf.graph.stores.servers import read_server
from remissgraf.graph.workspace.opened import open_workspace

from ..servers import DBA, emptied
from .test_commands import complaint, run, text

LOGIN = {"REMISSGRAF_STORE_USER": "dba", "REMISSGRAF_STORE_PASSWORD": "dba"}


@pytest.fixture
def server(oxigraph_server: str) -> str:
    """An empty server's address."""
    with emptied(read_server(oxigraph_server)):
        return oxigraph_server


def test_a_server_is_loaded_and_asked(example_copy: Path, server: str, tmp_path: Path) -> None:
    done = run("build", example_copy, "--store", server)
    assert done.returncode == 0
    graphs = len(open_workspace(example_copy).store.graphs())
    assert f"Loaded {server}: {graphs} graphs sent, 0 unchanged, 0 removed" in complaint(done)
    here = run("query", "positions", "-w", example_copy)
    there = run("query", "positions", "-w", example_copy, "--store", server)
    assert here.stdout == there.stdout
    assert here.stdout
    # Without a workspace the library's own language is taken.
    alone = run("query", "positions", "--store", server, cwd=tmp_path)
    assert alone.stdout == here.stdout
    shown = run("query", "positions", "-p", "chapter=A", "--explain", "--store", server, cwd=tmp_path)
    assert "?chapter = <https://example.org/lifescience/strategy/lsx-2025/chapter/a>" in text(shown)

    next((example_copy / "responses").glob("12_*")).unlink()
    again = complaint(run("build", example_copy, "--store", server))
    # What was read in the response, and what followed of it.
    assert "2 removed" in again
    assert "0 unchanged" not in again
    query = "SELECT (COUNT(DISTINCT ?r) AS ?n) { ?r a rg:Response }"
    assert text(run("query", "-", "--store", server, data=query.encode(), cwd=tmp_path)) == "n\r\n11\r\n"


def test_a_server_is_named_in_the_workspace_file_and_only_then_sent_to(
    example_copy: Path, server: str
) -> None:
    config = example_copy / "remissgraf.toml"
    config.write_text(config.read_text("utf-8") + f'\n[store.main]\nurl = "{server}"\n', encoding="utf-8")
    assert "Loaded" not in complaint(run("build", example_copy))
    assert (
        complaint(run("query", "overview", "-w", example_copy, "--store", "main")).count("[store.unloaded]")
        == 1
    )
    assert f"Loaded {server}" in complaint(run("build", example_copy, "--store", "main"))
    done = run("query", "overview", "-w", example_copy, "--store", "main")
    assert text(done).splitlines()[0].startswith("documents,")
    wrong = run("build", example_copy, "--store", "mian")
    assert "it names main" in complaint(wrong)
    assert wrong.returncode == 1


def test_queries_of_a_server_are_guarded_and_limited(example_copy: Path, server: str) -> None:
    run("build", example_copy, "--store", server)
    for query, code in (
        ("DROP ALL", "query.refused"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "query.refused"),
        ("SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }", "query.refused"),
        ("SELECT * { ?s ?p", "query.syntax"),
    ):
        done = run("query", "-", "--store", server, data=query.encode())
        assert f"[{code}]" in complaint(done)
        assert done.returncode == 1
    # Some seconds long and no more: a server works on after its client is gone.
    cross = (
        b"SELECT (COUNT(*) AS ?n) "
        b"{ { SELECT ?a { ?a ?b ?c } LIMIT 6000 } { SELECT ?d { ?d ?e ?f } LIMIT 6000 } }"
    )
    assert "[query.timeout]" in complaint(
        run("query", "-", "--timeout", "0.5", "--store", server, data=cross)
    )
    few = run("query", "evidence", "--limit", "2", "--format", "jsonl", "--store", server)
    assert len(text(few).splitlines()) == 2


def test_virtuoso_is_loaded_with_a_login_that_is_never_shown(
    example_copy: Path, virtuoso_server: str
) -> None:
    with emptied(read_server(virtuoso_server), DBA):
        done = run("build", example_copy, "--store", virtuoso_server, env=LOGIN)
    assert done.returncode == 0
    there = run("query", "responses", "-w", example_copy, "--store", virtuoso_server)
    assert sorted(text(there).splitlines()) == sorted(
        text(run("query", "responses", "-w", example_copy)).splitlines()
    )
    refused = run(
        "build",
        example_copy,
        "--store",
        virtuoso_server,
        env=LOGIN | {"REMISSGRAF_STORE_PASSWORD": "hemligt"},
    )
    assert "[store.denied]" in complaint(refused)
    assert "hemligt" not in complaint(refused)
    assert refused.returncode == 1


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("http://127.0.0.1:1/", "store.unreachable"),
        ("http://anna:hemligt@127.0.0.1/", "store.address"),
        ("nowhere", "store.unknown"),
        ("odd+http://127.0.0.1/", "store.address"),
    ],
)
def test_a_server_that_cannot_be_used_is_explained(example_copy: Path, named: str, code: str) -> None:
    for command in (("query", "overview", "-w", example_copy), ("build", example_copy)):
        if command[0] == "build" and code == "store.unreachable":
            continue
        done = run(*command, "--store", named)
        assert f"[{code}]" in complaint(done)
        assert "hemligt" not in complaint(done)
        assert done.returncode == 1
