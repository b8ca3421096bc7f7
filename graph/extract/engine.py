"""From a document to its statements: runs the rules over every sentence and puts their findings together.

The only module that knows all parts. It holds no linguistic rule of its own.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from remissgraf.graph.extract.claims import Claims, Said
from remissgraf.graph.extract.clipped import answer
from remissgraf.graph.extract.confidence import confidence
from remissgraf.graph.extract.context import Context
from remissgraf.graph.extract.direction import content_direction
from remissgraf.graph.extract.dissents import Dissents
from remissgraf.graph.extract.facts import response_facts
from remissgraf.graph.extract.finding import Finding, concepts
from remissgraf.graph.extract.grammar import DEFAULT_LANGUAGE, languages, load_grammar
from remissgraf.graph.extract.items import Lead, Leads
from remissgraf.graph.extract.mentioned import Mentions
from remissgraf.graph.extract.patterns import action_lexicon, stance_lexicon
from remissgraf.graph.extract.pieces import pieces
from remissgraf.graph.extract.qualify import concession_after, concession_in, condition_in
from remissgraf.graph.extract.requests import requests_in
from remissgraf.graph.extract.restates import link_restatements
from remissgraf.graph.extract.scope import Scopes
from remissgraf.graph.extract.sentence import findings_in
from remissgraf.graph.extract.subjects import Matter, Subjects
from remissgraf.graph.extract.submitter import Submitter, find_submitter
from remissgraf.graph.extract.target import Targets
from remissgraf.graph.extract.tokens import key
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import POLARITY, Document, Extraction, Sentence, Stance, Statement, TargetScope
from remissgraf.ontology.entries import Actor

__all__ = ["extract"]

# No more of a neighbouring passage is asked for a subject, in characters.
_LONGEST_AROUND = 1000
_NO_BODY = ("footnote", "furniture", "letterhead", "signature")


@dataclass(frozen=True, slots=True)
class _Found:
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
        self._targets = Targets(document, context.outline, self._grammar)
        self._claims = Claims(context, self._grammar)
        self._subjects = Subjects(context, self._grammar)
        own = {actor.id for actor in self._submitter.respondents}
        self._mentions = Mentions(document, context, own, self._grammar)
        self._scopes = Scopes(self._grammar, context.outline.title if context.outline else document.title)
        self._leads = Leads(document, self._submitter.names, self._stances)
        self._sections = {section.id: section for section in document.sections}
        self._seen: Counter[str] = Counter()
        # The first sentence of every block, by its start.
        self._first: dict[int, int] = {}
        for sentence in document.sentences:
            self._first.setdefault(sentence.block, sentence.start)
        # The sentences before and after each, within its block, by its start.
        pairs = [pair for pair in pairwise(document.sentences) if pair[0].block == pair[1].block]
        self._before = {second.start: first for first, second in pairs}
        self._following = {first.start: second for first, second in pairs}

    def run(self) -> Extraction:
        statements: list[Statement] = []
        for sentence in self._document.sentences:
            for piece in pieces(sentence):
                statements.extend(self._statements(piece))
        statements = sorted([*statements, *self._headings(statements)], key=lambda statement: statement.start)
        dissents, speakers = self._dissents()
        summaries = frozenset(section.id for section in self._document.sections if section.kind == "summary")
        titles = {section.id: section.title for section in self._document.sections}
        titles = {section.id: section.title for section in self._document.sections}
        return Extraction(
            document=self._document.id,
            facts=response_facts(
                self._document,
                self._submitter.respondents,
                self._submitter.addressee,
                self._context.vocabulary,
                self._grammar,
            ),
            statements=tuple(
                sorted(
                    (*link_restatements(statements, summaries, titles), *dissents), key=lambda one: one.start
                )
            ),
            topics=self._subjects.topics,
            speakers=speakers,
        )

    def _dissents(self) -> tuple[list[Statement], tuple[Actor, ...]]:
        """Dissenting utterances and their holders. What they would rather have said has no target and no claim here."""
        dissents = Dissents(self._document, self._submitter.respondents[0], self._grammar, self._stances)
        found: list[Statement] = []
        speakers: dict[str, Actor] = {}
        seen: Counter[str] = Counter()
        for sentence in self._document.sentences:
            for piece in pieces(sentence):
                digest, ordinal = self._digest(piece, seen)
                if self._document.blocks[piece.block].kind in _NO_BODY:
                    continue
                for view, finding, holder in dissents.find(piece):
                    speakers[holder.id] = holder
                    head = view.tokens[finding.head].start
                    item = _Found(piece, view, finding, 0, len(view.tokens))
                    said = self._statement(item, [item], 0, f"{digest}-{ordinal}-{head}", head)
                    found.append(
                        replace(
                            said,
                            voice="dissent",
                            actor=holder.id,
                            target_chapters=(),
                            target_scope="unspecified",
                            claim=None,
                            agreement=None,
                        )
                    )
        return found, tuple(speakers.values())

    def _digest(self, sentence: Sentence, seen: Counter[str]) -> tuple[str, int]:
        """The hash of the sentence's normalised text and its ordinal among equal ones."""
        normal = key(sentence.text)
        ordinal = seen[normal]
        seen[normal] += 1
        return hashlib.sha256(normal.encode("utf-8")).hexdigest()[:12], ordinal

    def _headings(self, statements: Sequence[Statement]) -> Iterator[Statement]:
        """Verdicts that a heading gives by itself ("Ingen erinran mot kapitel 4") and no sentence of its section repeats."""
        told = {(statement.section, statement.stance.cls) for statement in statements}
        for index, block in enumerate(self._document.blocks):
            if block.kind != "heading" or index in self._leads.introducing or not block.reading.runs:
                continue
            if self._sections[block.section].kind in ("root", "dissent", "background"):
                continue
            heading = Sentence(block.start, block.end, block.reading, index, block.section, block.page)
            for statement in self._statements(heading):
                formal = POLARITY[statement.stance.cls] != "neutral" or statement.stance.cls in (
                    "NoObjection",
                    "Abstains",
                )
                if formal and (block.section, statement.stance.cls) not in told:
                    yield statement

    def _statements(self, sentence: Sentence) -> Iterator[Statement]:
        digest, ordinal = self._digest(sentence, self._seen)
        found = list(self._found(sentence))
        used: set[int] = set()
        for number, item in enumerate(found):
            head = 0 if item.lead else item.view.tokens[item.finding.head].start
            if head in used:
                continue
            used.add(head)
            yield self._statement(item, found, number, f"{digest}-{ordinal}-{head}", head)

    def _found(self, sentence: Sentence) -> Iterator[_Found]:
        block = self._document.blocks[sentence.block]
        kind = self._sections[sentence.section].kind
        if block.kind in _NO_BODY or kind == "dissent":
            return
        view = View.of(sentence.text, self._submitter.names)
        lead = self._leads.of(block)
        background = kind == "background"
        findings = findings_in(view, self._stances, background=background)
        if block.kind != "item":
            findings = [f for f in findings if not self._leads.is_lead_in(sentence.block, view, f)]
        if findings:
            cuts = [self._cut(view, one, other) for one, other in pairwise(findings)]
            for finding, start, end in zip(findings, [0, *cuts], [*cuts, len(view.tokens)], strict=True):
                yield _Found(sentence, view, finding, start, end)
            return
        if lead is not None and lead.question and (short := answer(view, lead.view)) is not None:
            yield _Found(sentence, view, short, 0, len(view.tokens))
        elif lead is not None and lead.finding is not None and block.kind == "item" and self._opens(sentence):
            yield _Found(sentence, view, self._carried(view, lead.finding), 0, len(view.tokens), lead)

    def _cut(self, view: View, one: Finding, other: Finding) -> int:
        """The token where what belongs to the second of two findings begins: at "men" or "medan" between them, else at its words."""
        contrasting = self._grammar["words.adversatives"]
        between = range(one.last + 1, other.first)
        return next((at for at in reversed(between) if view.tokens[at].lower in contrasting), other.first)

    def _opens(self, sentence: Sentence) -> bool:
        """Whether the sentence is the first of its block."""
        return self._first.get(sentence.block) == sentence.start

    def _carried(self, view: View, finding: Finding) -> Finding:
        """The lead's stance as it holds for an item, with the item's own condition."""
        condition = condition_in(view, 0, -1)
        slug = finding.concept
        qualified = concepts()[slug].when_qualified
        if condition is not None and qualified is not None and concepts()[slug].cls == "Approves":
            slug = qualified
        return replace(finding, concept=slug, cls=concepts()[slug].cls, condition=condition, cues=("item",))

    def _statement(
        self, item: _Found, found: Sequence[_Found], number: int, sid: str, head: int
    ) -> Statement:
        finding, sentence = item.finding, item.sentence
        source = item.lead.block.reading if item.lead else sentence.reading
        text = item.lead.view.text if item.lead else sentence.text
        start, end = source.span(finding.start, finding.end)
        targets = self._target(item, found, number)
        scope = self._scope(item, targets)
        asked = requests_in(item.view, finding.cls, self._after(item), item.last, self._actions)
        stance, span = self._stance(item), (item.first, item.last)
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
        said = Said(item.view, finding.cls, stance, span, targets, scope, named, asked, direction)
        claim, agreement = self._claims.of(said) or (None, None)
        mentioned = self._mentions.of(item.view, finding.cls, stance, span)
        return Statement(
            id=sid,
            voice="statement",
            actor=self._submitter.respondents[0].id,
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
            confidence=confidence((*finding.cues, finding.cls)),
            start=sentence.start,
            end=sentence.end,
            sentence=sentence.text,
            sentence_raw=self._document.raw(sentence),
            section=sentence.section,
            page=sentence.page,
            claim=claim,
            agreement=agreement,
            content_direction=direction.value if direction else None,
            condition=finding.condition or (None if item.lead else condition_in(item.view, *stance)),
            concession=None if item.lead else self._concession(item, last=number == len(found) - 1),
        )

    def _concession(self, item: _Found, *, last: bool) -> str | None:
        """What limits a statement after it, in its own sentence or, for the last one of a sentence, in the next."""
        view = item.view
        own = concession_in(view, item.finding.last + 1, len(view.tokens))
        following = self._following.get(item.sentence.start)
        if own is not None or following is None or not last:
            return own
        return concession_after(View.of(following.text, self._submitter.names))

    def _around(self, item: _Found) -> Iterator[View]:
        """The passages that a statement leans on for its subject, nearest first."""
        words = {token.lower for token in item.view.tokens[item.first : item.last]}
        before = self._before.get(item.sentence.start)
        if before is not None and words & self._grammar["topics.anaphoric"]:
            yield View.of(before.text[-_LONGEST_AROUND:], self._submitter.names)
        lead = self._leads.of(self._document.blocks[item.sentence.block])
        if lead is not None:
            yield lead.view
        section = self._sections[item.sentence.section]
        if section.kind == "body":
            yield View.of(section.title[:_LONGEST_AROUND], self._submitter.names)

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
        return self._targets.of_section(item.sentence.section)

    def _scope(self, item: _Found, targets: tuple[str, ...]) -> TargetScope:
        scope = self._scopes.of(
            item.view, self._stance(item), (item.first, item.last), chapters=bool(targets)
        )
        excepting = self._grammar["targets.excepting"]
        if scope == "whole" and any(t.lower in excepting for t in item.view.tokens[item.first : item.last]):
            # "alla förslag utom det i 9.3"
            return "part"
        return scope

    def _stance(self, item: _Found) -> tuple[int, int]:
        """First and last token of the stance's words in the statement's own sentence; (-1, -1) where a lead carries them."""
        return (-1, -1) if item.lead else (item.finding.first, item.finding.last)
