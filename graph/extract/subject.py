"""Whose stance it is: the respondent's, nobody's named, the consulted document's or somebody else's.

Reads the clause around a finite verb in both word orders. Knows the respondent's mentions, no stance classes and no document.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from remissgraf.graph.extract.clauses import Field, FiniteVerb
from remissgraf.graph.extract.mentions import Mention
from remissgraf.graph.extract.view import View

__all__ = ["Holder", "HolderKind", "holder_of", "opens_with_respondent", "source_phrase"]

HolderKind = Literal["respondent", "elided", "bare", "document", "other"]


class Holder(NamedTuple):
    """kind: "respondent" (named), "elided" (a coordinated verb: the subject stands earlier), "bare" (the clause opens with its verb and
    names nobody), "document", "other". mention: where the respondent is named. field: what stands before the verb."""

    kind: HolderKind
    mention: Mention | None
    field: Field


def holder_of(view: View, verb: FiniteVerb, passive: bool) -> Holder:
    """The subject of a finite verb; of a passive its agent, if the respondent is named ("enligt regionen", "av regionen")."""
    field = view.field(verb.index)
    mention = (None if passive else _inverted(view, verb.index)) or _before(view, verb.index, field)
    if mention is None and not passive:
        mention = _pronoun(view, verb.index)
    if passive:
        # What a clause after the verb says of the respondent makes it no agent: "föreslås att registret förs av verket".
        openers = view.grammar["words.complementisers"]
        clause = (at for at in range(verb.index, len(view.tokens)) if view.lowers[at] in openers)
        mention = source_phrase(view, field.start, next(clause, len(view.tokens)))
    if mention is not None:
        return Holder("respondent", mention, field)
    adverbs_only = not any(_counts(view, at) for at in range(field.start, verb.index))
    if adverbs_only:
        if field.boundary == "start" and not passive:
            # "Avstyrker förslaget": a note in telegram style, unless somebody is named right after the verb.
            return Holder("bare" if verb.index == 0 else "other", None, field)
        if field.boundary in ("coordination", "comma"):
            return Holder("elided", None, field)
        return Holder("other" if not passive else "bare", None, field)
    if _names_document(view, field, verb.index):
        return Holder("document", None, field)
    return Holder("bare" if passive else "other", None, field)


def source_phrase(view: View, first: int, last: int) -> Mention | None:
    """The respondent as source of a judgement within tokens first … last: "enligt kommunen", "av kommunen", "från regionens sida"."""
    sides = view.grammar["respondent.sides"]
    marks = view.grammar.any_of("respondent.holder_prepositions", "cues.agent")
    for at in range(max(first, 1), last):
        mention = view.starting.get(at)
        if mention is not None and view.lowers[at - 1] in marks:
            return mention
        if at in view.possessive and at + 1 < len(view.tokens) and view.lowers[at + 1] in sides:
            return next(mention for mention in view.mentions if mention.last == at)
    return None


def opens_with_respondent(view: View) -> Mention | None:
    """The respondent as subject of the sentence's first clause, for an elided subject later on."""
    grammar = view.grammar
    for at, token in enumerate(view.tokens):
        mention = view.starting.get(at)
        if mention is not None:
            return mention if at == 0 or view.lowers[at - 1] not in grammar["words.prepositions"] else None
        if at > 0 and grammar.is_finite(token.lower):
            return _inverted(view, at)
        if not (token.lower in grammar["words.adverbs"] or token.lower in grammar["words.sentence_adverbs"]):
            # Something else opens the clause: the subject may follow the verb.
            verb = next(
                (i for i in range(at, min(at + 12, len(view.tokens))) if grammar.is_finite(view.lowers[i])),
                None,
            )
            return _inverted(view, verb) if verb is not None else None
    return None


def _inverted(view: View, verb: int) -> Mention | None:
    """The respondent right after the verb: "I denna del anser länsstyrelsen …"."""
    if not view.grammar.numbers["syntax.inverts"]:
        return None
    at = verb + 1
    while at < len(view.tokens) and at - verb <= 6:
        mention = view.starting.get(at)
        if mention is not None:
            return mention
        word = view.lowers[at]
        if not (
            word in view.grammar["words.adverbs"]
            or word in view.grammar["words.negators"]
            or word in view.grammar["respondent.reflexives"]
            or word in view.grammar["words.impersonal"]
        ):
            return None
        at += 1
    return None


def _pronoun(view: View, verb: int) -> Mention | None:
    """The respondent as "den" right behind the verb, where it is named before: "Även om kommunen förstår syftet anser den att …"."""
    grammar, tokens = view.grammar, view.tokens
    if verb + 2 >= len(tokens) or view.lowers[verb + 1] not in grammar["respondent.anaphors"]:
        return None
    after = view.lowers[verb + 2]
    closed = grammar.any_of(
        "words.complementisers", "words.negators", "words.adverbs", "respondent.reflexives"
    )
    if after not in closed and not grammar.is_infinitive(after):
        # "anser den nya lagen …"
        return None
    earlier = [m for m in view.mentions if m.last < verb and not m.genitive and not _governed(view, m.first)]
    return earlier[-1] if earlier else None


def _before(view: View, verb: int, field: Field) -> Mention | None:
    at = verb - 1
    skipped = view.grammar.any_of("words.adverbs", "words.negators")
    while at >= field.start and (
        view.lowers[at] in skipped or view.tokens[at].bracketed or view.tokens[at].text in '()"”'
    ):
        if at in view.ending and not view.tokens[at].bracketed:
            break
        at -= 1
    mention = view.ending.get(at)
    if mention is not None and not _governed(view, mention.first):
        return mention
    first = field.start
    light = view.grammar.any_of("words.adverbs", "words.conjunctions", "words.sentence_adverbs")
    while first < verb and view.lowers[first] in light:
        first += 1
    mention = view.starting.get(first)
    if mention is not None and _heads_phrase(view, mention.last + 1, verb):
        return mention
    relative = field.boundary in view.grammar["words.relatives"] and field.start - 2 in view.ending
    # "Regionen som driver fem sjukhus anser …": the relative clause has a verb of its own.
    if relative and any(view.grammar.is_finite(view.lowers[i]) for i in range(field.start, verb)):
        return view.ending[field.start - 2]
    if field.boundary == "comma" and not any(_counts(view, i) for i in range(field.start, verb)):
        # "Regionen, som driver fem sjukhus, anser …"
        opening = view.starting.get(0)
        if (
            opening is not None
            and opening.last + 1 < len(view.tokens)
            and view.tokens[opening.last + 1].text == ","
        ):
            return opening
    return None


def _governed(view: View, first: int) -> bool:
    """Whether a preposition stands before the mention: "remissen från kommunen föreslår"."""
    if first == 0:
        return False
    before = view.lowers[first - 1]
    return before in view.grammar["words.prepositions"] and before not in view.grammar["words.subordinators"]


def _heads_phrase(view: View, after: int, verb: int) -> bool:
    """Whether the mention that opens the field is the head of its phrase: a preposition, "och" or an apposition may follow."""
    if after >= verb:
        return True
    token = view.tokens[after]
    return (
        token.lower in view.grammar["words.prepositions"]
        or token.lower in view.grammar["words.conjunctions"]
        or token.bracketed
        or token.text == "("
    )


def _counts(view: View, at: int) -> bool:
    """Whether a token of the field may belong to a subject: neither adverb nor conjunction nor sign."""
    token = view.tokens[at]
    return (
        token.is_word
        and not token.bracketed
        and not (
            token.lower in view.grammar["words.adverbs"]
            or token.lower in view.grammar["words.negators"]
            or token.lower in view.grammar["words.conjunctions"]
        )
    )


def _names_document(view: View, field: Field, verb: int) -> bool:
    nouns = view.grammar["matter.proposal_nouns"]
    return any(view.lowers[at] in nouns for at in range(field.start, verb))
