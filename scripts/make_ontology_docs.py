"""Write docs/ontology.md: the hand-written introduction, then tables made from the ontology, its schemes, rules and shapes.

With --check, say whether the file is up to date (exit status 1 if not).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from scripts.generated import keep

from remissgraf.ontology.load import load_ontology, load_rules, load_shapes
from remissgraf.ontology.namespaces import PREFIXES, RG

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "ontology.md"
INTRODUCTION = ROOT / "ontology" / "introduction.md"
SH = rdflib.Namespace(PREFIXES["sh"])
HEADERS = ("Term", "På svenska", "In English", "Axioms")


def short(term: rdflib.term.Node) -> str:
    for prefix, namespace in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
        if str(term).startswith(namespace):
            return f"{prefix}:{str(term).removeprefix(namespace)}"
    return str(term)


def said(graph: rdflib.Graph, term: rdflib.term.Node, predicate: rdflib.URIRef, language: str) -> str:
    texts = [
        str(text)
        for text in graph.objects(term, predicate)
        if isinstance(text, rdflib.Literal) and text.language == language
    ]
    return "".join(texts).replace("|", "\\|")


def axioms(graph: rdflib.Graph, term: rdflib.term.Node) -> str:
    """What is stated of a term, in a few words."""
    names = {
        RDFS.subClassOf: "⊑",
        RDFS.subPropertyOf: "⊑",
        RDFS.domain: "domain",
        RDFS.range: "range",
        OWL.inverseOf: "inverse of",
        OWL.disjointWith: "disjoint with",
    }
    parts = [
        f"{word} {short(value)}"
        for predicate, word in names.items()
        for value in sorted(graph.objects(term, predicate), key=str)
        if isinstance(value, rdflib.URIRef)
    ]
    for restriction in graph.objects(term, OWL.equivalentClass):
        on, value = graph.value(restriction, OWL.onProperty), graph.value(restriction, OWL.hasValue)
        if on is not None and value is not None:
            parts.append(f"≡ {short(on)} = {short(value)}")
    for restriction in graph.subjects(RDFS.subClassOf, term):
        on, value = graph.value(restriction, OWL.onProperty), graph.value(restriction, OWL.someValuesFrom)
        if on is not None and value is not None:
            parts.append(f"⊒ whatever {short(on)} some {short(value)}")
    for chain in graph.objects(term, OWL.propertyChainAxiom):
        parts.append("⊒ " + " ∘ ".join(short(step) for step in Collection(graph, chain)))
    kinds = set(graph.objects(term, RDF.type))
    parts += [
        word
        for kind, word in ((OWL.TransitiveProperty, "transitive"), (OWL.SymmetricProperty, "symmetric"))
        if kind in kinds
    ]
    return "; ".join(parts)


def table(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    headers = list(headers)
    yield "| " + " | ".join(headers) + " |"
    yield "|" + "---|" * len(headers)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def term_row(graph: rdflib.Graph, term: rdflib.term.Node) -> tuple[str, ...]:
    described = (
        f"**{said(graph, term, RDFS.label, language)}**. {said(graph, term, SKOS.definition, language)}"
        for language in ("sv", "en")
    )
    return (f"`{short(term)}`", *described, axioms(graph, term))


def terms(graph: rdflib.Graph, title: str, kind: rdflib.URIRef) -> Iterator[str]:
    found = sorted((term for term in graph.subjects(RDF.type, kind) if str(term).startswith(RG)), key=str)
    yield f"## {title} ({len(found)})\n"
    yield from table(HEADERS, (term_row(graph, term) for term in found))


def schemes(graph: rdflib.Graph) -> Iterator[str]:
    yield "## Concept schemes\n"
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str):
        yield f"### {said(graph, scheme, RDFS.label, 'en')} · {said(graph, scheme, RDFS.label, 'sv')}\n"
        yield f"`{scheme}`. {said(graph, scheme, SKOS.definition, 'en')}\n"
        concepts = sorted(graph.subjects(SKOS.inScheme, scheme), key=str)
        yield from table(
            ("Concept", "Svenska", "English", "Broader", "Definition"),
            (
                (
                    f"`{short(concept)}`",
                    said(graph, concept, SKOS.prefLabel, "sv"),
                    said(graph, concept, SKOS.prefLabel, "en"),
                    ", ".join(
                        f"`{short(wider)}`" for wider in sorted(graph.objects(concept, SKOS.broader), key=str)
                    ),
                    said(graph, concept, SKOS.definition, "en"),
                )
                for concept in concepts
            ),
        )


def rules() -> Iterator[str]:
    yield "## Rules\n"
    rows = (
        (
            f"`{rule.name}`",
            str(rule.order),
            rule.title["en"],
            rule.description["en"],
            ", ".join(f"`{name}`" for name in rule.derives),
        )
        for rule in load_rules()
    )
    yield from table(("Rule", "Order", "What", "How", "Derives"), rows)


def shapes() -> Iterator[str]:
    graph = rdflib.Graph().parse(data=load_shapes(), format="turtle")
    yield "## Shapes\n"
    rows: set[tuple[str, str, str, str]] = set()
    for shape in graph.subjects(RDF.type, SH.NodeShape):
        target = short(graph.value(shape, SH.targetClass) or rdflib.Literal(""))
        for holder in (shape, *graph.objects(shape, SH.property), *graph.objects(shape, SH.sparql)):
            if (holder, SH.message, None) in graph:
                path = graph.value(holder, SH.path)
                rows.add(
                    (
                        f"`{target}`",
                        f"`{short(path)}`" if path is not None else "",
                        said(graph, holder, SH.message, "sv"),
                        said(graph, holder, SH.message, "en"),
                    )
                )
    yield from table(("Of", "Property", "På svenska", "In English"), sorted(rows))


def render() -> str:
    graph = rdflib.Graph()
    for text in load_ontology().values():
        graph.parse(data=text, format="turtle")
    lines = [
        INTRODUCTION.read_text(encoding="utf-8"),
        *terms(graph, "Classes", OWL.Class),
        *terms(graph, "Object properties", OWL.ObjectProperty),
        *terms(graph, "Datatype properties", OWL.DatatypeProperty),
        *terms(graph, "Annotation properties", OWL.AnnotationProperty),
        *schemes(graph),
        *rules(),
        *shapes(),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


if __name__ == "__main__":
    sys.exit(keep(TARGET, render(), __doc__))
