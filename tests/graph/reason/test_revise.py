"""The bundled axioms and rules on made-up consultations that change: brought up to date they are what they are from nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from remissgraf.errors import OntologyError
from remissgraf.graph.reason import Axioms, close_ontology, compile_axioms, divisible
from remissgraf.graph.reason.keyed import made, reads
from remissgraf.graph.reason.patterns import Triple
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.load import load_ontology, load_rules, rule_from_text
from remissgraf.ontology.namespaces import PREFIXES, Names

from .partwise import BASE, Graphs, at_once, gathered, revised, triples_of

NAMES = Names(BASE)
ACTORS, CHAPTERS, TOPICS, INITIATIVES = range(4), range(2), range(3), range(2)
STANCES = {
    "tillstyrker": ("Approves", "Positive"),
    "avstyrker": ("Rejects", "Negative"),
    "avstyrker-i-huvudsak": ("Rejects", "Negative"),
    "ingen-erinran": ("NoObjection", "Neutral"),
    "valkomnar": ("Welcomes", "Positive"),
    "framhaller": ("Emphasises", "Neutral"),
}


def full(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>" if colon and prefix in PREFIXES else f"<{name}>"


def said(subject: str, *pairs: str) -> list[Triple]:
    """Triples of one subject: predicate and object in turn; an object that begins with a quotation mark is a text."""
    return [
        (full(subject), full(predicate), value if value[0] == '"' else full(value))
        for predicate, value in zip(pairs[::2], pairs[1::2], strict=True)
    ]


STATEMENT = st.fixed_dictionaries(
    {
        "stance": st.sampled_from(sorted(STANCES)),
        "scope": st.sampled_from(["whole", "chapter", "part", "unspecified"]),
        "chapter": st.sampled_from(CHAPTERS),
        "topic": st.sampled_from(TOPICS),
        "initiative": st.none() | st.sampled_from(INITIATIVES),
        "condition": st.booleans(),
        "restates": st.booleans(),
    }
)
RESPONSE = st.fixed_dictionaries(
    {
        "actors": st.lists(st.sampled_from(ACTORS), min_size=1, max_size=2, unique=True),
        "draft": st.booleans(),
        "replaces": st.none() | st.integers(0, 3),
        "endorses": st.none() | st.sampled_from(ACTORS),
        "statements": st.lists(STATEMENT, max_size=3),
    }
)
SHARED = st.fixed_dictionaries(
    {
        "invited": st.sets(st.sampled_from(ACTORS)),
        "members": st.sets(st.tuples(st.sampled_from(ACTORS), st.sampled_from(INITIATIVES))),
        "broader": st.booleans(),
        "chapters": st.sets(st.sampled_from(CHAPTERS)),
    }
)
WORLD = st.tuples(SHARED, st.dictionaries(st.integers(0, 3), RESPONSE, max_size=4))


def response(rid: int, facts: dict[str, object]) -> frozenset[Triple]:
    iri = NAMES.response("c", str(rid))
    found = said(iri, "rdf:type", "rg:Response", "rg:respondsTo", NAMES.consultation("c"))
    actors = [NAMES.actor(str(actor)) for actor in _list(facts["actors"])]
    for actor in actors:
        found += said(iri, "rg:submittedBy", actor)
    if facts["draft"]:
        found += said(iri, "rg:responseStatus", "status:draft")
    if facts["replaces"] not in (None, rid):
        found += said(iri, "rg:replaces", NAMES.response("c", str(facts["replaces"])))
    if facts["endorses"] is not None:
        found += said(iri, "rg:endorsesResponseOf", NAMES.actor(str(facts["endorses"])))
    for at, one in enumerate(_list(facts["statements"])):
        assert isinstance(one, dict)
        statement = f"{iri}/statement/{at}"
        found += said(
            statement, "rdf:type", "rg:Statement", "rg:statedIn", iri, "rg:madeBy", actors[at % len(actors)]
        )
        found += said(
            statement, "rg:hasStance", f"stance:{one['stance']}", "rg:targetScope", f'"{one["scope"]}"'
        )
        found += said(statement, "rg:aboutTopic", NAMES.topic(str(one["topic"])))
        if one["scope"] == "whole":
            found += said(statement, "rg:targets", NAMES.strategy("c"))
        elif one["scope"] == "chapter":
            found += said(statement, "rg:targets", NAMES.chapter("c", str(one["chapter"])))
        if one["initiative"] is not None:
            found += said(statement, "rg:mentionsInitiative", NAMES.initiative(str(one["initiative"])))
        if one["condition"]:
            found += said(statement, "rg:condition", '"om"@sv')
        if one["restates"] and at:
            found += said(statement, "rg:restates", f"{iri}/statement/{at - 1}")
    return frozenset(found)


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def shared(facts: dict[str, object]) -> list[Triple]:
    consultation, strategy = NAMES.consultation("c"), NAMES.strategy("c")
    found = said(consultation, "rdf:type", "rg:Consultation", "rg:consultsOn", strategy)
    found += said(strategy, "rdf:type", "rg:Strategy")
    invited, members, chapters = facts["invited"], facts["members"], facts["chapters"]
    assert isinstance(invited, set)
    assert isinstance(members, set)
    assert isinstance(chapters, set)
    for actor in invited:
        invitation = f"{consultation}/invitation/{actor}"
        found += said(consultation, "rg:hasInvitation", invitation)
        found += said(invitation, "rdf:type", "rg:Invitation", "rg:invitee", NAMES.actor(str(actor)))
    for actor, initiative in members:
        membership = f"{NAMES.actor(str(actor))}/membership/{initiative}"
        found += said(membership, "org:member", NAMES.actor(str(actor)))
        found += said(membership, "org:organization", NAMES.initiative(str(initiative)))
    for chapter in chapters:
        part = NAMES.chapter("c", str(chapter))
        found += said(part, "rdf:type", "rg:Chapter", "rg:directPartOf", strategy)
    if facts["broader"]:
        found += said(NAMES.topic("1"), "skos:broader", NAMES.topic("0"))
    for name, (kind, polarity) in STANCES.items():
        found += said(
            f"stance:{name}", "rg:stanceClass", f'"{kind}"', "rg:stancePolarity", f"marl:{polarity}"
        )
    return [*found, *said("status:draft", "rg:isCounted", '"false"^^' + full("xsd:boolean"))]


def graphs_of(world: tuple[dict[str, object], dict[int, dict[str, object]]]) -> Graphs:
    common, responses = world
    found = {NAMES.graph("response", "c", str(rid)): response(rid, facts) for rid, facts in responses.items()}
    return {NAMES.graph("register"): frozenset(shared(common)), **found}


@pytest.fixture(scope="module")
def axioms() -> Axioms:
    return compile_axioms(close_ontology(tuple(load_ontology().values())))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(worlds=st.lists(WORLD, min_size=2, max_size=4))
def test_responses_that_come_go_and_change_leave_what_there_is_from_nothing(
    axioms: Axioms, worlds: Sequence[tuple[dict[str, object], dict[int, dict[str, object]]]]
) -> None:
    rules = load_rules()
    graphs = graphs_of(worlds[0])
    working = gathered(axioms, graphs, rules)
    assert triples_of(working) == at_once(axioms, graphs, rules)
    for world in worlds[1:]:
        following = graphs_of(world)
        working = revised(working, graphs, following, rules)
        graphs = following
        assert working.store.dump() == gathered(axioms, graphs, rules).store.dump()


def test_the_bundled_rules_can_be_run_for_a_few_resources_alone(axioms: Axioms) -> None:
    rules = load_rules()
    assert divisible(rules)
    one = {"actors": [0], "draft": False, "replaces": None, "endorses": None, "statements": []}
    graphs = graphs_of(
        (
            {"invited": {3}, "members": set(), "broader": False, "chapters": set()},
            {0: one, 1: {**one, "actors": [1]}},
        )
    )
    store = gathered(axioms, graphs, rules).store
    (silent,) = (rule for rule in rules if rule.name.startswith("r4"))
    everything = made(store, silent)
    for_one = made(store, silent, {NAMES.actor("0")})
    assert for_one < everything
    assert {value for _, predicate, value in for_one if predicate == full("rg:positionOf")} == {
        full(NAMES.actor("0"))
    }


def test_a_rule_that_names_a_variable_without_a_mark_is_refused() -> None:
    text = (
        '#+ order = 1\n#+ derives = []\n#+ by = "?x"\n#+ title = {sv = "a", en = "a"}\n#+ description = {sv = "a", en = "a"}\n'
        "CONSTRUCT { ?x a rg:Topic } WHERE { ?x a rg:Claim }"
    )
    rule = rule_from_text("r9", text)
    store = OxigraphStore.memory()
    assert made(store, rule) == set()
    with pytest.raises(OntologyError, match="no mark #by") as caught:
        made(store, rule, {"https://example.org/x"})
    assert caught.value.code == "ontology.rule"
    assert reads(rule) == {full("rg:Claim")}


def test_what_a_rule_makes_is_not_what_it_reads() -> None:
    """Else a rule that names what it makes as a value would run again for its own results."""
    for rule in load_rules():
        assert reads(rule)
        assert reads(rule).isdisjoint({full(name) for name in rule.derives})
