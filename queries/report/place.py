"""What was said of one chapter, or of the proposal without a chapter, as blocks: verdicts, support, objections, requests, quotes.

It decides what is told and in which order; the words are those of `Telling`. A sentence is written only where a statement carries it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from remissgraf.queries.report.blocks import (
    Assessment,
    Block,
    Bullets,
    Heading,
    Item,
    Paragraph,
    Quote,
    Span,
    Spans,
)
from remissgraf.queries.report.divides import divide_blocks
from remissgraf.queries.report.grammar import in_order, joined, listed
from remissgraf.queries.report.model import FORMAL, Figure, Said, Topic
from remissgraf.queries.report.positions import first_statements, position_sentences
from remissgraf.queries.report.quotes import telling_quotes
from remissgraf.queries.report.requests import TopicGroup, group_requests
from remissgraf.queries.report.telling import Telling, capital

__all__ = ["place_blocks"]

_ZERO = Figure("0", "report-places", "respondents")
_YES = ("tillstyrker", "tillstyrker-i-huvudsak")
_NO = ("avstyrker", "avstyrker-i-huvudsak")


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence on something in a chapter: its pattern, and the classes of stance that carry it.

    topics: whether it is told what they concern. whole: it is as true of what is said of the chapter itself."""

    key: str
    classes: tuple[str, ...]
    topics: bool = True
    whole: bool = False


_WHOLE_SUPPORT = (_Part("welcomes", ("Welcomes",)), _Part("concurs", ("Concurs",)))
_WHOLE_OPPOSITION = (_Part("questions", ("Questions",)),)
_SUPPORT = (
    _Part("approves_part", ("Approves", "ApprovesInPrinciple")),
    _Part("positive_part", ("Welcomes", "Concurs")),
)
_OPPOSITION = (
    _Part("rejects_part", ("Rejects",)),
    _Part("questions_part", ("Questions",)),
    _Part("missing_part", ("FindsMissing",), whole=True),
)
# What is said with no direction of its own; what asks for a change or sets a condition is told with those.
_REMARKS = (
    _Part("proposes_part", ("Proposes",), whole=True),
    _Part("emphasises_part", ("Emphasises",), whole=True),
    _Part("holds_part", ("Holds",), whole=True),
    _Part("observes_part", ("Observes",), whole=True),
)
_FORMAL_PARTS = (
    _Part("no_objection_part", ("NoObjection",), topics=False),
    _Part("abstains_part", ("Abstains",), topics=False),
)


def place_blocks(telling: Telling, place: str, level: int) -> tuple[Block, ...]:
    """The blocks below the heading of a chapter, or of the general comments for "". level: of the headings within."""
    return tuple(_Place(telling, place, level).blocks())


class _Place:
    def __init__(self, telling: Telling, place: str, level: int) -> None:
        self._telling = telling
        self._place = place
        self._level = level
        self._report = telling.report
        self._said = self._report.by_place.get(place, ())
        self._commented = {actor for said in self._said for actor in said.actors}
        self._adopting = {
            (one.response, one.quote.start) for one in self._report.references if one.quote is not None
        }
        self._named = {actor for said in self._said if self._adopts(said) for actor in said.actors}
        self._whole_scope = "chapter" if place else "whole"

    def blocks(self) -> Iterator[Block]:
        yield from self._lead()
        yield from self._section("formal", self._formal())
        yield from self._section("support", self._evaluations(_WHOLE_SUPPORT, _SUPPORT, _YES))
        yield from self._section("opposition", self._evaluations(_WHOLE_OPPOSITION, _OPPOSITION, _NO))
        yield from self._section("conditions", self._conditions())
        yield from self._section("requests", self._requests())
        yield from self._section("initiatives", self._initiatives())
        yield from self._section("remarks", self._remarks())
        yield from self._section("divides", divide_blocks(self._telling, self._place))
        yield from self._section("quotes", self._quotes())
        if self._place:
            yield from self._section(
                "assessment",
                [
                    Assessment(
                        self._telling.word("labels", "assessment_label"),
                        self._telling.word("labels", "assessment_hint"),
                    )
                ],
            )

    def _section(self, heading: str, blocks: Iterable[Block]) -> Iterator[Block]:
        """The blocks below a heading; no heading over nothing."""
        found = list(blocks)
        if found:
            yield Heading(self._level, (Span(self._telling.word("headings", heading)),))
            yield from found

    def _lead(self) -> Iterator[Block]:
        telling, answered = self._telling, self._report.figures["answered"]
        if not self._said:
            return
        respondents = self._report.places.get(self._place, {}).get("respondents", _ZERO)
        share, told = "some", {"n": respondents, "total": answered}
        if answered.number == 1:
            share, told = "only", {}
        elif respondents.value == answered.value:
            share, told = "all", {"n": respondents}
        spans = telling.sentence(
            "sentences",
            f"{'commented' if self._place else 'general'}_{share}",
            respondents.number,
            **{slot: telling.number(figure) for slot, figure in told.items()},
            object=telling.object(self._place),
        )
        yield Paragraph(spans)

    def _formal(self) -> Iterator[Block]:
        """Of the proposal as a whole the verdicts are told in the overall picture."""
        sentences: list[Spans] = []
        if self._place:
            sentences += position_sentences(self._telling, self._place, FORMAL)
            held = self._report.positions.get(self._place, {})
            self._named.update(actor for actors in held.values() for actor in actors)
            if not sentences:
                sentences.append(
                    self._telling.sentence("sentences", "no_formal", object=self._telling.object(self._place))
                )
        for part in _FORMAL_PARTS:
            sentences += self._part(part, without=self._with_position())
        if sentences:
            yield Paragraph(listed(sentences))

    def _with_position(self) -> set[str]:
        return {
            actor
            for position, actors in self._report.positions.get(self._place, {}).items()
            if position in FORMAL
            for actor in actors
        }

    def _evaluations(
        self, whole: Sequence[_Part], parts: Sequence[_Part], positions: Sequence[str]
    ) -> Iterator[Block]:
        """Of the thing itself first, then of something in it, by those who have not yet been told to be for it, or against it."""
        held = self._report.positions.get(self._place, {})
        told = {actor for position in positions for actor in held.get(position, ())}
        sentences: list[Spans] = []
        for part in whole:
            said = self._of(part.classes, whole=True)
            actors = {actor for one in said for actor in one.actors} - told
            if actors:
                sentences.append(self._say(part.key, actors, said))
                told |= actors
        if sentences:
            yield Paragraph(listed(sentences))
        for part in parts:
            found = self._part(part, without=told)
            if found:
                yield Paragraph(listed(found))

    def _part(self, part: _Part, *, without: set[str], plain: bool = False) -> list[Spans]:
        """without: who are told of only where it is told, too, what their statements concern.

        plain: only statements that ask for no change and set no condition."""
        said: list[Said] = []
        actors: set[str] = set()
        for one in self._of(part.classes, whole=False) + (self._of(part.classes, whole=True) * part.whole):
            speakers = set(one.actors)
            if not (part.topics and self._told_topics(one)):
                speakers -= without
            if speakers and not (plain and (one.requests or one.conditions)):
                said.append(one)
                actors |= speakers
        if not actors:
            return []
        sentences = [self._say(part.key, actors, said)]
        if part.topics:
            sentences += self._topics(said, actors)
        return sentences

    def _say(self, key: str, actors: set[str], statements: Iterable[Said]) -> Spans:
        self._named |= actors
        subject, number = self._telling.subject(
            actors, self._telling.units(self._commented), first_statements(statements)
        )
        return self._telling.sentence(
            "evaluations", key, number, names=subject, object=self._telling.object(self._place)
        )

    def _of(self, classes: Sequence[str], *, whole: bool) -> list[Said]:
        """The statements of these classes whose object is the place itself, or something in it."""
        return [
            said
            for said in self._said
            if said.stance_class in classes
            and (said.scope == self._whole_scope) == whole
            and not self._adopts(said)
        ]

    def _adopts(self, said: Said) -> bool:
        """Whether it agrees with another's response, which is told in the overall picture and is nothing about the proposal."""
        passage = (said.response, said.quote.start)
        return (
            said.stance_class == "Concurs"
            and said.scope in ("part", "unspecified")
            and passage in self._adopting
        )

    def _topics(self, statements: Iterable[Said], actors: set[str]) -> list[Spans]:
        """What the statements concern, by the topics of the vocabulary and the strategy, and by whom where not all concern the same."""
        speakers: dict[Topic, set[str]] = {}
        for said in statements:
            for topic in self._told_topics(said):
                speakers.setdefault(topic, set()).update(actors.intersection(said.actors))
        ordered = sorted(speakers, key=lambda topic: (-len(speakers[topic]), in_order(topic.label)))
        if not ordered:
            return []
        limit = self._telling.limits["topics"]
        by_speakers: dict[frozenset[str], list[Spans]] = {}
        for topic in ordered[:limit]:
            by_speakers.setdefault(frozenset(speakers[topic]), []).append((Span(topic.label, "name"),))
        # Names in brackets after several topics are of all of them, up to the semicolon; where there is none, each topic has its own.
        grouped = len(by_speakers) > 1 and any(len(names) > 1 for names in by_speakers.values())
        parts: list[Spans] = []
        for those, names in by_speakers.items():
            whose: Spans = ()
            if those != actors:
                whose = (Span(" ("), *self._telling.listing(those), Span(")"))
            together = [joined(names, self._telling.lang)] if grouped else names
            parts += [(*part, *whose) for part in together]
        told = listed(parts, "; ") if grouped else joined(parts, self._telling.lang)
        key = "topics_more" if len(ordered) > limit else "topics"
        number = 1 if len(actors) == 1 and len(ordered) == 1 else 2
        return [self._telling.sentence("evaluations", key, number, topics=told)]

    def _told_topics(self, said: Said) -> list[Topic]:
        return [topic for topic in said.topics if not topic.candidate and not self._is_title(topic)]

    def _is_title(self, topic: Topic) -> bool:
        """Whether the topic says no more than the chapter's own heading, in either language."""
        heading = self._telling.place_label(self._place).casefold()
        return bool(self._place) and any(
            label and label.casefold() in heading for label in (topic.label, topic.other)
        )

    def _conditions(self) -> Iterator[Block]:
        telling = self._telling
        bound = [said for said in self._said if said.conditions]
        limit = telling.limits["conditions"]
        items = []
        for said in bound[:limit]:
            names = telling.listing(said.actors)
            who = ", ".join(telling.label(actor) for actor in said.actors)
            items.append(Item(capital((*names, Span(": "), *telling.cited(said.quote, who)))))
            self._named.update(said.actors)
        if items:
            yield Bullets(tuple(items))
        if len(bound) > limit:
            yield self._rest()

    def _requests(self) -> Iterator[Block]:
        telling = self._telling
        items = []
        for group in group_requests(self._report, self._place, self._is_title):
            count = self._report.request_counts[self._place, group.action]
            noun = telling.word("nouns", "respondents_one" if count.number == 1 else "respondents_many")
            head = (
                Span(group.label[0].upper() + group.label[1:], "strong"),
                Span(" ("),
                telling.number(count),
                Span(f" {noun})"),
            )
            alone = len(group.topics) == 1
            items.append(Item(head, tuple(self._topic_requests(topic, alone) for topic in group.topics)))
        limit = telling.limits["requests"]
        if items:
            yield Bullets(tuple(items[:limit]))
        if len(items) > limit:
            yield self._rest()

    def _topic_requests(self, group: TopicGroup, alone: bool) -> Spans:
        """alone: whether the action has no other topic to be told from."""
        telling = self._telling
        topic = group.topic
        spans: list[Span] = []
        if topic is not None:
            spans += [*telling.fill(telling.word("labels", "about_topic"), topic=topic.label), Span(": ")]
        elif not alone:
            spans += [Span(telling.word("labels", "without_topic")), Span(": ")]
        limit = telling.limits["wordings"]
        for nth, wording in enumerate(group.wordings[:limit]):
            self._named.update(wording.actors)
            if nth:
                spans.append(Span(" "))
            who = telling.label(wording.said.actors[0])
            spans += [*telling.listing(wording.actors), Span(": "), *telling.cited(wording.said.quote, who)]
        if len(group.wordings) > limit:
            spans += [Span(" "), *self._rest().spans]
        return tuple(spans) if topic is not None or not alone else capital(tuple(spans))

    def _rest(self) -> Paragraph:
        appendix = Span(self._telling.word("labels", "appendix_b"), "ref", target="statements")
        return Paragraph(self._telling.sentence("sentences", "rest", appendix=appendix))

    def _initiatives(self) -> Iterator[Block]:
        telling = self._telling
        speakers: dict[tuple[str, bool], dict[str, None]] = {}
        labels: dict[str, str] = {}
        for said in self._said:
            for initiative in said.initiatives:
                labels[initiative.id] = initiative.label
                speakers.setdefault((initiative.id, initiative.endorsed), {}).update(
                    dict.fromkeys(said.actors)
                )
        items = []
        for iri in sorted(labels, key=lambda one: in_order(labels[one])):
            supporters = speakers.get((iri, True), {})
            others = {actor: None for actor in speakers.get((iri, False), {}) if actor not in supporters}
            proofs = first_statements(
                said for said in self._said if any(initiative.id == iri for initiative in said.initiatives)
            )
            parts: list[Spans] = []
            for key, actors in (("mentions", others), ("endorses", supporters)):
                if actors:
                    parts.append(
                        telling.fill(telling.word("initiative", key), names=telling.listing(actors, proofs))
                    )
                    self._named.update(actors)
            spans: list[Span] = [Span(labels[iri], "name"), Span(" ")]
            for nth, part in enumerate(parts):
                spans += [Span("; "), *part] if nth else part
            items.append(Item((*spans, Span("."))))
        if items:
            yield Bullets(tuple(items))

    def _remarks(self) -> Iterator[Block]:
        """What is said with neither support nor objection, and then those who commented and are named nowhere above."""
        for part in _REMARKS:
            found = self._part(part, without=set(), plain=True)
            if found:
                yield Paragraph(listed(found))
        others = self._commented - self._named - self._with_position()
        if others:
            yield Paragraph(self._say("remarks", others, self._said))

    def _quotes(self) -> Iterator[Block]:
        telling = self._telling
        for said in telling_quotes(self._said, telling.limits["quotes"]):
            who = ", ".join(telling.label(actor) for actor in said.actors)
            after = (Span(" ("), *telling.listing(said.actors), Span(")"))
            yield Quote(telling.cited(said.quote, who, after=after))
