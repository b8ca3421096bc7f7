"""The table of sentences: what each must give, and what must be left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from remissgraf.graph.extract.patterns import stance_lexicon
from remissgraf.graph.extract.sentence import findings_in

from .conftest import Look

TABLE = Path(__file__).parents[1] / "stances.tsv"


def _rows() -> list[tuple[str, str, str, str]]:
    rows: list[tuple[str, str, str, str]] = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, respondent, sentence, expected, _note = line.split("\t")
            rows.append((language, respondent, sentence, expected))
    return rows


ROWS = _rows()


def test_the_table_has_both_kinds_in_both_languages() -> None:
    for language in ("sv", "en"):
        expected = [row[3] for row in ROWS if row[0] == language]
        assert any(expected)
        assert not all(expected)
    assert len(ROWS) > 100


@pytest.mark.parametrize(
    ("language", "respondent", "sentence", "expected"), ROWS, ids=[row[2] for row in ROWS]
)
def test_a_sentence_gives_what_the_table_says(
    look: Look, language: str, respondent: str, sentence: str, expected: str
) -> None:
    findings = findings_in(look(sentence, respondent, language), stance_lexicon(language))
    assert "; ".join(f"{f.cls}:{sentence[f.start : f.end]}" for f in findings) == expected
