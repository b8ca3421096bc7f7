"""The fit of the confidence model, on cases made by hand: it finds what is in them and holds back where they are few."""

from __future__ import annotations

import math
import tomllib

import pytest
from scripts.fit_confidence import Case, fit, written


def case(right: bool, *cues: str, corpus: str = "a") -> Case:
    return Case(corpus, frozenset(cues), right)


def many(times: int, right: int, *cues: str, corpus: str = "a") -> list[Case]:
    return [case(at < right, *cues, corpus=corpus) for at in range(times)]


def test_with_many_cases_the_confidence_is_the_share_right() -> None:
    model = fit([*many(2000, 1800, "found=respondent"), *many(2000, 1200, "found=judgement")])
    assert model(["found=respondent"]) == pytest.approx(0.9, abs=0.01)
    assert model(["found=judgement"]) == pytest.approx(0.6, abs=0.01)


def test_a_cue_seldom_seen_is_worth_little() -> None:
    common = many(400, 360, "found=respondent")
    few, more = (fit([*common, *many(number, 0, "short")]).weights["short"] for number in (4, 40))
    assert more < few < 0


def test_a_cue_seen_less_is_not_counted() -> None:
    assert "short" not in fit([*many(40, 30), *many(3, 3, "short")]).weights


def test_texts_at_hand_do_not_make_the_others_surer() -> None:
    unseen = many(1000, 700)
    alone = fit(unseen).constant
    assert alone == pytest.approx(math.log(0.7 / 0.3), abs=0.01)
    assert fit([*unseen, *many(1000, 990, corpus="example")]).constant == pytest.approx(alone, abs=0.05)


def test_at_its_weights_no_cue_can_be_bettered() -> None:
    """At the maximum the cases right beyond what is expected are what the prior takes: the weight itself."""
    cases = [*many(60, 50, "modal"), *many(50, 30, "modal", "short"), *many(70, 66, "short"), *many(20, 9)]
    model = fit(cases)
    for cue, weight in model.weights.items():
        having = [one for one in cases if cue in one.cues]
        odds = [model.constant + sum(model.weights[c] for c in one.cues) for one in having]
        beyond = sum(one.right for one in having) - sum(1 / (1 + math.exp(-value)) for value in odds)
        assert beyond == pytest.approx(weight, abs=0.5)


def test_the_file_is_read_back_as_the_model() -> None:
    cases = [*many(30, 20, "modal"), *many(30, 29)]
    model = fit(cases)
    data = tomllib.loads(written(model, cases))
    assert data["constant"] == model.constant
    assert data["cues"] == {"modal": {"weight": model.weights["modal"], "n": 30, "right": 20}}
