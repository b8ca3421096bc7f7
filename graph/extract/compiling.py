"""From an expression in dictionary form to the pattern that is looked for.

"ställa sig positiv" becomes a head ("ställa", in all its forms) and elements that follow in order, with room between them for the subject
and adverbs; "väl|för +lång|kort" takes either word, and "+" no room before it. Knows words and forms; no sentence, and not who speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from remissgraf.graph.extract.grammar import PASSIVE, Grammar
from remissgraf.graph.extract.matching import POSSESSIVE, REFLEXIVE, Pattern
from remissgraf.ontology.expressions import Expression

__all__ = ["Compiler"]

# Before a word of an expression that follows the word before at once.
_TIGHT: Final = "+"
_PASSIVES: Final = ("present_passive", "infinitive_passive", "supine_passive")


class Compiler:
    """Makes the patterns of one language. Patterns share what they have in common: the forms of their verbs, their words."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._heads: dict[tuple[str, tuple[str, ...]], Mapping[str, str]] = {}
        self._elements: dict[str, frozenset[str]] = {}

    def pattern(self, concept: str, expression: Expression, subject: str = "") -> Pattern:
        """subject: see Pattern."""
        grammar = self._grammar
        words = expression.text.lower().split()
        negative = len(words) > 1 and words[0] in grammar["words.negating_openers"]
        if negative:
            words = words[1:]
        at = self._head(words)
        lemma = expression.text
        heads: Mapping[str, str]
        if at is None:
            at = 0
            heads = {self._slot(words[0]): ""}
        elif words[at] in grammar.lemmas:
            lemma = words[at]
            tenses = grammar.lemmas[lemma]
            active = expression.kind == "matter"
            heads = self._forms(lemma, tuple(t for t in tenses if not active or t not in PASSIVE))
        else:
            lemma = grammar.passives[words[at]]
            heads = self._forms(lemma, _PASSIVES)
        following = words[at + 1 :]
        return Pattern(
            concept,
            expression.text,
            expression.kind,
            lemma,
            negative,
            heads,
            tuple([self._element(word) for word in words[:at]]),
            tuple([self._element(word) for word in following]),
            frozenset(
                [
                    number
                    for number, word in enumerate(following)
                    if word.startswith(_TIGHT) or (number == 1 and following[0] in grammar["words.excess"])
                ]
            ),
            subject,
        )

    def variants(self, expression: Expression) -> Iterator[Expression]:
        """A judgement with the verbs that stand for the copula: "vara otydlig" also means "framstå som otydlig"."""
        grammar = self._grammar
        copula, _, rest = expression.text.partition(" ")
        negation = ""
        if copula in grammar["words.negating_openers"]:
            negation, (copula, _, rest) = f"{copula} ", rest.partition(" ")
        if expression.kind == "matter" and copula in grammar["answers.copulas"] and rest:
            for variant in grammar.phrases["words.copula_variants"]:
                yield replace(expression, text=f"{negation}{variant} {rest}")

    def each_verb(self, words: Sequence[str]) -> Iterator[str]:
        """An expression with each of the verbs that it may begin with: "halta|svaja", "inte nämna|beröra"."""
        grammar = self._grammar
        for at, word in enumerate(words):
            either = word.split("|")
            if any(one in grammar.lemmas or one in grammar.passives for one in either):
                for one in either:
                    yield " ".join((*words[:at], one, *words[at + 1 :]))
                return
        yield " ".join(words)

    def _head(self, words: Sequence[str]) -> int | None:
        """The index of the expression's verb; None where it has none, or is a phrase with a possessive ("vår bedömning vara")."""
        grammar = self._grammar
        if words[0] not in grammar.lemmas and any(
            word in grammar["respondent.possessives"] for word in words
        ):
            return None
        return next(
            (i for i, word in enumerate(words) if word in grammar.lemmas or word in grammar.passives), None
        )

    def _forms(self, lemma: str, tenses: tuple[str, ...]) -> Mapping[str, str]:
        """The forms of a verb in these tenses → tense. A form that is infinitive and present alike becomes "base": only its clause
        can tell."""
        made = self._heads.get((lemma, tenses))
        if made is None:
            heads: dict[str, str] = {}
            for tense in tenses:
                _add(heads, self._grammar.lemmas[lemma][tense], tense)
            made = self._heads[lemma, tenses] = heads
        return made

    def _slot(self, word: str) -> str:
        return POSSESSIVE if word in self._grammar["respondent.possessives"] else word

    def _element(self, word: str) -> frozenset[str]:
        made = self._elements.get(word)
        if made is None:
            either = word.removeprefix(_TIGHT).split("|")
            made = self._elements[word] = frozenset().union(*(self._word(one) for one in either))
        return made

    def _word(self, word: str) -> frozenset[str]:
        grammar = self._grammar
        if word in grammar["words.reflexive_slots"]:
            return frozenset({REFLEXIVE})
        if word in grammar["respondent.possessives"]:
            return frozenset({POSSESSIVE})
        forms = grammar.inflected(word)
        if word in grammar.lemmas:
            forms = forms.union(grammar.lemmas[word]["infinitive"], grammar.lemmas[word]["present"])
        return forms


def _add(heads: dict[str, str], forms: Iterable[str], tense: str) -> None:
    for form in forms:
        known = heads.setdefault(form, tense)
        if {known, tense} == {"infinitive", "present"}:
            heads[form] = "base"
        elif {known, tense} == {"infinitive_passive", "present_passive"}:
            heads[form] = "base_passive"
