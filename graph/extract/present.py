"""Main clauses in the present of which the respondent is not the subject: what they say, they say of something else.

Knows one sentence and its clauses; what is found in them is for `shapes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from remissgraf.graph.extract.clauses import Field
from remissgraf.graph.extract.grammar import load_grammar
from remissgraf.graph.extract.implied import cites_other
from remissgraf.graph.extract.mainclause import speaks_as_main
from remissgraf.graph.extract.matter import has_matter_subject
from remissgraf.graph.extract.memo import Memo
from remissgraf.graph.extract.view import View

__all__ = ["Clause", "clauses_of"]

# How far behind the verb the respondent's possessive makes what it has the subject.
_OWN: Final = 2


class Clause(NamedTuple):
    """A main clause in the present that the respondent is not the subject of. at: its finite verb; of_matter: about the matter."""

    at: int
    field: Field
    of_matter: bool


def clauses_of(view: View) -> Iterator[Clause]:
    """Those of a sentence, in order."""
    tokens, present = view.tokens, _presents(view.grammar.language)
    for at, token in enumerate(tokens):
        # A capital inside the sentence is a name's.
        if not present[token.lower] or token.quoted or at in view.named or (at and token.text[0].isupper()):
            continue
        if not speaks_as_main(view, at):
            continue
        field = view.field(at)
        if _is_own(view, field, at) or cites_other(view, at):
            continue
        yield Clause(at, field, has_matter_subject(view, field, at))


def _is_own(view: View, field: Field, at: int) -> bool:
    """Whether the respondent or what is its own is the subject, before the verb or after it."""
    subject = range(field.start, at)
    for mention in view.mentions:
        if mention.first in subject and not mention.genitive:
            # "Uppgiften som verket tilldelas ryms inte": the subject of a clause that has had its verb.
            return view.grammar.finite.isdisjoint(view.lowers[mention.last + 1 : at])
    around = (*subject, *range(at + 1, min(len(view.tokens), at + 1 + _OWN)))
    return at + 1 in view.starting or not view.possessive.isdisjoint(around)


@cache
def _presents(language: str) -> Memo[bool]:
    """Whether a word may be a finite verb of the present, or one that supposes."""
    grammar = load_grammar(language)

    def is_present(word: str) -> bool:
        if not grammar.is_finite(word):
            return False
        if word in grammar["shapes.supposing"]:
            return True
        forms = grammar.forms.get(word, ())
        present = any(form.tense.startswith(("present", "base")) for form in forms)
        return present or (not forms and word not in grammar["shapes.past"])

    return Memo(is_present)
