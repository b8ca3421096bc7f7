"""The project's own rules run for a few resources alone, and what a rule reads.

A rule says in its header by which variable it can be divided (`by = "?actor"`), and marks with a comment `#by` where the values of that
variable are put. Such a rule promises three things, which docs/reasoning.md explains: it reads nothing that it or a later rule
makes; whatever it reads and makes for one value is said of a resource that mentions the value, or belongs to a response that does; and its
variable is bound where the mark stands. This module knows the text of rules, not what they are about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from remissgraf.errors import OntologyError
from remissgraf.graph.reason.patterns import Triple
from remissgraf.graph.sparql import iris, keyword, tokens
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.load import Rule
from remissgraf.ontology.namespaces import PREFIXES

__all__ = ["divisible", "made", "reads"]

_MARK: Final = "#by"


def divisible(rules: Iterable[Rule]) -> bool:
    """Whether every rule can be run for a few resources alone."""
    return all(rule.by is not None for rule in rules)


def made(store: OxigraphStore, rule: Rule, values: Collection[str] | None = None) -> set[Triple]:
    """What the rule makes of the store's triples, for some values of its variable (IRIs) or for all.

    Raises OntologyError "ontology.rule" for a rule with a variable but no mark.
    """
    text = rule.text
    if values is not None:
        if _MARK not in text:
            raise OntologyError(
                f"the rule says by = {rule.by!r} but has no mark {_MARK}",
                where=f"{rule.name}.rq",
                remedy=f"write {_MARK} on a line of its own where the values of the variable may be put",
                code="ontology.rule",
            )
        terms = " ".join(map(str, map(ox.NamedNode, sorted(values))))
        text = text.replace(_MARK, f"VALUES {rule.by} {{ {terms} }}")
    answer = store.query(text)
    assert isinstance(answer, ox.QueryTriples)
    return {(str(triple.subject), str(triple.predicate), str(triple.object)) for triple in answer}


def reads(rule: Rule) -> frozenset[str]:
    """The IRIs in a rule's condition, as they are written in N-Triples: predicates, classes and values that it looks for.

    What it makes itself may stand there too, as a value, but is not looked for: a divisible rule promises so.
    """
    own = {f"<{PREFIXES[prefix]}{name}>" for prefix, _, name in (one.partition(":") for one in rule.derives)}
    return _condition(rule.text) - own


@lru_cache(maxsize=256)
def _condition(text: str) -> frozenset[str]:
    parts = tokens(text)
    start = next(at for at, part in enumerate(parts) if keyword(part) == "WHERE")
    declared = {
        parts[at + 1].text[:-1]: parts[at + 2].text[1:-1]
        for at, part in enumerate(parts)
        if keyword(part) == "PREFIX"
    }
    return frozenset(iris(parts[start:], {**PREFIXES, **declared}))
