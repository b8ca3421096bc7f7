"""Judgements by how something is done in the consulted document, and by what it does not give.

"Konsekvenserna är bristfälligt belysta", "Frågan har hanterats föredömligt": the adverb judges, whatever is treated. "Någon analys av
kostnaderna har inte gjorts": what opens with "någon" and is denied is missing. Words: [manner] of grammar.toml and the judging adjectives.
Knows one sentence, no document.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from remissgraf.graph.extract.finding import Finding, bare_finding, concepts
from remissgraf.graph.extract.grammar import load_grammar
from remissgraf.graph.extract.implied import cites_other, denies_objection
from remissgraf.graph.extract.mainclause import speaks_as_main
from remissgraf.graph.extract.memo import Memo
from remissgraf.graph.extract.patterns import Lexicon
from remissgraf.graph.extract.view import View

__all__ = ["denied", "manner"]

# How far the adverb may stand from the word that tells what was done; how far before that its finite verb.
_NEAR: Final = 2
# How far behind it the adjective of "på ett utmärkt sätt" may.
_WAY: Final = 5
_VERB: Final = 7
# How far the verb of "någon … finns inte" may stand from the sentence's start, and the negator from the verb.
_SUBJECT: Final = 30
_NEGATOR: Final = 3
# How far behind the negator the verb of an auxiliary may stand.
_GIVEN: Final = 4
_BAD: Final = "ifragasatter"
_GOOD: Final = "valkomnar"
_LACKS: Final = "efterlyser"
_NOTHING: Final = "ingen-erinran"
_JUDGING: Final = frozenset({"Questions", "Welcomes", "Concurs"})


def manner(view: View, lexicon: Lexicon, taken: set[int]) -> Finding | None:
    """The first such judgement outside the tokens `taken`. "är väl beskriven", "beskrivs förtjänstfullt"; negated it is left alone."""
    grammar, doings = view.grammar, _doings(view.grammar.language)
    if not any(map(doings.__getitem__, view.words)):
        return None
    for at, token in enumerate(view.tokens):
        if at in taken or token.quoted or not doings[token.lower]:
            continue
        adverb = next(
            (
                i
                for i in range(max(0, at - _NEAR), min(len(view.tokens), at + 1 + _WAY))
                if i != at and (i <= at + _NEAR or _in_way(view, i)) and _slug(view, lexicon, i)
            ),
            None,
        )
        verb = _finite(view, at)
        if (
            adverb is None
            or adverb in taken
            or verb is None
            or cites_other(view, verb)
            or not speaks_as_main(view, verb)
        ):
            continue
        first, last = min(verb, at, adverb), max(verb, at, adverb)
        field = view.field(verb)
        own = (
            any(field.start <= m.first < verb and not m.genitive for m in view.mentions)
            or verb + 1 in view.starting
        )
        no = not grammar["words.negators"].isdisjoint(view.lowers[first : last + 1])
        demanded = view.lowers[verb] in grammar.any_of("modals.deontic", "modals.deontic_passive")
        if own or no or demanded:
            continue
        slug = _slug(view, lexicon, adverb)
        assert slug is not None
        return bare_finding(view, slug, token.lower, first, last, "judgement")
    return None


@cache
def _doings(language: str) -> Memo[bool]:
    """Whether a word tells what is done in a document."""
    beginnings = load_grammar(language).phrases["manner.doings"]
    return Memo(lambda word: word.startswith(beginnings))


def _slug(view: View, lexicon: Lexicon, at: int) -> str | None:
    """The stance of a word as an adverb of judging: listed, or the neuter of a judging adjective."""
    word = view.lowers[at]
    if word in view.grammar["manner.bad"]:
        return _BAD
    if word in view.grammar["manner.good"]:
        return _GOOD
    if (
        not word.endswith(view.grammar.phrases["manner.adverb_endings"])
        or word in view.grammar["words.adverbs"]
    ):
        return None
    pattern = lexicon.predicates.get("matter", {}).get(word)
    if pattern is None or concepts()[pattern.concept].cls not in _JUDGING:
        return None
    return pattern.concept


def _in_way(view: View, at: int) -> bool:
    """ "på ett utmärkt sätt": an adjective before a noun for the manner."""
    return at + 1 < len(view.tokens) and view.lowers[at + 1] in view.grammar["manner.ways"]


def _finite(view: View, at: int) -> int | None:
    """The finite verb of a participle, a supine or a passive: itself, or the auxiliary before it."""
    grammar = view.grammar
    word = view.lowers[at]
    if any(form.tense == "present_passive" for form in grammar.forms.get(word, ())):
        return at
    for i in range(at - 1, max(-1, at - 1 - _VERB), -1):
        if view.lowers[i] in grammar["manner.auxiliaries"]:
            return i
        if not view.tokens[i].is_word or view.lowers[i] in grammar["words.subordinators"]:
            return None
    return None


def _elsewhere(view: View, at: int) -> bool:
    """ "… finns inte i dansk rätt": a place that is no part of the document follows."""
    placed = at < len(view.tokens) and view.lowers[at] in view.grammar["words.places"]
    return placed and not view.matter(at)


def denied(view: View, taken: set[int]) -> Finding | None:
    """ "Någon analys … har inte gjorts": a lack where the document was to give it; "något skäl … finns inte" doubts the proposal."""
    grammar = view.grammar
    if len(view.tokens) < _NEGATOR + 1 or view.lowers[0] not in grammar["manner.any"]:
        return None
    for at in range(1, min(len(view.tokens), _SUBJECT)):
        auxiliary = view.lowers[at] in grammar["manner.giving_auxiliaries"]
        if not (auxiliary or view.lowers[at] in grammar["manner.giving"]):
            continue
        if at in taken or not speaks_as_main(view, at):
            continue
        near = range(at + 1, min(len(view.tokens), at + 1 + _NEGATOR))
        no = next((i for i in near if view.lowers[i] in grammar["words.negators"]), None)
        if no is None or at + 1 in view.starting or cites_other(view, at) or _elsewhere(view, no + 1):
            return None
        given = set(view.lowers[no + 1 : no + 1 + _GIVEN])
        if auxiliary and not given & grammar["manner.given"]:
            return None
        if denies_objection(view, at):
            return bare_finding(view, _NOTHING, view.lowers[at], at, no, "judgement", "negated")
        doubted = any(t.lower.startswith(grammar.phrases["manner.grounds"]) for t in view.tokens[1:at])
        return bare_finding(
            view, _BAD if doubted else _LACKS, view.lowers[at], at, no, "judgement", "negated"
        )
    return None
