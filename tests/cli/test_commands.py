"""The commands as a user meets them: as processes, with their output, their errors and their exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from remissgraf import __version__
from remissgraf.cli.commands.export import NETWORK, RDF
from remissgraf.cli.main import COMMANDS, cli
from remissgraf.queries.export import RDF_FORMATS
from remissgraf.queries.networks.writers import WRITERS


def run(
    *arguments: str | Path,
    cwd: Path | None = None,
    data: bytes | None = None,
    env: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "remissgraf", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, input=data, capture_output=True, check=False, env={**os.environ, **(env or {})}
    )


def text(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stdout.decode("utf-8")


def complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    said = done.stderr.decode("utf-8")
    assert "Traceback" not in said
    return said


def test_help_and_version() -> None:
    assert text(run("--version")).split() == ["remissgraf,", "version", __version__]
    assert "remissgraf demo" in text(run("--help"))


def test_the_lines_of_help_are_the_commands_own() -> None:
    context = cli.make_context("remissgraf", ["--help"], resilient_parsing=True)
    assert COMMANDS
    for name, (_, line) in COMMANDS.items():
        command = cli.get_command(context, name)
        assert command is not None
        assert command.help is not None
        assert " ".join(command.help.split("\n\n")[0].split()) == line


def test_a_shell_completes_the_names_of_commands() -> None:
    asked = {"_REMISSGRAF_COMPLETE": "bash_complete", "COMP_WORDS": "remissgraf e", "COMP_CWORD": "1"}
    found = CliRunner().invoke(cli, env=asked, prog_name="remissgraf").output.splitlines()
    assert found == [f"plain,{name}" for name in COMMANDS if name.startswith("e")]


def test_every_command_has_help_with_an_example() -> None:
    for name in COMMANDS:
        shown = CliRunner().invoke(cli, [name, "--help"]).output
        assert "Usage:" in shown
        if name not in ("demo", "view"):
            assert "Example" in shown, name


def test_help_imports_nothing_heavy() -> None:
    heavy = (
        "rdflib",
        "pyoxigraph",
        "networkx",
        "owlrl",
        "pyvis",
        "rich",
        "pypdfium2",
        "httpx",
        "selectolax",
        "jinja2",
        "shacl",
        "numpy",
        "scipy",
        "docx",
        "xlsxwriter",
    )
    code = f"import sys, remissgraf.cli.main as m; m._run(['--help']); print([n for n in {heavy!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["biuld"], "Did you mean 'build'"),
        (["build", "--nothing"], "No such option"),
        (["query"], "Name a query"),
        (["export", "--format", "ttl"], "--output"),
        (["export", "--format", "word", "-o", "x"], "word"),
        (["query", "overview", "-p", "x"], "NAME=VALUE"),
        (["view"], "Usage"),
        (["extract"], "FILE"),
        (["explain", "x", "a"], "OBJECT"),
        (["init", ""], "DIR is empty"),
    ],
)
def test_wrong_usage_is_told_and_is_exit_status_two(arguments: list[str], says: str, tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert says in complaint(done)


def test_outside_a_workspace(tmp_path: Path) -> None:
    for arguments in (["build"], ["query", "overview"], ["check"], ["view", "network", "-o", "x.html"]):
        done = run(*arguments, cwd=tmp_path)
        assert done.returncode == 1
        assert "remissgraf init" in complaint(done)
    assert list(tmp_path.iterdir()) == []


def test_init_build_and_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert run("init", "x", cwd=tmp_path).returncode == 0
    (tmp_path / "x" / "responses" / "svar.txt").write_text(
        "Yttrande från Sandvretens kommun\n\nSandvretens kommun tillstyrker förslaget.\n", encoding="utf-8"
    )
    (tmp_path / "x" / "responses" / "tom.pdf").write_bytes(b"")
    done = run("build", "x", cwd=tmp_path)
    said = complaint(done)
    assert done.returncode == 1
    assert "responses/tom.pdf" in said
    assert "1 response" in said
    asked = run("query", "-", "-w", "x", cwd=tmp_path, data=b"ASK { ?s a rg:Statement }")
    assert text(asked).split() == ["answer", "true"]


def test_demo_twice(tmp_path: Path) -> None:
    first = run("demo", "here", cwd=tmp_path)
    assert first.returncode == 0
    for name in (
        "documents",
        "statements",
        "actors",
        "topics",
        "chapters",
        "initiatives",
        "triples inferred",
    ):
        assert name in text(first)
    assert "Norrviks kommun" in text(first)
    assert complaint(first).count("remissgraf ") == 3
    for name in ("graph.trig", "pages/network.html", "pages/matrix.html", "pages/strategies/lsx-2025.html"):
        assert (tmp_path / "here" / name).stat().st_size > 0
    second = run("demo", "here", cwd=tmp_path)
    assert "0 read, 12 unchanged" in complaint(second)
    assert text(second) == text(first)


def test_demo_leaves_another_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    done = run("demo", tmp_path)
    assert done.returncode == 1
    assert "not empty" in complaint(done)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_query_forms(built_example: Path) -> None:
    def ask(*arguments: str) -> str:
        done = run("query", *arguments, "-w", built_example)
        assert done.returncode == 0, done.stderr
        return text(done)

    assert len(ask("responses").splitlines()) == 1 + 12
    assert len(ask("responses", "--format", "jsonl", "--limit", "3").splitlines()) == 3
    assert json.loads(ask("responses", "--format", "json"))["head"]["vars"]
    assert ask("responses", "--format", "md").startswith("|")
    listed = run("query", "--list")
    assert "statements-by-actor" in text(listed)
    assert "Parameters" in text(run("query", "statements-by-actor", "--explain"))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"SELECT * { ?s ?p }", "^"),
        (b"SELECT * { ?s dct:title ?o }", "dct"),
        (b"SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        (b"INSERT DATA { <a:a> <a:a> <a:a> }", "[query."),
        (b"SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "[query."),
        (b"\xff\xfe", "UTF-8"),
        (b"", "[query."),
    ],
)
def test_a_wrong_or_hostile_query(built_example: Path, data: bytes, says: str) -> None:
    done = run("query", "-", "-w", built_example, data=data)
    assert done.returncode == 1
    assert says in complaint(done)
    assert done.stdout == b""


def test_a_query_that_is_not_there(built_example: Path) -> None:
    assert "statements-by-actor" in complaint(run("query", "statement-by-actor", "-w", built_example))
    assert run("query", "nothing.rq", "-w", built_example).returncode == 1


def test_export_formats(built_example: Path, tmp_path: Path) -> None:
    for form in (*RDF, *NETWORK):
        target = tmp_path / f"å.{form}"
        done = run("export", "--format", form, "-o", target, "-w", built_example)
        assert done.returncode == 0, done.stderr
        assert "Norrviks kommun" in target.read_text("utf-8")
    assert (
        run("export", "--format", "gexf", "--inferred", "-o", tmp_path / "x", "-w", built_example).returncode
        == 2
    )


def test_the_formats_offered_are_those_of_the_registries() -> None:
    assert list(RDF) == list(RDF_FORMATS)
    assert list(NETWORK) == list(WRITERS)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_output_that_cannot_be_written(built_example: Path, tmp_path: Path) -> None:
    for place in (Path("/dev/full"), tmp_path / "no folder" / "x", tmp_path):
        done = run("export", "--format", "nq", "-o", place, "-w", built_example)
        assert done.returncode in (1, 2)
        assert complaint(done)


def test_a_reader_that_goes_away_is_no_error(built_example: Path) -> None:
    command = [sys.executable, "-m", "remissgraf", "query", "-", "-w", str(built_example)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"SELECT * { ?s ?p ?o }")
        process.stdin.close()
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        assert process.wait() == 0


def test_export_and_view_to_standard_output(built_example: Path, tmp_path: Path) -> None:
    for arguments in (["export", "--format", "nq"], ["export", "--format", "gexf"], ["view", "network"]):
        done = run(*arguments, "-o", "-", "-w", built_example, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
        target = tmp_path / "file"
        assert run(*arguments, "-o", target, "-w", built_example).returncode == 0
        assert done.stdout == target.read_bytes()
        target.unlink()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="closes streams in a shell")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(built_example: Path, closed: str) -> None:
    command = f'"{sys.executable}" -m remissgraf query - -w "{built_example}" {closed}'
    done = subprocess.run(["sh", "-c", command], input=b"ASK {}", capture_output=True, check=False)
    assert done.returncode == (1 if "<" in closed else 0)
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["query", "-"], ["serve"]])
@pytest.mark.parametrize("seconds", ["nan", "inf", "-1", "1e300"])
def test_a_time_that_is_none(built_example: Path, command: list[str], seconds: str) -> None:
    done = run(*command, "--timeout", seconds, "-w", built_example, data=b"ASK {}")
    assert done.returncode == 2
    assert b"Invalid value for '--timeout'" in done.stderr


def test_a_query_without_end(built_example: Path) -> None:
    query = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    done = run("query", "-", "--timeout", "0.2", "-w", built_example, data=query)
    assert done.returncode == 1
    assert b"took longer than 0.2 seconds" in done.stderr
    assert b"[query.timeout]" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_query_without_end_can_be_interrupted(built_example: Path) -> None:
    """The store counts in one call, in which Python sees no signal; the query must end all the same."""
    # Tests that run as a job in the background ignore SIGINT, and so would what they start.
    program = (
        "import os, signal, sys, threading; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from remissgraf.cli.main import _run; from remissgraf.queries import workers; "
        "true = workers.run_limited; "
        "workers.run_limited = lambda *a, **k: "
        "(threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start(), true(*a, **k))[1]; "
        "sys.exit(_run(sys.argv[1:]))"
    )
    query = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    command = [sys.executable, "-c", program, "query", "-", "--timeout", "0", "-w", str(built_example)]
    done = subprocess.run(command, input=query, capture_output=True, check=False, timeout=60)
    assert done.returncode == 130
    assert done.stderr.strip() == b"Interrupted. What was there before stays as it was."


@pytest.mark.parametrize("arguments", [["query", "--list"], ["query", "--help"], ["--help"]])
def test_a_reader_that_was_never_there_is_no_error(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "remissgraf", *arguments], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_names_do_not_command_the_terminal(tmp_path: Path) -> None:
    assert run("init", "x", cwd=tmp_path).returncode == 0
    (tmp_path / "x" / "responses" / "a\x1b[2Jb\u202e\nc.xyz").write_bytes(b"x")
    said = complaint(run("build", "x", cwd=tmp_path))
    assert "a\\x1b[2Jb\\u202e\\nc.xyz" in said
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_the_workspace_is_named_once(built_example: Path) -> None:
    done = run("build", built_example, "-w", built_example)
    assert done.returncode == 2
    assert "once" in complaint(done)


def test_utf_8_whatever_the_locale(built_example: Path) -> None:
    done = run(
        "query",
        "responses",
        "-w",
        built_example,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""},
    )
    assert "Patientföreningen" in text(done)


def test_extract_without_and_with_a_workspace(built_example: Path, tmp_path: Path) -> None:
    file = built_example / "responses" / "01_norrviks-kommun.md"
    alone = [json.loads(line) for line in text(run("extract", file, cwd=tmp_path)).splitlines()]
    inside = [json.loads(line) for line in text(run("extract", file, "-w", built_example)).splitlines()]
    assert len(alone) > 10
    assert len(inside) > 10
    source = file.read_text("utf-8")
    for record in inside:
        assert source[record["start"] : record["end"]] == record["sentence_raw"]
        assert record["stance"]["surface"].split()[0] in source[record["stance_start"] : record["stance_end"]]
        assert record["actor"] == "Norrviks kommun"
        assert 0 <= record["confidence"] <= 1
    assert text(run("extract", file, "--text", cwd=tmp_path)) == source


def test_extract_prints_the_voices_that_are_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "svar.md"
    file.write_text(
        "# Yttrande från Strömby kommun\n\nStrömby kommun tillstyrker planen. Miljönämnden avstyrker den.\n",
        encoding="utf-8",
    )
    found = {
        voices: [
            json.loads(line)["voice"]
            for line in text(run("extract", file, "--voices", voices, cwd=tmp_path)).splitlines()
        ]
        for voices in ("own", "others", "all")
    }
    assert found == {"own": ["statement"], "others": ["reported"], "all": ["statement", "reported"]}


def test_extract_follows_a_link_that_the_user_names(built_example: Path, tmp_path: Path) -> None:
    link = tmp_path / "svar.txt"
    link.symlink_to(built_example / "responses" / "12_malarstrands-sparbank.txt")
    (record,) = (json.loads(line) for line in text(run("extract", link, cwd=tmp_path)).splitlines())
    assert record["file"] == str(link)


def test_extract_goes_on_after_a_file_that_cannot_be_read(built_example: Path, tmp_path: Path) -> None:
    (tmp_path / "tom.txt").write_bytes(b"")
    good = built_example / "responses" / "12_malarstrands-sparbank.txt"
    done = run("extract", tmp_path / "tom.txt", tmp_path / "none.md", good, cwd=tmp_path)
    assert done.returncode == 1
    assert "tom.txt" in complaint(done)
    assert "none.md" in complaint(done)
    assert len(text(done).splitlines()) == 1


def test_check(built_example: Path, example_copy: Path) -> None:
    done = run("check", "-w", built_example)
    assert (done.returncode, done.stdout) == (0, b"")
    stored = next((example_copy / ".remissgraf" / "texts").rglob("*norrvik*"))
    stored.write_text("x" + stored.read_text("utf-8"), encoding="utf-8")
    done = run("check", "-w", example_copy)
    assert done.returncode == 1
    assert "01_norrviks-kommun.md" in text(done)
