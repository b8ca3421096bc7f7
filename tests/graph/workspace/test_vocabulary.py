"""A workspace's own lists: read beside the gazetteers, and a mistake is told with file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from remissgraf.errors import ConfigError
from remissgraf.graph.workspace.config import load_config
from remissgraf.graph.workspace.create import create
from remissgraf.graph.workspace.register import find_actor, load_invited, load_register
from remissgraf.graph.workspace.vocabulary import ACTOR_CLASSES, load_vocabulary
from remissgraf.ontology.entries import Vocabulary
from remissgraf.ontology.gazetteers import load_gazetteers
from remissgraf.ontology.load import load_ontology


def read(folder: Path, name: str, text: str) -> Vocabulary:
    create(folder)
    (folder / "vocabulary" / f"{name}.csv").write_text(text, encoding="utf-8")
    return load_vocabulary(load_config(folder))


def test_own_entries_come_first_and_replace_the_gazetteer(tmp_path: Path) -> None:
    text = "id,name,class,aliases\nscb-0180,Staden,Municipality,STHLM|Kungliga huvudstaden\nny,Ny förening,Association,\n"
    found = read(tmp_path, "actors", text)
    city, new, *rest = found.actors
    assert (city.name, city.short, city.aliases) == ("Staden", ("STHLM",), ("Kungliga huvudstaden",))
    assert new.scope == "workspace"
    assert len(rest) == len(load_gazetteers().actors) - 1


def test_the_classes_are_those_of_the_ontology() -> None:
    text = load_ontology()["remissgraf.ttl"]
    assert [name for name in ACTOR_CLASSES if f"rg:{name} a owl:Class" not in text] == []


def test_topics_have_a_tree(tmp_path: Path) -> None:
    found = read(tmp_path, "topics", "id,label_sv,broader\na,Ämne A,\nb,Ämne B,a\n")
    assert found.topic["b"].broader == "a"


@pytest.mark.parametrize(
    ("name", "text", "place", "says"),
    [
        ("actors", "id,name\na,A\n", "line 1", "lacks class"),
        ("actors", "id;name;class\n", "line 1", "semicolons"),
        ("actors", "id,name,klass,class\n", "line 1, column 3", "did you mean 'class'"),
        ("actors", "id,name,class\n\nA b,N,Company\n", "line 3, column id", "is no id"),
        ("actors", "id,name,class\na,,Company\n", "line 2, column name", "empty"),
        ("actors", "id,name,class\na,A,Firma\n", "line 2, column class", "unknown class"),
        ("actors", "id,name,class\na,A,Company\na,B,Company\n", "line 3, column id", "stands in line 2"),
        ("actors", 'id,name,class\na,"A,Company\n', "line 2", "no csv"),
        ("actors", "id,name,class\na,A,Company,x\n", "line 2", "more cells"),
        ("initiatives", "id,name,kind\na,A,sak\n", "line 2, column kind", "unknown kind"),
        ("topics", "id,label_sv,broader\na,A,b\n", "line 2, column broader", "no topic 'b'"),
        ("topics", "id,label_sv,broader\na,A,b\nb,B,a\n", "column broader", "broader than itself"),
    ],
)
def test_a_mistake_is_told_with_its_place(
    tmp_path: Path, name: str, text: str, place: str, says: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, name, text)
    message = str(caught.value).casefold()
    assert f"vocabulary/{name}.csv" in message
    assert place in message
    assert says in message


def test_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    create(tmp_path)
    (tmp_path / "vocabulary" / "actors.csv").write_bytes("id,name,class\na,Å,Company\n".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"line 2.*"):
        load_vocabulary(load_config(tmp_path))


def test_an_actor_is_found_by_any_of_its_names() -> None:
    vocabulary = load_gazetteers()
    assert {
        find_actor(name, vocabulary).id for name in ("scb-0180", "Stockholms stad", "stockholms stad")
    } == {"scb-0180"}
    stranger = find_actor("Nybildade föreningen", vocabulary)
    assert (stranger.scope, stranger.id) == ("document", "nybildade-foreningen")


def test_the_register(tmp_path: Path) -> None:
    table = tmp_path / "register.csv"
    table.write_text(
        "file,id,respondent,date,status\na.md,R1,Stockholms stad,2025-01-31,late\n", encoding="utf-8"
    )
    row = load_register(table, "register.csv", load_gazetteers())["a.md"]
    (respondent,) = row.respondents
    assert (row.id, respondent.id, row.date, row.status) == ("R1", "scb-0180", "2025-01-31", "late")


@pytest.mark.parametrize(
    ("row", "says"),
    [("a.md,R 1,,", "part of an IRI"), ("a.md,,31/1,", "no day"), ("a.md,,,gone", "unknown status")],
)
def test_a_mistake_in_the_register(tmp_path: Path, row: str, says: str) -> None:
    table = tmp_path / "register.csv"
    table.write_text(f"file,id,date,status\n{row}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=says):
        load_register(table, "register.csv", load_gazetteers())


def test_the_invited_once_each(tmp_path: Path) -> None:
    table = tmp_path / "invited.csv"
    table.write_text("respondent\nStockholms stad\nscb-0180\nEn förening\n", encoding="utf-8")
    found = load_invited(table, "invited.csv", load_gazetteers())
    assert [actor.id for actor in found] == ["scb-0180", "en-forening"]
