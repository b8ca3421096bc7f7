from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from remissgraf.errors import QueryError
from remissgraf.graph.dna import CodedDocument, CodedStatement, Coding, Entity, StatementType, Variable
from remissgraf.graph.dna.write import export_dna
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.codings import add_coding
from remissgraf.graph.workspace.config import load_config
from remissgraf.graph.workspace.create import create
from remissgraf.graph.workspace.opened import open_workspace
from remissgraf.graph.workspace.searchable import search_index
from remissgraf.queries.search import COLUMNS, Hit, Wanted, search, to_result


def hits(workspace: Path, text: str, wanted: Wanted | None = None, limit: int = 100) -> list[Hit]:
    opened = open_workspace(workspace)
    with search_index(opened) as index:
        return search(index, opened.store, text, wanted, lang="sv", limit=limit)


def test_a_hit_says_who_what_and_where(built_example: Path) -> None:
    (hit,) = hits(built_example, '"kommunernas roll" AND kostnad')
    assert (hit.actors, hit.stance_class, hit.voice) == (("Norrviks kommun",), "Proposes", "statement")
    assert [hit.text[start:end].lower() for start, end in hit.marks] == [
        "kommunen",
        "kommunernas",
        "roll",
        "kostnaderna",
    ]
    opened = open_workspace(built_example)
    text = (built_example / hit.source).read_text(encoding="utf-8")
    assert text[hit.start : hit.end].split()[0] == hit.text.split()[0]
    assert opened.config.edition == "public"


def test_a_paragraph_is_the_slice_itself(built_example: Path) -> None:
    found = hits(built_example, "strategi", Wanted("document"))
    assert found
    texts = {path.name: path for path in (built_example / ".remissgraf" / "texts").rglob("*.txt")}
    for hit in found:
        stored = texts[Path(hit.source).name.replace("_", "-") + ".txt"].read_bytes().decode("utf-8")
        piece = stored[hit.start : hit.end]
        assert all(a == b for a, b in zip(piece, hit.text, strict=True) if b != "▒")


@pytest.mark.parametrize(
    ("wanted", "check"),
    [
        (Wanted(actor="Norrviks kommun"), lambda hit: hit.actors == ("Norrviks kommun",)),
        (Wanted(stance="Proposes"), lambda hit: hit.stance_class == "Proposes"),
        (Wanted(stance="ifrågasätter"), lambda hit: hit.stance_class == "Questions"),
        (Wanted(chapter="C"), lambda hit: "C" in hit.chapters),
        (Wanted("document", actor="Norrviks kommun"), lambda hit: hit.actors == ("Norrviks kommun",)),
    ],
)
def test_filters_leave_what_fits(built_example: Path, wanted: Wanted, check: object) -> None:
    words = "kommun* OR strategi* OR bör OR laborator*"
    every, some = hits(built_example, words, Wanted(wanted.kind)), hits(built_example, words, wanted)
    assert callable(check)
    assert some == [hit for hit in every if check(hit)]
    assert 0 < len(some) < len(every)


def test_names_that_are_not_there(built_example: Path) -> None:
    with pytest.raises(QueryError, match="no actor"):
        hits(built_example, "roll", Wanted(actor="Norvik kommun"))


def test_the_index_follows_the_build(example_copy: Path) -> None:
    assert hits(example_copy, "sjuksköterskeutbildningen") == []
    response = example_copy / "responses" / "09_lindasa-science-park.md"
    with response.open("a", encoding="utf-8") as stream:
        stream.write("\nVi föreslår att sjuksköterskeutbildningens roll tydliggörs.\n")
    build(example_copy)
    assert [hit.actors for hit in hits(example_copy, "sjuksköterskeutbildning AND tydliggöra")] == [
        ("Lindåsa Science Park AB",)
    ]
    response.unlink()
    build(example_copy)
    assert hits(example_copy, "sjuksköterskeutbildning") == []


def test_letterheads_and_signatures_are_not_found_in_the_public_edition(
    built_example: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "x"
    shutil.copytree(built_example, folder, ignore=shutil.ignore_patterns(".remissgraf"))
    for file in (folder / "responses").iterdir():
        file.unlink()
    (folder / "responses" / "svar.txt").write_text(
        "Alviks kommun\n2025-03-01\nDnr KS 2025/12\n\nYttrande över strategin\n\n"
        "Kommunen tillstyrker strategin. Frågor besvaras av hedvig.alm@alvik.example.\n\n"
        "Hedvig Alm\nKommunalråd\n",
        encoding="utf-8",
    )
    build(folder)
    assert hits(folder, "tillstyrka", Wanted("document"))
    assert hits(folder, "hedvig OR alm", Wanted("document")) == []
    config = folder / "remissgraf.toml"
    config.write_text(
        config.read_text(encoding="utf-8").replace('edition = "public"', 'edition = "internal"'),
        encoding="utf-8",
    )
    build(folder)
    assert hits(folder, "hedvig", Wanted("document"))


def test_hits_as_rows(built_example: Path) -> None:
    found = hits(built_example, "roll", limit=1)
    result = to_result(found)
    assert (result.columns, len(result.rows)) == (COLUMNS, 1)


def test_a_paragraph_of_a_file_with_several_answers_is_its_authors(tmp_path: Path) -> None:
    create(tmp_path / "samrad")
    (tmp_path / "samrad" / "responses" / "d.md").write_text(
        "# Yttrande från Alviks kommun\n\nKommunen tillstyrker hamnen.\n\n"
        "# Yttrande från Bergs kommun\n\nKommunen avstyrker hamnen.\n",
        encoding="utf-8",
    )
    build(tmp_path / "samrad")
    found = hits(tmp_path / "samrad", "hamnen", Wanted("document"))
    assert sorted((hit.actors, hit.text.strip()) for hit in found) == [
        (("Alviks kommun",), "Kommunen tillstyrker hamnen."),
        (("Bergs kommun",), "Kommunen avstyrker hamnen."),
    ]


def test_codings_by_hand_and_their_texts_are_found(example_copy: Path) -> None:
    text = "Bryggorna vid Norrudden ska rivas, sade byalaget.\n\nKommunen teg om alla bryggor."
    coding = Coding(
        documents=(CodedDocument(1, "Protokoll", text, 0, author="Sekreteraren"),),
        types=(StatementType(1, "Utsaga"),),
        variables=(
            Variable(1, "organization", "short text", 1),
            Variable(2, "concept", "short text", 1),
            Variable(3, "agreement", "boolean", 1),
        ),
        entities=(Entity(1, 1, "Byalaget"), Entity(2, 2, "Bryggan")),
        statements=(
            CodedStatement(1, 1, 1, 0, 33, None, ((1, 1), (2, 2), (3, False))),
            CodedStatement(2, 1, 1, 51, 80, None, ()),
        ),
    )
    export_dna(coding, example_copy / "brygga.dna")
    path, _ = add_coding(load_config(example_copy), example_copy / "brygga.dna")
    build(example_copy)
    one, other = sorted(hits(example_copy, "brygga"), key=lambda hit: hit.start)
    assert (one.actors, one.voice, one.stance, one.source) == (
        ("Byalaget",),
        "coding",
        "",
        "coded/brygga.dna",
    )
    assert (one.text, text[one.start : one.end]) == ("Bryggorna vid Norrudden ska rivas", one.text)
    assert (other.actors, other.voice) == ((), "coding")
    assert [hit.text for hit in hits(example_copy, "brygga", Wanted(actor="Byalaget"))] == [one.text]
    assert hits(example_copy, "brygga", Wanted(stance="Rejects")) == []
    paragraphs = hits(example_copy, "brygga", Wanted("document"))
    assert {hit.text for hit in paragraphs} == set(text.split("\n\n"))
    assert {(hit.actors, hit.source) for hit in paragraphs} == {(("Sekreteraren",), "coded/brygga.dna")}
    path.unlink()
    build(example_copy)
    assert hits(example_copy, "brygga") == []
