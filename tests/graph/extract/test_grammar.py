"""Sets that are made of a language's word lists and verb forms."""

from __future__ import annotations

import pytest

from remissgraf.graph.extract.grammar import languages, load_grammar


@pytest.mark.parametrize("language", sorted(languages()))
def test_finite_and_infinitive_forms_are_those_of_the_table(language: str) -> None:
    grammar = load_grammar(language)
    for word, forms in grammar.forms.items():
        tenses = [form.tense for form in forms]
        finite = any(tense.startswith(("present", "preterite")) for tense in tenses)
        assert grammar.is_finite(word) == (finite or word in grammar["words.common_verbs"])
        assert grammar.is_infinitive(word) == any(tense.startswith("infinitive") for tense in tenses)
    assert not grammar.is_finite("strandskydd")


def test_several_lists_together_are_their_union() -> None:
    grammar = load_grammar("sv")
    both = grammar.any_of("words.adverbs", "words.negators")
    assert both == grammar["words.adverbs"] | grammar["words.negators"]
    assert grammar.any_of("words.adverbs", "words.negators") is both
    with pytest.raises(KeyError):
        grammar.any_of("words.adverbs", "words.missing")
