"""Grammar of the report's sentences: lists with "och", one and many, genitives, the order of the alphabet, words for how many.

It knows the languages' rules from words.toml and nothing of consultations.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from remissgraf.queries.report.blocks import Span

__all__ = ["cut", "genitive", "in_order", "joined", "listed", "quantifier", "word_data"]

# Å, ä and ö follow z, in this order; other accents do not matter.
_AFTER_Z = {"å": "{1", "ä": "{2", "æ": "{2", "ö": "{3", "ø": "{3"}
# Code points. Longer names are cut in sentences and tables; the list of respondents has them whole.
NAME_LENGTH = 160
# A short form or the like in brackets after a name.
_BRACKETS = re.compile(r"\s*\([^()]*\)$")


@cache
def word_data() -> Mapping[str, Any]:
    """words.toml: by language, then by group."""
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def joined(parts: Sequence[tuple[Span, ...]], lang: str) -> tuple[Span, ...]:
    """ "A", "A och B", "A, B och C", as spans. A part that holds an "och" of its own is set off by commas and "samt"."""
    rules = word_data()[lang]["grammar"]
    if not parts:
        return ()
    spans: list[Span] = list(parts[0])
    for part in parts[1:-1]:
        spans += [Span(", "), *part]
    if len(parts) > 1:
        compound = any(f" {rules['and']} " in "".join(span.text for span in part) for part in parts)
        word = rules["as_well_as"] if compound else rules["and"]
        spans += [Span(f" {word} "), *parts[-1]]
    return tuple(spans)


def listed(parts: Iterable[tuple[Span, ...]], between: str = " ") -> tuple[Span, ...]:
    """Parts one after another, such as the sentences of a paragraph."""
    spans: list[Span] = []
    for part in parts:
        spans += [Span(between), *part] if spans else part
    return tuple(spans)


def genitive(name: str, lang: str) -> str:
    """The genitive of a name.

    >>> [genitive(name, "sv") for name in ("Norrviks kommun", "Fonus", "SKR", "Bolaget AB")]
    ['Norrviks kommuns', 'Fonus', 'SKR:s', 'Bolaget AB:s']
    >>> [genitive(name, "sv") for name in ("Näringslivets råd (NR)", "Svenskt bruk (SB)", "Agenda 2030", "Ek & Co.")]
    ['Näringslivets råds (NR)', 'Svenskt bruks (SB)', 'Agenda 2030:s', 'Ek & Co.:s']
    >>> [genitive(name, "en") for name in ("Norrvik", "Fonus", "Norrvik Council (NC)")]
    ["Norrvik's", "Fonus'", "Norrvik Council's (NC)"]
    """
    brackets = _BRACKETS.search(name)
    if brackets and brackets.start():
        return genitive(name[: brackets.start()], lang) + brackets[0]
    last = name.rsplit(maxsplit=1)[-1] if name.strip() else name
    if lang == "en":
        return name + ("'" if name[-1:].casefold() == "s" else "'s")
    if not last[-1:].isalpha() or (len(last) > 1 and last.isalpha() and last.isupper()):
        return name + ":s"
    return name if name[-1:].casefold() in ("s", "x", "z") else name + "s"


def in_order(name: str) -> tuple[str, str]:
    """A key that sorts names as Swedish readers expect: å, ä and ö last.

    >>> sorted(["Örebro", "Ängsholm", "Åmål", "Zenit", "Émile"], key=in_order)
    ['Émile', 'Zenit', 'Åmål', 'Ängsholm', 'Örebro']
    """
    letters = "".join(_AFTER_Z.get(sign, sign) for sign in unicodedata.normalize("NFC", name.casefold()))
    bare = "".join(sign for sign in unicodedata.normalize("NFD", letters) if not unicodedata.combining(sign))
    return bare, name


def quantifier(number: int, total: int, lang: str) -> str:
    """The word for `number` of `total`, from the thresholds of words.toml: "samtliga", "de flesta", "flera" or "några"."""
    rules = word_data()[lang]["quantifiers"]
    if number == total:
        return str(rules["all"])
    share = number / total if total else 0.0
    limits = word_data()["thresholds"]
    if share > limits["most"]:
        return str(rules["most"])
    return str(rules["several"] if share >= limits["several"] else rules["some"])


def cut(name: str, length: int = NAME_LENGTH) -> str:
    """A name of at most `length` code points, on one line."""
    line = " ".join(name.split())
    return line if len(line) <= length else line[: length - 1] + "…"
