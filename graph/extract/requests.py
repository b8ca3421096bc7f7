"""What a statement asks for: "tydliggörs", "bör utredas", "ett förtydligande av …", "två platser i rådet".

First the verbs of what is asked for; where there is none, a noun that names or implies an action; and last, for a statement that asks
as such, the general action. Looks in the statement's own part of the sentence. Knows the action scheme's expressions; no stances beyond
the class given.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from remissgraf.graph.extract.grammar import load_grammar
from remissgraf.graph.extract.lemmas import lemma
from remissgraf.graph.extract.patterns import Lexicon, Match, find_matches
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import Request
from remissgraf.ontology.expressions import load_actions

__all__ = ["Asked", "requests_in"]

# Classes whose complement can hold a request; a welcome or a doubt asks for nothing, and who agrees asks for nothing new.
_ASKING: Final = frozenset({"Proposes", "Holds", "Emphasises", "FindsMissing", "ApprovesInPrinciple"})
_NAMING: Final = frozenset({"Proposes", "FindsMissing"})
_REACH: Final = 6
# How far before an infinitive its mark may stand, and before a finite verb what opens its clause, in tokens.
_MARK: Final = 3
_CLAUSE: Final = 12
# How far before a duty the word may stand that opens its clause ("hur kommunerna ska"), in tokens.
_OPENER: Final = 4
# How far after the word that opens its clause a verb stands that is no duty ("som används"), in tokens.
_BESIDE: Final = 2
# Passives of what has been done already.
_PAST: Final = frozenset({"preterite_passive", "supine_passive"})
# So many letters a noun must have to be known as the end of a compound.
_COMPOUNDED: Final = 5


class Asked(NamedTuple):
    """A request with the index of its head token. passive: what it concerns is the subject. negated: "bör inte utökas". implied: no verb
    and no name of the action says it."""

    request: Request
    at: int
    passive: bool
    negated: bool
    implied: bool = False


def requests_in(
    view: View, cls: str, first: int, last: int, lexicon: Lexicon, stance: tuple[int, int], verb: str
) -> tuple[Asked, ...]:
    """The requests among tokens first … last (exclusive), in order, each action and verb once.

    stance: first and last token of the stance's words, (-1, -1) where another block carries them; verb: its dictionary form.
    """
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
        else:
            # "bör framhållas": the words of an emphasis are no request.
            asked = _asks(view, cls, at, match) and not (cls == "Emphasises" and stance[0] <= at <= stance[1])
        if asked:
            taken |= set(match.tokens)
            request = Request(match.pattern.concept, match.pattern.label)
            found.setdefault(
                request, Asked(request, at, _passive(view, at, match), _negated(view, first, at))
            )
    if not found and _wishes(view, cls, first, last, stance, verb):
        return tuple(_implied(view, first, last, stance))
    return tuple(found.values())


def _wishes(view: View, cls: str, first: int, last: int, stance: tuple[int, int], verb: str) -> bool:
    """Whether a statement asks as such: a proposal that is no ban, and what is missed and wished for ("hade varit värdefullt")."""
    grammar = view.grammar
    if cls == "Proposes":
        return verb not in grammar["requests.banning"]
    if cls == "Holds":
        # "anser att anläggningen bör drivas som ett bolag"
        return not grammar["modals.deontic"].isdisjoint(view.lowers[max(first, stance[1] + 1) : last])
    said = set(view.lowers[max(stance[0] - 1, 0) : stance[1] + 1])
    return cls == "FindsMissing" and (
        verb in grammar["requests.wishing"] or not said.isdisjoint(grammar["requests.wished"])
    )


def _asks(view: View, cls: str, at: int, match: Match) -> bool:
    """Whether the verb at token `at` is what is asked for."""
    if match.tense in _PAST:
        return False
    if _passive(view, at, match):
        return cls == "Proposes" or cls == "ApprovesInPrinciple" or _obliged(view, at)
    if match.tense in ("infinitive", "base"):
        return _obliged(view, at) or (cls == "Proposes" and (at == 0 or _marked(view, at)))
    if not match.tense:
        # Of several words, the first of which is in no table of verbs.
        return _obliged(view, at)
    return cls == "Proposes" and match.tense in ("present", "base") and (at == 0 or _in_complement(view, at))


def _passive(view: View, at: int, match: Match) -> bool:
    """By its form, or a participle after an auxiliary: "be added"."""
    before = set(view.lowers[max(0, at - 2) : at])
    participle = match.tense in ("preterite", "supine") and not before.isdisjoint(
        view.grammar["requests.passive_marks"]
    )
    return match.passive or participle


def _implied(view: View, first: int, last: int, stance: tuple[int, int]) -> Iterator[Asked]:
    """What is asked for where no verb that the scheme has says it: by a noun of what is wished for, else the general action."""
    start = max(first, stance[1] + 1)
    for at in (*range(start, last), *range(first, min(start, last))):
        if stance[0] <= at <= stance[1] or not view.tokens[at].is_word:
            continue
        action = _action_of(view.grammar.language, view.lowers[at])
        if action is not None and not _aside(view, first, at):
            noun = lemma(view.lowers[at], view.grammar.language)
            yield Asked(Request(action, noun), at, False, _negated(view, first, at), implied=True)
            return
    at = max(stance[0], first)
    for general in load_actions():
        if general.name in view.grammar.phrases["requests.otherwise"]:
            request = Request(general.name, general.labels[view.grammar.language])
            yield Asked(request, at, False, _negated(view, first, at), implied=True)


@cache
def _nouns(language: str) -> tuple[tuple[str, str], ...]:
    """Nouns that name or imply an action, in all forms, the longest first, with the action."""
    found = {
        form: action.name
        for action in load_actions()
        for expression in action.expressions
        if expression.language == language and expression.kind == "noun" and " " not in expression.text
        for form in load_grammar(language).inflected(expression.text)
    }
    for line in load_grammar(language).phrases["requests.implying"]:
        action, _, words = line.partition(":")
        for word in words.split("|"):
            found.update(dict.fromkeys(load_grammar(language).inflected(word), action))
    return tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


@lru_cache(maxsize=16384)
def _action_of(language: str, word: str) -> str | None:
    """The action that a noun names by itself or as the end of a compound ("känslighetsanalys"), or None."""
    return next(
        (
            action
            for noun, action in _nouns(language)
            if word == noun or (len(noun) >= _COMPOUNDED and word.endswith(noun))
        ),
        None,
    )


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
    saying_no = view.grammar.any_of("words.negators", "words.negative_determiners")
    return not saying_no.isdisjoint(words)


def _aside(view: View, first: int, at: int) -> bool:
    """ "… innan planen revideras", "… där forskning undantas": a clause beside the one that asks, without a duty of its own."""
    grammar = view.grammar
    duties = grammar.any_of("modals.deontic", "modals.deontic_passive", "modals.ordering")
    opening = grammar["requests.asking"]
    for index in range(at - 1, max(first, at - _CLAUSE) - 1, -1):
        token = view.tokens[index]
        beside = index >= at - _BESIDE and token.lower in grammar["words.relatives"]
        if beside or token.lower in opening:
            # "… som används", "hur bidraget fördelas"
            return True
        if token.lower in grammar["modals.suggesting"]:
            continue
        if token.lower in duties and not (opening | grammar["words.relatives"]).isdisjoint(
            other.lower for other in view.tokens[max(first, index - _OPENER) : index]
        ):
            return True
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
        opens = grammar["words.subordinators"] - grammar["words.preposition_after_noun"]
        if token.lower in opens or not token.is_word:
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
