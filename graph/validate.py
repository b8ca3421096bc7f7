"""Validation: does a described graph satisfy the shapes, and if not, which response, which sentence and what is wrong.

The shapes are checked by the fast validator over the data merged with the ontology and its schemes. This module knows the shapes'
messages only as text, and must not know how quads are made or stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pyoxigraph as ox
import shacl

from remissgraf.errors import RemissgrafError
from remissgraf.graph.constraints import Breach, SparqlConstraint, breaches, mentioned, split_shapes
from remissgraf.ontology.load import load_ontology, load_shapes
from remissgraf.ontology.namespaces import PREFIXES, PROJECT, RG

__all__ = ["Violation", "mark", "matters", "order", "validate", "validation_graph", "violations"]

_OA: Final = PREFIXES["oa"]
_SH: Final = PREFIXES["sh"]
_TARGET: Final = _SH + "targetClass"
# Before the IRI of a class: a predicate that is in no data.
_MARK: Final = "urn:remissgraf:instance:"
_LABEL: Final = PREFIXES["skos"] + "prefLabel"
# The way from any part of an utterance's description to the response and to the sentence.
_UP: Final = (_OA + "hasSelector", RG + "hasEvidence")
_TO_RESPONSE: Final = (RG + "statedIn", _OA + "hasSource")
_QUOTE_LENGTH: Final = 160
_SPARQL: Final = "SPARQLConstraintComponent"
_TYPE: Final = f"<{PREFIXES['rdf']}type>"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong.

    focus: IRI of the resource. path: prefixed name of the property, None where the shape concerns the resource as a whole.
    constraint: local name of the constraint component of SHACL ("MinCountConstraintComponent").
    value: the value that is refused, in N-Triples form, None where something is missing. message: in the language asked for.
    response: label, else IRI, of the response it belongs to. sentence: reading form of the sentence. None where it is neither's.
    """

    focus: str
    path: str | None
    constraint: str
    message: str
    value: str | None = None
    response: str | None = None
    sentence: str | None = None

    def __str__(self) -> str:
        lines = [f"{self.response or self.focus}: {self.message}"]
        if self.sentence is not None:
            cut = (
                self.sentence
                if len(self.sentence) <= _QUOTE_LENGTH
                else self.sentence[: _QUOTE_LENGTH - 1] + "…"
            )
            lines.append(f"  ”{cut}”")
        what = " ".join(filter(None, (self.path, self.value)))
        lines.append(f"  {self.focus}" + (f"  {what}" if what else ""))
        return "\n".join(lines)


def validate(data: bytes | Iterable[ox.Quad], *, lang: str = "en") -> list[Violation]:
    """All violations in the data, sorted by response, focus and path; empty where it conforms.

    data: quads, or N-Quads as bytes. Named graphs are merged; the ontology need not be among them. Shared resources (actors,
    chapters, the consultation) must be, or they are reported as missing.
    Raises RemissgrafError "validate.syntax" for bytes that are no N-Quads.
    """
    quads = _parse(data) if isinstance(data, bytes) else list(data)
    return violations(validation_graph(quads), lambda: quads, lang=lang)


def violations(
    graph: str, quads: Callable[[], Iterable[ox.Quad]], *, marked: bool = False, lang: str = "en"
) -> list[Violation]:
    """All violations in N-Triples that hold the types of everything they refer to, sorted by response, focus and path. What does
    not matter to any shape may be left out.

    quads: gives the data again where something is wrong, to find the response and the sentence that it belongs to.
    marked: only nodes with a `mark` are looked at, and not those of which no more than the types is there.
    """
    shapes, constraints = _shapes()
    if marked:
        shapes = _marked_shapes()
    report = shapes.validate_text(graph, format="ntriples")
    broken = list(breaches(graph, constraints))
    if report.conforms and not broken:
        return []
    places = _Places(quads())
    found = [_violation(result, places, lang) for result in report.results]
    found += [_from_breach(breach, places, lang) for breach in broken]
    return sorted(dict.fromkeys(found), key=order)


def matters(predicate: str, value: str) -> bool:
    """Whether a triple can matter to any shape; terms in N-Triples form. A class or a predicate that none mentions cannot.

    Of classes that holds where all types are there, inferred ones included.
    """
    return (value if predicate == _TYPE else predicate) in _mentioned()


def mark(node: str, kind: str) -> str:
    """A line of N-Triples that has the shapes for a class look at one of its instances; "" where there is no shape for it."""
    return f"{node} <{_MARK}{kind[1:-1]}> {node} .\n" if kind in _targets() else ""


def order(violation: Violation) -> tuple[str, str, str, str, str]:
    """How violations are sorted."""
    return (
        violation.response or "",
        violation.focus,
        violation.path or "",
        violation.constraint,
        violation.value or "",
    )


def validation_graph(quads: Iterable[ox.Quad]) -> str:
    """What the validators see: the data as N-Triples, its graphs merged, with the ontology and the schemes.

    What the data says of the project's own terms is left out: the package's files say it, and a store that holds the ontology would
    say each number twice, as 0.0 and as 0.
    """
    triples = {quad.triple for quad in quads if not _is_term(quad.subject)}
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return data.decode() + _ontology()


def _is_term(subject: object) -> bool:
    return isinstance(subject, ox.NamedNode) and subject.value.startswith(PROJECT)


def _parse(data: bytes) -> list[ox.Quad]:
    try:
        return list(ox.parse(data, format=ox.RdfFormat.N_QUADS))
    except SyntaxError as error:
        raise RemissgrafError(
            f"the data is no N-Quads: {error}",
            remedy="Validate what a build wrote, or convert the file first.",
            code="validate.syntax",
        ) from error


@lru_cache(maxsize=1)
def _shapes() -> tuple[shacl.Shapes, tuple[SparqlConstraint, ...]]:
    """The shapes for the validator, and the SPARQL constraints among them, which are run apart."""
    shapes, constraints = split_shapes(load_shapes())
    return shacl.Shapes.from_turtle(shapes), constraints


@lru_cache(maxsize=1)
def _marked_shapes() -> shacl.Shapes:
    """The shapes, each with its classes as marks."""
    changed = [
        ox.Quad(quad.subject, ox.NamedNode(_SH + "targetSubjectsOf"), ox.NamedNode(_MARK + quad.object.value))
        if quad.predicate.value == _TARGET and isinstance(quad.object, ox.NamedNode)
        else quad
        for quad in ox.parse(split_shapes(load_shapes())[0], format=ox.RdfFormat.TURTLE)
    ]
    return shacl.Shapes.from_text(
        (ox.serialize(changed, format=ox.RdfFormat.N_QUADS) or b"").decode(), format="ntriples"
    )


@lru_cache(maxsize=1)
def _targets() -> frozenset[str]:
    """The classes that there are shapes for, in N-Triples form."""
    quads = ox.parse(load_shapes(), format=ox.RdfFormat.TURTLE)
    return frozenset(str(quad.object) for quad in quads if quad.predicate.value == _TARGET)


@lru_cache(maxsize=1)
def _mentioned() -> frozenset[str]:
    _, constraints = _shapes()
    quads = list(ox.parse(load_shapes(), format=ox.RdfFormat.TURTLE))
    # A closed shape would forbid predicates that it does not mention.
    assert all(quad.predicate.value != _SH + "closed" for quad in quads)
    return mentioned(constraints) | {
        str(quad.object) for quad in quads if isinstance(quad.object, ox.NamedNode)
    }


@lru_cache(maxsize=1)
def _ontology() -> str:
    triples = (
        quad.triple
        for text in load_ontology().values()
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)
    )
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


class _Places:
    """Finds the response and the sentence that a resource belongs to."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._values: dict[tuple[str, str], str] = {}
        self._owner: dict[str, str] = {}
        self._responses: set[str] = set()
        for quad in quads:
            if not isinstance(quad.subject, ox.NamedNode) or not isinstance(
                quad.object, (ox.NamedNode, ox.Literal)
            ):
                continue
            subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object.value
            self._values.setdefault((subject, predicate), value)
            if predicate in _UP:
                self._owner.setdefault(value, subject)
            if predicate in _TO_RESPONSE:
                self._responses.add(value)

    def response(self, focus: str) -> str | None:
        iri = focus if focus in self._responses else self._along(focus, _TO_RESPONSE)
        return None if iri is None else self._values.get((iri, _LABEL), iri)

    def sentence(self, focus: str) -> str | None:
        passage = self._values.get((focus, RG + "hasEvidence"), focus)
        return self._along(passage, (RG + "reading",))

    def _along(self, start: str, predicates: Iterable[str]) -> str | None:
        """The first value of a predicate at the start or at what holds it as evidence or selector."""
        place: str | None = start
        while place is not None:
            for predicate in predicates:
                value = self._values.get((place, predicate))
                if value is not None:
                    return value
            place = self._owner.get(place)
        return None


def _violation(result: shacl.Result, places: _Places, lang: str) -> Violation:
    focus = _bare(result.focus_node)
    messages = {_language_of().get(text, ""): text for text in result.messages}
    return Violation(
        focus=focus,
        path=_short(result.path) if result.path else None,
        constraint=result.component,
        message=messages.get(lang) or next(iter(messages.values()), "the shape is not satisfied"),
        value=result.value,
        response=places.response(focus),
        sentence=places.sentence(focus),
    )


def _from_breach(breach: Breach, places: _Places, lang: str) -> Violation:
    focus, messages = _bare(breach.focus), breach.constraint.messages
    return Violation(
        focus=focus,
        path=None,
        constraint=_SPARQL,
        message=messages.get(lang) or next(iter(messages.values())),
        value=breach.value,
        response=places.response(focus),
        sentence=places.sentence(focus),
    )


@lru_cache(maxsize=1)
def _language_of() -> Mapping[str, str]:
    """The language of each message in the shapes: the validator gives the texts without it."""
    return {
        quad.object.value: quad.object.language or ""
        for quad in ox.parse(load_shapes(), format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == _SH + "message" and isinstance(quad.object, ox.Literal)
    }


def _bare(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


def _short(iri: str) -> str:
    full = _bare(iri)
    for prefix, namespace in PREFIXES.items():
        if full.startswith(namespace):
            return f"{prefix}:{full.removeprefix(namespace)}"
    return full
