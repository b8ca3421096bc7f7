"""A sentence with its subject before its verb: "I dag är den ordning som utredaren förordar otydlig" as "I dag den ordning som utredaren
förordar är otydlig".

Rules look so far and no farther for what belongs to a verb, and a long subject between them hides it. Knows words and places, no stances.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from remissgraf.graph.extract.mentions import Mention
from remissgraf.graph.extract.view import View

__all__ = ["Straight", "straightened"]

# The longest row of adjectives before a noun, and the longest relative clause up to its verb, in tokens.
_ROW: Final = 5
_CLAUSE: Final = 9
# A subject of fewer tokens hides nothing.
_LONG: Final = 2
# The shortest noun whose ending tells that it is definite.
_SHORTEST: Final = 5


class Straight(NamedTuple):
    """view: the sentence with its subject before its verb; places: for each of its tokens, which one of the sentence as written it is."""

    view: View
    places: Sequence[int]


def straightened(view: View) -> Straight | None:
    """The sentence with the first subject that stands behind its verb put before it; None where there is no such subject."""
    if not view.grammar.numbers["syntax.inverts"]:
        return None
    finite = view.grammar.finite
    for at in range(1, len(view.tokens) - 2):
        if view.lowers[at] not in finite or view.tokens[at].quoted:
            continue
        first = _past_adverbs(view, at + 1)
        noun = _noun(view, first)
        # Seldom is there a noun, and what stands before the verb is the dearer question.
        if noun is None or not _is_fronted(view, at):
            continue
        end = _described(view, noun + 1)
        if end - first < _LONG:
            return None
        if end < len(view.tokens) - 1:
            count = len(view.tokens)
            return _ordered(view, [*range(at), *range(first, end), *range(at, first), *range(end, count)])
    return None


def _is_fronted(view: View, verb: int) -> bool:
    """Whether an adverbial or a clause stands before the verb, so that the subject must stand behind it."""
    grammar = view.grammar
    field = view.field(verb)
    opener = view.lowers[field.start]
    adverbial = opener in grammar.any_of("words.sentence_adverbs", "words.prepositions", "words.adverbs")
    return adverbial or field.boundary in grammar["words.subordinators"] or (field.start == verb and verb > 1)


def _past_adverbs(view: View, at: int) -> int:
    while at < len(view.tokens) and view.lowers[at] in view.grammar["words.adverbs"]:
        at += 1
    return at


def _noun(view: View, at: int) -> int | None:
    """The noun of a phrase that begins at the index: behind an article and adjectives, behind a genitive, or definite by itself."""
    grammar, lowers = view.grammar, view.lowers
    if at >= len(lowers) or not view.tokens[at].is_word or at in view.named:
        return None
    if lowers[at] in grammar["words.articles"] or lowers[at] in grammar["shapes.such"]:
        for i in range(at + 1, min(len(lowers), at + 1 + _ROW)):
            if not view.tokens[i].is_word or _closed(view, i):
                return None
            if not _is_adjective(view, i):
                return i
        return None
    if (
        lowers[at].endswith(grammar.phrases["topics.genitive"])
        and at + 1 < len(lowers)
        and not _closed(view, at + 1)
    ):
        matter = grammar.is_matter(lowers[at][:-1]) or lowers[at][:-1] in grammar["matter.proposal_nouns"]
        return at + 1 if matter else None
    definite = len(lowers[at]) > _SHORTEST and lowers[at].endswith(grammar.phrases["claims.definite_endings"])
    named = grammar.is_matter(lowers[at]) or lowers[at] in grammar["matter.proposal_nouns"]
    return at if (named or definite) and not _closed(view, at) else None


def _closed(view: View, at: int) -> bool:
    grammar, word = view.grammar, view.lowers[at]
    closed = grammar.any_of(
        "words.prepositions", "words.adverbs", "words.negators", "words.subordinators", "words.conjunctions"
    )
    return word in closed or grammar.is_finite(word) or grammar.is_infinitive(word)


def _is_adjective(view: View, at: int) -> bool:
    word = view.lowers[at]
    formed = len(word) > _SHORTEST and word.endswith(view.grammar.phrases["straight.adjective_endings"])
    return formed or word in view.grammar["shapes.such"]


def _is_non_finite(view: View, at: int) -> bool:
    forms = view.grammar.forms.get(view.lowers[at], ())
    return any(form.tense.startswith(("infinitive", "supine")) for form in forms)


def _described(view: View, at: int) -> int:
    """Where what describes a noun ends: phrases with a preposition, relative clauses, brackets, numbers of paragraphs."""
    grammar, lowers = view.grammar, view.lowers
    while at < len(lowers):
        word = lowers[at]
        if (
            view.tokens[at].bracketed
            or word in "()"
            or word[0].isdigit()
            or word in grammar["straight.numbering"]
            or (word == "." and lowers[at - 1] in grammar["straight.numbering"])
        ):
            at += 1
        elif word in grammar["words.as_words"]:
            verb = next(
                (i for i in range(at + 1, min(len(lowers), at + _CLAUSE)) if grammar.is_finite(lowers[i])),
                None,
            )
            if verb is None:
                return at
            at = verb + 1
            helping = lowers[verb] in grammar.any_of("modals.auxiliary", "modals.wish")
            while helping and at < len(lowers) and _is_non_finite(view, at):
                at += 1
        elif word in grammar["words.prepositions"]:
            last = _phrase(view, at + 1)
            # "… för dyrt.": too much of it, no phrase.
            closing = at + 2 < len(lowers) and not view.tokens[at + 2].is_word
            if last is None or (word in grammar["words.excess"] and closing):
                return at
            at = last + 1
        else:
            return at
    return at


def _phrase(view: View, at: int) -> int | None:
    """The last word of the noun phrase that a preposition governs, a second noun joined to it included."""
    grammar, lowers = view.grammar, view.lowers
    if at < len(lowers) and (lowers[at][0].isdigit() or lowers[at] in grammar["straight.numbering"]):
        return at
    noun: int | None = None
    for i in range(at, min(len(lowers), at + _ROW)):
        if not view.tokens[i].is_word or (_closed(view, i) and lowers[i] not in grammar["words.articles"]):
            break
        genitive = lowers[i].endswith(grammar.phrases["topics.genitive"])
        if lowers[i] in grammar["words.articles"] or genitive:
            continue
        if _is_adjective(view, i):
            continue
        noun = i
        break
    if noun is None:
        return None
    if (
        noun + 2 < len(lowers)
        and lowers[noun + 1] in grammar["words.joining"]
        and not _closed(view, noun + 2)
    ):
        return noun + 2
    return noun


def _ordered(view: View, places: Sequence[int]) -> Straight:
    index = {at: number for number, at in enumerate(places)}
    mentions = sorted(Mention(index[m.first], index[m.last], m.genitive) for m in view.mentions)
    plain = [mention for mention in mentions if not mention.genitive]
    lowers = [view.lowers[at] for at in places]
    straight = replace(
        view,
        tokens=[view.tokens[at] for at in places],
        mentions=mentions,
        lowers=lowers,
        lower=" ".join(lowers),
        starting={mention.first: mention for mention in plain},
        ending={mention.last: mention for mention in plain},
        possessive=frozenset(m.last for m in mentions if m.genitive),
        named=frozenset(at for m in mentions for at in range(m.first, m.last + 1)),
    )
    return Straight(straight, places)
