"""Initiatives named in texts."""

from __future__ import annotations

import pytest

from remissgraf.graph.extract.context import Context
from remissgraf.graph.extract.finder import NameFinder
from remissgraf.graph.extract.grammar import load_grammar
from remissgraf.graph.extract.initiatives import initiative_names
from remissgraf.ontology.entries import Actor, Initiative, Vocabulary

from .conftest import Found

FINDER = NameFinder(
    initiative_names(
        (
            Initiative("bla-kusten", "Blå kusten", "brand", aliases=("Projekt Blå kusten",)),
            Initiative("bla", "Blå", "brand"),
            Initiative("hav", "Havslabbet", "infrastructure", short=("HL",)),
            Initiative("lif", "Lif", "organisation"),
            Initiative("norra", "Norra Science Park", "place"),
            Initiative("sodra", "Södra Science Park", "place"),
        )
    )
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Vi stöder Blå kustens arbete.", ["bla-kusten"]),
        ("BLÅ KUSTEN är bra.", ["bla-kusten"]),
        ("Havslabbets och Havslabbet:s data", ["hav", "hav"]),
        ("ett Havslabbet-projekt", ["hav"]),
        ("HL är bra men hl är det inte.", ["hav"]),
        ("Havslabbetonien", []),
        ("vårt lif, Lifs val och lif", ["lif"]),
        ("Nordblå kusten", []),
        ("Se havslabbet.se eller skriv till info@havslabbet.se.", []),
        ("Havs\u00adlabbet", []),
        ("Blå-Kusten och Blå\u00a0kusten", ["bla-kusten", "bla-kusten"]),
        # names that share their last words
        ("Både Norra och Södra Science Park deltar.", ["norra", "sodra"]),
        ("Östra, Norra samt Södra Science Park", ["norra", "sodra"]),
        ("den södra och Norra Science Park", ["norra"]),
        ("", []),
    ],
)
def test_names_are_found_as_whole_words(text: str, ids: list[str]) -> None:
    found = FINDER.find(text)
    assert [one.id for one in found] == ids


def test_places_are_those_of_the_text() -> None:
    text = "Både Projekt Blå kusten och Havslabbet."
    assert [text[one.start : one.end] for one in FINDER.find(text)] == ["Projekt Blå kusten", "Havslabbet"]


def test_no_vocabulary_finds_nothing() -> None:
    assert NameFinder(()).find("Blå kusten") == []


@pytest.mark.parametrize(
    ("definition", "later", "ids"),
    [
        ("Blå kusten (BK) är ny.", "BK och bk", ["bla-kusten"]),
        ("Vi deltar i ”Blå kusten” (nedan Kustprogrammet).", "Kustprogrammets mål", ["bla-kusten"]),
        ("**Havslabbet** (HAVL) är nytt.", "HAVL:s data", ["hav"]),
        # what stands in another bracket, or is a word of the name, defines nothing
        ("Blå kusten är en satsning (BK) bland flera.", "BK", []),
        ("Norra Science Park (Norra) är störst.", "Norra", []),
        ("Blå kusten (se bilaga 2) är ny.", "bilaga", []),
    ],
)
def test_a_text_may_define_short_names(definition: str, later: str, ids: list[str]) -> None:
    finder = FINDER.defining(definition, load_grammar("sv"))
    assert [one.id for one in finder.find(later)] == ids


VOCABULARY = Vocabulary(
    actors=(
        Actor("sandby", "Sandby kommun", ("Municipality",)),
        Actor("hamnverket", "Hamnverket", ("StateAgency",), aliases=("verket",), short=("HV",)),
        Actor("sjo", "Sjökommunen", ("Municipality",), short=("SKN",), scope="gazetteer"),
    ),
    initiatives=(
        Initiative("kust", "Blå Kusten", "programme", aliases=("BlåKust",)),
        Initiative("fyr", "Fyrnätet", "partnership"),
    ),
)


@pytest.mark.parametrize(
    ("sentence", "named", "endorsed"),
    [
        ("Vi välkomnar Blå Kusten.", ("kust",), ("kust",)),
        ("Vi ställer oss bakom satsningen Blå Kusten.", ("kust",), ("kust",)),
        ("Vi är positiva till både Blå Kusten och Fyrnätet.", ("kust", "fyr"), ("kust", "fyr")),
        ("Samverkansprogrammet Fyrnätet tillstyrks.", ("fyr",), ("fyr",)),
        # named only
        ("Vi välkomnar en hänvisning till Blå Kusten.", ("kust",), ()),
        ("Vi välkomnar Blå Kustens rapport.", ("kust",), ()),
        ("Vi tillstyrker att Blå Kusten utreds.", ("kust",), ()),
        ("Vi välkomnar ett Fyrnätet-möte.", ("fyr",), ()),
        ("Vi välkomnar hamnarna inom Blå Kusten.", ("kust",), ()),
        ("Vi avstyrker Blå Kusten.", ("kust",), ()),
        ("Vi välkomnar inte Blå Kusten.", ("kust",), ()),
        ("Vi anser att Blå Kusten är viktig.", ("kust",), ()),
    ],
)
def test_to_name_is_not_to_endorse(
    found: Found, sentence: str, named: tuple[str, ...], endorsed: tuple[str, ...]
) -> None:
    _, extraction = found(f"Sandby kommun svarar.\n\n{sentence}", context=Context(VOCABULARY))
    assert [(one.initiatives, one.endorsed) for one in extraction.statements] == [(named, endorsed)]


@pytest.mark.parametrize(
    ("sentence", "actors"),
    [
        ("Vi anser att Hamnverket och Sjökommunen bör samverka.", ("hamnverket", "sjo")),
        ("Vi anser att SKN:s kajer bör byggas ut.", ("sjo",)),
        # a common noun, a code of two letters and the respondent's own name call nobody else
        ("Vi anser att verket bör få mer medel.", ()),
        ("Vi anser att HV bör få mer medel.", ()),
        ("Sandby kommun välkomnar kajerna.", ()),
    ],
)
def test_actors_drawn_in(found: Found, sentence: str, actors: tuple[str, ...]) -> None:
    _, extraction = found(f"Sandby kommun svarar.\n\n{sentence}", context=Context(VOCABULARY))
    assert [one.actors for one in extraction.statements] == [actors]


def test_a_lead_in_endorses_what_its_items_are(found: Found) -> None:
    text = "Sandby kommun svarar.\n\nVi tillstyrker\n\n- Blå Kusten som namn\n- en utredning av Fyrnätet\n"
    _, extraction = found(text, context=Context(VOCABULARY))
    assert [one.endorsed for one in extraction.statements] == [("kust",), ()]
