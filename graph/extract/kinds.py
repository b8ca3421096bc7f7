"""Kinds of respondents by their names: "-nämnden" is a public body and calls itself "nämnden".

Reads graph/language/<language>/kinds.csv. Knows names only, no documents.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Kind", "generic_names", "generic_nouns", "kind_of", "kinds_of_class", "load_kinds"]

# Letters that a kind's ending and its generic noun share where one is the other's form ("nämnd", "nämnden").
_STEM = 4


@dataclass(frozen=True, slots=True)
class Kind:
    """ending: of a word of the name ("=ab": the word itself); generic: how such an actor calls itself; cls: ontology class."""

    ending: str
    generic: tuple[str, ...]
    cls: str


@cache
def load_kinds(language: str) -> tuple[Kind, ...]:
    """All kinds of a language, longest ending first."""
    text = files("remissgraf.graph.language").joinpath(language, "kinds.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    kinds = [Kind(row["ending"], tuple(row["generic"].split("|")), row["class"]) for row in rows]
    return tuple(sorted(kinds, key=lambda kind: -len(kind.ending)))


@cache
def kind_of(name: str, language: str) -> Kind | None:
    """The kind that a name tells, from the first of its words that has a known ending."""
    for word in name.lower().split():
        bare = word.strip('.,()"”')
        for kind in load_kinds(language):
            if bare == kind.ending.lstrip("=") or bare.endswith(kind.ending):
                return kind
    return None


@cache
def generic_names(name: str, language: str) -> frozenset[str]:
    """How an actor of this name calls itself in lower case: by the kinds of its words and by those words in the definite form
    ("Statens provningsnämnd" → "nämnden", "provningsnämnden")."""
    found: set[str] = set()
    for word in name.lower().split():
        bare = word.strip(".,()\"”'’")
        kind = kind_of(bare, language)
        if kind is None:
            continue
        found.update(kind.generic)
        ending = kind.ending.lstrip("=")
        definite = kind.generic[0]
        if definite.startswith(ending[:_STEM]) and bare.endswith(ending):
            found.add(bare[: -len(ending)] + definite)
    return frozenset(found)


@cache
def generic_nouns(language: str) -> frozenset[str]:
    """All generic nouns of a language."""
    return frozenset(noun for kind in load_kinds(language) for noun in kind.generic)


@cache
def kinds_of_class(cls: str, language: str) -> tuple[str, ...]:
    """The generic nouns of an ontology class, for actors whose name tells no kind."""
    return tuple(sorted({noun for kind in load_kinds(language) if kind.cls == cls for noun in kind.generic}))
