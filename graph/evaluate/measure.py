"""The whole evaluation: pairs every text's predictions with its annotation, counts, and names the mistakes. Reads no files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from remissgraf.graph.evaluate.corpus import Annotated, Corpus
from remissgraf.graph.evaluate.figures import Counts, Pair, View, counts, f1, ratio, view
from remissgraf.graph.evaluate.normal import same_initiative
from remissgraf.graph.evaluate.pairing import overlap, pairs
from remissgraf.graph.evaluate.records import Gold, Place, Prediction
from remissgraf.graph.evaluate.reliability import Reliability, reliability
from remissgraf.graph.model import OWN_VOICE, STANCE_CLASSES

__all__ = ["Evaluation", "HardNegatives", "Mistake", "Sentences", "Views", "evaluate", "judged"]

_SURPLUS: Final = "surplus statement in a sentence that holds one"
_ELSEWHERE: Final = "elsewhere"


@dataclass(frozen=True, slots=True)
class Sentences:
    """Whole sentences: how many hold a statement, how many were taken to hold one; precision, recall, F1 from 0 to 1."""

    gold: int
    predicted: int
    precision: float | None
    recall: float | None
    f1: float


@dataclass(frozen=True, slots=True)
class Views:
    """The selections. core: without what the annotation calls ambiguous; explicit: holder and stance verb are there."""

    all: View
    core: View
    explicit: View
    explicit_core: View
    implicit: View
    sentences: Sentences


@dataclass(frozen=True, slots=True)
class HardNegatives:
    """Annotated non-statements: all, how many a surplus prediction took, their share."""

    all: int
    taken: int
    rate: float | None


@dataclass(frozen=True, slots=True)
class Mistake:
    """kind: "surplus" (why says where), "missed" or "class" (gold and predicted differ). sentence: as the reader sees it."""

    kind: str
    file: str
    gold: str | None
    predicted: str | None
    surface: str
    why: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """files: the views by stem. initiatives_by_document: the union of a text's names against those annotated for the text. voices: what
    dissenting members and others say, and voices_class_acc the share with the annotated class; None where the annotation or the predictions
    have none."""

    warnings: tuple[str, ...]
    overall: Views
    files: Mapping[str, Views]
    false_positives_by_kind: Mapping[str, int]
    hard_negatives: HardNegatives
    initiatives_by_document: Counts
    reliability: Reliability
    voices: Counts | None
    voices_class_acc: float | None
    mistakes: tuple[Mistake, ...] = field(default=())


@dataclass
class _Tally:
    """What was found in one text, or in several."""

    gold: list[Gold] = field(default_factory=list)
    predictions: list[Prediction] = field(default_factory=list)
    strict: list[Pair] = field(default_factory=list)
    loose: list[Pair] = field(default_factory=list)
    surplus: list[Prediction] = field(default_factory=list)
    sentences: int = 0
    sentences_found: int = 0
    taken: int = 0
    taken_rightly: int = 0

    def add(self, other: _Tally) -> None:
        for name in ("gold", "predictions", "strict", "loose", "surplus"):
            getattr(self, name).extend(getattr(other, name))
        self.sentences += other.sentences
        self.sentences_found += other.sentences_found
        self.taken += other.taken
        self.taken_rightly += other.taken_rightly


def evaluate(corpus: Corpus, predictions: Sequence[Prediction]) -> Evaluation:
    """All figures for these predictions; they name texts of the corpus."""
    others = [one for one in predictions if one.voice not in OWN_VOICE]
    predictions = [one for one in predictions if one.voice in OWN_VOICE]
    voices, voices_class_acc = _voices(corpus, others)
    total = _Tally()
    tallies: dict[str, _Tally] = {}
    mistakes: list[Mistake] = []
    kinds: Counter[str] = Counter()
    hard = taken = tp = fp = fn = 0
    for text in corpus.texts:
        own, seats = _own(text, predictions)
        tally = _tally(text, own, seats)
        for one in tally.surplus:
            why = _where(one, text, seated=any(seat > 0 for seat in seats[own.index(one)]))
            kinds[why] += 1
            mistakes.append(Mistake("surplus", text.stem, None, one.cls, one.surface, why, one.sentence))
        mistakes.extend(_missed(tally))
        counted = [negative for negative in text.negatives if negative.counts]
        hard += len(counted)
        taken += sum(any(overlap(p.place, [n.place]) > 0 for p in tally.surplus) for n in counted)
        named = frozenset[str]().union(*(one.initiatives for one in own))
        tp += sum(_among(name, text.initiatives) for name in named)
        fp += sum(not _among(name, text.initiatives | text.optional_initiatives) for name in named)
        fn += sum(not _among(name, named) for name in text.initiatives)
        tallies[text.stem] = tally
        total.add(tally)
    # Only a program that says of every statement whether it is explicit can be held to it.
    told = bool(predictions) and all(one.explicit is not None for one in predictions)
    return Evaluation(
        warnings=tuple(_warnings(corpus, predictions)),
        overall=_views(total, told),
        files={stem: _views(tally, told) for stem, tally in tallies.items()},
        false_positives_by_kind=dict(kinds.most_common()),
        hard_negatives=HardNegatives(hard, taken, ratio(taken, hard)),
        initiatives_by_document=counts(tp, fp, fn),
        reliability=reliability((one.confidence, right) for one, right in _judged(total)),
        voices=voices,
        voices_class_acc=voices_class_acc,
        mistakes=tuple(mistakes),
    )


def _voices(corpus: Corpus, others: Sequence[Prediction]) -> tuple[Counts | None, float | None]:
    """Of sentences that are annotated as others' utterances: found in the right voice, found wrongly, missed; then the share with the
    right class. A sentence counts once."""
    told = [(text.stem, one) for text in corpus.texts for one in text.negatives if one.voice]
    if not told or not others:
        # Who prints statements alone is not held to what others say.
        return None, None
    right: list[bool] = []
    used: set[int] = set()
    for stem, negative in told:
        here = [
            one
            for one in others
            if one.file == stem and one.voice == negative.voice and overlap(one.place, [negative.place]) > 0
        ]
        used.update(one.number for one in here)
        if here:
            right.append(any(one.cls == negative.cls for one in here))
    surplus = sum(one.number not in used for one in others)
    return counts(len(right), surplus, len(told) - len(right)), ratio(sum(right), len(right))


def judged(corpus: Corpus, predictions: Sequence[Prediction]) -> list[tuple[Prediction, bool]]:
    """Every prediction, and whether it is right: paired with an annotated statement of its class, or one that accepts its class."""
    own = [one for one in predictions if one.voice in OWN_VOICE]
    return [one for text in corpus.texts for one in _judged(_tally(text, *_own(text, own)))]


def _judged(tally: _Tally) -> list[tuple[Prediction, bool]]:
    right = {
        (prediction.file, prediction.number)
        for prediction, gold in tally.strict
        if prediction.cls == gold.cls or prediction.cls in gold.alternatives
    }
    return [(one, (one.file, one.number) in right) for one in tally.predictions]


def _own(text: Annotated, predictions: Sequence[Prediction]) -> tuple[list[Prediction], list[list[float]]]:
    """The text's predictions; how well each sits on each annotated statement."""
    own = [prediction for prediction in predictions if prediction.file == text.stem]
    return own, [[overlap(one.place, gold.places) for gold in text.gold] for one in own]


def _tally(text: Annotated, own: list[Prediction], seats: Sequence[Sequence[float]]) -> _Tally:
    strict = pairs(own, text.gold, seats, strict=True)
    paired = {prediction.number for prediction, _ in strict}
    sentences = {gold.places[0].key for gold in text.gold}
    found = {gold.places[0].key for at, gold in enumerate(text.gold) if any(row[at] > 0 for row in seats)}
    return _Tally(
        gold=list(text.gold),
        predictions=own,
        strict=strict,
        loose=pairs(own, text.gold, seats, strict=False),
        surplus=[one for one in own if one.number not in paired],
        sentences=len(sentences),
        sentences_found=len(found),
        taken=len({_sentence(one.place) for one in own}),
        taken_rightly=len({_sentence(one.place) for one, row in zip(own, seats, strict=True) if any(row)}),
    )


def _sentence(place: Place) -> object:
    return place.key or (place.start, place.end)


def _where(surplus: Prediction, text: Annotated, *, seated: bool) -> str:
    """What a surplus prediction was made of."""
    if seated:
        return _SURPLUS
    scored = [(overlap(surplus.place, [negative.place]), negative.kind) for negative in text.negatives]
    best = max((one for one in scored if one[0] > 0), default=None)
    return best[1] if best else _ELSEWHERE


def _missed(tally: _Tally) -> list[Mistake]:
    found = {gold.id for _, gold in tally.strict}
    mistakes = []
    for gold in tally.gold:
        if gold.id not in found:
            notes = [
                name
                for name, holds in (("implicit", not gold.explicit), ("ambiguous", gold.ambiguous))
                if holds
            ]
            mistakes.append(
                Mistake("missed", gold.file, gold.cls, None, gold.surface, ", ".join(notes), gold.sentence)
            )
    for prediction, gold in tally.loose:
        if prediction.cls != gold.cls and prediction.cls not in gold.alternatives:
            mistakes.append(
                Mistake("class", gold.file, gold.cls, prediction.cls, gold.surface, "", gold.sentence)
            )
    return mistakes


def _among(name: str, names: frozenset[str]) -> bool:
    return any(same_initiative(name, one) for one in names)


def _views(tally: _Tally, told: bool) -> Views:
    explicit = [one for one in tally.surplus if one.explicit] if told else tally.surplus
    implicit = [one for one in tally.surplus if not one.explicit] if told else []

    def of(
        surplus: Sequence[Prediction], *, explicit: bool | None, core: bool = False, recall_only: bool = False
    ) -> View:
        def kept(gold: Gold) -> bool:
            return explicit in (None, gold.explicit) and not (core and gold.ambiguous)

        return view(
            [gold for gold in tally.gold if kept(gold)],
            [pair for pair in tally.strict if kept(pair[1])],
            [pair for pair in tally.loose if kept(pair[1])],
            surplus,
            recall_only=recall_only,
        )

    precision, recall = (
        ratio(tally.taken_rightly, tally.taken),
        ratio(tally.sentences_found, tally.sentences),
    )
    return Views(
        all=of(tally.surplus, explicit=None),
        core=of(tally.surplus, explicit=None, core=True),
        explicit=of(explicit, explicit=True),
        explicit_core=of(explicit, explicit=True, core=True),
        implicit=of(implicit, explicit=False, recall_only=not told),
        sentences=Sentences(tally.sentences, tally.taken, precision, recall, f1(precision, recall)),
    )


def _warnings(corpus: Corpus, predictions: Sequence[Prediction]) -> list[str]:
    found = []
    unknown = Counter(one.cls for one in predictions if one.cls not in STANCE_CLASSES)
    for cls, number in unknown.most_common():
        found.append(f"{cls!r} is none of the 13 classes ({number} predictions)")
    nowhere = sum(one.place.start is None and not one.place.key for one in predictions)
    if nowhere:
        found.append(f"{nowhere} predictions have neither offsets nor a sentence and cannot be paired")
    shifted = sum(
        _shifted(one, text) for text in corpus.texts for one in predictions if one.file == text.stem
    )
    if shifted:
        found.append(
            f"{shifted} predictions have an annotated sentence, but their offsets point elsewhere: do they count code points?"
        )
    if predictions and not any(one.surface or one.stance or one.lemma for one in predictions):
        found.append("no prediction has its stance's words, so pairs rest on the class alone")
    return found


def _shifted(prediction: Prediction, text: Annotated) -> bool:
    place = prediction.place
    if place.start is None or not place.key:
        return False
    same = [other for gold in text.gold for other in gold.places if other.key == place.key]
    return bool(same) and all(other.start is not None and not overlap(place, [other]) for other in same)
