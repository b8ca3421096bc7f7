"""Names that no list has: proposed beside a word that tells what they are, and not otherwise."""

from __future__ import annotations

import pytest

from remissgraf.graph.extract.context import Context
from remissgraf.graph.extract.unknown import unknown_names
from remissgraf.ontology.entries import Actor, Initiative, Vocabulary

from .conftest import Read

CONTEXT = Context(
    Vocabulary(
        actors=(Actor("hamnverket", "Hamnverket", ("StateAgency",)),),
        initiatives=(Initiative("kust", "Blå Kusten", "programme"),),
    )
)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        # behind the noun, also a compound, also in quotation marks
        ("Satsningen Gröna Kajen är viktig.", [("Gröna Kajen", "programme")]),
        ("Vi deltar i samverkansprogrammet ”Frisk Havsluft 2030”.", [("Frisk Havsluft 2030", "programme")]),
        ("Programmet är viktigt för Skåne.", []),
        # several after "som"
        ("Det finns nätverk som Sjövind, Tång och Salt.", [(name, "partnership") for name in ("Sjövind", "Tång", "Salt")]),
        ("Vi har nätverk som Anna har startat.", []),
        # before an apposition or a predicate
        ("Här arbetar Gröna Kajen, ett öppet nätverk för hamnar.", [("Gröna Kajen", "partnership")]),
        ("Kajen i Öst är ett nationellt centrum.", [("Kajen i Öst", "infrastructure")]),
        ("Hamnen är ett nationellt centrum.", []),
        # joined with the noun, or ending in it
        ("Vi stöder Gröna Kajen-projektet.", [("Gröna Kajen", "programme")]),
        ("Vi stöder Saltsjöns Partnerskap.", [("Saltsjöns Partnerskap", "partnership")]),
        ("Vi stöder kaj-projektet och FoU-projekt.", []),
        # what is known, general, or the respondent itself
        ("Programmet Blå Kusten och projektet Hamnverket är bra.", []),
        ("Organisationen Sandby kommun svarar.", []),
        ("Programmet Sverige är stort.", []),
    ],
)  # fmt: skip
def test_swedish(read: Read, sentence: str, names: list[tuple[str, str]]) -> None:
    document = read(f"Sandby kommun svarar på remissen.\n\n{sentence}")
    found = list(unknown_names(document, CONTEXT, (Actor("sandby", "Sandby kommun", ("Municipality",)),)))
    assert [(one.name, one.kind) for one in found] == names
    assert [document.text[one.start : one.end] for one in found] == [one.name for one in found]
    assert all(one.sentence == sentence for one in found)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The region already runs the Green Quay programme.", [("Green Quay", "programme")]),
        ("We also work with the project Salt and Wind.", [("Salt and Wind", "programme")]),
        ("We are members of Sea Breeze, a network for small ports.", [("Sea Breeze", "partnership")]),
        ("The programme is important to all of us.", []),
    ],
)
def test_english(read: Read, sentence: str, names: list[tuple[str, str]]) -> None:
    document = read(f"This is the response of the residents to the draft plan of the region.\n\n{sentence}")
    assert [(one.name, one.kind) for one in unknown_names(document, CONTEXT)] == names
