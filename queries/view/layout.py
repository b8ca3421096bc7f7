"""Where actors and chapters stand in the picture: computed beforehand, the same every time, in plain Python.

Chapters stand in the order of the strategy in a column of their own; actors face them, ordered so that lines cross little. Labels
are drawn outwards from the columns and so never lie over lines. A second, slender arrangement serves narrow screens. It knows no page.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from remissgraf.queries.networks.incidence import Incidence

__all__ = ["ONE_SIDE", "Spot", "narrow_layout", "wide_layout"]

Side = Literal["left", "right", "center", "above"]

_LEFT: Side = "left"
_RIGHT: Side = "right"

# Up to so many actors stand in one column; more of them stand on both sides of the chapters.
ONE_SIDE = 40
_PITCH = 40.0
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


def wide_layout(incidence: Incidence) -> Mapping[str, Spot]:
    """Actors left and chapters right; with more than ONE_SIDE actors the chapters stand in the middle of them."""
    chapters = [target.id for target in incidence.targets]
    actors = _by_barycentre(incidence)
    if len(actors) <= ONE_SIDE:
        height = _PITCH * (max(len(actors), len(chapters)) - 1)
        return _column(actors, -_HALF_GAP, height, "left") | _column(chapters, _HALF_GAP, height, "right")
    # Neighbours in the order go to either side, so that both sides run through the strategy from top to bottom.
    sides = actors[0::2], actors[1::2]
    columns = math.ceil(len(sides[0]) / ONE_SIDE)
    height = _PITCH * ONE_SIDE
    spots = _column(chapters, 0.0, height, "center")
    for sign, side, members in ((-1.0, _LEFT, sides[0]), (1.0, _RIGHT, sides[1])):
        for row, (actor, spot) in enumerate(_column(members, 0.0, height, side).items()):
            # Neighbouring rows stand in different columns, which leaves room for their labels.
            x = sign * (_HALF_GAP + _COLUMN_STEP * (row % columns))
            spots[actor] = Spot(x, spot.y, side)
    return spots


def narrow_layout(incidence: Incidence) -> Mapping[str, Spot]:
    """Two columns close together, for screens too narrow for labels beside them."""
    chapters = [target.id for target in incidence.targets]
    actors = _by_barycentre(incidence)
    height = _NARROW_PITCH * (max(len(actors), len(chapters)) - 1)
    return _column(actors, -_NARROW_HALF_GAP, height, "above") | _column(
        chapters, _NARROW_HALF_GAP, height, "center"
    )


def _column(members: Sequence[str], x: float, height: float, side: Side) -> dict[str, Spot]:
    """Members from top to bottom, evenly over the height around 0; one alone stands in the middle."""
    step = height / (len(members) - 1) if len(members) > 1 else 0.0
    top = -height / 2 if len(members) > 1 else 0.0
    return {member: Spot(x, round(top + step * row, 1), side) for row, member in enumerate(members)}


def _by_barycentre(incidence: Incidence) -> list[str]:
    """Actors by the mean place of the chapters they speak of, which keeps crossings few (Sugiyama, Tagawa & Toda 1981)."""
    place = {target.id: index for index, target in enumerate(incidence.targets)}
    spoken: dict[str, list[int]] = {party.id: [] for party in incidence.parties}
    for tie in incidence.ties:
        spoken[tie.actor].append(place[tie.chapter])
    centre = {actor: sum(places) / len(places) if places else 0.0 for actor, places in spoken.items()}
    return sorted(centre, key=lambda actor: centre[actor])
