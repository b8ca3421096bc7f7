"""How a report speaks: sentences from the patterns of words.toml, subjects in lists and quantities, quotes with their notes.

It knows the report's values and the patterns, and collects notes and the figures that are used. Others decide what is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from remissgraf.graph.describe.private import MASK
from remissgraf.queries.report.blocks import Span, Spans, Table
from remissgraf.queries.report.grammar import cut, genitive, in_order, joined, listed, quantifier, word_data
from remissgraf.queries.report.model import Campaign, Figure, Quotation, Report, Said

__all__ = ["Proofs", "Telling", "capital"]

_SLOT = re.compile(r"\{(\w+)\}")
Proofs = Mapping[str, tuple[Said, ...]]
NO_PROOFS: Proofs = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Party:
    """Someone who speaks: how they are called, and the statements that show it."""

    words: Spans
    proof: tuple[Said, ...] = ()


class Telling:
    """The voice of one report in its language."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.lang = report.options.lang
        self.limits: Mapping[str, Any] = word_data()["thresholds"]
        self.notes: list[Spans] = []
        self.figures: dict[Figure, None] = {}
        self._words: Mapping[str, Mapping[str, Any]] = word_data()[self.lang]
        self._tables = 0
        self._chapters = {chapter.id: chapter for chapter in report.chapters}
        self._responses = {entry.response: entry for entry in report.files}

    # Words

    def word(self, group: str, key: str) -> str:
        return str(self._words[group][key])

    def has_word(self, group: str, key: str) -> bool:
        return key in self._words[group]

    def sentence(self, group: str, key: str, number: float = 1, **slots: str | Span | Spans) -> Spans:
        """The pattern for `number` subjects with its slots filled; text in a slot is a name."""
        forms = self._words[group][key]
        pattern = forms["one"] if number == 1 or not forms["many"] else forms["many"]
        return capital(_clean(self.fill(pattern, **slots)))

    def fill(self, pattern: str, **slots: str | Span | Spans) -> Spans:
        spans: list[Span] = []
        at = 0
        for match in _SLOT.finditer(pattern):
            if match.start() > at:
                spans.append(Span(pattern[at : match.start()]))
            value = slots[match[1]]
            spans += (
                [Span(value, "name")]
                if isinstance(value, str)
                else [value]
                if isinstance(value, Span)
                else value
            )
            at = match.end()
        if at < len(pattern):
            spans.append(Span(pattern[at:]))
        return tuple(spans)

    def number(self, figure: Figure) -> Span:
        """A number, which the method appendix then explains."""
        self.figures[figure] = None
        text = figure.value
        if "." in text:
            text = text.rstrip("0").rstrip(".").replace(".", self.word("grammar", "decimal"))
        return Span(text, "number", figure=figure)

    # Those who speak

    def label(self, actor: str) -> str:
        return cut(self.report.respondents[actor].label)

    def parties(self, actors: Iterable[str], proofs: Proofs = NO_PROOFS) -> tuple[list[_Party], bool]:
        """Those who speak in the order of the alphabet, and whether they are one.

        Campaigns whose members all say the same are one party, and private persons whose names are not told are named together."""
        left = set(actors)
        ours: list[_Party] = []
        for campaign in self.report.campaigns:
            if len(campaign.members) > 1 and left.issuperset(campaign.members):
                left.difference_update(campaign.members)
                ours.append(_Party(self._campaign(campaign), proofs.get(campaign.members[0], ())))
        nameless = {
            actor
            for actor in left
            if self.report.respondents[actor].private and self.report.options.edition == "public"
        }
        if nameless:
            words = (Span(self.word("parties", "private_one" if len(nameless) == 1 else "private_many")),)
            ours.append(_Party(words, next(filter(None, map(proofs.get, sorted(nameless))), ())))
        named = sorted(left - nameless, key=lambda actor: in_order(self.label(actor)))
        found = [_Party((Span(self.label(actor), "name"),), proofs.get(actor, ())) for actor in named]
        return [*found, *ours], len(found) + len(ours) == 1 and len(nameless) < 2

    def _campaign(self, campaign: Campaign) -> Spans:
        """How a campaign is called: one of several by one of its senders, unless that may be a private person."""
        number = self.number(campaign.senders)
        open_to_all = self.report.options.edition != "public" or not any(
            self.report.respondents[member].private for member in campaign.members
        )
        if len(self.report.campaigns) > 1 and open_to_all:
            return self.fill(self.word("parties", "campaign_of"), n=number, exemplar=cut(campaign.exemplar))
        return self.fill(self.word("parties", "campaign"), n=number)

    def units(self, actors: Iterable[str]) -> int:
        """How many respondents these count as: a campaign is one where campaigns count once."""
        found = set(actors)
        if self.report.options.campaigns == "once":
            for campaign in self.report.campaigns:
                members = found.intersection(campaign.members)
                found = (found - members) | ({campaign.id} if members else set())
        return len(found)

    def subject(self, actors: Iterable[str], total: int, proofs: Proofs = NO_PROOFS) -> tuple[Spans, int]:
        """The subject of a sentence, and 1 or 2 for its number. total: units that could have said it; more names than `listed` become a
        word for their share of these and the first names. proofs: statements of each by id, which a note after the name then quotes."""
        actors = list(actors)
        parties, single = self.parties(actors, proofs)
        if len(parties) <= self.limits["listed"]:
            return joined(self._told(parties), self.lang), 1 if single else 2
        number = self.units(actors)
        word = quantifier(number, max(total, number), self.lang)
        shown = joined(self._told(parties[: self.limits["shown"]]), self.lang)
        lead = f"{word} {self.word('quantifiers', 'unit')}{self.word('grammar', 'including')}"
        return (Span(lead), *shown, Span(",")), 2

    def listing(self, actors: Iterable[str], proofs: Proofs = NO_PROOFS) -> Spans:
        """Names in a list or brackets, where too many end in "m.fl."."""
        parties, _ = self.parties(actors, proofs)
        if len(parties) <= self.limits["listed"]:
            return joined(self._told(parties), self.lang)
        spans: list[Span] = []
        for nth, party in enumerate(self._told(parties[: self.limits["shown"]])):
            spans += [Span(", "), *party] if nth else party
        return (*spans, Span(self.word("grammar", "others")))

    def _told(self, parties: Iterable[_Party]) -> list[Spans]:
        """The parties with the notes that quote them; only those that are shown get one."""
        return [
            (*party.words, self.note(self._quoted(party.proof))) if party.proof else party.words
            for party in parties
        ]

    def _quoted(self, statements: Iterable[Said]) -> Spans:
        """The statements, each with its source."""
        return listed(self._with_source(said.quote, said.actors) for said in statements)

    def _with_source(self, quote: Quotation, actors: Iterable[str]) -> Spans:
        who = ", ".join(self.label(actor) for actor in actors)
        return (*self.quote(quote), Span(" "), *self.source(quote, who))

    def shown_by(self, quote: Quotation, actors: Iterable[str]) -> Span:
        """The mark of a note that quotes the words of these."""
        return self.note(self._with_source(quote, actors))

    def owner(self, name: str) -> Span:
        return Span(genitive(cut(name), self.lang), "name")

    # Places and quotes

    def object(self, place: str) -> Span:
        return Span(self.word("objects", "chapter" if place else "whole"))

    def place_label(self, place: str) -> str:
        return cut(self._chapters[place].label) if place in self._chapters else self.word("labels", "general")

    def place_number(self, place: str, length: int) -> str:
        """The number of the chapter, or its name where it has none."""
        chapter = self._chapters.get(place)
        return cut(chapter.number or chapter.label, length) if chapter else self.word("labels", "general")

    def quote(self, quote: Quotation) -> Spans:
        """The quote between quotation marks; where a part of it is masked, that is said."""
        language = quote.language if quote.language != self.lang else ""
        spans: list[Span] = [
            Span(self.word("grammar", "quote_open")),
            Span(" ".join(quote.reading.split()), "quote", language=language),
            Span(self.word("grammar", "quote_close")),
        ]
        return (*spans, *self._masked(quote.reading))

    def _masked(self, text: str) -> Spans:
        """That a part of the text is hidden, where it is."""
        return (Span(f" [{self.word('labels', 'masked')}]"),) if MASK in text else ()

    def cited(self, quote: Quotation, who: str, *, after: Spans = ()) -> Spans:
        """The quote with the mark of a note that tells its source. after: what stands between the two."""
        return (*self.quote(quote), *after, self.note(self.source(quote, who)))

    def source(self, quote: Quotation, who: str) -> Spans:
        """Who said it, in which file and where; the source's own letters where the reading form mends more than spaces."""
        place = quote.source or self.word("labels", "private_source")
        spans: list[Span] = [
            Span(cut(who), "name"),
            Span(", "),
            Span(f"{place}, {self.where(quote)}", "name"),
            Span("."),
        ]
        if " ".join(quote.exact.split()) != " ".join(quote.reading.split()):
            spans += [
                Span(f" {self.word('labels', 'in_source')}: {self.word('grammar', 'quote_open')}"),
                Span(" ".join(quote.exact.split()), "quote", language=quote.language),
                Span(self.word("grammar", "quote_close")),
                *self._masked(quote.exact),
                # Most sentences bring their own full stop.
                Span("" if quote.exact.rstrip()[-1:] in ".!?" else "."),
            ]
        return tuple(spans)

    def where(self, quote: Quotation) -> str:
        """Page, where there are pages, and offsets."""
        offsets = self.word("labels", "offsets").format(start=quote.start, end=quote.end)
        return (
            f"{self.word('labels', 'page_short').format(n=quote.page)}, {offsets}" if quote.page else offsets
        )

    def note(self, spans: Spans) -> Span:
        self.notes.append(spans)
        return Span(str(len(self.notes)), "note", target=f"n{len(self.notes)}")

    def source_name(self, response: str) -> str:
        """The file of a response, as the edition shows it."""
        entry = self._responses.get(response)
        return (entry.source if entry else "") or self.word("labels", "private_source")

    # Tables

    def table(
        self, anchor: str, caption: str, header: Iterable[str], rows: Iterable[Any], **look: Any
    ) -> Table:
        """A table with the next number. caption: a key of the labels."""
        self._tables += 1
        return Table(
            anchor=anchor,
            number=self._tables,
            caption=self.word("labels", caption),
            header=tuple(header),
            rows=tuple(tuple(row) for row in rows),
            **look,
        )


def capital(spans: Spans) -> Spans:
    """With a capital first letter, where the first words are our own; a name stays as it is."""
    if spans and spans[0].kind == "text" and spans[0].text:
        first = spans[0]
        return (Span(first.text[0].upper() + first.text[1:], first.kind), *spans[1:])
    return spans


def _clean(spans: Spans) -> Spans:
    """Without the comma of an insertion before the end of a sentence or another comma."""
    found: list[Span] = []
    for nth, span in enumerate(spans):
        following = spans[nth + 1].text if nth + 1 < len(spans) else ""
        if span == Span(",") and following[:1] in (".", ",", ":", ";"):
            continue
        found.append(span)
    return tuple(found)
