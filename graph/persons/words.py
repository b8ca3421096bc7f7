"""The words by which names of people are known: lists of names, of titles, of offices, of what is named after people (words.toml).

It knows words alone, no text.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from remissgraf.graph.language import languages

__all__ = ["Words", "stem", "words"]


def stem(word: str) -> str:
    """Without the s of the genitive; of a name that ends so itself the same is left, which the genitive's pattern finds as well."""
    return word[:-1] if len(word) > 3 and word[-1] in "sS" else word


@dataclass(frozen=True)
class Words:
    """The word lists, made ready; words.toml says what each is. given: folded name → whether it is a word as well."""

    given: Mapping[str, bool]
    surnames: frozenset[str]
    surname_endings: tuple[str, ...]
    certain_endings: tuple[str, ...]
    particles: tuple[str, ...]
    titles: frozenset[str]
    abbreviated: frozenset[str]
    before_surname: frozenset[str]
    before_named_after: frozenset[str]
    after_named_after: frozenset[str]
    place_endings: tuple[str, ...]
    no_surnames: frozenset[str]
    no_surname_endings: tuple[str, ...]
    after_genitive: re.Pattern[str]
    office_before: re.Pattern[str]
    office_after: re.Pattern[str]

    def is_given(self, word: str) -> bool:
        folded = word.casefold()
        if folded in self.given:
            return True
        parts = folded.split("-")
        return len(parts) == 2 and all(part in self.given for part in parts)

    def is_word(self, word: str) -> bool:
        # In capitals it may be an abbreviation.
        return self.given.get(word.casefold(), False) or word.isupper()

    def is_surname(self, word: str) -> bool:
        return any(self._is_surname(part) for part in word.casefold().split("-"))

    def is_certain(self, word: str) -> bool:
        return stem(word.casefold()).endswith(self.certain_endings) or word.casefold().endswith(
            self.certain_endings
        )

    def _is_surname(self, folded: str) -> bool:
        bare = stem(folded)
        if folded in self.surnames or bare in self.surnames:
            return True
        return len(bare) > 5 and (
            folded.endswith(self.surname_endings) or bare.endswith(self.surname_endings)
        )


@cache
def words() -> Words:
    """The lists, read once."""
    folder = files(__package__)
    lists = tomllib.loads(folder.joinpath("words.toml").read_text(encoding="utf-8"))
    offices = _alternatives(lists["offices"])
    parties = _alternatives(lists["parties"])
    return Words(
        given={row["name"].casefold(): row["word"] == "yes" for row in _rows("given-names.csv")},
        surnames=frozenset(row["name"].casefold() for row in _rows("surnames.csv")),
        surname_endings=tuple(lists["surname_endings"]),
        certain_endings=tuple(lists["certain_endings"]),
        particles=tuple(lists["particles"]),
        titles=frozenset(lists["titles"]),
        abbreviated=frozenset(lists["abbreviated"]),
        before_surname=frozenset(lists["before_surname"]),
        before_named_after=frozenset(lists["before_named_after"]),
        after_named_after=frozenset(lists["after_named_after"]),
        place_endings=tuple(lists["place_endings"]),
        no_surnames=frozenset(lists["no_surnames"]),
        no_surname_endings=(
            *lists["no_surname_endings"],
            *(ending for one in languages() for ending in one.actor_endings),
        ),
        after_genitive=re.compile(rf"[ \t\r\n]+(?:{'|'.join(lists['named_after_genitive'])})(?!\w)"),
        office_before=re.compile(rf"(?<![\w-])(?:{offices})[ \t\r\n*_]+\Z", re.IGNORECASE),
        office_after=re.compile(
            rf"[*_]*\s*\((?:{parties})\)|[*_]*,\s*(?:\w+\s+){{0,2}}(?i:{offices})(?!\w)|[*_]*\s*\((?i:{offices})[,)]"
        ),
    )


def _alternatives(listed: list[str]) -> str:
    """A pattern that matches any of them, a star for letters, a space for any."""
    return "|".join(re.escape(one).replace(r"\*", r"[\w-]*").replace(r"\ ", r"\s+") for one in listed)


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(files(__package__).joinpath(name).read_text(encoding="utf-8")))
