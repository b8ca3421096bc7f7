"""The workspace's graph as a dataset, in the words of VoID and DCAT: what it is, whose, of which consultations, in which vocabularies.

It holds no numbers: they would change with every response, and `remissgraf schema` counts them. It knows no documents.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import pyoxigraph as ox

from remissgraf.graph.describe.common import ConsultationInfo, Edition, GraphWriter
from remissgraf.ontology.namespaces import ONTOLOGY, PREFIXES, Names

__all__ = ["describe_dataset"]


def describe_dataset(
    title: str, consultations: Iterable[ConsultationInfo], names: Names, *, language: str, edition: Edition
) -> list[ox.Quad]:
    """The quads of graph/dataset. title: the workspace's, "" where it has none: then those of its consultations."""
    consultations = list(consultations)
    graph = GraphWriter(names.graph("dataset"))
    iri, fixed = names.dataset(), _fixed()
    graph.link(iri, "rdf:type", "void:Dataset", "dcat:Dataset")
    graph.text(iri, "dcterms:title", title or "; ".join(entry.title for entry in consultations), language)
    for code, text in fixed["description"].items():
        graph.text(iri, "dcterms:description", text, code)
    for code, text in fixed["access"][edition].items():
        graph.text(iri, "dcterms:accessRights", text, code)
    graph.text(iri, "dcterms:language", language)
    graph.link(iri, "dcterms:conformsTo", ONTOLOGY)
    graph.link(iri, "void:vocabulary", PREFIXES["rg"])
    graph.link(iri, "void:vocabulary", *(PREFIXES[prefix] for prefix in fixed["vocabulary"]["prefixes"]))
    graph.text(iri, "void:uriSpace", names.base)
    for consultation in consultations:
        _describe_part(graph, iri, consultation, names)
    return graph.quads


def _describe_part(graph: GraphWriter, whole: str, consultation: ConsultationInfo, names: Names) -> None:
    root, part = names.consultation(consultation.id), names.dataset(consultation.id)
    graph.link(whole, "void:rootResource", root)
    graph.link(whole, "void:subset", part)
    graph.link(part, "rdf:type", "void:Dataset", "dcat:Dataset")
    graph.text(part, "dcterms:title", consultation.title, consultation.language)
    graph.text(part, "dcterms:language", consultation.language)
    graph.text(part, "dcterms:rights", consultation.rights, consultation.language)
    graph.date(part, "dcterms:issued", consultation.date)
    graph.link(part, "void:rootResource", root)
    graph.text(part, "void:uriSpace", names.response(consultation.id, ""))
    for issuer in consultation.issuers:
        graph.link(part, "dcterms:publisher", names.actor(issuer.actor.id))
        graph.text(part, "dcterms:identifier", issuer.case_number)


@cache
def _fixed() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("dataset.toml").read_text(encoding="utf-8"))
