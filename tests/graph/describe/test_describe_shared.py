"""Consultation, strategy, vocabulary and gazetteer as quads."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from remissgraf.graph.describe import (
    Unread,
    describe_consultation,
    describe_gazetteer,
    describe_strategy,
    describe_vocabulary,
    to_nquads,
)
from remissgraf.graph.describe.common import described_actor
from remissgraf.ontology.entries import Actor, Topic
from remissgraf.ontology.gazetteers import load_gazetteers
from remissgraf.ontology.namespaces import PREFIXES

from .conftest import CID, World, values

TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


def typed(quads: list[ox.Quad], name: str) -> set[str]:
    return {
        quad.subject.value
        for quad in quads
        if quad.predicate == TYPE
        and quad.object == ox.NamedNode(PREFIXES["rg"] + name)
        and isinstance(quad.subject, ox.NamedNode)
    }


def test_chapters_form_the_tree_of_the_outline(world: World) -> None:
    quads = describe_strategy(world.consultation, world.outline, world.document, world.names)
    parent = ox.NamedNode(PREFIXES["rg"] + "directPartOf")
    tree = {quad.subject: quad.object for quad in quads if quad.predicate == parent}
    part, whole = (ox.NamedNode(world.names.chapter(CID, label)) for label in ("2.1", "2"))
    assert tree[part] == whole
    assert tree[whole] == ox.NamedNode(world.names.strategy(CID))
    labels = {
        quad.object.value
        for quad in quads
        if quad.predicate.value == PREFIXES["skos"] + "prefLabel" and isinstance(quad.object, ox.Literal)
    }
    assert {"2.1 Kommunerna", "Bilagor", "Vattenplan"} <= labels


def test_a_strategy_without_a_file_still_has_a_name(world: World) -> None:
    data = to_nquads(describe_strategy(world.consultation, None, None, world.names)).decode()
    assert '"Remiss av Vattenplan"@sv' in data
    assert "rg:Chapter" not in data


def test_invitations_and_case_numbers_are_resources_of_their_own(world: World) -> None:
    quads = describe_consultation(world.consultation, world.names)
    assert typed(quads, "Invitation") == {world.names.consultation(CID) + "/invitation/alviks-kommun"}
    assert typed(quads, "CaseNumber") == {world.names.consultation(CID) + "/case-number/rn-2024-0099"}


def test_a_file_that_could_not_be_read_is_named_where_its_name_can_be_no_persons(world: World) -> None:
    body = Actor("alvik", "Alviks kommun", ("Municipality",))
    person = Actor("kim", "Kim Påhittad", ("PrivatePerson",))
    unread = [
        Unread("responses/kim-pahittad.PDF", "read.no-text"),
        Unread("responses/kim-igen.pdf", "read.encrypted", (person,)),
        Unread("responses/alvik.docx", "read.damaged", (body,)),
    ]
    public = describe_consultation(world.consultation, world.names, unread=unread)
    internal = describe_consultation(world.consultation, world.names, unread=unread, edition="internal")
    for quads in (public, internal):
        files = typed(quads, "UnreadFile")
        codes = [value for file in files for value in values(quads, file, "rg:unreadCode")]
        assert sorted(codes) == ["read.damaged", "read.encrypted", "read.no-text"]
        assert {value for file in files for value in values(quads, file, "dcterms:format")} == {"pdf", "docx"}
    named = [quad.object for quad in public if quad.predicate.value == PREFIXES["rg"] + "unreadName"]
    assert named == [ox.Literal("responses/alvik.docx")]
    assert "kim" not in to_nquads(public).decode().casefold()
    assert "kim-pahittad" in to_nquads(internal).decode()


def test_only_actors_that_are_used_are_described(world: World) -> None:
    shipped = load_gazetteers()
    quads = describe_gazetteer(shipped, world.names, used=["scb-0980"])
    found = typed(quads, "Actor")
    members = {world.names.actor(membership.actor) for membership in shipped.memberships}
    assert found == members | {world.names.actor("scb-0980")}
    assert world.names.actor("scb-0980") in typed(quads, "Municipality") & typed(quads, "Region")


def test_a_unit_brings_the_actor_it_belongs_to(world: World) -> None:
    board = Actor("namnden", "Nämnden", ("PublicBody",), unit_of="minoriteten", scope="document")
    quads = describe_vocabulary(world.vocabulary, world.names, used=["namnden"], actors=[board])
    assert world.names.actor("minoriteten") in typed(quads, "Actor")


def test_all_initiatives_and_topics_are_described(world: World) -> None:
    quads = describe_vocabulary(world.vocabulary, world.names, used=[])
    assert typed(quads, "Partnership") == {world.names.initiative("vattenradet-nord")}
    assert typed(quads, "Topic") == {world.names.topic("roller"), world.names.topic("kommuner")}


def test_a_topic_is_in_the_scheme_of_its_most_trusted_origin(world: World) -> None:
    topics = [
        Topic("bad", "bad", origin="response"),
        Topic("hamn", "hamn", origin="response"),
        Topic("hamn", "hamn", broader="kust", origin="strategy"),
        Topic("kust", "Kusten", origin="strategy"),
        Topic("roller", "rollerna", origin="strategy"),
    ]
    quads = describe_vocabulary(world.vocabulary, world.names, used=[], topics=topics)
    schemes = {
        topic: values(quads, world.names.topic(topic), "skos:inScheme")
        for topic in ("bad", "hamn", "kust", "roller")
    }
    origins = {"bad": "response", "hamn": "strategy", "kust": "strategy", "roller": "vocabulary"}
    assert schemes == {topic: [world.names.topic_scheme(origin)] for topic, origin in origins.items()}
    assert values(quads, world.names.topic("bad"), "rg:isCandidate") == ["true"]
    assert values(quads, world.names.topic("hamn"), "rg:isCandidate") == ["false"]
    assert values(quads, world.names.topic("hamn"), "skos:broader") == [world.names.topic("kust")]
    assert len(values(quads, world.names.topic_scheme("response"), "skos:prefLabel")) == 2


def test_a_private_person_of_the_workspace_is_named_in_the_internal_edition_only(world: World) -> None:
    person = Actor("kim-pahittad", "Kim Påhittad", ("PrivatePerson",), scope="workspace")
    vocabulary = replace(world.vocabulary, actors=(*world.vocabulary.actors, person))
    identity = next(
        subject.rpartition("/")[2]
        for subject in typed(
            describe_vocabulary(vocabulary, world.names, used=everyone(vocabulary.actors)), "PrivatePerson"
        )
    )
    public = to_nquads(describe_vocabulary(vocabulary, world.names, used=[identity]))
    internal = to_nquads(describe_vocabulary(vocabulary, world.names, used=[identity], edition="internal"))
    assert "hittad" not in public.decode()
    assert "Kim Påhittad" in internal.decode()


def everyone(actors: tuple[Actor, ...]) -> list[str]:
    """Every id that the graph may use: a private person's is made from, and differs from, the entry's own."""
    return [described_actor(actor, "public").id for actor in actors]
