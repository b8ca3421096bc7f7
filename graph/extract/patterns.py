"""Expressions in dictionary form, compiled to patterns and found in sentences.

"ställa sig positiv" becomes a head ("ställa", in all its forms) and elements that follow in order, with room between them for the subject
and adverbs. Knows words and forms, not who speaks: deciding whose stance it is belongs to `subject`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from remissgraf.graph.extract.grammar import PASSIVE, Grammar, load_grammar
from remissgraf.graph.extract.tokens import Token
from remissgraf.ontology.expressions import Expression, load_actions, load_stances

__all__ = ["Lexicon", "Match", "Pattern", "action_lexicon", "find_matches", "stance_lexicon"]

# The longest subject that may stand between a verb and the rest of its expression, in tokens; then the longest adverbial.
_FIRST_GAP: Final = 9
_NEXT_GAP: Final = 5
_BEFORE_GAP: Final = 4
_PARENTHESIS: Final = 18
_PREPOSITION_GAP: Final = 3
# The longest expression with its gaps, in tokens.
_REACH: Final = 34
_POSSESSIVE: Final = "\0possessive"
_REFLEXIVE: Final = "\0reflexive"


@dataclass(frozen=True, slots=True)
class Pattern:
    """An expression ready for matching.

    concept: slug or action name; kind: the expression's. negative: the clause must be negated. heads: word → tense ("" for a word that is
    no verb). before, after: sets of words around the head.
    """

    concept: str
    label: str
    kind: str
    lemma: str
    negative: bool
    heads: Mapping[str, str]
    before: tuple[frozenset[str], ...]
    after: tuple[frozenset[str], ...]

    @property
    def weight(self) -> int:
        return 1 + len(self.before) + len(self.after) + self.negative


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found. head: index of the head token; tokens: indices of all words of the expression, in order."""

    pattern: Pattern
    head: int
    tokens: tuple[int, ...]
    tense: str

    @property
    def passive(self) -> bool:
        return self.tense in PASSIVE


@dataclass(frozen=True)
class Lexicon:
    """All patterns of a scheme in a language, and the same by the words their heads can take.

    near: for every head, its patterns by a word that must stand beside it; those that need no certain word stand under "".
    elided: patterns whose verb may be left out, by the word that then comes first ("ingen erinran").
    """

    grammar: Grammar
    patterns: tuple[Pattern, ...]
    by_head: Mapping[str, tuple[Pattern, ...]]
    near: Mapping[str, Mapping[str, tuple[Pattern, ...]]]
    elided: Mapping[str, tuple[Pattern, ...]]


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


def _compile(grammar: Grammar, concept: str, expression: Expression) -> Pattern:
    words = expression.text.lower().split()
    negative = len(words) > 1 and words[0] in grammar["words.negating_openers"]
    if negative:
        words = words[1:]
    passives = {
        form: lemma for lemma, forms in grammar.lemmas.items() for form in forms["infinitive_passive"]
    }
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
    )


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
        return _POSSESSIVE
    return word


def _element(word: str, grammar: Grammar) -> frozenset[str]:
    if word in grammar["words.reflexive_slots"]:
        return frozenset({_REFLEXIVE})
    if word in grammar["respondent.possessives"]:
        return frozenset({_POSSESSIVE})
    forms = grammar.inflected(word)
    if word in grammar.lemmas:
        forms = forms.union(grammar.lemmas[word]["infinitive"], grammar.lemmas[word]["present"])
    return forms


@cache
def stance_lexicon(language: str) -> Lexicon:
    """The stance expressions of a language."""
    grammar = load_grammar(language)
    return _lexicon(
        grammar, (p for c in load_stances() for p in compile_patterns(grammar, c.slug, c.expressions))
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
    near: defaultdict[str, defaultdict[str, list[Pattern]]] = defaultdict(lambda: defaultdict(list))
    elided: defaultdict[str, list[Pattern]] = defaultdict(list)
    for pattern in compiled:
        if pattern.lemma in grammar["answers.elided_verbs"] and pattern.after and not pattern.negative:
            for word in pattern.after[0]:
                elided[word].append(pattern)
        for head in pattern.heads:
            by_head[head].append(pattern)
            for word in _telling(pattern):
                near[head][word].append(pattern)
    return Lexicon(
        grammar,
        compiled,
        {head: tuple(found) for head, found in by_head.items()},
        {head: {word: tuple(found) for word, found in words.items()} for head, words in near.items()},
        {word: tuple(found) for word, found in elided.items()},
    )


def _telling(pattern: Pattern) -> frozenset[str]:
    """Words of which one must stand beside the head: those of the last plain element; "" where there is none."""
    for element in (*pattern.after[::-1], *pattern.before):
        if not element & {_REFLEXIVE, _POSSESSIVE}:
            return element
    return frozenset({""})


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
    for index, token in enumerate(tokens):
        heads = [token.lower] if token.lower in lexicon.near else []
        if index in possessive and _POSSESSIVE in lexicon.near:
            heads.append(_POSSESSIVE)
        for head in heads:
            near = lexicon.near[head]
            candidates = list(near.get("", ()))
            if len(near) > 1 or not candidates:
                for word in {other.lower for other in tokens[max(0, index - _REACH) : index + 1 + _REACH]}:
                    candidates.extend(near.get(word, ()))
            here = [
                m for p in candidates if (m := _match(p, tokens, index, lexicon.grammar, possessive, named))
            ]
            here.sort(key=lambda match: (-match.pattern.weight, match.pattern.kind, match.pattern.label))
            found.extend(here)
    return found


def _match(
    pattern: Pattern,
    tokens: Sequence[Token],
    head: int,
    grammar: Grammar,
    possessive: frozenset[int],
    named: frozenset[int],
) -> Match | None:
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
    after = _follow(pattern.after, tokens, head, grammar, possessive, named)
    if after is not None and pattern.kind == "matter" and _is_attribute(tokens, after, head, grammar):
        after = None
    if after is None and pattern.after and not pattern.before:
        after = _fronted(pattern.after, tokens, head, grammar, possessive)
    if after is None:
        return None
    tense = pattern.heads.get(tokens[head].lower, "")
    return Match(pattern, head, tuple(sorted([*matched, *after])), tense)


def _follow(
    elements: Sequence[frozenset[str]],
    tokens: Sequence[Token],
    head: int,
    grammar: Grammar,
    possessive: frozenset[int],
    named: frozenset[int],
) -> list[int] | None:
    found: list[int] = []
    position = head
    for number, element in enumerate(elements):
        at = _next(
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
    complement = bool(element & grammar["words.complementisers"])
    gap = min(gap, _PREPOSITION_GAP) if element & grammar["words.prepositions"] else gap
    at = position + 1
    left = gap
    while at < len(tokens) and left >= 0:
        if _is(element, tokens, at, grammar, possessive):
            return at
        word = tokens[at].lower
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
        if word in grammar["words.subordinators"] or word in grammar["words.new_clause"]:
            return None
        if not (tokens[at].is_word or word in '()"”'):
            return None
        at += 1
        left -= 1
    return None


def _fronted(
    elements: Sequence[frozenset[str]],
    tokens: Sequence[Token],
    head: int,
    grammar: Grammar,
    possessive: frozenset[int],
) -> list[int] | None:
    """The rest of the expression before its verb: "Positivt är …", "Inga synpunkter har …", "Den oron delar …"."""
    first = head - len(elements)
    while first >= 0:
        span = range(first, first + len(elements))
        if all(
            _is(element, tokens, i, grammar, possessive) for element, i in zip(elements, span, strict=True)
        ):
            between = tokens[first + len(elements) : head]
            if len(between) <= 1 and all(token.is_word for token in between) and first <= 3:
                return list(span)
        first -= 1
        if head - first > len(elements) + 2:
            break
    return None


def _is_attribute(tokens: Sequence[Token], after: Sequence[int], head: int, grammar: Grammar) -> bool:
    """An adjective behind an article belongs to a noun: "är för staden en viktig bransch" judges nothing."""
    for at in after:
        before = tokens[at - 1].lower
        if at - 1 > head and at - 1 not in after and before in grammar["words.indefinite_articles"]:
            return True
    return False


def _is(
    element: frozenset[str], tokens: Sequence[Token], index: int, grammar: Grammar, possessive: frozenset[int]
) -> bool:
    if _REFLEXIVE in element:
        return tokens[index].lower in grammar["respondent.reflexives"]
    if _POSSESSIVE in element:
        return index in possessive
    return tokens[index].lower in element
