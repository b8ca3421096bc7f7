"""How a stance looks: colour on light and on dark ground, line pattern and sign, read from palette.toml.

Network files and pages share it, so that a class has one look everywhere. It knows no network and no page.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from remissgraf.graph.model import Polarity

__all__ = ["Look", "PolarityLook", "looks", "polarity_looks"]


@dataclass(frozen=True, slots=True)
class PolarityLook:
    """sign: one character that stands for the polarity in text. light, dark: "#rrggbb" on that ground. dash, width: as of `Look`, where a
    line stands for all statements of the polarity."""

    sign: str
    light: str
    dark: str
    dash: tuple[int, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a stance class. dash: lengths of line and gap in pixels, empty for an unbroken line; width in pixels."""

    polarity: Polarity
    light: str
    dark: str
    dash: tuple[int, ...]
    width: float


@cache
def looks() -> Mapping[str, Look]:
    """By stance class, in the order of legends: from support to opposition."""
    return {
        name: Look(
            polarity=entry["polarity"],
            light=entry["light"],
            dark=entry["dark"],
            dash=tuple(entry["dash"]),
            width=entry["width"],
        )
        for name, entry in _palette()["class"].items()
    }


@cache
def polarity_looks() -> Mapping[str, PolarityLook]:
    """By polarity, in the order of legends."""
    return {
        name: PolarityLook(**{**entry, "dash": tuple(entry["dash"])})
        for name, entry in _palette()["polarity"].items()
    }


@cache
def _palette() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("palette.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
