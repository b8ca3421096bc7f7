"""The respondent's stances in a sentence that have a holder: verb, negation, degree, condition, whose.

Works on one sentence at a time with the language's expressions. Stances without a holder ("Det är rimligt") are found in `implied`;
section, target and topics are not known here.
"""

from __future__ import annotations

from collections.abc import Sequence

from remissgraf.graph.extract.clauses import FiniteVerb, finite_verb
from remissgraf.graph.extract.exclude import (
    announces,
    is_bare_routine,
    is_hypothetical,
    is_past,
    is_routine,
    is_undone,
)
from remissgraf.graph.extract.finding import Finding, concepts, negated_slug
from remissgraf.graph.extract.negation import is_negated
from remissgraf.graph.extract.passive import passive_counts
from remissgraf.graph.extract.patterns import Lexicon, Match, matches_in
from remissgraf.graph.extract.qualify import CONCURS, agrees_with_document, condition_in, is_qualified
from remissgraf.graph.extract.qualities import object_judged
from remissgraf.graph.extract.subject import Holder, holder_of, opens_with_respondent
from remissgraf.graph.extract.view import View

__all__ = ["held_stances"]


def held_stances(
    view: View, lexicon: Lexicon, matches: Sequence[Match] | None = None, *, background: bool = False
) -> list[Finding]:
    """The stances of a sentence that the respondent holds, in text order. matches: those of the lexicon in the sentence, if known.
    background: the section tells of matters of fact, where only a sentence on the consulted document counts."""
    if view.asks or (background and not view.speaks_of_matter()):
        return []
    found: list[Finding] = []
    taken: set[int] = set()
    # At each head the heaviest expression comes first; an elided subject needs the stances before it.
    if matches is None:
        matches = matches_in(view, lexicon)
    for match in matches:
        if (
            match.pattern.kind != "holder"
            or view.tokens[match.head].quoted
            or taken.intersection(match.tokens)
        ):
            continue
        finding = _held(view, lexicon, match, found)
        if finding is not None:
            taken.update(match.tokens)
            found.append(finding)
    return _without_carriers(found)


def _held(view: View, lexicon: Lexicon, match: Match, earlier: Sequence[Finding]) -> Finding | None:
    grammar = view.grammar
    if not match.tense:
        return _phrase(view, match)
    verb = finite_verb(view.tokens, match.head, match.tense, grammar)
    if verb is None or is_past(view, match) or is_hypothetical(view, match, verb) or is_routine(view, match):
        return None
    negated = is_negated(view.tokens, verb.index, match.tokens, view.named, grammar)
    if match.pattern.negative != negated and match.pattern.negative:
        return None
    holder = holder_of(view, verb, match.passive)
    if not _counts_as_respondents(view, match, verb, holder, earlier):
        return None
    predicated = match.pattern.lemma in grammar["qualities.finding"] and object_judged(
        view, lexicon, match.tokens[-1]
    )
    if (is_bare_routine(view, match) and not predicated) or announces(view, match):
        return None
    return _finding(view, match, verb, holder, negated and not match.pattern.negative)


def _counts_as_respondents(
    view: View, match: Match, verb: FiniteVerb, holder: Holder, earlier: Sequence[Finding]
) -> bool:
    if is_undone(view, holder.field.start):
        return False
    if match.passive:
        return passive_counts(view, match, verb, holder)
    if holder.kind == "respondent":
        return verb.modal not in view.grammar["modals.own_duty"]
    if holder.kind == "bare":
        # Telegram style ("Tillstyrker förslaget.") only for words that a thing cannot do.
        return match.pattern.lemma not in view.grammar["weak.heads"]
    if holder.kind == "elided":
        return _inherits(view, match, verb, earlier)
    return False


def _inherits(view: View, match: Match, verb: FiniteVerb, earlier: Sequence[Finding]) -> bool:
    """Whether an elided subject is the respondent: that of the stance before, else that of the sentence."""
    before = [finding for finding in earlier if finding.head < match.head and finding.explicit]
    weak = match.pattern.lemma in view.grammar["weak.heads"] and verb.modal is None and len(match.tokens) == 1
    conjunction = view.lowers[verb.index - 1] if verb.index else ""
    start = max((finding.last for finding in before), default=-1) + 1
    opened = any(
        view.lowers[at] in view.grammar["words.subordinators"]
        and not (at + 1 < len(view.tokens) and view.grammar.is_infinitive(view.lowers[at + 1]))
        for at in range(start, verb.index)
    )
    if (
        weak
        and opened
        and conjunction not in view.grammar["words.adversatives"]
        and not _parallel(view, match, before)
    ):
        return False
    if before:
        return True
    return not (weak and opened) and opens_with_respondent(view) is not None


def _parallel(view: View, match: Match, before: Sequence[Finding]) -> bool:
    """ "bedömer att … och förutsätter att …": a clause after each of the two verbs."""
    complements = view.grammar["words.complementisers"]

    def complement_after(at: int) -> bool:
        return at + 1 < len(view.tokens) and view.lowers[at + 1] in complements

    return complement_after(match.tokens[-1]) and any(complement_after(finding.last) for finding in before)


def _phrase(view: View, match: Match) -> Finding | None:
    """Expressions without a verb: "enligt vår mening", "vår bedömning är", "utan erinran"."""
    tokens = view.tokens
    if match.pattern.negative or not any(at in view.possessive for at in match.tokens):
        return None
    if view.governor(match.head) in view.grammar["words.supposing"]:
        return None
    last = match.tokens[-1]
    return Finding(
        match.pattern.concept,
        concepts()[match.pattern.concept].cls,
        match.pattern.lemma,
        match.head,
        match.tokens[0],
        last,
        tokens[match.tokens[0]].start,
        tokens[last].end,
        True,
        True,
        None,
        ("phrase",),
    )


def _finding(view: View, match: Match, verb: FiniteVerb, holder: Holder, negated: bool) -> Finding:
    tokens = view.tokens
    slug = negated_slug(match.pattern.concept) if negated else match.pattern.concept
    first, last = min(verb.index, match.tokens[0]), max(verb.index, match.tokens[-1])
    if (
        (negated or match.pattern.negative)
        and last + 1 < len(tokens)
        and tokens[last + 1].lower in view.grammar["words.negators"]
    ):
        last += 1
    if concepts()[slug].cls == "Holds" and not negated and agrees_with_document(view):
        slug = CONCURS
    condition = condition_in(view, first, last)
    qualified = concepts()[slug].when_qualified
    cues: list[str] = [holder.kind]
    if qualified is not None and (condition is not None or is_qualified(view, first, last)) and not negated:
        if concepts()[slug].cls == "Approves":
            slug = qualified
        cues.append("qualified")
    if negated:
        cues.append("negated")
    if verb.modal is not None:
        cues.append("modal")
    named = holder.kind == "respondent"
    return Finding(
        slug,
        concepts()[slug].cls,
        match.pattern.lemma,
        match.head,
        first,
        last,
        tokens[first].start,
        tokens[last].end,
        not match.passive or named,
        named,
        condition,
        tuple(cues),
        holder.mention,
    )


def _without_carriers(findings: Sequence[Finding]) -> list[Finding]:
    """Drops a wish that only carries the next stance ("skulle vilja framhålla")."""
    return [
        finding
        for at, finding in enumerate(findings)
        if not any(
            finding.last < other.head and other.first <= finding.first for other in findings[at + 1 : at + 3]
        )
    ]
