"""Confidence: the data of its model, and what it makes of statements. No test depends on what the weights are just now."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.graph.extract import Context, extract
from remissgraf.graph.extract.confidence import Model, confidence, load_model
from remissgraf.graph.model import STANCE_CLASSES, Statement
from remissgraf.graph.readers import read_document
from remissgraf.ontology.entries import Actor, Vocabulary

CUES = sorted(load_model().weights)


def statements(tmp_path: Path, *sentences: str) -> tuple[Statement, ...]:
    file = tmp_path / "svar.md"
    file.write_text("# Yttrande\n\n" + " ".join(sentences) + "\n", encoding="utf-8")
    context = Context(Vocabulary(), register_respondents=(Actor("x", "Åsmyra kommun", ()),))
    return extract(read_document(file, root=tmp_path), context).statements


def test_each_weight_stands_beside_the_cases_it_was_counted_from() -> None:
    text = files("remissgraf.graph.extract").joinpath("confidence.toml").read_text(encoding="utf-8")
    for cue, one in tomllib.loads(text)["cues"].items():
        assert set(one) == {"weight", "n", "right"}, cue
        assert 0 <= one["right"] <= one["n"], cue
        assert abs(one["weight"]) < 5, cue


def test_a_class_is_one_of_the_thirteen() -> None:
    named = {cue.removeprefix("class=") for cue in CUES if cue.startswith("class=")}
    assert named
    assert named <= set(STANCE_CLASSES)


@given(st.lists(st.sampled_from(CUES), unique=True))
def test_a_confidence_is_never_certain_and_does_not_depend_on_order(cues: list[str]) -> None:
    assert 0.05 <= confidence(cues) <= 0.99
    assert confidence(cues) == confidence(cues[::-1])


def test_a_cue_with_a_greater_weight_gives_more() -> None:
    model = Model(0.5, {"found=respondent": 1.0, "found=answer": -1.0, "short": -0.5})
    assert model(["found=respondent"]) > model(["found=answer"]) > model(["found=answer", "short"])


def test_a_way_of_finding_that_was_never_counted_is_trusted_least() -> None:
    model = Model(2.0, {"found=respondent": 1.0, "found=answer": -1.0})
    assert model(["found=dissent"]) == model(["found=answer"])
    assert model(["unheard of"]) == Model(2.0, {})([])


@pytest.mark.parametrize(
    ("sentence", "cues", "others"),
    [
        ("Åsmyra kommun avstyrker förslaget.", {"found=respondent", "class=Rejects", "short"}, {"several"}),
        ("Förslaget är orimligt.", {"found=judgement"}, {"found=respondent", "negated"}),
        (
            "Kommunen välkomnar förslaget men avstyrker att avgiften höjs.",
            {"found=respondent", "class=Welcomes", "several"},
            {"short"},
        ),
        (
            "När bygget har börjat anser kommunen att bidraget ska betalas ut.",
            {"subordinate", "class=Holds"},
            {"several"},
        ),
        (
            "Kommunen kan inte tillstyrka förslaget i dess helhet.",
            {"negated", "found=respondent"},
            {"subordinate"},
        ),
    ],
)
def test_a_statement_says_what_its_confidence_stands_on(
    sentence: str, cues: set[str], others: set[str], tmp_path: Path
) -> None:
    found = statements(tmp_path, sentence)[0]
    assert cues <= set(found.basis)
    assert not others & set(found.basis)
    assert found.confidence == confidence(found.basis)


def test_a_named_verdict_is_surer_than_an_evaluation_without_a_holder(tmp_path: Path) -> None:
    verdict, judgement = statements(
        tmp_path, "Åsmyra kommun avstyrker förslaget i kapitel 4.", "Upplägget är orimligt."
    )
    assert verdict.confidence > judgement.confidence
