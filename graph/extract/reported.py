"""Reported views: what others than the respondent hold, as a response tells it. They are kept apart and never counted.

Four forms: a sentence with another as the subject of a stance verb ("SKR har framfört att …"), a quotation that is said to be
another's, a block quote that such a sentence leads in, and a section headed by a board of the respondent's own ("Miljönämnden").
Knows the others' names, the stance expressions and the document; the respondent's own stances are found elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from remissgraf.graph.extract.clauses import FiniteVerb, finite_verb
from remissgraf.graph.extract.finding import Finding, bare_finding, negated_slug
from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.kinds import generic_names
from remissgraf.graph.extract.mentions import NameIndex
from remissgraf.graph.extract.names import names_of
from remissgraf.graph.extract.negation import is_negated
from remissgraf.graph.extract.others import Other, Others
from remissgraf.graph.extract.patterns import Lexicon, Match, matches_in
from remissgraf.graph.extract.quotations import MARK
from remissgraf.graph.extract.sentence import findings_in
from remissgraf.graph.extract.subject import holder_of
from remissgraf.graph.extract.units import bodies_in
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import Document, Sentence
from remissgraf.graph.segment.mend import cut
from remissgraf.ontology.entries import Actor

__all__ = ["Report", "Reports"]

# A quotation of fewer words names a thing.
_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class Report:
    """A reported view: the sentence, or the quotation within it, as the rules see it, the stance, and who holds it."""

    sentence: Sentence
    view: View
    finding: Finding
    holder: Actor


class Reports:
    """Finds the reported views of one document. own: how the text calls the respondent."""

    def __init__(self, document: Document, others: Others, own: NameIndex, lexicon: Lexicon) -> None:
        self._document = document
        self._others = others
        self._own = own
        self._grammar: Grammar = own.grammar
        self._lexicon = lexicon
        self._bodies = self._headed()
        self._quoted = dict(self._quotations())

    def speaks_for_other(self, sentence: Sentence) -> bool:
        """Whether all of the sentence is another's: it stands in a quotation or a block quote of theirs."""
        quoted = self._quoted.get(sentence.start)
        return quoted is not None and quoted[1:] == (0, len(sentence.text))

    def body_of(self, sentence: Sentence) -> Actor | None:
        """The board under whose name the sentence's section stands."""
        return self._bodies.get(sentence.section)

    def names_respondent(self, view: View) -> bool:
        """Whether the sentence calls the respondent by a name, not by a pronoun alone: under a board's heading "vi" is the board."""
        pronouns = self._grammar.any_of("respondent.pronouns", "respondent.possessives")
        return any(view.lowers[mention.first] not in pronouns for mention in view.mentions)

    def find(self, sentence: Sentence, view: View, taken: Collection[int]) -> Iterator[Report]:
        """The reported views of a sentence. taken: head tokens of the respondent's own stances in it."""
        quoted = self._quoted.get(sentence.start)
        if quoted is not None:
            holder, start, end = quoted
            yield from self._of_holder(self._part(sentence, start, end), holder)
            return
        body = self._bodies.get(sentence.section)
        if body is not None:
            if not self.names_respondent(view):
                yield from self._of_holder(sentence, body)
            return
        yield from self._told(sentence, view, taken)

    def _part(self, sentence: Sentence, start: int, end: int) -> Sentence:
        if (start, end) == (0, len(sentence.text)):
            return sentence
        reading = cut(sentence.reading, start, end)
        first, last = sentence.reading.span(start, end)
        return Sentence(first, last, reading, sentence.block, sentence.section, sentence.page)

    def _of_holder(self, sentence: Sentence, holder: Actor) -> Iterator[Report]:
        """The stances of a text that is another's own words: "vi" is the other there."""
        names = [*names_of(holder, self._grammar), *holder.short]
        for alias in holder.aliases:
            names.extend(generic_names(alias, self._grammar.language))
        view = View.of(sentence.text, NameIndex.build(self._grammar, names))
        for finding in findings_in(view, self._lexicon):
            yield Report(sentence, view, finding, holder)

    # Another as the subject of a stance verb.

    def _told(self, sentence: Sentence, view: View, taken: Collection[int]) -> Iterator[Report]:
        heads, sources = self._lexicon.heads.keys(), self._grammar["respondent.holder_prepositions"]
        if view.asks or (heads.isdisjoint(view.words) and sources.isdisjoint(view.words)):
            return
        for other in self._others.find(view):
            if other.genitive or view.tokens[other.first].quoted or self._subordinate(view, other, taken):
                continue
            seen = View.of(sentence.text, NameIndex.build(self._grammar, (), (other.name,)))
            found = self._as_source(seen, other, taken) or self._as_subject(seen, other, taken)
            if found is not None:
                yield Report(sentence, seen, found, other.actor)

    def _subordinate(self, view: View, other: Other, taken: Collection[int]) -> bool:
        """ "föreslår att Boverket tillstyrker …" tells of no view; "noterar att Boverket avstyrker …" does."""
        if not other.first or view.lowers[other.first - 1] not in self._grammar["words.complementisers"]:
            return False
        governing = [head for head in taken if head < other.first]
        forms = [form for head in governing[-1:] for form in self._grammar.forms.get(view.lowers[head], ())]
        return not any(form.lemma in self._grammar["reported.factive"] for form in forms)

    def _as_subject(self, view: View, other: Other, taken: Collection[int]) -> Finding | None:
        for match in matches_in(view, self._lexicon):
            if match.head not in taken and (finding := self._held_by(view, match, other)) is not None:
                return finding
        return None

    def _as_source(self, view: View, other: Other, taken: Collection[int]) -> Finding | None:
        """ "Enligt Boverket är planen otydlig": a judgement, or a duty, with the other as its source."""
        if (
            not other.first
            or view.lowers[other.first - 1] not in self._grammar["respondent.holder_prepositions"]
        ):
            return None
        asks = not self._grammar["modals.deontic"].isdisjoint(view.words)
        for finding in findings_in(view, self._lexicon):
            held = finding.actor_explicit or "request" in finding.cues
            if held and finding.head not in taken and (asks or "phrase" not in finding.cues):
                return finding
        return None

    def _held_by(self, view: View, match: Match, other: Other) -> Finding | None:
        if (
            match.pattern.kind != "holder"
            or not match.tense
            or match.passive
            or view.tokens[match.head].quoted
        ):
            return None
        if other.common and match.pattern.lemma in self._grammar["reported.doings"]:
            return None
        past = match.tense.startswith("preterite")
        verb = (
            FiniteVerb(match.head)
            if past
            else finite_verb(view.tokens, match.head, match.tense, self._grammar)
        )
        if verb is None or verb.modal in self._grammar.any_of("modals.hypothetical", "modals.own_duty"):
            return None
        mention = holder_of(view, verb, passive=False).mention
        if mention is None or (mention.first, mention.last) != (other.first, other.last):
            return None
        if match.pattern.lemma in self._grammar["weak.needs_clause"] and not self._has_clause(view, match):
            return None
        negated = is_negated(view.tokens, verb.index, match.tokens, view.named, self._grammar)
        if match.pattern.negative and not negated:
            return None
        slug = match.pattern.concept
        if negated and not match.pattern.negative:
            slug = negated_slug(slug)
        first, last = min(verb.index, match.tokens[0]), max(verb.index, match.tokens[-1])
        return bare_finding(view, slug, match.pattern.lemma, first, last, "reported")

    def _has_clause(self, view: View, match: Match) -> bool:
        following = set(view.lowers[match.tokens[-1] + 1 :])
        return bool(following & self._grammar["words.complementisers"])

    # Quotations.

    def _quotations(self) -> Iterator[tuple[int, tuple[Actor, int, int]]]:
        """By the start of a sentence: who is quoted in it, and from where to where of its reading form."""
        running: tuple[int, Actor] | None = None
        leading: dict[int, Actor] = {}
        for sentence in self._document.sentences:
            text = sentence.text
            block = self._document.blocks[sentence.block]
            marks = [match.start() for match in MARK.finditer(text)]
            if running is not None and running[0] == sentence.block:
                end = marks[0] if marks else len(text)
                if end:
                    yield (
                        sentence.start,
                        (running[1], 0, end if marks and text[end + 1 :].strip(" .,") else len(text)),
                    )
                if marks:
                    running = None
                continue
            running = None
            if block.kind == "quote" and sentence.block in leading:
                yield sentence.start, (leading[sentence.block], 0, len(text))
                continue
            leads = text.rstrip().endswith(":")
            if not marks and not leads:
                continue
            holder = self._sayer(text)
            if holder is None:
                continue
            if leads:
                leading[sentence.block + 1] = holder
            elif len(marks) % 2:
                yield sentence.start, (holder, marks[-1] + 1, len(text))
                running = (sentence.block, holder)
            elif len(text[marks[0] : marks[1]].split()) > _FEW:
                yield sentence.start, (holder, marks[0] + 1, marks[1])

    def _sayer(self, text: str) -> Actor | None:
        """The other that a sentence names outside its quotation marks, beside a verb of saying."""
        view = View.of(text, self._own)
        verbs = [
            at
            for at, token in enumerate(view.tokens)
            if not token.quoted
            and any(
                form.lemma in self._grammar["reported.saying"]
                for form in self._grammar.forms.get(token.lower, ())
            )
        ]
        if not verbs:
            return None
        for other in self._others.find(view):
            before = other.last < verbs[0] and not any(
                self._grammar.is_finite(view.lowers[at]) for at in range(other.last + 1, verbs[0])
            )
            beside = before or other.first == verbs[0] + 1
            if beside and not other.genitive and not view.tokens[other.first].quoted:
                return other.actor
        return None

    # Sections that a board's name heads.

    def _headed(self) -> dict[str, Actor]:
        found: dict[str, Actor] = {}
        for section in self._document.sections:
            actor = self._heading_body(section.title) if section.parent is not None else None
            if actor is None and section.parent is not None:
                actor = found.get(section.parent)
            if actor is not None:
                found[section.id] = actor
        return found

    def _heading_body(self, title: str) -> Actor | None:
        """The body whose answer a heading announces: nothing but its name stands there, or "Yttrande från" it."""
        for pattern in _patterns(self._grammar.phrases["reported.heading_patterns"]):
            match = pattern.fullmatch(title.strip(" :."))
            who = match["who"].strip(" :.,") if match else ""
            names = list(bodies_in(who, self._grammar, "units.body_endings"))
            if names == [who]:
                own = {actor.name.lower() for actor in self._others.respondents}
                own |= {alias.lower() for actor in self._others.respondents for alias in actor.aliases}
                return None if who.lower() in own else self._others.body(who)
        return None


@cache
def _patterns(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
