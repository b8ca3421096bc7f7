"""All expressions of a scheme in a language, by the words that they cannot do without, and found in sentences.

Most expressions are of no concern to a text, so the many ways to say one ("vara otydlig", "framstå som otydlig", "anses otydlig") are
made when a text has its telling word. Knows words and forms, not who speaks: deciding whose stance it is belongs to `subject`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Final, NamedTuple

from remissgraf.graph.extract.compiling import Compiler
from remissgraf.graph.extract.grammar import Grammar, load_grammar, load_verbs
from remissgraf.graph.extract.matching import (
    POSSESSIVE,
    REACH,
    Match,
    Pattern,
    match_at,
    plain_elements,
)
from remissgraf.graph.extract.memo import Memo
from remissgraf.graph.extract.tokens import Token
from remissgraf.graph.extract.view import View
from remissgraf.ontology.expressions import Expression, load_actions, load_stances

__all__ = ["Lexicon", "Match", "Pattern", "action_lexicon", "find_matches", "matches_in", "stance_lexicon"]

# A pattern with elements of which each must have a word nearby.
_Placed = tuple[Pattern, Sequence[frozenset[str]]]
# Where the patterns are kept that need no certain word.
_ANY: Final = ""


class _Entry(NamedTuple):
    """An expression as it stands in the data, with its pattern."""

    expression: Expression
    pattern: Pattern


@dataclass(frozen=True)
class Lexicon:
    """The expressions of a scheme in a language.

    entries: by a word that a sentence with the expression must have, or any sentence ("").
    by_head: patterns by the words their heads can take; without those that have another verb in place of the copula.
    heads: all words that heads can take, with the verbs' dictionary forms.
    elided: patterns whose verb may be left out, by the word that then comes first ("ingen erinran").
    predicates: by kind, the words that judge after a copula, with their pattern ("otydligt" → "vara otydlig").
    """

    grammar: Grammar
    compiler: Compiler
    entries: Mapping[str, Sequence[_Entry]]
    by_head: Mapping[str, tuple[Pattern, ...]]
    heads: Mapping[str, frozenset[str]]
    elided: Mapping[str, tuple[Pattern, ...]]
    predicates: Mapping[str, Mapping[str, Pattern]]

    @cached_property
    def holding(self) -> Mapping[str, bool]:
        """Words that may be a stance verb in the present with a holder, and whether they are weak: every verb they may be is one of
        those that other subjects take as well."""
        weak = self.grammar["weak.heads"]
        return {
            head: self.heads[head] <= weak
            for head, patterns in self.by_head.items()
            if any(p.kind == "holder" and p.heads[head] in ("present", "base") for p in patterns)
        }

    @cached_property
    def near(self) -> Memo[Mapping[str, Sequence[_Placed]]]:
        """The patterns of the entries of a telling word, by head, each with the other elements that it needs; made when asked for."""
        return Memo(self._near)

    def _near(self, word: str) -> Mapping[str, Sequence[_Placed]]:
        found: defaultdict[str, list[_Placed]] = defaultdict(list)
        for entry in self.entries.get(word, ()):
            for pattern in (entry.pattern, *self._variants(entry)):
                others = [element for element in plain_elements(pattern) if word not in element]
                for head in pattern.heads:
                    found[head].append((pattern, others))
        return dict(found)

    def _variants(self, entry: _Entry) -> Iterator[Pattern]:
        for variant in self.compiler.variants(entry.expression):
            yield self.compiler.pattern(entry.pattern.concept, variant, entry.pattern.subject)


@cache
def stance_lexicon(language: str) -> Lexicon:
    """The stance expressions of a language."""
    grammar = load_grammar(language)
    compiler = Compiler(grammar)
    listed = (
        _Entry(expression, compiler.pattern(concept.slug, expression))
        for concept in load_stances()
        for expression in concept.expressions
        if expression.language == language
    )
    return _lexicon(grammar, compiler, [*listed, *_judging(grammar, compiler)])


def _judging(grammar: Grammar, compiler: Compiler) -> Iterator[_Entry]:
    """Those of the language's judging.csv."""
    for line in grammar.judging:
        for text in compiler.each_verb(line.expression.split()):
            expression = Expression(text, grammar.language, "matter")
            yield _Entry(expression, compiler.pattern(line.stance, expression, line.subject))


@cache
def action_lexicon(language: str) -> Lexicon:
    """The requested actions of a language; they have verbs that no stance has."""
    grammar = load_grammar(language)
    grammar = replace(grammar, lemmas={**grammar.lemmas, **load_verbs(language, "asked.csv")})
    compiler = Compiler(grammar)
    entries = [
        _Entry(expression, compiler.pattern(action.name, expression))
        for action in load_actions()
        for expression in action.expressions
        if expression.language == language
    ]
    return _lexicon(grammar, compiler, entries)


def _lexicon(grammar: Grammar, compiler: Compiler, entries: Sequence[_Entry]) -> Lexicon:
    by_head: defaultdict[str, list[Pattern]] = defaultdict(list)
    elided: defaultdict[str, list[Pattern]] = defaultdict(list)
    predicates: defaultdict[str, dict[str, Pattern]] = defaultdict(dict)
    for _, pattern in entries:
        alone = len(pattern.after) == 1 and not pattern.before and not pattern.negative
        if alone and pattern.lemma in grammar["answers.copulas"]:
            for word in pattern.after[0]:
                predicates[pattern.kind].setdefault(word, pattern)
        if pattern.lemma in grammar["answers.elided_verbs"] and pattern.after and not pattern.negative:
            for word in pattern.after[0]:
                elided[word].append(pattern)
        for head in pattern.heads:
            by_head[head].append(pattern)
    heads: defaultdict[str, set[str]] = defaultdict(set)
    for pattern in (*(entry.pattern for entry in entries), *_copulas(compiler, entries)):
        for head in pattern.heads:
            heads[head].add(pattern.lemma)
    return Lexicon(
        grammar,
        compiler,
        _by_telling_word(entries),
        {head: tuple(found) for head, found in by_head.items()},
        {head: frozenset(lemmas) for head, lemmas in heads.items()},
        {word: tuple(found) for word, found in elided.items()},
        predicates,
    )


def _copulas(compiler: Compiler, entries: Iterable[_Entry]) -> Iterator[Pattern]:
    """One expression that has variants, in all of them: it has every verb that may stand for the copula."""
    for entry in entries:
        variants = list(compiler.variants(entry.expression))
        if variants:
            yield from (compiler.pattern(entry.pattern.concept, variant) for variant in variants)
            return


def _by_telling_word(entries: Iterable[_Entry]) -> Mapping[str, Sequence[_Entry]]:
    """Every entry under the words of that element of it which the fewest others have: "svårt" and "läsa" tell more than "att"."""
    needed = [(entry, plain_elements(entry.pattern)) for entry in entries]
    common = Counter(word for _, elements in needed for element in elements for word in element)
    found: defaultdict[str, list[_Entry]] = defaultdict(list)
    for entry, elements in needed:
        telling = min(elements, key=lambda element: max(common[word] for word in element), default=(_ANY,))
        for word in telling:
            found[word].append(entry)
    return dict(found)


def matches_in(view: View, lexicon: Lexicon) -> list[Match]:
    """All patterns in a sentence, by head.

    Of several patterns with one head the heaviest comes first; which of them counts is for the caller, who knows the clause.
    """
    return _matches(lexicon, view.tokens, view.lowers, view.words, view.possessive, view.named)


def find_matches(lexicon: Lexicon, tokens: Sequence[Token]) -> list[Match]:
    """The same in tokens of which it is not asked whom they name."""
    lowers = [token.lower for token in tokens]
    return _matches(lexicon, tokens, lowers, set(lowers), frozenset(), frozenset())


def _matches(
    lexicon: Lexicon,
    tokens: Sequence[Token],
    lowers: Sequence[str],
    present: Set[str],
    possessive: frozenset[int],
    named: frozenset[int],
) -> list[Match]:
    heads = lexicon.heads
    # A word of the respondent's name is no verb ("Green Shore Trust").
    places = [(index, head) for index, head in enumerate(lowers) if head in heads and index not in named]
    if possessive and POSSESSIVE in heads:
        places = sorted([*places, *((index, POSSESSIVE) for index in possessive)], key=lambda place: place[0])
    if not places:
        return []
    here = {head for _, head in places}
    alone = lexicon.near[_ANY]
    near: defaultdict[str, list[tuple[str, Sequence[_Placed]]]] = defaultdict(list)
    for word in lexicon.entries.keys() & present:
        there = lexicon.near[word]
        for head in here:
            if head in there:
                near[head].append((word, there[head]))
    found: list[Match] = []
    for index, head in places:
        beside = list(alone.get(head, ()))
        telling = near.get(head, ())
        if not (beside or telling):
            continue
        words: Set[str] = present
        if len(tokens) > REACH:
            words = set(lowers[max(0, index - REACH) : index + 1 + REACH])
        for word, placed in telling:
            if word in words:
                beside.extend(placed)
        if beside:
            found.extend(_matches_at(beside, words, tokens, index, lexicon.grammar, possessive, named))
    return found


def _matches_at(
    beside: Iterable[_Placed],
    words: Set[str],
    tokens: Sequence[Token],
    index: int,
    grammar: Grammar,
    possessive: frozenset[int],
    named: frozenset[int],
) -> list[Match]:
    """Those patterns that stand around the head at the index, the heaviest first. words: those near it."""
    here: list[Match] = []
    # Loops, because a generator for so few elements costs more than its work.
    for pattern, others in beside:
        for element in others:
            if element.isdisjoint(words):
                break
        else:
            match = match_at(pattern, tokens, index, grammar, possessive, named)
            if match is not None:
                here.append(match)
    if len(here) > 1:
        here.sort(key=lambda m: (-m.pattern.weight, m.pattern.kind, m.pattern.label, m.pattern.concept))
    return here
