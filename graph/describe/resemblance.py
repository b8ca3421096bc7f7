"""Responses that say the same in the same words, as quads: campaigns of several senders, and copies of one sender.

It knows what was found alike, not how (graph/likeness.py), and counts nothing: rule r1 and the queries do.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from remissgraf.graph.describe.common import GraphWriter
from remissgraf.ontology.namespaces import Names

__all__ = ["Campaign", "Copy", "Resemblance", "describe_resemblance"]


@dataclass(frozen=True, slots=True)
class Campaign:
    """Responses of two or more senders with nearly the same text. id: from the exemplar's words.

    exemplar: id of the response that stands for the text, the first by file name. members: (id, similarity to the exemplar, 0–1) of
    all, the exemplar included. senders: how many there are.
    """

    consultation: str
    id: str
    exemplar: str
    members: tuple[tuple[str, float], ...]
    senders: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A response (id) with the text of another one of the same respondents; exact: word for word, else nearly."""

    consultation: str
    response: str
    original: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Resemblance:
    """All that is alike in a workspace."""

    campaigns: tuple[Campaign, ...] = ()
    copies: tuple[Copy, ...] = ()


def describe_resemblance(found: Resemblance, names: Names) -> list[ox.Quad]:
    """The quads of graph/resemblance."""
    graph = GraphWriter(names.graph("resemblance"))
    for campaign in found.campaigns:
        cid = campaign.consultation
        iri, exemplar = names.campaign(cid, campaign.id), names.response(cid, campaign.exemplar)
        graph.link(iri, "rdf:type", "rg:Campaign")
        graph.link(iri, "rg:exemplar", exemplar)
        graph.decimal(iri, "rg:lowestSimilarity", min(similarity for _, similarity in campaign.members))
        for member, similarity in campaign.members:
            response = names.response(cid, member)
            graph.link(response, "rg:inCampaign", iri)
            graph.decimal(response, "rg:textSimilarity", similarity)
            graph.link(response, "rg:repeats", exemplar if member != campaign.exemplar else None)
    for copy in found.copies:
        graph.link(
            names.response(copy.consultation, copy.response),
            "rg:duplicateOf" if copy.exact else "rg:nearDuplicateOf",
            names.response(copy.consultation, copy.original),
        )
    return graph.quads
