"""Chapters of two strategies that deal with the same matter, as quads, with what that rests on. Knows no strategies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from remissgraf.graph.describe.common import GraphWriter, part_iri
from remissgraf.ontology.namespaces import Names, slug

__all__ = ["Correspondence", "describe_correspondences"]


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Two chapters, each (consultation's id, label). similarity: of their titles (0–1) where that tells it; None: the workspace says so."""

    one: tuple[str, str]
    other: tuple[str, str]
    similarity: float | None = None


def describe_correspondences(found: Iterable[Correspondence], names: Names) -> list[ox.Quad]:
    """The quads of graph/correspondence."""
    graph = GraphWriter(names.graph("correspondence"))
    for pair in found:
        one, other = names.chapter(*pair.one), names.chapter(*pair.other)
        iri = part_iri(one, "corresponds", pair.other[0], slug(pair.other[1]))
        graph.link(one, "rg:correspondsTo", other)
        graph.link(iri, "rdf:type", "rg:Correspondence")
        graph.link(iri, "rg:correspondingChapter", one, other)
        graph.text(iri, "rg:correspondenceBasis", "declared" if pair.similarity is None else "titles")
        if pair.similarity is not None:
            graph.decimal(iri, "rg:titleSimilarity", pair.similarity)
    return graph.quads
