"""Clause boundaries around a verb: its finite verb, what stands before it, whether the clause is subordinate.

A shallow grammar: it walks the tokens by word classes and never builds a tree. Knows no stances and no respondents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from remissgraf.graph.extract.grammar import PASSIVE, Grammar
from remissgraf.graph.extract.tokens import Token

__all__ = ["Field", "FiniteVerb", "field_before", "finite_verb", "governor"]

_STRONG: Final = frozenset({";", ":", "–", "—"})
# How far an auxiliary may stand before its infinitive, in tokens.
_REACH: Final = 9
# No clause reaches further back, in tokens.
_SET_AGAINST: Final = 4
_LONGEST_CLAUSE: Final = 80
# "frågan om kommunen bör …" asks, "frågan om klimat och hälsa i hela länet bör …" names: the longest asking subject, in tokens.
_ASKED: Final = 4
# A shorter word with a verb's ending is something else ("das", "des").
_SHORTEST_VERB: Final = 5


@dataclass(frozen=True, slots=True)
class FiniteVerb:
    """The finite verb that a stance verb belongs to. index: its token. modal: its word where it is not the stance verb itself."""

    index: int
    modal: str | None = None


class Field(NamedTuple):
    """What stands before a finite verb within its clause. start: first token; boundary: what opens the clause ("start", "coordination",
    "comma", a subordinator, ";", or "far" where it lies too far back)."""

    start: int
    boundary: str


def finite_verb(tokens: Sequence[Token], head: int, tense: str, grammar: Grammar) -> FiniteVerb | None:
    """The finite verb of the stance verb at `head`, or None where it is no stance here and now (preterite, bare infinitive)."""
    if tense in ("", "present", "present_passive"):
        return FiniteVerb(head)
    if tense.startswith("base") and not _depends(tokens, head, grammar):
        return FiniteVerb(head)
    if tense.startswith("preterite"):
        return None
    if tense.startswith("supine"):
        return _auxiliary(tokens, head, grammar)
    at = head - 1
    while at >= 0 and head - at <= _REACH:
        word = tokens[at].lower
        if word in grammar["modals.wish"] or word in grammar["modals.deontic"]:
            return FiniteVerb(at, word)
        if word in grammar["words.infinitive_marks"]:
            return _over_mark(tokens, at, grammar)
        if word in _STRONG or word == "," or word in grammar["words.subordinators"]:
            return None
        at -= 1
    return None


def _depends(tokens: Sequence[Token], head: int, grammar: Grammar) -> bool:
    """Whether a form that is infinitive and present alike follows a modal or an infinitive mark, adverbs and subject between."""
    at = head - 1
    while at >= 0 and head - at <= _REACH:
        word = tokens[at].lower
        if (
            word in grammar["modals.wish"]
            or word in grammar["modals.deontic"]
            or word in grammar["modals.deontic_passive"]
        ):
            return True
        if word in grammar["words.infinitive_marks"]:
            return _marks_infinitive(tokens, at, grammar)
        if word in grammar["respondent.pronouns"] and not grammar.numbers["syntax.inverts"]:
            return False
        if (
            not tokens[at].is_word
            or word in grammar["words.conjunctions"]
            or word in grammar["words.subordinators"]
        ):
            return False
        at -= 1
    return False


def _auxiliary(tokens: Sequence[Token], head: int, grammar: Grammar) -> FiniteVerb | None:
    for at in range(head - 1, max(-1, head - _REACH), -1):
        word = tokens[at].lower
        if word in grammar["modals.auxiliary"]:
            return FiniteVerb(at, word)
        if not tokens[at].is_word or word in grammar["words.subordinators"]:
            return None
    return None


def _over_mark(tokens: Sequence[Token], mark: int, grammar: Grammar) -> FiniteVerb | None:
    """ "väljer att avstå", "finner vi anledning att ifrågasätta": the verb before the infinitive mark."""
    near = [at for at in range(max(0, mark - 2), mark) if tokens[at].lower in grammar["modals.wish_att"]]
    if not near:
        return None
    for at in range(near[-1], max(-1, mark - _REACH), -1):
        if grammar.is_finite(tokens[at].lower):
            return FiniteVerb(at, tokens[at].lower)
        if tokens[at].lower in _STRONG or tokens[at].lower == ",":
            return None
    return None


def field_before(tokens: Sequence[Token], verb: int, grammar: Grammar) -> Field:
    """The tokens between the clause's opening and its finite verb. Noun phrases joined by "och" are passed over."""
    at = verb - 1
    first = max(0, verb - _LONGEST_CLAUSE)
    conjunctions, subordinators = grammar["words.conjunctions"], grammar["words.subordinators"]
    if _ends_subject_clause(tokens, verb, grammar):
        return Field(0, "start")
    while at >= first:
        word = tokens[at].lower
        if tokens[at].bracketed:
            at -= 1
            continue
        if word in _STRONG:
            return Field(at + 1, word)
        if word == ",":
            return Field(at + 1, "comma")
        if word in conjunctions:
            adverbs_only = all(
                token.lower in grammar["words.adverbs"] or token.lower in grammar["words.negators"]
                for token in tokens[at + 1 : verb]
            )
            if adverbs_only or not (word in grammar["words.joining"] or _joins_words(tokens, at, grammar)):
                return Field(at + 1, "coordination")
        elif word in subordinators and opens_clause(tokens, at, verb, grammar):
            return Field(at + 1, word)
        at -= 1
    return Field(max(0, at + 1), "start" if at < 0 else "far")


def _joins_words(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    """ "att färre men större enheter leder till …": "men" in a subordinate clause that has had no verb sets word against word."""
    if tokens[at].lower not in grammar["words.adversatives"]:
        return False
    for before in range(at - 1, max(-1, at - 1 - _SET_AGAINST), -1):
        word = tokens[before].lower
        if word in grammar["words.infinitive_marks"]:
            return before + 1 < at
        if not tokens[before].is_word or grammar.is_finite(word) or word in grammar["words.subordinators"]:
            return False
    return False


def _ends_subject_clause(tokens: Sequence[Token], verb: int, grammar: Grammar) -> bool:
    """Whether all before the verb is a clause that is its subject: "Att det krävs även när domstolen har ändrat beslutet är …"."""
    if verb > _LONGEST_CLAUSE or tokens[0].lower not in grammar["words.infinitive_marks"]:
        return False
    if grammar.is_infinitive(tokens[min(1, verb)].lower) or any(t.text == "," for t in tokens[:verb]):
        return False
    openers = sum(token.lower in grammar["words.subordinators"] for token in tokens[:verb])
    verbs = sum(grammar.is_finite(token.lower) for token in tokens[:verb])
    return openers > 1 and verbs >= openers


def opens_clause(tokens: Sequence[Token], at: int, verb: int, grammar: Grammar) -> bool:
    """Whether the word at `at` opens the subordinate clause of the finite verb: "om" and "som" may be prepositions, "då" an adverb,
    "att" an infinitive mark."""
    word = tokens[at].lower
    if word not in grammar["words.subordinators"] or _marks_infinitive(tokens, at, grammar):
        return False
    if at == 0 and _must_be_main(tokens, verb, grammar):
        return False
    if at and at + 1 < verb and tokens[at + 1].text == ",":
        # "Vem som ska betala, och när, lämnas öppet": a question of one word.
        return False
    if (
        word in grammar["words.adverb_when_before_verb"]
        and at + 1 < len(tokens)
        and (grammar.is_finite(tokens[at + 1].lower) or grammar.is_infinitive(tokens[at + 1].lower))
    ):
        return False
    if word in grammar["words.preposition_after_noun"] and at > 0:
        before = tokens[at - 1]
        if at + 1 < len(tokens) and tokens[at + 1].lower in grammar["words.negators"]:
            # "Det kan sättas i fråga om inte …"
            return True
        asks = before.lower in grammar["words.asking_nouns"] and verb - at <= _ASKED
        # "Frågan om kostnaderna har inte berörts."
        asks = asks and any(grammar.is_finite(token.lower) for token in (*tokens[:at], *tokens[verb + 1 :]))
        return not (
            before.is_word
            and not asks
            # "fråga sig om alla ska omfattas"
            and before.lower not in grammar["words.reflexive_slots"]
            and before.lower not in grammar["words.prepositions"]
            and before.lower not in grammar["words.adverbs"]
            and before.lower not in grammar["words.negators"]
            and (before.lower in grammar["words.about_verbs"] or not grammar.is_finite(before.lower))
            and (
                before.lower in grammar["words.about_verbs"] or not _is_infinitive_only(before.lower, grammar)
            )
        )
    if word in grammar["words.as_words"] and at and tokens[at - 1].lower in grammar["words.as_verbs"]:
        return False
    if word in grammar["words.as_words"] and verb - at > 3:
        following = tokens[at + 1].lower
        return (
            grammar.is_finite(following)
            or following.endswith(grammar.phrases["words.relative_verb_endings"])
            or following in grammar["words.adverbs"]
            or following in grammar["respondent.pronouns"]
        )
    return True


def _must_be_main(tokens: Sequence[Token], verb: int, grammar: Grammar) -> bool:
    """Whether the verb of a sentence that a subordinator seems to open is its main verb, since no other follows: "Om skolan sägs inget",
    "Att slippa avgiften är en lättnad"."""
    light = grammar.any_of("words.negators", "words.adverbs")
    following = [token.lower for token in tokens[verb + 1 :] if token.is_word and token.lower not in light]
    if not tokens[0].text[0].isupper() or any(grammar.is_finite(word) for word in following):
        return False
    if tokens[0].lower in grammar["words.infinitive_marks"]:
        return tokens[-1].text not in ":,"
    endings = grammar.phrases["words.relative_verb_endings"]
    ruled = grammar["words.preposition_after_noun"]
    return tokens[0].lower in ruled and not any(word.endswith(endings) for word in following)


def _is_infinitive_only(word: str, grammar: Grammar) -> bool:
    """Whether a word is an infinitive or a passive ("ifrågasätta om") and no noun that looks like one ("i fråga om")."""
    tenses = {form.tense for form in grammar.forms.get(word, ())}
    return bool(tenses & {"infinitive", *PASSIVE}) and word not in grammar["words.verblike_nouns"]


def _marks_infinitive(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    if tokens[at].lower not in grammar["words.infinitive_marks"] or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1].lower
    if following in grammar["words.adverbs"] and at + 2 < len(tokens):
        following = tokens[at + 2].lower
    if grammar.is_infinitive(following) or following.endswith(grammar.phrases["words.infinitive_endings"]):
        return True
    return _seems_infinitive(tokens, at + 1, grammar)


def _seems_infinitive(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    """Whether a word that the table of verbs does not have is an infinitive by its ending and by what follows ("att hämta från …");
    an adjective with that ending has its noun behind it ("att nya regler …")."""
    word = tokens[at].lower
    if len(word) < _SHORTEST_VERB or not word.endswith(grammar.phrases["words.infinitive_signs"]):
        return False
    if word.endswith(grammar.phrases["qualities.predicate_endings"]) or word in grammar["words.articles"]:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    closed = grammar.any_of("words.prepositions", "words.articles", "words.adverbs", "words.reflexive_slots")
    manner = after is not None and after.lower.endswith(grammar.phrases["words.adverb_signs"])
    return after is None or not after.is_word or after.lower in closed or manner


def governor(tokens: Sequence[Token], verb: int, grammar: Grammar) -> str | None:
    """The subordinator whose clause the finite verb stands in, or None for a main clause.

    A comma with a conjunction, "men" and a semicolon return to the main clause; a relative clause is over once it has had its verb; a
    clause that opens the sentence is its subject or its adverbial and is over once it has had its verb.
    """
    seen = 0
    at = verb - 1
    first = max(0, verb - _LONGEST_CLAUSE)
    subordinators = grammar["words.subordinators"]
    while at >= first:
        word = tokens[at].lower
        if tokens[at].bracketed or tokens[at].quoted:
            at -= 1
            continue
        if word in _STRONG and word != "–":
            return None
        if word in grammar["words.adversatives"] and not _joins_words(tokens, at, grammar):
            # "medan" goes on with the clause before it, whatever that one is.
            return None if word in grammar["words.conjunctions"] else governor(tokens, at, grammar)
        if word in grammar["words.conjunctions"] and at > 0 and tokens[at - 1].text == ",":
            return None
        if word in grammar["words.as_words"] and at and tokens[at - 1].lower in grammar["words.at_once"]:
            # "samtidigt som" goes on as "medan" does.
            return governor(tokens, at - 1, grammar)
        if word in subordinators and opens_clause(tokens, at, verb, grammar):
            if (
                not seen
                and at == 0
                and (_points(tokens, verb, grammar) or _has_own_verb(tokens, verb, grammar))
            ):
                return None
            if (
                word in grammar["words.relatives"]
                and at > 0
                and tokens[at - 1].lower in grammar["words.nominal_openers"]
            ):
                # "vem som ansvarar" opens one clause with two words.
                at -= 1
                continue
            if not seen:
                return word
            if _opens_sentence(tokens, at, grammar):
                # The clause belongs to what opens the sentence: "Slutsatsen att en ändring krävs är …".
                return None
            if word not in grammar["words.relatives"] and not _nominal(tokens, at, grammar):
                return word
            seen -= 1
        elif grammar.is_finite(word) or (seen == 0 and _looks_finite(tokens, at, grammar)):
            seen += 1
        at -= 1
    return None


def _nominal(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    """Whether a clause inside the field is no complement of a stance verb: "om" or "när" after a comma or a noun."""
    return tokens[at].lower not in grammar["words.complementisers"]


def _opens_sentence(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    """Whether nothing with a verb stands before the clause that opens at the index."""
    return at <= _LONGEST_CLAUSE and not any(grammar.is_finite(token.lower) for token in tokens[:at])


def _points(tokens: Sequence[Token], verb: int, grammar: Grammar) -> bool:
    """ "That seems fair": a pronoun before the verb that it is the subject of."""
    return verb == 1 and tokens[0].lower in grammar["words.articles"]


def _has_own_verb(tokens: Sequence[Token], verb: int, grammar: Grammar) -> bool:
    """Whether the clause that opens the sentence has had a verb that the table does not know: "Att barnen genomsyrar planen är …"."""
    if (
        tokens[0].lower not in grammar["words.infinitive_marks"]
        or tokens[verb - 1].lower in grammar["words.negators"]
    ):
        # A negator before its verb belongs to the clause: "att skolorna inte nämns".
        return False
    return any(
        token.lower.endswith(grammar.phrases["words.relative_verb_endings"])
        and token.text == token.lower
        and len(token.text) > _SHORTEST_VERB
        and token.lower not in grammar["words.adverbs"]
        for token in tokens[2:verb]
    )


def _looks_finite(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    """A verb that the table does not know: by its place right after a relative word ("de krav som ställs …") or by an ending that
    only verbs have ("att reglerna samlas")."""
    word = tokens[at].lower
    if word in grammar["words.adverbs"] or word in grammar["words.negators"]:
        return False
    if (
        len(word) > _SHORTEST_VERB
        and tokens[at].text == word
        and word.endswith(grammar.phrases["words.finite_endings"])
        and not word.endswith(grammar.phrases["words.genitive_endings"])
    ):
        return not grammar.is_infinitive(word)
    return (
        at > 0
        and tokens[at - 1].lower in grammar["words.relatives"]
        and word.endswith(grammar.phrases["words.relative_verb_endings"])
    )
