"""Forms in which annotation and prediction are compared: names, sentences, chapter labels, polarities.

Two files rarely write a thing in the same way; everything that is equal here counts as equal. Knows single values, no statements.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

__all__ = [
    "chapters",
    "compact",
    "initiatives",
    "listed",
    "polarity",
    "same_initiative",
    "top_level",
    "words",
]

_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")
_LETTERS: Final = "0-9a-zåäöéü"
_NO_LETTER: Final = re.compile(f"[^{_LETTERS}]+")
_WORD: Final = re.compile(f"[{_LETTERS}]+")
_BROKEN: Final = re.compile(r"(\w)-\s*\n\s*(\w)")
_SOFT_HYPHEN: Final = "\u00ad"
_PROPOSAL: Final = re.compile(r"\bP\s?(\d)\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)*")
_POLARITIES: Final = {
    "pos": "positive",
    "neg": "negative",
    "neu": "neutral",
    "+": "positive",
    "-": "negative",
    "0": "neutral",
}


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower().replace(_SOFT_HYPHEN, "")


def compact(value: object) -> str:
    """Letters and digits alone, in lower case, tags and entities resolved.

    >>> compact("<em>Hälso-</em> och&nbsp;sjukvård")
    'hälsoochsjukvård'
    """
    text = html.unescape(_TAG.sub(" ", str(value or "")))
    return _NO_LETTER.sub("", _folded(text))


def words(value: object) -> frozenset[str]:
    """The words, line-end hyphens mended.

    >>> sorted(words("ställer sig sam-\\nlat bakom"))
    ['bakom', 'samlat', 'sig', 'ställer']
    """
    return frozenset(_WORD.findall(_BROKEN.sub(r"\1\2", _folded(str(value or "")))))


def listed(value: object) -> list[object]:
    """A list as it is, a text taken apart at commas, semicolons and "och"; empty parts left out."""
    if value is None or value == "":
        return []
    if isinstance(value, (list, tuple, set)):
        return [item for item in value if item not in (None, "")]
    return [part for part in re.split(r"[,;]| och ", str(value)) if part.strip()]


def chapters(value: object) -> frozenset[str]:
    """Chapter labels by their numbers.

    >>> sorted(chapters("kapitel 7.4.3., P 2 och Inledning"))
    ['7.4.3', 'P2', 'inledning']
    """
    found = set()
    for item in listed(value):
        text = str(item).strip().rstrip(".")
        if proposal := _PROPOSAL.search(text):
            found.add("P" + proposal.group(1))
        elif number := _NUMBER.search(text):
            found.add(number.group())
        elif text:
            found.add(text.lower())
    return frozenset(found)


def top_level(labels: Iterable[str]) -> frozenset[str]:
    """7.4.3 → 7."""
    return frozenset(label.split(".")[0] for label in labels)


def initiatives(value: object) -> frozenset[str]:
    """Names of initiatives in their compact form; a text is one name, a mapping has it under name or label."""
    found = set()
    for item in [value] if isinstance(value, str) else listed(value):
        name = item.get("name") or item.get("label") if isinstance(item, dict) else item
        if form := compact(name):
            found.add(form)
    return frozenset(found)


def same_initiative(one: str, other: str) -> bool:
    """Equal but for a genitive s."""
    return one in (other, other + "s") or other == one + "s"


def polarity(value: object) -> str:
    """A polarity by its name, its sign or the tail of an IRI."""
    text = re.split(r"[:#]", str(value or "").lower())[-1]
    return _POLARITIES.get(text, text)
