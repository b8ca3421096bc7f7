"""What is said of the matter is found whatever its subject is and wherever that stands: sentences made of the parts in frames.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from remissgraf.graph.extract.patterns import stance_lexicon
from remissgraf.graph.extract.sentence import findings_in

from .conftest import Look

FRAMES = Path(__file__).with_name("frames.toml")
# The share that is found, rounded down.
LEAST = 0.97


def _sentences() -> Iterator[tuple[str, frozenset[str]]]:
    parts = tomllib.loads(FRAMES.read_text(encoding="utf-8"))
    for predicate, subject, frame in product(parts["predicates"], parts["subjects"], parts["frames"]):
        verb, _, rest = predicate["text"].partition(" ")
        opening = subject[0].upper() + subject[1:]
        yield frame.format(S=opening, s=subject, v=verb, p=rest), frozenset(predicate["classes"])


def test_nearly_every_sentence_gives_its_stance(look: Look) -> None:
    made = list(_sentences())
    assert len(made) > 400
    lexicon = stance_lexicon("sv")
    missed = [
        sentence
        for sentence, classes in made
        if classes.isdisjoint(
            finding.cls for finding in findings_in(look(sentence, "Strandverket", "sv"), lexicon)
        )
    ]
    assert len(missed) <= (1 - LEAST) * len(made), missed[:5]
