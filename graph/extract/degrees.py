"""Words around a predicate that turn or end it: degree, comparison, a list of predicates. Knows one match and its sentence."""

from __future__ import annotations

from remissgraf.graph.extract.patterns import Match
from remissgraf.graph.extract.view import View

__all__ = ["compares", "lessened", "listed"]


def lessened(view: View, match: Match) -> bool:
    """ "Målet är mindre tydligt": a word of degree that turns the predicate after it."""
    at = match.tokens[-1]
    turning = view.grammar["words.lessening"]
    return len(match.pattern.after) == 1 and at - 1 not in match.tokens and view.lowers[at - 1] in turning


def listed(view: View, match: Match) -> bool:
    """Whether another predicate stands before the match's in a list; the first that judges counts ("är tydlig, lättläst och kort")."""
    inside = view.tokens[match.head + 1 : match.tokens[-1]]
    return any(token.text == "," or token.lower in view.grammar["words.joining"] for token in inside)


def compares(view: View, match: Match) -> bool:
    """ "inger mer tvivel än förtroende": what stands behind "än" is what there is less of."""
    than, more = view.grammar["words.comparing"], view.grammar["shapes.better"]
    return len(match.tokens) > 1 and any(
        # "än mer angeläget" compares nothing.
        view.lowers[at] in than and view.lowers[at + 1] not in more
        for at in range(match.tokens[0], match.tokens[-1])
    )
