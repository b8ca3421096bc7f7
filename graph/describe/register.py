"""A consultation as quads, in the register graph: issuers, case numbers, dates, invitations, the files that could not be read, and how
responses stand to each other.

Knows no documents.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

import pyoxigraph as ox

from remissgraf.graph.describe.common import (
    ConsultationInfo,
    Edition,
    GraphWriter,
    case_number_iri,
    part_iri,
)
from remissgraf.ontology.entries import Actor
from remissgraf.ontology.namespaces import Names

__all__ = ["Relation", "Unread", "describe_consultation"]


@dataclass(frozen=True, slots=True)
class Relation:
    """How one response stands to another, as the register says; both are ids. edge: "rg:replaces" or "rg:annexOf"."""

    response: str
    edge: str
    other: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read. path: relative to the workspace. code: of the error. senders: whom the register names."""

    path: str
    code: str
    senders: tuple[Actor, ...] = ()

    @property
    def is_nameable(self) -> bool:
        """Whether its name cannot be a private person's: nobody has read whom it is from, so the register must name one of a known kind."""
        kinds = [actor.classes for actor in self.senders]
        return bool(kinds) and all(kind and "PrivatePerson" not in kind for kind in kinds)


def describe_consultation(
    consultation: ConsultationInfo,
    names: Names,
    *,
    unread: Iterable[Unread] = (),
    relations: Iterable[Relation] = (),
    edition: Edition = "public",
) -> list[ox.Quad]:
    """The quads of graph/register/<consultation>."""
    graph = GraphWriter(names.graph("register", consultation.id))
    iri = names.consultation(consultation.id)
    graph.link(iri, "rdf:type", "rg:Consultation")
    graph.text(iri, "skos:prefLabel", consultation.title, consultation.language)
    graph.link(iri, "rg:consultsOn", names.strategy(consultation.id))
    graph.date(iri, "dcterms:issued", consultation.date)
    graph.date(iri, "rg:deadline", consultation.deadline)
    for issuer in consultation.issuers:
        actor = names.actor(issuer.actor.id)
        graph.link(iri, "rg:issuedBy", actor)
        if issuer.case_number is not None:
            number = case_number_iri(iri, issuer.case_number)
            graph.link(iri, "rg:hasCaseNumber", number)
            graph.link(number, "rdf:type", "rg:CaseNumber")
            graph.text(number, "rg:caseNumber", issuer.case_number)
            graph.link(number, "rg:caseNumberOf", actor)
    for actor_info in consultation.invited:
        invitation = part_iri(iri, "invitation", actor_info.id)
        graph.link(iri, "rg:hasInvitation", invitation)
        graph.link(invitation, "rdf:type", "rg:Invitation")
        graph.link(invitation, "rg:invitee", names.actor(actor_info.id))
        graph.date(invitation, "rg:deadline", consultation.deadline)
    for relation in relations:
        response, other = (
            names.response(consultation.id, one) for one in (relation.response, relation.other)
        )
        graph.link(response, relation.edge, other)
    for file in unread:
        # The path's hash in the IRI: the path itself may name a person.
        part = part_iri(iri, "unread", hashlib.sha256(file.path.encode()).hexdigest()[:12])
        graph.link(part, "rdf:type", "rg:UnreadFile")
        graph.link(part, "rg:sentTo", iri)
        graph.text(part, "dcterms:format", PurePosixPath(file.path).suffix.lstrip(".").lower() or None)
        graph.text(part, "rg:unreadCode", file.code)
        if edition == "internal" or file.is_nameable:
            graph.text(part, "rg:unreadName", file.path)
    return graph.quads
