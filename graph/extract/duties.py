"""Bare requests: "X bör tydliggöras", "det måste finnas …", in a main clause and with nobody named who asks.

In a response these are the respondent's proposals. Knows one sentence and the views already found in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from remissgraf.graph.extract.clauses import Field
from remissgraf.graph.extract.finding import Finding, bare_finding
from remissgraf.graph.extract.grammar import load_grammar
from remissgraf.graph.extract.implied import cites_other
from remissgraf.graph.extract.mainclause import speaks_as_main
from remissgraf.graph.extract.matter import has_matter_subject
from remissgraf.graph.extract.memo import Memo
from remissgraf.graph.extract.patterns import Lexicon
from remissgraf.graph.extract.view import View

__all__ = ["bare_request"]

_PROPOSES: Final = "foreslar"
_MISSING: Final = "efterlyser"
_SHORTEST_ORDER: Final = 3
# Where a word that may be a preposition opens the sentence, no finite verb stands so near in an order, in tokens.
_PREPOSED: Final = 12
# How far the infinitive may stand after its modal; how far where only its ending tells it; the shortest such word.
_REACH: Final = 7
_NEAR: Final = 3
_SHORTEST: Final = 4
# The shortest noun whose ending tells that it is definite.
_LONG: Final = 5
# The longest insertion between commas after a modal, in tokens.
_INSERTED: Final = 14
# The lists that `_strength` knows; other words are not asked about.
_MODALS: Final = (
    "modals.deontic",
    "modals.deontic_passive",
    "modals.undone",
    "modals.permitting",
    "modals.suggesting",
    "modals.ordering",
)


def bare_request(view: View, taken: set[int], held: Sequence[Finding], actions: Lexicon) -> Finding | None:
    """The first bare request outside the tokens `taken`; coordinated duties are one proposal. actions: what can be asked for."""
    grammar = view.grammar
    if (asked := _imperative(view, actions)) is not None:
        return asked
    modals = grammar.any_of(*_MODALS)
    if modals.isdisjoint(view.words):
        return None
    for at, token in enumerate(view.tokens):
        if token.lower not in modals:
            continue
        strength = _strength(view, at)
        if strength is None or at in taken or token.quoted:
            continue
        if strength == "need" and view.has("cues.given_duties") is not None:
            continue
        last = _infinitive_after(view, at, strength, actions)
        if (
            last is None
            or not speaks_as_main(view, at)
            or view.lower.startswith(grammar.phrases["cues.anybody"])
        ):
            continue
        field = view.field(at)
        given = view.lowers[last] in grammar["modals.receiving"]
        if cites_other(view, at):
            continue
        if (_is_own_duty(view, at, field) and not given) or _is_view(view, held, at, field):
            continue
        lemma = grammar.forms[token.lower][0].lemma if token.lower in grammar.forms else token.lower
        undone = not grammar["modals.perfect_infinitive"].isdisjoint(view.lowers[at + 1 : last + 1])
        slug = _MISSING if undone and token.lower in grammar["modals.past_deontic"] else _PROPOSES
        return replace(bare_finding(view, slug, lemma, at, last, "request"), head=at)
    return None


def _strength(view: View, at: int) -> str | None:
    """How much a modal asks: "duty" with any infinitive, "need" with a passive or of the document, "hint" for known actions only, "ban"
    where it forbids what nobody could want."""
    word = view.lowers[at]
    if word in view.grammar["modals.deontic"]:
        return "duty"
    if word in view.grammar["modals.deontic_passive"]:
        return "need"
    if word in view.grammar["modals.undone"]:
        following = set(view.lowers[at + 1 : at + 1 + _NEAR])
        if following & view.grammar["modals.perfect_infinitive"]:
            own = any(view.grammar.is_matter(token.lower) for token in view.tokens[:at])
            return "duty" if own or view.matter(0, at) else None
    if word in view.grammar["modals.ordering"]:
        following = set(view.lowers[at + 1 : at + 1 + _REACH])
        done = following & view.grammar["modals.perfect_infinitive"]
        if done and view.lowers[0] in view.grammar["requests.before"]:
            return "duty"
        # "Lantbruket ska vara med": of something definite, and not told of the document.
        return "need" if _is_definite(view, at) and not view.has("modals.told") else None
    if word in view.grammar["modals.permitting"]:
        return "ban" if _forbids(view, at) else None
    if word not in view.grammar["modals.suggesting"]:
        return None
    impersonal = at > 0 and view.lowers[at - 1] in view.grammar["words.impersonal"]
    if _is_of_matter(view, at) and view.has("modals.suggesting_cues"):
        return "need"
    return "hint" if impersonal or view.matter(0, at + _NEAR) else None


def _forbids(view: View, at: int) -> bool:
    """ "Självstyrelsen får inte urholkas": a negated permission of something that nobody could want, no rule that is told."""
    near = view.lowers[at + 1 : at + 1 + _REACH]
    no = next((i for i, word in enumerate(near[:_NEAR]) if word in view.grammar["words.negators"]), None)
    return no is not None and any(word in view.grammar["modals.unwanted"] for word in near[no:])


def _imperative(view: View, actions: Lexicon) -> Finding | None:
    """ "Stryk avsnitt 3.", "Komplettera med en tidplan.": a sentence that opens with an order for a known action."""
    grammar = view.grammar
    at = _order_opens(view)
    first = view.tokens[at]
    if first.lower not in actions.by_head and not _orders(grammar.language)[first.lower]:
        return None
    if len(view.tokens) - at < _SHORTEST_ORDER or view.asks or (at == 0 and not first.text[0].isupper()):
        return None
    opening = view.between(at, at + 2)
    known = first.lower in actions.by_head and any(
        p.kind == "action" and p.heads[first.lower] == "infinitive" for p in actions.by_head[first.lower]
    )
    listed = (
        opening.startswith(grammar.phrases["duties.imperatives"])
        and first.lower not in grammar["words.common_verbs"]
    )
    if not listed and not (known and grammar.numbers["syntax.infinitive_orders"]):
        return None
    if at + 1 in view.starting or any(
        grammar.is_finite(token.lower) and not grammar.is_infinitive(token.lower)
        for token in view.tokens[at + 1 : at + 3]
    ):
        return None
    ambiguous = first.lower in grammar["words.prepositions"]
    if ambiguous and not view.grammar.finite.isdisjoint(view.lowers[at + 1 : at + _PREPOSED]):
        # "Inför sommaren begärde …" is no order.
        return None
    return bare_finding(view, _PROPOSES, first.lower, at, at, "request")


@cache
def _orders(language: str) -> Memo[bool]:
    """Whether a word begins as an order does."""
    beginnings = tuple(phrase.split()[0] for phrase in load_grammar(language).phrases["duties.imperatives"])
    return Memo(lambda word: word.startswith(beginnings))


def _order_opens(view: View) -> int:
    """Where an order would begin: at the sentence's start, after "men" there, or after a colon."""
    tokens = view.tokens
    colon = view.lowers.index(":", 1) if ":" in view.lowers[1:-1] else None
    # "Förslag: låt …" is a label before what it tells.
    told = colon is not None and not view.grammar.finite.isdisjoint(view.lowers[:colon])
    if colon is not None and told and tokens[colon + 1].text.islower():
        return colon + 1
    turned = len(tokens) > 1 and tokens[0].lower in view.grammar["words.adversatives"]
    return 1 if turned else 0


def _is_own_duty(view: View, verb: int, field: Field) -> bool:
    """A duty of the respondent's own ("vi måste", "då bör kommunen") is no request."""
    at = verb - 1
    while at > field.start and view.lowers[at] in view.grammar["words.adverbs"]:
        at -= 1
    return at in view.ending or field.start in view.starting or verb + 1 in view.starting


def _is_view(view: View, held: Sequence[Finding], at: int, field: Field) -> bool:
    """Whether the clause already is a view of the respondent ("måste enligt kommunens mening klarläggas")."""
    ends = view.grammar["words.clause_ends"]
    end = next((i for i in range(at, len(view.tokens)) if view.lowers[i] in ends), len(view.tokens))
    # "In the society's view, limits should be …": the comma stands between the source and its clause.
    start = field.start
    return any(
        "phrase" in finding.cues and (start <= finding.first < end or finding.last + 2 == start)
        for finding in held
    )


def _infinitive_after(view: View, modal: int, strength: str, actions: Lexicon) -> int | None:
    grammar, tokens = view.grammar, view.tokens
    addressed = strength == "need" and (
        view.matter(0, modal) or _is_addressed(view, modal) or _is_of_matter(view, modal)
    )
    passive_only = not addressed and strength not in ("duty", "ban")
    start = _past_insertion(view, modal)
    for at in range(start, min(len(tokens), start + _REACH)):
        word = tokens[at].lower
        if word in grammar["words.subordinators"] or not (tokens[at].is_word or tokens[at].bracketed):
            return None
        if any(form.tense == "infinitive_passive" for form in grammar.forms.get(word, ())) or _looks_passive(
            view, at
        ):
            return at if strength != "hint" or word in actions.by_head else None
        if not grammar.numbers["syntax.passive_by_ending"]:
            if (
                word in grammar.lemmas["be"]["infinitive"]
                and at + 1 < len(tokens)
                and tokens[at + 1].lower.endswith("ed")
            ):
                return at + 1
            if not passive_only and word not in grammar.any_of("words.adverbs", "words.negators"):
                return at
        elif not passive_only and (
            grammar.is_infinitive(word) or (at <= modal + _NEAR and _looks_infinitive(view, at))
        ):
            return at
        if strength == "need" and word in grammar["modals.normative"] and not _is_general(view, modal):
            return at
    return None


def _past_insertion(view: View, modal: int) -> int:
    """The token after the modal, or after what stands between commas there: "bör, om det införs, föras"."""
    tokens = view.tokens
    if modal + 1 < len(tokens) and tokens[modal + 1].text == ",":
        for at in range(modal + 2, min(len(tokens), modal + 2 + _INSERTED)):
            if tokens[at].text == ",":
                return at + 1
    return modal + 1


def _is_general(view: View, modal: int) -> bool:
    """ "Ett beslut måste vara skriftligt": what holds for every one of a kind is a rule that is told."""
    field = view.field(modal)
    return view.lowers[field.start] in view.grammar["words.indefinite_articles"]


def _is_definite(view: View, modal: int) -> bool:
    """Whether a definite noun, or a relative for all that went before, stands right before the modal, and no insertion after it; or,
    where something else opens the sentence, the noun right after it ("Annars ska avtalen delas upp")."""
    before = view.tokens[modal - 1] if modal else None
    if before is None or not before.is_word or modal + 1 >= len(view.tokens):
        return False
    opener = view.lowers[0]
    opened = opener in view.grammar["words.sentence_adverbs"] or view.grammar.is_finite(opener)
    after = view.lowers[modal + 1]
    if opened and len(after) > _LONG and after.endswith(view.grammar.phrases["modals.definite_endings"]):
        return True
    inserted = view.tokens[modal + 1].text == ","
    relative = before.lower in view.grammar["words.sentence_relatives"] and modal > 1
    ended = len(before.text) > _LONG and before.lower.endswith(
        view.grammar.phrases["modals.definite_endings"]
    )
    return not inserted and (relative or ended or _is_of_matter(view, modal))


def _is_of_matter(view: View, modal: int) -> bool:
    """Whether the subject is a thing that is under consultation, or a pronoun alone that may stand for one."""
    field = view.field(modal)
    words = [token.lower for token in view.tokens[field.start : modal] if token.is_word]
    alone = len(words) == 1 and field.boundary == "start" and words[0] in view.grammar["modals.pointing"]
    return alone or has_matter_subject(view, field, modal)


def _is_addressed(view: View, modal: int) -> bool:
    """Whether the clause has one as its subject whom responses turn to ("Staten måste …", "the city must …")."""
    field = view.field(modal)
    opening = view.tokens[field.start : modal]
    return any(token.lower in view.grammar["modals.addressees"] for token in opening)


def _looks_passive(view: View, at: int) -> bool:
    word = view.lowers[at]
    by_ending = word.endswith(view.grammar.phrases["words.passive_endings"]) and len(word) > _SHORTEST
    return word in view.grammar["words.passive_infinitives"] or by_ending


def _looks_infinitive(view: View, at: int) -> bool:
    token = view.tokens[at]
    if token.lower in view.grammar["words.short_infinitives"]:
        return True
    known = token.lower in view.grammar["words.adverbs"] or token.lower in view.grammar["words.negators"]
    ending = token.lower.endswith(view.grammar.phrases["words.active_endings"])
    return ending and not known and len(token.text) >= _SHORTEST and not token.text[0].isupper()
