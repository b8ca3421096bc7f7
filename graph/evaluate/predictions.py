"""Predictions from a file in the format of `remissgraf extract`, or from its records, each given to a text of the corpus."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

from remissgraf.errors import CorpusError
from remissgraf.graph.evaluate.corpus import Corpus, built, json_lines
from remissgraf.graph.evaluate.records import Prediction, prediction_from

__all__ = ["predictions_of", "read_predictions"]

_SUFFIX: Final = re.compile(r"\.(txt|md|html?|docx|pdf|jsonl?)$")


def read_predictions(path: Path, corpus: Corpus) -> tuple[Prediction, ...]:
    """The lines of a file. Raises CorpusError for a line that is no statement or names no text of the corpus."""
    return _predictions(json_lines(path), corpus, path)


def predictions_of(records: Iterable[Mapping[str, Any]], corpus: Corpus) -> tuple[Prediction, ...]:
    """The same from records that are at hand."""
    return _predictions(enumerate(records, 1), corpus, corpus.root)


def _predictions(
    rows: Iterable[tuple[int, Mapping[str, Any]]], corpus: Corpus, path: Path
) -> tuple[Prediction, ...]:
    found = []
    for number, row in rows:
        name = str(row.get("file") or row.get("doc") or "")
        stem = _stem(PurePosixPath(name).name, corpus.stems)
        if stem is None:
            raise CorpusError(
                f"the prediction is of {name!r}, which is no text of the corpus",
                where=f"{path}, line {number}",
                remedy="`file` names a text by its path, its name or its number.",
                code="corpus.unknown-text",
            )
        found.append(built(path, number, prediction_from, row, stem, number))
    return tuple(found)


def _stem(name: str, stems: Iterable[str]) -> str | None:
    """The text meant: by its whole stem, by its number ("03", "3"), else by the beginning of its stem, if that is one text's alone."""
    bare = _SUFFIX.sub("", name)
    numbers = (bare, bare.zfill(2))
    exact = [stem for stem in stems if stem == bare or stem.split("_")[0] in numbers]
    near = exact or [stem for stem in stems if bare and stem.startswith(bare)]
    return near[0] if len(near) == 1 else None
