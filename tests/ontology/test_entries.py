"""The values of a vocabulary: how a chapter is called."""

from __future__ import annotations

import pytest

from remissgraf.ontology.entries import Chapter


@pytest.mark.parametrize(
    ("label", "title", "heading"),
    [
        ("1.2", "Hamnar", "1.2 Hamnar"),
        ("A", "Fyrar", "A Fyrar"),
        # The title tells its own label.
        ("2", "Kapitel 2 Ansvar", "Kapitel 2 Ansvar"),
        ("3.1", "Avsnitt 3.1: Avgifter", "Avsnitt 3.1: Avgifter"),
        ("2", "2 kap. Ansvar", "2 kap. Ansvar"),
        ("B", "Bilaga B Kartor", "Bilaga B Kartor"),
        # Another number, a longer one, or a word that only begins as the label does.
        ("2", "Kapitel 21 Ansvar", "2 Kapitel 21 Ansvar"),
        ("1", "Mot 2030 i 1 steg", "1 Mot 2030 i 1 steg"),
        ("A", "A new start", "A A new start"),
        ("I", "Inledning", "I Inledning"),
    ],
)
def test_a_heading_tells_its_label_once(label: str, title: str, heading: str) -> None:
    assert Chapter(label, title, None, 0, 9).heading == heading


def test_a_chapter_without_a_number_has_its_title() -> None:
    assert Chapter("hamnar", "Hamnar", None, 0, 9, numbered=False).heading == "Hamnar"
