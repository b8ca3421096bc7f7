"""Texts of our own in many registers, in their paragraphs: what is found of them, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from remissgraf.graph.model import STANCE_CLASSES

from .prose import figures, outcomes

# Micro F1, recall and precision of each folder, rounded down. Their first figures stand in docs/extraction.md.
LEAST = {
    "first": (0.97, 0.95, 0.98),
    "second": (0.93, 0.89, 0.97),
    "third": (0.91, 0.84, 0.98),
    "fourth": (0.89, 0.83, 0.96),
    "fifth": (0.85, 0.77, 0.94),
    "sixth": (0.69, 0.53, 0.95),
    "seventh": (0.84, 0.79, 0.90),
    "eighth": (0.88, 0.80, 0.96),
}


@pytest.mark.parametrize("folder", sorted(LEAST))
def test_the_texts_give_what_they_gave(folder: str, tmp_path: Path) -> None:
    found = list(outcomes(folder, tmp_path))
    assert all(one.classes <= set(STANCE_CLASSES) for line in found for one in line.line.wanted)
    measured = figures(found)
    f1, recall, precision = LEAST[folder]
    assert measured.micro_f1 >= f1
    assert measured.recall >= recall
    assert measured.precision >= precision


def test_nearly_no_sentence_without_a_stance_is_given_one(tmp_path: Path) -> None:
    measured = [figures(list(outcomes(folder, tmp_path))) for folder in LEAST]
    empty = sum(one.empty for one in measured)
    assert empty > 180
    assert sum(one.wrong for one in measured) <= 0.02 * empty
