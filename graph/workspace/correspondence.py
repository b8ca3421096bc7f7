"""Which chapters of two consulted strategies deal with the same matter: as a table of the workspace says, else by their titles.

Titles tell only where the two strategies are versions of one: at least half of the chapters of the smaller one must be in the other.
It knows outlines, no responses and no graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher, get_close_matches
from itertools import combinations
from pathlib import Path
from typing import Final

from remissgraf.graph.describe import Correspondence
from remissgraf.ontology.entries import Chapter, Outline
from remissgraf.ontology.tables import Row, read_table

__all__ = ["ALIKE", "LABELLED", "find_correspondences", "load_chapters"]

# Ratcliff and Obershelp's similarity of two titles, from which they name the same matter; and with the same number before them.
ALIKE: Final = 0.85
LABELLED: Final = 0.6
# The share of the smaller strategy's chapters, from which two strategies are versions of one.
_VERSIONS: Final = 0.5

# (consultation, chapter label) → (consultation, chapter label), or None for a chapter that corresponds to none there.
Declared = Mapping[tuple[str, str, str], str | None]


def load_chapters(
    path: Path | None, name: str, consultation: str, outlines: Mapping[str, Outline | None]
) -> Declared:
    """(consultation, its chapter, other consultation) → the chapter there, or None for one that corresponds to none.

    A table of the columns chapter, consultation (which may be left out where there is only one other) and corresponds_to. Raises
    ConfigError with the place for a chapter or a consultation that is not there.
    """
    found: dict[tuple[str, str, str], str | None] = {}
    if path is None:
        return found
    others = [other for other in outlines if other != consultation]
    table = read_table(
        path.read_bytes(), name, required=("chapter",), optional=("consultation", "corresponds_to")
    )
    for row in table:
        other = row["consultation"] or (others[0] if len(others) == 1 else "")
        if other not in others:
            raise row.error(
                "consultation",
                f"{other!r} is no other consultation of this workspace"
                if other
                else "it is not said of which",
                f"Write one of: {', '.join(others)}." if others else "A workspace may hold several.",
            )
        own = _chapter(row, "chapter", outlines[consultation])
        place = (consultation, own or "", other)
        if place in found:
            raise row.error("chapter", f"the chapter {own!r} is given twice", "Keep one row for a chapter.")
        found[place] = _chapter(row, "corresponds_to", outlines[other])
    return found


def find_correspondences(
    outlines: Mapping[str, Outline | None], declared: Declared
) -> tuple[Correspondence, ...]:
    """All that correspond, each pair once. outlines: by consultation, in the order of the workspace."""
    found: dict[frozenset[tuple[str, str]], Correspondence] = {}
    for (cid, label, other), target in declared.items():
        if target is not None:
            found[frozenset({(cid, label), (other, target)})] = Correspondence((cid, label), (other, target))
    said = {(cid, label, other) for cid, label, other in declared}
    said |= {(other, target, cid) for (cid, _, other), target in declared.items() if target is not None}
    for first, second in combinations(outlines, 2):
        one, two = outlines[first], outlines[second]
        if one is None or two is None:
            continue
        pairs = list(_by_title(one, two))
        related = any({cid, other} == {first, second} for cid, _, other in declared)
        if not related and len(pairs) < _VERSIONS * min(len(one.chapters), len(two.chapters)):
            continue
        for here, there, similarity in pairs:
            if (first, here, second) not in said and (second, there, first) not in said:
                pair = Correspondence((first, here), (second, there), round(similarity, 4))
                found.setdefault(frozenset({pair.one, pair.other}), pair)
    return tuple(found.values())


def _chapter(row: Row, column: str, outline: Outline | None) -> str | None:
    label = row[column]
    if not label:
        return None
    known = outline.by_label if outline is not None else {}
    if label not in known:
        near = get_close_matches(label, list(known), n=1, cutoff=0.4)
        remedy = f"Did you mean {near[0]!r}?" if near else f"It has: {', '.join(known)}."
        raise row.error(
            column, f"the strategy has no chapter {label!r}", remedy if known else "It has no chapters."
        )
    return label


def _by_title(one: Outline, two: Outline) -> Iterator[tuple[str, str, float]]:
    """(label, label, similarity) of chapters that have the same title or nearly, each chapter once, the likest first."""
    candidates = []
    for here in one.chapters:
        for there in two.chapters:
            similarity = _similarity(here, there)
            labelled = here.numbered and there.numbered and here.label == there.label
            if similarity >= (LABELLED if labelled else ALIKE):
                candidates.append(
                    (-similarity, not labelled, here.start, there.start, here.label, there.label)
                )
    taken: set[tuple[int, str]] = set()
    for likeness, _, _, _, here_label, there_label in sorted(candidates):
        if taken.isdisjoint({(1, here_label), (2, there_label)}):
            taken |= {(1, here_label), (2, there_label)}
            yield here_label, there_label, -likeness


def _similarity(one: Chapter, other: Chapter) -> float:
    """0–1, of the titles' words without case and punctuation; 0 for titles without words."""
    here, there = (" ".join(re.findall(r"\w+", chapter.title.casefold())) for chapter in (one, other))
    if not here or not there:
        return 0.0
    matcher = SequenceMatcher(None, here, there, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= LABELLED else 0.0
