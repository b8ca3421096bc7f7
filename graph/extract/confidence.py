"""How sure a finding is, from 0 to 1, by what it stands on. Knows cues, not words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

__all__ = ["confidence"]

_BASE: Final[Mapping[str, float]] = {
    "respondent": 0.95,
    "phrase": 0.85,
    "elided": 0.9,
    "bare": 0.8,
    "verbless": 0.85,
    "item": 0.9,
    "answer": 0.7,
    "request": 0.7,
    "judgement": 0.6,
    "dissent": 0.7,
}
_CHANGE: Final[Mapping[str, float]] = {
    "negated": -0.03,
    "modal": -0.02,
    "qualified": -0.02,
    "weak": -0.1,
    "Holds": -0.03,
}


def confidence(cues: Iterable[str]) -> float:
    """The confidence of a finding with these cues.

    >>> confidence(["respondent", "modal"])
    0.93
    """
    cues = list(cues)
    base = min((_BASE[cue] for cue in cues if cue in _BASE), default=0.5)
    return round(min(max(base + sum(_CHANGE.get(cue, 0.0) for cue in cues), 0.05), 0.99), 2)
