"""The gazetteers: what they hold, which names they must never hold, and mistakes told with their place."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

import remissgraf.ontology
from remissgraf.errors import ConfigError, OntologyError, RemissgrafError
from remissgraf.ontology.entries import Vocabulary
from remissgraf.ontology.gazetteers import load_gazetteers
from remissgraf.ontology.load import load_ontology
from remissgraf.ontology.tables import read_table

FOLDER = Path(remissgraf.ontology.__file__).parent / "gazetteer"


@pytest.fixture(scope="module")
def shipped() -> Vocabulary:
    return load_gazetteers()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "gazetteer"))


def test_all_municipalities_and_regions_are_there(shipped: Vocabulary) -> None:
    kinds = [actor.classes for actor in shipped.actors]
    assert sum("Municipality" in classes for classes in kinds) == 290
    assert sum("Region" in classes for classes in kinds) == 21
    assert sum("HigherEducationInstitution" in classes for classes in kinds) == 48
    assert sum("StateAgency" in classes for classes in kinds) > 300
    assert sum("Court" in classes for classes in kinds) == 82


def test_gotland_is_one_actor_with_both_classes_and_codes(shipped: Vocabulary) -> None:
    gotland = shipped.actor["scb-0980"]
    assert gotland.classes == ("Municipality", "Region")
    assert (gotland.codes["scbCode"], gotland.codes["countyCode"]) == ("0980", "09")
    assert "county-09" not in shipped.actor


@pytest.mark.parametrize(
    ("identity", "name"),
    [
        ("scb-0180", "Stockholms stad"),
        ("scb-0114", "Upplands Väsby kommun"),
        ("county-14", "Västra Götalandsregionen"),
        ("skatteverket", "Skatteverket"),
        ("lansstyrelsen-i-skane-lan", "Länsstyrelsen i Skåne län"),
        ("gota-hovratt", "Göta hovrätt"),
        ("hovratten-over-skane-och-blekinge", "Hovrätten över Skåne och Blekinge"),
        ("chalmers-tekniska-hogskola", "Chalmers tekniska högskola"),
    ],
)
def test_actors_are_called_by_their_official_names(shipped: Vocabulary, identity: str, name: str) -> None:
    assert shipped.actor[identity].name == name


def test_ids_and_names_are_unique(shipped: Vocabulary) -> None:
    assert len(shipped.actor) == len(shipped.actors)
    names = [actor.name for actor in shipped.actors]
    assert len(set(names)) == len(names)


def test_no_alias_is_a_code_or_a_bare_place(shipped: Vocabulary) -> None:
    with FOLDER.joinpath("municipalities.csv").open(encoding="utf-8", newline="") as stream:
        places = {row["name_short"] for row in csv.DictReader(stream)}
    for actor in shipped.actors:
        for alias in actor.aliases:
            assert sum(map(str.isalpha, alias)) > 4, (actor.name, alias)
            assert alias != alias.lower(), (actor.name, alias)
            assert alias != actor.name
            assert alias not in places, (actor.name, alias)


def test_short_forms_hold_capitals_and_name_one_actor(shipped: Vocabulary) -> None:
    short = [code for actor in shipped.actors for code in actor.short]
    assert len(short) > 150
    assert len(set(short)) == len(short)
    assert all(code != code.lower() for code in short)
    # Words, and abbreviations of something else, are nobody's.
    assert not {"BRA", "HAN", "HIS", "DU", "VAL", "RS", "PM", "TV", "DOM"} & set(short)
    assert "AF" in shipped.actor["arbetsformedlingen"].short
    assert "HaV" in shipped.actor["havs-och-vattenmyndigheten"].short


def test_every_entry_has_a_source(shipped: Vocabulary) -> None:
    assert all(actor.source for actor in shipped.actors)
    assert all(initiative.source for initiative in shipped.initiatives)
    assert all(membership.source for membership in shipped.memberships)


def test_memberships_are_dated_and_refer_to_entries(shipped: Vocabulary) -> None:
    assert len(shipped.memberships) == 8
    for membership in shipped.memberships:
        assert membership.actor in shipped.actor
        assert membership.initiative in shipped.initiative
        assert membership.as_of


def test_classes_and_kinds_are_those_of_the_ontology(shipped: Vocabulary) -> None:
    ontology, types = load_ontology()["remissgraf.ttl"], load_ontology()["initiative-types.ttl"]
    for cls in {cls for actor in shipped.actors for cls in actor.classes}:
        assert f"rg:{cls} a owl:Class" in ontology
    for kind in {initiative.kind for initiative in shipped.initiatives}:
        assert f"itype:{kind} a rg:InitiativeType" in types


def test_every_note_on_a_name_has_its_entry() -> None:
    with FOLDER.joinpath("names.csv").open(encoding="utf-8", newline="") as stream:
        notes = list(csv.DictReader(stream))
    assert len(notes) > 100
    for file in {note["file"] for note in notes}:
        with FOLDER.joinpath(file).open(encoding="utf-8", newline="") as stream:
            known = {row["name"] for row in csv.DictReader(stream)}
        assert {note["name"] for note in notes if note["file"] == file} <= known


def test_the_shipped_gazetteers_are_read_once() -> None:
    assert load_gazetteers() is load_gazetteers()


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_bytes().decode("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode("utf-8"))


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("municipalities.csv", "\r\n0114,", "\r\n114,", "line 2, column scb_code"),
        ("municipalities.csv", "scb_code,", "code,", "scb_code"),
        ("agencies.csv", ",agency,", ",agentur,", "column type"),
        ("universities.csv", ",university college,", ",skola,", "column kind"),
        ("memberships.csv", "0180,Stockholm Business Alliance", "0180,Stockholm Bus", "column initiative"),
        ("memberships.csv", "Stockholms stad,0180", "Stockholms stad,9999", "column actor"),
        ("memberships.csv", "member (host),2025", "member (host),", "column as_of"),
        ("names.csv", ",official,", ",officiell,", "line 2, column use"),
        ("initiatives.csv", "\r\nstockholm-business-alliance,", "\r\ncapital-of-life,", "capital-of-life"),
    ],
)
def test_a_mistake_is_told_with_its_place(copy: Path, file: str, old: str, new: str, told: str) -> None:
    edit(copy, file, old.replace("\r\n", "\r\n" if b"\r\n" in (copy / file).read_bytes() else "\n"), new)
    with pytest.raises((ConfigError, OntologyError)) as caught:
        load_gazetteers(copy)
    assert told in str(caught.value)
    assert caught.value.code in {"config.table", "ontology.gazetteer-twin"}


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", "name,kind\nå,b\n".encode("utf-16"), b'name,"kind\n'])
def test_bad_files_are_refused(copy: Path, data: bytes) -> None:
    (copy / "universities.csv").write_bytes(data)
    with pytest.raises(RemissgrafError, match=r"universities\.csv"):
        load_gazetteers(copy)


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "kinds.csv").unlink()
    with pytest.raises(OntologyError, match=r"kinds\.csv") as caught:
        load_gazetteers(copy)
    assert caught.value.code == "ontology.gazetteer-file"


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x85", "\ufffe"])
def test_control_characters_are_refused_with_their_place(sign: str) -> None:
    with pytest.raises(ConfigError, match=r"line 2, column name: .*control character") as caught:
        list(read_table(f"id,name\na,b{sign}c\n".encode(), "x.csv", required=("id", "name")))
    assert caught.value.code == "config.table"
