"""Cuts sentences that are longer than any real one into pieces, so that work stays linear in the text's length.

Knows places only. A piece is a sentence of its own, with its offsets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from remissgraf.graph.model import Reading, Run, Sentence

__all__ = ["pieces"]

# In characters; the longest sentences of real responses have some 1,200.
_LONGEST: Final = 2500


def pieces(sentence: Sentence) -> Iterator[Sentence]:
    """The sentence itself, or its pieces in order, cut at spaces where there are any."""
    text = sentence.text
    if len(text) <= _LONGEST:
        yield sentence
        return
    start = 0
    run = 0
    runs = sentence.reading.runs
    while start < len(text):
        end = min(start + _LONGEST, len(text))
        if end < len(text):
            space = text.rfind(" ", start + 1, end)
            end = space + 1 if space > start else end
        while run + 1 < len(runs) and runs[run].at + runs[run].length <= start:
            run += 1
        if text[start:end].strip():
            yield _piece(sentence, start, end, run)
        start = end


def _piece(sentence: Sentence, start: int, end: int, first_run: int) -> Sentence:
    kept: list[Run] = []
    for run in sentence.reading.runs[first_run:]:
        if run.at >= end:
            break
        low, high = max(run.at, start), min(run.at + run.length, end)
        if high > low:
            kept.append(Run(low - start, run.start + low - run.at, high - low))
    first, last = sentence.reading.span(start, end)
    reading = Reading(
        sentence.text[start:end], tuple(kept) or sentence.reading.runs[first_run : first_run + 1]
    )
    return Sentence(first, last, reading, sentence.block, sentence.section, sentence.page)
