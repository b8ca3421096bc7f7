"""Actors as a text writes them: one name, or a list of names ("A, B och C", "Alviks och Bergs kommuner", "kommunerna Alvik och Berg").

Knows names, the language's data and the actors that are known; who answers, and for whom, is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.kinds import kind_of
from remissgraf.graph.extract.known import KnownActors
from remissgraf.graph.extract.names import is_code
from remissgraf.graph.extract.tokens import key
from remissgraf.ontology.entries import Actor
from remissgraf.ontology.namespaces import slug

__all__ = ["actor_named", "leading_name", "listed", "pairs"]

_LONGEST: Final = 9
_SIGNS: Final = ' .,:;–-"”’*()'


def actor_named(name: str, known: KnownActors, language: str) -> Actor:
    """The known actor of that name, else one of scope "document", of the kind that the name tells."""
    found = known.get(key(name))
    if found is not None:
        return found
    kind = kind_of(name, language)
    return Actor(slug(name), name, (kind.cls,) if kind else (), scope="document")


@cache
def pairs(rows: tuple[str, ...]) -> Mapping[str, str]:
    """Rows "word:value" of the data as a mapping."""
    return {word: value for word, _, value in (row.partition(":") for row in rows)}


def listed(text: str, known: KnownActors, grammar: Grammar, *, kinds: bool = True) -> tuple[Actor, ...]:
    """The actors that a text begins with, in order, each once. kinds: an unknown name counts only if it tells its kind."""
    names = list(dict.fromkeys(_names(text, known, grammar)))
    found = [
        actor_named(name, known, grammar.language)
        for name in names
        if key(name) in known or not kinds or kind_of(name, grammar.language) is not None
    ]
    return tuple({actor.id: actor for actor in found}.values())


def leading_name(words: Sequence[str], known: KnownActors, grammar: Grammar) -> int:
    """How many of the words, from the first, are one name: the longest known one, else capitals and the kind word after them."""
    opens = words[0][:1].isupper() and known.may_begin(words[0])
    for length in range(min(len(words), _LONGEST) if opens else 0, 0, -1):
        if key(" ".join(words[:length])) in known:
            return length
    at = 0
    while at < min(len(words), _LONGEST) and (step := _step(words, at, grammar)):
        at += step
        if words[at - 1][-1:] in ",.;:":
            break
    return at


def _step(words: Sequence[str], at: int, grammar: Grammar) -> int:
    """How many words from `at` go on with a name that begins at the first word, 0: it has ended."""
    word = words[at].strip(_SIGNS)
    follows = words[at + 1].strip(_SIGNS) if at + 1 < len(words) else ""
    if not word:
        return 0
    if word[0].isupper() or (at and kind_of(word, grammar.language)):
        return 1
    if at and word in grammar["names.closing"]:
        # "Länsstyrelsen i Ådalens län"
        return 1
    if not at or not follows:
        return 0
    if words[at - 1].endswith("-"):
        # "Barn- och utbildningsnämnden"
        return 2
    if at == 1 and word in grammar["names.purpose"] and kind_of(words[0], grammar.language):
        # "Myndigheten för säkerhet och beredskap"
        return 4 if len(words) > at + 3 and words[at + 2].lower() in grammar["names.joining"] else 2
    return int(word in grammar["names.inside"] and follows[:1].isupper())


def _names(text: str, known: KnownActors, grammar: Grammar) -> Iterator[str]:
    before = pairs(grammar.phrases["names.plural_before"])
    opening = next((word for word in before if text.lower().startswith(f"{word} ")), None)
    parts = _parts(text[len(opening) :] if opening else text, grammar)
    bare: list[str] = []
    for part in parts:
        words = part.split()
        length = leading_name(words, known, grammar) if words else 0
        name = " ".join(words[:length]).strip(_SIGNS)
        rest = words[length].lower().strip(_SIGNS) if length < len(words) else ""
        plural = pairs(grammar.phrases["names.plural_after"])
        if name and rest in plural:
            yield from (f"{one} {plural[rest]}" for one in (*bare, name))
            bare.clear()
            length += 1
        elif name and opening:
            yield _filled(before[opening], name, known)
        elif (
            name and key(name) not in known and kind_of(name, grammar.language) is None and not is_code(name)
        ):
            bare.append(name)
        elif name:
            yield from bare
            bare.clear()
            yield name
        if not name or length < len(words):
            break
    yield from bare


def _filled(template: str, name: str, known: KnownActors) -> str:
    """ "{}s kommun" with the name put in; no second s after one that ends so."""
    written = template.format(name)
    if key(name) in known:
        return name
    return written.replace(f"{name}s ", f"{name} ") if name.endswith(("s", "x", "z")) else written


def _parts(text: str, grammar: Grammar) -> list[str]:
    """The parts of a list. A word in lower case, or one that a hyphen waits for, goes on with the name before it."""
    joining = "|".join(re.escape(word) for word in grammar.phrases["names.joining"])
    pieces = re.split(rf"(,\s+(?:(?:{joining})\s+)?|\s+(?:{joining})\s+)", text)
    parts = [_bare(pieces[0], grammar)]
    for separator, written in zip(pieces[1::2], pieces[2::2], strict=True):
        piece = _bare(written, grammar)
        if piece[:1].islower() or parts[-1].endswith("-"):
            parts[-1] += separator + written
        else:
            parts.append(piece)
    return parts


def _bare(text: str, grammar: Grammar) -> str:
    """A name without its article: "the Harbour Society"."""
    article, _, name = text.strip().partition(" ")
    return (
        name if article.lower() in grammar["words.definite_articles"] and name[:1].isupper() else text.strip()
    )
