"""Likeness: an estimate near the true share of sequences in common, groups that are right, and no comparing of all with all."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remissgraf.graph import likeness as module
from remissgraf.graph.likeness import ALIKE, SHINGLE, SHORTEST, Likeness, alike, likeness, similarity
from remissgraf.graph.readers import read_document


def words(number: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices("abdefgiklmnoprstuvåäö", k=chance.randint(2, 9))) for _ in range(number)]


def of(text: list[str], folder: Path, *, head: str = "", foot: str = "") -> Likeness:
    path = folder / "svar.md"
    path.write_text(f"{head}\n\n{' '.join(text)}.\n\n{foot}\n", encoding="utf-8")
    return likeness(read_document(path, root=folder))


def jaccard(one: list[str], other: list[str]) -> float:
    first, second = (
        {tuple(t[at : at + SHINGLE]) for at in range(len(t) - SHINGLE + 1)} for t in (one, other)
    )
    return len(first & second) / len(first | second)


@pytest.mark.parametrize("changed", [0, 1, 5, 20, 60, 200])
def test_the_estimate_is_near_the_true_share(changed: int, tmp_path: Path) -> None:
    one, others = words(800, 1), words(800, 2)
    other = list(one)
    for at in random.Random(changed).sample(range(800), changed):
        other[at] = others[at]
    # Three standard errors of the sketch.
    assert similarity(of(one, tmp_path), of(other, tmp_path)) == pytest.approx(jaccard(one, other), abs=0.135)


@given(st.integers(0, 60), st.integers(0, 10))
@settings(max_examples=40)
def test_short_texts_are_compared_exactly(same: int, own: int) -> None:
    # Fewer sequences than the sketch has room for, in both together.
    one = words(SHORTEST, 3)
    other = one[:same] + words(own + SHORTEST - same, 4)
    sketch = module._likeness
    assert similarity(sketch(one), sketch(other)) == pytest.approx(jaccard(one, other))


def test_letterheads_signatures_case_and_punctuation_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LETTER.format(sender="Norrskärs byalag", case="12/2026"), "utf-8")
    (tmp_path / "b.txt").write_text(
        LETTER.format(sender="Ramsö båtklubb", case="7-3").replace("byarna", "BYARNA;"), "utf-8"
    )
    one, other = (likeness(read_document(tmp_path / name, root=tmp_path)) for name in ("a.txt", "b.txt"))
    assert one.words == other.words >= SHORTEST
    assert similarity(one, other) == 1.0
    assert one.fingerprint == other.fingerprint


LETTER = """{sender}

Datum 2026-02-03
Dnr {case}

Till Skärgårdsutredningen

Yttrande över strategin

Vi avstyrker förslaget om indragna turer. Båtarna är den enda vägen till skolan, affären och läkaren för dem som bor i byarna längst ut,
och varje tur som försvinner gör vardagen svårare. Under den mörka årstiden ställs många turer in redan i dag. Vi föreslår att staten
tar ansvar för trafiken, och att varje ny tidtabell prövas tillsammans med dem som ska leva efter den. Det har vi sagt förut och det
gäller fortfarande.

Med vänlig hälsning

{sender}
"""


def test_groups_are_found_among_many_others() -> None:
    sketch = module._likeness
    texts = [sketch(words(300, seed)) for seed in range(100)]
    campaign = words(300, 1000)
    for at in range(30):
        # A paragraph of one's own.
        texts.insert(at * 4, sketch(campaign + words(60, 2000 + at)))
    copy = len(texts)
    texts += [texts[1], sketch(campaign)]
    assert alike(texts) == [[*range(0, 120, 4), copy + 1], [1, copy]]
    assert alike([]) == alike(texts[1:2]) == []


def test_short_answers_are_not_alike_unless_equal() -> None:
    sketch = module._likeness
    one = sketch(["kommunen", "har", "inget", "att", "erinra", "mot", "förslaget"])
    other = sketch(["regionen", "har", "inget", "att", "erinra", "mot", "förslaget"])
    assert (one.sketch, similarity(one, other)) == ("", 0.0)
    assert alike([one, other, one]) == [[0, 2]]


def test_a_phrase_that_everyone_uses_makes_no_quadratic_work(monkeypatch: pytest.MonkeyPatch) -> None:
    phrase = words(80, 9)
    texts = [module._likeness(words(300, seed) + phrase) for seed in range(400)]
    compared = 0

    exact = module._Sketch.reaches

    def counting(one: module._Sketch, other: module._Sketch, least: float) -> bool:
        nonlocal compared
        compared += 1
        return exact(one, other, least)

    monkeypatch.setattr(module._Sketch, "reaches", counting)
    assert alike(texts) == []
    # All pairs would be 79,800.
    assert 0 < compared <= 400 * module._KEYS * module._COMPARED / 4


@given(
    st.integers(0, 300), st.integers(0, 300), st.integers(0, 300), st.sampled_from([0.05, 0.3, ALIKE, 0.9])
)
@settings(max_examples=60)
def test_the_quick_way_to_say_no_is_never_wrong(common: int, own: int, others: int, least: float) -> None:
    both = words(common, 5)
    one, other = (module._likeness(both + words(number, 6 + number)) for number in (own, others))
    reached = module._Sketch.of(one).reaches(module._Sketch.of(other), least)
    assert reached == (similarity(one, other) >= least)


@given(st.permutations(range(12)))
@settings(max_examples=20)
def test_groups_do_not_depend_on_the_order(order: list[int]) -> None:
    base = [words(200, seed) for seed in range(3)]
    texts = [module._likeness(base[at % 3] + words(at, at)) for at in range(12)]
    found = alike([texts[at] for at in order])
    assert {frozenset(order[at] for at in group) for group in found} == {
        frozenset(range(start, 12, 3)) for start in range(3)
    }
    assert ALIKE < 1
