"""Which statements of a chapter are quoted: few, of different respondents, of every direction, sure, and easy to read. Knows no words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from remissgraf.graph.describe.private import MASK
from remissgraf.queries.report.model import Said

__all__ = ["telling_quotes"]

# Code points of a sentence that says something and can still be taken in at once.
_SHORTEST, _LONGEST = 50, 320
# So many even where one respondent alone has spoken.
_FEWEST = 2


def telling_quotes(statements: Sequence[Said], most: int) -> tuple[Said, ...]:
    """At most `most` statements, in the order of the text: for each polarity in turn the best of a respondent not yet quoted.

    Best is what is masked in no place, of readable length, short of mending, then what is sure (to a tenth) and concerns what most
    respondents speak of; ties go to the first.
    """
    speakers: dict[str, set[str]] = {}
    for said in statements:
        for topic in said.topics:
            speakers.setdefault(topic.id, set()).update(said.actors)
    left = sorted(statements, key=lambda said: _rank(said, speakers))
    chosen: list[Said] = []

    def take(candidates: Sequence[Said], *, another: bool) -> bool:
        """The best that is not yet quoted; another: of a respondent not yet quoted."""
        quoted = {actor for said in chosen for actor in said.actors}
        sentences = {said.quote.reading for said in chosen}
        for said in candidates:
            if said.quote.reading not in sentences and not (another and quoted.intersection(said.actors)):
                chosen.append(said)
                return True
        return False

    by_polarity = [
        [said for said in left if said.polarity == one] for one in ("positive", "negative", "neutral")
    ]
    found = True
    while len(chosen) < most and found:
        found = False
        for candidates in by_polarity:
            if len(chosen) < most:
                found = take(candidates, another=True) or found
    while len(chosen) < min(_FEWEST, most) and take(left, another=False):
        pass
    return tuple(said for said in statements if said in chosen)


def _rank(said: Said, speakers: Mapping[str, set[str]]) -> tuple[bool, bool, bool, float, int]:
    """speakers: who speaks of each topic."""
    quote = said.quote
    readable = _SHORTEST <= len(quote.reading) <= _LONGEST
    mended = " ".join(quote.exact.split()) != " ".join(quote.reading.split())
    shared = max((len(speakers[topic.id]) for topic in said.topics), default=0)
    return (MASK in quote.reading, not readable, mended, -round(said.confidence, 1), -shared)
