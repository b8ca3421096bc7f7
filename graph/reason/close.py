"""The ontology's axioms: read, refused where this version cannot reason with them, and closed once by owlrl.

What comes out is the schema alone (classes, properties, axioms) as sorted N-Triples, which can be kept in a file and compiled again in
milliseconds. This module knows OWL's vocabulary, not the data that will be reasoned over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from remissgraf.atomic import write_atomic
from remissgraf.errors import OntologyError
from remissgraf.graph.canonical import canonical_lines
from remissgraf.ontology.namespaces import PREFIXES

__all__ = ["close_ontology"]

OWL: Final = PREFIXES["owl"]
RDF: Final = PREFIXES["rdf"]
RDFS: Final = PREFIXES["rdfs"]

# How owlrl writes down what it finds wrong, as a triple with the message.
_PROBLEM = "http://www.daml.org/2002/03/agents/agent-ont#error"
_VERSION = b"remissgraf closed ontology 3\n"
_TYPES: Final = frozenset(
    OWL + name
    for name in (
        "AllDifferent",
        "AllDisjointClasses",
        "AllDisjointProperties",
        "AnnotationProperty",
        "AsymmetricProperty",
        "Class",
        "DatatypeProperty",
        "FunctionalProperty",
        "InverseFunctionalProperty",
        "IrreflexiveProperty",
        "NamedIndividual",
        "ObjectProperty",
        "Ontology",
        "Restriction",
        "SymmetricProperty",
        "TransitiveProperty",
    )
)
_AXIOMS: Final = frozenset(
    OWL + name
    for name in (
        "allValuesFrom",
        "disjointWith",
        "distinctMembers",
        "equivalentClass",
        "equivalentProperty",
        "hasKey",
        "hasValue",
        "intersectionOf",
        "inverseOf",
        "maxCardinality",
        "maxQualifiedCardinality",
        "members",
        "onClass",
        "onProperty",
        "oneOf",
        "propertyChainAxiom",
        "propertyDisjointWith",
        "someValuesFrom",
        "unionOf",
    )
)
_NOTES: Final = frozenset(
    OWL + name
    for name in (
        "backwardCompatibleWith",
        "deprecated",
        "incompatibleWith",
        "priorVersion",
        "versionIRI",
        "versionInfo",
    )
)
# What may be said of things in the ontology's files as in any data.
_FACTS: Final = frozenset((OWL + "sameAs", OWL + "differentFrom"))
# Where a class stands as a conclusion or (as subject) as a condition, and what may only stand in a condition or only in a conclusion.
_CONCLUDING: Final = (RDFS + "subClassOf", RDFS + "domain", RDFS + "range")
_SUPPOSING: Final = (RDFS + "subClassOf", OWL + "disjointWith", OWL + "hasKey")
_CONDITIONS: Final = ("someValuesFrom", "unionOf", "oneOf")
_CONCLUSIONS: Final = ("allValuesFrom", "maxCardinality", "maxQualifiedCardinality")
_SCHEMA: Final = (
    _AXIOMS
    | {RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")}
    | {RDF + "first", RDF + "rest"}
)


def close_ontology(texts: Sequence[str], *, cache: Path | None = None) -> bytes:
    """The closed schema of an ontology as sorted N-Triples.

    texts: Turtle documents that together make the ontology; instances in them (concepts, labels) are left aside.
    cache: a folder where the result is kept under the hash of the texts; without one it is computed every time (seconds).
    Raises OntologyError: "ontology.syntax" for what is no Turtle, "ontology.unsupported" for an axiom by name, "ontology.inconsistent".
    """
    digest = hashlib.sha256(_VERSION + b"\0".join(text.encode("utf-8") for text in texts)).hexdigest()
    kept = None if cache is None else cache / f"ontology-{digest}.nt"
    if kept is not None and kept.is_file():
        head, _, closed = kept.read_bytes().partition(b"\n")
        if head == _seal(closed):
            return closed
    closed = _close(_schema(texts))
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(kept, _seal(closed) + b"\n" + closed, error=OntologyError)
    return closed


def _seal(closed: bytes) -> bytes:
    """The first line of a kept file, a comment with the hash of the rest: one that was damaged is computed again."""
    return b"# " + hashlib.sha256(closed).hexdigest().encode("ascii")


def _schema(texts: Iterable[str]) -> list[ox.Quad]:
    """The schema triples of the texts, after checking that each is supported."""
    found: list[ox.Quad] = []
    facts: list[ox.Quad] = []
    for number, text in enumerate(texts):
        try:
            quads = list(ox.parse(text, ox.RdfFormat.TURTLE, rename_blank_nodes=True))
        except SyntaxError as failure:
            raise OntologyError(
                f"an ontology file is no Turtle: {failure}",
                where=f"file {number + 1} of the ontology",
                code="ontology.syntax",
            ) from failure
        for quad in quads:
            _refuse(quad)
            predicate = quad.predicate.value
            is_type = predicate == RDF + "type" and isinstance(quad.object, ox.NamedNode)
            if predicate in _SCHEMA or (is_type and quad.object.value in _TYPES):
                found.append(quad)
            elif predicate in _FACTS:
                facts.append(quad)
    _refuse_values(found)
    _refuse_expressions(found)
    _refuse_equal_terms(found, facts)
    return found


def _refuse(quad: ox.Quad) -> None:
    predicate, value = quad.predicate.value, quad.object
    if predicate.startswith(OWL) and predicate not in _AXIOMS | _NOTES | _FACTS:
        name = predicate
    elif (
        predicate == RDF + "type"
        and isinstance(value, ox.NamedNode)
        and value.value.startswith(OWL)
        and value.value not in _TYPES
    ):
        name = value.value
    else:
        return
    raise _unsupported(name.removeprefix(OWL), str(quad.subject))


def _unsupported(what: str, where: str) -> OntologyError:
    return OntologyError(
        f"unsupported axiom owl:{what}",
        where=where,
        remedy="write it with the axioms that docs/reasoning.md lists, or as a rule in ontology/rules",
        code="ontology.unsupported",
    )


def _refuse_values(schema: Sequence[ox.Quad]) -> None:
    """Refuse numbers and members that an axiom cannot have in OWL 2 RL."""
    rest = {str(quad.subject): str(quad.object) for quad in schema if quad.predicate.value == RDF + "rest"}
    listed: set[str] = set()
    for quad in schema:
        cell = str(quad.object) if quad.predicate.value in (OWL + "oneOf", OWL + "hasKey") else None
        while cell is not None and cell not in listed:
            listed.add(cell)
            cell = rest.get(cell)
    for quad in schema:
        name, value, where = quad.predicate.value, quad.object, str(quad.subject)
        if name in (OWL + "maxCardinality", OWL + "maxQualifiedCardinality") and not (
            isinstance(value, ox.Literal) and value.value in ("0", "1")
        ):
            number = value.value if isinstance(value, ox.Literal) else str(value)
            raise _unsupported(f"{name.removeprefix(OWL)} {number}", where)
        if name == OWL + "onClass" and isinstance(value, ox.BlankNode):
            raise _unsupported("onClass without a name of its own", where)
        if name in (OWL + "hasKey", OWL + "oneOf") and value == ox.NamedNode(RDF + "nil"):
            raise _unsupported(f"{name.removeprefix(OWL)} of nothing", where)
        if name == RDF + "first" and where in listed and not isinstance(value, ox.NamedNode):
            raise _unsupported("oneOf or hasKey of what has no name", where)


def _refuse_equal_terms(schema: Iterable[ox.Quad], facts: Iterable[ox.Quad]) -> None:
    """Refuse owl:sameAs of classes and properties: equality is reasoned with for things."""
    terms = {str(quad.subject) for quad in schema if quad.object != ox.NamedNode(OWL + "NamedIndividual")}
    for quad in facts:
        if {str(quad.subject), str(quad.object)} & terms or not isinstance(quad.object, ox.NamedNode):
            name = quad.predicate.value.removeprefix(OWL)
            raise _unsupported(f"{name} of classes, properties or values", str(quad.subject))


def _refuse_expressions(schema: Sequence[ox.Quad]) -> None:
    """Refuse class expressions from which OWL 2 RL draws nothing where they stand: silence would look like support."""
    values: dict[tuple[str, str], list[str]] = {}
    for quad in schema:
        values.setdefault((str(quad.subject), quad.predicate.value), []).append(str(quad.object))

    def reach(expression: str) -> Iterator[str]:
        """The expression and those inside it, lists included; a named class ends the search."""
        if expression.startswith("_:"):
            yield expression
            for name in ("intersectionOf", "unionOf", "someValuesFrom", "allValuesFrom"):
                for inner in values.get((expression, OWL + name), []):
                    yield from reach(inner)
            for name in ("first", "rest"):
                for inner in values.get((expression, RDF + name), []):
                    yield from reach(inner)

    for (subject, predicate), objects in values.items():
        for value in objects:
            upper = value if predicate in _CONCLUDING else ""
            lower = subject if predicate in _SUPPOSING else ""
            for side, expression, names in (
                ("conclusion", upper, _CONDITIONS),
                ("condition", lower, _CONCLUSIONS),
                ("condition", value if predicate == OWL + "disjointWith" else "", _CONCLUSIONS),
            ):
                for inner in reach(expression):
                    for name in names:
                        if (inner, OWL + name) in values:
                            raise _unsupported(f"{name} as a {side}", subject)
            if predicate in (OWL + "inverseOf", OWL + "onProperty") and value.startswith("_:"):
                raise _unsupported("inverseOf without a name of its own", subject)
            if predicate == OWL + "inverseOf" and subject.startswith("_:"):
                raise _unsupported("inverseOf without a name of its own", value)
            if predicate == OWL + "someValuesFrom" and value.startswith(f"<{PREFIXES['xsd']}"):
                raise _unsupported("someValuesFrom a datatype", subject)


def _close(schema: list[ox.Quad]) -> bytes:
    # Imported here: owlrl and rdflib cost a third of a second, and a kept closure needs neither.
    from owlrl import DeductiveClosure, OWLRL_Semantics
    from rdflib import Graph, Literal, URIRef

    graph = Graph()
    graph.parse(data=b"".join(f"{quad.triple} .\n".encode() for quad in schema), format="nt")
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    problems = sorted(str(text) for text in graph.objects(predicate=URIRef(_PROBLEM)))
    if problems:
        raise OntologyError(
            f"the ontology contradicts itself: {'; '.join(problems)}", code="ontology.inconsistent"
        )
    kept = Graph()
    for subject, predicate, value in graph:
        is_type = str(predicate) == RDF + "type" and str(value) in _TYPES
        # owlrl also says things of literals, which RDF does not allow.
        if (str(predicate) in _SCHEMA or is_type) and not isinstance(subject, Literal):
            kept.add((subject, predicate, value))
    return canonical_lines(kept.serialize(format="nt", encoding="utf-8"))
