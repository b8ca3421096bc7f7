"""What the descriptions share: the values they take beside documents, a collector of quads for one named graph, N-Quads bytes.

Numbers and dates are written as the store gives them back (0.7, never 0.70), so that what is exported equals what was described.
This module must not know which terms describe what.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final, Literal
from urllib.parse import quote

import pyoxigraph as ox

from remissgraf.graph.canonical import canonical_lines
from remissgraf.graph.model import Claim
from remissgraf.ontology.entries import Actor, Topic
from remissgraf.ontology.namespaces import PREFIXES, slug

__all__ = [
    "ConsultationInfo",
    "Edition",
    "GraphWriter",
    "IssuerInfo",
    "References",
    "ResponseRecord",
    "case_number_iri",
    "described_actor",
    "file_id",
    "part_iri",
    "response_id",
    "to_nquads",
]

Edition = Literal["public", "internal"]

_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_XSD: Final = PREFIXES["xsd"]


@dataclass(frozen=True, slots=True)
class IssuerInfo:
    """Who sent a consultation out, with its own case number (None: not given)."""

    actor: Actor
    case_number: str | None = None


@dataclass(frozen=True, slots=True)
class ConsultationInfo:
    """What the workspace says of a consultation.

    date, deadline: ISO 8601 days. strategy: the file's path within the workspace. invited: whom the register of invitations names.
    rights: a statement of the rights in its documents, as text.
    """

    id: str
    title: str
    issuers: tuple[IssuerInfo, ...] = ()
    date: str | None = None
    deadline: str | None = None
    strategy: str | None = None
    invited: tuple[Actor, ...] = ()
    language: str = "sv"
    rights: str | None = None


@dataclass(frozen=True, slots=True)
class ResponseRecord:
    """What the register says of one response; it wins over what the text says."""

    respondents: tuple[Actor, ...] = ()
    case_number: str | None = None
    addressee_case_number: str | None = None
    date_issued: str | None = None
    date_decided: str | None = None
    date_received: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class References:
    """What one response needs from the shared graphs.

    actors, topics, claims: found in the response and in no vocabulary, to be described in the vocabulary graph.
    actor_ids: all actors that the response's quads refer to. respondents: those of them whose answer it is.
    """

    actors: tuple[Actor, ...] = ()
    topics: tuple[Topic, ...] = ()
    claims: tuple[Claim, ...] = ()
    actor_ids: tuple[str, ...] = ()
    respondents: tuple[str, ...] = ()

    @staticmethod
    def merged(all_of_them: Iterable[References]) -> References:
        """What several responses need, each once."""
        every = list(all_of_them)
        return References(
            tuple({actor.id: actor for one in every for actor in one.actors}.values()),
            tuple({topic.id: topic for one in every for topic in one.topics}.values()),
            tuple(dict.fromkeys(claim for one in every for claim in one.claims)),
            tuple(sorted({actor for one in every for actor in one.actor_ids})),
            tuple(sorted({actor for one in every for actor in one.respondents})),
        )


def described_actor(actor: Actor, edition: Edition) -> Actor:
    """The actor as the graph names it: itself, unless it is a private person.

    A private person has the same id in every edition, made from no part that can be read; names, aliases and codes are left out of
    the public one.
    """
    if "PrivatePerson" not in actor.classes:
        return actor
    identity = "person-" + hashlib.sha256(f"private person {actor.id}".encode()).hexdigest()[:16]
    if edition == "internal":
        return replace(actor, id=identity)
    return Actor(
        id=identity, name="Privatperson", classes=actor.classes, name_en="Private person", scope=actor.scope
    )


class GraphWriter:
    """Collects the quads of one named graph. Terms are prefixed names ("rg:Statement") or full IRIs; None is passed over."""

    def __init__(self, graph: str) -> None:
        self.iri = graph
        self._graph = ox.NamedNode(graph)
        self._quads: dict[ox.Quad, None] = {}

    @property
    def quads(self) -> list[ox.Quad]:
        """Each quad once, in the order of their making."""
        return list(self._quads)

    def link(self, subject: str, predicate: str, *objects: str | None) -> None:
        """Triples whose objects are resources."""
        for value in objects:
            if value is not None:
                self._add(subject, predicate, _node(value))

    def text(self, subject: str, predicate: str, value: str | None, language: str | None = None) -> None:
        """A triple with a string, in a language if one is given."""
        if value is not None:
            self._add(subject, predicate, ox.Literal(value, language=language))

    def number(self, subject: str, predicate: str, value: int | None) -> None:
        if value is not None:
            self._add(subject, predicate, _typed(str(value), "integer"))

    def decimal(self, subject: str, predicate: str, value: float) -> None:
        """A decimal of at most four places."""
        shortest = Decimal(str(round(value, 4))).normalize()
        self._add(subject, predicate, _typed(f"{shortest + 0:f}", "decimal"))

    def boolean(self, subject: str, predicate: str, value: bool | None) -> None:
        if value is not None:
            self._add(subject, predicate, _typed(str(value).lower(), "boolean"))

    def date(self, subject: str, predicate: str, value: str | None) -> None:
        """A day as xsd:date; a date that names no day ("2025-10") stays a string."""
        if value is not None:
            day = _DATE.fullmatch(value)
            self._add(subject, predicate, _typed(value, "date") if day else ox.Literal(value))

    def moment(self, subject: str, predicate: str, value: datetime) -> None:
        """A time in UTC, to the second, as xsd:dateTime."""
        self._add(subject, predicate, _typed(f"{value.replace(tzinfo=None).isoformat()}Z", "dateTime"))

    def selectors(self, passage: str, exact: str, start: int, end: int, before: str, after: str) -> None:
        """Where a passage stands: its quote with the words around it, and its place in code points."""
        quote, position = part_iri(passage, "quote"), part_iri(passage, "position")
        self.link(passage, "oa:hasSelector", quote, position)
        self.link(quote, "rdf:type", "oa:TextQuoteSelector")
        self.text(quote, "oa:exact", exact)
        self.text(quote, "oa:prefix", before)
        self.text(quote, "oa:suffix", after)
        self.link(position, "rdf:type", "oa:TextPositionSelector")
        self.number(position, "oa:start", start)
        self.number(position, "oa:end", end)

    def _add(self, subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        self._quads[ox.Quad(_node(subject), _node(predicate), value, self._graph)] = None


def _node(name: str) -> ox.NamedNode:
    prefix, colon, local = name.partition(":")
    if colon and not local.startswith("//") and prefix in PREFIXES:
        return ox.NamedNode(PREFIXES[prefix] + local)
    return ox.NamedNode(name)


def _typed(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(_XSD + datatype))


def part_iri(owner: str, *path: str) -> str:
    """The IRI of something that belongs to one resource alone, below the resource's own."""
    return "/".join((owner, *(quote(step, safe="-._~") for step in path)))


def response_id(file: str, part: int | None) -> str:
    """The id of a response: its file's, and its number after a tilde, which no file's id holds, if it is a part of a dossier."""
    return file if part is None else f"{file}~{part}"


def file_id(response: str) -> str:
    """The file's id of a response's id, or of its IRI.

    >>> file_id("https://example.org/~anna/response/c/dossier.pdf~2"), file_id("dossier.pdf")
    ('https://example.org/~anna/response/c/dossier.pdf', 'dossier.pdf')
    """
    before, slash, name = response.rpartition("/")
    return f"{before}{slash}{name.partition('~')[0]}"


def case_number_iri(owner: str, number: str) -> str:
    """The IRI of a case number. owner: the IRI of the authority whose number it is; two authorities may use the same number."""
    return f"{owner}/case-number/{slug(number)}"


def to_nquads(quads: Iterable[ox.Quad]) -> bytes:
    """UTF-8 N-Quads, sorted, each line once: the same quads in any order give the same bytes."""
    return canonical_lines(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
