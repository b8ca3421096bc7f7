"""Telling languages apart, and several patterns as one."""

from __future__ import annotations

import re

from remissgraf.graph.language import detect, language, one_of


def test_a_sample_that_ends_within_a_word_counts_no_half_of_it() -> None:
    # Cut after its first letter, the last "anser" would be the English article.
    assert detect("anser " * 40_000) == "sv"
    assert detect("") == "sv"
    assert detect("Kommunen tillstyrker kapitel A.") == "sv"
    assert detect("Bolaget avstyrker alternativ A. Bolaget saknar en karta.") == "sv"
    assert detect("The city supports a plan.") == "en"


def test_words_count_in_any_case_and_as_often_as_they_stand() -> None:
    assert detect("OCH och Och the and") == "sv"
    assert detect("och och the And THE") == "en"


def test_one_pattern_matches_where_any_of_them_does() -> None:
    closings = language("sv").closings
    together = one_of(closings)
    for line in ("För styrelsen", "Med vänlig hälsning", "Vi tillstyrker", "Högaktningsfullt", ""):
        assert bool(together.match(line)) == any(pattern.match(line) for pattern in closings)


def test_an_alternative_stays_whole_among_the_others() -> None:
    assert one_of([re.compile("a|b"), re.compile("c$")]).match("cd") is None
