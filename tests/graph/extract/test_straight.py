"""Subjects behind their verb, put before it; and the way back to the places in the sentence as written."""

from __future__ import annotations

import pytest

from remissgraf.graph.extract.patterns import stance_lexicon
from remissgraf.graph.extract.sentence import findings_in
from remissgraf.graph.extract.straight import straightened

from .conftest import Look


@pytest.mark.parametrize(
    ("sentence", "straight"),
    [
        ("I dag är den ordning som utredaren förordar otydlig.", "i dag den ordning som utredaren förordar är otydlig ."),
        ("Här bör bestämmelsen i 4 kap. 7 § andra stycket strykas.", "här bestämmelsen i 4 kap . 7 § andra stycket bör strykas ."),
        ("Samtidigt är uppdelningen mellan stat och kommun oklar.", "samtidigt uppdelningen mellan stat och kommun är oklar ."),
        ("Dessutom är utredningens förslag i denna del för dyrt.", "dessutom utredningens förslag i denna del är för dyrt ."),
    ],
)  # fmt: skip
def test_the_subject_comes_before_its_verb(look: Look, sentence: str, straight: str) -> None:
    found = straightened(look(sentence, "Strandverket", "sv"))
    assert found is not None
    assert found.view.lower == straight
    assert sorted(found.places) == list(range(len(found.view.tokens)))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Den ordning som utredaren förordar är otydlig."),
        ("sv", "Här anges att avgiften höjs."),
        ("sv", "Planen är bra."),
        ("en", "Today the rule that applies is unclear."),
    ],
)
def test_other_sentences_stay_as_they_are(look: Look, language: str, sentence: str) -> None:
    assert straightened(look(sentence, "Strandverket", language)) is None


def test_the_words_of_the_stance_are_those_of_the_sentence(look: Look) -> None:
    sentence = "I denna del är den ordning som utredaren förordar otydlig."
    view = look(sentence, "Strandverket", "sv")
    (finding,) = findings_in(view, stance_lexicon("sv"))
    assert sentence[finding.start : finding.end] == "är den ordning som utredaren förordar otydlig"
    assert view.tokens[finding.head].text == "är"
