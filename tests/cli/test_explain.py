"""`remissgraf explain`: from an inferred triple to its quotes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from remissgraf.cli.main import cli
from remissgraf.errors import QueryError

from .test_commands import complaint, run, text


def test_explain_goes_from_a_position_to_its_quote(built_example: Path) -> None:
    asked = "SELECT ?n { ?n rg:positionOf ?a ; rg:positionOn ?s . ?a skos:prefLabel 'Norrviks kommun'@sv . ?s a rg:Strategy }"
    node = text(run("query", "-", "-w", built_example, data=asked.encode())).split()[-1]
    arguments = ("explain", node, "rg:positionValue", "position:tillstyrker", "-w", built_example)
    tree = text(run(*arguments, "--lang", "en"))
    for part in (
        "by the rule r3-overall-positions",
        "FILTER NOT EXISTS",
        "responses/01_norrviks-kommun.md",
        "tillstyrks att strategin",
    ):
        assert part in tree
    whole = json.loads(text(run(*arguments, "--format", "json")))
    assert whole["steps"][-1]["conclusion"] == whole["goal"]


def test_explain_of_what_is_not_there(built_example: Path, tmp_path: Path) -> None:
    done = run("explain", "actor/norviks-kommun", "a", "rg:Actor", "-w", built_example)
    assert done.returncode == 1
    assert "did you mean actor/norrviks-kommun" in complaint(done)
    done = run("explain", "x", "a", "rg:Actor", cwd=tmp_path)
    assert done.returncode == 1
    assert "remissgraf init" in complaint(done)


def test_explain_says_when_the_graph_was_built_by_another_version(
    built_example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An empty ontology stands in for another version's.
    monkeypatch.setattr("remissgraf.graph.workspace.axioms.load_ontology", dict)
    arguments = ["explain", "actor/norrviks-kommun", "a", "rg:PublicActor", "-w", str(built_example)]
    failure = CliRunner().invoke(cli, arguments).exception
    assert isinstance(failure, QueryError)
    assert failure.code == "query.unexplained"
