"""Third parties: whom the public edition hides and what it leaves alone, sentence by sentence (named.tsv)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from remissgraf.graph.describe.private import Personal, joined_spans, masked
from remissgraf.graph.persons import NoPersons, is_person, people_named
from remissgraf.ontology.entries import Actor, Vocabulary
from remissgraf.ontology.gazetteers import load_gazetteers


@dataclass(frozen=True)
class Row:
    """text: a passage. hidden: (start, end) of what is a private person's name in it."""

    text: str
    hidden: tuple[tuple[int, int], ...]


def _rows() -> list[Row]:
    rows = []
    for line in Path(__file__).with_name("named.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, _, marked = line.partition("\t")
        text, spans, start = "", [], 0
        for piece in re.split(r"([{}])", marked.replace("\\n", "\n")):
            if piece == "{":
                start = len(text)
            elif piece == "}":
                spans.append((start, len(text)))
            else:
                text += piece
        assert bool(spans) == (kind == "hide"), line
        rows.append(Row(text, tuple(spans)))
    return rows


ROWS = _rows()


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_gazetteers()


def hidden(text: str, known: NoPersons) -> str:
    found = people_named(text, known)
    personal = Personal((), found.names, found.surnames)
    return masked(text, joined_spans((*found.spans, *personal.found_in(text))))


def test_the_table_is_as_large_as_it_must_be() -> None:
    assert sum(bool(row.hidden) for row in ROWS) >= 40
    assert sum(not row.hidden for row in ROWS) >= 40


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text[:50])
def test_names_are_hidden_and_nothing_else(row: Row, vocabulary: Vocabulary) -> None:
    assert hidden(row.text, NoPersons.of(vocabulary)) == masked(row.text, row.hidden)


def test_who_gave_a_known_actor_its_name_is_known() -> None:
    foundation = Actor("f", "Stiftelsen Elsa Korpdals minne", ("Foundation",))
    text = "Elsa Korpdal var läkare. Stiftelsen Elsa Korpdals minne bildades 1960. Elsa Korpdalén bor här."
    assert hidden(text, NoPersons.of(None)) != text
    known = NoPersons.of(Vocabulary(actors=(foundation,)))
    assert hidden(text, known) == text.replace("Elsa Korpdalén", "▒▒▒▒ ▒▒▒▒▒▒▒▒▒")
    person = Actor("p", "Elsa Korpdal", ("PrivatePerson",))
    assert hidden(text, NoPersons.of(Vocabulary(actors=(person,)))) == hidden(text, NoPersons.of(None))


def test_a_surname_that_is_a_word_is_hidden_with_the_first_name_only() -> None:
    text = "Anna Berg skrev. Vårt berg består. Berg och dal finns. Bergs hus står kvar. Lena Viksund sade nej. Viksunds hus."
    assert hidden(text, NoPersons.of(None)) == (
        "▒▒▒▒ ▒▒▒▒ skrev. Vårt berg består. Berg och dal finns. Bergs hus står kvar. "
        "▒▒▒▒ ▒▒▒▒▒▒▒ sade nej. ▒▒▒▒▒▒▒▒ hus."
    )


def test_an_elected_members_name_stays_where_a_surname_is_shared() -> None:
    text = "Anna Viksund (S) talade. Nils Viksund bor vid ån. Viksund fick svar."
    assert hidden(text, NoPersons.of(None)) == text.replace("Nils Viksund", "▒▒▒▒ ▒▒▒▒▒▒▒")


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Zeynep Lindkvist", False),  # A first name that no list has tells too little.
        ("Karl-Erik Grönvall", True),
        ("Maria af Sandeberg", True),
        ("Bergs kommun", False),
        ("Stiftelsen Elsa Korpdals minne", False),
        ("Elsa Korpdals minne", False),
        ("Victoria Park AB", False),
        ("Föreningen Norden", False),
        ("", False),
    ],
)
def test_a_name_is_a_persons(name: str, person: bool) -> None:
    assert is_person(name) is person


@pytest.mark.parametrize("text", ["A\xad", "Fyren Anna\xad", "Anna Ström\xad", "Anna Ström\xad\nvid kajen"])
def test_a_soft_hyphen_may_end_a_word(text: str, vocabulary: Vocabulary) -> None:
    assert len(hidden(text, NoPersons.of(vocabulary))) == len(text)
