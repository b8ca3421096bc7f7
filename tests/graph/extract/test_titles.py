"""Chapters by words of their titles: in part, in compounds, in another language, by a usual name, by a thing of their own."""

from __future__ import annotations

import pytest

from remissgraf.graph.extract.context import Context
from remissgraf.graph.extract.grammar import load_grammar
from remissgraf.graph.extract.titles import Titles, glossary
from remissgraf.graph.extract.tokens import tokenise
from remissgraf.graph.segment import outline
from remissgraf.ontology.entries import Vocabulary

from .conftest import Found, Read

STRATEGY = """# Program för levande stränder

## 1 Inledning

Länet har fyrtio mil strand.

## 2 Strandskydd

### 2.1 Dispensprövning

Länsstyrelsen prövar varje dispens. En dispensnämnd inrättas.

### 2.2 Tillsyn över bryggor

Kommunen besöker bryggorna vart tredje år. En flytbrygga räknas som brygga.

## 3 Vattenkvalitet och badplatser

En badvakt anställs på varje badplats. Badvakten mäter alger.

## 4 Finansiering

Staten betalar hälften.

## 5 Förberedelser inför ikraftträdandet

Reglerna gäller från 2031.
"""


@pytest.fixture
def context(read: Read) -> Context:
    strategy = read(STRATEGY, "strategi.md")
    return Context(Vocabulary(), outline(strategy), strategy=strategy)


@pytest.mark.parametrize(
    ("language", "heading", "labels"),
    [
        # A part of a title, also where the strategy's own title has the word.
        ("sv", "Badplatserna", ("3",)),
        ("sv", "Tillsynen", ("2.2",)),
        ("sv", "Levande kulturarv", ()),
        # Compounds.
        ("sv", "Tillsynsfrågor", ("2.2",)),
        ("sv", "Finansieringsmodellen", ("4",)),
        ("sv", "Vattenskotrar", ()),
        # Another usual name of such a chapter.
        ("sv", "Pengarna", ("4",)),
        ("sv", "Tidplanen", ()),
        ("sv", "Ekonomi", ("4",)),
        # A thing that one chapter alone speaks of.
        ("sv", "Badvakten", ("3",)),
        ("sv", "Flytbryggor", ("2.2",)),
        ("sv", "Snöskotrar", ()),
        # Another language.
        ("en", "Water quality", ("3",)),
        ("en", "Funding", ("4",)),
        ("en", "Preparations for the entry into force", ("5",)),
        ("en", "Supervision", ("2.2",)),
        ("en", "About the society", ()),
    ],
)
def test_a_heading_names_a_chapter(
    context: Context, language: str, heading: str, labels: tuple[str, ...]
) -> None:
    titles = Titles(context.outline, load_grammar(language), "sv", context.parts)
    assert titles.of(tokenise(heading)) == labels


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("Dispensnämnden bör ha sju ledamöter.", ("2.1",)),
        ("Vi avstyrker tätare tillsyn över bryggor.", ("2.2",)),
        # Words of two chapters below, and of one elsewhere, point to none.
        ("Dispenser och bryggor är olika saker.", ()),
        ("Vi saknar badvakter.", ()),
    ],
)
def test_a_sentence_under_a_chapter_points_to_one_below_it(
    context: Context, sentence: str, labels: tuple[str, ...]
) -> None:
    titles = Titles(context.outline, load_grammar("sv"), "sv", context.parts)
    assert titles.spoken_of(tokenise(sentence), "2") == labels


def test_the_sentences_before_tell_what_a_statement_is_about(found: Found, context: Context) -> None:
    text = (
        "# Remissvar från Föreningen Bryggan\n\n## Strandskydd\n\nVi avstyrker dispensnämnden. Den bör i stället bli ett råd.\n\n"
        "Vi välkomnar ambitionen.\n\n## 1 Inledning\n\nBryggan välkomnar beskrivningen av erosionen.\n\n## Övrigt\n\n"
        "I fråga om tillsyn över bryggor har vi inga synpunkter. Vi välkomnar bryggor.\n"
    )
    _, extraction = found(text, context=context)
    assert [(s.stance.cls, s.target_chapters) for s in extraction.statements] == [
        ("Rejects", ("2.1",)),
        ("Proposes", ("2.1",)),
        ("Welcomes", ("2",)),
        ("Welcomes", ("1",)),
        ("NoObjection", ("2.2",)),
        ("Welcomes", ()),
    ]


def test_a_glossary_serves_both_ways_and_is_empty_within_a_language() -> None:
    assert "uppföljning" in glossary("en", "sv")["follow-up"]
    assert "fee" in glossary("sv", "en")["avgift"]
    assert not glossary("sv", "sv")
