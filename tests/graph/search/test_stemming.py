from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.graph.search.stemming import stem, words

SAME = {
    "sv": (
        "tydliggöra tydliggör tydliggörs tydliggöras tydliggjorde tydliggjordes tydliggjort tydliggjord tydliggjorda",
        "förtydligas förtydligade förtydligat förtydligad",
        "klimat klimatet klimatets",
        "kommun kommunen kommuner kommunernas",
        "mandat mandatet mandaten",
        "anser ansåg ansett anses",
        "skriva skrev skrivit skriven skrivna",
        "ÅTGÄRD åtgärder Åtgärderna",
    ),
    "en": ("clarify clarifies clarified clarifying", "goal goals", "find found finds"),
}
APART = {
    "sv": (("roll", "rull"), ("åtgärd", "atgärd"), ("region", "religion")),
    "en": (("policy", "police"),),
}


@pytest.mark.parametrize(
    ("language", "forms"), [(code, forms) for code, sets in SAME.items() for forms in sets]
)
def test_forms_of_one_word_have_one_stem(language: str, forms: str) -> None:
    assert len({stem(form, language) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"), [(code, *pair) for code, pairs in APART.items() for pair in pairs]
)
def test_other_words_stay_apart(language: str, one: str, other: str) -> None:
    assert stem(one, language) != stem(other, language)


def test_letters_composed_in_either_way_are_the_same() -> None:
    assert stem("åtgärder", "sv") == stem("a\u030atga\u0308rder", "sv")


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    for word, start, end in words(text):
        assert text[start:end] == word
        assert stem(word, "sv") == stem(stem(word, "sv"), "sv")
