"""Passives without an agent: the respondent's own verdict ("Förslaget avstyrks"), or what the document says ("I strategin föreslås …").

Knows the clause and the respondent's mentions.
"""

from __future__ import annotations

from typing import Final

from remissgraf.graph.extract.clauses import FiniteVerb
from remissgraf.graph.extract.finding import concepts
from remissgraf.graph.extract.patterns import Match
from remissgraf.graph.extract.subject import Holder
from remissgraf.graph.extract.view import View

__all__ = ["passive_counts"]

# Formal answers, requests, doubts. "Bedöms" and "anses" are anybody's.
_CLASSES: Final = frozenset(
    {
        "Approves",
        "ApprovesInPrinciple",
        "NoObjection",
        "Rejects",
        "Welcomes",
        "FindsMissing",
        "Questions",
        "Proposes",
    }
)
# What may or ought to be said, is said with that: "Här kan påpekas att …".
_SAYING: Final = frozenset({"Emphasises", "Observes"})
# How far behind the verb the clause may begin that tells what is said, in tokens.
_CLAUSE: Final = 3
# How far a place that opens the sentence may stand from the verb, and an agent after it, in tokens.
_FAR: Final = 8
_AGENT: Final = 5


def passive_counts(view: View, match: Match, verb: FiniteVerb, holder: Holder) -> bool:
    """Whether a passive is the respondent's: with it as the agent, or in a main clause without anybody else's place or agent."""
    if holder.kind == "respondent":
        return True
    if match.pattern.lemma in view.grammar["weak.no_passive"]:
        return False
    if concepts()[match.pattern.concept].cls in _SAYING:
        return _may_be_said(view, match, verb)
    if concepts()[match.pattern.concept].cls not in _CLASSES:
        return False
    start = holder.field.start
    if any(start <= mention.first < verb.index and not mention.genitive for mention in view.mentions):
        # "Verket föreslås få ett uppdrag": somebody proposes it to the respondent.
        return False
    opener = view.lowers[start - 1] if start else ""
    contrasted = opener in view.grammar["words.adversatives"]
    if holder.kind in ("document", "other") and holder.field.boundary != "start" and not contrasted:
        return False
    if verb.index and view.lowers[verb.index - 1] in view.grammar["words.relatives"]:
        return False
    if view.governor(verb.index) is not None:
        return False
    return not _is_reported(view, verb.index) and not _has_agent(view, match.head)


def _may_be_said(view: View, match: Match, verb: FiniteVerb) -> bool:
    """ "I sammanhanget kan påpekas att …", "Därtill ska nämnas att …": a modal, nobody as its subject, and a clause after it."""
    if verb.modal is None or view.governor(verb.index) is not None:
        return False
    after = view.lowers[match.tokens[-1] + 1 : match.tokens[-1] + 1 + _CLAUSE]
    opens = next((n for n, word in enumerate(after) if word in view.grammar["words.complementisers"]), None)
    return opens is not None and view.grammar["cues.agent"].isdisjoint(after[:opens])


def _is_reported(view: View, verb: int) -> bool:
    """ "I strategin förordas …": a place in a document before the verb makes the passive the document's."""
    opening = f" {view.between(0, verb + 1)} "
    if any(f" {phrase} " in opening for phrase in view.grammar.phrases["cues.reported_openers"]):
        return True
    if opening.startswith(view.grammar.phrases["cues.own_openers"]):
        return False
    place = view.lowers[0] in view.grammar["words.places"] and 1 < verb <= _FAR
    return place and view.lowers[1] not in view.grammar["words.articles"]


def _has_agent(view: View, head: int) -> bool:
    for at in range(head + 1, min(len(view.tokens), head + _AGENT)):
        if view.lowers[at] in view.grammar["cues.agent"]:
            following = view.lowers[at + 1] if at + 1 < len(view.tokens) else ""
            return at + 1 not in view.starting and following not in view.grammar["words.articles"]
    return False
