"""A file of several bodies' answers in a workspace: a response each, all quotes right, and edges to the responses that they lean on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox

from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.create import create
from remissgraf.graph.workspace.opened import open_workspace
from remissgraf.graph.workspace.quotes import check_quotes
from remissgraf.graph.workspace.single import SingleFiles

DOSSIER = """\
# Strömvalla kommun – nämndernas svar

## Yttrande från miljönämnden

Nämnden tillstyrker planen. Nämnden hänvisar i övrigt till Alviks kommuns yttrande.

## Yttrande från kulturnämnden

Nämnden avstyrker planen. Miljönämnden anser att sjöarna ska skyddas.
"""
ALVIK = (
    "# Yttrande från Alviks kommun\n\nAlviks kommun tillstyrker planen. Alviks kommun ansluter sig till Bergs kommuns yttrande i dess "
    "helhet.\n\nLedamoten Eva Ask (Alvikspartiet) reserverade sig och ansåg att kapitel 2 borde ha avstyrkts.\n"
)
BERG = "# Yttrande från Bergs kommun\n\nBergs kommun tillstyrker planen.\n"


def rows(root: Path, query: str) -> list[tuple[str, ...]]:
    answer = open_workspace(root).store.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    return sorted(tuple(getattr(value, "value", "").rpartition("/")[2] for value in row) for row in answer)


def made(tmp_path: Path) -> Path:
    root = tmp_path / "samrad"
    create(root)
    for name, text in (("d.md", DOSSIER), ("a.md", ALVIK), ("b.md", BERG)):
        (root / "responses" / name).write_text(text, encoding="utf-8")
    build(root)
    return root


def test_every_part_is_a_response_of_its_own(tmp_path: Path) -> None:
    root = made(tmp_path)
    assert rows(root, "SELECT ?r ?a WHERE { ?r rg:submittedBy ?a ; rg:filePart ?part }") == [
        ("d.md~1", "miljonamnden-i-stromvalla-kommun"),
        ("d.md~2", "kulturnamnden-i-stromvalla-kommun"),
    ]
    counted = rows(root, "SELECT ?r WHERE { ?s a rg:CountedStatement ; rg:statedIn ?r }")
    assert len(counted) == len(rows(root, "SELECT ?s WHERE { ?s a rg:CountedStatement }"))
    units = rows(root, "SELECT ?unit ?of WHERE { ?unit rg:unitOf ?of }")
    assert {unit[1] for unit in units} == {"stromvalla-kommun"}
    quotes, wrong = check_quotes(open_workspace(root))
    assert quotes > 4
    assert wrong == []


def test_leaning_and_adoption_lead_to_the_other_response(tmp_path: Path) -> None:
    root = made(tmp_path)
    (lean,) = rows(root, "SELECT ?r ?o WHERE { ?r rg:leansOnResponse ?o }")
    (adopt,) = rows(root, "SELECT ?r ?o WHERE { ?r rg:endorsesResponse ?o }")
    assert lean[0].endswith("~1")
    assert adopt[0] == lean[1]
    extents = rows(
        root,
        "SELECT ?kind ?extent WHERE { ?r rg:referenceKind ?kind OPTIONAL { ?r rg:referenceExtent ?extent } }",
    )
    assert extents == [("adopts", "whole"), ("leans", "")]


def test_only_statements_are_counted(tmp_path: Path) -> None:
    root = made(tmp_path)
    for kind in ("DissentingStatement", "ReportedStatement"):
        assert len(rows(root, f"SELECT ?s WHERE {{ ?s a rg:{kind} }}")) == 1
        assert not rows(root, f"SELECT ?s WHERE {{ ?s a rg:{kind} . ?s a rg:CountedStatement }}")
        assert not rows(root, f"SELECT ?s WHERE {{ ?s a rg:{kind} . ?s a rg:Statement }}")
    assert rows(root, "SELECT ?label WHERE { ?s a rg:DissentingStatement ; rg:targetLabel ?label }") == [
        ("2",)
    ]


def test_a_register_that_names_the_respondents_keeps_a_file_whole(tmp_path: Path) -> None:
    root = made(tmp_path)
    (root / "register.csv").write_text(
        "file,respondent\nd.md,Strömvalla kommun|Alviks kommun\n", encoding="utf-8"
    )
    config = root / "remissgraf.toml"
    config.write_text(config.read_text("utf-8").replace("# register =", "register ="), "utf-8")
    build(root)
    assert rows(root, "SELECT ?r WHERE { ?r rg:filePart ?part }") == []
    joint = rows(root, "SELECT ?a WHERE { ?r rg:submittedBy ?a . FILTER(STRENDS(STR(?r), 'd.md')) }")
    assert joint == [("alviks-kommun",), ("stromvalla-kommun",)]


def test_extract_prints_all_parts(tmp_path: Path) -> None:
    file = tmp_path / "d.md"
    file.write_text(DOSSIER, encoding="utf-8")
    records = list(SingleFiles(None).records(file))
    assert list(dict.fromkeys((one["part"], one["actor"]) for one in records)) == [
        (1, "Miljönämnden i Strömvalla kommun"),
        (2, "Kulturnämnden i Strömvalla kommun"),
    ]


def test_a_dossier_comes_and_goes_in_a_copy_of_the_store(tmp_path: Path) -> None:
    root = made(tmp_path)
    dossier = root / "responses" / "d.md"

    def built() -> bytes:
        build(root)
        found = open_workspace(root).store.dump()
        shutil.rmtree(root / ".remissgraf")
        build(root)
        assert open_workspace(root).store.dump() == found
        return found

    whole = built()
    (root / "responses" / "e.md").write_text(BERG.replace("Berg", "Dal"), encoding="utf-8")
    build(root)
    dossier.write_text(DOSSIER.replace("avstyrker", "tillstyrker"), encoding="utf-8")
    changed = built()
    assert b"d.md~2" in changed
    dossier.unlink()
    assert b"d.md" not in built()
    dossier.write_text(DOSSIER, encoding="utf-8")
    (root / "responses" / "e.md").unlink()
    assert built() == whole
