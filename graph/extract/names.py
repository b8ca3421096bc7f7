"""By which names a respondent goes: shortened, abbreviated, by its kind, and as the text itself defines.

Knows names and the language's kinds of respondents; who the respondent is, is decided in `submitter`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.kinds import generic_names, kind_of, kinds_of_class
from remissgraf.ontology.entries import Actor

__all__ = ["bracketed_name", "defined_in_text", "is_code", "is_generic", "names_of", "short_name"]

_WORDS_IN_SHORT_NAME: Final = 4
_LONGEST_CODE: Final = 6
# The shortest first word of a company's name that stands for all of it ("Nordvind").
_SHORTEST_FIRST_WORD: Final = 5
_IN_BRACKETS: Final = re.compile(r"[\w\s]{0,60}?\(([^()]{2,60})\)")
_QUOTES: Final = " \"”“'’"


def is_generic(name: str) -> bool:
    """A name in lower case ("kommunen", "vi") calls many."""
    return name == name.lower()


def is_code(name: str) -> bool:
    """A short form in capitals, to be matched in that case only."""
    return len(name) <= _LONGEST_CODE and name.isupper()


def names_of(actor: Actor, grammar: Grammar) -> Iterator[str]:
    """A respondent's own names and the ways to shorten them; generic nouns of its kind and its organs last."""
    for name in (actor.name, *actor.aliases, *([actor.name_en] if actor.name_en else [])):
        if name.lower() not in grammar["respondent.pronouns"]:
            yield name
            yield from _shortened(name, grammar)
    kind = kind_of(actor.name, grammar.language)
    classes = {*actor.classes, *([kind.cls] if kind else [])}
    first = actor.name.split()[0] if actor.name.strip() else ""
    if (
        "Company" in classes
        and len(first) >= _SHORTEST_FIRST_WORD
        and kind_of(first, grammar.language) is None
    ):
        yield first
    generic = generic_names(actor.name, grammar.language)
    yield from generic
    if not grammar.numbers["syntax.passive_by_ending"] and " " in actor.name:
        yield from (
            f"{article} {actor.name.split()[-1].lower()}" for article in grammar["words.definite_articles"]
        )
    if not generic:
        for cls in actor.classes:
            yield from kinds_of_class(cls, grammar.language)
    if classes & grammar["respondent.organ_classes"]:
        yield from grammar["respondent.organs"]


def _shortened(name: str, grammar: Grammar) -> Iterator[str]:
    """ "Nordvind AB" → "Nordvind"; "Riksförbundet Trygga Hem" → "Trygga Hem"; "Norrviks kommun" → "Norrvik"."""
    words = name.split()
    if len(words) > 1 and words[-1].lower().strip("()") in grammar["respondent.legal_forms"]:
        words = words[:-1]
        yield " ".join(words)
    if len(words) < 2:
        return
    first, last = kind_of(words[0], grammar.language), kind_of(words[-1], grammar.language)
    if first is not None and first.cls != "StateAgency" and words[1][0].isupper():
        if words[0].lower().endswith(grammar.phrases["respondent.definite_endings"]):
            yield " ".join(words[1:])
    elif len(words) == 2 and last is not None and last.cls == "Municipality":
        yield words[0].removesuffix("s")


def defined_in_text(text: str, names: Iterable[str], grammar: Grammar) -> Iterator[str]:
    """Short names that the text defines after one of the names: "(RMB)", "(nedan förbundet)", "(”Rydhagen”)"."""
    lowered = text.lower()
    for name in sorted({name for name in names if len(name) > _WORDS_IN_SHORT_NAME and not is_generic(name)}):
        at = lowered.find(name.lower())
        while at >= 0:
            short = bracketed_name(text, at + len(name), grammar)
            if short is not None:
                yield short
            at = lowered.find(name.lower(), at + 1)


def bracketed_name(text: str, at: int, grammar: Grammar) -> str | None:
    """The short form that a bracket soon after `at` defines, or None."""
    match = _IN_BRACKETS.match(text, at)
    return short_name(match.group(1), grammar) if match is not None else None


def short_name(text: str, grammar: Grammar) -> str | None:
    """The short form that the inside of a bracket defines ("nedan Bergfonden", "RMB", "”Bergfonden”"), or None."""
    called = text.strip(_QUOTES)
    marked = called != text.strip()
    for phrase in sorted(grammar["respondent.called"], key=len, reverse=True):
        if called.lower().startswith(phrase + " "):
            called, marked = called[len(phrase) :].strip(_QUOTES), True
    words = called.split()
    if not words or len(words) > _WORDS_IN_SHORT_NAME or called[0].isdigit():
        return None
    return called if marked or (len(words) == 1 and any(letter.isupper() for letter in called)) else None
