"""Whose voice a dissent is: reservations and separate opinions within a response, with their holder and what these would rather have said.

Two forms: a sentence that reports one ("Ledamoten A B reserverade sig och ansåg att … borde ha avstyrkts"), and a section of its own
("Reservation av A B (P)"). Without a holder or without a verdict nothing is found. Knows no target and no claim: a dissent is never
counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from remissgraf.graph.extract.finding import Finding, bare_finding, negated_slug
from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.mentions import NameIndex
from remissgraf.graph.extract.patterns import Lexicon, find_matches
from remissgraf.graph.extract.sentence import findings_in
from remissgraf.graph.extract.tokens import Token, tokenise
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import POLARITY, Document, Sentence
from remissgraf.ontology.entries import Actor
from remissgraf.ontology.namespaces import slug

__all__ = ["Dissents"]

# A person has at least so many names, and at most.
_NAMES: Final = range(2, 5)


class Dissents:
    """Finds them in one document. respondent: whose response it is; parties and persons are known as parts of it."""

    def __init__(self, document: Document, respondent: Actor, grammar: Grammar, lexicon: Lexicon) -> None:
        self._document = document
        self._respondent = respondent
        self._grammar = grammar
        self._lexicon = lexicon
        self._sections = {section.id: section for section in document.sections}
        self._holders: dict[str, Actor | None] = {}

    def find(self, sentence: Sentence, seen: View) -> Iterator[tuple[View, Finding, Actor]]:
        """The dissenting stances of a sentence with their holder. seen: the sentence as the respondent's."""
        cue = seen.has("dissent.cues")
        if cue is not None:
            holder = self._holder(tokenise(sentence.text))
            view = View.of(sentence.text, NameIndex.build(self._grammar, ()))
            finding = self._verdict(view, cue) if holder is not None else None
            if holder is not None and finding is not None:
                yield view, finding, holder
        elif self._sections[sentence.section].kind == "dissent":
            holder = self._of_section(sentence.section)
            if holder is not None:
                view = View.of(sentence.text, NameIndex.build(self._grammar, (holder.name, *holder.aliases)))
                for finding in findings_in(view, self._lexicon):
                    yield view, finding, holder

    def _of_section(self, section_id: str) -> Actor | None:
        """The holder that a section's heading names, or that of the section it lies in."""
        if section_id not in self._holders:
            section = self._sections[section_id]
            found = self._holder(tokenise(section.title)) if section.kind == "dissent" else None
            if found is None and section.parent is not None:
                found = self._of_section(section.parent)
            self._holders[section_id] = found
        return self._holders[section_id]

    def _holder(self, tokens: Sequence[Token]) -> Actor | None:
        """The party that is named, in brackets or by its name, else the first person."""
        person: str | None = None
        for run, after in self._capitalised(tokens):
            name = " ".join(token.text for token in run)
            if name in self._respondent.name:
                continue
            if run[-1].lower.endswith(self._grammar.phrases["dissent.party_endings"]):
                return self._party(name)
            if person is None and len(run) in _NAMES:
                person = name
                if after + 2 < len(tokens) and tokens[after].text == "(" and tokens[after + 2].text == ")":
                    return self._party(tokens[after + 1].text)
        if person is None:
            return None
        surname = person.split()[-1]
        identity = f"{self._respondent.id}-{slug(person)}"
        # In the public edition the graph then keeps the name out of its labels.
        return Actor(identity, person, ("PrivatePerson",), aliases=(surname,), scope="document")

    def _party(self, name: str) -> Actor:
        return Actor(
            f"{self._respondent.id}-{slug(name)}",
            f"{name} ({self._respondent.name})",
            ("PartyGroup",),
            aliases=(name,),
            scope="document",
        )

    def _capitalised(self, tokens: Sequence[Token]) -> Iterator[tuple[Sequence[Token], int]]:
        """Runs of capitalised words, roles and the words of the cue left out, with the index after each."""
        at = 0
        while at < len(tokens):
            end = at
            while end < len(tokens) and tokens[end].is_word and tokens[end].text[0].isupper():
                if tokens[end].lower in self._grammar["dissent.no_names"]:
                    at = end + 1
                end += 1
            if end > at:
                yield tokens[at:end], end
            at = max(end, at) + 1

    def _verdict(self, view: View, cue: str) -> Finding | None:
        """The first stance in the sentence that takes a side; that they made a reservation says not yet to what."""
        at = view.text.lower().find(cue)
        for match in find_matches(self._lexicon, view.tokens):
            if at <= view.tokens[match.head].start < at + len(cue):
                continue
            concept = match.pattern.concept
            first, last = match.tokens[0], match.tokens[-1]
            finding = bare_finding(view, concept, match.pattern.lemma, first, last, "dissent")
            if POLARITY[finding.cls] == "neutral" or match.pattern.kind != "holder":
                continue
            before = set(view.lowers[max(0, first - 3) : first])
            if before & self._grammar["words.negators"]:
                return bare_finding(view, negated_slug(concept), match.pattern.lemma, first, last, "dissent")
            return finding
        return None
