"""Print the extraction's figures: the example, the held-out corpora, and the real response where ../shared is there.

Measured as a user would, with `remissgraf evaluate`. Where CI is set, a corpus that is missing is an error. Exit status 1 where a figure
is below the one recorded in scripts/figures.toml. --markdown writes the tables of docs/extraction.md anew, --check fails where they
differ; the rows of a corpus that is missing stay as they are.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from scripts.tables import reliability_cells, row, share, with_table

from remissgraf.atomic import write_atomic

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
RECORDED = ROOT / "scripts" / "figures.toml"
DOCS = ROOT / "docs" / "extraction.md"

CORPORA: dict[str, Path] = {
    "example": ROOT / "examples" / "lifescience",
    "real": SHARED / "data" / "stockholm",
    **{
        f"heldout-{folder.name}": folder
        for folder in sorted((ROOT / "tests" / "corpora" / "heldout").iterdir())
        if folder.is_dir()
    },
}


def evaluate(corpus: Path, folder: Path) -> dict[str, Any]:
    """Print the command's table for a corpus; its figures as a mapping."""
    figures = folder / "figures.json"
    command = [sys.executable, "-m", "remissgraf", "evaluate", str(corpus)]
    # Run from an empty folder: the current one may be a workspace.
    subprocess.run([*command, "--errors", "0"], check=True, cwd=folder)
    subprocess.run([*command, "--format", "json", "-o", str(figures)], check=True, cwd=folder)
    found: dict[str, Any] = json.loads(figures.read_text("utf-8"))
    return found


def summary(found: dict[str, Any]) -> dict[str, float]:
    """The figures that are recorded, each from 0 to 1."""
    every = found["overall"]["all"]
    initiatives = every["initiatives_all"]
    return {
        "micro_f1": every["end_to_end_micro_f1"],
        "precision": every["precision"],
        "recall": every["recall"],
        "actor": every["actor_acc"],
        "chapter": every["chapter"]["exact"],
        "initiatives_precision": initiatives["precision"] or 0.0,
        "initiatives_recall": initiatives["recall"] or 0.0,
        "topics_bcubed_f1": every["topics"]["f1"] or 0.0,
        "hard_negatives_left_alone": 1 - (found["hard_negatives"]["rate"] or 0.0),
    }


def reliable(found: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Of several corpora together: the share of statements with a confidence of 0.9 or more, and how many of these are right."""
    told = [one["reliability"] for one in found]
    sure = [one["bins"][-1] for one in told]
    number = sum(one["n"] for one in sure)
    return {
        "sure": number / max(sum(one["n"] for one in told), 1),
        "sure_right": sum(one["right"] for one in sure) / max(number, 1),
    }


def figures_row(label: str, found: Sequence[Mapping[str, Any]]) -> str:
    """The row of one corpus, or of several whose statements are counted together."""
    every = [one["overall"]["all"] for one in found]
    gold, predicted, paired = (sum(one[name] for one in every) for name in ("gold", "predicted", "tp"))
    right = sum(cls["tp"] for one in every for cls in one["per_class"].values())
    hard = [one["hard_negatives"] for one in found]
    return row(
        label,
        gold,
        share(2 * right, gold + predicted),
        share(paired, predicted),
        share(paired, gold),
        f"{sum(one['taken'] for one in hard)} of {sum(one['all'] for one in hard)}",
    )


def other_row(label: str, found: Mapping[str, Any]) -> str:
    every = found["overall"]["all"]
    named, asked, topics = every["initiatives_all"], every["requests"], every["topics"]
    return row(
        label,
        *(figure(every[name]) for name in ("polarity_acc", "actor_acc")),
        figure(every["chapter"]["exact"]),
        *(f"{figure(one['precision'])} / {figure(one['recall'])}" for one in (named, asked)),
        linked(every["restates"]),
        linked(every["condition"]),
        figure(topics["f1"]),
    )


def claims_row(label: str, found: Mapping[str, Any]) -> str:
    every = found["overall"]["all"]
    claims, supported = every["claims"], every["endorsed"]
    return row(
        label,
        figure(every["scope_acc"]),
        figure(every["direction_acc"]),
        linked(every["agreement"]),
        f"{figure(claims['precision'])} / {figure(claims['recall'])}" if claims else "–",
        linked(supported),
        linked(found["voices"]),
        figure(found["voices_class_acc"]),
    )


def linked(counts: Mapping[str, int] | None) -> str:
    """Found of those annotated, and found wrongly; a dash where the annotation does not say."""
    return f"{counts['tp']} of {counts['tp'] + counts['fn']}, {counts['fp']} wrong" if counts else "–"


def figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def reliability_row(label: str, found: Sequence[Mapping[str, Any]]) -> str:
    bins = zip(*(one["reliability"]["bins"] for one in found), strict=True)
    pooled = [(sum(one["right"] for one in each), sum(one["n"] for one in each)) for each in bins]
    return row(label, *reliability_cells(pooled))


def tables(found: Mapping[str, Mapping[str, Any]], recorded: Mapping[str, Any]) -> dict[str, list[str]]:
    """The rows of each table of the docs, by its mark."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for name in found:
        groups.setdefault(recorded[name]["group"], []).append(found[name])
    # A group that lacks a corpus is no group to count.
    sizes = [recorded[name]["group"] for name in CORPORA]
    whole = {name: own for name, own in groups.items() if len(own) == sizes.count(name)}

    def rows(make: Callable[[str, Sequence[Mapping[str, Any]]], str]) -> list[str]:
        single = [make(recorded[name]["label"], [one]) for name, one in found.items()]
        return single + [make(f"**{name}**", own) for name, own in whole.items()]

    return {
        "figures": rows(figures_row),
        "other figures": [other_row(recorded[name]["label"], one) for name, one in found.items()],
        "claims": [
            claims_row(recorded[name]["label"], one)
            for name, one in found.items()
            if one["overall"]["all"]["agreement"] or one["overall"]["all"]["endorsed"] or one["voices"]
        ],
        "reliability": rows(reliability_row),
    }


def compare(name: str, found: Mapping[str, float], recorded: Mapping[str, Any]) -> int:
    """Print the figures beside those recorded; 1 where one is below."""
    status = 0
    for one, value in found.items():
        least = recorded.get(name, {}).get(one, 0.0)
        if value < least:
            status = 1
        print(f"{one:28} {value:.3f}   recorded {least:.3f}{'   BELOW' if value < least else ''}")
    return status


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--markdown", action="store_true", help="write the tables of the docs anew")
    parser.add_argument("--check", action="store_true", help="fail where the tables of the docs differ")
    options = parser.parse_args(None if arguments is None else list(arguments))
    recorded = tomllib.loads(RECORDED.read_text("utf-8"))
    status = 0
    every: dict[str, dict[str, Any]] = {}
    for name, corpus in CORPORA.items():
        if not corpus.exists():
            print(f"{name}: left out, because ../shared is not there", file=sys.stderr)
            status = status or int("CI" in os.environ)
            continue
        print(f"=== {name}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            every[name] = evaluate(corpus, Path(folder))
        status |= compare(name, {**summary(every[name]), **reliable([every[name]])}, recorded)
    print("=== heldout, all together")
    heldout = [found for name, found in every.items() if name.startswith("heldout-")]
    status |= compare("heldout", reliable(heldout), recorded)
    before = text = DOCS.read_text("utf-8")
    for mark, rows in tables(every, recorded).items():
        text = with_table(text, mark, rows)
    if options.markdown:
        write_atomic(DOCS, text.encode("utf-8"))
    elif options.check and text != before:
        print(f"{DOCS.name} is not up to date: python -m scripts.figures --markdown", file=sys.stderr)
        status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
