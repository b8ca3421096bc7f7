"""The description of the graph as a dataset: of what it is, without numbers or times that would change with every build."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from remissgraf.graph.describe import ConsultationInfo, Edition, IssuerInfo, describe_dataset
from remissgraf.ontology.entries import Actor
from remissgraf.ontology.namespaces import PREFIXES, Names

NAMES = Names("https://example.org/skar/")
ONE = ConsultationInfo(
    "skar",
    "Remiss om skärgården",
    (IssuerInfo(Actor("lotsby", "Lotsby kommun", ("Municipality",)), "KS 7"),),
    date="2026-02-01",
)
OTHER = ConsultationInfo("ytter", "Remiss om ytterskären", rights="Allmän handling")


def found(quads: list[ox.Quad], subject: str, predicate: str) -> set[str]:
    prefix, _, name = predicate.partition(":")
    return {
        quad.object.value
        for quad in quads
        if quad.subject == ox.NamedNode(subject)
        and quad.predicate.value == PREFIXES[prefix] + name
        and isinstance(quad.object, ox.NamedNode | ox.Literal)
    }


def test_each_consultation_is_a_part() -> None:
    quads = describe_dataset("Skären", [ONE, OTHER], NAMES, language="sv", edition="public")
    whole, part = "https://example.org/skar/dataset", "https://example.org/skar/dataset/skar"
    assert found(quads, whole, "dcterms:title") == {"Skären"}
    assert found(quads, whole, "void:subset") == {part, "https://example.org/skar/dataset/ytter"}
    assert found(quads, part, "dcterms:publisher") == {"https://example.org/skar/actor/lotsby"}
    assert found(quads, part, "dcterms:identifier") == {"KS 7"}
    assert found(quads, part, "dcterms:issued") == {"2026-02-01"}
    assert found(quads, "https://example.org/skar/dataset/ytter", "dcterms:rights") == {"Allmän handling"}
    assert {quad.graph_name for quad in quads} == {ox.NamedNode("https://example.org/skar/graph/dataset")}


@pytest.mark.parametrize(("edition", "word"), [("public", "utelämnade"), ("internal", "personuppgifter")])
def test_the_edition_is_told(edition: Edition, word: str) -> None:
    quads = describe_dataset("Skären", [], NAMES, language="sv", edition=edition)
    assert any(word in text for text in found(quads, NAMES.dataset(), "dcterms:accessRights"))


def test_without_a_title_the_consultations_give_it() -> None:
    quads = describe_dataset("", [ONE, OTHER], NAMES, language="sv", edition="public")
    assert found(quads, NAMES.dataset(), "dcterms:title") == {"Remiss om skärgården; Remiss om ytterskären"}
