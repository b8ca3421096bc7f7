"""Dissents are kept apart from what the respondent says, with their holder. All names and sentences are our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from remissgraf.graph.extract import Context, extract, to_record
from remissgraf.graph.model import Extraction
from remissgraf.graph.readers import read_document
from remissgraf.ontology.entries import Vocabulary

OWN = "Strömby kommun tillstyrker planen."


def extraction(folder: Path, text: str) -> Extraction:
    path = folder / "svar.md"
    path.write_text(f"# Yttrande från Strömby kommun\n\n{OWN}\n\n{text}\n", encoding="utf-8")
    return extract(read_document(path, root=folder), Context(Vocabulary()))


@pytest.mark.parametrize(
    ("text", "holder", "classes", "stances"),
    [
        (
            "Ledamoten Berit Alm reserverade sig och ansåg att planen borde ha avstyrkts.",
            "Berit Alm",
            ("PrivatePerson",),
            ["Rejects"],
        ),
        (
            "Mot beslutet reserverade sig Sven Rask (Strömbypartiet), som yrkade att planen skulle avvisas.",
            "Strömbypartiet (Strömby kommun)",
            ("PartyGroup",),
            ["Rejects"],
        ),
        (
            "Ledamöterna för Kustpartiet lämnade ett särskilt yttrande där de avstyrkte planen.",
            "Kustpartiet (Strömby kommun)",
            ("PartyGroup",),
            ["Rejects"],
        ),
        (
            "## Reservation av Kustpartiet\n\nVi avstyrker planen. Vi anser att pengarna gör mer nytta i skolan.",
            "Kustpartiet (Strömby kommun)",
            ("PartyGroup",),
            ["Rejects", "Holds"],
        ),
    ],
)
def test_a_dissent_has_its_holder_and_its_stance(
    tmp_path: Path, text: str, holder: str, classes: tuple[str, ...], stances: list[str]
) -> None:
    found = extraction(tmp_path, text)
    dissents = [one for one in found.statements if one.voice == "dissent"]
    assert [one.stance.cls for one in dissents] == stances
    assert {(actor.name, actor.classes) for actor in found.speakers} == {(holder, classes)}
    assert {one.actor for one in dissents} == {actor.id for actor in found.speakers}
    assert all(one.claim is None and one.agreement is None for one in dissents)
    # The respondent's own voice is as it was.
    assert [one.stance.cls for one in found.statements if one.voice == "statement"] == ["Approves"]


@pytest.mark.parametrize(
    "text",
    [
        "Reservationer ska lämnas före mötets slut.",
        "En av ledamöterna reserverade sig mot beslutet.",
        "Berit Alm är kommunens ordförande och avstyrkte en annan plan.",
        "Sven Rask lämnade ett särskilt yttrande.",
    ],
)
def test_what_is_no_dissent_or_has_no_holder_or_no_verdict(tmp_path: Path, text: str) -> None:
    found = extraction(tmp_path, text)
    assert [one.voice for one in found.statements] == ["statement"]
    assert found.speakers == ()


def test_extract_prints_the_respondents_own_voice_alone(tmp_path: Path) -> None:
    path = tmp_path / "svar.md"
    path.write_text(
        f"# Yttrande från Strömby kommun\n\n{OWN}\n\n## Reservation av Kustpartiet\n\nVi avstyrker planen.\n",
        encoding="utf-8",
    )
    document = read_document(path, root=tmp_path)
    found = extract(document, Context(Vocabulary()))
    assert len(found.statements) == 2
    assert [record["sentence"] for record in to_record(document, found, Vocabulary())] == [OWN]


@pytest.mark.parametrize(
    ("text", "chapters", "scope"),
    [
        (
            "Ledamöterna för Kustpartiet lämnade ett särskilt yttrande där de avstyrkte kapitel 3.",
            ("3",),
            "chapter",
        ),
        (
            "Ledamöterna för Kustpartiet lämnade ett särskilt yttrande där de avstyrkte planen i dess helhet.",
            (),
            "whole",
        ),
        ("## Reservation av Kustpartiet\n\nVi avstyrker åtgärderna i avsnitt 4.2.", ("4.2",), "part"),
        ("## Reservation av Kustpartiet\n\nVi avstyrker nedskärningarna.", (), "unspecified"),
    ],
)
def test_a_dissent_has_the_target_that_it_names(
    tmp_path: Path, text: str, chapters: tuple[str, ...], scope: str
) -> None:
    path = tmp_path / "svar.md"
    path.write_text(f"# Yttrande över planen från Strömby kommun\n\n{OWN}\n\n{text}\n", encoding="utf-8")
    found = extract(read_document(path, root=tmp_path), Context(Vocabulary()))
    (dissent,) = (one for one in found.statements if one.voice == "dissent")
    assert (dissent.target_chapters, dissent.target_scope) == (chapters, scope)
