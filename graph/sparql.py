"""SPARQL text as tokens: what every check and every binding of a parameter stands on.

The tokens of a query, put together again without comments, are what the store runs; a check that looks at tokens therefore
sees what the store sees. This module knows SPARQL's lexical grammar, not what a query means, which graph it is asked of or who asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from remissgraf.errors import QueryError

if TYPE_CHECKING:
    from pyoxigraph import Literal as RdfLiteral
    from pyoxigraph import NamedNode

    Term = NamedNode | RdfLiteral

__all__ = ["Token", "bind", "fixed", "iris", "keyword", "position_error", "text_of", "tokens"]

Kind = Literal["iri", "string", "variable", "blank", "name", "number", "language", "word", "sign"]

_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_LOCAL = r"(?:[\w:\-.·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
_TOKEN = re.compile(
    rf"""
    (?P<blank_space>[ \t\r\n]+ | \#[^\r\n]*)
  | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|{_ESCAPE})*>)
  | (?P<string>\"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|\\.))*''' | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?)
  | (?P<variable>[?$]\w[\w·]*)
  | (?P<blank>_:[\w·](?:[\w\-.·]*[\w\-·])?)
  | (?P<name>(?:[^\W\d_](?:[\w\-.·]*[\w\-·])?)?:(?:{_LOCAL}*(?<!\.))?)
  | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<word>[^\W\d]\w*)
  | (?P<sign>\{{\||\|\}}|<<\(|\)>>|<<|>>|\^\^|&&|\|\||!=|<=|>=|[{{}}()\[\];,.=<>!+\-*/^|?~])
    """,
    re.VERBOSE | re.DOTALL,
)

# Characters of a query whose tokens are kept for long.
_SHORT = 1_000
_OPENING = {"{": "}", "(": ")", "[": "]"}


class Token(NamedTuple):
    """A piece of a query with its place: text[start:end] of the query as written. space: the query's white space before it.

    A tuple, because each query that a server answers makes some thirty of them.
    """

    kind: Kind
    text: str
    start: int
    space: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def tokens(sparql: str) -> tuple[Token, ...]:
    """The query's tokens in order, comments left out (each is one space, its line break stays).

    Raises QueryError "query.syntax" at the first character that begins no token, for a string or IRI that does not end,
    and for brackets that do not match.
    """
    return (_short_tokens if len(sparql) <= _SHORT else _long_tokens)(sparql)


def _tokens(sparql: str) -> tuple[Token, ...]:
    found = tuple(_scan(sparql))
    open_brackets: list[Token] = []
    for token in found:
        if token.text in _OPENING and token.kind == "sign":
            open_brackets.append(token)
        elif token.kind == "sign" and token.text in _OPENING.values():
            if not open_brackets:
                raise position_error(
                    sparql, token.start, f'there is no opening bracket to this "{token.text}"'
                )
            opening = open_brackets.pop()
            if _OPENING[opening.text] != token.text:
                raise position_error(
                    sparql, token.start, f'"{_OPENING[opening.text]}" was expected before this "{token.text}"'
                )
    if open_brackets:
        raise position_error(sparql, open_brackets[-1].start, "this bracket is not closed")
    return found


# A query is looked at several times, and a server is asked the same ones again; tokens take a hundred times the room of their text.
_short_tokens = lru_cache(maxsize=256)(_tokens)
_long_tokens = lru_cache(maxsize=8)(_tokens)


def _scan(sparql: str) -> Iterator[Token]:
    at, space = 0, ""
    while at < len(sparql):
        match = _TOKEN.match(sparql, at)
        if match is None:
            kind = {'"': "the string is not closed", "'": "the string is not closed"}.get(
                sparql[at], "this sign means nothing in SPARQL here"
            )
            raise position_error(sparql, at, kind)
        at = match.end()
        if match.lastgroup == "blank_space":
            space += " " if match[0].startswith("#") else match[0]
            continue
        yield Token(match.lastgroup, match[0], match.start(), space)  # type: ignore[arg-type]  # the pattern's group names are the kinds
        space = ""


def keyword(token: Token) -> str:
    """The token as an upper-case keyword, or "" where it is no bare word."""
    return token.text.upper() if token.kind == "word" else ""


def iris(parts: Iterable[Token], prefixes: Mapping[str, str]) -> Iterator[str]:
    """The IRIs that the tokens mention, written out or with a prefix, in N-Triples form."""
    for part in parts:
        if part.kind == "iri":
            yield part.text
        elif part.kind == "name":
            prefix, _, local = part.text.partition(":")
            yield f"<{prefixes.get(prefix, '')}{local}>"


def text_of(parts: Sequence[Token]) -> str:
    """The query that the tokens make: line breaks as written, without comments."""
    return "".join(part.space + part.text for part in parts)


def bind(sparql: str, bindings: Mapping[str, Term]) -> str:
    """The query with variables bound to terms, whatever the terms contain.

    bindings: variable name without sign → IRI or literal. A one-row VALUES block is put at the start of every group that
    names a bound variable, in it or deeper, so that sub-queries, filters, optional parts and aggregates all see the value,
    and a bound variable can still be selected. A variable without a binding stays open: "any". The terms are written by the
    RDF library, never by formatting.
    Raises QueryError "query.parameter" for a query form that has nowhere to put a binding (CONSTRUCT WHERE).
    """
    parts = tokens(sparql)
    if not bindings:
        return text_of(parts)
    pieces: list[str] = []
    ends = _matching_brackets(parts)
    first_group = True
    for index, part in enumerate(parts):
        pieces.append(part.space + part.text)
        if part.kind != "sign" or part.text != "{" or not _opens_group(sparql, parts, index):
            continue
        inside = {p.text[1:] for p in parts[index : ends[index]] if p.kind == "variable"}
        # The outermost group of a query or sub-query also serves the variables of its SELECT clause.
        clause = _select_clause(parts, index)
        inside |= {p.text[1:] for p in clause if p.kind == "variable"}
        names = [name for name in bindings if name in inside or (first_group and not clause)]
        first_group = False
        # A block for each: Virtuoso fails at a block of several that stands outside and again inside.
        pieces.extend(f" VALUES ?{name} {{ {bindings[name]} }}" for name in names)
    return "".join(pieces)


def fixed(sparql: str, terms: Mapping[str, Term]) -> str:
    """The query with variables replaced by terms, for variables that it neither selects nor assigns.

    terms: variable name without sign → IRI or literal, written by the RDF library. A store plans with constants better than with the
    blocks of `bind`, which take any query; this is for the program's own, asked of many statements.
    """
    return "".join(
        part.space
        + (str(terms[part.text[1:]]) if part.kind == "variable" and part.text[1:] in terms else part.text)
        for part in tokens(sparql)
    )


def _matching_brackets(parts: Sequence[Token]) -> dict[int, int]:
    ends: dict[int, int] = {}
    opened: list[int] = []
    for index, part in enumerate(parts):
        if part.kind == "sign" and part.text == "{":
            opened.append(index)
        elif part.kind == "sign" and part.text == "}":
            ends[opened.pop()] = index
    return ends


def _opens_group(sparql: str, parts: Sequence[Token], index: int) -> bool:
    """Whether the "{" opens a group of patterns: no template, no block of data, no bracket around a sub-query alone."""
    if index + 1 < len(parts) and keyword(parts[index + 1]) == "SELECT":
        return False
    before = index - 1
    if before >= 0 and keyword(parts[before]) == "CONSTRUCT":
        return False
    if (
        before >= 0
        and keyword(parts[before]) == "WHERE"
        and before
        and keyword(parts[before - 1]) == "CONSTRUCT"
    ):
        raise position_error(
            sparql,
            parts[before - 1].start,
            "CONSTRUCT WHERE cannot take parameters",
            remedy="write the template and the pattern out: CONSTRUCT { … } WHERE { … }",
            code="query.parameter",
        )
    # VALUES ?x { … } and VALUES (?x ?y) { … }
    while before >= 0 and (parts[before].kind == "variable" or parts[before].text in ("(", ")")):
        before -= 1
    return not (before >= 0 and keyword(parts[before]) == "VALUES")


def _select_clause(parts: Sequence[Token], index: int) -> Sequence[Token]:
    """The tokens from SELECT to this "{" where the group is the pattern of a SELECT, else none."""
    depth = 0
    for before in range(index - 1, -1, -1):
        part = parts[before]
        if part.kind == "sign":
            depth += {")": 1, "(": -1}.get(part.text, 0)
            if depth < 0 or part.text in ("{", "}"):
                return ()
        elif keyword(part) == "SELECT":
            return parts[before:index]
    return ()


def position_error(
    sparql: str, offset: int, message: str, *, remedy: str | None = None, code: str = "query.syntax"
) -> QueryError:
    """The error for a place in a query: its line and column (from 1, in characters), the line itself and a caret under the place."""
    start = sparql.rfind("\n", 0, offset) + 1
    end = sparql.find("\n", offset)
    line, column = sparql.count("\n", 0, offset) + 1, offset - start + 1
    shown = sparql[start : len(sparql) if end < 0 else end].rstrip("\r")
    # A line of many thousand signs is shown around the place only.
    left = max(0, column - 80)
    excerpt = shown[left : left + 160].replace("\t", " ")
    caret = " " * (column - 1 - left) + "^"
    return QueryError(
        f"{message}\n  {excerpt}\n  {caret}", where=f"line {line}, column {column}", remedy=remedy, code=code
    )
