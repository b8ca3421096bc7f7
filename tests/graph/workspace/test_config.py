"""remissgraf.toml: what is right is read, and what is wrong is told with its line."""

from __future__ import annotations

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
