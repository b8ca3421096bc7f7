"""All findings in one sentence: what the respondent holds, judges, asks for, or says in clipped speech.

Puts the sentence rules together; knows no document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from remissgraf.graph.extract.clipped import judgement_without_verb, verdict_without_verb
from remissgraf.graph.extract.coordinated import sharing_verb
from remissgraf.graph.extract.duties import bare_request
from remissgraf.graph.extract.effects import effects
from remissgraf.graph.extract.finding import Finding
from remissgraf.graph.extract.implied import bare_source, judgements, tells_of_others, without_sources
from remissgraf.graph.extract.manner import denied, manner
from remissgraf.graph.extract.mentions import Mention
from remissgraf.graph.extract.patterns import Lexicon, action_lexicon, matches_in
from remissgraf.graph.extract.qualities import (
    denied_predicate,
    great_quality,
    impossible,
    judging_held,
    left_unsaid,
)
from remissgraf.graph.extract.shapes import shaped
from remissgraf.graph.extract.stance import held_stances
from remissgraf.graph.extract.straight import Straight, straightened
from remissgraf.graph.extract.view import View

__all__ = ["findings_in"]


def _turned(view: View, found: Sequence[Finding]) -> int | None:
    """Where a clause turns against the last finding ("… är välkommet, men kravet ryms inte"); None where nothing does."""
    contrasting = view.grammar["words.adversatives"]
    behind = range(max(finding.last for finding in found) + 1, len(view.tokens))
    if contrasting.isdisjoint(view.words):
        return None
    return next((at + 1 for at in behind if view.lowers[at] in contrasting), None)


def findings_in(view: View, lexicon: Lexicon, *, background: bool = False) -> list[Finding]:
    """The stances in a sentence, in text order. background: the section tells of matters of fact, so that only what the respondent
    holds of the consulted document counts."""
    own = not (background or view.asks or tells_of_others(view))
    found = _told(view, lexicon, background=background, own=own)
    if found:
        turned = _turned(view, found)
        if turned is None or not own:
            return found
        second = shaped(view, lexicon, turned)
        return found if second is None else [*found, second]
    straight = straightened(view)
    if straight is not None:
        said = own and not tells_of_others(straight.view)
        if found := _told(straight.view, lexicon, background=background, own=said):
            return [_placed(finding, straight, view) for finding in found]
    if not own:
        return []
    clipped = (
        verdict_without_verb(view, lexicon)
        or judgement_without_verb(view, lexicon)
        or bare_source(view)
        or shaped(view, lexicon)
    )
    if clipped is None and straight is not None and (clipped := shaped(straight.view, lexicon)) is not None:
        clipped = _placed(clipped, straight, view)
    return [clipped] if clipped is not None else []


def _placed(finding: Finding, straight: Straight, view: View) -> Finding:
    """A finding of the straightened sentence, with the places that its words have in the one as written."""
    places, holder = straight.places, finding.holder
    there = places[finding.first : finding.last + 1]
    first, last = min(there), max(there)
    return replace(
        finding,
        head=places[finding.head],
        first=first,
        last=last,
        start=view.tokens[first].start,
        end=view.tokens[last].end,
        holder=None
        if holder is None
        else Mention(places[holder.first], places[holder.last], holder.genitive),
    )


def _told(view: View, lexicon: Lexicon, *, background: bool, own: bool) -> list[Finding]:
    """What the sentence says with words of stance, of praise and blame, or of demand. own: what it says without a holder is the
    respondent's."""
    matches = matches_in(view, lexicon)
    held = judging_held(view, lexicon, held_stances(view, lexicon, matches, background=background))
    if not own:
        return held
    implied = judgements(view, matches, held)
    taken = {at for finding in (*held, *implied) for at in range(finding.first, finding.last + 1)}
    implied.extend(effects(view, lexicon, taken))
    further = (
        manner(view, lexicon, taken),
        denied(view, taken),
        great_quality(view, taken),
        left_unsaid(view, taken),
        denied_predicate(view, taken),
        impossible(view, taken),
    )
    implied.extend(one for one in further if one is not None)
    request = bare_request(view, taken, held, action_lexicon(view.grammar.language))
    if request is not None:
        implied.append(request)
    found = [*without_sources(view, held, implied), *implied]
    return sorted([*found, *sharing_verb(view, lexicon, found)], key=lambda finding: finding.head)
