"""Judgements by the shape of their clause alone, where no expression of praise, blame or demand was found in the sentence.

What a main clause in the present denies, supposes, finds so great that something follows, or does without something is seldom said but
to judge: "Fristen ryms inte i årsplanen", "En karta skulle göra planen tydligare", "Kraven är så allmänna att …", "Taket sätts utan att
behoven redovisas". Words: [shapes] of grammar.toml and the judging adjectives. Knows one sentence in which nothing else was found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from functools import cache
from typing import Final

from remissgraf.graph.extract.finding import Finding, bare_finding, concepts
from remissgraf.graph.extract.grammar import load_grammar
from remissgraf.graph.extract.implied import denies_objection
from remissgraf.graph.extract.memo import Memo
from remissgraf.graph.extract.patterns import Lexicon
from remissgraf.graph.extract.present import Clause, clauses_of
from remissgraf.graph.extract.view import View
from remissgraf.graph.extract.wordforms import judged_by_form

__all__ = ["shaped"]

_BAD: Final = "ifragasatter"
_GOOD: Final = "valkomnar"
_LACKS: Final = "efterlyser"
_ASKS: Final = "foreslar"
_NOTHING: Final = "ingen-erinran"
_JUDGING: Final = frozenset({"Questions", "Welcomes", "Concurs"})
# How far behind the finite verb its negator, its infinitive or supine, and a word that judges may stand, in tokens.
_NEGATOR: Final = 5
_INFINITIVE: Final = 6
_WORD: Final = 9
# "Inte heller lämnas …": so many tokens deny before the verb.
_OPENED: Final = 2
# How far behind the verb a word may stand that denies, and behind the negator what is denied, in tokens.
_CLOSE: Final = 2
# How far behind "så" the adjective may stand whose degree the clause after it tells.
_DEGREE: Final = 3


def shaped(view: View, lexicon: Lexicon, start: int = 0) -> Finding | None:
    """The first judgement that a clause of the sentence has by its shape, from the token `start` on; None where there is none."""
    rules = [rule for may, rule in _RULES if may(view)]
    clauses = [clause for clause in clauses_of(view) if clause.at >= start] if rules else []
    for rule in rules:
        finding = rule(view, lexicon, clauses)
        if finding is not None:
            return finding
    return None


def _words(view: View, clause: Clause, reach: int) -> Sequence[str]:
    return view.lowers[clause.at + 1 : clause.at + 1 + reach]


def _negator(view: View, clause: Clause) -> int | None:
    """Where the clause's negator stands; None where it has none, or one that denies nothing ("inte minst")."""
    grammar, tokens = view.grammar, view.tokens
    if clause.at == _OPENED and view.between(0, _OPENED) in grammar["words.negative_openings"]:
        return 0
    for i in range(clause.at + 1, min(len(tokens), clause.at + 1 + _NEGATOR)):
        word = tokens[i].lower
        if word in grammar["words.negators"]:
            following = " ".join(token.lower for token in tokens[i : i + 2])
            excused = following in grammar["cues.not_negating"]
            # "som delar av en helhet och inte som enskilda platser" contrasts.
            contrasted = tokens[i - 1].lower in grammar["words.joining"]
            return None if excused or contrasted else i
        if word in grammar["words.subordinators"] or not tokens[i].is_word:
            return None
    return None


def _praises(view: View, lexicon: Lexicon, word: str) -> bool | None:
    """Whether a word praises (True) or blames (False): a judging adjective, or one by its form."""
    pattern = lexicon.predicates.get("matter", {}).get(word)
    if pattern is not None and concepts()[pattern.concept].cls in _JUDGING:
        return concepts()[pattern.concept].cls != "Questions"
    return judged_by_form(view.grammar, word)


def _done(view: View, at: int) -> bool | None:
    """ "väl övervägda", "illa avvägt": an adverb before a participle praises (True) or blames (False) how a thing was done."""
    grammar, following = view.grammar, view.tokens[at + 1 : at + 2]
    if not any(token.lower.endswith(grammar.phrases["words.participle_endings"]) for token in following):
        return None
    word = view.lowers[at]
    return True if word in grammar["manner.good"] else False if word in grammar["manner.bad"] else None


def _harms(view: View, lexicon: Lexicon, words: Sequence[str]) -> bool:
    grammar = view.grammar
    harm = grammar.phrases["effects.harming"] + grammar.phrases["effects.bad"]
    return any(word.startswith(harm) or _praises(view, lexicon, word) is False for word in words)


def _supposed(view: View, lexicon: Lexicon, clauses: Sequence[Clause]) -> Finding | None:
    """ "En karta skulle göra planen tydligare" wishes for what is not there; "En sådan flytt skulle splittra …" doubts what is proposed."""
    grammar = view.grammar
    for clause in clauses:
        word = view.lowers[clause.at]
        if word not in grammar["shapes.wishing"] or clause.at == 0:
            continue
        words = _words(view, clause, _WORD)
        relieved = not grammar["shapes.relieving"].isdisjoint(words)
        bad = _negator(view, clause) is not None or (not relieved and _harms(view, lexicon, words))
        if word in grammar["shapes.being"]:
            return bare_finding(view, _BAD if bad else _ASKS, word, clause.at, clause.at, "shape")
        subject = view.lowers[clause.field.start : clause.at]
        such = not grammar["shapes.such"].isdisjoint(subject)
        new = not subject or subject[0] in grammar["shapes.new"]
        if bad and (such or clause.of_matter or new):
            return bare_finding(view, _BAD, word, clause.at, clause.at, "shape")
        offered = not grammar["shapes.able"].isdisjoint(words) and any(
            one.endswith(grammar.phrases["words.passive_endings"]) for one in words
        )
        if ((new and not such) or offered) and not bad:
            return bare_finding(view, _ASKS, word, clause.at, clause.at, "shape")
        helps = any(one.startswith(grammar.phrases["shapes.helping"]) for one in words[:_INFINITIVE])
        if helps and not bad and clause.of_matter:
            return bare_finding(view, _GOOD, word, clause.at, clause.at, "shape")
    return None


def _undone(view: View, lexicon: Lexicon, clauses: Sequence[Clause]) -> Finding | None:
    """ "Frågan kunde ha utvecklats", "hade med fördel kunnat nämnas": what was left undone is missed."""
    grammar = view.grammar
    for clause in clauses:
        word, words = view.lowers[clause.at], _words(view, clause, _INFINITIVE)
        could = word in grammar["modals.past_deontic"] and not grammar[
            "modals.perfect_infinitive"
        ].isdisjoint(words)
        had = word in grammar["shapes.had"] and not grammar["shapes.could"].isdisjoint(words)
        done = any(one.endswith(grammar.phrases["shapes.undone_endings"]) for one in words)
        if not (clause.of_matter or done):
            could = False
        if could or had:
            return bare_finding(view, _LACKS, word, clause.at, clause.at, "shape")
        better = any(
            one in grammar["shapes.better"] or one.endswith(grammar.phrases["shapes.comparative_endings"])
            for one in words
        )
        if word in grammar["shapes.had"] and better and not grammar["shapes.been"].isdisjoint(words):
            return bare_finding(view, _ASKS, word, clause.at, clause.at, "shape")
    return None


def _so_much(view: View, lexicon: Lexicon, clauses: Sequence[Clause]) -> Finding | None:
    """ "Målen är så allmänt hållna att …": what follows from the degree is a fault."""
    grammar, tokens = view.grammar, view.tokens
    for clause in clauses:
        for i in range(clause.at + 1, min(len(tokens) - 2, clause.at + _WORD)):
            if tokens[i].lower not in grammar["shapes.so"]:
                continue
            for last in range(i + 1, min(len(tokens) - 1, i + 1 + _DEGREE)):
                ends = tokens[last + 1].lower in grammar["words.infinitive_marks"]
                told = tokens[last].lower.endswith(grammar.phrases["shapes.degree_endings"])
                if ends and told and tokens[last].lower not in grammar["shapes.no_degrees"]:
                    return bare_finding(view, _BAD, tokens[clause.at].lower, clause.at, last, "shape")
    return None


def _judged(view: View, lexicon: Lexicon, clauses: Sequence[Clause]) -> Finding | None:
    """ "Ett gemensamt magasin är en lockande tanke", "Avsnittet ger en ensidig bild": an adjective judges, whatever its noun."""
    grammar, tokens = view.grammar, view.tokens
    for clause in clauses:
        if tokens[clause.at].lower not in grammar["shapes.describing"]:
            continue
        stop = grammar.any_of("words.subordinators", "words.negative_determiners")
        for i in range(clause.at + 1, min(len(tokens), clause.at + 1 + _WORD)):
            word = tokens[i].lower
            if not tokens[i].is_word or word in stop:
                break
            praised = _praises(view, lexicon, word)
            if praised is None:
                praised = _done(view, i)
            introduced = tokens[i - 1].lower in grammar["words.indefinite_articles"]
            if not (clause.of_matter or introduced):
                continue
            if praised is None or word in grammar["effects.no_attributes"]:
                continue
            if _negator(view, clause) is not None:
                praised = not praised
            slug = _GOOD if praised else _BAD
            return bare_finding(view, slug, tokens[clause.at].lower, clause.at, i, "shape")
    return None


def _hard(view: View, lexicon: Lexicon, clauses: Sequence[Clause]) -> Finding | None:
    """ "Den synen är svår att känna igen": what is hard to do with the matter, whatever it is that is done."""
    grammar, tokens = view.grammar, view.tokens
    for clause in clauses:
        if tokens[clause.at].lower not in grammar["shapes.describing"] or not clause.of_matter:
            continue
        for i in range(clause.at + 1, min(len(tokens) - 1, clause.at + _WORD)):
            marked = tokens[i + 1].lower in grammar["words.infinitive_marks"]
            if tokens[i].lower in grammar["shapes.hard"] and marked and _negator(view, clause) is None:
                return bare_finding(view, _BAD, tokens[clause.at].lower, clause.at, i, "shape")
    return None


def _deplored(view: View, lexicon: Lexicon, clauses: Sequence[Clause]) -> Finding | None:
    """ "Planen slutar tyvärr där": an adverb that deplores or praises what the whole sentence says."""
    grammar, tokens = view.grammar, view.tokens
    for clause in clauses:
        for i in range(clause.field.start, min(len(tokens), clause.at + _NEGATOR)):
            for name, slug in (("shapes.deploring", _BAD), ("shapes.rejoicing", _GOOD)):
                if tokens[i].lower in grammar[name]:
                    first, last = sorted((clause.at, i))
                    return bare_finding(view, slug, tokens[i].lower, first, last, "shape")
    return None


def _harmful(view: View, lexicon: Lexicon, clauses: Sequence[Clause]) -> Finding | None:
    """ "Kravet splittrar kompetensen", "Flytten kan förlama arbetet": the verb says what harm is done; others say what is gained."""
    grammar, tokens = view.grammar, view.tokens
    for clause in clauses:
        at: int | None = clause.at
        if tokens[clause.at].lower in grammar["shapes.may"]:
            at = next(
                (
                    i
                    for i in range(clause.at + 1, min(len(tokens), clause.at + 1 + _INFINITIVE))
                    if grammar.is_infinitive(tokens[i].lower)
                ),
                None,
            )
        supposed = tokens[0].lower in grammar["words.supposing"]
        if at is None or supposed or not clause.of_matter or _negator(view, clause) is not None:
            continue
        if tokens[at].lower.startswith(grammar.phrases["shapes.harming"]):
            return bare_finding(view, _BAD, tokens[at].lower, clause.at, at, "shape")
        sure = at == clause.at or tokens[clause.at].lower in grammar["shapes.expecting"]
        if sure and tokens[at].lower.startswith(grammar.phrases["shapes.helping"]):
            return bare_finding(view, _GOOD, tokens[at].lower, clause.at, at, "shape")
    return None


def _needed(view: View, lexicon: Lexicon, clauses: Sequence[Clause]) -> Finding | None:
    """ "Frågan behöver en nationell lösning", "Skolorna behöver längre frister": what others or the matter need, is asked for."""
    grammar, tokens = view.grammar, view.tokens
    for clause in clauses:
        if tokens[clause.at].lower not in grammar["shapes.needing"]:
            continue
        words = [word for word in _words(view, clause, _INFINITIVE) if word not in grammar["words.adverbs"]]
        counted = any(any(sign.isdigit() for sign in word) for word in words)
        denied = not grammar["words.negators"].isdisjoint(words)
        if counted or denied or not words or grammar.is_infinitive(words[0]):
            continue
        ends = next((n for n, word in enumerate(words) if word in grammar["words.prepositions"]), len(words))
        if words[0] in grammar["shapes.enhancing"] or not grammar["shapes.needed"].isdisjoint(words[:ends]):
            return bare_finding(view, _ASKS, tokens[clause.at].lower, clause.at, clause.at, "shape")
        if words[0].endswith(grammar.phrases["shapes.comparative_endings"]):
            return bare_finding(view, _ASKS, tokens[clause.at].lower, clause.at, clause.at, "shape")
    return None


def _without(view: View, lexicon: Lexicon, clauses: Sequence[Clause]) -> Finding | None:
    """ "Taket höjs utan att behoven redovisas", "… utan hänsyn till bilarna": what the matter does without it should have."""
    grammar, tokens = view.grammar, view.tokens
    for clause in clauses:
        demanded = tokens[clause.at].lower in grammar.any_of(
            "modals.deontic", "modals.deontic_passive", "modals.suggesting", "modals.permitting"
        )
        if demanded:
            continue
        for i in range(clause.at + 1, len(tokens) - 1):
            given = grammar["shapes.means"].isdisjoint(view.lowers[i + 1 : i + 1 + _NEGATOR])
            if given and not clause.of_matter:
                continue
            if (
                tokens[i].lower in grammar["shapes.without"]
                and tokens[i + 1].lower in grammar["shapes.wanting"]
            ):
                return bare_finding(view, _BAD, tokens[i].lower, i, i + 1, "shape")
    return None


def _denied(view: View, lexicon: Lexicon, clauses: Sequence[Clause]) -> Finding | None:
    """ "Uppgiften ryms inte i anslaget", "Var gränsen går förklaras ingenstans": what is denied is doubted or missed."""
    grammar, tokens = view.grammar, view.tokens
    for clause in clauses:
        at, no = clause.at, _negator(view, clause)
        word = tokens[at].lower
        if no is None:
            near = range(at + 1, min(len(tokens), at + 1 + _CLOSE))
            no = next((i for i in near if tokens[i].lower in grammar["shapes.denying"]), None)
        if no is None or word in grammar["shapes.undeniable"]:
            continue
        helped = word in grammar["shapes.may"] or word in grammar["modals.auxiliary"]
        reach = range(no + 1, min(len(tokens), no + 1 + _INFINITIVE)) if helped else range(0)
        done = next((i for i in reach if tokens[i].lower in grammar.forms), at)
        lemmas = {form.lemma for i in (at, done) for form in grammar.forms.get(tokens[i].lower, ())}
        held = lexicon.holding.get(word) is False
        if held or not lemmas.isdisjoint(grammar["shapes.indifferent"]) or _says_little(view, no):
            continue
        if not clause.of_matter and not _may_be_matter(view, clause, lemmas):
            continue
        if denies_objection(view, at):
            return bare_finding(view, _NOTHING, word, min(at, no), max(at, no), "shape", "negated")
        told = not lemmas.isdisjoint(grammar["shapes.telling"]) or (
            tokens[0].lower in grammar["manner.any"] and clause.field.start == 0
        )
        return bare_finding(
            view, _LACKS if told else _BAD, word, min(at, no), max(at, no), "shape", "negated"
        )
    return None


def _says_little(view: View, no: int) -> bool:
    """ "är inte ny", "kan inte förutses", "finns inte i norsk rätt": what is denied behind the negator is no fault."""
    grammar, following = view.grammar, view.tokens[no + 1 : no + 1 + _CLOSE]
    light = grammar["qualities.indifferent"] | grammar["qualities.sayings"]
    light |= _degrees(grammar.language)
    placed = bool(following) and following[0].lower in grammar["words.places"] and not view.matter(no + 1)
    return placed or any(token.lower in light for token in following)


@cache
def _degrees(language: str) -> frozenset[str]:
    """All forms of the words for how great a quality is: "risken är inte stor" doubts nothing."""
    grammar = load_grammar(language)
    names = ("qualities.great", "qualities.slight")
    return frozenset().union(*(grammar.inflected(word) for name in names for word in grammar.phrases[name]))


def _may_be_matter(view: View, clause: Clause, lemmas: Set[str]) -> bool:
    """Whether a denial with these verbs doubts whatever its subject is: what does not suffice, hold or work."""
    grammar, tokens = view.grammar, view.tokens
    start = 0 if clause.field.boundary in grammar["words.subordinators"] else clause.field.start
    words = [token.lower for token in tokens[start : clause.at] if token.is_word]
    return (
        bool(words)
        and words[0] not in grammar["shapes.vague"]
        and not lemmas.isdisjoint(grammar["shapes.sufficing"])
    )


def _has(*names: str) -> Callable[[View], bool]:
    """Whether a word of these lists stands in a sentence."""
    return lambda view: not view.grammar.any_of(*names).isdisjoint(view.words)


def _may_harm(view: View) -> bool:
    return any(map(_effects(view.grammar.language).__getitem__, view.words))


@cache
def _effects(language: str) -> Memo[bool]:
    """Whether a word begins as a verb that says what harm is done or what is gained."""
    phrases = load_grammar(language).phrases
    beginnings = phrases["shapes.harming"] + phrases["shapes.helping"]
    return Memo(lambda word: word.startswith(beginnings))


def _may_deny(view: View) -> bool:
    opened = view.between(0, _OPENED) in view.grammar["words.negative_openings"]
    return opened or _has("words.negators", "shapes.denying")(view)


# Each with what a sentence must have for it: most have nothing of it, and then no clause is looked at.
_RULES: Final[
    Sequence[tuple[Callable[[View], bool], Callable[[View, Lexicon, Sequence[Clause]], Finding | None]]]
] = (
    (_has("shapes.wishing"), _supposed),
    (_has("modals.past_deontic", "shapes.had"), _undone),
    (_has("shapes.so"), _so_much),
    (_has("shapes.describing"), _judged),
    (_has("shapes.hard"), _hard),
    (_may_harm, _harmful),
    (_has("shapes.deploring", "shapes.rejoicing"), _deplored),
    (_has("shapes.without"), _without),
    (_has("shapes.needing"), _needed),
    (_may_deny, _denied),
)
