"""What divides the respondents: who stands on either side of a claim, a chapter or the proposal. It knows the voice that tells it."""

from __future__ import annotations

from collections.abc import Iterator

from remissgraf.queries.report.blocks import Block, Paragraph, Span, Spans
from remissgraf.queries.report.grammar import listed
from remissgraf.queries.report.model import Divide
from remissgraf.queries.report.positions import first_statements
from remissgraf.queries.report.telling import Telling

__all__ = ["divide_blocks"]


def divide_blocks(telling: Telling, place: str) -> Iterator[Block]:
    """A paragraph for each dividing line that is shown in the chapter, or in none for ""."""
    for divide in telling.report.divides:
        if divide.place == place:
            sentences = list(_divided(telling, divide))
            if sentences:
                yield Paragraph(listed(sentences))


def _divided(telling: Telling, divide: Divide) -> Iterator[Spans]:
    """Who stands on either side; those who stand on both are on neither, and told apart."""
    sides = {"for": set(divide.supporters), "against": set(divide.opponents)}
    both = sides["for"] & sides["against"]
    total = telling.units(sides["for"] | sides["against"])
    proofs = {
        side: first_statements(
            said for said in telling.report.statements if (divide.subject, side) in said.sides
        )
        for side in sides
    }
    if not (sides["for"] - both and sides["against"] - both):
        return
    names = {side: telling.subject(actors - both, total, proofs[side])[0] for side, actors in sides.items()}
    thing: Span | str = telling.object(divide.place) if divide.kind == "target" else divide.label
    yield telling.sentence(
        "sentences",
        f"divide_{divide.kind}",
        for_names=names["for"],
        against_names=names["against"],
        subject=thing,
        object=thing,
    )
    if both:
        quoted = {actor: (*proofs["for"][actor], *proofs["against"][actor]) for actor in both}
        subject, number = telling.subject(both, total, quoted)
        yield telling.sentence("sentences", "divide_both", number, names=subject)
