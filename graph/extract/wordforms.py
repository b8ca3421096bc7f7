"""Adjectives that judge by their form: "oläslig", "svårtolkad", "välgjord", "unworkable", beside those that the expressions list.

A prefix and an ending together tell the direction; which, and which words only look so: [wordforms] of grammar.toml. Knows words, no
clauses.
"""

from __future__ import annotations

from typing import Final

from remissgraf.graph.extract.grammar import Grammar

__all__ = ["judged_by_form"]

# A shorter word has its letters by chance ("olik", "oral").
_SHORTEST: Final = 7


def judged_by_form(grammar: Grammar, word: str) -> bool | None:
    """Whether a lower-case adjective's form praises (True) or blames (False); None where it tells nothing.

    >>> from remissgraf.graph.extract.grammar import load_grammar
    >>> [judged_by_form(load_grammar("sv"), word) for word in ("oläsliga", "välgjord", "offentlig", "grön")]
    [False, True, None, None]
    """
    if len(word) < _SHORTEST or word.startswith(grammar.phrases["wordforms.only_look_so"]):
        return None
    if not word.endswith(grammar.phrases["wordforms.endings"]):
        return None
    if word.startswith(grammar.phrases["wordforms.blaming"]):
        return False
    return True if word.startswith(grammar.phrases["wordforms.praising"]) else None
