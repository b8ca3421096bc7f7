"""What limits or turns a stance: conditions, concessions, degree words, agreement with the document.

Knows the sentence and the language's cues, no stance classes.
"""

from __future__ import annotations

from typing import Final

from remissgraf.graph.extract.view import View

__all__ = ["CONCURS", "agrees_with_document", "concession_in", "condition_in", "is_qualified"]


# The concept of an opinion held together with the document.
CONCURS: Final = "instammer"
# How far the document may stand after "i likhet med", in tokens.
_NEAR: Final = 4


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


def condition_in(view: View, first: int) -> str | None:
    """The conditional words after token `first`, from the cue to the end of the sentence, or None."""
    tail_start = view.tokens[first].start if first < len(view.tokens) else len(view.text)
    tail = view.text[tail_start:]
    lowered = tail.lower()
    places = [at for cue in view.grammar.phrases["cues.condition"] if (at := _whole(lowered, cue)) >= 0]
    for word in view.grammar.phrases["cues.condition_after_comma"]:
        at = lowered.find(f", {word} ")
        if at >= 0:
            places.append(at + 2)
    if not places:
        return None
    return tail[min(places) :].strip(" .")


def is_qualified(view: View, first: int, last: int) -> bool:
    """Whether a limiting degree word stands with the stance: around it, before the next clause opens."""
    end = last + 1
    while end < len(view.tokens) and view.tokens[end].lower not in view.grammar["words.subordinators"]:
        if view.tokens[end].text == "," or view.tokens[end].lower in view.grammar["words.new_clause"]:
            break
        end += 1
    nearby = view.between(first - 3, end)
    return any(_whole(nearby, cue) >= 0 for cue in view.grammar.phrases["cues.qualifying"])


def concession_in(view: View, first: int, last: int) -> str | None:
    """The words from "men", "dock" … within tokens first … last (exclusive), or None."""
    for at in range(first, min(last, len(view.tokens))):
        if view.tokens[at].lower in view.grammar["cues.concession"]:
            return view.text[view.tokens[at].start :].strip(" .")
    return None


def _whole(text: str, phrase: str) -> int:
    at = text.find(phrase)
    while at >= 0:
        before = text[at - 1] if at else " "
        after = text[at + len(phrase)] if at + len(phrase) < len(text) else " "
        if not before.isalnum() and not after.isalnum():
            return at
        at = text.find(phrase, at + 1)
    return -1
