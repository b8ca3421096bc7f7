"""What a query from outside may do: read this graph, and nothing else.

It looks at the query's tokens, from which the store is given its text, so comments, strings, prefixes and escapes hide nothing. Refused are
SERVICE (it would make requests), every form that writes or loads, FROM of a graph that is not in the store, and queries
so large or so deep that they would end the process. It knows what is allowed, not who asks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal

from remissgraf.errors import QueryError
from remissgraf.graph.sparql import Token, keyword, position_error, tokens
from remissgraf.ontology.namespaces import PREFIXES

__all__ = ["BEGINNINGS", "Form", "check"]

Form = Literal["select", "ask", "construct", "describe"]

# Oxigraph's parser recurses: 20,000 brackets, or as many terms of a sum, end the process with a fault that no Python can catch.
MAX_LENGTH = 1_000_000
MAX_TOKENS = 10_000
MAX_DEPTH = 64

_FORMS: dict[str, Form] = {"SELECT": "select", "ASK": "ask", "CONSTRUCT": "construct", "DESCRIBE": "describe"}
_WRITING = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
# The words that a query or an update may begin with.
BEGINNINGS = frozenset({*_FORMS, *_WRITING, "PREFIX", "BASE", "VERSION"})
# Kinds of tokens whose text the store might divide in another way. IRIs, strings and variables end where both see it.
_MAY_CALL = frozenset({"word", "name", "blank", "language", "number"})
_PLAIN = re.compile(r"\w[\w-]*")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check(sparql: str, graphs: Collection[str]) -> Form:
    """The form of a query that may be run.

    graphs: IRIs of the store's named graphs. Raises QueryError: "query.refused" for what is not allowed, "query.syntax" for what is no
    query, with line and column.
    """
    if len(sparql) > MAX_LENGTH:
        raise QueryError(f"the query is longer than {MAX_LENGTH} characters", code="query.refused")
    parts = tokens(sparql)
    if len(parts) > MAX_TOKENS:
        raise QueryError(f"the query has more than {MAX_TOKENS} words and signs", code="query.refused")
    _refuse_depth(sparql, parts)
    for part in parts:
        if _calls(part):
            raise position_error(
                sparql,
                part.start,
                "SERVICE is not allowed: a query reads this graph only",
                remedy="ask the other endpoint yourself, then bring its data in as a file"
                if part.kind == "word"
                else "where it is a part of a name, write the name as an IRI in <>",
                code="query.refused",
            )
    form = _form(sparql, parts)
    _check_from(sparql, parts, graphs)
    return form


def _calls(part: Token) -> bool:
    """Whether the store could read a call to another server in the token.

    It needs no space after a keyword ("SERVICE:x", "trueSERVICE<…>"), and it may end a name that has dots in it, or begins with a hyphen,
    earlier than the token ends: ":.SERVICE<…>" is a colon, a full stop and a call. "x:statens-servicecenter" is surely a name.
    """
    if part.kind not in _MAY_CALL or "SERVICE" not in part.text.upper():
        return False
    prefix, _, local = part.text.partition(":")
    return part.kind == "word" or "SERVICE" in prefix.upper() or not _PLAIN.fullmatch(local)


def _form(sparql: str, parts: Sequence[Token]) -> Form:
    at = 0
    while at < len(parts) and keyword(parts[at]) in ("PREFIX", "BASE", "VERSION"):
        at += 3 if keyword(parts[at]) == "PREFIX" else 2
    if at >= len(parts):
        raise QueryError("the query is empty", code="query.syntax")
    word = keyword(parts[at])
    if word in _WRITING:
        raise position_error(
            sparql,
            parts[at].start,
            f"{word} is not allowed: queries read the graph and never change it",
            remedy="change the sources and run `remissgraf build`",
            code="query.refused",
        )
    if word not in _FORMS:
        raise position_error(sparql, parts[at].start, "SELECT, ASK, CONSTRUCT or DESCRIBE was expected here")
    return _FORMS[word]


def _refuse_depth(sparql: str, parts: Sequence[Token]) -> None:
    depth = signs = 0
    for part in parts:
        signs = signs + 1 if part.text in ("!", "-", "+", "^") else 0
        if part.kind == "sign":
            depth += (part.text in "{([") - (part.text in "})]")
        if max(depth, signs) > MAX_DEPTH:
            raise position_error(
                sparql,
                part.start,
                f"the query is nested deeper than {MAX_DEPTH} levels",
                code="query.refused",
            )


def _check_from(sparql: str, parts: Sequence[Token], graphs: Collection[str]) -> None:
    declared = dict(PREFIXES)
    for at, part in enumerate(parts[:-2]):
        if keyword(part) == "PREFIX" and parts[at + 2].kind == "iri":
            declared[parts[at + 1].text.removesuffix(":")] = _iri(parts[at + 2])
    for at, part in enumerate(parts[:-1]):
        if keyword(part) != "FROM":
            continue
        named = parts[at + 2] if keyword(parts[at + 1]) == "NAMED" and at + 2 < len(parts) else parts[at + 1]
        prefix, _, local = named.text.partition(":")
        iri = _iri(named) if named.kind == "iri" else declared.get(prefix, "") + local
        if iri not in graphs:
            raise position_error(
                sparql,
                named.start,
                "there is no such graph in the store",
                remedy="nothing is fetched; leave FROM out to ask all graphs",
                code="query.refused",
            )


def _iri(token: Token) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), token.text[1:-1])
