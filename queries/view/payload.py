"""What the pages of ties have in their data: nodes, lines of one stance class each, and the statements behind them.

It knows no picture and no table.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import takewhile

from remissgraf.queries.networks.incidence import WHOLE, Incidence, Tie
from remissgraf.queries.view.assets import words
from remissgraf.queries.view.links import Links
from remissgraf.queries.view.page import common_data
from remissgraf.queries.view.records import statement_index, statement_records

__all__ = ["Named", "node_size", "statements_by_node", "tie_data", "tie_edges", "tie_nodes"]

# Radii of marks, in pixels; rows stand 40 apart.
_SMALLEST, _LARGEST, _GROWTH = 4.0, 13.0, 0.8

# Statement → what it names, each (IRI, label).
Named = Mapping[str, tuple[tuple[str, str], ...]]


def tie_data(
    incidence: Incidence, *, unit: str, lang: str, initiatives: Named, links: Links
) -> dict[str, object]:
    """All but nodes and edges. unit: what stands in the place of chapters ("chapter", "topic", "initiative")."""
    known = dict(
        sorted({entry for found in initiatives.values() for entry in found}, key=lambda entry: entry[::-1])
    )
    place = {iri: number for number, iri in enumerate(known)}
    short = _short([*known])
    statements = statement_records(incidence, links)
    for statement, number in statement_index(incidence).items():
        if statement in initiatives:
            statements[number]["i"] = [place[iri] for iri, _ in initiatives[statement]]
    return {
        **common_data(lang, incidence.stance_labels),
        "unit": unit,
        "initiatives": [{"key": short[iri], "name": label} for iri, label in known.items()],
        "statements": statements,
    }


def tie_nodes(incidence: Incidence, lang: str) -> list[dict[str, object]]:
    """Parties first, then what they speak of. id: counts from 0. key: its name in addresses. n: statements. kind: "actor" or "chapter".

    whole: whether it stands for all that the actors answer to."""
    spoken = statements_by_node(incidence)
    short = _short([party.id for party in incidence.parties] + [target.id for target in incidence.targets])
    named = [(party.id, party.label, "actor", party.types) for party in incidence.parties]
    named += [
        (target.id, words(lang)["whole"] if target.id == WHOLE else target.label, "chapter", ())
        for target in incidence.targets
    ]
    return [
        {
            "id": number,
            "key": short[name],
            "name": label,
            "kind": kind,
            "types": list(types),
            "whole": name == WHOLE,
            "n": len(spoken.get(name, ())),
        }
        for number, (name, label, kind, types) in enumerate(named)
    ]


def tie_edges(incidence: Incidence) -> list[dict[str, object]]:
    """A line for each actor, unit and stance class: id from 0, from, to (ids of nodes), cls, statements (numbers of `statement_index`)."""
    ids = {party.id: number for number, party in enumerate(incidence.parties)}
    ids |= {target.id: number for number, target in enumerate(incidence.targets, len(ids))}
    index = statement_index(incidence)
    lines: dict[tuple[str, str, str], list[Tie]] = {}
    for tie in incidence.ties:
        lines.setdefault((tie.actor, tie.chapter, tie.stance_class), []).append(tie)
    return [
        {
            "id": number,
            "from": ids[actor],
            "to": ids[chapter],
            "cls": stance,
            "statements": [index[tie.statement] for tie in ties],
        }
        for number, ((actor, chapter, stance), ties) in enumerate(lines.items())
    ]


def statements_by_node(incidence: Incidence) -> Mapping[str, set[str]]:
    """The statements of each actor and on each unit, by id."""
    spoken: dict[str, set[str]] = {}
    for tie in incidence.ties:
        for node in (tie.actor, tie.chapter):
            spoken.setdefault(node, set()).add(tie.statement)
    return spoken


def node_size(statements: int, most: int) -> float:
    """Radius of a mark, in pixels: its area grows with the number of statements. most: those of the largest mark, which stays within
    its row."""
    return round(
        _SMALLEST + min(_GROWTH, (_LARGEST - _SMALLEST) / math.sqrt(max(most, 1))) * math.sqrt(statements), 1
    )


def _short(iris: list[str]) -> Mapping[str, str]:
    """IRI → what is left of it without the beginning that all share."""
    real = [iri for iri in iris if iri != WHOLE] or [""]
    shared = takewhile(lambda letters: letters[0] == letters[1], zip(min(real), max(real), strict=False))
    begun = "".join(letter for letter, _ in shared)
    begun = begun[: begun.rfind("/") + 1]
    return {iri: iri.removeprefix(begun) or iri for iri in iris}
