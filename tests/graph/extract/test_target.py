"""Chapters named in sentences, headings and titles."""

from __future__ import annotations

import pytest

from remissgraf.graph.extract.context import Context
from remissgraf.graph.extract.grammar import load_grammar
from remissgraf.graph.extract.target import Targets
from remissgraf.graph.extract.tokens import tokenise
from remissgraf.ontology.entries import Chapter, Outline, Vocabulary

from .conftest import Found, Read

OUTLINE = Outline(
    "Havsplan för Västerhavet",
    (
        Chapter("1", "Inledning", None, 0, 1),
        Chapter("2", "Fiske och odling", None, 1, 2),
        Chapter("2.1", "Musselodling", "2", 2, 3),
        Chapter("2.2", "Yrkesfiske", "2", 3, 4),
        Chapter("3", "Farleder", None, 4, 5),
        Chapter("A", "Skyddade områden", None, 5, 6),
    ),
)


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("Verket tillstyrker avsnitt 2.1", ("2.1",)),
        ("Förslagen i 2.1, 2.2 och 3 avstyrks", ("2.1", "2.2", "3")),
        ("förslagen i kapitlen 1–3", ("1", "2", "3")),
        ("en ny musselodling (2.1)", ("2.1",)),
        ("skydd av fler områden (A)", ("A",)),
        ("Område A bör utökas", ("A",)),
        ("Vi har 3 båtar och A-licens", ()),
        ("avsnitt 9.9 finns inte", ()),
        ("avsnittet om musselodling", ("2.1",)),
        ("avgiften är 2.1 procent", ()),
        ("alla förslag utom det i 2.2", ()),
        ("förslagen i 2.1, dock inte mer än i 3", ("2.1",)),
    ],
)
def test_chapters_in_a_sentence(read: Read, sentence: str, labels: tuple[str, ...]) -> None:
    targets = Targets(read("# Svar\n\nVi svarar.\n"), OUTLINE, load_grammar("sv"))
    assert targets.in_text(tokenise(sentence)) == labels


def test_a_heading_gives_the_chapter_by_number_title_or_reference(found: Found) -> None:
    text = (
        "# Remissvar från Föreningen Bryggan\n\n## 2.2 Yrkesfiske\n\nVi avstyrker kvoten.\n\n## FARLEDER\n\nVi saknar djupdata.\n\n"
        "## Synpunkter på avsnitt 2.1\n\nVi välkomnar odlingen.\n\n## Övrigt\n\nVi tillstyrker avgiften (A).\n"
    )
    _, extraction = found(text, context=Context(Vocabulary(), OUTLINE))
    assert [s.target_chapters for s in extraction.statements] == [("2.2",), ("3",), ("2.1",), ("A",)]
    assert {s.target_scope for s in extraction.statements} == {"part"}


def test_opposite_stances_in_one_sentence_have_their_own_targets(found: Found) -> None:
    text = "# Remissvar från Föreningen Bryggan\n\nVi instämmer i 2.1 och 3.4 men avstyrker 2.2.\n"
    _, extraction = found(text)
    assert [(s.stance.cls, s.target_chapters) for s in extraction.statements] == [
        ("Concurs", ("2.1", "3.4")),
        ("Rejects", ("2.2",)),
    ]


def test_chapters_between_two_without_an_outline(read: Read) -> None:
    targets = Targets(read("# Svar\n\nVi svarar.\n"), None, load_grammar("sv"))
    assert targets.in_text(tokenise("avsnitten 6.1–6.4")) == ("6.1", "6.2", "6.3", "6.4")
    assert targets.in_text(tokenise("avsnitten 6.1–7.4")) == ("6.1", "7.4")


def test_contrasted_passives_have_their_own_chapters(found: Found) -> None:
    text = "# Remissvar från Föreningen Bryggan\n\nFörslaget i 2.1 tillstyrks, medan förslagen i 2.2 och 3.4 avstyrks.\n"
    _, extraction = found(text)
    assert [(s.stance.cls, s.target_chapters) for s in extraction.statements] == [
        ("Approves", ("2.1",)),
        ("Rejects", ("2.2", "3.4")),
    ]


def test_what_is_excepted_leaves_a_part(found: Found) -> None:
    text = "# Remissvar från Föreningen Bryggan\n\nFöreningen tillstyrker samtliga förslag utom det i 9.3.\n"
    _, extraction = found(text)
    assert [(s.target_chapters, s.target_scope) for s in extraction.statements] == [((), "part")]


def test_no_target_is_not_the_whole_strategy(found: Found) -> None:
    text = "# Remissvar från Föreningen Bryggan\n\nVi tillstyrker strategin.\n\nVi saknar en karta.\n"
    _, extraction = found(text)
    assert [s.target_scope for s in extraction.statements] == ["whole", "unspecified"]
