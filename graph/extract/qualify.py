"""What limits or turns a stance: conditions, concessions, degree words, agreement with the document.

Knows the sentence and the language's cues, no stance classes.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from remissgraf.graph.extract.grammar import load_grammar
from remissgraf.graph.extract.view import View

__all__ = [
    "CONCURS",
    "agrees_with_document",
    "concession_after",
    "concession_in",
    "condition_after",
    "condition_in",
    "is_qualified",
]


# The concept of an opinion held together with the document.
CONCURS: Final = "instammer"
# How far the document may stand after "i likhet med", in tokens.
_NEAR: Final = 4
# A longer opening than this, in tokens, is no condition of what follows.
# So many tokens tell that a limit follows.
_LIMIT: Final = 4
_LONGEST: Final = 60
# How far into a sentence a "dock" that limits the one before may stand, in tokens.
_EARLY: Final = 6


def agrees_with_document(view: View) -> bool:
    """ "I likhet med utredningen anser …", "precis som promemorian menar …": the opinion is the document's too."""
    cue = view.has("cues.agreeing")
    if cue is None:
        return False
    words = view.lower.split()
    length = len(cue.split())
    nouns = view.grammar["matter.proposal_nouns"]
    places = [i for i in range(len(words)) if " ".join(words[i : i + length]) == cue]
    return any(nouns & set(words[i + length : i + length + _NEAR]) for i in places)


def condition_in(view: View, first: int, last: int) -> str | None:
    """The conditional words of the stance in tokens first … last as written: those after it, else those that open the sentence, else a
    word that points back to a condition ("i så fall"); or None."""
    if _conditional(view.grammar.language).isdisjoint(view.words):
        return None
    return _condition_after(view, last + 1) or _condition_before(view, first) or _condition_told(view)


@cache
def _conditional(language: str) -> frozenset[str]:
    """One word of every cue of a condition, its longest: a sentence without any of them has no condition."""
    phrases = load_grammar(language).phrases
    names = ("condition", "condition_told", "condition_after_comma")
    return frozenset(max(cue.split(), key=len) for name in names for cue in phrases[f"cues.{name}"]).union(
        phrases["cues.condition_verbs"]
    )


def condition_after(view: View) -> str | None:
    """The whole of a sentence that makes a condition of the one before it ("Det förutsätter att …"), or None."""
    openers = view.grammar.phrases["cues.condition_following"]
    return view.text.strip(" .") if f"{view.lower} ".startswith(tuple(f"{cue} " for cue in openers)) else None


def _condition_told(view: View) -> str | None:
    for cue in view.grammar.phrases["cues.condition_told"]:
        at = _whole(view.lower, cue)
        if at >= 0:
            return view.text[at : at + len(cue)]
    return None


def _condition_after(view: View, at: int) -> str | None:
    """From the cue to the end of the sentence, or to a "men" that begins something else."""
    if at >= len(view.tokens):
        return None
    grammar = view.grammar
    tail = view.text[view.tokens[at].start :]
    lowered = tail.lower()
    cues = [cue for cue in grammar.phrases["cues.condition"] if cue in lowered]
    places = [place for cue in cues if (place := _whole(lowered, cue)) >= 0]
    for word in grammar.phrases["cues.condition_after_comma"]:
        place = lowered.find(f", {word} ")
        if place >= 0:
            places.append(place + 2)
    bare = _bare_clause(view, at)
    if bare is not None:
        places.append(bare - view.tokens[at].start)
    if not places:
        return None
    turns = [_whole(lowered, word) for word in grammar.phrases["words.adversatives"]]
    turns = sorted(turn for turn in turns if turn >= 0)
    start = min(places)
    if (
        turns
        and turns[0] < start
        and lowered[turns[0] : start].strip(" ,") not in grammar["words.adversatives"]
    ):
        # What follows "men" is another stance's condition.
        return None
    end = next((turn for turn in turns if turn > start), len(tail))
    return tail[start:end].strip(" .,") or None


def _bare_clause(view: View, first: int) -> int | None:
    """Where, as a place in the text, " … före 2030 om den ska vara till nytta" begins: a clause with a pronoun as its subject, not after a
    word that asks whether."""
    grammar = view.grammar
    for at in range(first + 1, len(view.tokens) - 2):
        if view.lowers[at] not in grammar["cues.condition_after_comma"]:
            continue
        before, subject, verb = (view.lowers[at + step] for step in (-1, 1, 2))
        asked = before in grammar.forms or before in grammar.any_of("words.asking_nouns", "cues.concessive")
        if not asked and subject in grammar["cues.condition_subjects"] and grammar.is_finite(verb):
            return view.tokens[at].start
    return None


def _condition_before(view: View, first: int) -> str | None:
    """ "Under förutsättning att …", "Om staten betalar …" before the stance: from the cue to the stance."""
    grammar = view.grammar
    at = 1 if view.tokens and view.lowers[0] in grammar["words.adverbs"] else 0
    if not at < first <= at + _LONGEST:
        return None
    between = view.between(at, first)
    if ":" in between or between.startswith(grammar.phrases["cues.no_condition"]):
        return None
    opens = (
        between.startswith(_openers(grammar.language)) or view.lowers[at] in grammar["cues.condition_verbs"]
    )
    if not opens:
        # "Om avgifterna anser vi …" is about the fees; a condition is a clause.
        opens = view.lowers[at] in grammar[
            "cues.condition_after_comma"
        ] and not view.grammar.finite.isdisjoint(view.lowers[at + 1 : first])
    return view.text[view.tokens[at].start : view.tokens[first].start].strip(" ,") if opens else None


@cache
def _openers(language: str) -> tuple[str, ...]:
    return tuple(f"{cue} " for cue in load_grammar(language).phrases["cues.condition"])


def is_qualified(view: View, first: int, last: int) -> bool:
    """Whether a limiting degree word stands with the stance: around it, before the next clause opens."""
    end = last + 1
    while end < len(view.tokens) and view.lowers[end] not in view.grammar["words.subordinators"]:
        if view.tokens[end].text == "," or view.lowers[end] in view.grammar["words.new_clause"]:
            break
        end += 1
    nearby = view.between(first - 3, end)
    cues = [cue for cue in view.grammar.phrases["cues.qualifying"] if cue in nearby]
    if any(_whole(nearby, cue) >= 0 for cue in cues):
        return True
    # "tillstyrks, dock med undantag för 7 §"; "tillstyrker förslaget men med två ändringar"
    turning = view.grammar.any_of("cues.concession", "words.adversatives")
    after = end
    while after < len(view.tokens) and (view.tokens[after].text == "," or view.lowers[after] in turning):
        after += 1
    return after > end and view.between(after, after + _LIMIT).startswith(
        view.grammar.phrases["cues.qualifying"]
    )


def concession_in(view: View, first: int, last: int) -> str | None:
    """The words from "men", "dock" … within tokens first … last (exclusive), or None."""
    cues = view.grammar["cues.concession"]
    for at in () if cues.isdisjoint(view.words) else range(first, min(last, len(view.tokens))):
        if view.lowers[at] in cues:
            return view.text[view.tokens[at].start :].strip(" .")
    return None


def concession_after(view: View) -> str | None:
    """The whole of a sentence that limits the one before it ("Dock saknas …", "Kommunen vill emellertid …"), or None."""
    grammar, tokens = view.grammar, view.tokens
    opens = bool(tokens) and tokens[0].lower in grammar["cues.concession"]
    inside = any(token.lower in grammar["cues.concession_inside"] for token in tokens[:_EARLY])
    return view.text.strip(" .") if opens or inside else None


def _whole(text: str, phrase: str) -> int:
    at = text.find(phrase)
    while at >= 0:
        before = text[at - 1] if at else " "
        after = text[at + len(phrase)] if at + len(phrase) < len(text) else " "
        if not before.isalnum() and not after.isalnum():
            return at
        at = text.find(phrase, at + 1)
    return -1
