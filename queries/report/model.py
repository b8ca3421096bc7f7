"""What a consultation report is made from, as frozen values: facts, figures, who answered, what was said where.

Every number is a `Figure`, which names the library query, row and column that give it. This module knows no query language, no
words of the report and no format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "FORMAL",
    "Campaign",
    "Chapter",
    "Dissent",
    "Divide",
    "Facts",
    "Figure",
    "FileEntry",
    "Initiative",
    "Options",
    "Quotation",
    "Reference",
    "Report",
    "Request",
    "Respondent",
    "Said",
    "Topic",
    "UnreadEntry",
]

# Positions as the ontology names them, in the order in which a report tells them; "below" stands on something below the threshold.
FORMAL = (
    "tillstyrker",
    "tillstyrker-i-huvudsak",
    "ingen-erinran",
    "avstyrker-i-huvudsak",
    "avstyrker",
    "motsagelsefull",
    "avstar",
    "below",
)


@dataclass(frozen=True, slots=True)
class Options:
    """lang: "sv" or "en". least: lowest confidence that counts, 0–1. campaigns: how a campaign counts. edition: of the graph.

    consultation: IRI of the one that is reported on; "" until it is chosen.
    """

    lang: str
    least: str
    campaigns: Literal["once", "each"]
    edition: str = "public"
    consultation: str = ""

    @staticmethod
    def least_of(confidence: float) -> str:
        """A confidence as `least` is written: at most four decimals, none that are not needed."""
        return f"{confidence:.4f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the report: `column` of the only row of the library query `query` whose columns have the values of `row`.

    No such row means zero."""

    value: str
    query: str
    column: str
    row: tuple[tuple[str, str], ...] = ()

    @property
    def number(self) -> float:
        return float(self.value)

    def __bool__(self) -> bool:
        return self.number != 0


@dataclass(frozen=True, slots=True)
class Facts:
    """Of the consultation. issuers: (name, case number or "")."""

    title: str
    strategy: str
    strategy_source: str
    issued: str
    deadline: str
    issuers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Respondent:
    """label: as the report names it; types: labels of its kinds. campaigns: of which a response of its that counts is part."""

    id: str
    label: str
    types: tuple[str, ...]
    invited: bool
    answered: bool
    private: bool
    campaigns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A response received. actors: ids. statements: how many of it count."""

    response: str
    source: str
    actors: tuple[str, ...]
    format: str
    language: str
    pages: str
    date: str
    status: str
    counted: bool
    duplicate_of: str
    near_duplicate_of: str
    replaced_by: str
    campaign: str
    statements: Figure


@dataclass(frozen=True, slots=True)
class UnreadEntry:
    """A file that could not be read. source: "" where the edition must not show it. code: of the error."""

    source: str
    format: str
    code: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the strategy. parent: IRI or ""; depth: 1 at the top."""

    id: str
    label: str
    number: str
    parent: str
    depth: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a source. reading: the mended form that people read; exact: the slice start–end of the document's text."""

    reading: str
    exact: str
    language: str
    source: str
    start: int
    end: int
    page: str


@dataclass(frozen=True, slots=True)
class Topic:
    """other: its label in another language than the report's, or ""; a chapter's heading is in the language of the strategy."""

    id: str
    label: str
    candidate: bool
    other: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """An action that a statement asks for."""

    action: str
    label: str


@dataclass(frozen=True, slots=True)
class Initiative:
    id: str
    label: str
    endorsed: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A counted statement. actors: ids of those who make it. places: IRIs of chapters, ("",) where it names none.

    scope: whole, chapter, part or unspecified. sides: (subject, "for" or "against")."""

    id: str
    actors: tuple[str, ...]
    response: str
    places: tuple[str, ...]
    scope: str
    stance_class: str
    stance_label: str
    polarity: str
    conditions: tuple[str, ...]
    confidence: float
    quote: Quotation
    campaign: str = ""
    requests: tuple[Request, ...] = ()
    topics: tuple[Topic, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    sides: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Divide:
    """Something on which different respondents stand on either side. kind: "claim" or "target". place: where it is shown.

    Who speaks on both sides is among the supporters and among the opponents."""

    subject: str
    label: str
    kind: str
    place: str
    supporters: tuple[str, ...]
    opponents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dissent:
    """A reservation or dissenting opinion in a response; it counts nowhere. actor: label of the respondent.

    holder: "" where it is not told, or is a private person whom the edition does not name."""

    actor: str
    holder: str
    stance: str
    quote: Quotation


@dataclass(frozen=True, slots=True)
class Reference:
    """A response that adopts another actor's opinion ("adopts") or refers to it ("leans"). extent: "whole", "part" or "".

    actors: ids of its respondents; other: label. quote: the sentence that says so, where the graph has it."""

    response: str
    actors: tuple[str, ...]
    other: str
    kind: str
    extent: str
    quote: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """Responses with one text. members: ids of respondents with a response that counts."""

    id: str
    exemplar: str
    senders: Figure
    similarity: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report tells. positions: place → position → ids of actors. figures: by a name, those without a place.

    places: place → name → figure of `report-places`; position_counts, request_counts: by (place, position or action).
    types: (label, respondents, share in per cent). programs: versions that read the responses.
    """

    options: Options
    facts: Facts
    figures: Mapping[str, Figure]
    respondents: Mapping[str, Respondent]
    types: tuple[tuple[str, Figure, Figure], ...]
    files: tuple[FileEntry, ...]
    unread: tuple[UnreadEntry, ...]
    chapters: tuple[Chapter, ...]
    statements: tuple[Said, ...]
    positions: Mapping[str, Mapping[str, tuple[str, ...]]]
    position_counts: Mapping[tuple[str, str], Figure]
    places: Mapping[str, Mapping[str, Figure]]
    request_counts: Mapping[tuple[str, str], Figure]
    divides: tuple[Divide, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    references: tuple[Reference, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    programs: tuple[str, ...] = ()
    by_place: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
