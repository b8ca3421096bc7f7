"""Three texts that mean a triple of the example, and what is said of those that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.errors import QueryError
from remissgraf.graph.workspace.opened import Opened
from remissgraf.ontology.namespaces import PREFIXES
from remissgraf.queries.triples import read_triple, short_term

ACTOR = "actor/norrviks-kommun"


def read(opened: Opened, *parts: str) -> tuple[str, str, str]:
    return read_triple(opened.store, opened.config.base, *parts)


@pytest.mark.parametrize(
    "value",
    [
        "Norrviks kommun",
        '"Norrviks kommun"',
        '"Norrviks kommun"@sv',
        '"Norrviks kommun"@SV',
        '"Norrviks kommun"^^rdf:langString',
    ],
)
def test_a_text_is_found_by_its_words_or_exactly(opened_example: Opened, value: str) -> None:
    assert read(opened_example, ACTOR, "skos:prefLabel", value)[2] == '"Norrviks kommun"@sv'


@pytest.mark.parametrize("subject", [ACTOR, "{base}" + ACTOR, "<{base}" + ACTOR + ">", f" {ACTOR} "])
@pytest.mark.parametrize("predicate", ["a", "rdf:type", f"<{PREFIXES['rdf']}type>"])
def test_iris_are_written_in_every_usual_way(opened_example: Opened, subject: str, predicate: str) -> None:
    base = opened_example.config.base
    found = read(opened_example, subject.replace("{base}", base), predicate, "rg:PublicActor")
    assert found == (f"<{base}{ACTOR}>", f"<{PREFIXES['rdf']}type>", f"<{PREFIXES['rg']}PublicActor>")


def test_numbers_and_truth_values_are_found_as_they_are_written(opened_example: Opened) -> None:
    chapter = "strategy/lsx-2025/chapter/1"
    assert read(opened_example, chapter, "rg:sectionOrder", "1")[2].startswith('"1"^^')
    assert read(opened_example, chapter, "rg:sectionOrder", '"1"^^xsd:integer')[2].startswith('"1"^^')
    assert read(opened_example, "stance:tillstyrker", "rg:isFormal", "true")[2].startswith('"true"^^')


@pytest.mark.parametrize(
    ("parts", "message", "remedy"),
    [
        (
            ("actor/norviks-kommun", "a", "rg:Actor"),
            "nothing is said of",
            "did you mean actor/norrviks-kommun",
        ),
        (("Norrviks kommun", "a", "rg:Actor"), "nothing is said of", "did you mean actor/norrviks-kommun"),
        (("norrviks Kommun", "a", "rg:Actor"), "nothing is said of", "did you mean actor/norrviks-kommun"),
        ((ACTOR, "rg:endorse", "strategy/lsx-2025"), "has no", "did you mean rg:endorses"),
        ((ACTOR, "rg:zzzz", "x"), "has no", "it has "),
        ((ACTOR, "rg:endorses", "strategy/lsx"), "does not say that", "did you mean strategy/lsx-2025?"),
        ((ACTOR, "skos:prefLabel", '"Norrviks kommun"@en'), "does not say that", "Norrviks kommun"),
        ((ACTOR, "skos:prefLabel", '"Norrviks kommun"^^xsd:string'), "does not say that", "Norrviks kommun"),
        ((ACTOR, "", "x"), "has no", "it has "),
        (("", "", ""), "nothing is said of", "remissgraf query"),
        (("<", ">", "\x00"), "nothing is said of", "remissgraf query"),
        (("http://[", "a b", '"'), "nothing is said of", "remissgraf query"),
    ],
)
def test_what_the_graph_does_not_hold(
    opened_example: Opened, parts: tuple[str, str, str], message: str, remedy: str
) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        read(opened_example, *parts)
    assert caught.value.code == "query.triple"
    assert remedy in (caught.value.remedy or "")


@given(st.text(), st.text(), st.text())
def test_any_text_is_read_or_refused(
    opened_example: Opened, subject: str, predicate: str, value: str
) -> None:
    with pytest.raises(QueryError):
        read(opened_example, subject, predicate, value)


def test_a_short_term_means_the_term_again(opened_example: Opened) -> None:
    base = opened_example.config.base
    for quad in list(opened_example.store.quads())[::97]:
        parts = (str(quad.subject), str(quad.predicate), str(quad.object))
        assert read(opened_example, *(short_term(part, base) for part in parts)) == parts
