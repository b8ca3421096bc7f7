"""Where actors and chapters stand in the picture: computed beforehand, the same every time, in plain Python.

Chapters stand in the order of the strategy in a column of their own; actors face them, by community and so that lines cross little. Labels
are drawn outwards from the columns and so never lie over lines. A second, slender arrangement serves narrow screens. It knows no page.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from remissgraf.queries.networks.incidence import Incidence

__all__ = ["ONE_SIDE", "Spot", "narrow_layout", "wide_layout"]

Side = Literal["left", "right", "center", "above"]

_LEFT: Side = "left"
_RIGHT: Side = "right"

_NO_COMMUNITIES: Mapping[str, int] = MappingProxyType({})
# Up to so many actors stand in one column; more of them stand on both sides of the chapters.
ONE_SIDE = 40
_PITCH = 40.0
# Rows left free between two communities.
_APART = 1
_HALF_GAP = 260.0
_COLUMN_STEP = 190.0
_NARROW_HALF_GAP = 125.0
_NARROW_PITCH = 46.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A node's place in layout units (pixels at zoom 1; x to the right, y downwards) and the side of it that its label is on."""

    x: float
    y: float
    side: Side


def wide_layout(incidence: Incidence, communities: Mapping[str, int] = _NO_COMMUNITIES) -> Mapping[str, Spot]:
    """Actors left and chapters right; with more than ONE_SIDE actors the chapters stand in the middle of them.

    communities: actor → number. Communities are placed first, then their members in them; those of one stand together.
    """
    chapters = [target.id for target in incidence.targets]
    blocs = _blocs(incidence, communities)
    actors = [actor for bloc in blocs for actor in bloc]
    if len(actors) <= ONE_SIDE:
        height = _PITCH * (max(len(actors), len(chapters)) - 1)
        return _column(actors, -_HALF_GAP, height, "left") | _column(chapters, _HALF_GAP, height, "right")
    sides: tuple[list[list[str]], list[list[str]]] = ([], [])
    for bloc in blocs:
        # Both sides run through the strategy from top to bottom. One that is more than half of all stands on both.
        parts = [bloc] if 2 * len(bloc) <= len(actors) else [bloc[0::2], bloc[1::2]]
        for part in parts:
            min(sides, key=lambda side: sum(map(len, side))).append(part)
    columns = max(1, *(math.ceil(sum(map(len, side)) / ONE_SIDE) for side in sides))
    heights = [sum(math.ceil(len(bloc) / columns) + _APART for bloc in side) - _APART for side in sides]
    height = _PITCH * max(ONE_SIDE, *heights, len(chapters))
    spots = _column(chapters, 0.0, height, "center")
    for sign, side, members in ((-1.0, _LEFT, sides[0]), (1.0, _RIGHT, sides[1])):
        spots |= _stacked(members, sign, side, columns, height)
    return spots


def _stacked(
    blocs: Sequence[Sequence[str]], sign: float, side: Side, columns: int, height: float
) -> dict[str, Spot]:
    """Communities from top to bottom, each with its members in rows of so many; neighbouring rows are staggered to make room for labels."""
    rows = sum(math.ceil(len(bloc) / columns) + _APART for bloc in blocs) - _APART
    step = height / max(1, rows - 1)
    spots: dict[str, Spot] = {}
    row = 0
    for bloc in blocs:
        for place, actor in enumerate(bloc):
            at = row + place / columns
            x = sign * (_HALF_GAP + _COLUMN_STEP * (place % columns))
            spots[actor] = Spot(x, round(-height / 2 + step * at, 1), side)
        row += math.ceil(len(bloc) / columns) + _APART
    return spots


def narrow_layout(
    incidence: Incidence, communities: Mapping[str, int] = _NO_COMMUNITIES
) -> Mapping[str, Spot]:
    """Two columns close together, for screens too narrow for labels beside them."""
    chapters = [target.id for target in incidence.targets]
    actors = [actor for bloc in _blocs(incidence, communities) for actor in bloc]
    height = _NARROW_PITCH * (max(len(actors), len(chapters)) - 1)
    return _column(actors, -_NARROW_HALF_GAP, height, "above") | _column(
        chapters, _NARROW_HALF_GAP, height, "center"
    )


def _column(members: Sequence[str], x: float, height: float, side: Side) -> dict[str, Spot]:
    """Members from top to bottom, evenly over the height around 0; one alone stands in the middle."""
    step = height / (len(members) - 1) if len(members) > 1 else 0.0
    top = -height / 2 if len(members) > 1 else 0.0
    return {member: Spot(x, round(top + step * row, 1), side) for row, member in enumerate(members)}


def _blocs(incidence: Incidence, communities: Mapping[str, int]) -> list[list[str]]:
    """Communities, and the actors in each, by the mean place of the chapters they speak of, which keeps crossings few
    (Sugiyama, Tagawa & Toda 1981). Without communities all actors are one."""
    place = {target.id: index for index, target in enumerate(incidence.targets)}
    spoken: dict[str, list[int]] = {party.id: [] for party in incidence.parties}
    for tie in incidence.ties:
        spoken[tie.actor].append(place[tie.chapter])
    centre = {actor: sum(places) / len(places) if places else 0.0 for actor, places in spoken.items()}
    blocs: dict[int, list[str]] = {}
    for actor in sorted(centre, key=lambda actor: centre[actor]):
        blocs.setdefault(communities.get(actor, 0), []).append(actor)
    return sorted(blocs.values(), key=lambda bloc: sum(centre[actor] for actor in bloc) / len(bloc))
