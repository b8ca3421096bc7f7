"""What contradicts itself in a store that has been reasoned over, with the triples that cause it.

This module knows contradictions as patterns that must match nowhere, not what they are about nor how they are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from remissgraf.graph.reason.equality import with_equality
from remissgraf.graph.reason.patterns import Axioms, Check, Triple
from remissgraf.graph.store import OxigraphStore

__all__ = ["Inconsistency", "find_inconsistencies"]

_MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A contradiction in the data. axiom: what it breaks, for people; subjects: IRIs, at most 100, sorted.

    cases: for each subject the triples, asserted or inferred, that cannot all hold.
    """

    axiom: str
    subjects: tuple[str, ...]
    cases: tuple[tuple[Triple, ...], ...] = ()

    def __str__(self) -> str:
        return f"{self.axiom}: {', '.join(self.subjects)}"


def find_inconsistencies(store: OxigraphStore, axioms: Axioms) -> Iterator[Inconsistency]:
    """Every contradiction of the axioms that the store holds; it must be closed already."""
    for check in with_equality(axioms, store).checks:
        cases = _cases(store, check)
        if cases:
            subjects = sorted(cases)
            yield Inconsistency(check.name, tuple(subjects), tuple(cases[subject] for subject in subjects))


def _cases(store: OxigraphStore, check: Check) -> dict[str, tuple[Triple, ...]]:
    """One case a subject, by its IRI, of as many subjects as are shown."""
    answer = store.query(check.sparql())
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    cases: dict[str, tuple[Triple, ...]] = {}
    for row in answer:
        values = {f"?{name}": str(row[name]) for name in names}
        # A thing that an axiom names stands in place of the variable.
        subject = values.get("?x", check.body[0].subject).strip("<>")
        if subject not in cases:
            if len(cases) == _MOST_SHOWN:
                break
            triples = (atom.bound(values).triple for atom in check.body)
            cases[subject] = tuple(dict.fromkeys(triples))
    return cases
