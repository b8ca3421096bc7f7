"""The ontology at work: what axioms and rules derive from the described example, and that the whole still conforms."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from remissgraf.graph.describe import to_nquads
from remissgraf.graph.reason import ReasonReport, close_ontology, compile_axioms, materialise
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.validate import validate
from remissgraf.ontology.load import load_ontology, load_rules

from .conftest import CID, RID, World


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    cache: Path = tmp_path_factory.mktemp("closed")
    return close_ontology(tuple(load_ontology().values()), cache=cache)


def reasoned(world: World, closed: bytes) -> tuple[OxigraphStore, ReasonReport]:
    store = OxigraphStore.memory()
    ontology = (
        ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode("https://example.org/ontology"))
        for text in load_ontology().values()
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)
    )
    store.bulk_load(to_nquads([*world.quads(), *ontology]))
    rules = [rule.text for rule in load_rules()]
    return store, materialise(store, compile_axioms(closed), rules, world.names.graph("inferred"))


def ask(store: OxigraphStore, pattern: str) -> bool:
    answer = store.query("ASK { " + pattern + " }")
    assert isinstance(answer, ox.QueryBoolean)
    return bool(answer)


def test_the_reasoned_example_conforms_and_does_not_contradict_itself(world: World, closed: bytes) -> None:
    store, report = reasoned(world, closed)
    assert report.inferred > 100
    assert report.inconsistencies == ()
    assert [str(violation) for violation in validate(store.quads())] == []


def test_what_follows_from_the_example(world: World, closed: bytes) -> None:
    store, _ = reasoned(world, closed)
    first, second, third = (
        f"<{world.names.statement(CID, RID, sid)}>"
        for sid in ("aaaaaaaaaaaa-0-9", "bbbbbbbbbbbb-0-10", "bbbbbbbbbbbb-0-36")
    )
    strategy, two = f"<{world.names.strategy(CID)}>", f"<{world.names.chapter(CID, '2')}>"
    alvik, region = (f"<{world.names.actor(aid)}>" for aid in ("alviks-kommun", "county-99"))
    council = f"<{world.names.initiative('vattenradet-nord')}>"
    response = f"<{world.names.response(CID, RID)}>"
    for fact in (
        f"{first} a rg:SupportingStatement ; rg:hasPolarity marl:Positive ; rg:supports {strategy}",
        f"{second} a rg:OpposingStatement ; rg:opposes {two} ; rg:targetsWithin {strategy}",
        f"{third} a rg:ChangeRequest ; rg:coversTopic <{world.names.topic('roller')}>",
        f"{third} rg:locatedIn {response}",
        f"{alvik} rg:endorses {strategy} ; rg:contests {two} ; rg:refersToInitiative {council}",
        f"{alvik} rg:hasViewOn <{world.names.topic('kommuner')}>",
        f"{region} rg:participatesIn {council} ; rg:concernedBy {third}",
        f"{response} rg:concernsStrategy {strategy} ; prov:wasAttributedTo {alvik}",
        f"?p rg:positionOf {alvik} ; rg:positionOn {strategy} ; rg:positionValue position:tillstyrker-i-huvudsak ; rg:basedOn {first}",
        f"?p rg:positionOf {alvik} ; rg:positionOn {two} ; rg:positionValue position:avstyrker",
    ):
        assert ask(store, fact), fact


def test_what_must_not_follow(world: World, closed: bytes) -> None:
    store, _ = reasoned(world, closed)
    third, dissent = (
        f"<{world.names.statement(CID, RID, sid)}>" for sid in ("bbbbbbbbbbbb-0-36", "cccccccccccc-0-15")
    )
    for fiction in (
        # A reservation is never a statement, whatever stance it expresses.
        f"{dissent} a rg:Statement",
        f"{dissent} a rg:OpposingStatement",
        f"?actor rg:makesStatement {dissent}",
        # Asking for something in a chapter supports nothing.
        f"{third} rg:supports ?anything",
        "?actor rg:positionValue position:svarade-inte",
        "?response rg:endorsesResponse ?response",
    ):
        assert not ask(store, fiction), fiction
