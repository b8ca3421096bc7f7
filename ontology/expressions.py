"""The stance and action schemes as plain values, for whoever reads responses.

Reads stances.ttl and actions.ttl once and turns their labels into expressions. What an expression means for a sentence is the
extraction engine's affair; no sentence and no grammar is known here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from remissgraf.errors import OntologyError
from remissgraf.ontology.namespaces import ACTION, PREFIXES, RG, STANCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import NamedNode, Store

__all__ = [
    "ActionConcept",
    "Expression",
    "StanceConcept",
    "load_actions",
    "load_stances",
    "parse_actions",
    "parse_stances",
]

_SKOS: Final = PREFIXES["skos"]


@dataclass(frozen=True, slots=True)
class Expression:
    """Words in dictionary form that carry a stance or an action. kind: "holder" (what a respondent does), "matter" (what is said of
    the thing itself), "action" (what is asked for) or "noun" (a noun that names an action)."""

    text: str
    language: str
    kind: str


@dataclass(frozen=True, slots=True)
class StanceConcept:
    """A concept of the stance scheme. slug: tail of its IRI; cls: one of the 13 classes; when_negated, when_qualified: slugs or None."""

    slug: str
    cls: str
    labels: Mapping[str, str]
    expressions: tuple[Expression, ...]
    broader: str | None = None
    when_negated: str | None = None
    when_qualified: str | None = None


@dataclass(frozen=True, slots=True)
class ActionConcept:
    """A concept of the action scheme. name: local name ("Clarify").

    claims_as, claims_against: names of actions whose claim it shares or denies; claimed_by: stance classes that claim it of their topic.
    """

    name: str
    labels: Mapping[str, str]
    expressions: tuple[Expression, ...]
    claims_as: str | None = None
    claims_against: str | None = None
    claimed_by: tuple[str, ...] = ()


@cache
def load_stances() -> tuple[StanceConcept, ...]:
    """The concepts of the bundled stances.ttl, by slug. Raises OntologyError where a concept lacks its class or points nowhere."""
    return parse_stances(_bundled("stances.ttl"), "stances.ttl")


@cache
def load_actions() -> tuple[ActionConcept, ...]:
    """The concepts of the bundled actions.ttl, by name. Raises OntologyError."""
    return parse_actions(_bundled("actions.ttl"), "actions.ttl")


def parse_stances(turtle: str, where: str) -> tuple[StanceConcept, ...]:
    """The stance concepts of a Turtle text; `where` names it in errors (OntologyError)."""
    store = _store(turtle, where)
    concepts = []
    for subject in _instances(store, RG + "Stance"):
        slug = subject.value.removeprefix(STANCE)
        cls = next(iter(_values(store, subject, RG + "stanceClass")), None)
        if cls is None:
            raise OntologyError(
                f"the stance {slug!r} has no rg:stanceClass",
                where=where,
                remedy='Give it the class it belongs to, such as "Questions".',
                code="ontology.stance-class",
            )
        concepts.append(
            StanceConcept(
                slug=slug,
                cls=cls,
                labels={language: text for text, language in _texts(store, subject, _SKOS + "prefLabel")},
                expressions=_expressions(
                    store, subject, ((_SKOS + "altLabel", "holder"), (RG + "evaluativeLabel", "matter"))
                ),
                broader=_link(store, subject, _SKOS + "broader"),
                when_negated=_link(store, subject, RG + "whenNegated"),
                when_qualified=_link(store, subject, RG + "whenQualified"),
            )
        )
    known = {concept.slug for concept in concepts}
    for concept in concepts:
        for link in (concept.broader, concept.when_negated, concept.when_qualified):
            if link is not None and link not in known:
                raise OntologyError(
                    f"the stance {concept.slug!r} points to {link!r}, which is not in the scheme",
                    where=where,
                    remedy="Correct the name or add the concept.",
                    code="ontology.stance-link",
                )
    return tuple(sorted(concepts, key=lambda concept: concept.slug))


def parse_actions(turtle: str, where: str) -> tuple[ActionConcept, ...]:
    """The action concepts of a Turtle text; `where` names it in errors (OntologyError)."""
    store = _store(turtle, where)
    concepts = [
        ActionConcept(
            name=subject.value.removeprefix(ACTION),
            labels={language: text for text, language in _texts(store, subject, _SKOS + "prefLabel")},
            expressions=_expressions(
                store, subject, ((_SKOS + "altLabel", "action"), (_SKOS + "hiddenLabel", "noun"))
            ),
            claims_as=_link(store, subject, RG + "claimsAs", ACTION),
            claims_against=_link(store, subject, RG + "claimsAgainst", ACTION),
            claimed_by=tuple(_values(store, subject, RG + "claimedByStance")),
        )
        for subject in _instances(store, RG + "RequestedAction")
    ]
    known = {concept.name for concept in concepts}
    for concept in concepts:
        for link in (concept.claims_as, concept.claims_against):
            if link is not None and link not in known:
                raise OntologyError(
                    f"the action {concept.name!r} points to {link!r}, which is not in the scheme",
                    where=where,
                    remedy="Correct the name or add the concept.",
                    code="ontology.action-link",
                )
    return tuple(sorted(concepts, key=lambda concept: concept.name))


def _bundled(name: str) -> str:
    return files("remissgraf.ontology").joinpath(name).read_text(encoding="utf-8")


def _store(turtle: str, where: str) -> Store:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    try:
        store.load(turtle.encode("utf-8"), format=RdfFormat.TURTLE)
    except SyntaxError as error:
        raise OntologyError(
            f"not valid Turtle: {error.msg}",
            where=where,
            remedy="Correct the file; every statement ends with a full stop.",
            code="ontology.syntax",
        ) from error
    return store


def _instances(store: Store, cls: str) -> list[NamedNode]:
    from pyoxigraph import NamedNode

    kind = NamedNode(PREFIXES["rdf"] + "type")
    found = [quad.subject for quad in store.quads_for_pattern(None, kind, NamedNode(cls), None)]
    return sorted((node for node in found if isinstance(node, NamedNode)), key=lambda node: node.value)


def _texts(store: Store, subject: NamedNode, predicate: str) -> Iterator[tuple[str, str]]:
    from pyoxigraph import Literal, NamedNode

    for quad in store.quads_for_pattern(subject, NamedNode(predicate), None, None):
        if isinstance(quad.object, Literal):
            yield quad.object.value, quad.object.language or ""


def _values(store: Store, subject: NamedNode, predicate: str) -> list[str]:
    return sorted(text for text, _ in _texts(store, subject, predicate))


def _link(store: Store, subject: NamedNode, predicate: str, base: str = STANCE) -> str | None:
    from pyoxigraph import NamedNode

    for quad in store.quads_for_pattern(subject, NamedNode(predicate), None, None):
        if isinstance(quad.object, NamedNode):
            return quad.object.value.removeprefix(base)
    return None


def _expressions(
    store: Store, subject: NamedNode, predicates: tuple[tuple[str, str], ...]
) -> tuple[Expression, ...]:
    found = [
        Expression(text, language, kind)
        for predicate, kind in predicates
        for text, language in _texts(store, subject, predicate)
    ]
    return tuple(sorted(found, key=lambda e: (e.language, e.kind, e.text)))
