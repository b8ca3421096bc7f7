"""`remissgraf shell` without a terminal: what an input means, what may follow it, what is remembered."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from remissgraf.cli.shell.history import Entries, history_file
from remissgraf.cli.shell.session import COMMANDS, Reply, Session, is_whole
from remissgraf.cli.shell.words import candidates, known_words
from remissgraf.errors import QueryError, RemissgrafError
from remissgraf.graph.workspace.build import build
from remissgraf.queries import library
from remissgraf.queries.formats import Look

WORDS = known_words("sv")


@pytest.fixture
def session(built_example: Path) -> Iterator[Session]:
    with Session(built_example, "sv") as session:
        yield session


def said(session: Session, text: str) -> str:
    return "".join(session.reply(text, Look()).text)


# What an input means.


def test_a_build_meanwhile_is_seen_and_a_stopped_query_stops_nothing_else(example_copy: Path) -> None:
    asked = "SELECT (COUNT(*) AS ?n) { ?s a rg:Response }"
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with Session(example_copy, "sv") as session:
        assert "12" in said(session, asked)
        (example_copy / "responses" / "12_malarstrands-sparbank.txt").unlink()
        build(example_copy)
        assert "11" in said(session, asked)
        said(session, ".timeout 1")
        with pytest.raises(QueryError, match="longer than 1 second"):
            session.reply(endless, Look())
        assert "11" in said(session, asked)


def test_sparql_and_the_library(session: Session) -> None:
    assert "12" in said(session, "SELECT (COUNT(*) AS ?n)\n{ ?s a rg:Response }")
    assert "Norrviks kommun" in said(session, 'statements-by-actor actor="Norrviks kommun" chapter=1.2.2')
    assert "true" in said(session, "ASK { ?s a rg:Actor }")
    assert "consultation" in said(session, "DESCRIBE <https://example.org/lifescience/consultation/lsx-2025>")


def test_settings_last(session: Session) -> None:
    for setting in (".format csv", ".limit 2", ".lang en", ".timeout 30"):
        assert said(session, setting) == ""
    reply = session.reply("stances-by-chapter actor_type=municipality", Look())
    rows = "".join(reply.text).splitlines()
    assert len(rows) == 3
    assert "Municipality" in rows[1]
    assert "first 2 rows" in reply.notes[0]
    said(session, ".limit off")
    assert len(said(session, "responses").splitlines()) == 13
    said(session, ".timeout off")
    said(session, ".format ttl")
    # What the format cannot hold is a table.
    assert "actor_label" in said(session, "responses")
    assert "@prefix" in said(session, "CONSTRUCT { ?s a rg:Actor } { ?s a rg:Actor }")


def test_commands_show_what_there_is(session: Session) -> None:
    shown = said(session, ".help")
    assert all(f".{name}" in shown for name in COMMANDS)
    assert said(session, ".queries").count("\n") == len(library.names())
    assert {line.split()[0] for line in said(session, ".queries närmast").splitlines()} == {"nearest-allies"}
    assert "rg:Statement" in said(session, ".schema")
    assert "rg:hasStance" in said(session, ".schema Statement")
    explained = said(session, ".explain stances-by-chapter chapter=A")
    assert explained.startswith("?chapter = <https://example.org/lifescience/strategy/lsx-2025/chapter/a>\n")
    assert "PREFIX rg:" in explained


def test_the_last_answer_is_saved(session: Session, tmp_path: Path) -> None:
    said(session, "responses")
    for name, begins in (("a.parquet", b"PAR1"), ("a.json", b"{"), ("å b.txt", b"response,")):
        reply = session.reply(f".save {tmp_path / name}", Look())
        assert reply.notes == (f"Wrote {tmp_path / name}.",)
        assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    "name", ["a\x00.csv", "~nobody-of-that-name/x.csv", "x" * 5_000 + ".csv", "nowhere/at/all.csv"]
)
def test_an_answer_is_not_saved_where_it_cannot_be(session: Session, name: str) -> None:
    said(session, "overview")
    with pytest.raises((RemissgrafError, OSError)):
        session.reply(f".save {name}", Look())


def test_leaving(session: Session) -> None:
    assert session.reply(".quit", Look()).ends
    assert not session.reply("  \n ", Look()).ends


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (".nothing", ".help lists them"),
        (".", ".help lists them"),
        (".format excel", "formats are"),
        (".limit 0", "whole number"),
        (".limit ٣", "whole number"),
        (".timeout -1", "whole number"),
        (".lang fi", "languages are"),
        (".save", "no file"),
        (".save x.csv", "no answer"),
        (".explain", "nothing to explain"),
        (".schema Nothing", "lists its classes"),
        ("position", "did you mean positions"),
        ("positions actor", "is no parameter"),
        ('positions actor="Norrvik', "quotation mark"),
        ("positions actr=x", "did you mean actor"),
        ("positions actor=Norvik", "no actor of that name"),
        ("SELECT * { ?s ?p }", "^"),
        ("SELECT * { ?s xyz:p ?o }", "is not declared"),
        ("DROP ALL", "never change"),
        ("INSERT DATA { <a:a> <a:a> <a:a> }", "never change"),
        ("\x00", "there is no query"),
    ],
)
def test_mistakes_are_told(session: Session, text: str, words: str) -> None:
    with pytest.raises(RemissgrafError) as caught:
        said(session, text)
    assert words in str(caught.value)


def test_slips_are_noted(session: Session) -> None:
    reply: Reply = session.reply("SELECT ?s { ?s a rg:Statment }", Look())
    assert "rg:Statement" in reply.notes[0]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("", True),
        (".help", True),
        ("positions", True),
        ('statements-by-actor actor="Norrviks kommun"', True),
        ('statements-by-actor actor="Norrviks', False),
        ("positio", True),
        ("SELECT", False),
        ("SELECT ?s WHERE", False),
        ("SELECT ?s {", False),
        ("SELECT ?s {\n ?s ?p '}' ", False),
        ("SELECT ?s { ?s ?p ?o }", True),
        ("select * {} # {", True),
        ("SELECT ?s { ?s ?p ?o ]", True),
        ("PREFIX a: <https://a.example/>", False),
        ("PREFIX a: <https://a.example/>\nASK { a:b ?p ?o }", True),
        ("DESCRIBE", False),
        ("DESCRIBE <https://a.example/>", True),
        ("SELECT ?s {\n\n", True),
    ],
)
def test_what_is_whole_runs_and_the_rest_goes_on(text: str, whole: bool) -> None:
    assert is_whole(text) is whole


def test_a_command_that_there_is_not_is_an_error_of_its_own(session: Session) -> None:
    with pytest.raises(QueryError) as caught:
        session.reply(".x", Look())
    assert caught.value.code == "query.shell"


# What could follow.


@pytest.mark.parametrize(
    ("before", "first"),
    [
        ("SELECT ?s { ?s a rg:Statem", "rg:Statement"),
        ("SELECT ?s { ?s rg:madeB", "rg:madeBy"),
        ("SELECT ?s { ?s oa:hasS", "oa:hasSelector"),
        ("SELECT ?s { ?s rg:hasStance stance:tills", "stance:tillstyrker"),
        ("SELECT ?s { ?s a r", "rg:"),
        ("SELECT ?actor { ?a", "?actor"),
        ("sel", "SELECT"),
        ("SELECT ?s { ?s ?p ?o } ord", "ORDER BY"),
        ("nearest", "nearest-allies"),
        ("nearest-allies ", "actor="),
        ("nearest-allies actor=x ", "lang="),
        (".for", ".format"),
        (".format cs", "csv"),
        (".schema rg:Stat", "rg:StateAgency"),
        (".explain posi", "positions"),
        ("SELECT ?s {\n  # a comment\n  ?s skos:pref", "skos:prefLabel"),
    ],
)
def test_the_first_completion(before: str, first: str) -> None:
    found = next(iter(candidates(before, WORDS)))
    assert found.text == first
    assert before[: len(before) - found.back] + found.text != before


@pytest.mark.parametrize(
    "before",
    [
        "",
        "SELECT ?s { ?s rg:reading 'rg:Stat",
        'SELECT ?s { ?s rg:reading "vi tills',
        "SELECT ?s { # rg:Stat",
        "nearest-allies actor=Nor",
        'nearest-allies actor="Norrviks ac',
        "SELECT ?s { ?s ?p ?o } ",
        ".nothing x",
    ],
)
def test_where_nothing_is_to_be_completed(before: str) -> None:
    assert list(candidates(before, WORDS)) == []


def test_meanings_stand_beside_the_words() -> None:
    (found,) = candidates("ASK { ?s rg:madeB", WORDS)
    assert found.meaning == "görs av"
    (found,) = candidates("ASK { ?s rg:madeB", known_words("en"))
    assert found.meaning == "is made by"


# What was typed before.


def test_the_history_is_kept_for_the_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "history.jsonl"
    entries = Entries(path)
    assert entries.load() == []
    for text in ("responses", "responses", "SELECT ?s {\n  ?s ?p 'å\u2028' }"):
        entries.add(text)
    assert Entries(path).load() == ["responses", "SELECT ?s {\n  ?s ?p 'å\u2028' }"]
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0
    assert [entry.name for entry in path.parent.iterdir()] == ["history.jsonl"]


def test_the_history_does_not_grow_without_end(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    path.write_text("".join(f'"{number}"\n' for number in range(5_000)), encoding="utf-8")
    Entries(path).add("last")
    assert len(path.read_text(encoding="utf-8").splitlines()) == 1_000
    assert Entries(path).load()[-2:] == ["4999", "last"]


def test_a_damaged_history_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    path.write_bytes(b'"one"\n{"a": 1}\n\xff\xfe\n"tw\n7\n"three"\n')
    assert Entries(path).load() == ["one", "three"]
    folder = Entries(tmp_path)
    folder.add("x")
    assert folder.load() == []


def test_the_state_folder_is_that_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert history_file() == tmp_path / "remissgraf" / "history.jsonl"
    monkeypatch.setenv("XDG_STATE_HOME", "not/absolute")
    assert history_file().is_relative_to(Path.home())
