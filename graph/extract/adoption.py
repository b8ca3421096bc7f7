"""Other bodies' responses that a response adopts ("ansluter sig till SKR:s yttrande i dess helhet") or leans on ("hänvisar till …").

Reads one sentence at a time with the language's data. No position is copied: what is found is an edge between responses.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from remissgraf.graph.extract.clauses import FiniteVerb, finite_verb
from remissgraf.graph.extract.grammar import Form, Grammar
from remissgraf.graph.extract.negation import is_negated
from remissgraf.graph.extract.others import Other, Others
from remissgraf.graph.extract.subject import holder_of
from remissgraf.graph.extract.tokens import phrase_in
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import ResponseReference, Sentence
from remissgraf.ontology.entries import Actor

__all__ = ["adoptions"]

Kind = Literal["adopts", "leans"]
# How far after its verb the object may stand, how far from the object the words that name whose it is, in tokens.
_REACH: Final = 14
_NEAR: Final = 3
_BESIDE: Final = 5


def adoptions(sentence: Sentence, view: View, others: Others) -> Iterator[tuple[ResponseReference, Actor]]:
    """The responses that a sentence of the respondent's adopts or leans on, with whose they are."""
    answers = view.grammar["adoption.objects"]
    if answers.isdisjoint(view.words):
        return
    objects = [at for at, word in enumerate(view.lowers) if word in answers]
    verbs = [] if not objects or view.asks else list(_verbs(view))
    named = list(others.find(view)) if verbs else []
    for head, kind in verbs:
        for other in _objects(view, head, objects, named):
            yield (
                ResponseReference(
                    other.actor.id,
                    kind,
                    _extent(view) if kind == "adopts" else None,
                    sentence.start,
                    sentence.end,
                    sentence.text,
                    sentence.section,
                    sentence.page,
                ),
                other.actor,
            )
            break


def _verbs(view: View) -> Iterator[tuple[int, Kind]]:
    """The verbs of joining and leaning that have the respondent as their subject, not negated."""
    for at, token in enumerate(view.tokens):
        for form in view.grammar.forms.get(token.lower, ()):
            kind = _kind(form, view.grammar)
            if kind is not None and not token.quoted and _joins(view, at, form):
                yield at, kind
                break


def _joins(view: View, at: int, form: Form) -> bool:
    """Whether the verb, read so, is finite or governed by one, the respondent's, and not negated."""
    if form.tense.endswith("passive"):
        return False
    if form.lemma in view.grammar["adoption.joining_weak"]:
        beside = set(view.lowers[at + 1 : at + 1 + _BESIDE])
        if not beside & view.grammar["adoption.joining_with"]:
            return False
    verb = (
        FiniteVerb(at)
        if form.tense == "preterite"
        else finite_verb(view.tokens, at, form.tense, view.grammar)
    )
    if verb is None or _negated(view, verb, at):
        return False
    return holder_of(view, verb, passive=False).kind in ("respondent", "elided", "bare")


def _negated(view: View, verb: FiniteVerb, at: int) -> bool:
    """Negated before its verb or after its reflexive: "ansluter sig inte till"."""
    beside = view.lowers[at + 1 : at + 1 + _NEAR]
    return not view.grammar["words.negators"].isdisjoint(beside) or is_negated(
        view.tokens, verb.index, (at,), view.named, view.grammar
    )


def _kind(form: Form, grammar: Grammar) -> Kind | None:
    if form.lemma in grammar["adoption.joining"]:
        return "adopts"
    return "leans" if form.lemma in grammar["adoption.leaning"] else None


def _objects(view: View, head: int, objects: list[int], named: list[Other]) -> Iterator[Other]:
    """Whose response the verb has as its object: "SKR:s yttrande", "yttrandet från SKR", "det yttrande som SKR har lämnat"."""
    words = view.grammar.any_of("adoption.from_words", "words.relatives")
    for at in objects:
        if not head < at <= head + _REACH:
            continue
        for other in named:
            if other.genitive and head < other.first and 0 < at - other.last <= _NEAR:
                yield other
            elif not other.genitive and 0 < other.first - at <= _NEAR:
                between = set(view.lowers[at + 1 : other.first])
                if between & words:
                    yield other


def _extent(view: View) -> Literal["whole", "part"] | None:
    if phrase_in(view.lower, view.grammar.phrases["adoption.whole"]) is not None:
        return "whole"
    return "part" if phrase_in(view.lower, view.grammar.phrases["adoption.part"]) is not None else None
