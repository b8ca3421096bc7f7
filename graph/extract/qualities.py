"""Judgements by a quality and how great it is, by what is denied or left unsaid, and by what the respondent finds a thing to be.

"Risken för dubbelarbete är betydande" (a bad quality is there), "Lagen anger att det ska ske, men inte när" (what is left unsaid),
"Hovrätten finner tidpunkten orealistisk" (the adjective judges, not the verb). Words: [qualities] of grammar.toml and the judging
adjectives. Knows one sentence and the findings in it, no document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from remissgraf.graph.extract.finding import Finding, bare_finding, concepts
from remissgraf.graph.extract.grammar import Grammar, load_grammar
from remissgraf.graph.extract.implied import cites_other
from remissgraf.graph.extract.mainclause import speaks_as_main
from remissgraf.graph.extract.matter import has_matter_subject
from remissgraf.graph.extract.memo import Memo
from remissgraf.graph.extract.negation import is_negated
from remissgraf.graph.extract.patterns import Lexicon
from remissgraf.graph.extract.view import View
from remissgraf.graph.extract.wordforms import judged_by_form

__all__ = ["denied_predicate", "great_quality", "impossible", "judging_held", "left_unsaid", "object_judged"]

_BAD: Final = "ifragasatter"
_GOOD: Final = "valkomnar"
_LACKS: Final = "efterlyser"
_MANNERS: Final = ((_GOOD, "manner.good"), (_BAD, "manner.bad"))
_JUDGING: Final = frozenset({"Questions", "Welcomes", "Concurs"})
# How far behind the copula the word of degree may stand; how far a judged object's adjective behind its verb, in tokens.
_NEAR: Final = 4
_OBJECT: Final = 22


def great_quality(view: View, taken: set[int]) -> Finding | None:
    """ "Risken för X är stor", "Fördelarna är uppenbara": a quality as the subject, and after the copula a word for how much of it."""
    grammar, tokens = view.grammar, view.tokens
    if grammar["qualities.copulas"].isdisjoint(view.words) or not any(
        map(_qualities(grammar.language).__getitem__, view.words)
    ):
        return None
    great = _forms(grammar.language, "qualities.great")
    slight = _forms(grammar.language, "qualities.slight")
    for at, token in enumerate(tokens):
        if token.lower not in grammar["qualities.copulas"] or at in taken or token.quoted:
            continue
        field = view.field(at)
        subject = next((i for i in range(field.start, at) if not _introduces(tokens[i].lower, grammar)), None)
        if subject is None or not speaks_as_main(view, at) or cites_other(view, at):
            continue
        for name, slug in (("bad", _BAD), ("good", _GOOD)):
            if not tokens[subject].lower.startswith(grammar.phrases[f"qualities.{name}"]):
                continue
            near = range(at + 1, min(len(tokens), at + 1 + _NEAR))
            degree = next((i for i in near if tokens[i].lower in great or tokens[i].lower in slight), None)
            if degree is None:
                continue
            # "är inte obetydlig" is great, "är inte stor" is not.
            denied = is_negated(tokens, at, (at, degree), view.named, grammar)
            if slug == _GOOD and not denied and tokens[degree].lower in slight:
                # "Nyttan är begränsad."
                return bare_finding(view, _BAD, token.lower, at, degree, "judgement")
            if denied == (tokens[degree].lower in slight):
                return bare_finding(view, slug, token.lower, at, degree, "judgement")
    return None


def left_unsaid(view: View, taken: set[int]) -> Finding | None:
    """ "I 3 § anges att arkivet ska förtecknas, men inte när": what comes after "men inte" is what the document does not say."""
    grammar, tokens = view.grammar, view.tokens
    if grammar["words.adversatives"].isdisjoint(view.words):
        return None
    for at in range(2, len(tokens) - 1):
        if tokens[at].lower not in grammar["words.negators"] or at in taken:
            continue
        # "men inte när", "men inte av vem"
        asking = grammar["qualities.asking"]
        word = next((i for i in (at + 1, at + 2) if i < len(tokens) and tokens[i].lower in asking), None)
        between = word is not None and (
            word == at + 1 or tokens[at + 1].lower in grammar["words.prepositions"]
        )
        if word is not None and between and tokens[at - 1].lower in grammar["words.adversatives"]:
            told = any(token.lower in grammar["qualities.telling"] for token in tokens[:at])
            return bare_finding(view, _LACKS, tokens[word].lower, at - 1, word, "judgement") if told else None
    return None


def denied_predicate(view: View, taken: set[int]) -> Finding | None:
    """ "Skälen är inte bärkraftiga": whatever it is that the consulted matter is said not to be."""
    grammar, tokens = view.grammar, view.tokens
    if grammar["qualities.copulas"].isdisjoint(view.words) or grammar["words.negators"].isdisjoint(
        view.words
    ):
        return None
    for at, token in enumerate(tokens):
        if token.lower not in grammar["qualities.copulas"] or at in taken or token.quoted:
            continue
        no = at + 1
        while no < len(tokens) and tokens[no].lower in grammar["words.adverbs"]:
            no += 1
        if no + 1 >= len(tokens) or tokens[no].lower not in grammar["words.negators"]:
            continue
        word = no + 1
        while word < len(tokens) and tokens[word].lower in grammar["words.adverbs"]:
            word += 1
        if word >= len(tokens) or word in taken or not _predicate(view, word) or at + 1 in view.starting:
            continue
        field = view.field(at)
        own = any(field.start <= m.first < at and not m.genitive for m in view.mentions)
        if own or not speaks_as_main(view, at) or cites_other(view, at):
            continue
        if has_matter_subject(view, field, at):
            return bare_finding(view, _BAD, token.lower, at, word, "judgement", "negated")
    return None


def impossible(view: View, taken: set[int]) -> Finding | None:
    """ "Prövningen kan inte automatiseras": what cannot be done with the consulted matter."""
    grammar, tokens = view.grammar, view.tokens
    if grammar["qualities.able"].isdisjoint(view.words) or grammar["words.negators"].isdisjoint(view.words):
        return None
    for at, token in enumerate(tokens):
        if token.lower not in grammar["qualities.able"] or at in taken or token.quoted:
            continue
        near = range(at + 1, min(len(tokens), at + 1 + _NEAR))
        no = next((i for i in near if tokens[i].lower in grammar["words.negators"]), None)
        done = next((i for i in near if no is not None and i > no and _is_passive(view, i)), None)
        if no is None or done is None or done in taken or at + 1 in view.starting:
            continue
        field = view.field(at)
        if not speaks_as_main(view, at) or cites_other(view, at) or not has_matter_subject(view, field, at):
            continue
        if tokens[done].lower not in grammar["qualities.sayings"]:
            return bare_finding(view, _BAD, token.lower, at, done, "judgement", "negated")
    return None


def _is_passive(view: View, at: int) -> bool:
    word = view.lowers[at]
    by_ending = word.endswith(view.grammar.phrases["words.passive_endings"])
    return by_ending or word in view.grammar["words.passive_infinitives"]


def _predicate(view: View, at: int) -> bool:
    """Whether a word is an adjective or a participle after a copula, with nothing after it that would make it an attribute."""
    grammar, word = view.grammar, view.lowers[at]
    after = view.tokens[at + 1] if at + 1 < len(view.tokens) else None
    ended = after is None or not after.is_word or after.lower in _following(grammar)
    plain = view.tokens[at].is_word and word.endswith(grammar.phrases["qualities.predicate_endings"])
    return ended and plain and word not in grammar["qualities.indifferent"] and not grammar.is_finite(word)


def judging_held(view: View, lexicon: Lexicon, held: Sequence[Finding]) -> list[Finding]:
    """The held findings, where "finner tidpunkten orealistisk" has the class of its adjective."""
    return [_judged(view, lexicon, finding) for finding in held]


def _judged(view: View, lexicon: Lexicon, finding: Finding) -> Finding:
    grammar = view.grammar
    if finding.cls != "Holds" or finding.lemma not in grammar["qualities.finding"]:
        return finding
    slug = object_judged(view, lexicon, finding.last)
    if slug is None or is_negated(view.tokens, finding.head, (finding.head,), view.named, grammar):
        return finding
    return replace(finding, concept=slug, cls=concepts()[slug].cls)


def object_judged(view: View, lexicon: Lexicon, last: int) -> str | None:
    """The stance of the adjective that judges the object of the verb at `last`: "finner tidpunkten orealistisk"; None in a clause."""
    grammar = view.grammar
    ends = grammar.any_of("words.complementisers", "words.relatives")
    for at in range(last + 1, min(len(view.tokens), last + 1 + _OBJECT)):
        token = view.tokens[at]
        if token.lower in ends:
            return None
        after = view.tokens[at + 1] if at + 1 < len(view.tokens) else None
        ended = after is None or not after.is_word or after.lower in _following(grammar)
        slug = _slug(grammar, lexicon, token.lower) if ended else None
        if slug is None and ended and token.lower.endswith(grammar.phrases["words.participle_endings"]):
            # "väl vald", "bristfälligt utredd"
            adverb = view.lowers[at - 1]
            slug = next((s for s, name in _MANNERS if adverb in grammar[name]), None)
        if slug is not None:
            return slug
    return None


def _slug(grammar: Grammar, lexicon: Lexicon, word: str) -> str | None:
    pattern = lexicon.predicates.get("matter", {}).get(word)
    if pattern is not None:
        return pattern.concept if concepts()[pattern.concept].cls in _JUDGING else None
    praised = judged_by_form(grammar, word)
    return None if praised is None else _GOOD if praised else _BAD


@cache
def _qualities(language: str) -> Memo[bool]:
    """Whether a word begins as one for a quality."""
    phrases = load_grammar(language).phrases
    beginnings = phrases["qualities.bad"] + phrases["qualities.good"]
    return Memo(lambda word: word.startswith(beginnings))


def _introduces(word: str, grammar: Grammar) -> bool:
    return any(
        word in grammar[name]
        for name in ("words.articles", "words.adverbs", "words.sentence_adverbs", "qualities.degrees")
    )


def _following(grammar: Grammar) -> frozenset[str]:
    return grammar.any_of(
        "words.prepositions", "words.conjunctions", "words.infinitive_marks", "words.adversatives"
    )


@cache
def _forms(language: str, name: str) -> frozenset[str]:
    grammar = load_grammar(language)
    return frozenset().union(*(grammar.inflected(word) for word in grammar.phrases[name]))
