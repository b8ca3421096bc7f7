"""The figures, counted by hand on a small corpus of our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.errors import CorpusError
from remissgraf.graph.evaluate import Evaluation, evaluate, load_corpus, predictions_of, read_predictions
from remissgraf.graph.evaluate.bcubed import bcubed


def statement(number: int, cls: str, surface: str, **changes: Any) -> dict[str, Any]:
    sentence = f"Kommunen {surface} punkten {number} i planen."
    return {
        "id": f"01-{number}",
        "sentence": sentence,
        "start": number * 100,
        "end": number * 100 + len(sentence),
        "stance": {"class": cls, "surface": surface, "lemma": surface},
        "polarity": "neutral",
        "actor": "Ekbacka kommun",
        "explicit": True,
        "ambiguous": False,
        "topics": [],
        "requests": [],
        **changes,
    }


GOLD = [
    statement(1, "Approves", "tillstyrker", target_chapter="3.1", topics=["bad"], restates="01-2"),
    statement(2, "Holds", "anser", initiatives=["Badligan"], topics=["bad"], condition="om så sker"),
    statement(
        3, "Proposes", "föreslår", requests=[{"class": "Clarify", "lemma": "tydliggöra"}], explicit=False
    ),
    statement(4, "Questions", "undrar över", ambiguous=True),
]
NEGATIVES = [
    {"sentence": "Planen föreslår ett badhus.", "start": 800, "end": 827, "hard": True},
    {"sentence": "Badhuset öppnar i maj.", "start": 900, "end": 922, "hard": False},
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for folder, rows in (("gold", GOLD), ("negatives", NEGATIVES)):
        (tmp_path / folder).mkdir()
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (tmp_path / folder / "01_ekbacka.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "actors.csv").write_text(
        "id,name,class,aliases\ne,Ekbacka kommun,Municipality,Ekbacka|Byn\n", encoding="utf-8"
    )
    return tmp_path


def measured(corpus: Path, rows: list[dict[str, Any]]) -> Evaluation:
    loaded = load_corpus(corpus)
    return evaluate(loaded, predictions_of([{**row, "file": "01"} for row in rows], loaded))


def test_the_annotation_itself_is_right_in_everything(corpus: Path) -> None:
    found = measured(corpus, GOLD)
    every = found.overall.all
    assert (every.gold, every.predicted, every.tp) == (4, 4, 4)
    assert every.end_to_end_micro_f1 == every.f1 == every.actor_acc == every.chapter.exact == 1.0
    assert every.topics.f1 == every.requests.f1 == every.restates.f1 == every.initiatives_all.f1 == 1.0
    assert every.condition is not None
    assert every.condition.f1 == 1.0
    assert found.overall.core.gold == 3
    assert found.overall.implicit.gold == 1
    # Each view asks of its own statements alone: the one that restates is explicit, the one that asks for something is not.
    assert (found.overall.explicit.restates.tp, found.overall.implicit.restates.tp) == (1, 0)
    assert (found.overall.explicit.requests.tp, found.overall.implicit.requests.tp) == (0, 1)
    assert found.hard_negatives.taken == 0
    assert found.mistakes == ()
    assert found.warnings == ()


def test_every_kind_of_mistake_is_counted_and_named(corpus: Path) -> None:
    rows = [
        {**GOLD[0], "actor": "Byn", "target_chapter": "3.2", "restates": "01-9"},
        {**GOLD[1], "stance": {**GOLD[1]["stance"], "class": "Observes"}, "initiatives": ["Simklubben"]},
        {**GOLD[2], "requests": [{"action": "Remove"}, {"action": "Clarify"}]},
        {**NEGATIVES[0], "stance": {"class": "Proposes", "surface": "föreslår"}, "explicit": True},
    ]
    found = measured(corpus, rows)
    every = found.overall.all
    assert (every.gold, every.predicted, every.tp) == (4, 4, 3)
    assert (every.precision, every.recall) == (0.75, 0.75)
    # Two of four predictions and two of four annotated statements are right with their class.
    assert every.end_to_end_micro_f1 == 0.5
    # An alias of the workspace is the actor's name too.
    assert every.actor_acc == 1.0
    assert (every.chapter.exact, every.chapter.top_level) == (0.0, 1.0)
    assert (every.initiatives_all.tp, every.initiatives_all.fp, every.initiatives_all.fn) == (0, 1, 1)
    assert (every.requests.precision, every.requests.recall) == (0.5, 1.0)
    assert (every.restates.fp, every.restates.fn) == (1, 1)
    assert (found.hard_negatives.all, found.hard_negatives.taken) == (1, 1)
    assert found.false_positives_by_kind == {"hard negative": 1}
    assert {(one.kind, one.gold, one.predicted) for one in found.mistakes} == {
        ("surplus", None, "Proposes"),
        ("missed", "Questions", None),
        ("class", "Holds", "Observes"),
    }


def test_a_chapter_of_another_part_of_the_strategy_has_not_even_its_top_level(corpus: Path) -> None:
    every = measured(corpus, [{**GOLD[0], "target_chapter": "4.1"}]).overall.all
    assert (every.chapter.exact, every.chapter.top_level) == (0.0, 0.0)


def test_a_view_holds_the_pairs_of_its_own_statements(corpus: Path) -> None:
    # The third is implicit, and its class is wrong.
    rows = [*GOLD[:2], {**GOLD[2], "stance": {**GOLD[2]["stance"], "class": "Holds"}}, GOLD[3]]
    found = measured(corpus, rows).overall
    assert [view.sentence_pairs.class_acc_lenient for view in (found.explicit, found.implicit)] == [1.0, 0.0]


def test_a_text_is_measured_on_its_own_predictions(corpus: Path) -> None:
    """Offsets alone would pair those of another text with it."""
    (corpus / "gold" / "02_backa.jsonl").write_text(json.dumps(GOLD[3]) + "\n", encoding="utf-8")
    loaded = load_corpus(corpus)
    found = evaluate(loaded, predictions_of([{**row, "file": "01"} for row in GOLD], loaded))
    assert (found.overall.all.gold, found.overall.all.predicted, found.overall.all.tp) == (5, 4, 4)
    assert [(one.kind, one.file) for one in found.mistakes] == [("missed", "02_backa")]


def test_claims_scope_direction_and_support_are_counted_where_the_annotation_has_them(corpus: Path) -> None:
    told: list[dict[str, Any]] = [
        {"claim": "hela planen", "agreement": True, "target_scope": "whole", "content_direction": "positive"},
        {"claim": "bad: utöka", "agreement": True, "target_scope": "part", "content_direction": "none"},
        {"claim": "bad: utöka", "agreement": False, "target_scope": "part", "content_direction": "negative"},
        {"claim": None, "agreement": None, "target_scope": "part", "content_direction": "none"},
    ]
    said: list[dict[str, Any]] = [
        {"claim": {"id": "strategy"}, "agreement": True, "target_scope": "whole", "content_direction": None},
        {
            "claim": {"id": "expand-bad"},
            "agreement": False,
            "target_scope": "chapter",
            "content_direction": None,
        },
        {"claim": None, "agreement": None, "target_scope": "part", "content_direction": "negative"},
        {"claim": {"id": "strategy"}, "agreement": True, "target_scope": "part", "content_direction": None},
    ]
    gold = [{**row, **more, "endorsed": ["Badligan"]} for row, more in zip(GOLD, told, strict=True)]
    gold[1]["endorsed"] = []
    path = corpus / "gold" / "01_ekbacka.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in gold), encoding="utf-8")
    rows = [{**row, **more, "endorsed": ["Badligans"]} for row, more in zip(GOLD, said, strict=True)]
    rows[0]["polarity"] = "positive"
    every = measured(corpus, rows).overall.all
    assert every.agreement is not None
    assert (every.agreement.tp, every.agreement.fp, every.agreement.fn) == (1, 2, 2)
    # "strategy" stands for one annotated claim (half right, because another statement shares it) and for none; "expand-bad" is right.
    assert every.claims is not None
    assert every.claims.precision == pytest.approx((1 / 2 + 0 + 1) / 3)
    # Of the two that share "bad: utöka" one was found: half, and nothing.
    assert every.claims.recall == pytest.approx((1 + 1 / 2 + 0) / 3)
    # A positive class stands for the direction of its content.
    assert (every.scope_acc, every.direction_acc) == (0.75, 1.0)
    assert every.endorsed is not None
    assert (every.endorsed.tp, every.endorsed.fp, every.endorsed.fn) == (3, 1, 0)


def test_what_the_annotation_does_not_say_has_no_figure(corpus: Path) -> None:
    every = measured(corpus, GOLD).overall.all
    assert (every.agreement, every.claims, every.scope_acc, every.direction_acc, every.endorsed) == (
        None,
    ) * 5


def test_utterances_of_others_are_counted_apart(corpus: Path) -> None:
    def other(number: int, voice: str, cls: str) -> dict[str, Any]:
        row = statement(number, cls, "reserverar sig mot")
        return {**row, "id": f"01-neg-{number}", "hard": False, "voice": voice, "class": cls}

    annotated = [
        other(20, "dissent", "Rejects"),
        other(21, "reported", "Holds"),
        other(22, "reported", "Approves"),
    ]
    lines = "".join(json.dumps(row) + "\n" for row in [*NEGATIVES, *annotated])
    (corpus / "negatives" / "01_ekbacka.jsonl").write_text(lines, encoding="utf-8")
    said = [
        other(20, "dissent", "Rejects"),
        other(21, "reported", "Proposes"),
        # The right sentence in the wrong voice, and a sentence that is nobody's.
        other(22, "dissent", "Approves"),
        other(23, "reported", "Holds"),
    ]
    rows = [{**row, "stance": {"class": row["class"]}} for row in said]
    found = measured(corpus, [*GOLD, *rows])
    assert found.voices is not None
    assert (found.voices.tp, found.voices.fp, found.voices.fn) == (2, 2, 1)
    assert found.voices_class_acc == 0.5
    # None of them is a statement of the respondent.
    assert found.overall.all.predicted == len(GOLD)
    assert measured(corpus, []).voices_class_acc is None


def test_nothing_predicted(corpus: Path) -> None:
    every = measured(corpus, []).overall.all
    assert (every.precision, every.recall, every.f1) == (None, 0.0, 0.0)
    assert every.actor_acc is None


def test_warnings(corpus: Path) -> None:
    rows = [{**GOLD[0], "start": 5000, "end": 5040}, {"sentence": "Nej.", "stance_class": "Dislikes"}]
    warnings = measured(corpus, rows).warnings
    assert any("'Dislikes'" in warning for warning in warnings)
    assert any("offsets point elsewhere" in warning for warning in warnings)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "corpus.line"),
        ("[1]", "corpus.line"),
        ('{"file": "07_other"}', "corpus.unknown-text"),
        ('{"file": "01", "requests": [1]}', "corpus.line"),
        ('{"file": "01", "requests": 1}', "corpus.line"),
        ("[" * 100_000, "corpus.line"),
    ],
)
def test_bad_predictions(corpus: Path, text: str, code: str) -> None:
    path = corpus / "predictions.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        read_predictions(path, load_corpus(corpus))
    assert caught.value.code == code
    assert "line 1" in str(caught.value)


@pytest.mark.parametrize("content", [b'{"id": "1"}', b"\xff\xfe", b'{"id": 1, "stance": 3}', b"null"])
def test_bad_annotation(corpus: Path, content: bytes) -> None:
    (corpus / "gold" / "01_ekbacka.jsonl").write_bytes(content)
    with pytest.raises(CorpusError) as caught:
        load_corpus(corpus)
    assert caught.value.code == "corpus.line"


def test_a_class_that_does_not_exist_is_refused(corpus: Path) -> None:
    row = {**GOLD[0], "stance": {**GOLD[0]["stance"], "class": "Loves"}}
    (corpus / "gold" / "01_ekbacka.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(CorpusError, match="Loves"):
        load_corpus(corpus)


def test_no_annotation_and_no_text(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        load_corpus(tmp_path / "nowhere")
    assert caught.value.code == "corpus.gold"
    with pytest.raises(CorpusError) as caught:
        load_corpus(corpus).responses()
    assert caught.value.code == "corpus.text"
    (corpus / "01_ekbacka.md").write_text("Ja.", encoding="utf-8")
    assert [path.name for path in load_corpus(corpus).responses()] == ["01_ekbacka.md"]


labels = st.frozensets(st.sampled_from("abc"), max_size=2)


@given(st.lists(st.tuples(labels, labels), max_size=8))
def test_bcubed_turns_round_and_stays_within_its_range(
    items: list[tuple[frozenset[str], frozenset[str]]],
) -> None:
    precision, recall = bcubed(items)
    assert bcubed([(gold, predicted) for predicted, gold in items]) == (recall, precision)
    assert all(side is None or 0 <= side <= 1 for side in (precision, recall))
    assert bcubed([(gold, gold) for _, gold in items])[0] in (None, pytest.approx(1.0))


def test_bcubed_by_hand() -> None:
    a, b, ab, none = frozenset("a"), frozenset("b"), frozenset("ab"), frozenset[str]()
    # Of three items called x, two belong together: (2 + 2 + 1) / 3 of 3 are right; everything that belongs together is together.
    x = frozenset("x")
    precision, recall = bcubed([(x, a), (x, a), (x, b)])
    assert precision == pytest.approx(5 / 9)
    assert recall == 1.0
    # One label found of two: all that is said is right, half of what joins the item with itself is said.
    assert bcubed([(x, ab)]) == (1.0, 0.5)
    assert bcubed([(none, a)]) == (None, 0.0)
