"""Actors, topics, claims, initiatives and memberships as quads, each resource in one graph only.

Gazetteer actors go to graph/gazetteer; the workspace's own and those found in responses go to graph/vocabulary, with all topics,
claims and initiatives. Only actors that something refers to are described: a gazetteer of 800 would drown twelve respondents.
Initiatives are described all, so that one that nobody mentions can be asked for. This module knows no documents.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

import pyoxigraph as ox

import remissgraf
from remissgraf.graph.describe.common import Edition, GraphWriter, described_actor, part_iri
from remissgraf.graph.model import Claim
from remissgraf.ontology.entries import Actor, Initiative, Membership, Topic, Vocabulary
from remissgraf.ontology.namespaces import PROJECT, Names, slug

__all__ = ["SOFTWARE", "describe_gazetteer", "describe_vocabulary"]

# Where topics come from, the most trusted first.
_SCHEMES: Final = {
    "vocabulary": {"sv": "Arbetsytans ämnen", "en": "Topics of the workspace"},
    "strategy": {"sv": "Strategins ämnen", "en": "Topics of the strategy"},
    "response": {"sv": "Ämneskandidater ur svaren", "en": "Candidate topics from the responses"},
}
_ORIGINS: Final = tuple(_SCHEMES)

SOFTWARE = f"{PROJECT}software/remissgraf/{remissgraf.__version__}"


def describe_vocabulary(
    vocabulary: Vocabulary,
    names: Names,
    *,
    used: Collection[str],
    edition: Edition = "public",
    actors: Iterable[Actor] = (),
    topics: Iterable[Topic] = (),
    claims: Iterable[tuple[str, Claim]] = (),
) -> list[ox.Quad]:
    """The quads of graph/vocabulary.

    used: ids of the actors that responses, consultations and memberships refer to; what these are units of or owned by is added.
    actors, topics: found in responses and in no vocabulary (see References); of equal ids the first is described.
    claims: (consultation id, claim).
    """
    graph = GraphWriter(names.graph("vocabulary"))
    graph.link(SOFTWARE, "rdf:type", "prov:SoftwareAgent")
    graph.text(SOFTWARE, "skos:prefLabel", f"remissgraf {remissgraf.__version__}", "en")
    known = {actor.id: actor for actor in (described_actor(entry, edition) for entry in vocabulary.actors)}
    for actor in actors:
        known.setdefault(actor.id, actor)
    for identity in sorted(_with_parents(known, _referred(vocabulary, used))):
        if known[identity].scope != "gazetteer":
            _actor(graph, known[identity], names)
    # A topic that the strategy has too is no candidate, whichever response came first.
    by_trust = sorted(topics, key=lambda topic: _ORIGINS.index(topic.origin))
    concepts = {topic.id: topic for topic in reversed((*vocabulary.topics, *by_trust))}
    for topic in sorted(concepts.values(), key=lambda topic: topic.id):
        _topic(graph, topic, names)
    for origin in dict.fromkeys(topic.origin for topic in concepts.values()):
        _scheme(graph, origin, names)
    for consultation, claim in dict.fromkeys(claims):
        iri = names.claim(consultation, claim.id)
        graph.link(iri, "rdf:type", "rg:Claim")
        graph.text(iri, "skos:prefLabel", claim.label, "sv")
    for initiative in vocabulary.initiatives:
        _initiative(graph, initiative, names)
    return graph.quads


def describe_gazetteer(vocabulary: Vocabulary, names: Names, *, used: Collection[str]) -> list[ox.Quad]:
    """The quads of graph/gazetteer: the gazetteer's actors among `used` or with a membership, and the memberships themselves."""
    graph = GraphWriter(names.graph("gazetteer"))
    known = vocabulary.actor
    for identity in sorted(_with_parents(known, _referred(vocabulary, used))):
        if known[identity].scope == "gazetteer":
            _actor(graph, known[identity], names)
    for membership in vocabulary.memberships:
        if membership.actor in known and membership.initiative in vocabulary.initiative:
            _membership(graph, membership, names)
    return graph.quads


def _referred(vocabulary: Vocabulary, used: Collection[str]) -> list[str]:
    return [*used, *(membership.actor for membership in vocabulary.memberships)]


def _with_parents(known: Mapping[str, Actor], used: Iterable[str]) -> set[str]:
    """The ids and those of all that they are units of or owned by."""
    found: set[str] = set()
    waiting = list(used)
    while waiting:
        actor = known.get(waiting.pop())
        if actor is not None and actor.id not in found:
            found.add(actor.id)
            waiting += [parent for parent in (actor.unit_of, actor.owned_by) if parent]
    return found


def _actor(graph: GraphWriter, actor: Actor, names: Names) -> None:
    iri = names.actor(actor.id)
    graph.link(iri, "rdf:type", "rg:Actor", *(f"rg:{name}" for name in actor.classes))
    graph.text(iri, "skos:prefLabel", actor.name, "sv")
    graph.text(iri, "skos:prefLabel", actor.name_en, "en")
    for name in (*actor.aliases, *actor.short):
        if name not in (actor.name, actor.name_en):
            graph.text(iri, "skos:altLabel", name)
    for code, value in actor.codes.items():
        graph.text(iri, f"rg:{code}", value)
    graph.link(iri, "rg:unitOf", names.actor(actor.unit_of) if actor.unit_of else None)
    graph.link(iri, "rg:ownedBy", names.actor(actor.owned_by) if actor.owned_by else None)
    graph.text(iri, "dcterms:source", actor.source)


def _topic(graph: GraphWriter, topic: Topic, names: Names) -> None:
    iri = names.topic(topic.id)
    graph.link(iri, "rdf:type", "rg:Topic", "skos:Concept")
    graph.text(iri, "skos:prefLabel", topic.label_sv, "sv")
    graph.text(iri, "skos:prefLabel", topic.label_en, "en")
    for alias in topic.aliases:
        graph.text(iri, "skos:altLabel", alias)
    graph.link(iri, "skos:inScheme", names.topic_scheme(topic.origin))
    graph.link(iri, "skos:broader", names.topic(topic.broader) if topic.broader else None)
    graph.boolean(iri, "rg:isCandidate", topic.candidate)


def _scheme(graph: GraphWriter, origin: str, names: Names) -> None:
    iri = names.topic_scheme(origin)
    graph.link(iri, "rdf:type", "skos:ConceptScheme")
    for language, label in _SCHEMES[origin].items():
        graph.text(iri, "skos:prefLabel", label, language)


def _initiative(graph: GraphWriter, initiative: Initiative, names: Names) -> None:
    iri = names.initiative(initiative.id)
    graph.link(
        iri, "rdf:type", "rg:Initiative", "rg:Partnership" if initiative.kind == "partnership" else None
    )
    graph.link(iri, "dcterms:type", f"itype:{initiative.kind}")
    graph.text(iri, "skos:prefLabel", initiative.name, "sv")
    for name in (*initiative.aliases, *initiative.short):
        graph.text(iri, "skos:altLabel", name)
    graph.text(iri, "rg:initiativeHost", initiative.host)
    graph.text(iri, "dcterms:source", initiative.source)


def _membership(graph: GraphWriter, membership: Membership, names: Names) -> None:
    # The time is a part of the name: the same actor may have been a member in several spans.
    iri = part_iri(names.actor(membership.actor), "membership", membership.initiative, slug(membership.as_of))
    graph.link(iri, "rdf:type", "org:Membership")
    graph.link(iri, "org:member", names.actor(membership.actor))
    graph.link(iri, "org:organization", names.initiative(membership.initiative))
    graph.text(iri, "rg:memberRole", membership.role)
    graph.text(iri, "rg:asOf", membership.as_of)
    graph.text(iri, "dcterms:source", membership.source)
