"""A response as the public edition shows it: the same document and the same findings, with what is personal masked.

Text keeps its length, so every offset holds. It knows the values that are read and found, no graph.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from remissgraf.graph.describe.private import Personal, masked
from remissgraf.graph.model import Claim, Document, Extraction, Reading, ResponseReference, Section, Statement
from remissgraf.ontology.entries import Topic

__all__ = ["public_document", "public_extraction"]

Passage = TypeVar("Passage", Statement, ResponseReference)


def public_document(document: Document, personal: Personal) -> Document:
    """The document with masked text and titles. A section whose id would tell what its title hides has another."""
    ids = _section_ids(document, personal)
    return replace(
        document,
        text=masked(document.text, personal.spans),
        title=personal.hidden(document.title),
        sections=tuple(
            replace(
                section,
                id=ids[section.id],
                parent=None if section.parent is None else ids[section.parent],
                title=personal.hidden(section.title),
            )
            for section in document.sections
        ),
    )


def public_extraction(document: Document, extraction: Extraction, personal: Personal) -> Extraction:
    """What was found, with its words masked. document: as it was read. Actors are hidden by `described_actor`, not here."""
    sections = _section_ids(document, personal)
    readings = {(sentence.start, sentence.end): sentence.reading for sentence in document.sentences}
    # What is about somebody keeps its place in the graph, under a name that tells nothing.
    topics = {topic.id: _topic(topic, personal) for topic in extraction.topics}
    facts = extraction.facts
    return replace(
        extraction,
        facts=replace(
            facts,
            addressees=tuple(replace(one, value=personal.hidden(one.value)) for one in facts.addressees),
            references=tuple(_passage(one, readings, sections, personal) for one in facts.references),
        ),
        statements=tuple(
            _statement(_passage(one, readings, sections, personal), one, topics, personal)
            for one in extraction.statements
        ),
        topics=tuple(topics.values()),
    )


def _passage(
    passage: Passage,
    readings: Mapping[tuple[int, int], Reading],
    sections: Mapping[str, str],
    personal: Personal,
) -> Passage:
    reading = readings.get((passage.start, passage.end))
    sentence = passage.sentence
    if reading is not None and reading.text == sentence:
        sentence = _masked_reading(reading, personal)
    return replace(
        passage, sentence=personal.hidden(sentence), section=sections.get(passage.section, passage.section)
    )


def _masked_reading(reading: Reading, personal: Personal) -> str:
    """The reading form with what its runs take from personal places masked."""
    spans: list[tuple[int, int]] = []
    for run in reading.runs:
        at = bisect_right(personal.spans, run.start, key=lambda span: span[1])
        for start, end in personal.spans[at:]:
            if start >= run.start + run.length:
                break
            offset = run.at - run.start
            spans.append((max(start, run.start) + offset, min(end, run.start + run.length) + offset))
    return masked(reading.text, spans)


def _statement(
    statement: Statement, read: Statement, topics: Mapping[str, Topic], personal: Personal
) -> Statement:
    """statement: its passage masked already; read: as it was found."""

    def words(text: str) -> str:
        """A part of the sentence as the masked sentence has it."""
        at = read.sentence.find(text)
        return personal.hidden(statement.sentence[at : at + len(text)] if at >= 0 else text)

    stance = replace(
        statement.stance,
        surface=words(statement.stance.surface),
        lemma=personal.hidden(statement.stance.lemma),
    )
    return replace(
        statement,
        stance=stance,
        topics=tuple(topics[topic].id if topic in topics else topic for topic in statement.topics),
        requests=tuple(replace(one, lemma=personal.hidden(one.lemma)) for one in statement.requests),
        condition=None if statement.condition is None else words(statement.condition),
        concession=None if statement.concession is None else words(statement.concession),
        claim=None if statement.claim is None else _claim(statement.claim, topics, personal),
    )


def _topic(topic: Topic, personal: Personal) -> Topic:
    labels = [None if label is None else personal.hidden(label) for label in (topic.label_sv, topic.label_en)]
    aliases = tuple(map(personal.hidden, topic.aliases))
    if (*labels, aliases) == (topic.label_sv, topic.label_en, topic.aliases):
        return topic
    return replace(topic, id=_opaque(topic.id), label_sv=labels[0], label_en=labels[1], aliases=aliases)


def _claim(claim: Claim, topics: Mapping[str, Topic], personal: Personal) -> Claim:
    label = personal.hidden(claim.label)
    # A claim's id is made from that of its topic.
    named = any(topic != hidden.id and topic in claim.id for topic, hidden in topics.items())
    return Claim(_opaque(claim.id), label) if named or label != claim.label else claim


def _section_ids(document: Document, personal: Personal) -> dict[str, str]:
    return {section.id: _section_id(section, personal) for section in document.sections}


def _section_id(section: Section, personal: Personal) -> str:
    return section.id if personal.hidden(section.title) == section.title else _opaque(section.id)


def _opaque(identity: str) -> str:
    return "hidden-" + hashlib.sha256(f"hidden {identity}".encode()).hexdigest()[:16]
