"""How sure a statement is, from 0 to 1: the chance that a reader would find the same stance there, by the cues that it stands on.

The cues are named here; what each is worth is counted offline on annotated texts (scripts/fit_confidence.py) and kept with its figures
in confidence.toml. Knows cues, not words, and no document.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from remissgraf.graph.extract.finding import Finding
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import TargetScope

__all__ = ["Model", "basis", "confidence", "load_model"]

# Tokens: a sentence of more is long; a stance whose words span more, subject included, is wide.
_LONG: Final = 35
_SHORT: Final = 8
_WIDE: Final = 4
# Begins the cue that tells how the stance was found: with its respondent named, as a judgement, as an answer …
_WAY: Final = "found="
# No statement is certain, and none that is made is without hope.
_LEAST, _MOST = 0.05, 0.99


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model. constant: log-odds of a statement without a known cue; weights: log-odds that each cue adds or takes."""

    constant: float
    weights: Mapping[str, float]

    def __call__(self, cues: Iterable[str]) -> float:
        """The chance for a statement with these cues, in two decimals.

        A cue that the model has no weight for says nothing, but a way of finding that it does not know is worth the least of all ways.

        >>> Model(2.0, {"modal": -2.0})(["modal", "unheard of"])
        0.5
        """
        odds = self.constant + sum(
            self.weights[cue] if cue in self.weights else self._unknown(cue) for cue in cues
        )
        return round(min(max(1 / (1 + math.exp(-odds)), _LEAST), _MOST), 2)

    def _unknown(self, cue: str) -> float:
        if not cue.startswith(_WAY):
            return 0.0
        return min((weight for name, weight in self.weights.items() if name.startswith(_WAY)), default=0.0)


@cache
def load_model() -> Model:
    """The model of confidence.toml."""
    text = files("remissgraf.graph.extract").joinpath("confidence.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Model(data["constant"], {cue: one["weight"] for cue, one in data["cues"].items()})


def confidence(cues: Iterable[str]) -> float:
    """The confidence of a statement with these cues (see `basis`)."""
    return _confidence(tuple(cues))


# Many statements stand on the same cues.
@lru_cache(maxsize=4096)
def _confidence(cues: tuple[str, ...]) -> float:
    return load_model()(cues)


def basis(finding: Finding, view: View, scope: TargetScope, findings: int) -> tuple[str, ...]:
    """The cues of a statement, by name. view: its sentence; findings: how many that has; scope: of the statement's target."""
    found, *marks = finding.cues or ("other",)
    before = set(view.lowers[: finding.first])
    given = {
        "subordinate": not before.isdisjoint(view.grammar["words.subordinators"]),
        "short": len(view.tokens) < _SHORT,
        "conditional": finding.condition is not None,
        "several": findings > 1,
        "long": len(view.tokens) > _LONG,
        "wide": finding.last - finding.first > _WIDE,
        "late": finding.first > _LONG // 2,
    }
    return (
        f"{_WAY}{found}",
        f"class={finding.cls}",
        f"scope={scope}",
        *marks,
        *(cue for cue, holds in given.items() if holds),
    )
