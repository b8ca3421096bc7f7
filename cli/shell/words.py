"""What could be written next in the shell: prefixes, terms, variables, names of the library, parameters, commands.

It looks at the text before the cursor and at words that it is given; it knows no terminal and asks no store.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import pyoxigraph as ox

from remissgraf.cli.shell.session import COMMANDS
from remissgraf.graph.sparql import tokens
from remissgraf.ontology.load import load_ontology
from remissgraf.ontology.namespaces import PREFIXES, shorten
from remissgraf.queries import library
from remissgraf.queries.formats import FORMATS

__all__ = ["Candidate", "Words", "candidates", "known_words"]

_KEYWORDS: Final = (
    "SELECT", "DISTINCT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "OPTIONAL", "UNION", "MINUS", "FILTER", "EXISTS", "NOT", "BIND",
    "VALUES", "GRAPH", "GROUP BY", "HAVING", "ORDER BY", "ASC", "DESC", "LIMIT", "OFFSET", "COUNT", "SUM", "MIN", "MAX", "AVG",
    "SAMPLE", "AS", "BOUND", "COALESCE", "CONTAINS", "IF", "LANG", "LCASE", "REGEX", "STR", "STRSTARTS", "PREFIX",
)  # fmt: skip
_LABELS: Final = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel")
_WORD: Final = re.compile(r"[?$]?[\w:.-]*\Z")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to write. back: characters before the cursor that it takes the place of. meaning: a few words beside it, "" for none."""

    text: str
    back: int
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """terms: prefixed names with their labels. queries: names of the library with their questions."""

    terms: tuple[tuple[str, str], ...]
    queries: tuple[tuple[str, str], ...]


@cache
def known_words(lang: str) -> Words:
    """The ontology's terms and those of other vocabularies that the library uses, with labels in `lang` ("sv", "en")."""
    labels: dict[str, str] = {}
    for text in load_ontology().values():
        for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
            if not isinstance(triple.subject, ox.NamedNode):
                continue
            name = shorten(triple.subject.value)
            if ":" not in name or "/" in name:
                continue
            labels.setdefault(name, "")
            value = triple.object
            if triple.predicate.value in _LABELS and isinstance(value, ox.Literal) and value.language == lang:
                labels[name] = value.value
    queries = [library.get(name) for name in library.names()]
    for query in queries:
        for token in tokens(query.text):
            if token.kind == "name" and token.text.partition(":")[0] in PREFIXES:
                labels.setdefault(token.text, "")
    return Words(
        terms=tuple(sorted(labels.items())),
        queries=tuple((query.name, query.question[lang]) for query in queries),
    )


def candidates(before: str, words: Words) -> Iterator[Candidate]:
    """What could complete the text before the cursor, the likeliest kinds first; nothing within a string or a comment."""
    if before.startswith("."):
        yield from _after_command(before, words)
        return
    first, space, _ = before.partition(" ")
    names = dict(words.queries)
    if space and first in names and "{" not in before:
        yield from _parameters(first, before)
        return
    if _in_quotes(before):
        return
    match = _WORD.search(before)
    word = match[0] if match else ""
    if word.startswith(("?", "$")):
        yield from _matching(word, sorted({*_variables(before[: -len(word)])}))
    elif ":" in word:
        yield from _matching(word, words.terms)
    elif word:
        if word == before:
            yield from _matching(word, words.queries)
        yield from _matching(word, [(f"{prefix}:", iri) for prefix, iri in PREFIXES.items()])
        yield from _matching(word, [(keyword, "") for keyword in _KEYWORDS], fold=True)


def _after_command(before: str, words: Words) -> Iterator[Candidate]:
    name, space, rest = before.partition(" ")
    if not space:
        yield from _matching(name, [(f".{key}", meaning) for key, (_, meaning) in COMMANDS.items()])
        return
    choices: dict[str, Iterable[tuple[str, str]]] = {
        ".schema": [term for term in words.terms if re.match(r"rg:[A-Z]", term[0])],
        ".format": [(form, "") for form in FORMATS],
        ".lang": [("sv", ""), ("en", "")],
        ".explain": words.queries,
        ".queries": (),
    }
    yield from _matching(rest, choices.get(name, ()))


def _parameters(name: str, before: str) -> Iterator[Candidate]:
    word = re.search(r"\S*\Z", before)
    begun = word[0] if word else ""
    if "=" in begun or _in_quotes(before):
        return
    given = set(re.findall(r"(\w+)=", before))
    entries = [entry for entry in library.get(name).parameters if entry.name not in given]
    yield from _matching(begun, [(f"{entry.name}=", entry.type) for entry in entries])


def _variables(text: str) -> list[tuple[str, str]]:
    return [(name, "") for name in re.findall(r"\?\w+", text)]


def _matching(word: str, choices: Iterable[tuple[str, str]], *, fold: bool = False) -> Iterator[Candidate]:
    for text, meaning in choices:
        begins = text.startswith(word.upper()) if fold else text.casefold().startswith(word.casefold())
        if begins and text != word:
            yield Candidate(text, len(word), meaning)


def _in_quotes(before: str) -> bool:
    """Whether the cursor stands in a string or a comment of its line."""
    line = before.rpartition("\n")[2]
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|<[^<>\s]*>', "", line)
    return bool(re.search(r"[\"'#]", bare))
