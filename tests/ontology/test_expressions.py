"""The stance and action schemes as values."""

from __future__ import annotations

import pytest

from remissgraf.errors import OntologyError
from remissgraf.graph.model import STANCE_CLASSES
from remissgraf.ontology.expressions import load_actions, load_stances, parse_actions, parse_stances

HEAD = """@prefix stance: <https://w3id.org/remissgraf/stance/> . @prefix action: <https://w3id.org/remissgraf/action/> .
@prefix rg: <https://w3id.org/remissgraf/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def test_every_class_has_expressions_in_both_languages() -> None:
    concepts = load_stances()
    assert {concept.cls for concept in concepts} == set(STANCE_CLASSES)
    for cls in STANCE_CLASSES:
        languages = {e.language for concept in concepts if concept.cls == cls for e in concept.expressions}
        assert languages >= {"sv", "en"}
    assert all(set(concept.labels) == {"sv", "en"} for concept in concepts)


def test_one_expression_of_a_kind_has_one_meaning() -> None:
    seen: dict[tuple[str, str, str], str] = {}
    for concept in load_stances():
        for expression in concept.expressions:
            key = (expression.language, expression.kind, expression.text)
            assert seen.setdefault(key, concept.slug) == concept.slug, expression


def test_a_new_label_becomes_an_expression() -> None:
    labels = 'skos:altLabel "sätta sig på tvären"@sv ; rg:evaluativeLabel "vara bedrövlig"@sv'
    turtle = f'{HEAD} stance:x a rg:Stance ; rg:stanceClass "Rejects" ; {labels} .'
    (concept,) = parse_stances(turtle, "test")
    assert [(e.text, e.kind) for e in concept.expressions] == [
        ("sätta sig på tvären", "holder"),
        ("vara bedrövlig", "matter"),
    ]


def test_actions_have_verbs_and_nouns() -> None:
    clarify = next(concept for concept in load_actions() if concept.name == "Clarify")
    assert {e.kind for e in clarify.expressions} == {"action", "noun"}
    assert "tydliggöra" in {e.text for e in clarify.expressions}


@pytest.mark.parametrize(
    ("turtle", "code"),
    [
        ("stance:x a rg:Stance .", "ontology.stance-class"),
        (
            'stance:x a rg:Stance ; rg:stanceClass "Holds" ; rg:whenNegated stance:nowhere .',
            "ontology.stance-link",
        ),
        ("stance:x a rg:Stance", "ontology.syntax"),
    ],
)
def test_mistakes_in_the_scheme_are_named(turtle: str, code: str) -> None:
    with pytest.raises(OntologyError) as caught:
        parse_stances(HEAD + turtle, "min.ttl")
    assert caught.value.code == code
    assert caught.value.where == "min.ttl"
    assert caught.value.remedy


def test_a_broken_action_file_is_named() -> None:
    with pytest.raises(OntologyError, match="not valid Turtle"):
        parse_actions("action:", "min.ttl")
