"""Sentence splitting, by a table of hard cases and by what must hold for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.graph.language import LANGUAGES, detect, language
from remissgraf.graph.segment.sentences import split

TABLE = Path(__file__).parent / "sentences.tsv"
CASES = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]


def test_the_table_is_there() -> None:
    assert len(CASES) > 50


@pytest.mark.parametrize(("lang", "marked"), CASES, ids=[marked[:40] for _, marked in CASES])
def test_table(lang: str, marked: str) -> None:
    text = " ".join(marked.split("¦"))
    assert [text[start:end] for start, end in split(text, language(lang))] == marked.split("¦")


PIECES = st.sampled_from(
    [
        "Vi anser",
        " ",
        ". ",
        "?",
        "…",
        "(",
        ")",
        '"',
        "A.",
        "bl.a.",
        "4.1",
        " Det är",
        "\n",
        "; ",
        ": ",
        "–",
        "m.m.",
    ]
)


@given(
    st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)), st.sampled_from(LANGUAGES)
)
def test_every_word_is_in_one_sentence(text: str, lang: str) -> None:
    spans = split(text, language(lang))
    end = 0
    for start, stop in spans:
        assert end <= start < stop
        assert text[start:stop] == text[start:stop].strip()
        assert not any(character.isalnum() for character in text[end:start])
        end = stop
    assert not any(character.isalnum() for character in text[end:])


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Kommunen anser att förslaget är bra och vill att det genomförs.", "sv"),
        ("The council finds that the proposal is sound and should be carried out.", "en"),
        ("Vi skrev om Capital of Life och the Art of Care.", "sv"),
        ("", "sv"),
    ],
)
def test_language(text: str, lang: str) -> None:
    assert detect(text) == lang


def test_unknown_language() -> None:
    with pytest.raises(KeyError):
        language("xx")
