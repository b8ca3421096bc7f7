"""Hand-coded corpora take part in every build, or stop it with a reason while the last graph stays in use."""

from __future__ import annotations

from pathlib import Path

import pytest

from remissgraf.errors import ConfigError, ReadError
from remissgraf.graph.dna import CodedDocument, CodedStatement, Coding, Entity, StatementType, Variable
from remissgraf.graph.dna.write import export_dna
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.codings import add_coding, load_codings
from remissgraf.graph.workspace.config import load_config
from remissgraf.graph.workspace.opened import open_workspace
from remissgraf.graph.workspace.quotes import check_quotes

CODING = Coding(
    version="3.0.7",
    documents=(CodedDocument(1, "Ledare", "Parken 🌳 ska bli kvar.", 0),),
    types=(StatementType(1, "Utsaga"),),
    variables=(
        Variable(1, "organization", "short text", 1),
        Variable(2, "concept", "short text", 1),
        Variable(3, "agreement", "boolean", 1),
    ),
    entities=(Entity(1, 1, "Bladet"), Entity(2, 2, "Parken")),
    statements=(CodedStatement(1, 1, 1, 0, 8, None, ((1, 1), (2, 2), (3, True))),),
)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "responses").mkdir()
    (tmp_path / "remissgraf.toml").write_text(
        '[workspace]\nbase = "https://example.org/x/"\n[[consultation]]\nid = "x"\n', encoding="utf-8"
    )
    export_dna(CODING, tmp_path / "Ledare & åsikter.dna")
    return tmp_path


def test_an_added_corpus_is_in_the_graph_with_its_quotes(workspace: Path) -> None:
    path, coding = add_coding(load_config(workspace), workspace / "Ledare & åsikter.dna")
    assert (path.name, coding.statements) == ("ledare-asikter.dna", CODING.statements)
    build(workspace)
    opened = open_workspace(workspace)
    assert check_quotes(opened) == (1, [])
    assert opened.store.query("ASK { ?s a rg:CountedStatement ; rg:madeBy/skos:prefLabel 'Bladet' }")
    path.unlink()
    build(workspace)
    assert not any("coding" in graph for graph in open_workspace(workspace).store.graphs())


def test_a_refused_file_changes_nothing(workspace: Path) -> None:
    config = load_config(workspace)
    path, _ = add_coding(config, workspace / "Ledare & åsikter.dna", "en")
    before = path.read_bytes()
    (workspace / "bad.dna").write_bytes(before[:-200])
    with pytest.raises(ReadError):
        add_coding(config, workspace / "bad.dna", "en")
    assert [one.name for one in path.parent.iterdir()] == ["en.dna"]
    assert path.read_bytes() == before


def test_a_corpus_that_cannot_be_read_stops_the_build_and_the_last_graph_stays(workspace: Path) -> None:
    path, _ = add_coding(load_config(workspace), workspace / "Ledare & åsikter.dna", "en")
    build(workspace)
    before = open_workspace(workspace).store.dump()
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(ConfigError) as caught:
        build(workspace)
    assert (caught.value.code, caught.value.where) == ("config.coding", "coded/en.dna")
    assert open_workspace(workspace).store.dump() == before


def test_two_files_of_one_name_are_told_apart_by_nobody(workspace: Path) -> None:
    for name in ("En bok.dna", "en-bok.dna"):
        (workspace / "coded").mkdir(exist_ok=True)
        export_dna(CODING, workspace / "coded" / name)
    with pytest.raises(ConfigError, match="same id, 'en-bok'"):
        load_codings(load_config(workspace))
