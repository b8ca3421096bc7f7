"""A stance found in a sentence, before it is a statement of a document; and the stance concepts it refers to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from remissgraf.graph.extract.mentions import Mention
from remissgraf.graph.extract.view import View
from remissgraf.ontology.expressions import StanceConcept, load_stances

__all__ = ["Finding", "bare_finding", "concepts", "negated_slug"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A stance in a sentence. first, last: its tokens; start, end: its characters; head: index of the head token.

    explicit: holder and stance verb are there. actor_explicit: the respondent is named as the holder. cues: what it stands on, for the
    confidence. condition: limiting words as written. holder: where the holder is named, if it is.
    """

    concept: str
    cls: str
    lemma: str
    head: int
    first: int
    last: int
    start: int
    end: int
    explicit: bool
    actor_explicit: bool
    condition: str | None = None
    cues: tuple[str, ...] = ()
    holder: Mention | None = None


@cache
def concepts() -> Mapping[str, StanceConcept]:
    """The stance concepts by slug."""
    return {concept.slug: concept for concept in load_stances()}


def negated_slug(slug: str) -> str:
    """The concept of a negated expression; one whose class stays when negated (Holds, Emphasises) is returned as it is."""
    concept: StanceConcept | None = concepts()[slug]
    while concept is not None:
        if concept.when_negated is not None:
            return concept.when_negated
        concept = concepts().get(concept.broader) if concept.broader else None
    return slug


def bare_finding(view: View, slug: str, lemma: str, first: int, last: int, *cues: str) -> Finding:
    """A finding on tokens first … last that names no holder."""
    return Finding(
        slug,
        concepts()[slug].cls,
        lemma,
        first,
        first,
        last,
        view.tokens[first].start,
        view.tokens[last].end,
        False,
        False,
        None,
        cues,
    )
