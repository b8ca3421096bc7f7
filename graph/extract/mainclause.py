"""Whether a clause speaks for itself: a main clause, or a subordinate one that says something of its own. Knows no stances."""

from __future__ import annotations

from remissgraf.graph.extract.view import View

__all__ = ["speaks_as_main", "tells_manner"]

# How far a sentential relative may stand before its verb, in tokens (", vilket enligt oss är …").
_NEAR = 3


def speaks_as_main(view: View, verb: int) -> bool:
    """True in a main clause, after "varför" and in a relative clause on the whole sentence (", vilket är en brist")."""
    opener = view.governor(verb)
    if opener is None:
        return True
    if opener in view.grammar["words.result_openers"]:
        # ", varför …" goes on with the sentence; "frågar sig varför …" does not.
        at = verb - 1
        while view.lowers[at] != opener:
            at -= 1
        return at > 0 and view.tokens[at - 1].text == ","
    if opener in view.grammar["words.infinitive_marks"] and view.lower.startswith(
        view.grammar.phrases["words.leading_over"]
    ):
        # "Till detta kommer att kostnaden inte redovisas."
        marks = [at for at in range(verb) if view.lowers[at] in view.grammar["words.subordinators"]]
        return len(marks) == 1
    if opener in view.grammar["words.as_words"]:
        return tells_manner(view, verb)
    if opener not in view.grammar.any_of("words.sentence_relatives", "words.possessive_relatives"):
        return False
    places = range(max(1, verb - _NEAR), verb)
    return any(view.lowers[at] == opener and view.tokens[at - 1].text == "," for at in places)


def tells_manner(view: View, verb: int) -> bool:
    """ "Kravet är utformat på ett sätt som utesluter …": a relative clause on the way in which a main clause's subject is or acts."""
    ways = view.grammar["manner.ways"]
    if ways.isdisjoint(view.words):
        return False
    for at in range(verb - 1, max(0, verb - 1 - _NEAR), -1):
        if view.lowers[at] in view.grammar["words.as_words"]:
            return view.lowers[at - 1] in ways and view.governor(at) is None
    return False
