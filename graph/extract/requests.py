"""What a statement asks for: "tydliggörs", "bör utredas", "ett förtydligande av …".

Looks in the statement's own part of the sentence. Knows the action scheme's expressions; no stances beyond the class given.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from remissgraf.graph.extract.patterns import Lexicon, find_matches
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import Request

__all__ = ["Asked", "requests_in"]

# Classes whose complement can hold a request; a welcome or a doubt asks for nothing.
_ASKING: Final = frozenset(
    {"Proposes", "Holds", "Emphasises", "FindsMissing", "Concurs", "ApprovesInPrinciple", "Questions"}
)
_NAMING: Final = frozenset({"Proposes", "FindsMissing"})
_REACH: Final = 6
# How far before an infinitive its mark may stand, and before a finite verb what opens its clause, in tokens.
_MARK: Final = 3
_CLAUSE: Final = 12


class Asked(NamedTuple):
    """A request with the index of its head token. passive: what it concerns is the subject. negated: "bör inte utökas"."""

    request: Request
    at: int
    passive: bool
    negated: bool


def requests_in(view: View, cls: str, first: int, last: int, lexicon: Lexicon) -> tuple[Asked, ...]:
    """The requests among tokens first … last (exclusive), in order, each action and verb once."""
    if cls not in _ASKING:
        return ()
    found: dict[Request, Asked] = {}
    taken: set[int] = set()
    for match in sorted(
        find_matches(lexicon, view.tokens[first:last]), key=lambda m: (-m.pattern.weight, m.head)
    ):
        at = first + match.head
        if taken & set(match.tokens) or view.tokens[at].quoted or _aside(view, first, at):
            continue
        if match.pattern.kind == "noun":
            told = any(match.pattern.concept == request.action for request in found)
            asked = cls in _NAMING and match.head <= _REACH + 2 and not told
        elif match.passive:
            asked = cls == "Proposes" or cls == "ApprovesInPrinciple" or _obliged(view, at)
        elif match.tense in ("infinitive", "base"):
            asked = _obliged(view, at) or (cls == "Proposes" and (at == 0 or _marked(view, at)))
        else:
            asked = cls == "Proposes" and match.tense == "present" and _in_complement(view, at)
        if asked:
            taken |= set(match.tokens)
            request = Request(match.pattern.concept, match.pattern.label)
            found.setdefault(request, Asked(request, at, match.passive, _negated(view, first, at)))
    return tuple(found.values())


def _negated(view: View, first: int, at: int) -> bool:
    """Whether the clause of a request says no before it: "bör inte utökas", "inga medel bör tillföras"."""
    words: list[str] = []
    for token in reversed(view.tokens[first:at]):
        if token.lower in view.grammar["objects.clause"] or token.lower in (";", ","):
            break
        words.insert(0, token.lower)
    text = f" {' '.join(words)} "
    if any(f" {phrase} " in text for phrase in view.grammar.phrases["cues.not_negating"]):
        return False
    saying_no = view.grammar["words.negators"] | view.grammar["words.negative_determiners"]
    return not saying_no.isdisjoint(words)


def _aside(view: View, first: int, at: int) -> bool:
    """ "… innan planen revideras", "… där forskning undantas": a clause beside the one that asks, without a duty of its own."""
    grammar = view.grammar
    duties = grammar["modals.deontic"] | grammar["modals.deontic_passive"]
    for token in reversed(view.tokens[max(first, at - _CLAUSE) : at]):
        if token.lower in grammar["modals.suggesting"]:
            continue
        if (
            token.lower in duties
            or token.lower in grammar["objects.clause"]
            or grammar.is_finite(token.lower)
        ):
            # What asks, or the verb that the clause beside has had already.
            return False
        if token.lower in grammar["requests.aside"]:
            return True
    return False


def _marked(view: View, at: int) -> bool:
    """ "uppmanar regionen att snarast se över": an infinitive mark shortly before; "för att" tells of a purpose."""
    grammar = view.grammar
    for index in range(at - 1, max(-1, at - 1 - _MARK), -1):
        if view.lowers[index] in grammar["words.infinitive_marks"]:
            return index == 0 or view.lowers[index - 1] not in grammar["requests.purpose"]
    return False


def _in_complement(view: View, at: int) -> bool:
    """ "föreslår att staten finansierar": the verb of the clause that says what is asked for."""
    clause, grammar = view.grammar["objects.clause"], view.grammar
    for token in reversed(view.tokens[max(0, at - _CLAUSE) : at]):
        if token.lower in clause:
            return True
        if token.lower in grammar["words.subordinators"] or not token.is_word:
            return False
    return False


def _obliged(view: View, at: int) -> bool:
    """Whether a duty stands shortly before: "bör", "måste", "vikten av att", "är viktigt att"."""
    duties = (
        view.grammar["modals.deontic"]
        | view.grammar["modals.deontic_passive"]
        | view.grammar["modals.duty_words"]
    )
    return not duties.isdisjoint(view.lowers[max(0, at - _REACH) : at])
