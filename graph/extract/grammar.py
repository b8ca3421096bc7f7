"""A language's data for extraction: closed word classes and cues, verbs' forms, inflected words.

Reads graph/language/<language>/grammar.toml, voices.toml, verbs.csv (asked.csv: verbs of requests alone) and inflections.csv.
Adding a language means adding such a folder.
Knows nothing of stances, of respondents or of documents.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Final

from remissgraf.errors import OntologyError
from remissgraf.graph.extract.memo import Memo

__all__ = ["DEFAULT_LANGUAGE", "PASSIVE", "Form", "Grammar", "languages", "load_grammar"]

# What a text in a language without data is read as.
DEFAULT_LANGUAGE: Final = "sv"

TENSES: Final = (
    "infinitive",
    "infinitive_passive",
    "present",
    "present_passive",
    "preterite",
    "preterite_passive",
    "supine",
    "supine_passive",
)
# A stem so long is the noun's own also inside a compound: "huvudförslaget".
_COMPOUNDED: Final = 5
PASSIVE: Final = frozenset({"base_passive", *(tense for tense in TENSES if tense.endswith("_passive"))})


@dataclass(frozen=True, slots=True)
class Form:
    """A reading of a word as a verb: its dictionary form and one of TENSES."""

    lemma: str
    tense: str


@dataclass(frozen=True, slots=True)
class Judging:
    """A line of judging.csv: an expression that judges, the slug of the stance that it gives, what its subject must be ("matter": the
    consulted matter; "any": whatever is judged) and a sentence that it must get right."""

    expression: str
    stance: str
    subject: str
    example: str


@dataclass(frozen=True, eq=False)
class Grammar(dict[str, frozenset[str]]):
    """The data of one language, and by itself "section.name" → lower-case words (grammar["words.adverbs"]): a dict, because rules ask it
    some hundred times a sentence.

    words: the same mapping, as it is filled with. phrases: the same in file order.
    forms: a word → its readings as a verb. lemmas: a verb → its words by tense. inflections: a word → all its forms.
    judging: expressions of praise and blame beside those of the stance scheme.
    """

    language: str
    words: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    forms: Mapping[str, tuple[Form, ...]]
    lemmas: Mapping[str, Mapping[str, tuple[str, ...]]]
    inflections: Mapping[str, frozenset[str]]
    judging: tuple[Judging, ...] = ()
    _unions: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _inflected: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def passives(self) -> Mapping[str, str]:
        """Passive infinitives, with their verb's dictionary form ("saknas" → "sakna")."""
        return {form: lemma for lemma, forms in self.lemmas.items() for form in forms["infinitive_passive"]}

    def __post_init__(self) -> None:
        self.update(self.words)

    def any_of(self, *names: str) -> frozenset[str]:
        """The words of several lists together."""
        found = self._unions.get(names)
        if found is None:
            found = self._unions[names] = frozenset().union(*(self.words[name] for name in names))
        return found

    @cached_property
    def finite(self) -> frozenset[str]:
        """The words that may be a finite verb, as far as the data go."""
        return self.words["words.common_verbs"] | self._with_tense("present", "preterite")

    @cached_property
    def supines(self) -> frozenset[str]:
        """The words that can only be a supine ("lagt"), as far as the data go: no participle, no other tense."""
        return frozenset(
            word for word, forms in self.forms.items() if all(form.tense == "supine" for form in forms)
        )

    @cached_property
    def _infinitives(self) -> frozenset[str]:
        return self._with_tense("infinitive")

    def _with_tense(self, *tenses: str) -> frozenset[str]:
        return frozenset(
            word for word, forms in self.forms.items() if any(form.tense.startswith(tenses) for form in forms)
        )

    def is_finite(self, word: str) -> bool:
        """Whether the word may be a finite verb, as far as the data go."""
        return word in self.finite

    def inflected(self, word: str) -> frozenset[str]:
        """All forms of a word that is no verb: from the table, else by the endings of adjectives and nouns; at least the word."""
        known = self.inflections.get(word) or self._inflected.get(word)
        if known is None:
            # Asked for the same words over and over: forty thousand times while expressions are compiled.
            known = self._inflected[word] = self._by_endings(word)
        return known

    def _by_endings(self, word: str) -> frozenset[str]:
        for rule in self.phrases["words.inflection_rules"]:
            ending, _, others = rule.partition(":")
            if len(word) > len(ending) + 1 and word.endswith(ending):
                return frozenset({word, *(word[: -len(ending)] + other for other in others.split(","))})
        return frozenset({word})

    def is_matter(self, word: str) -> bool:
        """Whether a lower-case word, as a subject, is a noun for what is under consultation, a compound with one, or for an act or a
        quality, which is what proposals are made of."""
        return self.matter_nouns[word]

    @cached_property
    def matter_nouns(self) -> Memo[bool]:
        """`is_matter` by the word."""
        return Memo(self._is_matter)

    @cached_property
    def matter_parts(self) -> Memo[bool]:
        """Whether a lower-case word is a noun for the consulted document or a part of it."""
        beginnings, endings = self.phrases["matter.stems"], self.phrases["matter.document_endings"]
        return Memo(lambda word: word.startswith(beginnings) or word.endswith(endings))

    def _is_matter(self, word: str) -> bool:
        if self.is_consulted(word):
            return True
        abstract = word.endswith(self.phrases["matter.abstract_endings"])
        return abstract and not any(part in word for part in self.phrases["matter.not_abstract"])

    def is_consulted(self, word: str) -> bool:
        """Whether a lower-case word is a noun for what is under consultation, or a compound with one ("översiktsplanen")."""
        stems = self.phrases["matter.stems"] + self.phrases["matter.subject_stems"]
        return word.startswith(stems) or any(stem in word for stem in stems if len(stem) >= _COMPOUNDED)

    def is_infinitive(self, word: str) -> bool:
        return word in self._infinitives


@cache
def languages() -> frozenset[str]:
    """The codes of the languages that have data for extraction."""
    folders = files("remissgraf.graph.language").iterdir()
    return frozenset(folder.name for folder in folders if folder.joinpath("grammar.toml").is_file())


@cache
def load_grammar(language: str) -> Grammar:
    """The grammar of a language code. Raises OntologyError where there is no such folder."""
    folder = files("remissgraf.graph.language").joinpath(language)
    source = folder.joinpath("grammar.toml")
    if not source.is_file():
        raise OntologyError(
            f"there is no grammar for the language {language!r}",
            where=f"graph/language/{language}",
            remedy="Use a language that has a folder of data, or add one.",
            code="ontology.language",
        )
    words: dict[str, frozenset[str]] = {}
    phrases: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, int] = {}
    for part in (source, folder.joinpath("voices.toml")):
        for section, entries in tomllib.loads(part.read_text(encoding="utf-8")).items():
            for name, value in entries.items():
                if isinstance(value, int):
                    numbers[f"{section}.{name}"] = value
                else:
                    phrases[f"{section}.{name}"] = tuple(value)
                    words[f"{section}.{name}"] = frozenset(value)
    forms: defaultdict[str, list[Form]] = defaultdict(list)
    lemmas = load_verbs(language, "verbs.csv")
    for lemma, by_tense in lemmas.items():
        for tense, variants in by_tense.items():
            for word in variants:
                forms[word].append(Form(lemma, tense))
    inflections: dict[str, frozenset[str]] = {}
    for row in _rows(folder.joinpath("inflections.csv").read_text(encoding="utf-8")):
        inflections[row["word"]] = frozenset(
            {row["word"], *(word for word in row["forms"].split("|") if word)}
        )
    return Grammar(
        language,
        words,
        phrases,
        numbers,
        {word: tuple(found) for word, found in forms.items()},
        lemmas,
        inflections,
        tuple(Judging(**row) for row in _rows(folder.joinpath("judging.csv").read_text(encoding="utf-8"))),
    )


def load_verbs(language: str, name: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The verbs of a table in a language's folder by their dictionary form: their words by tense."""
    text = files("remissgraf.graph.language").joinpath(language, name).read_text(encoding="utf-8")
    found = {}
    for row in _rows(text):
        by_tense = {tense: tuple(word for word in row[tense].split("|") if word) for tense in TENSES}
        found[by_tense["infinitive"][0]] = by_tense
    return found


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))
