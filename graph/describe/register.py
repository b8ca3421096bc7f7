"""A consultation as quads: issuers, case numbers, dates and invitations, in the register graph. Knows no documents."""

from __future__ import annotations

import pyoxigraph as ox

from remissgraf.graph.describe.common import ConsultationInfo, GraphWriter, case_number_iri, part_iri
from remissgraf.ontology.namespaces import Names

__all__ = ["describe_consultation"]


def describe_consultation(consultation: ConsultationInfo, names: Names) -> list[ox.Quad]:
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
    return graph.quads
