"""Names that tell apart what is shown: several actors of one name, private persons in the public edition above all, get a sign each.

The sign follows from the IRI alone, so that an actor has the same on every page. It knows no page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from remissgraf.queries.networks.incidence import Incidence

__all__ = ["told_apart", "with_names"]

_LETTERS = 4


def told_apart(named: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """IRI → label, from (IRI, label); where several have one label, with the last letters of the IRI after it, as many as it takes.

    >>> dict(told_apart([("a/person-91f3c4", "Privatperson"), ("a/person-07be21", "Privatperson"), ("a/ljus", "Ljus AB")]))
    {'a/person-91f3c4': 'Privatperson (f3c4)', 'a/person-07be21': 'Privatperson (be21)', 'a/ljus': 'Ljus AB'}
    """
    labels = dict(named)
    shared: dict[str, list[str]] = {}
    for iri, label in labels.items():
        shared.setdefault(label, []).append(iri)
    return {
        iri: f"{label} ({_end(iri, shared[label])})" if len(shared[label]) > 1 else label
        for iri, label in labels.items()
    }


def with_names(incidence: Incidence, others: Iterable[tuple[str, str]] = ()) -> Incidence:
    """The same ties between actors whose names are told apart. others: (IRI, label) of those who stand beside them."""
    names = told_apart([*others, *((party.id, party.label) for party in incidence.parties)])
    return replace(
        incidence,
        parties=tuple(replace(party, label=names[party.id]) for party in incidence.parties),
    )


def _end(iri: str, among: list[str]) -> str:
    length = _LETTERS
    while length < len(iri) and Counter(other[-length:] for other in among)[iri[-length:]] > 1:
        length += 1
    return iri[-length:]
