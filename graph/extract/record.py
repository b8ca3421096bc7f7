"""Statements as the public line format of `remissgraf extract`: one mapping a statement, ready for JSON.

The field names and their order are a public interface. Knows no extraction rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from remissgraf.graph.model import OWN_VOICE, Document, Extraction, Statement, Voice
from remissgraf.ontology.entries import Vocabulary

__all__ = ["to_record"]


def to_record(
    document: Document,
    extraction: Extraction,
    vocabulary: Vocabulary,
    *,
    voices: Collection[Voice] = OWN_VOICE,
) -> Iterator[dict[str, object]]:
    """The document's utterances in these voices, in text order. Ids become names where the vocabulary or the response has one."""
    told = (*vocabulary.actors, *extraction.speakers, *extraction.facts.respondents)
    actors = {actor.id: actor.name for actor in told}
    topics = {topic.id: topic.label for topic in (*vocabulary.topics, *extraction.topics)}
    initiatives = {initiative.id: initiative.name for initiative in vocabulary.initiatives}
    titles = {section.id: section.title for section in document.sections}
    for statement in extraction.statements:
        if statement.voice in voices:
            yield _record(document, statement, actors, topics, initiatives, titles)


def _record(
    document: Document,
    statement: Statement,
    actors: dict[str, str],
    topics: dict[str, str],
    initiatives: dict[str, str],
    titles: dict[str, str],
) -> dict[str, object]:
    stance = statement.stance
    return {
        "id": statement.id,
        "file": document.path,
        "part": document.part,
        "section": titles.get(statement.section, statement.section),
        "section_id": statement.section,
        "actor": actors.get(statement.actor, statement.actor),
        "co_actors": [actors.get(other, other) for other in statement.co_actors],
        "voice": statement.voice,
        "actor_explicit": statement.actor_explicit,
        "stance": {
            "lemma": stance.lemma,
            "surface": stance.surface,
            "class": stance.cls,
            "concept": stance.concept,
        },
        "stance_start": stance.start,
        "stance_end": stance.end,
        "polarity": statement.polarity,
        "content_direction": statement.content_direction,
        "explicit": statement.explicit,
        "topics": [topics.get(topic, topic) for topic in statement.topics],
        "target_chapters": list(statement.target_chapters),
        "target_scope": statement.target_scope,
        "requests": [{"action": request.action, "lemma": request.lemma} for request in statement.requests],
        "claim": {"id": statement.claim.id, "label": statement.claim.label} if statement.claim else None,
        "agreement": statement.agreement,
        "condition": statement.condition,
        "initiatives": [initiatives.get(initiative, initiative) for initiative in statement.initiatives],
        "endorsed": [initiatives.get(initiative, initiative) for initiative in statement.endorsed],
        "mentioned_actors": [actors.get(actor, actor) for actor in statement.actors],
        "restates": statement.restates,
        "confidence": statement.confidence,
        "sentence": statement.sentence,
        "sentence_raw": statement.sentence_raw,
        "start": statement.start,
        "end": statement.end,
        "page": statement.page,
    }
