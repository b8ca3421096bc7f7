"""Who holds which position, in sentences with the statements that show it.

It knows the report's values and the voice that tells them, and not in which part of the report they stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from remissgraf.queries.report.blocks import Spans
from remissgraf.queries.report.model import FORMAL, Report, Said
from remissgraf.queries.report.telling import Proofs, Telling

__all__ = ["first_statements", "position_sentences"]

_FORMAL_CLASSES = ("Approves", "ApprovesInPrinciple", "NoObjection", "Rejects", "Abstains")


def position_sentences(telling: Telling, place: str, positions: Iterable[str]) -> tuple[Spans, ...]:
    """A sentence for each of the positions that someone has on the chapter, or on the proposal for ""."""
    held = telling.report.positions.get(place, {})
    total = telling.units(actor for actors in held.values() for actor in actors)
    found = []
    for position in positions:
        actors = held.get(position, ())
        if actors:
            proofs = _proofs(telling.report, place, position)
            subject, number = telling.subject(actors, total, proofs)
            found.append(
                telling.sentence("positions", position, number, names=subject, object=telling.object(place))
            )
            if position == "tillstyrker-i-huvudsak":
                found += _reservations(telling, place, actors, proofs)
    return tuple(found)


def _reservations(telling: Telling, place: str, actors: Iterable[str], proofs: Proofs) -> list[Spans]:
    """On what condition each approves, in the words of the text; none where they are too many to be named."""
    found: dict[str, set[str]] = {}
    said_of: dict[str, Said] = {}
    for actor in actors:
        for proof in proofs.get(actor, ()):
            # The condition may hang on another statement of the same sentence.
            for said in telling.report.by_place.get(place, ()):
                same = (said.response, said.quote.start) == (proof.response, proof.quote.start)
                whole = " ".join(said.quote.reading.split())
                for condition in said.conditions if same else ():
                    words = " ".join(condition.split())
                    if words in whole:
                        found.setdefault(words, set()).add(actor)
                        said_of[words] = said
    if len(found) > telling.limits["listed"]:
        return []
    sentences = []
    for words, those in found.items():
        parties, single = telling.subject(those, len(those))
        quote = telling.quote(replace(said_of[words].quote, reading=words))
        sentences.append(
            telling.sentence("sentences", "on_condition", single, names=parties, condition=quote)
        )
    return sentences


def first_statements(statements: Iterable[Said]) -> Proofs:
    """The first statement of each respondent."""
    found: dict[str, tuple[Said, ...]] = {}
    for said in statements:
        for actor in said.actors:
            found.setdefault(actor, (said,))
    return found


def _proofs(report: Report, place: str, position: str) -> Proofs:
    """For each respondent a formal statement on just that, and for a contradiction the no as well as what it contradicts.

    None where the position is that there is none, or none that is sure."""
    if position not in FORMAL or position == "below":
        return {}
    scope = "chapter" if place else "whole"
    formal = [
        said
        for said in report.by_place.get(place, ())
        if said.scope == scope and said.stance_class in _FORMAL_CLASSES
    ]
    if position != "motsagelsefull":
        return first_statements(formal)
    no = first_statements(said for said in formal if said.stance_class == "Rejects")
    other = first_statements(said for said in formal if said.stance_class not in ("Rejects", "Abstains"))
    return {actor: (*other.get(actor, ()), *no[actor]) for actor in no}
