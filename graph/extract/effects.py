"""Judgements by what the matter is said to have or to bring about: "Förslaget leder till merarbete", "Planen har en otydlig struktur".

The verb says nothing of the judgement; the noun or the adjective of its complement does. Which verbs, nouns and adjectives: [effects] of
grammar.toml, and the adjectives of the judging expressions. Knows one sentence, no document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from remissgraf.graph.extract.clauses import FiniteVerb, finite_verb
from remissgraf.graph.extract.finding import Finding, bare_finding, concepts, negated_slug
from remissgraf.graph.extract.grammar import Grammar, load_grammar
from remissgraf.graph.extract.implied import cites_other
from remissgraf.graph.extract.mainclause import speaks_as_main
from remissgraf.graph.extract.matter import has_matter_subject
from remissgraf.graph.extract.memo import Memo
from remissgraf.graph.extract.negation import is_negated
from remissgraf.graph.extract.patterns import Lexicon, stance_lexicon
from remissgraf.graph.extract.view import View
from remissgraf.graph.extract.wordforms import judged_by_form

__all__ = ["effects"]

# How far behind the verb its particle may stand, and how far its complement is looked through, in tokens.
_PARTICLE: Final = 4
_COMPLEMENT: Final = 9
# How far behind its copula a predicate may stand, in tokens.
_PREDICATE: Final = 5
# How far into a clause that tells what is brought about its verb may stand.
_CLAUSE: Final = 12
_ADJECTIVES: Final = frozenset({"Questions", "Welcomes", "Concurs"})
# So far behind the verb any of these may stand.
_REACH: Final = _PARTICLE + 2 + _CLAUSE
_BAD: Final = "ifragasatter"
_GOOD: Final = "valkomnar"


def effects(view: View, lexicon: Lexicon, taken: set[int]) -> list[Finding]:
    """The first such judgement of every clause outside the tokens `taken`, in text order."""
    found: list[Finding] = []
    readings = _readings(view.grammar.language)
    telling = _telling(view.grammar.language)
    if readings.keys().isdisjoint(view.words) or not any(map(telling.__getitem__, view.words)):
        return found
    for at, word in enumerate(view.lowers):
        if word not in readings or at in taken or view.tokens[at].quoted or at in view.named:
            continue
        if not any(map(telling.__getitem__, view.lowers[at + 1 : at + 1 + _REACH])):
            continue
        for lemma, tense, particle in _verbs(view, at):
            verb = finite_verb(view.tokens, at, tense, view.grammar)
            if verb is None or not _may_judge(view, verb):
                continue
            finding = _finding(view, lexicon, (lemma, at, particle), verb, taken)
            if finding is not None:
                found.append(finding)
                taken |= set(range(finding.first, finding.last + 1))
                break
    return found


def _verbs(view: View, at: int) -> Iterator[tuple[str, str, int]]:
    """(lemma, tense, index of its particle or of itself) for a token that is such a verb."""
    for lemma, tense, particle in _readings(view.grammar.language)[view.lowers[at]]:
        if particle is None:
            yield lemma, tense, at
            continue
        near = range(at + 1, min(len(view.tokens), at + 1 + _PARTICLE))
        place = next((i for i in near if view.lowers[i] == particle), None)
        if place is not None:
            yield lemma, tense, place


@cache
def _readings(language: str) -> Mapping[str, Sequence[tuple[str, str, str | None]]]:
    """A word → its readings as such a verb: lemma, tense, and the particle that must follow, if it must."""
    grammar = load_grammar(language)
    found: defaultdict[str, list[tuple[str, str, str | None]]] = defaultdict(list)
    for word, forms in grammar.forms.items():
        for form in forms:
            if "passive" in form.tense and form.lemma not in grammar["effects.passives"]:
                continue
            if form.lemma in grammar["effects.verbs"]:
                found[word].append((form.lemma, form.tense, None))
            for particle in grammar.phrases["effects.particles"]:
                if f"{form.lemma} {particle}" in grammar["effects.verbs_with_particle"]:
                    found[word].append((form.lemma, form.tense, particle))
    return dict(found)


@cache
def _telling(language: str) -> Memo[bool]:
    """Whether a word may judge the complement that it stands in: without any there is nothing to find, and most sentences have none."""
    grammar = load_grammar(language)
    adjectives = stance_lexicon(language).predicates.get("matter", {})
    beginnings = tuple(
        beginning
        for name in ("effects.bad", "effects.good", "effects.harming")
        for beginning in grammar.phrases[name]
    )
    return Memo(
        lambda word: (
            word in adjectives or word.startswith(beginnings) or judged_by_form(grammar, word) is not None
        )
    )


def _may_judge(view: View, verb: FiniteVerb) -> bool:
    """In a main clause, no demand and no plan, and nobody else's."""
    grammar = view.grammar
    demanding = grammar.any_of("modals.deontic", "modals.deontic_passive", "effects.unjudging_modals")
    if verb.modal in demanding or cites_other(view, verb.index):
        return False
    return speaks_as_main(view, verb.index)


def _finding(
    view: View, lexicon: Lexicon, place: tuple[str, int, int], verb: FiniteVerb, taken: set[int]
) -> Finding | None:
    lemma, at, particle = place
    own = lemma not in view.grammar["answers.copulas"] and has_matter_subject(
        view, view.field(verb.index), verb.index
    )
    judged = _judged(view, lexicon, particle + 1, any_noun=own)
    formed = judged is None and lemma in view.grammar["effects.predicating"]
    if formed:
        judged = _formed(view, at + 1)
    if judged is None or taken.intersection(range(at, judged[0] + 1)):
        return None
    word, slug = judged
    good = concepts()[slug].cls != "Questions"
    sure = not good and (formed or lemma not in view.grammar["effects.of_matter_only"])
    if not (
        _of_matter(view, verb, sure=sure)
        or _belongs(view, particle + 1, word)
        or (lemma in view.grammar["answers.copulas"] and _is_document(view, verb, word))
    ):
        return None
    if good and verb.modal is not None and verb.modal in view.grammar["modals.suggesting"]:
        return None
    if is_negated(view.tokens, verb.index, (at, particle), view.named, view.grammar):
        slug = negated_slug(slug)
        if concepts()[slug].cls not in _ADJECTIVES:
            return None
    return bare_finding(view, slug, lemma, min(verb.index, at), word, "judgement")


def _judged(view: View, lexicon: Lexicon, start: int, *, any_noun: bool) -> tuple[int, str] | None:
    """The word of the complement that judges, and the stance that it gives. any_noun: the adjective may stand before any noun."""
    grammar = view.grammar
    adjectives = lexicon.predicates.get("matter", {})
    ends, joining = grammar.any_of("words.clause_ends", "words.subordinators"), grammar["words.joining"]
    if any_noun and start < len(view.tokens) and view.lowers[start] in grammar["words.infinitive_marks"]:
        return _brought_about(view, start + 1)
    for at in range(start, min(len(view.tokens), start + _COMPLEMENT)):
        token = view.tokens[at]
        if (token.lower in ends and token.lower not in joining) or token.quoted:
            return None
        if token.lower in grammar["words.negative_determiners"]:
            return None
        if token.lower.startswith(grammar.phrases["effects.bad"]) or token.lower.endswith(
            grammar.phrases["effects.bad_endings"]
        ):
            return at, _BAD
        if token.lower.startswith(grammar.phrases["effects.good"]):
            return at, _GOOD
        pattern = adjectives.get(token.lower)
        if pattern is None or concepts()[pattern.concept].cls not in _ADJECTIVES:
            continue
        if token.lower not in grammar["effects.no_attributes"] and _before_noun(view, at, any_noun=any_noun):
            return at, pattern.concept
    return None


def _brought_about(view: View, start: int) -> tuple[int, str] | None:
    """ "leder till att mål splittras": the verb of the clause says what harm is done."""
    grammar = view.grammar
    for at in range(start, min(len(view.tokens), start + _CLAUSE)):
        word = view.lowers[at]
        if (
            word in grammar["words.negators"]
            or word in grammar["words.relatives"]
            or view.tokens[at].text == ","
        ):
            return None
        if word.startswith(grammar.phrases["effects.harming"]):
            return at, _BAD
    return None


def _formed(view: View, start: int) -> tuple[int, str] | None:
    """A predicate that judges by its form, with words of degree and place before it: "är i svartvitt tryck oläsliga"."""
    grammar = view.grammar
    for at in range(start, min(len(view.tokens), start + _PREDICATE)):
        token = view.tokens[at]
        if not token.is_word or token.lower in grammar.any_of("words.articles", "words.subordinators"):
            return None
        praised = judged_by_form(grammar, token.lower)
        after = view.tokens[at + 1] if at + 1 < len(view.tokens) else None
        ends = after is None or not after.is_word or after.lower in _following(grammar)
        if praised is not None and ends:
            return at, _GOOD if praised else _BAD
    return None


def _following(grammar: Grammar) -> frozenset[str]:
    """What may stand after a predicate; a noun would make it an attribute."""
    return grammar.any_of("words.prepositions", "words.conjunctions", "words.subordinators")


def _before_noun(view: View, at: int, *, any_noun: bool) -> bool:
    """Whether a noun of the document follows the adjective at once, or after "och" and another one: "en klar och tydlig struktur"."""
    grammar = view.grammar
    following = view.tokens[at + 1 : at + 4]
    if following and following[0].lower in grammar["words.joining"]:
        following = following[2:]
    if not following:
        return False
    closed = grammar.any_of("words.prepositions", "words.adverbs", "words.articles", "words.subordinators")
    noun = any_noun and following[0].is_word and following[0].lower not in closed
    return noun or following[0].lower.startswith(grammar.phrases["effects.nouns"])


def _belongs(view: View, first: int, last: int) -> bool:
    """ "Cykelstråken är en av planens förtjänster": the complement says whose it is."""
    marks = view.grammar.phrases["respondent.genitive_marks"]
    words = view.lowers[first:last]
    return any(word.endswith(marks) and view.grammar.is_matter(word) for word in words)


def _is_document(view: View, verb: FiniteVerb, adjective: int) -> bool:
    """ "Det är på många sätt ett genomarbetat förslag": the noun after the adjective is the matter itself."""
    first, following = view.tokens[0], view.tokens[adjective + 1 : adjective + 2]
    impersonal = verb.index == 1 and first.lower in view.grammar["words.impersonal"]
    return impersonal and any(view.grammar.is_matter(token.lower) for token in following)


def _of_matter(view: View, verb: FiniteVerb, *, sure: bool) -> bool:
    """Whether the subject is the consulted matter. sure: the words alone tell that something is bad, so that any thing may be
    the subject of what would be, or of a sentence that names the matter elsewhere."""
    grammar, at = view.grammar, verb.index
    field = view.field(at)
    subject = range(field.start, at)
    if at + 1 in view.starting or any(m.first in subject and not m.genitive for m in view.mentions):
        return False
    words = [view.lowers[i] for i in subject if view.tokens[i].is_word]
    if any(word in grammar["matter.people"] for word in words):
        return False
    if has_matter_subject(view, field, at):
        return True
    supposed = verb.modal in grammar["modals.suggesting"]
    return sure and bool(words) and (supposed or view.matter())
