"""The frozen values that flow from reader to graph: Document, Section, Sentence, Statement and their parts.

They know no RDF and no files. All offsets are code points into `Document.text`, end exclusive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from remissgraf.ontology.entries import Actor, Topic

__all__ = [
    "OWN_VOICE",
    "POLARITY",
    "STANCE_CLASSES",
    "Block",
    "BlockKind",
    "Claim",
    "Document",
    "Extraction",
    "Quoted",
    "Reading",
    "Request",
    "ResponseFacts",
    "ResponseReference",
    "Run",
    "Section",
    "Sentence",
    "Stance",
    "Statement",
    "TargetScope",
    "Voice",
]

Polarity = Literal["positive", "neutral", "negative"]
Voice = Literal["statement", "dissent", "reported"]
TargetScope = Literal["whole", "chapter", "part", "unspecified"]
BlockKind = Literal[
    "heading", "paragraph", "item", "cell", "quote", "footnote", "furniture", "letterhead", "signature"
]

# The respondent's own voice, the only one that is counted.
OWN_VOICE: tuple[Voice, ...] = ("statement",)
STANCE_CLASSES: tuple[str, ...] = (
    "Approves",
    "ApprovesInPrinciple",
    "NoObjection",
    "Rejects",
    "Abstains",
    "Welcomes",
    "Concurs",
    "FindsMissing",
    "Questions",
    "Proposes",
    "Holds",
    "Emphasises",
    "Observes",
)
POLARITY: Mapping[str, Polarity] = {
    "Approves": "positive",
    "ApprovesInPrinciple": "positive",
    "NoObjection": "neutral",
    "Rejects": "negative",
    "Abstains": "neutral",
    "Welcomes": "positive",
    "Concurs": "positive",
    "FindsMissing": "negative",
    "Questions": "negative",
    "Proposes": "neutral",
    "Holds": "neutral",
    "Emphasises": "neutral",
    "Observes": "neutral",
}


class Run(NamedTuple):
    """A stretch of a reading form that stands unchanged in the document: reading[at:at+length] == text[start:start+length]."""

    at: int
    start: int
    length: int


class Reading(NamedTuple):
    """The mended form of a slice of the document, with the way back.

    text: what a person reads: markup off, lines joined, line-end hyphens and page furniture mended.
    runs: in order, without overlap; characters of `text` outside every run were put in by the mending (a space for a line break).
    """

    text: str
    runs: tuple[Run, ...]

    def position(self, index: int) -> int:
        """The document offset of the character at `index` of the reading form (of the run before, if mending put it in)."""
        runs = self.runs
        if len(runs) == 1:
            # Most sentences, and then there is nothing to look for.
            (run,) = runs
            if run.at <= index <= run.at + run.length:
                return run.start + index - run.at
        found = bisect_right(runs, index, key=lambda run: run.at) - 1
        run = runs[max(found, 0)]
        return run.start + min(max(index - run.at, 0), run.length)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The document's (start, end) for the half-open range of the reading form; end > start is required."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no range of the reading form: {start}–{end} of {len(self.text)}")
        return self.position(start), self.position(end - 1) + 1


@dataclass(frozen=True, slots=True)
class Section:
    """A division of a document. The tree follows the numbering, not the heading level; the root has no parent.

    id: unique within the document and stable: the number, else the title as a slug; an ordinal is added among equals. Root: "root".
    number: the label as written ("1.2.2", "A", "P4"), or None.
    start, end: the whole section, heading and subsections' own text included.
    kind: "summary" for a section that restates the body, "background" for procedure and matter of fact, "dissent" for a reservation.
    """

    id: str
    number: str | None
    title: str
    parent: str | None
    start: int
    end: int
    kind: Literal["root", "body", "summary", "background", "dissent"] = "body"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, table cell … of a document, in text order.

    lead: index of the block that introduces this one (a heading or lead-in over items, the question over an answer), or None.
    level: heading level as written (1–6), indent level of an item from 0; None elsewhere.
    page: the page number (from 1) on which it starts, for PDF; None elsewhere.
    path: paragraph path for DOCX and HTML ("body/p[12]", "main/ul[1]/li[2]"); None elsewhere.
    """

    kind: BlockKind
    start: int
    end: int
    reading: Reading
    section: str
    lead: int | None = None
    level: int | None = None
    page: int | None = None
    path: str | None = None


class Sentence(NamedTuple):
    """A sentence of a body block. document.text[start:end] is its raw form, `reading.text` its reading form."""

    start: int
    end: int
    reading: Reading
    block: int
    section: str
    page: int | None = None

    @property
    def text(self) -> str:
        return self.reading.text


@dataclass(frozen=True, slots=True)
class Document:
    """A file that has been read.

    id: slug of the relative path; path: relative to the workspace (POSIX); format: the suffix without dot ("md", "pdf" …).
    text: the decoded file for .md and .txt, the reader's text for the others; characters that XML forbids are spaces.
    encoding: how the bytes were decoded ("utf-8", "windows-1252" …); None where the format decides.
    fields: what letterhead, front matter or form heads say, as written, by a normal name: date, case_number (own), addressee_case_number,
        addressee, submitter, handler, signatory, title; the value is (text, start, end).
    pages: start offset of every page, for PDF and for text with form feeds; empty elsewhere.
    warnings: what a person should know of the reading (an encoding other than UTF-8, pages without text).
    part: its number, from 1, in a file that holds several bodies' answers; `text` is the whole file's then, and the field "submitter"
        is the author that the part's title names, "organisation" the body that the file's cover names.
    """

    id: str
    path: str
    format: str
    sha256: str
    text: str
    language: str
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    title: str = ""
    encoding: str | None = None
    fields: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    pages: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    part: int | None = None

    def raw(self, sentence: Sentence) -> str:
        return self.text[sentence.start : sentence.end]

    def section(self, section_id: str) -> Section:
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)


@dataclass(frozen=True, slots=True)
class Stance:
    """The words that carry the stance and what they mean.

    cls: one of STANCE_CLASSES. concept: slug of the SKOS concept in ontology/stances.ttl, may be narrower than the class's own.
    start, end: of the surface, in the document. head: position of the stance's head word in the reading form of the sentence (0: none).
    """

    lemma: str
    surface: str
    cls: str
    concept: str
    start: int
    end: int
    head: int


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for. action: local name of a concept of the action scheme ("Clarify"), lemma: what says it, a verb or a
    noun, in dictionary form; the action's own label where only the form of the sentence asks."""

    action: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Claim:
    """The proposition a statement takes part in. id: stable slug; label: for people."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One position of one respondent in one response: an utterance with its evidence.

    id: hash of the sentence's normalised text, ordinal among equal sentences, position of the stance's head word: "3f2a…-0-17".
    actor, topics, initiatives: ids of the vocabulary (Vocabulary.actors …); their labels come from there.
    endorsed: those of the initiatives that the statement supports and does not only name. actors: ids of others whom it names.
    co_actors: ids of the other respondents who make it together with `actor`, in a joint answer.
    explicit: False where the stance verb or its holder is implied (agentless passive, bare "bör", evaluation, one-word answer).
    target_chapters: chapter labels as the strategy writes them. confidence: 0–1; basis: the cues that it is counted from.
    agreement: True, False, or None where the statement commits to no claim. condition, concession: the limiting words as written.
    """

    id: str
    voice: Voice
    actor: str
    actor_explicit: bool
    stance: Stance
    polarity: Polarity
    explicit: bool
    topics: tuple[str, ...]
    target_chapters: tuple[str, ...]
    target_scope: TargetScope
    requests: tuple[Request, ...]
    initiatives: tuple[str, ...]
    confidence: float
    start: int
    end: int
    sentence: str
    sentence_raw: str
    section: str
    page: int | None = None
    restates: str | None = None
    claim: Claim | None = None
    agreement: bool | None = None
    condition: str | None = None
    concession: str | None = None
    content_direction: Literal["positive", "negative", "mixed"] | None = None
    endorsed: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    co_actors: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """A fact with the words it stands on: the value and where it was read (None: not in the text, from the register or inferred)."""

    value: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class ResponseReference:
    """That a response adopts another body's response ("ansluter sig till X:s yttrande") or leans on it ("hänvisar till …").

    actor: id of whose response it is. extent: how much of it is adopted, None where the words do not tell.
    start, end, sentence, section, page: the sentence that says so, as for a statement.
    """

    actor: str
    kind: Literal["adopts", "leans"]
    extent: Literal["whole", "part"] | None
    start: int
    end: int
    sentence: str
    section: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ResponseFacts:
    """What a response says of itself.

    respondents: actors whose answer it is, the first the main one; those found in no vocabulary have scope "document".
    date: ISO 8601. case_number: the respondent's own; addressee_case_number: the consulting authority's.
    on_behalf_of: for whom the respondents answer beside themselves. references: other bodies' responses that this one adopts or leans on.
    """

    respondents: tuple[Actor, ...]
    language: str
    date: Quoted | None = None
    case_number: Quoted | None = None
    addressee_case_number: Quoted | None = None
    addressees: tuple[Quoted, ...] = ()
    signatory: Quoted | None = None
    on_behalf_of: tuple[Actor, ...] = ()
    references: tuple[ResponseReference, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document. topics: candidates that are in no vocabulary but named by a statement.

    speakers: actors beside the respondents that it tells of: holders of dissents and of reported views, those whose
        response is adopted, what a respondent is a unit of.
    """

    document: str
    facts: ResponseFacts
    statements: tuple[Statement, ...]
    topics: tuple[Topic, ...] = ()
    speakers: tuple[Actor, ...] = ()
