"""From what a person writes after `-p name=` to a typed RDF term.

A type says how the text is read: as a number, a language, an IRI, or as the name of something in the graph (an actor, a chapter …), which
is looked up by label, by number or by the tail of its IRI. This module knows types and terms, not where in a query they go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from remissgraf.errors import QueryError
from remissgraf.graph.stores.interface import Solutions, Store
from remissgraf.ontology.namespaces import PREFIXES, RG

if TYPE_CHECKING:
    from remissgraf.graph.sparql import Term

__all__ = ["CHOICES", "CLASSES", "LITERALS", "TYPES", "as_iri", "to_term"]

_XSD = PREFIXES["xsd"]
_TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")
# The types that are XSD's by name: how each is written (the pattern is XSD's own lexical form), and in words.
LITERALS: Final[Mapping[str, tuple[str, str]]] = {
    "integer": (r"[+-]?\d{1,18}", "a whole number such as 10"),
    "decimal": (r"[+-]?(?:\d{1,18}(?:\.\d{1,18})?|\.\d{1,18})", "a number such as 0.8"),
    "boolean": (r"true|false", "true or false"),
    "date": (r"\d{4}-\d{2}-\d{2}", "a date such as 2026-01-31"),
}
# Types of few values.
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "lang": ("sv", "en"),
    "polarity": ("positive", "neutral", "negative"),
}
# Types whose value is something in the graph, and the classes it may belong to.
CLASSES: Final[Mapping[str, tuple[str, ...]]] = {
    "actor": ("Actor",),
    "chapter": ("Chapter",),
    "topic": ("Topic",),
    "initiative": ("Initiative",),
    "stance": ("Stance",),
    "action": ("RequestedAction",),
    "consultation": ("Consultation",),
    "response": ("Response",),
    "claim": ("Claim",),
    # What one can be for or against.
    "matter": ("Claim", "Chapter", "Strategy"),
}
# Types whose value is a kind of something: the class whose members' narrower classes are meant.
_KIND: Final[Mapping[str, str]] = {"actor-type": "Actor"}
_LABELS = """SELECT DISTINCT ?x ?label {
  ?x a ?class .
  OPTIONAL { ?x skos:prefLabel|skos:altLabel|rg:sectionNumber|dcterms:title|rg:filePath ?label }
}"""
_LABELLED = """SELECT DISTINCT ?x {
  ?x skos:prefLabel|skos:altLabel|rg:sectionNumber|dcterms:title|rg:filePath ?label
}"""
_KINDS = """SELECT DISTINCT ?x ?label {
  ?member a ?class ; a ?x .
  FILTER(?x != ?class && STRSTARTS(STR(?x), STR(rg:)))
  OPTIONAL { ?x rdfs:label ?label }
}"""


def to_term(store: Store, name: str, kind: str, value: str) -> Term:
    """The term for a parameter's text. kind: a key of `TYPES`.

    Raises QueryError "query.parameter" saying what was expected, or which names are near.
    """
    return TYPES[kind](store, name, kind, value)


def _string(store: Store, name: str, kind: str, value: str) -> Term:
    return ox.Literal(value)


def _literal(store: Store, name: str, kind: str, value: str) -> Term:
    pattern, expected = LITERALS[kind]
    if not re.fullmatch(pattern, value.strip(), re.ASCII):
        raise _wrong(name, value, f"expected {expected}")
    return ox.Literal(value.strip(), datatype=ox.NamedNode(_XSD + kind))


def _choice(store: Store, name: str, kind: str, value: str) -> Term:
    if value not in CHOICES[kind]:
        raise _wrong(name, value, f"expected {' or '.join(CHOICES[kind])}")
    return ox.Literal(value)


def _iri(store: Store, name: str, kind: str, value: str) -> Term:
    found = as_iri(value)
    if found is None:
        raise _wrong(name, value, "expected an IRI such as https://… or a short form such as rg:Statement")
    return found


def as_iri(value: str) -> ox.NamedNode | None:
    """An IRI as a person writes it, in angle brackets or not, or short with one of the project's prefixes; None where it is none."""
    text = value.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES:
        text = PREFIXES[prefix] + local
    try:
        return ox.NamedNode(text)
    except ValueError:
        return None


def _resource(store: Store, name: str, kind: str, value: str) -> Term:
    # Nearly always an IRI or a whole name, which an index finds; all names are read only to say what is meant or wrong.
    known = _exactly(store, CLASSES.get(kind, ()), value.strip())
    return known or _among_all(store, name, kind, value)


def _exactly(store: Store, classes: Iterable[str], wanted: str) -> ox.NamedNode | None:
    """The one thing of the classes with that IRI, or else with just that label; None where there is none, or several."""
    kinds = [ox.NamedNode(RG + name) for name in classes]

    def fits(thing: ox.NamedNode) -> bool:
        return any(store.contains(ox.Triple(thing, _TYPE, kind)) for kind in kinds)

    given = as_iri(wanted)
    if given is not None and fits(given):
        return given
    labels = (ox.Literal(wanted), *(ox.Literal(wanted, language=lang) for lang in CHOICES["lang"]))
    found: set[ox.NamedNode] = set()
    for label in labels if kinds and wanted else ():
        answer = store.query(_LABELLED, bindings={"label": label})
        assert isinstance(answer, ox.QuerySolutions | Solutions)
        found.update(thing for (thing,) in answer if isinstance(thing, ox.NamedNode) and fits(thing))
    return found.pop() if len(found) == 1 else None


def _among_all(store: Store, name: str, kind: str, value: str) -> Term:
    asked = [(_KINDS, _KIND[kind])] if kind in _KIND else [(_LABELS, label) for label in CLASSES[kind]]
    labels: dict[str, set[str]] = {}
    for sparql, class_name in asked:
        for iri, label in _named(store, sparql, RG + class_name):
            labels.setdefault(iri, set()).update({label} - {""})
    given = as_iri(value)
    if given is not None and given.value in labels:
        return given
    wanted = value.strip()
    folded = wanted.casefold()
    ways: tuple[Callable[[str, set[str]], bool], ...] = (
        lambda iri, known: wanted in known,
        lambda iri, known: wanted != "" and iri.endswith((f"/{wanted}", f"#{wanted}")),
        lambda iri, known: folded in {label.casefold() for label in known},
    )
    for matches in ways:
        found = sorted(iri for iri, known in labels.items() if matches(iri, known))
        if len(found) == 1:
            return ox.NamedNode(found[0])
        if found:
            raise _wrong(
                name, value, f"several have that name; give one of these IRIs: {', '.join(found[:5])}"
            )
    every = sorted(set().union(*labels.values()))
    near = get_close_matches(wanted, every, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"the graph has {len(labels)} of that kind"
    raise _wrong(name, value, hint, f"there is no {kind} of that name in the graph")


def _named(store: Store, sparql: str, class_iri: str) -> list[tuple[str, str]]:
    answer = store.query(sparql, bindings={"class": ox.NamedNode(class_iri)})
    assert isinstance(answer, ox.QuerySolutions | Solutions)
    found = []
    for thing, label in answer:
        if isinstance(thing, ox.NamedNode):
            found.append((thing.value, label.value if isinstance(label, ox.Literal) else ""))
    return found


def _wrong(
    name: str, value: str, remedy: str, message: str = "the value does not fit the parameter"
) -> QueryError:
    shown = value if len(value) <= 60 else value[:59] + "…"
    return QueryError(message, where=f"{name}={shown}", remedy=remedy, code="query.parameter")


TYPES: Final[Mapping[str, Callable[[Store, str, str, str], Term]]] = {
    "string": _string,
    "iri": _iri,
    **dict.fromkeys(LITERALS, _literal),
    **dict.fromkeys(CHOICES, _choice),
    **dict.fromkeys((*CLASSES, *_KIND), _resource),
}
