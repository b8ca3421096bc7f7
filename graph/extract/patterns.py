"""Expressions in dictionary form, compiled to patterns and found in sentences.

"ställa sig positiv" becomes a head ("ställa", in all its forms) and elements that follow in order, with room between them for the subject
and adverbs; "väl|för +lång|kort" takes either word, and "+" no room before it. Knows words and forms, not who speaks: deciding whose stance
it is belongs to `subject`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import chain
from typing import Final

from remissgraf.graph.extract.grammar import PASSIVE, Grammar, load_grammar
from remissgraf.graph.extract.matching import (
    POSSESSIVE,
    REACH,
    REFLEXIVE,
    Match,
    Pattern,
    match_at,
    plain_elements,
)
from remissgraf.graph.extract.tokens import Token
from remissgraf.ontology.expressions import Expression, load_actions, load_stances

__all__ = ["Lexicon", "Match", "Pattern", "action_lexicon", "find_matches", "stance_lexicon"]

# Before a word of an expression that follows the word before at once.
_TIGHT: Final = "+"


# A pattern with elements of which each must have a word nearby.
_Placed = tuple[Pattern, Sequence[frozenset[str]]]


@dataclass(frozen=True)
class Lexicon:
    """All patterns of a scheme in a language, and the same by the words their heads can take.

    near: for every head, its patterns by a word that must stand beside it, each with the other elements that must; those that need no
    certain word stand under "".
    elided: patterns whose verb may be left out, by the word that then comes first ("ingen erinran").
    predicates: by kind, the words that judge after a copula, with their pattern ("otydligt" → "vara otydlig").
    """

    grammar: Grammar
    patterns: tuple[Pattern, ...]
    by_head: Mapping[str, tuple[Pattern, ...]]
    near: Mapping[str, Mapping[str, tuple[_Placed, ...]]]
    elided: Mapping[str, tuple[Pattern, ...]]
    predicates: Mapping[str, Mapping[str, Pattern]]

    @cached_property
    def holding(self) -> Mapping[str, bool]:
        """Words that may be a stance verb in the present with a holder, and whether they are weak: every verb they may be is one of
        those that other subjects take as well."""
        weak = self.grammar["weak.heads"]
        return {
            head: all(pattern.lemma in weak for pattern in patterns)
            for head, patterns in self.by_head.items()
            if any(p.kind == "holder" and p.heads[head] in ("present", "base") for p in patterns)
        }


def compile_patterns(grammar: Grammar, concept: str, expressions: Iterable[Expression]) -> Iterator[Pattern]:
    """The patterns of a concept's expressions in the grammar's language."""
    for expression in expressions:
        if expression.language == grammar.language:
            yield _compile(grammar, concept, expression)
            yield from (_compile(grammar, concept, variant) for variant in _variants(grammar, expression))


def _variants(grammar: Grammar, expression: Expression) -> Iterator[Expression]:
    """A judgement with the verbs that stand for the copula: "vara otydlig" also means "framstå som otydlig"."""
    copula, _, rest = expression.text.partition(" ")
    negation = ""
    if copula in grammar["words.negating_openers"]:
        negation, (copula, _, rest) = f"{copula} ", rest.partition(" ")
    if expression.kind == "matter" and copula in grammar["answers.copulas"] and rest:
        for variant in grammar.phrases["words.copula_variants"]:
            yield replace(expression, text=f"{negation}{variant} {rest}")


def _compile(grammar: Grammar, concept: str, expression: Expression, subject: str = "") -> Pattern:
    words = expression.text.lower().split()
    negative = len(words) > 1 and words[0] in grammar["words.negating_openers"]
    if negative:
        words = words[1:]
    passives = grammar.passives
    phrase = words[0] not in grammar.lemmas and any(
        word in grammar["respondent.possessives"] for word in words
    )
    at = next(
        (i for i, word in enumerate(words) if not phrase and (word in grammar.lemmas or word in passives)),
        None,
    )
    heads: dict[str, str] = {}
    lemma = expression.text
    if at is None:
        at = 0
        heads[_slot(words[0], grammar)] = ""
    elif words[at] in grammar.lemmas:
        lemma = words[at]
        for tense, forms in grammar.lemmas[lemma].items():
            if expression.kind == "matter" and tense in PASSIVE:
                continue
            _add(heads, forms, tense)
    else:
        lemma = passives[words[at]]
        for tense in ("present_passive", "infinitive_passive", "supine_passive"):
            _add(heads, grammar.lemmas[lemma][tense], tense)
    return Pattern(
        concept,
        expression.text,
        expression.kind,
        lemma,
        negative,
        heads,
        tuple(_element(word, grammar) for word in words[:at]),
        tuple(_element(word, grammar) for word in words[at + 1 :]),
        frozenset(
            number
            for number, word in enumerate(words[at + 1 :])
            if word.startswith(_TIGHT) or (number == 1 and words[at + 1] in grammar["words.excess"])
        ),
        subject,
    )


def _judging(grammar: Grammar) -> Iterator[Pattern]:
    """The patterns of the language's judging.csv."""
    for line in grammar.judging:
        for text in _each_verb(grammar, line.expression.split()):
            expression = Expression(text, grammar.language, "matter")
            for one in (expression, *_variants(grammar, expression)):
                yield _compile(grammar, line.stance, one, line.subject)


def _each_verb(grammar: Grammar, words: Sequence[str]) -> Iterator[str]:
    """An expression with each of the verbs that it may begin with: "halta|svaja", "inte nämna|beröra"."""
    verbs = grammar.lemmas.keys() | grammar.passives.keys()
    for at, word in enumerate(words):
        either = word.split("|")
        if not verbs.isdisjoint(either):
            for one in either:
                yield " ".join((*words[:at], one, *words[at + 1 :]))
            return
    yield " ".join(words)


def _add(heads: dict[str, str], forms: Iterable[str], tense: str) -> None:
    """A form that is infinitive and present alike becomes "base": only its clause can tell."""
    for form in forms:
        known = heads.setdefault(form, tense)
        if {known, tense} == {"infinitive", "present"}:
            heads[form] = "base"
        elif {known, tense} == {"infinitive_passive", "present_passive"}:
            heads[form] = "base_passive"


def _slot(word: str, grammar: Grammar) -> str:
    if word in grammar["respondent.possessives"]:
        return POSSESSIVE
    return word


def _element(word: str, grammar: Grammar) -> frozenset[str]:
    either = word.removeprefix(_TIGHT).split("|")
    return frozenset().union(*(_word(one, grammar) for one in either))


def _word(word: str, grammar: Grammar) -> frozenset[str]:
    if word in grammar["words.reflexive_slots"]:
        return frozenset({REFLEXIVE})
    if word in grammar["respondent.possessives"]:
        return frozenset({POSSESSIVE})
    forms = grammar.inflected(word)
    if word in grammar.lemmas:
        forms = forms.union(grammar.lemmas[word]["infinitive"], grammar.lemmas[word]["present"])
    return forms


@cache
def stance_lexicon(language: str) -> Lexicon:
    """The stance expressions of a language."""
    grammar = load_grammar(language)
    return _lexicon(
        grammar,
        chain(
            (p for c in load_stances() for p in compile_patterns(grammar, c.slug, c.expressions)),
            _judging(grammar),
        ),
    )


@cache
def action_lexicon(language: str) -> Lexicon:
    """The requested actions of a language."""
    grammar = load_grammar(language)
    return _lexicon(
        grammar, (p for c in load_actions() for p in compile_patterns(grammar, c.name, c.expressions))
    )


def _lexicon(grammar: Grammar, patterns: Iterable[Pattern]) -> Lexicon:
    compiled = tuple(patterns)
    by_head: defaultdict[str, list[Pattern]] = defaultdict(list)
    near: defaultdict[str, defaultdict[str, list[_Placed]]] = defaultdict(lambda: defaultdict(list))
    elided: defaultdict[str, list[Pattern]] = defaultdict(list)
    predicates: defaultdict[str, dict[str, Pattern]] = defaultdict(dict)
    for pattern in compiled:
        alone = len(pattern.after) == 1 and not pattern.before and not pattern.negative
        if alone and pattern.lemma in grammar["answers.copulas"]:
            for word in pattern.after[0]:
                predicates[pattern.kind].setdefault(word, pattern)
        if pattern.lemma in grammar["answers.elided_verbs"] and pattern.after and not pattern.negative:
            for word in pattern.after[0]:
                elided[word].append(pattern)
        telling, *others = plain_elements(pattern) or (frozenset({""}),)
        for head in pattern.heads:
            by_head[head].append(pattern)
            for word in telling:
                near[head][word].append((pattern, others))
    return Lexicon(
        grammar,
        compiled,
        {head: tuple(found) for head, found in by_head.items()},
        {head: {word: tuple(found) for word, found in words.items()} for head, words in near.items()},
        {word: tuple(found) for word, found in elided.items()},
        predicates,
    )


def find_matches(
    lexicon: Lexicon,
    tokens: Sequence[Token],
    possessive: frozenset[int] = frozenset(),
    named: frozenset[int] = frozenset(),
) -> list[Match]:
    """All patterns in a sentence, by head. possessive: indices of tokens that are the respondent's possessive or genitive; named: all
    tokens that name it.

    Of several patterns with one head the heaviest comes first; which of them counts is for the caller, who knows the clause.
    """
    found: list[Match] = []
    present = {token.lower for token in tokens}
    heads = lexicon.near.keys() & present
    slots = possessive if POSSESSIVE in lexicon.near else frozenset()
    for index, token in enumerate(tokens):
        # A word of the respondent's name is no verb ("Green Shore Trust").
        if token.lower in heads and index not in named:
            found.extend(_matches_at(lexicon, token.lower, tokens, index, present, possessive, named))
        if index in slots:
            found.extend(_matches_at(lexicon, POSSESSIVE, tokens, index, present, possessive, named))
    return found


def _matches_at(
    lexicon: Lexicon,
    head: str,
    tokens: Sequence[Token],
    index: int,
    present: Set[str],
    possessive: frozenset[int],
    named: frozenset[int],
) -> list[Match]:
    """The patterns with the head at the index, the heaviest first. present: the words of the sentence."""
    near = lexicon.near[head]
    words = present
    if len(tokens) > REACH:
        words = {token.lower for token in tokens[max(0, index - REACH) : index + 1 + REACH]}
    beside = [placed for word in near.keys() & words for placed in near[word]]
    beside.extend(near.get("", ()))
    here: list[Match] = []
    # Loops, because a generator for so few elements costs more than its work.
    for pattern, others in beside:
        for element in others:
            if element.isdisjoint(words):
                break
        else:
            match = match_at(pattern, tokens, index, lexicon.grammar, possessive, named)
            if match is not None:
                here.append(match)
    if len(here) > 1:
        here.sort(key=lambda m: (-m.pattern.weight, m.pattern.kind, m.pattern.label, m.pattern.concept))
    return here
