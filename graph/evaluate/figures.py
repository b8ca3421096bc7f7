"""The figures of an evaluation as values, and how they are counted from pairs. Knows no files and no pairing.

A figure is None where there is nothing to count. The names are those of the JSON output.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from remissgraf.graph.evaluate.bcubed import bcubed
from remissgraf.graph.evaluate.normal import same_initiative, top_level
from remissgraf.graph.evaluate.records import Gold, Prediction
from remissgraf.graph.model import STANCE_CLASSES

__all__ = [
    "Chapters",
    "ClassFigures",
    "Counts",
    "Pair",
    "PairFigures",
    "Sides",
    "View",
    "counts",
    "f1",
    "ratio",
    "view",
]

Pair = tuple[Prediction, Gold]


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found (tp), found wrongly (fp), missed (fn), as numbers; precision, recall and F1 from 0 to 1."""

    tp: int
    fp: int
    fn: int
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class Sides:
    """Precision, recall and F1 of something that is not counted in whole numbers."""

    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class PairFigures:
    """Of n pairs: the share with the annotated class, with an accepted class, and the mean F1 over the annotated classes."""

    n: int
    class_acc: float | None
    class_acc_lenient: float | None
    class_macro_f1: float | None


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """One class end to end: annotated, predicted, right; precision, recall, F1."""

    gold: int
    pred: int
    tp: int
    p: float | None
    r: float | None
    f1: float


@dataclass(frozen=True, slots=True)
class Chapters:
    """Shares of pairs with the right chapters. exact_all: of all pairs; the others of those where either side names a chapter."""

    n_with_target: int
    exact_all: float | None
    exact: float | None
    top_level: float | None
    any_overlap: float | None


@dataclass(frozen=True, slots=True)
class View:
    """All figures for one selection of annotated statements. predicted is None where false positives cannot be told apart (then
    precision and all that needs it is None too). condition, scope_acc, direction_acc, agreement, claims and endorsed are None where the
    annotation does not say."""

    gold: int
    predicted: int | None
    tp: int
    precision: float | None
    recall: float | None
    f1: float | None
    strict_pairs: PairFigures
    sentence_pairs: PairFigures
    per_class: Mapping[str, ClassFigures] | None
    end_to_end_macro_f1: float | None
    end_to_end_micro_f1: float | None
    polarity_acc: float | None
    polarity_acc_lenient: float | None
    actor_acc: float | None
    chapter: Chapters
    initiatives_matched: Counts
    initiatives_all: Counts
    topics: Sides
    requests: Counts
    restates: Counts
    condition: Counts | None
    scope_acc: float | None
    direction_acc: float | None
    agreement: Counts | None
    claims: Sides | None
    endorsed: Counts | None


def ratio(part: float, whole: float) -> float | None:
    """part / whole; None where the whole is nothing, since no share can be told of it."""
    return part / whole if whole else None


def f1(precision: float | None, recall: float | None) -> float:
    """The harmonic mean; 0 where either is 0 or missing."""
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def counts(tp: int, fp: int, fn: int) -> Counts:
    """What was found rightly (tp) and wrongly (fp) and missed (fn), with precision, recall and F1; None where there is nothing to find."""
    precision, recall = ratio(tp, tp + fp), ratio(tp, tp + fn)
    return Counts(tp, fp, fn, precision, recall, f1(precision, recall) if tp + fp + fn else None)


def view(
    gold: Sequence[Gold],
    strict: Sequence[Pair],
    loose: Sequence[Pair],
    surplus: Sequence[Prediction],
    *,
    recall_only: bool = False,
) -> View:
    """gold: the annotated statements of this view; strict, loose: the pairs with them; surplus: predictions that stand for none.

    recall_only: the surplus cannot be told apart from that of other views, so nothing is said of precision.
    """
    found, predicted = len(strict), len(strict) + len(surplus)
    recall = ratio(found, len(gold))
    precision = None if recall_only else ratio(found, predicted)
    per_class = None if recall_only else _per_class(gold, strict, surplus)
    judged = [pair for pair in strict if pair[0].polarity]
    matched = {(one.file, one.id) for _, one in strict}
    rest = [one for one in gold if (one.file, one.id) not in matched]
    claiming = [pair for pair in strict if pair[1].says_claim]
    return View(
        gold=len(gold),
        predicted=None if recall_only else predicted,
        tp=found,
        precision=precision,
        recall=recall,
        f1=None if recall_only or not (gold or surplus) else f1(precision, recall),
        strict_pairs=_pair_figures(strict),
        sentence_pairs=_pair_figures(loose),
        per_class=per_class,
        end_to_end_macro_f1=_macro(per_class),
        end_to_end_micro_f1=_micro(per_class, predicted, len(gold)),
        polarity_acc=_share(judged, lambda p, g: p.polarity == g.polarity),
        polarity_acc_lenient=_share(judged, lambda p, g: p.polarity in g.polarities),
        actor_acc=_share(strict, lambda p, g: p.actor in g.actors),
        chapter=_chapters(strict),
        initiatives_matched=_initiatives(strict, (), ()),
        initiatives_all=_initiatives(strict, rest, () if recall_only else surplus),
        topics=_labels((p.topics, g.topics) for p, g in strict),
        requests=_sets((p.requests, g.requests) for p, g in strict),
        restates=_restates(strict),
        condition=_conditions(strict),
        scope_acc=_share([pair for pair in strict if pair[1].scope], lambda p, g: p.scope == g.scope),
        direction_acc=_share(
            [pair for pair in strict if pair[1].direction], lambda p, g: p.direction == g.direction
        ),
        agreement=_sets((p.agreements, g.agreements) for p, g in claiming) if claiming else None,
        claims=_labels((p.claims, g.claims) for p, g in claiming) if claiming else None,
        endorsed=_endorsed(strict),
    )


def _share(pairs: Sequence[Pair], right: Callable[[Prediction, Gold], bool]) -> float | None:
    return ratio(sum(right(prediction, gold) for prediction, gold in pairs), len(pairs))


def _pair_figures(pairs: Sequence[Pair]) -> PairFigures:
    annotated = Counter(gold.cls for _, gold in pairs)
    predicted = Counter(prediction.cls for prediction, _ in pairs)
    right = Counter(gold.cls for prediction, gold in pairs if prediction.cls == gold.cls)
    each = [f1(ratio(right[c], predicted[c]), right[c] / annotated[c]) for c in annotated]
    return PairFigures(
        n=len(pairs),
        class_acc=_share(pairs, lambda p, g: p.cls == g.cls),
        class_acc_lenient=_share(pairs, lambda p, g: p.cls == g.cls or p.cls in g.alternatives),
        class_macro_f1=ratio(sum(each), len(each)),
    )


def _per_class(
    gold: Sequence[Gold], strict: Sequence[Pair], surplus: Sequence[Prediction]
) -> dict[str, ClassFigures]:
    annotated = Counter(one.cls for one in gold)
    predicted = Counter([prediction.cls for prediction, _ in strict] + [one.cls for one in surplus])
    right = Counter(one.cls for prediction, one in strict if prediction.cls == one.cls)
    found = {}
    for cls in STANCE_CLASSES:
        if annotated[cls] or predicted[cls]:
            p, r = ratio(right[cls], predicted[cls]), ratio(right[cls], annotated[cls])
            found[cls] = ClassFigures(annotated[cls], predicted[cls], right[cls], p, r, f1(p, r))
    return found


def _macro(per_class: Mapping[str, ClassFigures] | None) -> float | None:
    annotated = [one for one in (per_class or {}).values() if one.gold]
    return ratio(sum(one.f1 for one in annotated), len(annotated))


def _micro(per_class: Mapping[str, ClassFigures] | None, predicted: int, gold: int) -> float | None:
    if per_class is None:
        return None
    right = sum(one.tp for one in per_class.values())
    return f1(ratio(right, predicted), ratio(right, gold))


def _chapters(strict: Sequence[Pair]) -> Chapters:
    named = [pair for pair in strict if pair[0].chapters or pair[1].chapters]

    def exact(p: Prediction, g: Gold) -> bool:
        return p.chapters in g.chapter_sets

    return Chapters(
        n_with_target=len(named),
        exact_all=_share(strict, exact),
        exact=_share(named, exact),
        top_level=_share(
            named, lambda p, g: any(top_level(p.chapters) == top_level(c) for c in g.chapter_sets)
        ),
        any_overlap=_share(
            named, lambda p, g: any(p.chapters & c or not (c or p.chapters) for c in g.chapter_sets)
        ),
    )


def _initiatives(strict: Iterable[Pair], missed: Iterable[Gold], surplus: Iterable[Prediction]) -> Counts:
    tp = fp = fn = 0
    for prediction, gold in strict:
        left = set(gold.initiatives)
        for name in sorted(prediction.initiatives):
            same = sorted(one for one in left if same_initiative(name, one))
            if same:
                tp += 1
                left.discard(same[0])
            elif not any(same_initiative(name, one) for one in gold.optional_initiatives):
                fp += 1
        fn += len(left)
    fn += sum(len(gold.initiatives) for gold in missed)
    fp += sum(len(prediction.initiatives) for prediction in surplus)
    return counts(tp, fp, fn)


def _sets(pairs: Iterable[tuple[frozenset[Any], frozenset[Any]]]) -> Counts:
    tp = fp = fn = 0
    for predicted, annotated in pairs:
        tp += len(predicted & annotated)
        fp += len(predicted - annotated)
        fn += len(annotated - predicted)
    return counts(tp, fp, fn)


def _labels(items: Iterable[tuple[frozenset[str], frozenset[str]]]) -> Sides:
    """Predicted and annotated labels by extended B-cubed: whatever a thing is called."""
    precision, recall = bcubed(list(items))
    return Sides(precision, recall, f1(precision, recall) if (precision, recall) != (None, None) else None)


def _endorsed(strict: Sequence[Pair]) -> Counts | None:
    """The initiatives that a statement supports."""
    told = [(p, g.endorsed) for p, g in strict if g.endorsed is not None]
    if not told:
        return None
    return _sets(
        (
            frozenset(n for n in p.endorsed if not any(same_initiative(n, one) for one in wanted)) | matched,
            wanted,
        )
        for p, wanted in told
        for matched in [frozenset(one for one in wanted if any(same_initiative(n, one) for n in p.endorsed))]
    )


def _restates(strict: Sequence[Pair]) -> Counts:
    """A restatement is right where the statement that it is said to restate is paired with the one that the annotation names."""
    stands_for = {(p.file, p.id): g.id for p, g in strict if p.id}
    return _sets(
        (
            frozenset({stands_for.get((p.file, p.restates), "another")} if p.restates else ()),
            frozenset({g.restates} if g.restates else ()),
        )
        for p, g in strict
    )


def _conditions(strict: Sequence[Pair]) -> Counts | None:
    """Whether a stance is limited; how much of the sentence is quoted as the limit is not compared."""
    told = [pair for pair in strict if pair[1].says_condition]
    if not told:
        return None
    given = frozenset({"condition"})
    return _sets(
        (given if p.condition else frozenset(), given if g.condition else frozenset()) for p, g in told
    )
