"""Links a summary's statements to the body statements that they restate.

Compares classes and content words; knows no grammar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from remissgraf.graph.extract.tokens import tokenise
from remissgraf.graph.extract.topics import stem
from remissgraf.graph.model import Statement

__all__ = ["link_restatements"]

_ENOUGH: Final = 0.34
_SHORTEST: Final = 4
# What a chapter that both name adds to the share of words in common.
_CHAPTER: Final = 0.3
# So many words must be shared: one alone is chance.
_FEWEST: Final = 2
# Classes that a summary may swap for each other.
_KIN: Final = (
    frozenset({"Approves", "ApprovesInPrinciple"}),
    frozenset({"Proposes", "FindsMissing"}),
    frozenset({"Rejects", "Questions"}),
)


def link_restatements(statements: Sequence[Statement], summaries: frozenset[str]) -> tuple[Statement, ...]:
    """The statements with `restates` set on those in `summaries` (section ids). A body statement may be restated more than once."""
    if not any(statement.section in summaries for statement in statements):
        return tuple(statements)
    body = [statement for statement in statements if statement.section not in summaries]
    words = {statement.id: _words(statement) for statement in statements}
    return tuple(
        replace(statement, restates=_best(statement, body, words))
        if statement.section in summaries
        else statement
        for statement in statements
    )


def _best(statement: Statement, body: Sequence[Statement], words: Mapping[str, frozenset[str]]) -> str | None:
    best: tuple[float, str] | None = None
    for other in body:
        if (other.target_scope == "whole") != (statement.target_scope == "whole"):
            # A verdict on the whole is not restated by one on a part, however alike their words.
            continue
        same = other.stance.cls == statement.stance.cls
        if not same and not any({other.stance.cls, statement.stance.cls} <= kin for kin in _KIN):
            continue
        mine, theirs = words[statement.id], words[other.id]
        common = len(mine & theirs)
        # A summary has no chapter headings: what it names a chapter of, it names on purpose.
        together = bool(set(statement.target_chapters) & set(other.target_chapters))
        if common < (1 if together else _FEWEST) and common < max(len(mine), len(theirs)):
            continue
        shared = common / max(min(len(mine), len(theirs)), 1) + (_CHAPTER if together else 0.0)
        score = shared if same else 0.7 * shared
        if score >= _ENOUGH and (best is None or score > best[0]):
            best = (score, other.id)
    return best[1] if best else None


def _words(statement: Statement) -> frozenset[str]:
    """Stems of the sentence's longer words, those of the stance left out: they are alike wherever the class is."""
    return _stems(statement.sentence) - _stems(statement.stance.surface)


def _stems(text: str) -> frozenset[str]:
    return frozenset(
        stem(token.lower) for token in tokenise(text) if token.is_word and len(token.text) >= _SHORTEST
    )
