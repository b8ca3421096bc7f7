"""From a document to its statements: runs the rules over every sentence and puts their findings together.

The only module that knows all parts. It holds no linguistic rule of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice, pairwise
from typing import NamedTuple

from remissgraf.graph.extract.adoption import adoptions
from remissgraf.graph.extract.claims import Claims, Said
from remissgraf.graph.extract.clipped import answer
from remissgraf.graph.extract.confidence import basis, confidence
from remissgraf.graph.extract.context import Context
from remissgraf.graph.extract.direction import content_direction
from remissgraf.graph.extract.dissents import Dissents
from remissgraf.graph.extract.facts import response_facts
from remissgraf.graph.extract.finding import Finding
from remissgraf.graph.extract.grammar import DEFAULT_LANGUAGE, languages, load_grammar
from remissgraf.graph.extract.identity import Place, Places
from remissgraf.graph.extract.items import Lead, Leads, carried
from remissgraf.graph.extract.joint import Makers, on_behalf_of
from remissgraf.graph.extract.mentioned import Mentions
from remissgraf.graph.extract.neighbours import Neighbours
from remissgraf.graph.extract.others import Others
from remissgraf.graph.extract.patterns import action_lexicon, stance_lexicon
from remissgraf.graph.extract.pieces import pieces
from remissgraf.graph.extract.quotations import cited
from remissgraf.graph.extract.repeated import repeats
from remissgraf.graph.extract.reported import Report, Reports
from remissgraf.graph.extract.requests import requests_in
from remissgraf.graph.extract.restates import link_restatements
from remissgraf.graph.extract.scope import Scopes
from remissgraf.graph.extract.sentence import findings_in
from remissgraf.graph.extract.subjects import Matter, Subjects
from remissgraf.graph.extract.submitter import Submitter, find_submitter
from remissgraf.graph.extract.target import Targets
from remissgraf.graph.extract.tokens import Token, key
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import (
    POLARITY,
    Document,
    Extraction,
    ResponseReference,
    Sentence,
    Stance,
    Statement,
    TargetScope,
    Voice,
)
from remissgraf.ontology.entries import Actor

__all__ = ["extract"]

# No more of a neighbouring passage is asked for a subject, in characters.
_LONGEST_AROUND = 1000
# Passages kept as they were read: those around the sentence in work.
_VIEWS = 64
_NO_BODY = ("footnote", "furniture", "letterhead", "signature")


class _Found(NamedTuple):
    """A finding with the sentence it is evidence in. lead: the heading or lead-in that carries the stance's words."""

    sentence: Sentence
    view: View
    finding: Finding
    first: int
    last: int
    lead: Lead | None = None


def extract(document: Document, context: Context) -> Extraction:
    """All statements of a response, with what it says of itself. Never raises on any text."""
    return _Extractor(document, context).run()


class _Extractor:
    def __init__(self, document: Document, context: Context) -> None:
        language = document.language if document.language in languages() else DEFAULT_LANGUAGE
        self._document = document
        self._context = context
        self._grammar = load_grammar(language)
        self._stances = stance_lexicon(language)
        self._actions = action_lexicon(language)
        self._submitter: Submitter = find_submitter(
            document, context.actors, context.register_respondents, self._grammar, self._stances
        )
        # The same passage is read as a sentence, as its neighbour's surroundings and as a heading.
        self._view = lru_cache(maxsize=_VIEWS)(partial(View.of, names=self._submitter.names))
        self._targets = Targets(document, context.outline, self._grammar, context.strategy, context.parts)
        self._claims = Claims(context, self._grammar)
        self._subjects = Subjects(context, self._grammar)
        own = {actor.id for actor in self._submitter.respondents}
        self._mentions = Mentions(document, context, own, self._grammar)
        self._scopes = Scopes(self._grammar, context.outline.title if context.outline else document.title)
        self._leads = Leads(document, self._submitter.names, self._stances)
        self._sections = {section.id: section for section in document.sections}
        self._places = Places()
        self._dissents = Dissents(document, self._submitter.respondents[0], self._grammar, self._stances)
        self._others = Others(
            context.names,
            self._submitter.respondents,
            key(self._submitter.addressee.value) if self._submitter.addressee else "",
            self._grammar,
        )
        self._reports = Reports(document, self._others, self._submitter.names, self._stances)
        self._cited = cited(document)
        self._makers = Makers.of(self._submitter.respondents, self._grammar)
        # Actors beside the respondents, by their ids.
        whole = self._submitter.whole
        self._speakers: dict[str, Actor] = {whole.id: whole} if whole is not None else {}
        # The first sentence of every block, by its start.
        self._first: dict[int, int] = {}
        for sentence in document.sentences:
            self._first.setdefault(sentence.block, sentence.start)
        self._neighbours = Neighbours(document, self._view)
        # The last finding of a sentence of its own, with its block.
        self._last: tuple[int, Finding | None] = (-1, None)

    def run(self) -> Extraction:
        statements: list[Statement] = []
        others: list[Statement] = []
        references: list[ResponseReference] = []
        for sentence in self._document.sentences:
            if self._document.blocks[sentence.block].kind in _NO_BODY:
                continue
            for piece in pieces(sentence):
                view = self._view(piece.text)
                place = self._places.of(piece.text)
                own = self._statements(piece, view, place)
                statements.extend(own)
                others.extend(self._voices(piece, view, own, place))
                references.extend(self._references(piece, view))
        statements = sorted([*statements, *self._headings(statements)], key=lambda statement: statement.start)
        summaries = frozenset(section.id for section in self._document.sections if section.kind == "summary")
        titles = {section.id: section.title for section in self._document.sections}
        behalf = on_behalf_of(
            self._document, self._submitter.respondents, self._context.actors, self._grammar
        )
        return Extraction(
            document=self._document.id,
            facts=response_facts(
                self._document, self._submitter, behalf, tuple(dict.fromkeys(references)), self._grammar
            ),
            statements=tuple(
                sorted(
                    (*link_restatements(statements, summaries, titles), *others), key=lambda one: one.start
                )
            ),
            topics=self._subjects.topics,
            speakers=tuple(self._speakers.values()),
        )

    def _voices(
        self, sentence: Sentence, view: View, own: Sequence[Statement], place: Place
    ) -> Iterator[Statement]:
        """What dissenting members and others say in a sentence. They are held to no claim."""
        taken = {statement.stance.head for statement in own}
        dissents = list(self._dissents.find(sentence, view))
        for seen, finding, holder in dissents:
            yield self._voice("dissent", Report(sentence, seen, finding, holder), place)
        if dissents or self._sections[sentence.section].kind == "dissent":
            return
        tokens = enumerate(view.tokens if taken else ())
        heads = frozenset(at for at, token in tokens if token.start in taken)
        for report in self._reports.find(sentence, view, heads):
            yield self._voice("reported", report, place)

    def _voice(self, voice: Voice, report: Report, place: Place) -> Statement:
        """An utterance that is not the respondent's own: its target is what its own words name."""
        self._speakers[report.holder.id] = report.holder
        head = report.view.tokens[report.finding.head].start
        item = _Found(report.sentence, report.view, report.finding, 0, len(report.view.tokens))
        targets = self._targets.in_text(report.view.tokens)
        return replace(
            self._statement(item, [item], 0, place, head),
            voice=voice,
            actor=report.holder.id,
            co_actors=(),
            target_chapters=targets,
            target_scope=self._scope(item, targets),
            claim=None,
            agreement=None,
        )

    def _references(self, sentence: Sentence, view: View) -> Iterator[ResponseReference]:
        if self._sections[sentence.section].kind == "dissent" or self._reports.body_of(sentence) is not None:
            return
        for reference, actor in adoptions(sentence, view, self._others):
            self._speakers[actor.id] = actor
            yield reference

    def _headings(self, statements: Sequence[Statement]) -> Iterator[Statement]:
        """Verdicts that a heading gives by itself ("Ingen erinran mot kapitel 4") and no sentence of its section repeats."""
        told = {(statement.section, statement.stance.cls) for statement in statements}
        for index, block in enumerate(self._document.blocks):
            if block.kind != "heading" or index in self._leads.introducing or not block.reading.runs:
                continue
            if self._sections[block.section].kind in ("root", "dissent", "background"):
                continue
            heading = Sentence(block.start, block.end, block.reading, index, block.section, block.page)
            place = self._places.of(heading.text)
            for statement in self._statements(heading, self._view(heading.text), place):
                formal = POLARITY[statement.stance.cls] != "neutral" or statement.stance.cls in (
                    "NoObjection",
                    "Abstains",
                )
                if formal and (block.section, statement.stance.cls) not in told:
                    yield statement

    def _statements(self, sentence: Sentence, view: View, place: Place) -> list[Statement]:
        """The respondent's own, each stance head once."""
        found = list(self._found(sentence, view))
        made: dict[int, Statement] = {}
        for number, item in enumerate(found):
            head = 0 if item.lead else item.view.tokens[item.finding.head].start
            if head not in made:
                made[head] = self._statement(item, found, number, place, head)
        return list(made.values())

    def _found(self, sentence: Sentence, view: View) -> Iterator[_Found]:
        block = self._document.blocks[sentence.block]
        kind = self._sections[sentence.section].kind
        if kind == "dissent" or sentence.start in self._cited or self._reports.speaks_for_other(sentence):
            return
        lead = self._leads.of(block)
        background = kind == "background"
        findings = findings_in(view, self._stances, background=background)
        if self._reports.body_of(sentence) is not None:
            # Under a board's name only what the respondent says by its own name is its own.
            lead, named = None, self._reports.names_respondent(view)
            findings = [finding for finding in findings if finding.actor_explicit and named]
        if block.kind != "item":
            findings = [f for f in findings if not self._leads.is_lead_in(sentence.block, view, f)]
        if findings:
            self._last = (sentence.block, findings[-1])
            cuts = [self._cut(view, one, other) for one, other in pairwise(findings)]
            for finding, start, end in zip(findings, [0, *cuts], [*cuts, len(view.tokens)], strict=True):
                yield _Found(sentence, view, finding, start, end)
            return
        if (
            lead is not None
            and lead.question
            and (short := answer(view, lead.view, self._stances)) is not None
        ):
            yield _Found(sentence, view, short, 0, len(view.tokens))
        elif lead is not None and lead.finding is not None and block.kind == "item" and self._opens(sentence):
            yield _Found(sentence, view, carried(view, lead.finding), 0, len(view.tokens), lead)
        elif (same := repeats(view, self._last[1] if self._last[0] == sentence.block else None)) is not None:
            yield _Found(sentence, view, same, 0, len(view.tokens))

    def _cut(self, view: View, one: Finding, other: Finding) -> int:
        """The token where what belongs to the second of two findings begins: at "men" or "medan" between them, else at its words."""
        contrasting = self._grammar["words.adversatives"]
        between = range(one.last + 1, other.first)
        return next((at for at in reversed(between) if view.lowers[at] in contrasting), other.first)

    def _opens(self, sentence: Sentence) -> bool:
        """Whether the sentence is the first of its block."""
        return self._first.get(sentence.block) == sentence.start

    def _statement(
        self, item: _Found, found: Sequence[_Found], number: int, place: Place, head: int
    ) -> Statement:
        finding, sentence = item.finding, item.sentence
        source = item.lead.block.reading if item.lead else sentence.reading
        text = item.lead.view.text if item.lead else sentence.text
        start, end = source.span(finding.start, finding.end)
        targets = self._target(item, found, number)
        scope = self._scope(item, targets)
        stance, span = self._stance(item), (item.first, item.last)
        asked = requests_in(
            item.view, finding.cls, self._after(item), item.last, self._actions, stance, finding.lemma
        )
        # Claims stand on the vocabulary's topics alone: agreement on a candidate would be an accident of wording.
        named, reasons = self._subjects.named(item.view, (item.first, item.last))
        topics = self._subjects.of(
            Matter(
                item.view,
                named,
                reasons,
                (item.first, item.last),
                self._stance(item),
                not finding.explicit or any(one.passive for one in asked),
                targets,
                scope,
                self._around(item),
            )
        )
        direction = content_direction(item.view, finding.cls, *span, stance)
        # An action that only the form implies is not what actors agree on.
        said_so = tuple(one for one in asked if not one.implied)
        said = Said(item.view, finding.cls, stance, span, targets, scope, named, said_so, direction)
        claim, agreement = self._claims.of(said) or (None, None)
        mentioned = self._mentions.of(item.view, finding.cls, stance, span)
        actor, *others = self._makers.makers(item.view, [one.finding for one in found], number)
        cues, last = basis(finding, item.view, scope, len(found)), number == len(found) - 1
        return Statement(
            id=place.identity(head),
            voice="statement",
            actor=actor,
            co_actors=tuple(others),
            actor_explicit=finding.actor_explicit,
            stance=Stance(
                finding.lemma,
                text[finding.start : finding.end],
                finding.cls,
                finding.concept,
                start,
                end,
                head,
            ),
            polarity=POLARITY[finding.cls],
            explicit=finding.explicit,
            topics=topics,
            target_chapters=targets,
            target_scope=scope,
            requests=tuple(one.request for one in asked),
            initiatives=mentioned.initiatives,
            endorsed=mentioned.endorsed,
            actors=mentioned.actors,
            confidence=confidence(cues),
            basis=cues,
            start=sentence.start,
            end=sentence.end,
            sentence=sentence.text,
            sentence_raw=self._document.raw(sentence),
            section=sentence.section,
            page=sentence.page,
            claim=claim,
            agreement=agreement,
            content_direction=direction.value if direction else None,
            condition=self._neighbours.condition(
                sentence, item.view, finding, led=item.lead is not None, last=last
            ),
            concession=None
            if item.lead
            else self._neighbours.concession(sentence, item.view, finding, last=last),
        )

    def _around(self, item: _Found) -> Iterator[View]:
        """The passages that a statement leans on for its subject, nearest first."""
        words = set(item.view.lowers[item.first : item.last])
        if words & self._grammar["topics.anaphoric"]:
            yield from islice(self._neighbours.before(item.sentence), 1)
        lead = self._leads.of(self._document.blocks[item.sentence.block])
        if lead is not None:
            yield lead.view
        section = self._sections[item.sentence.section]
        if section.kind == "body":
            yield self._view(section.title[:_LONGEST_AROUND])

    def _after(self, item: _Found) -> int:
        """Where a statement's complement begins: a bare request is its own complement, an item is all complement."""
        if item.lead is not None:
            return 0
        return item.finding.first if "request" in item.finding.cues else item.first

    def _target(self, item: _Found, found: Sequence[_Found], number: int) -> tuple[str, ...]:
        tokens = item.view.tokens
        own = self._targets.in_text(tokens[item.first : item.last])
        if not own and number:
            # What stands before the first stance holds for all of the sentence: "I fråga om Norden (3.3) instämmer … men anser …".
            own = self._targets.in_text(tokens[: found[0].finding.head])
        lead = self._leads.of(self._document.blocks[item.sentence.block])
        if not own and lead is not None:
            own = self._targets.of_text(lead.view.text)
        if own:
            return own
        if item.view.has("cues.summing") and self._scope(item, ()) == "whole":
            return ()
        section = self._targets.of_section(item.sentence.section)
        return self._targets.spoken_of(self._nearest(item), section) or section

    def _nearest(self, item: _Found) -> Iterator[Sequence[Token]]:
        """The words of a statement, then those of the sentences before it in its block, nearest first."""
        yield item.view.tokens[item.first : item.last]
        yield from (view.tokens for view in self._neighbours.before(item.sentence))

    def _scope(self, item: _Found, targets: tuple[str, ...]) -> TargetScope:
        scope = self._scopes.of(
            item.view, self._stance(item), (item.first, item.last), chapters=bool(targets)
        )
        excepting = self._grammar["targets.excepting"]
        if scope == "whole" and not excepting.isdisjoint(item.view.lowers[item.first : item.last]):
            # "alla förslag utom det i 9.3"
            return "part"
        return scope

    def _stance(self, item: _Found) -> tuple[int, int]:
        """First and last token of the stance's words in the statement's own sentence; (-1, -1) where a lead carries them."""
        return (-1, -1) if item.lead else (item.finding.first, item.finding.last)
