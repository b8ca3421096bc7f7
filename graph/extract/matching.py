"""An expression ready for matching, and where it stands around a head word: in order, with room for subject and adverbs.

Knows words, gaps and closed classes, no lexicon; which words are heads belongs to `patterns`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from remissgraf.graph.extract.grammar import PASSIVE, Grammar
from remissgraf.graph.extract.tokens import Token

__all__ = ["POSSESSIVE", "REACH", "REFLEXIVE", "Match", "Pattern", "match_at", "plain_elements"]

# The longest subject that may stand between a verb and the rest of its expression, in tokens; then the longest adverbial.
_FIRST_GAP: Final = 9
_NEXT_GAP: Final = 5
_BEFORE_GAP: Final = 4
_PARENTHESIS: Final = 18
_PREPOSITION_GAP: Final = 3
# The longest prepositional phrase between a fronted expression and its verb: "Avgörande för resultatet är …".
_FRONTED_PHRASE: Final = 6
# So many tokens into a sentence what is fronted begins at the latest.
_FRONT: Final = 3
# The longest list of predicates, in tokens.
_LONGEST_LIST: Final = 12
# The longest expression with its gaps, in tokens.
REACH: Final = 34
POSSESSIVE: Final = "\0possessive"
REFLEXIVE: Final = "\0reflexive"
_SLOTS: Final = frozenset({REFLEXIVE, POSSESSIVE})


@dataclass(frozen=True, slots=True)
class Pattern:
    """An expression ready for matching.

    concept: slug or action name; kind: the expression's. negative: the clause must be negated. heads: word → tense ("" for a word that is
    no verb). before, after: sets of words around the head. tight: the numbers of those after it that must follow the word before at
    once. subject: "" for an expression of the scheme, else that of a line of judging.csv. weight: how
    many words it has, a negation among them.
    """

    concept: str
    label: str
    kind: str
    lemma: str
    negative: bool
    heads: Mapping[str, str]
    before: tuple[frozenset[str], ...]
    after: tuple[frozenset[str], ...]
    tight: frozenset[int] = frozenset()
    subject: str = ""

    weight: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "weight", 1 + len(self.before) + len(self.after) + self.negative)


class Match(NamedTuple):
    """A pattern found. head: index of the head token; tokens: indices of all words of the expression, in order."""

    pattern: Pattern
    head: int
    tokens: tuple[int, ...]
    tense: str

    @property
    def passive(self) -> bool:
        return self.tense in PASSIVE


def plain_elements(pattern: Pattern) -> list[frozenset[str]]:
    """The elements of an expression that need certain words, the most telling first: every one of them must have a word nearby."""
    return [element for element in (*pattern.after[::-1], *pattern.before) if element.isdisjoint(_SLOTS)]


def match_at(
    pattern: Pattern,
    tokens: Sequence[Token],
    head: int,
    grammar: Grammar,
    possessive: frozenset[int],
    named: frozenset[int],
) -> Match | None:
    tense = pattern.heads.get(tokens[head].lower, "")
    if not pattern.before and not pattern.after:
        return Match(pattern, head, (head,), tense)
    matched = [head]
    position = head
    for number, element in enumerate(pattern.before[::-1]):
        limit = max(-1, position - 1 - (_BEFORE_GAP if number == 0 else 0) - 1)
        at = next(
            (i for i in range(position - 1, limit, -1) if _is(element, tokens, i, grammar, possessive)), None
        )
        if at is None:
            return None
        matched.insert(0, at)
        position = at
    listing = pattern.kind == "matter" and pattern.lemma in grammar["answers.copulas"]
    after = _follow(pattern, tokens, head, grammar, possessive, named, listing=listing)
    if after is not None and pattern.kind == "matter" and _is_attribute(tokens, after, head, grammar):
        after = None
    if after is None and pattern.after and not pattern.before:
        after = _fronted(pattern.after, tokens, head, grammar, possessive)
        if after and listing and after[0] and tokens[after[0] - 1].lower in grammar["words.articles"]:
            # "Ett klargörande på denna punkt är önskvärt": a noun, or before one.
            after = None
    if after is None:
        return None
    return Match(pattern, head, tuple(sorted([*matched, *after])), tense)


def _follow(
    pattern: Pattern,
    tokens: Sequence[Token],
    head: int,
    grammar: Grammar,
    possessive: frozenset[int],
    named: frozenset[int],
    *,
    listing: bool,
) -> list[int] | None:
    """The words after the head. listing: the first may stand in a list of predicates ("är lång, repetitiv och svår att följa")."""
    found: list[int] = []
    position = head
    for number, element in enumerate(pattern.after):
        if number in pattern.tight:
            if position + 1 >= len(tokens) or not _is(element, tokens, position + 1, grammar, possessive):
                return None
            position += 1
            found.append(position)
            continue
        listed = _listed(element, tokens, head, grammar) if listing and number == 0 else None
        at = listed or _next(
            element, tokens, position, _FIRST_GAP if number == 0 else _NEXT_GAP, grammar, possessive, named
        )
        if at is None:
            return None
        found.append(at)
        position = at
    return found


def _next(
    element: frozenset[str],
    tokens: Sequence[Token],
    position: int,
    gap: int,
    grammar: Grammar,
    possessive: frozenset[int],
    named: frozenset[int],
) -> int | None:
    """The next word of an expression within the gap; a parenthesis between commas or brackets does not count."""
    plain = element.isdisjoint(_SLOTS)
    complement = not element.isdisjoint(grammar["words.complementisers"])
    gap = gap if element.isdisjoint(grammar["words.prepositions"]) else min(gap, _PREPOSITION_GAP)
    at = position + 1
    left = gap
    while at < len(tokens) and left >= 0:
        word = tokens[at].lower
        if word in element if plain else _is(element, tokens, at, grammar, possessive):
            return at
        if tokens[at].bracketed or at in named:
            at += 1
            continue
        if word == "," and not complement:
            closing = next(
                (i for i in range(at + 1, min(len(tokens), at + _PARENTHESIS)) if tokens[i].text == ","), None
            )
            if closing is None:
                return None
            at = closing + 1
            continue
        if complement and word not in grammar["words.adverbs"]:
            return None
        if (
            word in grammar["words.joining"]
            and " ".join(token.lower for token in tokens[max(0, at - 1) : at + 2])
            in grammar["words.joined_adverbials"]
        ):
            # "i och för sig", "först och främst"
            at += 2
            continue
        if word in grammar["words.subordinators"] or word in grammar["words.new_clause"]:
            return None
        if not (tokens[at].is_word or word in '()"”'):
            return None
        at += 1
        left -= 1
    return None


def _listed(element: frozenset[str], tokens: Sequence[Token], head: int, grammar: Grammar) -> int | None:
    """The element as a later member of the list of predicates that the head opens; every member but the last is one word with adverbs."""
    closed = grammar.any_of("words.prepositions", "words.subordinators", "words.articles")
    members = 0
    for at in range(head + 1, min(len(tokens), head + 1 + _LONGEST_LIST)):
        word = tokens[at].lower
        if word == "," or word in grammar["words.joining"]:
            if not members:
                return None
            members = 0
            continue
        if (
            members == 0
            and at > head + 1
            and tokens[at - 1].lower not in grammar["words.adverbs"]
            and word in element
        ):
            opened = any(
                token.text == "," or token.lower in grammar["words.joining"] for token in tokens[head:at]
            )
            if opened:
                return at
        if not tokens[at].is_word or word in closed or grammar.is_finite(word):
            return None
        if word not in grammar["words.adverbs"]:
            members += 1
            if members > 1:
                return None
    return None


def _fronted(
    elements: Sequence[frozenset[str]],
    tokens: Sequence[Token],
    head: int,
    grammar: Grammar,
    possessive: frozenset[int],
) -> list[int] | None:
    """The rest of the expression before its verb: "Positivt är …", "Inga synpunkter har …", "Den oron delar …"."""
    if not all(element.isdisjoint(grammar["words.complementisers"]) for element in elements):
        return None
    if not elements[-1].isdisjoint(grammar["words.prepositions"]):
        # "Med avgifter är det …": the phrase is the clause's own.
        return None
    # The expression stands at the sentence's front or not at all.
    first = min(head - len(elements), _FRONT)
    while first >= 0 and head - first <= len(elements) + _FRONTED_PHRASE + 1:
        span = range(first, first + len(elements))
        if all(
            _is(element, tokens, i, grammar, possessive) for element, i in zip(elements, span, strict=True)
        ):
            between = tokens[first + len(elements) : head]
            phrase = bool(between) and between[0].lower in grammar["words.prepositions"]
            # "För små kommuner är …": of too much, the expression itself stands at the front.
            excess = not elements[0].isdisjoint(grammar["words.excess"])
            near = len(between) <= (0 if excess else _FRONTED_PHRASE if phrase else 1)
            if near and all(token.is_word for token in between):
                return list(span)
        first -= 1
    return None


def _is_attribute(tokens: Sequence[Token], after: Sequence[int], head: int, grammar: Grammar) -> bool:
    """An adjective behind an article belongs to a noun: "är för staden en viktig bransch" judges nothing."""
    for at in after:
        before = tokens[at - 1].lower
        article = at - 1 > head and at - 1 not in after and before in grammar["words.indefinite_articles"]
        if article and _opens_noun(tokens, at + 1, grammar):
            return True
    return False


def _opens_noun(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    """Whether a noun may stand at the index: a word of no closed class."""
    closed = grammar.any_of(
        "words.prepositions", "words.subordinators", "words.conjunctions", "words.adverbs"
    )
    return at < len(tokens) and tokens[at].is_word and tokens[at].lower not in closed


def _is(
    element: frozenset[str], tokens: Sequence[Token], index: int, grammar: Grammar, possessive: frozenset[int]
) -> bool:
    if REFLEXIVE in element:
        return tokens[index].lower in grammar["respondent.reflexives"]
    if POSSESSIVE in element:
        return index in possessive
    return tokens[index].lower in element
