"""Several respondents of one answer, on whose behalf it is given, and who of them makes a statement.

Reads the head of a document and the sentences that say how it answers. Knows names and cues of the language's data; no stances.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from remissgraf.graph.extract.finding import Finding
from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.known import KnownActors
from remissgraf.graph.extract.mentions import NameIndex
from remissgraf.graph.extract.names import is_code, names_of
from remissgraf.graph.extract.naming import listed, pairs
from remissgraf.graph.extract.tokens import key, phrase_in
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import Document
from remissgraf.ontology.entries import Actor
from remissgraf.ontology.namespaces import slug

__all__ = ["Makers", "joint_respondents", "on_behalf_of"]

# How it answers, a response says at its beginning or its end.
_OPENING: Final = 30
_CLOSING: Final = 10


def joint_respondents(document: Document, known: KnownActors, grammar: Grammar) -> tuple[Actor, ...]:
    """The respondents of a joint answer, at least two; () for an ordinary one."""
    for actors in _told(document, known, grammar):
        addressee = key(document.fields["addressee"][0]) if "addressee" in document.fields else ""
        found = tuple(actor for actor in actors if not addressee or key(actor.name) not in addressee)
        if len(found) > 1:
            return found
    return ()


def _told(document: Document, known: KnownActors, grammar: Grammar) -> Iterator[tuple[Actor, ...]]:
    submitter = document.fields["submitter"][0] if "submitter" in document.fields else ""
    yield listed(submitter, known, grammar) if key(submitter) not in known else ()
    for block in document.blocks:
        if block.kind == "heading" and block.section == document.sections[0].id:
            cue = phrase_in(block.reading.text.lower(), grammar.phrases["joint.cues"]) is not None
            for text in _after(block.reading.text, grammar["respondent.from_words"]):
                yield listed(text, known, grammar, kinds=not cue)
    for sentence in _answering(document):
        lowered = sentence.lower()
        if phrase_in(lowered, grammar.phrases["joint.cues"]) is None:
            continue
        if phrase_in(lowered, grammar.phrases["cues.earlier"]) is not None:
            continue
        yield listed(sentence, known, grammar)
        for text in _after(sentence, grammar["respondent.from_words"]):
            yield listed(text, known, grammar)
    signed = [
        rest
        for block in document.blocks
        if block.kind == "signature"
        for word, _, rest in (block.reading.text.partition(" "),)
        if word.lower() in grammar["respondent.signing"] and rest[:1].isupper()
    ]
    yield tuple({actor.id: actor for text in signed for actor in listed(text, known, grammar)}.values())


def _after(text: str, words: frozenset[str]) -> Iterator[str]:
    """What follows each of the words, where it begins with a capital or a kind of several."""
    parts = text.split()
    for at, word in enumerate(parts[:-1]):
        if word.lower() in words:
            yield " ".join(parts[at + 1 :])


def _answering(document: Document) -> Iterator[str]:
    sentences = document.sentences
    chosen = (
        sentences
        if len(sentences) <= _OPENING + _CLOSING
        else (*sentences[:_OPENING], *sentences[-_CLOSING:])
    )
    for sentence in chosen:
        yield sentence.text


@cache
def _patterns(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def on_behalf_of(
    document: Document, respondents: Sequence[Actor], known: KnownActors, grammar: Grammar
) -> tuple[Actor, ...]:
    """For whom the respondents answer beside themselves: named actors, or a group of them ("Medlemskommunerna (Förbundet X)")."""
    found: dict[str, Actor] = {}
    own = {actor.id for actor in respondents}
    groups = pairs(grammar.phrases["behalf.groups"])
    for sentence in _answering(document):
        if not grammar["behalf.answering"] & set(key(sentence).split()):
            continue
        for pattern in _patterns(grammar.phrases["behalf.patterns"]):
            for match in pattern.finditer(sentence):
                words = match["who"].split()
                at = next((n for n, word in enumerate(words) if word[:1].isupper()), len(words))
                group = next(
                    (name for word in words[: at + 1] if (name := _group(word, groups, grammar))), None
                )
                actors = listed(
                    _nominative(" ".join(words[at:]), known, grammar), known, grammar, kinds=group is None
                )
                main = respondents[0]
                # The name of a private person goes into no other name.
                if not actors and group is not None and "PrivatePerson" not in main.classes:
                    actors = (
                        Actor(f"{main.id}-{slug(group)}", f"{group} ({main.name})", (), scope="document"),
                    )
                found.update((actor.id, actor) for actor in actors if actor.id not in own)
    return tuple(found.values())


def _group(word: str, groups: Mapping[str, str], grammar: Grammar) -> str | None:
    bare = word.strip(".,").lower()
    marks = (*grammar.phrases["respondent.genitive_marks"], "")
    return next((groups[stem] for mark in marks if (stem := bare.removesuffix(mark)) in groups), None)


def _nominative(text: str, known: KnownActors, grammar: Grammar) -> str:
    """ "Alviks kommuns" before "räkning" without its genitive."""
    if key(text) in known or not text.endswith(grammar.phrases["respondent.genitive_marks"]):
        return text
    mark = max((m for m in grammar.phrases["respondent.genitive_marks"] if text.endswith(m)), key=len)
    return text[: -len(mark)]


@dataclass(frozen=True)
class Makers:
    """Who of the respondents makes a statement: the one that is named as its holder, else all."""

    respondents: tuple[Actor, ...]
    own: tuple[NameIndex, ...]

    @staticmethod
    def of(respondents: tuple[Actor, ...], grammar: Grammar) -> Makers:
        """Names that several of them share ("kommunen") name none of them alone."""
        if len(respondents) < 2:
            return Makers(respondents, ())
        names = [set(names_of(actor, grammar)) | set(actor.short) for actor in respondents]
        own = []
        for at, mine in enumerate(names):
            others = {name.lower() for n, theirs in enumerate(names) if n != at for name in theirs}
            alone = {name for name in mine if name.lower() not in others}
            codes = {name for name in alone if is_code(name)}
            own.append(NameIndex.build(grammar, alone - codes, codes))
        return Makers(respondents, tuple(own))

    def makers(self, view: View, findings: Sequence[Finding], number: int) -> tuple[str, ...]:
        """The ids of those who make the finding with that number; an elided subject is that of the stance before."""
        every = tuple(actor.id for actor in self.respondents)
        if not self.own:
            return every
        held = next((f.holder for f in reversed(findings[: number + 1]) if f.holder is not None), None)
        if held is None:
            return every
        pronouns = view.grammar.any_of("respondent.pronouns", "respondent.possessives")
        named = [
            (mention, actor.id)
            for actor, index in zip(self.respondents, self.own, strict=True)
            for mention in index.find(view.tokens, view.lowers, view.words)
            if view.lowers[mention.first] not in pronouns
        ]
        found = {
            actor for mention, actor in named if mention.first <= held.last and mention.last >= held.first
        }
        first = held.first
        # "Alviks kommun och Region Öst anser": those before the last are joined to it.
        while before := next(
            ((m, a) for m, a in named if m.last < first and self._joined(view, m.last, first)), None
        ):
            found.add(before[1])
            first = before[0].first
        return tuple(actor for actor in every if actor in found) or every

    def _joined(self, view: View, last: int, first: int) -> bool:
        between = view.lowers[last + 1 : first]
        return bool(between) and all(word == "," or word in view.grammar["names.joining"] for word in between)
