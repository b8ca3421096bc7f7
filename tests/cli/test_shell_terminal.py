"""`remissgraf shell` with keys that are pressed, and once on a real pseudo-terminal."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from remissgraf.cli.main import cli
from remissgraf.cli.shell.history import Entries
from remissgraf.cli.shell.session import Reply, Session
from remissgraf.cli.shell.terminal import run_shell
from remissgraf.queries.formats import Look


@pytest.fixture
def session(built_example: Path) -> Iterator[Session]:
    with Session(built_example, "sv") as session:
        yield session


# With keys that are pressed.


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


def test_keys_make_an_input_and_it_is_answered(
    keys: PipeInput, session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = Entries(tmp_path / "history.jsonl")
    # Enter within brackets begins a new line; a mistake does not end the shell; Ctrl-D does.
    keys.send_text(".format csv\r")
    keys.send_text("SELECT (COUNT(*) AS ?n) {\r?s a rg:Response }\r")
    keys.send_text("SELECT ?s { ?s nix:p ?o }\r")
    keys.send_text("\x04")
    run_shell(session, entries)
    shown = capsys.readouterr()
    assert shown.out == "n\r\n12\r\n"
    assert "nix:" in shown.err
    assert entries.load()[0] == ".format csv"
    assert "?s a rg:Response" in entries.load()[1]


def test_what_was_typed_before_comes_back(
    keys: PipeInput, session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = Entries(tmp_path / "history.jsonl")
    entries.add("ASK { ?s a rg:Actor }")
    keys.send_text("\x1b[A\r.quit\r")
    run_shell(session, entries)
    assert "true" in capsys.readouterr().out


def test_without_history_nothing_is_written(
    keys: PipeInput, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    keys.send_text("ASK { ?s a rg:Actor }\r.quit\r")
    run_shell(session, None)
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_throws_an_input_away(
    keys: PipeInput, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.send_text("SELECT ?s {\x03.quit\r")
    run_shell(session, None)
    assert capsys.readouterr().out == ""


def test_ctrl_c_stops_a_query_and_not_the_shell(
    keys: PipeInput, session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = Session.reply

    def interrupted(self: Session, text: str, look: Look) -> Reply:
        if text == "responses":
            raise KeyboardInterrupt
        return ask(self, text, look)

    monkeypatch.setattr(Session, "reply", interrupted)
    keys.send_text("responses\rASK { ?s a rg:Actor }\r.quit\r")
    run_shell(session, None)
    shown = capsys.readouterr()
    assert "Stopped." in shown.err
    assert "true" in shown.out


def test_a_long_answer_goes_to_the_pager(
    keys: PipeInput, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    paged: list[str] = []
    monkeypatch.setattr("click.echo_via_pager", lambda pieces: paged.append("".join(pieces)))
    keys.send_text("stances-by-chapter\r.quit\r")
    run_shell(session, None)
    (text,) = paged
    assert text.count("\n") > 100


# On a terminal.


def test_a_pipe_is_no_terminal(built_example: Path) -> None:
    done = CliRunner().invoke(cli, ["shell", "-w", str(built_example)])
    assert done.exit_code == 2
    assert "remissgraf query -" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are a thing of POSIX")
def test_on_a_pseudo_terminal(built_example: Path, tmp_path: Path) -> None:
    import pty

    here, there = pty.openpty()
    environment = {
        **os.environ,
        "TERM": "xterm",
        "XDG_STATE_HOME": str(tmp_path),
        "NO_COLOR": "1",
        "COLUMNS": "80",
    }
    command = [sys.executable, "-m", "remissgraf", "shell", "-w", str(built_example)]
    process = subprocess.Popen(
        command, stdin=there, stdout=there, stderr=there, env=environment, start_new_session=True
    )
    os.close(there)
    try:
        screen = until(here, "remissgraf>")
        assert "Ctrl-D leaves" in screen
        os.write(here, b"SELECT (COUNT(*) AS ?number) { ?s a rg:Invita\t")
        # Tab completes the class.
        until(here, "tion")
        os.write(here, b" }\r")
        assert "13" in until(here, "13")
        until(here, "remissgraf>")
        os.write(here, b"\x04")
        assert process.wait(timeout=30) == 0
    finally:
        process.kill()
        process.wait()
        os.close(here)
    assert Entries(tmp_path / "remissgraf" / "history.jsonl").load() == [
        "SELECT (COUNT(*) AS ?number) { ?s a rg:Invitation }"
    ]


def until(terminal: int, words: str) -> str:
    """What the terminal shows until the words come; two minutes at most."""
    shown = b""
    deadline = time.monotonic() + 120
    while words.encode() not in shown:
        ready, _, _ = select.select([terminal], [], [], max(deadline - time.monotonic(), 0))
        assert ready, shown
        piece = os.read(terminal, 65536)
        shown += piece
        # A terminal is asked where its cursor stands, and must answer.
        if b"\x1b[6n" in piece:
            os.write(terminal, b"\x1b[1;1R")
    return shown.decode("utf-8", "replace")
