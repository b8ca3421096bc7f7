"""What of a response's text is personal: signatures, named officials, private persons' names, ways to reach somebody, personal numbers.

The private persons are those who answer or are made to speak, and third parties whom the text names (graph/persons finds these).

It gives places, by which others cut or mask; a mask keeps every offset. It knows a document and what was found in it, no graph.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise
from typing import Final

from remissgraf.graph.model import Document, ResponseFacts
from remissgraf.graph.persons import NamePlaces, NoPersons, people_named
from remissgraf.graph.segment.fields import looks_like_name
from remissgraf.ontology.entries import Actor, Vocabulary

__all__ = ["MASK", "Personal", "joined_spans", "masked", "personal_in", "personal_words"]

# Not a letter and not a space: a reader sees that something is left out.
MASK: Final = "▒"

# Running heads and feet are left to the patterns: they stand in the middle of quotes, and hold numbers of cases and pages.
_BLOCKS: Final = ("letterhead", "signature")
_FIELDS: Final = ("handler", "signatory")


@dataclass(frozen=True)
class Personal:
    """What is personal in the text of one file.

    spans: (start, end) in the text, in order and apart. names: of people, hidden wherever they stand. parts: of the names of private
    persons (of third parties the surnames), hidden where they are written as names are.
    """

    spans: tuple[tuple[int, int], ...] = ()
    names: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()

    @staticmethod
    def merged(all_of_them: Iterable[Personal]) -> Personal:
        """What is personal in any of the answers that a file holds is so in all of them: they share its text."""
        every = list(all_of_them)
        return Personal(
            tuple(joined_spans(span for one in every for span in one.spans)),
            frozenset(name for one in every for name in one.names),
            frozenset(part for one in every for part in one.parts),
        )

    def found_in(self, text: str) -> tuple[tuple[int, int], ...]:
        """(start, end) of ways to reach somebody, of personal numbers and of the names in a text; in order and apart."""
        reached = (
            match.span()
            for needs, pattern in _contacts()
            if not needs or any(one in text for one in needs)
            for match in pattern.finditer(text)
        )
        return tuple(joined_spans((*reached, *self._places.find(text))))

    def hidden(self, text: str) -> str:
        """A text of a few words, such as a title, with what is personal in it masked."""
        known = self._masked.get(text)
        if known is None:
            known = self._masked[text] = masked(text, self.found_in(text))
        return known

    @cached_property
    def _masked(self) -> dict[str, str]:
        """What was asked for before: a section's title and a topic's label are asked for with every statement."""
        return {}

    @cached_property
    def _places(self) -> NamePlaces:
        return NamePlaces(self.names, self.parts)


def personal_in(
    document: Document, facts: ResponseFacts, people: Iterable[Actor], vocabulary: Vocabulary | None = None
) -> Personal:
    """All that is personal in the document's text.

    people: whom the text makes speak; those of them who are private persons are named nowhere, nor are a signatory and an official.
    vocabulary: whose names are no private persons'.
    """
    spans = [(block.start, block.end) for block in document.blocks if block.kind in _BLOCKS]
    names: set[str] = set()
    for field in _FIELDS:
        if field in document.fields:
            said, start, end = document.fields[field]
            spans.append((start, end))
            names.update(_people_in(said))
    if (signatory := facts.signatory) is not None:
        names.update(_people_in(signatory.value))
        if signatory.start is not None and signatory.end is not None:
            spans.append((signatory.start, signatory.end))
    private: list[Actor] = []
    known: list[Actor] = []
    for actor in people:
        (private if "PrivatePerson" in actor.classes else known).append(actor)
    names.update(name for actor in private for name in (actor.name, *actor.aliases))
    parts = {part for actor in private for part in _parts(actor.name)}
    others = (name for actor in known for name in (actor.name, *actor.aliases))
    return _everywhere(document.text, spans, names, parts, NoPersons.of(vocabulary, others))


def personal_words(text: str, vocabulary: Vocabulary | None = None) -> Personal:
    """What is personal in a text that nobody signs, such as a strategy: third parties, numbers and addresses."""
    return _everywhere(text, (), frozenset(), frozenset(), NoPersons.of(vocabulary))


def _everywhere(
    text: str, spans: Iterable[tuple[int, int]], names: Set[str], parts: Set[str], known: NoPersons
) -> Personal:
    third = people_named(text, known)
    found = Personal((), frozenset(names | third.names), frozenset(parts | third.surnames))
    return replace(found, spans=tuple(joined_spans((*spans, *third.spans, *found.found_in(text)))))


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with every letter and digit of the spans hidden: as long as before, with the same lines.

    >>> masked("Ring Ada, 08-123.", [(5, 8), (10, 16)])
    'Ring ▒▒▒, ▒▒-▒▒▒.'
    """
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces += (text[at:start], re.sub(r"\w", MASK, text[start:end]))
        at = end
    return "".join((*pieces, text[at:]))


def joined_spans(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The same places in order, those that touch as one."""
    ordered = sorted(span for span in spans if span[0] < span[1])
    if not ordered:
        return
    start, end = ordered[0]
    for _, (next_start, next_end) in pairwise(ordered):
        if next_start > end:
            yield start, end
            start, end = next_start, next_end
        else:
            end = max(end, next_end)
    yield start, end


@cache
def _contacts() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """Patterns, each with what one of must stand in a text where it finds something; none: any text."""
    data = tomllib.loads(files(__package__).joinpath("contacts.toml").read_text(encoding="utf-8"))
    return tuple((tuple(entry.get("needs", ())), re.compile(entry["pattern"])) for entry in data["contacts"])


def _people_in(said: str) -> Iterator[str]:
    """The names in a line about somebody ("Mona Ek, utredare, 08-123 45"); all of it where there are none."""
    found = [name for piece in re.split(r"[,;|·()]", said) if (name := looks_like_name(piece.strip()))]
    return iter([name for name in found if " " in name] or [said])


def _parts(name: str) -> Iterator[str]:
    """The given names and the surname, without what stands between them ("von", "af") and initials."""
    words = (word.strip(".,") for word in name.split())
    return (word for word in words if len(word) > 1 and word[0].isupper())
