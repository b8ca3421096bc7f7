"""The claim that a statement takes part in: the proposition that it affirms or denies, whoever else speaks of it and in what words.

Three kinds: the strategy or a chapter as such; a thing that the strategy proposes and names by a noun of its own; an action on a topic
or on such a thing ("X saknas" and "X bör läggas till" are one). A statement that commits to none has no claim: emphasising something is
no agreement. Which actions and classes share a claim is data of the action scheme. Knows no RDF and no documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from remissgraf.graph.extract.context import Context
from remissgraf.graph.extract.direction import Direction
from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.parts import Part
from remissgraf.graph.extract.phrases import Phrase, first_phrase
from remissgraf.graph.extract.requests import Asked
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import Claim, TargetScope
from remissgraf.ontology.expressions import load_actions
from remissgraf.ontology.namespaces import slug

__all__ = ["Claims", "Said"]

_AGREES: Final = {
    "Approves": True,
    "ApprovesInPrinciple": True,
    "Welcomes": True,
    "Concurs": True,
    "Rejects": False,
    "Questions": False,
}
_ASKS: Final = frozenset(
    {"Proposes", "Holds", "Emphasises", "FindsMissing", "ApprovesInPrinciple", "Concurs"}
)
_REALISED_WITHIN: Final = 8


class Said(NamedTuple):
    """What a claim is read from. stance: first and last token of the stance's words, (-1, -1) where a lead carries them; span: the
    statement's tokens, end exclusive; asked: its requests with their places."""

    view: View
    cls: str
    stance: tuple[int, int]
    span: tuple[int, int]
    targets: tuple[str, ...]
    scope: TargetScope
    topics: tuple[str, ...]
    asked: Sequence[Asked]
    direction: Direction | None


class Claims:
    """Decides for one document."""

    def __init__(self, context: Context, grammar: Grammar) -> None:
        self._context = context
        self._grammar = grammar
        self._actions = {action.name: action for action in load_actions()}
        self._claimed = {cls: action.name for action in load_actions() for cls in action.claimed_by}

    def of(self, said: Said) -> tuple[Claim, bool] | None:
        """The claim and whether the statement agrees with it; None where it commits to none, or to several at once."""
        agrees = _AGREES.get(said.cls)
        if agrees is not None and said.scope in ("whole", "chapter"):
            matter = self._matter(said)
            return (matter, agrees) if matter is not None else None
        if agrees is not None and (part := self._object(said)) is not None:
            return _of_part(part), agrees
        if said.cls in _ASKS and (wanted := self._wanted(said)) is not None:
            return wanted
        if said.direction is not None and said.direction.value != "mixed":
            part = self._judged(said, said.direction)
            return (_of_part(part), said.direction.value == "positive") if part is not None else None
        return None

    def _matter(self, said: Said) -> Claim | None:
        """The strategy or one chapter of it as a proposal."""
        outline = self._context.outline
        if said.scope == "whole":
            return Claim("strategy", outline.title if outline is not None and outline.title else "strategin")
        if len(said.targets) != 1:
            return None
        (label,) = said.targets
        chapter = outline.by_label.get(label) if outline is not None else None
        if chapter is None:
            return Claim(f"chapter-{slug(label)}", f"kapitel {label}")
        return Claim(f"chapter-{slug(label)}", chapter.heading)

    def _wanted(self, said: Said) -> tuple[Claim, bool] | None:
        """One action on one topic, or on one thing that the strategy names."""
        asked = {(one.request.action, one.negated) for one in said.asked}
        if not asked and said.cls in self._claimed:
            asked = {(self._claimed[said.cls], False)}
        if len(asked) != 1:
            return None
        ((name, negated),) = asked
        action, agrees = self._actions[name], not negated
        subject = self._concerned(said)
        if subject is None and action.claims_against is None and (topic := self._topic(said.topics)):
            # Against something is only what is said of that thing itself: "uppgifter om X bör utgå" is not against X.
            subject = topic
        if subject is None:
            return None
        if action.claims_against is not None:
            action, agrees = self._actions[action.claims_against], negated
        elif action.claims_as is not None:
            action = self._actions[action.claims_as]
        identity, label = subject
        return Claim(f"{slug(action.name)}-{identity}", f"{label}: {action.labels['sv']}"), agrees

    def _concerned(self, said: Said) -> tuple[str, str] | None:
        """(id, label) of what the request, or what is missing, concerns: the only topic of its noun phrase without further attributes,
        else the part that it names."""
        view, (start, end), at = said.view, said.span, said.stance[1]
        if said.asked and said.asked[0].passive:
            at = said.asked[0].at
            return self._subject(said, first_phrase(view, self._subject_from(view, start, at), at))
        if said.asked:
            return self._subject(said, first_phrase(view, said.asked[0].at + 1, end))
        before = first_phrase(view, start, max(said.stance[0], start))
        return self._subject(said, first_phrase(view, at + 1, end)) or self._subject(said, before)

    def _subject(self, said: Said, phrase: Phrase) -> tuple[str, str] | None:
        if phrase.noun is None:
            return None
        topic = self._topic(self._context.topics.find(said.view.tokens[phrase.first : phrase.noun + 1]))
        if topic is not None:
            return topic
        part = self._part(said, phrase)
        return (_identity(part), f"{part.chapter}: {part.phrase}") if part is not None else None

    def _subject_from(self, view: View, start: int, verb: int) -> int:
        """Where to look for the subject of a passive: after the nearest "att", and after the modal where something else stands first."""
        grammar, tokens = self._grammar, view.tokens
        for at in range(verb - 1, start - 1, -1):
            if tokens[at].lower in grammar["objects.clause"]:
                return at + 1
        first = first_phrase(view, start, verb).first
        if tokens[start].lower in grammar["words.prepositions"] or grammar.is_finite(tokens[first].lower):
            finite = [at for at in range(start, verb) if grammar.is_finite(tokens[at].lower)]
            return finite[0] + 1 if finite else start
        return start

    def _topic(self, topics: tuple[str, ...]) -> tuple[str, str] | None:
        """(id, label) of the only topic, those left out that are broader than another."""
        known = self._context.vocabulary.topic
        above = {known[topic].broader for topic in topics}
        narrow = [topic for topic in topics if topic not in above]
        return (narrow[0], known[narrow[0]].label) if len(narrow) == 1 else None

    def _object(self, said: Said) -> Part | None:
        """The part that the stance governs; what stands before the stance only where nothing stands after it."""
        first, last = said.stance
        start, end = said.span
        after = first_phrase(said.view, last + 1, end)
        if after.noun is not None:
            return self._part(said, after)
        if after.first < end and said.view.lowers[after.first] in self._grammar["objects.clause"]:
            return self._realised(said, after.first + 1, end)
        return self._part(said, first_phrase(said.view, start, max(first, start)))

    def _realised(self, said: Said, at: int, end: int) -> Part | None:
        """ "att ett råd inrättas": the part as the subject of a verb that makes it real."""
        phrase = first_phrase(said.view, at, end)
        if phrase.noun is None:
            return None
        after = phrase.noun + 1
        following = said.view.lowers[after : min(after + _REALISED_WITHIN, end)]
        if not self._grammar["claims.realising"].intersection(following):
            return None
        if self._grammar["words.negators"].intersection(following):
            return None
        return self._part(said, phrase)

    def _judged(self, said: Said, direction: Direction) -> Part | None:
        """The part as the subject of the judgement, with nothing but its own words before it."""
        return self._part(said, first_phrase(said.view, direction.clause, direction.at))

    def _part(self, said: Said, phrase: Phrase) -> Part | None:
        noun = phrase.noun
        if noun is None:
            return None
        word = said.view.lowers[noun]
        definite = word.endswith(self._grammar.phrases["claims.definite_endings"])
        parts = self._context.parts
        # "100 meter" measures.
        measures = noun > 0 and said.view.tokens[noun - 1].text[0].isdigit()
        if parts is None or measures or not (definite or phrase.determined):
            return None
        part = parts.find(word, self._grammar)
        if part is None or (said.targets and not parts.related(part.chapter, said.targets)):
            return None
        return part


def _identity(part: Part) -> str:
    return f"{slug(part.chapter)}-{slug(part.noun)}"


def _of_part(part: Part) -> Claim:
    return Claim(f"part-{_identity(part)}", f"{part.chapter}: {part.phrase}")
