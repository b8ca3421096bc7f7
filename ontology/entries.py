"""The values a vocabulary is made of: actors, initiatives, memberships, topics, chapters. They know no RDF.

Gazetteer files, workspace files and a strategy's headings all become these; extraction and description read them from here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

__all__ = ["Actor", "Chapter", "Initiative", "Membership", "Outline", "Topic", "Vocabulary"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who may respond or be named.

    id: tail of the IRI: "scb-0180", "county-01", else a slug of the official name.
    classes: local names of ontology classes ("Municipality"; Gotland has two).
    aliases: other names as written, names in other languages included.
    short: case-sensitive short forms ("KTH", "MSB"), never matched in another case.
    codes: by property name ("scbCode", "orgNumber", "wikidata").
    scope: "workspace", "gazetteer" or "document" (found in a response's own letterhead, in no list).
    """

    id: str
    name: str
    classes: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    name_en: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    unit_of: str | None = None
    owned_by: str | None = None
    source: str | None = None
    scope: str = "gazetteer"


@dataclass(frozen=True, slots=True)
class Initiative:
    """A named undertaking. kind: local name in the initiative-type scheme ("agreement", "partnership", "brand", "place" …)."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    host: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody's part in an initiative, with the time the source speaks of ("2018", "2006-2020", "undated")."""

    actor: str
    initiative: str
    role: str
    as_of: str
    source: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of statements, with a label in at least one language.

    origin: "vocabulary" (the workspace's), "strategy" (its headings and key terms) or "response" (a candidate: words of a response
    that stand in neither).
    """

    id: str
    label_sv: str | None
    label_en: str | None = None
    broader: str | None = None
    aliases: tuple[str, ...] = ()
    origin: Literal["vocabulary", "strategy", "response"] = "vocabulary"

    @property
    def candidate(self) -> bool:
        return self.origin == "response"

    @property
    def label(self) -> str:
        """The Swedish label, else the English one, else the id."""
        return self.label_sv or self.label_en or self.id


@dataclass(frozen=True, slots=True)
class Chapter:
    """A division of a strategy. label: as written ("1.2.2", "A"), else a slug of the title; parent: a label, None at the top."""

    label: str
    title: str
    parent: str | None
    start: int
    end: int
    numbered: bool = True

    @property
    def heading(self) -> str:
        """How the chapter is called: its label and its title, or the title alone where that tells the label itself: "Kapitel 2 Ansvar",
        "2 kap. Ansvar"."""
        if not self.numbered:
            return self.title
        kind = r"(?:[^\W\d_]{2,}\.?\s+)" + ("?" if self.label.isdigit() else "")
        told = re.match(rf"{kind}{re.escape(self.label)}(?!\w)", self.title)
        return self.title if told else f"{self.label} {self.title}".strip()


@dataclass(frozen=True)
class Outline:
    """A strategy's title and chapter tree, in text order."""

    title: str
    chapters: tuple[Chapter, ...]

    @cached_property
    def by_label(self) -> Mapping[str, Chapter]:
        return {chapter.label: chapter for chapter in self.chapters}


@dataclass(frozen=True)
class Vocabulary:
    """All names known when a response is read. Lookups are by id."""

    actors: tuple[Actor, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    topics: tuple[Topic, ...] = ()
    memberships: tuple[Membership, ...] = ()

    @cached_property
    def actor(self) -> Mapping[str, Actor]:
        return {entry.id: entry for entry in self.actors}

    @cached_property
    def initiative(self) -> Mapping[str, Initiative]:
        return {entry.id: entry for entry in self.initiatives}

    @cached_property
    def topic(self) -> Mapping[str, Topic]:
        return {entry.id: entry for entry in self.topics}

    @cached_property
    def names_by_word(self) -> Mapping[str, tuple[str, ...]]:
        """Word → names of actors and initiatives that hold it, all folded: no name of a private person is among them."""
        found: dict[str, dict[str, None]] = {}
        entries: list[Actor | Initiative] = [*self.initiatives]
        entries += (actor for actor in self.actors if "PrivatePerson" not in actor.classes)
        for entry in entries:
            for name in (entry.name, *entry.aliases):
                folded = " ".join(name.casefold().split())
                for word in folded.split():
                    found.setdefault(word, {})[folded] = None
        return {word: tuple(names) for word, names in found.items()}
