"""What a statement asks for: "tydliggörs", "bör utredas", "ett förtydligande av …".

Looks in the statement's own part of the sentence. Knows the action scheme's expressions; no stances beyond the class given.
"""

from __future__ import annotations

from typing import Final

from remissgraf.graph.extract.patterns import Lexicon, find_matches
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import Request

__all__ = ["requests_in"]

# Classes whose complement can hold a request; a welcome or a doubt asks for nothing.
_ASKING: Final = frozenset(
    {"Proposes", "Holds", "Emphasises", "FindsMissing", "Concurs", "ApprovesInPrinciple", "Questions"}
)
_NAMING: Final = frozenset({"Proposes", "FindsMissing"})
_REACH: Final = 6


def requests_in(view: View, cls: str, first: int, last: int, lexicon: Lexicon) -> tuple[Request, ...]:
    """The requests among tokens first … last (exclusive), in order, each action and verb once."""
    if cls not in _ASKING:
        return ()
    found: dict[Request, None] = {}
    taken: set[int] = set()
    for match in sorted(
        find_matches(lexicon, view.tokens[first:last]), key=lambda m: (-m.pattern.weight, m.head)
    ):
        if taken & set(match.tokens) or view.tokens[first + match.head].quoted:
            continue
        if match.pattern.kind == "noun":
            asked = cls in _NAMING and match.head <= _REACH + 2
        elif match.passive:
            asked = cls == "Proposes" or cls == "ApprovesInPrinciple" or _obliged(view, first + match.head)
        else:
            asked = match.tense in ("infinitive", "base") and _obliged(view, first + match.head)
        if asked:
            taken |= set(match.tokens)
            found[Request(match.pattern.concept, match.pattern.label)] = None
    return tuple(found)


def _obliged(view: View, at: int) -> bool:
    """Whether a duty stands shortly before: "bör", "måste", "vikten av att", "är viktigt att"."""
    duties = (
        view.grammar["modals.deontic"]
        | view.grammar["modals.deontic_passive"]
        | view.grammar["modals.duty_words"]
    )
    return any(token.lower in duties for token in view.tokens[max(0, at - _REACH) : at])
