"""Stances in clipped speech: "Ingen erinran.", "Bra att …", "Ja, i stort."

The words that a full sentence would have are left out and understood. Knows one sentence, and for an answer its question.
"""

from __future__ import annotations

from typing import Final

from remissgraf.graph.extract.finding import Finding, bare_finding, concepts, negated_slug
from remissgraf.graph.extract.patterns import Lexicon, Pattern, find_matches
from remissgraf.graph.extract.view import View

__all__ = ["answer", "judgement_without_verb", "verdict_without_verb"]

_YES: Final = "instammer"
_NO: Final = "ifragasatter"
_NOTHING: Final = "ingen-erinran"
# What a question may ask for by its verb.
# The longest label before an answer, in tokens.
_LABEL: Final = 5
# The shortest verb that its ending tells.
_SHORTEST: Final = 5
_VERDICTS: Final = frozenset({"Approves", "Concurs"})


def verdict_without_verb(view: View, lexicon: Lexicon) -> Finding | None:
    """ "Ingen erinran.", "Inga synpunkter på avsnittet.": an expression whose "ha" is left out opens a sentence without a finite verb."""
    tokens, start = view.tokens, _past_label(view)
    excepting = view.grammar["targets.excepting"]
    # "Inga synpunkter, förutom att …": what is excepted is a clause of its own.
    end = next((at for at, token in enumerate(tokens) if token.lower in excepting), len(tokens))
    if view.asks or start >= len(tokens) or end - start > view.grammar.numbers["answers.max_verbless"]:
        return None
    best: Pattern | None = None
    for pattern in lexicon.elided.get(tokens[start].lower, ()):
        opens = start + len(pattern.after) <= len(tokens) and all(
            tokens[start + i].lower in element for i, element in enumerate(pattern.after)
        )
        if (
            opens
            and not _is_title(view, start + len(pattern.after))
            and (best is None or len(pattern.after) > len(best.after))
        ):
            best = pattern
    if best is None:
        return None
    after = start + len(best.after)
    if any(_is_verb(view, token.lower) for token in tokens[after:end]):
        return None
    return bare_finding(view, best.concept, best.label, start, after - 1, "verbless")


def _past_label(view: View) -> int:
    """Where what is said begins: behind "12.3", "12.3:" or "Avsnitt 12.4:"."""
    tokens, at = view.tokens, 0
    if tokens and tokens[0].lower in view.grammar["targets.chapter_words"] and ":" in view.lowers[:_LABEL]:
        at = 1
    while at < min(len(tokens), _LABEL) and (
        tokens[at].text[0].isdigit() or (at and tokens[at].text in ":.–-")
    ):
        at += 1
    # "Förslag: låt bryggorna ligga kvar" has no number.
    return at if any(token.text[0].isdigit() for token in tokens[:at]) else 0


def _is_verb(view: View, word: str) -> bool:
    """A finite verb of the tables, or one told by its ending ("Förslagen baseras på …")."""
    phrases = view.grammar.phrases
    told = word.endswith(phrases["words.finite_endings"]) and len(word) >= _SHORTEST
    return view.grammar.is_finite(word) or (told and not word.endswith(phrases["words.genitive_endings"]))


def _is_title(view: View, after: int) -> bool:
    """ "Förslag till konsekvensbeskrivning" names a paper and proposes nothing."""
    follows = view.lowers[after] if after < len(view.tokens) else ""
    return follows in view.grammar["answers.titling"] and view.lowers[0] in view.grammar["objects.proposals"]


def judgement_without_verb(view: View, lexicon: Lexicon) -> Finding | None:
    """ "Bra att …", "Oklart hur …": a judgement with "det är" left out, followed by its clause."""
    tokens, grammar = view.tokens, view.grammar
    if view.asks or len(tokens) < 3:
        return None
    at = 1 if tokens[0].lower in grammar["words.adverbs"] else 0
    if tokens[at + 1].lower not in grammar["words.complementisers"]:
        return None
    pattern = lexicon.predicates.get("matter", {}).get(tokens[at].lower)
    return (
        bare_finding(view, pattern.concept, pattern.label, at, at, "judgement")
        if pattern is not None
        else None
    )


def answer(view: View, question: View, lexicon: Lexicon) -> Finding | None:
    """A short answer to a question: "Ja, i stort.", "Nej.". Where the question asks for comments or faults, "nej" objects to nothing;
    where it has a stance ("Tillstyrker ni …?"), "ja" takes it."""
    words = [token.lower for token in view.tokens if token.is_word]
    if not words or len(words) > view.grammar.numbers["answers.max_words"]:
        return None
    positive = words[0] in view.grammar["answers.positive"]
    if not positive and words[0] not in view.grammar["answers.negative"]:
        return None
    if not view.grammar["answers.asking_comments"].isdisjoint(question.words):
        return None if positive else bare_finding(view, _NOTHING, words[0], 0, 0, "answer")
    if not view.grammar["answers.asking_faults"].isdisjoint(question.words):
        return bare_finding(view, _NO if positive else _NOTHING, words[0], 0, 0, "answer")
    slug = _asked(question, lexicon) or _YES
    qualified = concepts()[slug].when_qualified
    if positive and qualified is not None and view.has("answers.reserved"):
        slug = qualified
    return bare_finding(view, slug if positive else negated_slug(slug), words[0], 0, 0, "answer")


def _asked(question: View, lexicon: Lexicon) -> str | None:
    """The verdict that a question asks for: "Tillstyrker ni förslaget?"."""
    asked = (
        match.pattern.concept
        for match in find_matches(lexicon, question.tokens)
        if match.pattern.kind == "holder" and not match.pattern.negative
    )
    return next((slug for slug in asked if concepts()[slug].cls in _VERDICTS), None)
