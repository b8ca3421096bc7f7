"""An evaluation as text: tables for people, JSON for programs. Counts nothing."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Iterable, Sequence

from remissgraf.graph.evaluate.figures import Counts, Sides, View
from remissgraf.graph.evaluate.measure import Evaluation, Mistake

__all__ = ["as_json", "as_table"]

_WIDTH = 200


def as_json(evaluation: Evaluation) -> str:
    """All of it; figures from 0 to 1, null where there is nothing to count."""
    return json.dumps(dataclasses.asdict(evaluation), ensure_ascii=False, indent=1) + "\n"


def as_table(evaluation: Evaluation, errors: int) -> str:
    """The tables, then at most `errors` mistakes with their sentences."""
    overall = evaluation.overall
    views = {
        "all": overall.all,
        "core": overall.core,
        "explicit": overall.explicit,
        "explicit core": overall.explicit_core,
        "implicit": overall.implicit,
    }
    parts = [
        _table(
            "Detection and end to end",
            ("view", *_VIEW_COLUMNS),
            ((name, *_view_row(view)) for name, view in views.items()),
        ),
        _table(
            "In the pairs",
            ("figure", "precision", "recall", "F1"),
            _details(evaluation),
        ),
        _table(
            "By class (all)",
            ("class", "gold", "pred", "right", "precision", "recall", "F1"),
            (
                (cls, str(one.gold), str(one.pred), str(one.tp), _n(one.p), _n(one.r), _n(one.f1))
                for cls, one in (overall.all.per_class or {}).items()
            ),
        ),
        _table(
            "By file (all)",
            ("file", "gold", "pred", "precision", "recall", "F1", "micro F1", "actor", "chapter"),
            ((stem, *_file_row(found.all)) for stem, found in evaluation.files.items()),
        ),
        _table(
            "Confidence and how many are right",
            ("confidence", "statements", "right", "share right"),
            (
                (one.name, str(one.n), str(one.right), _n(one.share_right))
                for one in evaluation.reliability.bins
            ),
        ),
        _summary(evaluation),
    ]
    if errors and evaluation.mistakes:
        shown = evaluation.mistakes[:errors]
        lines = [f"{len(shown)} of {len(evaluation.mistakes)} mistakes", *map(_mistake, shown)]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


_VIEW_COLUMNS = (
    "gold",
    "pred",
    "paired",
    "precision",
    "recall",
    "F1",
    "micro F1",
    "macro F1",
    "class",
    "class, same sentence",
    "polarity",
    "actor",
    "chapter",
)


def _view_row(view: View) -> tuple[str, ...]:
    return (
        str(view.gold),
        "–" if view.predicted is None else str(view.predicted),
        str(view.tp),
        _n(view.precision),
        _n(view.recall),
        _n(view.f1),
        _n(view.end_to_end_micro_f1),
        _n(view.end_to_end_macro_f1),
        _n(view.strict_pairs.class_acc),
        _n(view.sentence_pairs.class_acc),
        _n(view.polarity_acc),
        _n(view.actor_acc),
        _n(view.chapter.exact),
    )


def _file_row(view: View) -> tuple[str, ...]:
    return (
        str(view.gold),
        str(view.predicted),
        _n(view.precision),
        _n(view.recall),
        _n(view.f1),
        _n(view.end_to_end_micro_f1),
        _n(view.actor_acc),
        _n(view.chapter.exact),
    )


def _details(evaluation: Evaluation) -> list[tuple[str, ...]]:
    every = evaluation.overall.all
    rows: list[tuple[str, Counts | Sides]] = [
        ("initiatives, all statements", every.initiatives_all),
        ("initiatives, union a document", evaluation.initiatives_by_document),
        ("requested actions", every.requests),
        ("restatements", every.restates),
        ("topics (B-cubed)", every.topics),
    ]
    told = (
        ("conditions", every.condition),
        ("agreement with a claim", every.agreement),
        ("claims (B-cubed)", every.claims),
        ("supported initiatives", every.endorsed),
        ("dissents and reported views", evaluation.voices),
    )
    rows.extend((name, one) for name, one in told if one is not None)
    return [(name, _n(one.precision), _n(one.recall), _n(one.f1)) for name, one in rows]


def _summary(evaluation: Evaluation) -> str:
    sentences, hard = evaluation.overall.sentences, evaluation.hard_negatives
    lines = [
        f"Sentences with a statement: precision {_n(sentences.precision)}, recall {_n(sentences.recall)}"
        f" (annotated {sentences.gold}, predicted {sentences.predicted}).",
        f"Annotated non-statements taken for statements: {hard.taken} of {hard.all} ({_n(hard.rate)}).",
    ]
    every = evaluation.overall.all
    if every.scope_acc is not None:
        lines.append(
            f"Right scope of the target: {_n(every.scope_acc)}; right direction of the content: {_n(every.direction_acc)}."
        )
    if evaluation.voices is not None:
        lines.append(
            f"Right class of the dissents and reported views that are found: {_n(evaluation.voices_class_acc)}."
        )
    told = evaluation.reliability
    if told.n:
        lines.append(
            f"Confidence of 0.9 and more: {_n(told.sure)} of {told.n} statements, {_n(told.sure_right)} of these right;"
            f" all confidences add up to {told.expected:.1f} right, and {told.right} are (AUC {_n(told.auc)})."
        )
    if evaluation.false_positives_by_kind:
        kinds = ", ".join(f"{number} × {kind}" for kind, number in evaluation.false_positives_by_kind.items())
        lines.append(f"Surplus statements: {kinds}.")
    return "\n".join(lines) + "\n"


def _mistake(one: Mistake) -> str:
    what = {
        "surplus": f"surplus {one.predicted} ({one.why})",
        "missed": f"missed {one.gold}" + (f" ({one.why})" if one.why else ""),
        "class": f"{one.predicted} for {one.gold}",
    }[one.kind]
    return f"- {one.file}: {what}: ”{one.surface}” in: {one.sentence}"


def _n(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="", box=box.SIMPLE_HEAD, pad_edge=False)
    for at, column in enumerate(columns):
        table.add_column(column, justify="right" if at else "left")
    for row in rows:
        table.add_row(*row)
    text = io.StringIO()
    Console(file=text, width=_WIDTH, highlight=False, markup=False).print(table)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"
