"""Judgements of the matter without a named holder: "Det är rimligt att …", "X saknas i strategin", "Ett år räcker inte".

In a response these are the respondent's, unless the sentence reports, asks, supposes or tells of other things. Knows one sentence and what
`stance` already found in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from remissgraf.graph.extract.clauses import Field, FiniteVerb, finite_verb
from remissgraf.graph.extract.degrees import compares, lessened, listed
from remissgraf.graph.extract.finding import Finding, bare_finding, concepts, negated_slug
from remissgraf.graph.extract.mainclause import speaks_as_main
from remissgraf.graph.extract.matter import first_verb, has_matter_subject, is_matter
from remissgraf.graph.extract.negation import is_negated
from remissgraf.graph.extract.patterns import Match
from remissgraf.graph.extract.subject import source_phrase
from remissgraf.graph.extract.view import View

__all__ = [
    "bare_source",
    "cites_other",
    "denies_objection",
    "judgements",
    "tells_of_others",
    "without_sources",
]

# Classes that need "det" as their subject: "X är viktig" describes, "det är viktigt att X" emphasises.
_IMPERSONAL: Final = frozenset({"Emphasises", "Observes"})
# A negated judgement is doubt or praise, never a formal answer.
_FORMAL: Final = frozenset({"NoObjection", "Rejects"})
# Classes that say how the matter is.
_JUDGING: Final = frozenset({"Concurs", "Welcomes", "FindsMissing", "Questions"})
# How far behind the verb its source may begin, in tokens: "bör enligt Boverket".
_CITED: Final = 3
# How far from the verb its clause may name a source at all, in tokens.
_NEARBY: Final = 40
# So many tokens tell how a sentence opens.
_OPENING: Final = 6
_HOLDS: Final = "anser"
_ABSTAINS: Final = "avstar"
_NOTHING: Final = "ingen-erinran"
_GAINS: Final = "valkomnar"
# A lack with nothing after it but a few words lacks in the document.
_SHORT_TAIL: Final = 8
_CLOSED_CLASSES: Final = (
    "words.prepositions",
    "words.subordinators",
    "words.conjunctions",
    "words.adverbs",
    "words.negators",
)


def judgements(view: View, found_words: Sequence[Match], held: Sequence[Finding]) -> list[Finding]:
    """The judgements among the sentence's matches, beside those in `held`, in text order."""
    found: list[Finding] = []
    taken = {at for finding in held for at in range(finding.first, finding.last + 1)}
    matches = [match for match in found_words if match.pattern.kind == "matter"]
    if not matches:
        return found
    for match in sorted(matches, key=lambda m: (listed(view, m), -m.pattern.weight, m.head, m.tokens[-1])):
        if taken & set(match.tokens) or view.tokens[match.head].quoted:
            continue
        finding = _judgement(view, match, held)
        if finding is not None:
            taken |= set(range(finding.first, finding.last + 1))
            found.append(finding)
    return _last_word(view, sorted(found, key=lambda finding: finding.head))


def tells_of_others(view: View) -> bool:
    """Whether the sentence tells what a document, a rule or somebody else says, or what might be."""
    opening = view.between(0, _OPENING)
    relatives = view.grammar["words.sentence_relatives"]
    if not relatives.isdisjoint(view.words) and any(
        token.lower in relatives and before.text == ","
        for before, token in zip(view.tokens, view.tokens[1:], strict=False)
    ):
        # "Enligt förslaget höjs avgiften, vilket är orimligt."
        return False
    source = bool(view.tokens) and view.lowers[0] in view.grammar["respondent.holder_prepositions"]
    if source and 1 not in view.named and source_phrase(view, 0, len(view.tokens)) is None:
        return True
    return opening.startswith(view.grammar.phrases["cues.telling_openers"]) or view.lower.startswith(
        view.grammar.phrases["cues.hypothetical_openers"]
    )


def without_sources(view: View, held: Sequence[Finding], implied: Sequence[Finding]) -> list[Finding]:
    """The held findings but those that only name the holder of a judgement in the same clause ("är enligt vår mening oacceptabelt")."""
    conjunctions = view.grammar["words.new_clause"]

    def same_clause(source: Finding, judgement: Finding) -> bool:
        first, last = sorted((source.first, judgement.first))
        joined = not conjunctions.isdisjoint(view.lowers[first:last])
        return "judgement" in judgement.cues and not joined

    return [f for f in held if "phrase" not in f.cues or not any(same_clause(f, other) for other in implied)]


def bare_source(view: View) -> Finding | None:
    """ "Enligt regionen leder förslaget till …": a clause that the respondent stands for by a source phrase alone."""
    marks = view.grammar["respondent.holder_prepositions"]
    for at, mention in sorted(view.starting.items()):
        if (
            not at
            or view.lowers[at - 1] not in marks
            or view.tokens[at].quoted
            or view.governor(at - 1) is not None
        ):
            continue
        finding = bare_finding(view, _HOLDS, view.between(at - 1, at), at - 1, mention.last, "phrase")
        return replace(finding, explicit=True, actor_explicit=True)
    return None


def _last_word(view: View, findings: list[Finding]) -> list[Finding]:
    """A relative clause on the whole sentence judges what went before; only it counts ("nämns knappt, vilket är en brist")."""
    relatives = view.grammar["words.sentence_relatives"]
    last = next((f for f in findings if f.first and view.lowers[f.first - 1] in relatives), None)
    return [f for f in findings if last is None or f.first >= last.first]


def _judgement(view: View, match: Match, held: Sequence[Finding]) -> Finding | None:
    grammar = view.grammar
    anywhere = bool(match.pattern.subject) or match.pattern.lemma in grammar["weak.anywhere"]
    if not match.tense and match.head and not anywhere:
        return None
    verb = finite_verb(view.tokens, match.head, match.tense, grammar)
    if verb is not None and _is_demand(view, match, verb):
        return None
    said = concepts()[match.pattern.concept].cls in _IMPERSONAL
    if verb is None:
        return None
    weak = match.pattern.lemma in grammar["modals.asserted"]
    if (
        verb.modal in grammar["modals.never_judging"]
        and not (said or weak)
        and not _would_harm(view, match, verb)
    ):
        return None
    lasting = match.pattern.negative or match.pattern.lemma in grammar["matter.perfect"]
    lasting = lasting or (match.pattern.lemma in grammar["answers.copulas"] and view.matter(0, verb.index))
    if match.tense.startswith("supine") and verb.modal in grammar["modals.perfect_infinitive"]:
        # "kunde ha varit bättre" tells what was left undone.
        return None
    if match.tense.startswith("supine") and not lasting:
        # "har inte analyserats", "har glömts bort" name a lack; other perfects tell of the past.
        return None
    if not speaks_as_main(view, verb.index) and not _in_cleft(view, match, verb):
        return None
    negated = is_negated(view.tokens, verb.index, match.tokens, view.named, grammar) != lessened(view, match)
    if match.pattern.negative and not negated:
        return None
    if compares(view, match):
        return None
    slug = match.pattern.concept
    if match.pattern.label in grammar["matter.proposed_effects"] and _is_proposed(view, verb):
        slug = _GAINS
    if negated and not match.pattern.negative:
        slug = negated_slug(slug)
        if slug == match.pattern.concept or concepts()[slug].cls in _FORMAL:
            return None
    if concepts()[slug].cls == "FindsMissing":
        if view.has("cues.left_here"):
            return None
        if denies_objection(view, verb.index):
            # "Någon invändning finns inte": nothing is missed.
            slug = _NOTHING
        elif view.has("cues.own_text"):
            slug = _ABSTAINS
    # "…, vilket är avgörande" gives a reason and asks for nothing.
    main = view.governor(verb.index) is None
    emphatic = main and match.pattern.label in grammar["matter.emphatic"]
    if concepts()[slug].cls in _IMPERSONAL and not emphatic and not _is_impersonal(view, match, verb.index):
        return None
    if not _is_of_matter(view, match, verb.index, view.field(verb.index)):
        return None
    return _finding(view, match, verb, slug, negated, held)


def _is_proposed(view: View, verb: FiniteVerb) -> bool:
    """ "Förslaget skulle underlätta …" tells what is gained by the proposal; "En karta skulle underlätta …" asks for a map."""
    field = view.field(verb.index)
    subject = view.lowers[field.start : verb.index]
    new = bool(subject) and subject[0] in view.grammar["shapes.new"]
    such = not view.grammar["shapes.such"].isdisjoint(subject)
    return (such or not new) and has_matter_subject(view, field, verb.index)


def denies_objection(view: View, verb: int) -> bool:
    """ "Någon invändning finns inte": what opens with "någon" and is denied is an objection."""
    opens = view.lowers[0] in view.grammar["manner.any"]
    objections = view.grammar.phrases["manner.objections"]
    return opens and any(token.lower.startswith(objections) for token in view.tokens[1:verb])


def _finding(
    view: View, match: Match, verb: FiniteVerb, slug: str, negated: bool, held: Sequence[Finding]
) -> Finding:
    named = source_phrase(view, 0, len(view.tokens)) is not None or any("phrase" in f.cues for f in held)
    first, last = min(verb.index, match.tokens[0]), max(verb.index, match.tokens[-1])
    following = view.lowers[last + 1] if last + 1 < len(view.tokens) else ""
    if match.pattern.negative and following in view.grammar["words.negators"]:
        last += 1
    return Finding(
        slug,
        concepts()[slug].cls,
        match.pattern.lemma,
        match.head,
        first,
        last,
        view.tokens[first].start,
        view.tokens[last].end,
        named,
        named,
        None,
        ("judgement", "negated") if negated else ("judgement",),
    )


def _would_harm(view: View, match: Match, verb: FiniteVerb) -> bool:
    """ "Den skulle omöjliggöra utbyggnaden": what a proposal would do to the worse is a doubt about it."""
    if verb.modal not in view.grammar["modals.suggesting"] or match.head == verb.index:
        return False
    if concepts()[match.pattern.concept].cls != "Questions":
        return False
    field = view.field(verb.index)
    subject = view.lowers[field.start : verb.index]
    pointing = len(subject) == 1 and subject[0] in view.grammar["matter.pronouns"]
    return pointing or has_matter_subject(view, field, verb.index)


def _in_cleft(view: View, match: Match, verb: FiniteVerb) -> bool:
    """ "En fråga som planen förbigår är …": a lack told in the relative clause that opens the sentence."""
    if concepts()[match.pattern.concept].cls != "FindsMissing":
        return False
    if view.lower.startswith(view.grammar.phrases["matter.clefts"]):
        return view.grammar.finite.isdisjoint(view.lowers[: verb.index])
    field = view.field(verb.index)
    # "är en fråga som planen förbigår"
    after = field.boundary in view.grammar["words.relatives"] and field.start > 1
    antecedent = after and view.lowers[field.start - 2].startswith(view.grammar.phrases["matter.antecedents"])
    subject = view.lowers[field.start : verb.index]
    return antecedent and any(is_matter(view.grammar, word) for word in subject)


def _is_demand(view: View, match: Match, verb: FiniteVerb) -> bool:
    """ "Avgiften bör vara rimlig", "Barn bör inte omfattas": asks for what would be so, and judges nothing that is."""
    obliging = view.grammar.any_of("modals.deontic", "modals.deontic_passive")
    judging = concepts()[match.pattern.concept].cls in _JUDGING
    if match.pattern.lemma in view.grammar["modals.asserted"]:
        # "Det måste anses rimligt" says that it is.
        return False
    return judging and verb.modal in obliging and verb.index not in match.tokens


def _is_impersonal(view: View, match: Match, verb: int) -> bool:
    """ "Det är viktigt att …", "Här ska det noteras …", "Viktigt är också att …": with nobody and nothing as its subject."""
    clause = not view.grammar.finite.isdisjoint(view.lowers[1:verb])
    if clause and view.lowers[0] in view.grammar["words.infinitive_marks"]:
        # "Att avgiften sänks är viktigt."
        return True
    nearby = view.tokens[max(0, verb - 2) : verb + 2]
    if any(token.lower in view.grammar["words.impersonal"] for token in nearby):
        return True
    after = verb + 1
    while after < len(view.tokens) and view.lowers[after] in view.grammar["words.adverbs"]:
        after += 1
    opened = after < len(view.tokens) and view.lowers[after] in view.grammar["words.complementisers"]
    if opened and match.tokens[0] < match.tokens[-1] == verb:
        return True
    return _leads_to_clause(view, match, verb)


def _leads_to_clause(view: View, match: Match, verb: int) -> bool:
    """ "I sammanhanget ska också nämnas att …": between the verb and the clause that is its subject nothing else can be it."""
    last = max(verb, match.tokens[-1])
    # "I utredningen nämns att …" is the document's.
    if match.head == verb or last + 1 >= len(view.tokens):
        return False
    if view.lowers[last + 1] not in view.grammar["words.complementisers"]:
        return False
    light = view.grammar["words.adverbs"]
    return all(at in match.tokens or view.lowers[at] in light for at in range(verb + 1, last))


def _is_of_matter(view: View, match: Match, verb: int, field: Field) -> bool:
    """Whether the clause judges the consulted matter: the respondent is no subject, nor is a group of people or a place."""
    grammar = view.grammar
    for mention in view.mentions:
        if field.start <= mention.first and mention.last < verb and not mention.genitive:
            governed = view.lowers[mention.first - 1] in grammar["words.prepositions"]
            if mention.first == field.start or not governed:
                return False
    if view.lower.startswith(grammar.phrases["cues.anybody_who"]):
        return False
    # "Det gläder kommunen att …": who is glad, is part of the expression.
    felt = verb + 1 in match.tokens
    if (verb + 1 in view.starting and not felt) or cites_other(view, verb) or _is_attitude(view, match):
        return False
    subject = [token.lower for token in view.tokens[field.start : verb] if token.is_word]
    if any(word in grammar["matter.people"] for word in subject[:4]) or _is_attribute(view, match, subject):
        return False
    own = {match.pattern.lemma, match.pattern.label} & grammar["matter.needs_matter_subject"]
    if match.pattern.subject:
        return match.pattern.subject != "matter" or _points(view, match, subject, field, verb)
    if own and not match.passive:
        if match.pattern.label in grammar["matter.strict"]:
            elided = field.start == verb and field.boundary == "coordination"
            return view.matter(0 if elided else field.start, first_verb(view, verb) if elided else verb)
        return _points(view, match, subject, field, verb)
    if match.pattern.lemma in grammar["matter.needs_matter"]:
        return _lacks_in_matter(view, subject, verb)
    return True


def _points(view: View, match: Match, subject: Sequence[str], field: Field, verb: int) -> bool:
    """Whether the subject is the consulted matter; a doubt may point at it by a pronoun alone."""
    doubted = concepts()[match.pattern.concept].cls == "Questions"
    if doubted and len(subject) == 1 and subject[0] in view.grammar["matter.pronouns"]:
        return True
    if match.pattern.subject and subject and subject[0] in view.grammar["words.infinitive_marks"]:
        # "Att fristen räknas i dagar är praktiskt."
        return True
    return has_matter_subject(view, field, verb)


def _is_attitude(view: View, match: Match) -> bool:
    """ "Företagen är positiva till …": somebody's attitude, not the matter's worth. "Det är positivt till …" is nobody's."""
    after = match.tokens[-1] + 1
    if after >= len(view.tokens) or match.pattern.lemma not in view.grammar["answers.copulas"]:
        return False
    attitude = view.lowers[after] in view.grammar["matter.attitude"]
    judged = concepts()[match.pattern.concept].cls in view.grammar["matter.attitude_for"]
    return (
        attitude and judged and len(match.pattern.after) == 1 and not _is_impersonal(view, match, match.head)
    )


def cites_other(view: View, verb: int) -> bool:
    """Whether the clause says by whom else it is so: "enligt utredningen", or a verb of reporting without "that"."""
    marks, nouns = view.grammar["respondent.holder_prepositions"], view.grammar["matter.proposal_nouns"]
    first = max(0, verb - _NEARBY)
    sources = () if marks.isdisjoint(view.words) else view.tokens[first + 1 : verb + _NEARBY]
    for at, following in enumerate(sources, start=first):
        if view.lowers[at] in marks and at + 1 not in view.named:
            # Far from the verb a capital may be that of a law ("kraven enligt Europakonventionen är …").
            named = following.lower in nouns or (following.text[0].isupper() and verb < at <= verb + _CITED)
            if named and not any(view.tokens[i].text in ",;" for i in range(min(at, verb), max(at, verb))):
                return True
    reporting = view.grammar["modals.reporting"]
    return not reporting.isdisjoint(view.lowers[first:verb])


def _is_attribute(view: View, match: Match, subject: Sequence[str]) -> bool:
    """ "Det är bra väder": after "det är" an adjective before a noun judges nothing of the matter."""
    after = match.tokens[-1] + 1
    if len(match.pattern.after) != 1 or after >= len(view.tokens) or after in view.named:
        return False
    if len(subject) != 1 or subject[0] not in view.grammar["words.impersonal"]:
        return False
    token, grammar = view.tokens[after], view.grammar
    if not token.is_word or token.lower.endswith(grammar.phrases["words.participle_endings"]):
        return False
    return not any(token.lower in grammar[name] for name in _CLOSED_CLASSES)


def _lacks_in_matter(view: View, subject: Sequence[str], verb: int) -> bool:
    """ "X saknas i strategin", "Y saknas.": in the document or nowhere named; not in a place, not in people's hands."""
    if view.matter():
        return True
    placed = any(
        token.lower in view.grammar["words.places"] and following.is_word
        for token, following in zip(view.tokens, view.tokens[1:], strict=False)
    )
    return not placed and len(view.tokens) - verb - 1 <= _SHORT_TAIL and bool(subject)
