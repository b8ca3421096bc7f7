"""Clause boundaries and finite verbs."""

from __future__ import annotations

import pytest

from remissgraf.graph.extract.clauses import field_before, finite_verb, governor
from remissgraf.graph.extract.grammar import load_grammar
from remissgraf.graph.extract.tokens import tokenise

SV = load_grammar("sv")


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"),
    [
        ("Planen bör ändras", "bör", None),
        ("Verket anser att planen bör ändras", "bör", "att"),
        ("De krav som ställs på hamnar bör sänkas", "bör", None),
        ("Hur det ska gå till bör utredas", "bör", None),
        ("Frågan är svår, men den bör lösas", "bör", None),
        ("Planen, som bör ändras, är gammal", "bör", "som"),
        ("Förslaget om nya hamnar bör utgå", "bör", None),
        ("Verket undrar om planen bör ändras", "bör", "om"),
    ],
)
def test_the_governor_of_a_verb(sentence: str, verb: str, expected: str | None) -> None:
    tokens = tokenise(sentence)
    at = next(i for i, token in enumerate(tokens) if token.lower == verb)
    assert governor(tokens, at, SV) == expected


@pytest.mark.parametrize(
    ("sentence", "head", "tense", "finite"),
    [
        ("Verket vill därför framhålla behovet", "framhålla", "infinitive", "vill"),
        ("Verket väljer att avstå", "avstå", "infinitive", "väljer"),
        ("Verket fick i uppdrag att föreslå regler", "föreslå", "infinitive", None),
        ("Verket föreslog en regel", "föreslog", "preterite", None),
        ("Verket har noterat bristen", "noterat", "supine", "har"),
    ],
)
def test_the_finite_verb_of_a_stance_verb(sentence: str, head: str, tense: str, finite: str | None) -> None:
    tokens = tokenise(sentence)
    at = next(i for i, token in enumerate(tokens) if token.lower == head)
    verb = finite_verb(tokens, at, tense, SV)
    assert (tokens[verb.index].lower if verb else None) == finite


def test_noun_phrases_joined_by_och_stay_in_one_field() -> None:
    tokens = tokenise("Ansvar, kostnader och ägande måste klargöras")
    field = field_before(tokens, 5, SV)
    assert [token.lower for token in tokens[field.start : 5]] == ["kostnader", "och", "ägande"]
