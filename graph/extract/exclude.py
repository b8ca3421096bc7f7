"""Why a stance verb with the respondent as its subject may still be no stance: past, supposed, routine, announcing, undone.

Each rule reads cues of the language's data. Knows one sentence; whose stance it is, is decided elsewhere.
"""

from __future__ import annotations

from typing import Final

from remissgraf.graph.extract.clauses import FiniteVerb
from remissgraf.graph.extract.finding import concepts
from remissgraf.graph.extract.patterns import Match
from remissgraf.graph.extract.tokens import phrase_in
from remissgraf.graph.extract.view import View

__all__ = ["announces", "is_bare_routine", "is_hypothetical", "is_past", "is_routine", "is_undone"]

# The clause of "bedömer" may begin this many tokens after it; an announcement ends this many words after its verb.
_CLAUSE: Final = 9
_SHORT: Final = 4
_POLITE: Final = frozenset({"Proposes"})
# So far behind the words of welcome thanks for being asked may reach.
_COURTESY: Final = 9
_UNDECIDED: Final = frozenset({"NoObjection", "Abstains"})


def is_past(view: View, match: Match) -> bool:
    """The perfect tense tells of earlier answers, except with verbs of noticing ("har noterat att") and where nothing is objected or
    decided ("har inte funnit något att erinra"). So does "har" itself where it only helps another verb ("har lagt ett förslag")."""
    if _helps_another(view, match):
        return True
    if not match.tense.startswith("supine"):
        return False
    if match.pattern.negative and concepts()[match.pattern.concept].cls in _UNDECIDED:
        return view.has("cues.earlier") is not None
    return match.pattern.lemma not in view.grammar["weak.perfect"] or view.has("cues.earlier") is not None


def _helps_another(view: View, match: Match) -> bool:
    """Whether the head is an auxiliary with the supine of a verb that is no part of the expression."""
    tokens = view.tokens
    if tokens[match.head].lower not in view.grammar["modals.auxiliary"]:
        return False
    between = range(match.head + 1, match.tokens[-1])
    return any(at not in match.tokens and tokens[at].lower in view.grammar.supines for at in between)


def is_hypothetical(view: View, match: Match, verb: FiniteVerb) -> bool:
    """ "skulle tillstyrka" without a wish in between; a sentence that opens with "Om så sker". "Vi skulle föreslå" proposes politely."""
    polite = concepts()[match.pattern.concept].cls in _POLITE
    if verb.modal in view.grammar["modals.hypothetical"] and match.head != verb.index and not polite:
        between = [view.lowers[at] for at in range(verb.index + 1, match.head)]
        return not any(word in view.grammar["modals.wish"] for word in between)
    return view.lower.startswith(view.grammar.phrases["cues.hypothetical_openers"])


def is_routine(view: View, match: Match) -> bool:
    """Thanks for being asked ("välkomnar möjligheten att yttra sig"), habits ("välkomnar varje år"), estimates ("uppskattar kostnaden
    till 4 miljoner"), own resources ("saknar egna jurister"), understanding that only leads over to a turn."""
    lemma, grammar = match.pattern.lemma, view.grammar
    following = view.tokens[match.head + 1 :]
    if match.pattern.label in grammar["weak.conceding"]:
        # "har förståelse för syftet men …": only what comes after the turn is meant.
        return not grammar["words.adversatives"].isdisjoint(view.lowers[match.head :])
    thanked = view.between(match.tokens[-1] + 1, match.tokens[-1] + 1 + _COURTESY)
    if concepts()[match.pattern.concept].cls == "Welcomes" and phrase_in(
        thanked, grammar.phrases["cues.courtesy"]
    ):
        return True
    if lemma in grammar["cues.habitual_for"]:
        # "föreslår att planen följs upp årligen": what is proposed may be a habit.
        ends = (
            at
            for at in range(match.head, len(view.tokens))
            if view.lowers[at] in grammar["words.complementisers"]
        )
        own = view.between(0, next(ends, len(view.tokens)))
        return phrase_in(own, grammar.phrases["cues.habitual"]) is not None
    if lemma in grammar["cues.estimate_for"]:
        counted = any(token.text[0].isdigit() for token in following)
        return counted and any(token.lower in grammar["targets.units"] for token in following)
    if lemma in grammar["cues.own_for"]:
        return any(token.lower in grammar["cues.own_resources"] for token in following)
    return False


def is_bare_routine(view: View, match: Match) -> bool:
    """Verbs of judging also name routine work: they need a clause or a judged object ("bedömer att …")."""
    if match.pattern.lemma not in view.grammar["weak.needs_clause"] or len(match.tokens) > 1 or match.passive:
        return False
    following = set(view.lowers[match.head + 1 : match.head + 1 + _CLAUSE])
    before = view.tokens[match.head - 1].text if match.head else ""
    return not (view.grammar["weak.clause_openers"] & following) and before != ","


def announces(view: View, match: Match) -> bool:
    """ "vill lyfta följande synpunkter": says that something follows, and nothing itself. With a colon it leads to its items."""
    rest = [token.lower for token in view.tokens[match.tokens[-1] + 1 :] if token.is_word]
    if rest and rest[0] in view.grammar["objects.void_infinitives"]:
        # "önskar avge ett yttrande", "vill framföra följande"
        if concepts()[match.pattern.concept].cls in _POLITE:
            return True
        rest = rest[1:]
    listing = bool(rest) and len(rest) <= _SHORT and rest[0] in view.grammar["summary.announcing"]
    return listing and view.tokens[-1].text != ":"


def is_undone(view: View, field_start: int) -> bool:
    """ "Att vi tillstyrker delar innebär inte att vi tillstyrker helheten": a clause that a negated verb takes back."""
    if view.has("cues.meta_negation") is None:
        return False
    return field_start > 0 or view.lowers[0] in view.grammar["words.nominal_openers"]
