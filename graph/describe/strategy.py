"""A strategy as quads: the version under consultation and its tree of chapters. Knows no responses."""

from __future__ import annotations

import pyoxigraph as ox

from remissgraf.graph.describe.common import ConsultationInfo, GraphWriter
from remissgraf.graph.model import Document
from remissgraf.ontology.entries import Outline
from remissgraf.ontology.namespaces import Names

__all__ = ["describe_strategy"]


def describe_strategy(
    consultation: ConsultationInfo, outline: Outline | None, document: Document | None, names: Names
) -> list[ox.Quad]:
    """The quads of graph/strategy/<consultation>. Without a file (both None) the strategy has the consultation's title and no chapters."""
    graph = GraphWriter(names.graph("strategy", consultation.id))
    iri = names.strategy(consultation.id)
    language = document.language if document else consultation.language
    title = (outline.title if outline else "") or consultation.title
    graph.link(graph.iri, "rdf:type", "prov:Entity")
    graph.link(graph.iri, "prov:wasDerivedFrom", iri)
    graph.link(iri, "rdf:type", "rg:StrategyVersion", "rg:Strategy")
    graph.text(iri, "rg:versionStatus", "consultation")
    graph.text(iri, "skos:prefLabel", title, language)
    graph.text(iri, "dcterms:title", title, language)
    if document is not None:
        graph.text(iri, "dcterms:language", document.language)
        graph.text(iri, "dcterms:format", document.format)
        graph.text(iri, "rg:filePath", document.path)
        graph.text(iri, "rg:sha256", document.sha256)
        graph.text(iri, "rg:encoding", document.encoding)
    graph.text(iri, "dcterms:rights", consultation.rights, consultation.language)
    for order, chapter in enumerate(outline.chapters if outline else (), 1):
        part = names.chapter(consultation.id, chapter.label)
        parent = iri if chapter.parent is None else names.chapter(consultation.id, chapter.parent)
        graph.link(part, "rdf:type", "rg:Chapter")
        graph.link(part, "rg:directPartOf", parent)
        graph.text(part, "rg:sectionNumber", chapter.label if chapter.numbered else None)
        graph.number(part, "rg:sectionOrder", order)
        graph.text(part, "dcterms:title", chapter.title, language)
        graph.text(part, "skos:prefLabel", chapter.heading, language)
    return graph.quads
