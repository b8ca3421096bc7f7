"""Links a summary's statements to the body statements that they restate.

Compares classes and content words, those of the section's heading among them; knows no grammar.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from remissgraf.graph.extract.tokens import tokenise
from remissgraf.graph.extract.topics import stem
from remissgraf.graph.model import Statement

__all__ = ["link_restatements"]

_ENOUGH: Final = 0.34
_SHORTEST: Final = 4
# A stem so long also counts inside a compound: "råd…" in "kompetensråd".
_COMPOUNDED: Final = 5
# What a chapter that both name adds to the share of words in common.
_CHAPTER: Final = 0.3
# So many words must be shared, one alone is chance …
_FEWEST: Final = 2
# … unless so long a word is in no other body statement of the class.
_TELLING: Final = 7
# A word in so many places of the body is passed over, so that long texts cost no more than their length.
_EVERYWHERE: Final = 60
# A body of so many statements tells common words from telling ones.
_MANY: Final = 6
# What a swapped class leaves of the share.
_SWAPPED: Final = 0.7
# Classes of verdicts: a respondent gives one on a chapter.
_VERDICTS: Final = frozenset(
    {"Approves", "ApprovesInPrinciple", "Rejects", "Welcomes", "Concurs", "NoObjection", "Abstains"}
)
# Classes that a summary may swap for each other.
_KIN: Final = (
    frozenset({"Approves", "ApprovesInPrinciple"}),
    frozenset({"Proposes", "FindsMissing"}),
    frozenset({"Rejects", "Questions"}),
    frozenset({"Concurs", "Welcomes"}),
    frozenset({"Holds", "Proposes"}),
    frozenset({"Holds", "Emphasises"}),
    frozenset({"Holds", "Questions"}),
)


def link_restatements(
    statements: Sequence[Statement], summaries: frozenset[str], titles: Mapping[str, str]
) -> tuple[Statement, ...]:
    """The statements with `restates` set on those in `summaries` (section ids). titles: the heading of each section by its id. A body
    statement may be restated more than once."""
    statements = _explained(statements, summaries)
    if not any(statement.section in summaries for statement in statements):
        return tuple(statements)
    # Of statements that are alike in what is compared, the first is restated.
    body: dict[object, tuple[Statement, frozenset[str]]] = {}
    for other in statements:
        if other.section not in summaries:
            words = _words(other) | _stems(titles.get(other.section, ""))
            kind = (other.stance.cls, other.target_scope, other.target_chapters, words)
            body.setdefault(kind, (other, words))
    index = _Index(list(body.values()))
    return tuple(
        replace(statement, restates=restated)
        if statement.section in summaries and (restated := _best(statement, index)) is not None
        else statement
        for statement in statements
    )


def _explained(statements: Sequence[Statement], summaries: frozenset[str]) -> Sequence[Statement]:
    """Verdicts of the body on a chapter that a list under a verdict ("Bolaget avstyrker") has had before: they explain the list's."""
    listed: dict[tuple[str, str], Statement] = {}
    found = []
    for statement in sorted(statements, key=lambda one: one.start):
        restated = None
        if statement.stance.cls in _VERDICTS and statement.section not in summaries:
            keys = [(statement.stance.cls, chapter) for chapter in statement.target_chapters]
            if statement.stance.end <= statement.start:
                listed.update((key, statement) for key in keys if key not in listed)
            else:
                items = (listed[key] for key in keys if key in listed)
                restated = next((item.id for item in items if item.section != statement.section), None)
        found.append(replace(statement, restates=restated) if restated else statement)
    return found


class _Index:
    """Body statements by their words, and by the words' first and last letters: the parts of a compound stand there."""

    def __init__(self, body: Sequence[tuple[Statement, frozenset[str]]]) -> None:
        self.body = body
        self._places: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for place, (_, words) in enumerate(body):
            for word in words:
                for entry in _entries(word):
                    self._places[entry].append((word, place))

    def _is_everywhere(self, count: int) -> bool:
        """Whether a word stands in all body statements, or in most of many: the respondent's name, "förslag"."""
        many = len(self.body) >= _MANY
        return len(self.body) > 1 and (count == len(self.body) or (many and 2 * count > len(self.body)))

    def shared(self, mine: frozenset[str]) -> dict[int, set[str]]:
        """Which of the words stand in which body statement, alone or in a compound. Words that are everywhere tell nothing."""
        found: defaultdict[int, set[str]] = defaultdict(set)
        for word in mine:
            for entry in _entries(word):
                places = self._places.get(entry, ())
                if len(places) > _EVERYWHERE or (entry == word and self._is_everywhere(len(places))):
                    break
                for other, place in places:
                    short, long = sorted((word, other), key=len)
                    if short == long or (len(short) >= _COMPOUNDED and short in long):
                        found[place].add(word)
        return found


def _entries(word: str) -> tuple[str, ...]:
    """What a word is indexed under: itself and, where it is long enough to be a part of a compound, its beginning and its end."""
    if len(word) < _COMPOUNDED:
        return (word,)
    return (word, f"{word[:_COMPOUNDED]}…", f"…{word[-_COMPOUNDED:]}")


def _best(statement: Statement, index: _Index) -> str | None:
    """The body statement that the summary's restates best, or None."""
    mine = _words(statement)
    shared = {
        place: words
        for place, words in index.shared(mine).items()
        if _may_restate(statement, index.body[place][0])
    }
    spread = Counter(word for words in shared.values() for word in words)
    best: tuple[float, str] | None = None
    for place, common in sorted(shared.items()):
        other, theirs = index.body[place]
        # A summary has no chapter headings: what it names a chapter of, it names on purpose.
        together = bool(set(statement.target_chapters) & set(other.target_chapters))
        telling = any(spread[word] == 1 and len(word) >= _TELLING for word in common)
        few = 1 if together or telling else _FEWEST
        if len(common) < few and len(common) < max(len(mine), len(theirs)):
            continue
        same = other.stance.cls == statement.stance.cls
        share = len(common) / max(min(len(mine), len(theirs)), 1) + (_CHAPTER if together else 0.0)
        score = share if same else _SWAPPED * share
        if (score >= _ENOUGH or (telling and same)) and (best is None or score > best[0]):
            best = (score, other.id)
    return best[1] if best else None


def _may_restate(statement: Statement, other: Statement) -> bool:
    if (other.target_scope == "whole") != (statement.target_scope == "whole"):
        # A verdict on the whole is not restated by one on a part, however alike their words.
        return False
    pair = {other.stance.cls, statement.stance.cls}
    return len(pair) == 1 or any(pair <= kin for kin in _KIN)


def _words(statement: Statement) -> frozenset[str]:
    """Stems of the sentence's longer words, those of the stance left out: they are alike wherever the class is."""
    return _stems(statement.sentence) - _stems(statement.stance.surface)


def _stems(text: str) -> frozenset[str]:
    return frozenset(
        stem(token.lower) for token in tokenise(text) if token.is_word and len(token.text) >= _SHORTEST
    )
