"""The rules: readable headers, and support and positions as the domain defines them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from remissgraf.errors import OntologyError
from remissgraf.ontology.load import load_ontology, load_rules, rule_from_text
from remissgraf.ontology.namespaces import PREFIXES

BASE = "https://example.org/r/"
PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items()) + f"PREFIX : <{BASE}>\n"
CONSULTATION = """
:c a rg:Consultation ; rg:consultsOn :strategy ; rg:hasInvitation :i1 , :i2 .
:i1 rg:invitee :anna . :i2 rg:invitee :silent .
:strategy a rg:Strategy . :two a rg:Chapter ; rg:directPartOf :strategy .
:r1 a rg:Response ; rg:respondsTo :c ; rg:submittedBy :anna .
"""


def store(turtle: str) -> ox.Store:
    made = ox.Store()
    for text in load_ontology().values():
        made.load(text.encode(), format=ox.RdfFormat.TURTLE)
    prologue = PROLOGUE.replace("PREFIX ", "@prefix ").replace(">\n", "> .\n")
    made.load((prologue + turtle).encode(), format=ox.RdfFormat.TURTLE)
    return made


def statement(
    name: str,
    stance: str,
    scope: str = "whole",
    target: str = "strategy",
    *,
    response: str = "r1",
    more: str = "",
) -> str:
    return (
        f":{name} a rg:Statement ; rg:statedIn :{response} ; rg:madeBy :anna ; rg:hasStance stance:{stance} ;"
        f' rg:targetScope "{scope}" ; rg:targets :{target} {more} .\n'
    )


def derive(turtle: str, *rules: str) -> set[tuple[str, str, str]]:
    """The triples that the rules make on top of what counts, with the base and the namespace taken off."""
    data = store(turtle)
    found: set[tuple[str, str, str]] = set()
    for rule in load_rules():
        if rule.name in (*rules, "r1-counted"):
            answer = data.query(rule.text)
            assert isinstance(answer, ox.QueryTriples)
            triples = list(answer)
            data.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
            if rule.name in rules:
                found |= {
                    (short(str(t.subject)), short(str(t.predicate)), short(str(t.object))) for t in triples
                }
    return found


def short(term: str) -> str:
    return term.strip("<>").removeprefix(BASE).removeprefix(PREFIXES["rg"])


def position(turtle: str, target: str = "strategy") -> tuple[str, set[str]]:
    """(value, statements it stands on) of anna's position on the target; ("", …) where there is none."""
    made = derive(CONSULTATION + turtle, "r3-overall-positions", "r4-no-verdict", "r5-did-not-answer")
    nodes = {s for s, p, o in made if p == "positionOn" and o == target} & {
        s for s, p, o in made if p == "positionOf" and o == "anna"
    }
    assert len(nodes) <= 1
    values = {o.rpartition("/")[2] for s, p, o in made if s in nodes and p == "positionValue"}
    assert len(values) <= 1
    return "".join(values), {o for s, p, o in made if s in nodes and p == "basedOn"}


def test_rules_have_headers_and_an_order() -> None:
    rules = load_rules()
    assert [rule.name[:2] for rule in rules] == ["r0", "r1", "r2", "r3", "r4", "r5"]
    for rule in rules:
        assert set(rule.title) == set(rule.description) == {"sv", "en"}
        assert rule.derives


@pytest.mark.parametrize("text", ["CONSTRUCT {} WHERE {}", '#+ order = "x', "#+ order = 1\n#+ derives = 3"])
def test_a_wrong_header_is_told(text: str) -> None:
    with pytest.raises(OntologyError) as caught:
        rule_from_text("mine", text)
    assert caught.value.code == "ontology.rule"
    assert "mine.rq" in str(caught.value)


@pytest.mark.parametrize(
    ("stance", "scope", "relation"),
    [
        ("tillstyrker", "whole", "supports"),
        ("valkomnar", "chapter", "supports"),
        ("instammer", "whole", "supports"),
        ("avstyrker", "chapter", "opposes"),
        ("ifragasatter", "whole", "opposes"),
        # Approving a need that a chapter names is not approving the chapter.
        ("tillstyrker", "part", None),
        ("avstyrker", "unspecified", None),
        # No objection is never support, and a gap is not opposition.
        ("ingen-erinran", "whole", None),
        ("efterlyser", "chapter", None),
        ("avstar", "whole", None),
    ],
)
def test_support_needs_the_thing_itself_as_object(stance: str, scope: str, relation: str | None) -> None:
    target = "two" if scope == "chapter" else "strategy"
    made = derive(CONSULTATION + statement("s", stance, scope, target), "r2-support")
    assert made == ({("s", relation, target)} if relation else set())


def test_the_whole_strategy_under_a_chapters_heading_is_still_the_whole_strategy() -> None:
    said = statement("s", "tillstyrker", more="; rg:targets :two")
    assert derive(CONSULTATION + said, "r2-support") == {("s", "supports", "strategy")}
    assert position(CONSULTATION + said, "two") == ("", set())
    assert position(CONSULTATION + said) == ("tillstyrker", {"s"})


def test_a_restating_statement_derives_nothing() -> None:
    data = CONSULTATION + statement("s", "tillstyrker", more="; rg:restates :t") + ":t a rg:Statement ."
    assert derive(data, "r2-support") == set()
    assert position(statement("s", "tillstyrker", more="; rg:restates :t"))[0] == "inget-uttryckligt"


@pytest.mark.parametrize(
    ("said", "value"),
    [
        (["tillstyrker"], "tillstyrker"),
        (["tillstyrker", "tillstyrker-i-huvudsak"], "tillstyrker-i-huvudsak"),
        (["ingen-erinran"], "ingen-erinran"),
        (["ingen-erinran", "tillstyrker"], "tillstyrker"),
        (["avstyrker"], "avstyrker"),
        (["avstyrker-i-huvudsak"], "avstyrker-i-huvudsak"),
        (["avstar"], "avstar"),
        (["avstar", "avstyrker"], "avstyrker"),
        (["tillstyrker", "avstyrker"], "motsagelsefull"),
        (["ingen-erinran", "avstyrker"], "motsagelsefull"),
        # However warm, a welcome is no formal verdict.
        (["valkomnar", "framhaller"], "inget-uttryckligt"),
        ([], "inget-uttryckligt"),
    ],
)
def test_overall_position_on_the_strategy(said: list[str], value: str) -> None:
    turtle = "".join(statement(f"s{number}", stance) for number, stance in enumerate(said))
    found, basis = position(turtle)
    assert found == value
    formal = {f"s{n}" for n, stance in enumerate(said) if stance not in ("valkomnar", "framhaller")}
    assert basis == formal


def test_a_condition_softens_a_yes() -> None:
    said = statement("s", "tillstyrker", more='; rg:condition "om staten betalar"@sv')
    assert position(said)[0] == "tillstyrker-i-huvudsak"


def test_a_chapter_has_a_position_only_where_something_formal_is_said_of_it() -> None:
    said = statement("s", "avstyrker", "chapter", "two") + statement("t", "tillstyrker", "part", "two")
    assert position(said, "two") == ("avstyrker", {"s"})
    assert position(statement("t", "framhaller", "chapter", "two"), "two")[0] == ""


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_drafts_and_withdrawn_responses_leave_the_count(status: str) -> None:
    said = f":r1 rg:responseStatus status:{status} ." + statement("s", "tillstyrker")
    assert position(said)[0] == "svarade-inte"


def test_a_replaced_response_gives_way() -> None:
    said = (
        statement("s", "avstyrker")
        + ":r2 a rg:Response ; rg:respondsTo :c ; rg:submittedBy :anna ; rg:replaces :r1 .\n"
        + statement("t", "tillstyrker", response="r2")
    )
    assert position(said) == ("tillstyrker", {"t"})


def test_who_was_invited_and_silent_did_not_answer() -> None:
    made = derive(CONSULTATION + statement("s", "tillstyrker"), "r5-did-not-answer")
    assert {o for _, p, o in made if p == "positionOf"} == {"silent"}


def test_adopting_an_actors_opinion_links_the_responses() -> None:
    data = CONSULTATION + (
        ":r2 a rg:Response ; rg:respondsTo :c ; rg:submittedBy :bo ; rg:endorsesResponseOf :anna ."
        ":r3 a rg:Response ; rg:respondsTo :other ; rg:submittedBy :anna ."
    )
    assert derive(data, "r0-endorsed-responses") == {("r2", "endorsesResponse", "r1")}
