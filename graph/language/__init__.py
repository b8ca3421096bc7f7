"""The languages that documents are read in, as folders of data: abbreviations, function words, names of fields and sections.

A new language is a new folder with `segmenting.toml`. Nothing here knows documents.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["LANGUAGES", "Language", "detect", "language", "languages", "one_of"]

LANGUAGES: tuple[str, ...] = ("sv", "en")

_WORD = re.compile(r"[^\W\d_]+")
# Enough to tell two languages apart; a whole book need not be counted.
_SAMPLE = 200_000


@dataclass(frozen=True)
class Language:
    """Segmenting data of one language; the keys of `segmenting.toml`, documented there. Words are case-folded."""

    code: str
    function_words: frozenset[str]
    abbreviations: frozenset[str]
    closing_abbreviations: frozenset[str]
    number_abbreviations: frozenset[str]
    reference_words: frozenset[str]
    suspended_after: frozenset[str]
    sections: Mapping[str, tuple[re.Pattern[str], ...]]
    heading_prefixes: tuple[str, ...]
    bare_prefixes: tuple[str, ...]
    question_words: frozenset[str]
    fields: Mapping[str, tuple[re.Pattern[str], ...]]
    labels: Mapping[str, frozenset[str]]
    title_cues: tuple[re.Pattern[str], ...]
    cited_numbers: tuple[re.Pattern[str], ...]
    document_words: frozenset[str]
    closings: tuple[re.Pattern[str], ...]
    page_numbers: tuple[re.Pattern[str], ...]
    months: frozenset[str]
    introducing: frozenset[str]
    announcing: frozenset[str]
    speaking: frozenset[str]
    dossier_titles: tuple[re.Pattern[str], ...]
    compilations: tuple[str, ...]
    unit_endings: tuple[str, ...]
    organisations: tuple[re.Pattern[str], ...]
    actor_endings: tuple[str, ...]


@cache
def language(code: str) -> Language:
    """The data of a language, read once. KeyError for a code that is not in LANGUAGES."""
    if code not in LANGUAGES:
        raise KeyError(code)
    source = files(__package__).joinpath(code, "segmenting.toml")
    data: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    words = {name: frozenset(word.casefold() for word in found) for name, found in data["words"].items()}
    return Language(
        code=code,
        function_words=words["function"],
        abbreviations=words["abbreviations"],
        closing_abbreviations=words["closing_abbreviations"],
        number_abbreviations=words["number_abbreviations"],
        reference_words=words["reference"],
        suspended_after=words["suspended_after"],
        sections={kind: _patterns(found) for kind, found in data["sections"].items()},
        heading_prefixes=tuple(data["headings"]["prefixes"]),
        bare_prefixes=tuple(data["headings"]["bare_prefixes"]),
        question_words=frozenset(word.casefold() for word in data["headings"]["questions"]),
        fields={name: _patterns(found) for name, found in data["fields"].items()},
        labels={name: frozenset(found) for name, found in data["labels"].items()},
        title_cues=_patterns(data["title_cues"]["patterns"]),
        cited_numbers=_patterns(data["title_cues"]["cited"]),
        document_words=words["document"],
        closings=_patterns(data["closings"]["patterns"]),
        page_numbers=_patterns(data["pages"]["numbers"]),
        months=words["months"],
        introducing=words["introducing"],
        announcing=words["announcing"],
        speaking=words["speaking"],
        dossier_titles=_patterns(data["dossier"]["titles"]),
        compilations=tuple(data["dossier"]["compilations"]),
        unit_endings=tuple(data["dossier"]["units"]),
        organisations=tuple(re.compile(source) for source in data["dossier"]["organisations"]),
        actor_endings=_actor_endings(code),
    )


@cache
def languages() -> tuple[Language, ...]:
    """All languages: letterheads, page numbers and headings are matched in every one, whatever the body is written in."""
    return tuple(language(code) for code in LANGUAGES)


def detect(text: str) -> str:
    """The language that most of the text's function words belong to; the first of LANGUAGES where none is ahead.

    >>> detect("We support the proposal and the plan that is set out in it.")
    'en'
    """
    found = _WORD.findall(text[:_SAMPLE])
    # The last word of a sample may be cut.
    words = Counter(map(str.casefold, found[:-1] if len(text) > _SAMPLE else found))
    # "Kommunen tillstyrker kapitel A.": a capital alone is a letter.
    words.subtract(Counter(word.casefold() for word in found if len(word) == 1 and word.isupper()))
    counts = {
        code: sum(words[word] for word in language(code).function_words & words.keys()) for code in LANGUAGES
    }
    return max(LANGUAGES, key=lambda code: counts[code])


def one_of(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """Patterns as one that matches where any of them does: one call in place of many."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns), re.IGNORECASE)


def _actor_endings(code: str) -> tuple[str, ...]:
    """The endings that names of bodies have, from kinds.csv."""
    text = files(__package__).joinpath(code, "kinds.csv").read_text(encoding="utf-8")
    return tuple(row["ending"].lstrip("=") for row in csv.DictReader(io.StringIO(text)))


def _patterns(sources: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(source, re.IGNORECASE) for source in sources)
