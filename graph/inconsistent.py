"""Contradictions as a person reads them: what is broken, the triples that cannot all hold, and the sentences that they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from remissgraf.graph.reason import Axioms, Inconsistency
from remissgraf.graph.reason.explain import Explainer, NamedRule
from remissgraf.graph.reason.patterns import Triple
from remissgraf.graph.reason.titles import axiom_title
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.trace import Tracer
from remissgraf.ontology.namespaces import shorten

__all__ = ["tell_inconsistencies"]

_MOST_SUBJECTS: Final = 3
_MOST_LEAVES: Final = 6
_MOST_NAMES: Final = 5
_MOST_WORDS: Final = 160
_MORE: Final = {"sv": "… och {} till", "en": "… and {} more"}


def tell_inconsistencies(
    found: Iterable[Inconsistency],
    store: OxigraphStore,
    axioms: Axioms,
    rules: Iterable[NamedRule],
    *,
    lang: str,
) -> Iterator[str]:
    """Each contradiction as text of several lines. store: the one they were found in; lang: "sv" or "en", of the axioms' names."""
    problems = list(found)
    if not problems:
        return
    explainer, tracer = Explainer(store, axioms, tuple(rules)), Tracer(store)
    for problem in problems:
        lines = [axiom_title(problem.axiom, lang)]
        for case in problem.cases[:_MOST_SUBJECTS]:
            for triple in case:
                lines.append(f"  {shown(triple)}")
                lines += [f"    ← {line}" for line in _grounds(triple, explainer, tracer, lang)]
        if len(problem.subjects) > _MOST_SUBJECTS:
            others = problem.subjects[_MOST_SUBJECTS:]
            lines.append(f"  {_MORE[lang].format(len(others))}: {', '.join(others[:_MOST_NAMES])}")
        yield "\n".join(lines)


def shown(triple: Triple) -> str:
    """A triple with short names, IRIs in pointed brackets where there is none."""
    return " ".join(_term(part) for part in triple)


def _term(part: str) -> str:
    if not part.startswith("<"):
        return part
    short = shorten(part[1:-1])
    return part if short == part[1:-1] else short


def _grounds(triple: Triple, explainer: Explainer, tracer: Tracer, lang: str) -> Iterator[str]:
    """The sources of the asserted triples that a triple stands on; its own where it is asserted."""
    explained = explainer.explain(triple)
    leaves = explained.leaves() if explained is not None else ()
    told: dict[str, None] = {}
    for leaf in leaves:
        for source in tracer.sources(leaf):
            text = source.told(lang)
            cut = text if len(text) <= _MOST_WORDS else text[: _MOST_WORDS - 1] + "…"
            told[cut if leaf == triple else f"{shown(leaf)}  [{cut}]"] = None
    yield from list(told)[:_MOST_LEAVES]
    if len(told) > _MOST_LEAVES:
        yield _MORE[lang].format(len(told) - _MOST_LEAVES)
