"""Whether a clause is about the consulted matter: a noun for it as the subject, before the verb or after it. Knows no stances."""

from __future__ import annotations

from typing import Final

from remissgraf.graph.extract.clauses import Field
from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.mainclause import tells_manner
from remissgraf.graph.extract.view import View

__all__ = ["first_verb", "has_matter_subject", "is_matter"]

# So many tokens into a sentence its subject ends at the latest.
_OPENING: Final = 6
# How far behind the verb an inverted subject may reach, in tokens.
_INVERTED: Final = 3
# So many words of what stands before the verb are looked at for the noun.
_LONG_SUBJECT: Final = 40


def has_matter_subject(view: View, field: Field, verb: int) -> bool:
    """Whether a noun for the consulted matter stands before the finite verb, or after it where an adverbial or a clause opens the field:
    "Därmed skapar förslaget …", "Om fristen förkortas riskerar regelverket …"."""
    grammar = view.grammar
    first, last = field.start, verb
    if first == verb and field.boundary in ("coordination", "comma"):
        # "Planen är vacker och ger …": the subject is that of the sentence.
        first, last = 0, first_verb(view, verb)
    elif field.boundary in grammar["words.as_words"] and tells_manner(view, verb):
        first, last = 0, first_verb(view, verb)
    before = [token.lower for token in view.tokens[first:last] if token.is_word][:_LONG_SUBJECT]
    if any(is_matter(grammar, word) for word in before):
        return True
    if f"{' '.join(before)} ".startswith(grammar.phrases["matter.pointing"]):
        return True
    if (
        grammar.numbers["syntax.inverts"]
        and verb + 1 < len(view.tokens)
        and view.lowers[verb + 1] in grammar["matter.proposal_nouns"]
    ):
        # "Frågan om bullret har utredningen hoppat över."
        return True
    openers = grammar.any_of("words.sentence_adverbs", "words.prepositions")
    opened = field.boundary in grammar["words.subordinators"] or (bool(before) and before[0] in openers)
    if not opened or not grammar.numbers["syntax.inverts"]:
        return False
    return any(is_matter(grammar, token.lower) for token in view.tokens[verb + 1 : verb + 1 + _INVERTED])


def first_verb(view: View, verb: int) -> int:
    """The sentence's first finite verb before the one given, or where its subject must have been."""
    finite = (at for at in range(verb) if view.grammar.is_finite(view.lowers[at]))
    return next(finite, min(verb, _OPENING))


def is_matter(grammar: Grammar, word: str) -> bool:
    return word in grammar["matter.proposal_nouns"] or grammar.is_matter(word)
