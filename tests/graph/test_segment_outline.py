"""Headings, their numbers, and the tree that the numbering makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.graph.readers import READERS, read_document
from remissgraf.graph.segment import assemble, outline
from remissgraf.graph.segment.numbering import is_question, read_heading, section_kind
from remissgraf.graph.segment.outline import Tree


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("1 Inledning", "1", "Inledning"),
        ("1. Inledning", "1", "Inledning"),
        ("1.2.2 Relationen", "1.2.2", "Relationen"),
        ("3.3.Norden", "3.3", "Norden"),
        ("A. Forskning", "A", "Forskning"),
        ("A.1 Delmål", "A.1", "Delmål"),
        ("P4 Vatten", "P4", "Vatten"),
        ("II. Medel", "II", "Medel"),
        ("Avsnitt 1.2.1", "1.2.1", "Avsnitt 1.2.1"),
        ("Område A", "A", "Område A"),
        ("Kapitel 3", "3", "Kapitel 3"),
        ("Till avsnitt 4.1", "4.1", "Till avsnitt 4.1"),
        ("Synpunkter på C. Hållbarhet", "C", "Synpunkter på C. Hållbarhet"),
        ("Om C, hållbarhet", "C", "Om C, hållbarhet"),
        ("Comments on section 2.1", "2.1", "Comments on section 2.1"),
        ("Om oss", None, "Om oss"),
        ("Till regeringen", None, "Till regeringen"),
        ("I korthet", None, "I korthet"),
        ("12 augusti 2025", None, "12 augusti 2025"),
        ("2025 års plan", None, "2025 års plan"),
        ("EU och vi", None, "EU och vi"),
    ],
)
def test_headings(heading: str, number: str | None, title: str) -> None:
    found = read_heading(heading)
    assert (found.number, found.title) == (number, title)


def tree(*headings: tuple[str, int | None]) -> dict[str, str | None]:
    made = Tree("Titel", 1000)
    for at, (text, level) in enumerate(headings, 1):
        made.add(text, at * 10, level)
    return {section.id: section.parent for section in made.sections()}


def test_levels_do_not_decide() -> None:
    assert tree(("1.1 A", None), ("1.2.2 B", 3), ("B. C", 2), ("C. D", 4), ("D. E", 3)) == {
        "root": None,
        "1.1": "root",
        "1.2.2": "root",
        "B": "root",
        "C": "root",
        "D": "root",
    }


def test_letters_inside_a_whole_number() -> None:
    found = tree(("2 Områden", 2), ("A. Ett", 3), ("B. Två", 2), ("3 Annat", 2), ("3.1 Del", 2))
    assert found == {"root": None, "2": "root", "A": "2", "B": "2", "3": "root", "3.1": "3"}


def test_letters_in_plain_text_have_no_level() -> None:
    assert tree(("2 Områden", None), ("A. Ett", None), ("B. Två", None))["B"] == "2"


def test_unnumbered_headings_nest_by_level_only() -> None:
    found = tree(("1 Ett", 2), ("Bakgrund", 3), ("Sammanfattning", 2), ("Delar", 3), ("Fri", None))
    assert found["bakgrund"] == "1"
    assert found["sammanfattning"] == "root"
    assert found["delar"] == "sammanfattning"
    assert found["fri"] == "root"


def test_equal_headings_get_an_ordinal() -> None:
    assert list(tree(("Mål", 2), ("Mål", 2), ("1 A", 2), ("1 B", 2), ("Root", 2))) == [
        "root",
        "mal",
        "mal-2",
        "1",
        "1-2",
        "root-2",
    ]


HEADINGS = st.sampled_from(
    ["1 A", "1.1 B", "1.1.1 C", "2 D", "A. E", "B. F", "A.1 G", "Mål", "Sammanfattning", "3.3.H", "?"]
)


@given(st.lists(st.tuples(HEADINGS, st.one_of(st.none(), st.integers(1, 6))), max_size=20))
def test_sections_nest(headings: list[tuple[str, int | None]]) -> None:
    made = Tree("Titel", 10 * len(headings) + 10)
    for at, (text, level) in enumerate(headings, 1):
        made.add(text, at * 10, level)
    sections = made.sections()
    ids = [section.id for section in sections]
    assert len(set(ids)) == len(ids) == len(headings) + 1
    for number, section in enumerate(sections[1:], 1):
        assert section.parent in ids[:number]
        assert section.start < section.end <= sections[0].end
        assert all(later.start >= section.end or later.end <= section.end for later in sections[number + 1 :])


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Sammanfattning", "summary"),
        ("Sammanfattande bedömning", "summary"),
        ("Regionens ställningstagande", "summary"),
        ("Ställningstaganden", None),
        ("Det här tycker vi i korthet", "summary"),
        ("Kommunens krav i korthet", "summary"),
        ("Förslaget i korthet", None),
        ("Summary", "summary"),
        ("Ärendet", "background"),
        ("Ärendets handläggning", "background"),
        ("Who we are", "background"),
        ("Reservation av Eva Lind", "dissent"),
        ("Särskilt yttrande", "dissent"),
        ("Forskning", None),
    ],
)
def test_section_kinds(title: str, kind: str | None) -> None:
    assert section_kind(title) == kind


def test_questions() -> None:
    assert is_question("Fråga 6. Övriga synpunkter")
    assert is_question("Delar ni syftet?")
    assert not is_question("Frågan om staten")


def test_outline_of_the_example(example: Path) -> None:
    found = outline(read_document(example / "strategy" / "strategy.md", root=example))
    assert found.title.startswith("Life science-strategi för Stockholm-Uppsala-regionen")
    assert {chapter.label: chapter.parent for chapter in found.chapters} == {
        "1": None,
        "1.1": "1",
        "1.2": "1",
        "1.2.1": "1.2",
        "1.2.2": "1.2",
        "2": None,
        "A": "2",
        "B": "2",
        "C": "2",
        "D": "2",
        "E": "2",
        "3": None,
        "3.1": "3",
        "3.2": "3",
        "3.3": "3",
        "4": None,
        "4.1": "4",
    }
    assert found.by_label["E"].end == found.by_label["2"].end == found.by_label["3"].start


def test_outline_of_unnumbered_chapters() -> None:
    source = READERS[".md"]("# Plan\n\n## Mål\n\nText.\n\n### Delmål\n\nText.\n".encode())
    found = outline(assemble(source, identifier="x", path="x.md", suffix="md", sha256=""))
    assert [(c.label, c.parent, c.numbered) for c in found.chapters] == [
        ("mal", None, False),
        ("delmal", "mal", False),
    ]
