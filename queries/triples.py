"""From three texts that a person writes to a triple of the graph; what the graph does not hold is answered with what comes near.

This module knows how terms are written and looked up, not why a triple holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Final

import pyoxigraph as ox

from remissgraf.errors import QueryError
from remissgraf.graph.reason.patterns import TYPE, Triple
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import PREFIXES, shorten

__all__ = ["read_triple", "short_term"]

_LITERAL: Final = re.compile(
    r'"(?P<text>.*)"(?:@(?P<language>[A-Za-z]+(?:-[A-Za-z0-9]+)*)|\^\^(?P<kind>\S+))?', re.DOTALL
)
_NUMBER: Final = re.compile(rf'"([^"]*)"\^\^<{PREFIXES["xsd"]}(?:integer|decimal|boolean)>')
# How much is looked through for a name that comes near.
_MOST_NAMES: Final = 20_000
_MOST_SHOWN: Final = 6


def read_triple(store: OxigraphStore, base: str, subject: str, predicate: str, value: str) -> Triple:
    """The triple of the store that three texts mean, its parts in N-Triples form.

    A term is written as an IRI with or without pointed brackets, with a known prefix (rg:Statement), or as what follows the workspace's
    `base` (actor/norrviks-kommun); "a" is rdf:type. The object may be a text or number: "text"@sv, 5, true, or its words alone.
    Raises QueryError "query.triple" where the store has no such triple, naming what it has instead.
    """
    wanted = " ".join((subject, predicate, value))
    about = _resource(subject, base)
    if about is None or not any(True for _ in _rows(store, f"SELECT * {{ {about} ?p ?o }} LIMIT 1")):
        raise _unknown(f"nothing is said of {subject!r}", wanted, _near_names(store, base, subject))
    link = TYPE if predicate.strip() == "a" else _resource(predicate, base)
    values = (
        []
        if link is None
        else [row["o"] for row in _rows(store, f"SELECT DISTINCT ?o {{ {about} {link} ?o }}")]
    )
    if link is None or not values:
        used = [
            short_term(str(row["p"]), base) for row in _rows(store, f"SELECT DISTINCT ?p {{ {about} ?p ?o }}")
        ]
        near = get_close_matches(predicate, used, n=3)
        remedy = f"did you mean {' or '.join(near)}?" if near else f"it has {_some(sorted(used))}"
        raise _unknown(f"{subject!r} has no {predicate!r}", wanted, remedy)
    for meant in _meant(value, base, values):
        return about, link, str(meant)
    said = [short_term(str(one), base) for one in values]
    near = get_close_matches(value, said, n=3)
    remedy = f"did you mean {' or '.join(near)}?" if near else f"it says {_some(sorted(said))}"
    raise _unknown("the graph does not say that, neither asserted nor inferred", wanted, remedy)


def short_term(term: str, base: str) -> str:
    """A term in N-Triples form as a person writes it: a short form, what follows the base, or the term itself.

    >>> short_term("<https://example.org/actor/x>", "https://example.org/"), short_term('"ja"@sv', "https://example.org/")
    ('actor/x', '"ja"@sv')
    """
    if not term.startswith("<"):
        bare = _NUMBER.fullmatch(term)
        return bare[1] if bare else term
    iri = term[1:-1]
    short = shorten(iri)
    if short != iri:
        return short
    rest = iri.removeprefix(base)
    return rest if rest != iri and _resource(rest, base) == term else term


def _resource(text: str, base: str) -> str | None:
    """The IRI that a text means, in N-Triples form; None where it can be none."""
    bare = text.strip()
    if bare.startswith("<") and bare.endswith(">"):
        iri = bare[1:-1]
    else:
        prefix, colon, local = bare.partition(":")
        if colon and prefix in PREFIXES and not local.startswith("//"):
            iri = PREFIXES[prefix] + local
        else:
            iri = bare if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", bare) else base + bare
    try:
        return str(ox.NamedNode(iri)) if bare else None
    except ValueError:
        return None


def _meant(text: str, base: str, values: Sequence[object]) -> Iterator[object]:
    """Those of the values that the text means, the most exact reading first."""
    resource, written = _resource(text, base), _LITERAL.fullmatch(text.strip())
    yield from (one for one in values if str(one) in (text.strip(), resource))
    literals = [one for one in values if isinstance(one, ox.Literal)]
    if written is None:
        yield from (one for one in literals if one.value == text)
        return
    kind = _resource(written["kind"], base) if written["kind"] else None
    for one in literals:
        named = written["language"] is None or (one.language or "").lower() == written["language"].lower()
        typed = kind is None or str(one.datatype) == kind
        if one.value == written["text"] and named and typed:
            yield one


def _near_names(store: OxigraphStore, base: str, text: str) -> str:
    """What has a name or an IRI like the text, in words."""
    names: dict[str, str] = {}
    rows = _rows(store, f"SELECT DISTINCT ?x ?label {{ ?x skos:prefLabel ?label }} LIMIT {_MOST_NAMES}")
    for row in rows:
        short = short_term(str(row["x"]), base)
        names[short] = short
        if isinstance(row["label"], ox.Literal):
            names.setdefault(row["label"].value, short)
    folded = {name.casefold(): short for name, short in names.items()}
    near = get_close_matches(text.strip().casefold(), folded, n=3, cutoff=0.6)
    found = list(dict.fromkeys(folded[name] for name in near))
    return f"did you mean {' or '.join(found)}?" if found else "ask for names with `remissgraf query`"


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _MOST_SHOWN} more" if len(names) > _MOST_SHOWN else ""
    return ", ".join(names[:_MOST_SHOWN]) + more


def _unknown(message: str, wanted: str, remedy: str) -> QueryError:
    where = wanted if len(wanted) <= 200 else wanted[:199] + "…"
    return QueryError(message, where=where, remedy=remedy, code="query.triple")


def _rows(store: OxigraphStore, query: str) -> ox.QuerySolutions:
    answer = store.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    return answer
