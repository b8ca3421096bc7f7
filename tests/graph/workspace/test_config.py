"""remissgraf.toml: what is right is read, and what is wrong is told with its line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from remissgraf.errors import ConfigError, WorkspaceError
from remissgraf.graph.workspace.config import CONFIG_NAME, load_config
from remissgraf.graph.workspace.create import create

GOOD = """\
[workspace]
base = "https://example.org/x/"

[[consultation]]
id = "one"
"""


def write(folder: Path, text: str) -> Path:
    (folder / "responses").mkdir(exist_ok=True)
    (folder / CONFIG_NAME).write_text(text, encoding="utf-8")
    return folder


def test_the_least_that_is_enough(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, GOOD))
    assert (config.base, config.language, config.edition) == ("https://example.org/x/", "sv", "public")
    (consultation,) = config.consultations
    assert (consultation.id, consultation.strategy) == ("one", None)
    assert consultation.responses == tmp_path.resolve() / "responses"


@pytest.mark.parametrize("name", ["lifescience", "Åre & Östersund", 'a "quoted" name', "日本"])
def test_what_init_writes_can_be_read(tmp_path: Path, name: str) -> None:
    create(tmp_path / name)
    config = load_config(tmp_path / name)
    assert config.title == name
    assert config.base.startswith("https://example.org/")
    assert [c.strategy for c in config.consultations] == [None]


def test_init_leaves_a_workspace_alone(tmp_path: Path) -> None:
    create(tmp_path)
    before = (tmp_path / CONFIG_NAME).read_bytes()
    with pytest.raises(WorkspaceError) as caught:
        create(tmp_path)
    assert caught.value.code == "workspace.exists"
    assert (tmp_path / CONFIG_NAME).read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("[workspace]", "[workspace", None, "TOML"),
        ('"https://example.org/x/"', '"example"', 2, "base must be an IRI"),
        ('"https://example.org/x/"', '"https://example.org/<x>/"', 2, "base must be an IRI"),
        ('"https://example.org/x/"', "3", 2, "must be text"),
        ("base =", "bass =", 2, "did you mean 'base'"),
        ('id = "one"', 'id = "Två ord"', 5, "needs an id"),
        ('id = "one"', 'id = "one"\nresponses = "../out"', 6, "inside the workspace"),
        ('id = "one"', 'id = "one"\nresponses = "/etc"', 6, "inside the workspace"),
        ('id = "one"', 'id = "one"\nstrategy = "no.md"', 6, "not there"),
        ('id = "one"', 'id = "one"\ndeadline = "soon"', 6, "must be a day"),
        ('id = "one"', 'id = "one"\n[[consultation]]\nid = "one"', 7, "two consultations"),
        ('base = "https', 'language = "de"\nbase = "https', 2, "one of sv, en"),
        ('id = "one"', 'id = "one"\n[[consultation.issuer]]\ncase = "1"', 7, "no key 'case'"),
        ('id = "one"', 'id = "one"\nissuer = [1]', 6, "must be a table"),
        ('id = "one"', 'id = "one"\nissuer = [{name = ""}]', None, "name must be text"),
        ('id = "one"', 'id = "one"\nissuer = [{case_number = "1"}]', 6, "needs a name"),
        ('id = "one"', 'id = "one"\nstrategy = "x\\u0000"', 6, "control character"),
        ('id = "one"', 'id = "one"\nregister = "."', 6, "is no file"),
        ('id = "one"', 'id = "one"\nresponses = "."', 6, "folder of its own"),
        ('id = "one"', 'id = "one"\n[[consultation]]\nid = "two"', None, "share a folder"),
        (
            'id = "one"',
            'id = "one"\n[[consultation]]\nid = "two"\nresponses = "responses/two"',
            8,
            "share a folder",
        ),
        ("https://example.org/x/", "http://[/", 2, "must be an IRI"),
        ("https://example.org/x/", "https://example.org/%zz/", 2, "must be an IRI"),
        ("https://example.org/x/", "http:///", 2, "must be an IRI"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int | None, says: str
) -> None:
    assert old in GOOD
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, GOOD.replace(old, new)))
    assert caught.value.line == line
    assert says.casefold() in str(caught.value).casefold()


@pytest.mark.parametrize("text", ["consultation = [1]\n", 'consultation = ["x"]\n'])
def test_a_consultation_that_is_no_table(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match="must be a table"):
        load_config(write(tmp_path, text + '[workspace]\nbase = "https://example.org/x/"\n'))


def test_brackets_without_end(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, "a = " + "[" * 20_000))
    assert caught.value.code == "config.syntax"


def test_a_strategy_among_the_responses(tmp_path: Path) -> None:
    (tmp_path / "responses").mkdir()
    (tmp_path / "responses" / "s.md").write_text("# x", encoding="utf-8")
    with pytest.raises(ConfigError, match="lies in the folder of responses"):
        load_config(write(tmp_path, GOOD.replace('id = "one"', 'id = "one"\nstrategy = "responses/s.md"')))


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_list_that_is_a_link_out_of_the_workspace(tmp_path: Path) -> None:
    root = tmp_path / "w"
    (root / "vocabulary").mkdir(parents=True)
    (tmp_path / "actors.csv").write_text("id,name,class\n", encoding="utf-8")
    (root / "vocabulary" / "actors.csv").symlink_to(tmp_path / "actors.csv")
    with pytest.raises(ConfigError, match="leads out"):
        load_config(write(root, GOOD))


def test_a_folder_that_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as caught:
        load_config(tmp_path)
    assert "remissgraf init" in str(caught.value)


def test_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / CONFIG_NAME).write_bytes(GOOD.replace("one", "två").encode("latin-1"))
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path)
    assert caught.value.line == 5


def test_two_files_in_the_strategy_folder(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    (tmp_path / "strategy").mkdir()
    for name in ("a.md", "b.md"):
        (tmp_path / "strategy" / name).write_text("# x", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"strategy = .strategy/a\.md"):
        load_config(tmp_path)


def test_servers_have_names(tmp_path: Path) -> None:
    text = """
[store.main]
url = "https://h/repositories/r"
kind = "graphdb"

[store.other]
url = "http://h:1/"
query = "http://h:1/q"
graphs = ""
"""
    stores = load_config(write(tmp_path, GOOD + text)).stores
    assert stores["main"].update == "https://h/repositories/r/statements"
    assert (stores["other"].query, stores["other"].graphs) == ("http://h:1/q", None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("store = 3\n" + GOOD, "tables such as"),
        (GOOD + "[store.a]\n", "needs a url"),
        (GOOD + '[store.a]\nurl = "ftp://h/"\n', "no address"),
        (GOOD + '[store.a]\nurl = "https://u:hemligt@h/"\n', "must not hold"),
        (GOOD + '[store.a]\nurl = "https://h/"\nkind = "other"\n', "not known"),
        (GOOD + '[store.a]\nurl = "https://h/"\npassword = "x"\n', "no key 'password'"),
        (GOOD + "[store.a]\nurl = 3\n", "must be text"),
        (GOOD + '[store.a]\nurl = "https://h/"\nupdate = "h"\n', "no address"),
    ],
)
def test_a_mistake_in_a_server_is_told(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words) as caught:
        load_config(write(tmp_path, text))
    assert "hemligt" not in str(caught.value)
    assert caught.value.line


def test_a_configuration_that_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / CONFIG_NAME).mkdir()
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path)
    assert caught.value.code == "config.unreadable"
    assert caught.value.where == str(tmp_path / CONFIG_NAME)
