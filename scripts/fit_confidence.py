"""Count what each cue of a statement is worth, and write graph/extract/confidence.toml: python -m scripts.fit_confidence

A logistic model on the annotated corpora, every statement one case, right where the annotation has it with the same or an accepted class.
The weights are held back by a normal prior of standard deviation 1 (ridge), so that a cue seen seldom is worth little. "At hand" is
a cue of the example and the real response, on which the rules were written, and of no new text: its weight is counted and left
out of the file, so that the confidence is what a text that no rule was written for would earn. BLIND is never fitted on.

Prints the reliability on each corpus, of a model that has not seen that corpus and for BLIND of the model that is written, and writes it
into its table of docs/extraction.md. With --print nothing is written.
"""

from __future__ import annotations

import argparse
import math
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.figures import CORPORA, DOCS, RECORDED, ROOT
from scripts.tables import reliability_cells, row, with_table

from remissgraf.atomic import write_atomic
from remissgraf.graph.evaluate import judged, load_corpus, predictions_of, reliability
from remissgraf.graph.extract.confidence import Model
from remissgraf.graph.model import OWN_VOICE
from remissgraf.graph.workspace.config import CONFIG_NAME
from remissgraf.graph.workspace.single import SingleFiles

MODEL: Final = ROOT / "graph" / "extract" / "confidence.toml"
BLIND: Final = ("heldout-f-insyn", "heldout-i-rattstolkning")
AT_HAND: Final = ("example", "real")
# A cue is counted where this many statements have it and this many lack it.
_SEEN: Final = 4
_STEPS: Final = 50
_ENOUGH: Final = 1e-10


@dataclass(frozen=True, slots=True)
class Case:
    """One extracted statement: its cues, and whether the annotation has it."""

    corpus: str
    cues: frozenset[str]
    right: bool


def cases(name: str, corpus: Path) -> list[Case]:
    loaded = load_corpus(corpus)
    reader = SingleFiles(corpus if (corpus / CONFIG_NAME).is_file() else None)
    files = loaded.responses()
    predictions = predictions_of((record for file in files for record in reader.records(file)), loaded)
    basis = {
        (file.stem, statement.start, statement.id): statement.basis
        for file in files
        for _, found in reader.extractions(file)
        for statement in found.statements
        if statement.voice in OWN_VOICE
    }
    return [
        Case(name, frozenset(basis[prediction.file, prediction.place.start or 0, prediction.id]), right)
        for prediction, right in judged(loaded, predictions)
    ]


def fit(seen: Sequence[Case]) -> Model:
    """The weights of the greatest posterior probability, by Newton's method. A cue that says the same as "at hand" is that cue's."""
    numbers = Counter(cue for case in seen for cue in case.cues)
    named = sorted(cue for cue, number in numbers.items() if _SEEN <= number <= len(seen) - _SEEN)
    rows = [
        [1.0, float(case.corpus in AT_HAND), *(float(cue in case.cues) for cue in named)] for case in seen
    ]
    weights = [0.0] * (len(named) + 2)
    for _ in range(_STEPS):
        chances = [1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, row, strict=True)))) for row in rows]
        slope = [
            sum((case.right - p) * row[at] for case, p, row in zip(seen, chances, rows, strict=True))
            - (weights[at] if at else 0.0)
            for at in range(len(weights))
        ]
        bend = [
            [
                sum(p * (1 - p) * row[at] * row[by] for p, row in zip(chances, rows, strict=True) if row[at])
                + (at == by and at > 0)
                for by in range(len(weights))
            ]
            for at in range(len(weights))
        ]
        step = _solved(bend, slope)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < _ENOUGH:
            break
    return Model(round(weights[0], 2), {cue: round(w, 2) for cue, w in zip(named, weights[2:], strict=True)})


def _solved(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """The solution of a system of linear equations whose matrix is positive definite, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at, pivot in enumerate(rows):
        for below in rows[at + 1 :]:
            factor = below[at] / pivot[at]
            for by in range(at, len(pivot)):
                below[by] -= factor * pivot[by]
    found = [0.0] * len(rows)
    for at in range(len(rows) - 1, -1, -1):
        known = sum(rows[at][by] * found[by] for by in range(at + 1, len(rows)))
        found[at] = (rows[at][-1] - known) / rows[at][at]
    return found


def written(model: Model, seen: Sequence[Case]) -> str:
    """The data file: the constant, then each cue with its weight and how many statements had it, how many of them right."""
    names = ", ".join(dict.fromkeys(case.corpus for case in seen))
    lines = [
        "# What the cues of a statement (graph/extract/confidence.py) are worth, in log-odds. Written by",
        "#   python -m scripts.fit_confidence",
        f"# from {len(seen)} statements, {sum(case.right for case in seen)} of them right, of {names}.",
        "# n: statements with the cue, right: those that the annotation has with that class, both as extracted when this was written.",
        "# How it does on texts not seen: docs/extraction.md.",
        f"constant = {model.constant}",
        "",
        "[cues]",
    ]
    for cue, weight in model.weights.items():
        having = [case for case in seen if cue in case.cues]
        right = sum(case.right for case in having)
        lines.append(f'"{cue}" = {{ weight = {weight}, n = {len(having)}, right = {right} }}')
    return "\n".join(lines) + "\n"


def report(label: str, told: Sequence[tuple[float, bool]]) -> str:
    """The row of the docs' table."""
    found = reliability(told)
    cells = reliability_cells([(one.right, one.n) for one in found.bins])
    return row(label, *cells, "–" if found.auc is None else f"{found.auc:.2f}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--print", action="store_true", dest="only_print", help="write nothing")
    options = parser.parse_args(arguments)
    missing = [name for name, path in CORPORA.items() if not path.exists()]
    if missing:
        print(
            f"missing: {', '.join(missing)}; the model is fitted on all corpora or not at all",
            file=sys.stderr,
        )
        return 1
    every: Mapping[str, list[Case]] = {name: cases(name, path) for name, path in CORPORA.items()}
    seen = [case for name, own in every.items() if name not in BLIND for case in own]
    model = fit(seen)
    apart: list[tuple[float, bool]] = []
    rows: list[str] = []
    labels = tomllib.loads(RECORDED.read_text("utf-8"))
    for name, own in every.items():
        alone = model if name in BLIND else fit([case for case in seen if case.corpus != name])
        told = [(alone(case.cues), case.right) for case in own]
        rows.append(report(labels[name]["label"], told))
        if name not in BLIND:
            apart.extend(told)
    rows.append(report("**all but f and i**", apart))
    print(*rows, sep="\n")
    if not options.only_print:
        write_atomic(MODEL, written(model, seen).encode("utf-8"))
        text = with_table(DOCS.read_text("utf-8"), "reliability, left out", rows)
        write_atomic(DOCS, text.encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
