"""An explanation as text and as JSON: each conclusion with its axiom or rule and its premises, down to asserted triples and their quotes.

This module knows how a proof is shown, not how it is found.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Final

from remissgraf.graph.reason.explain import Explanation, Step
from remissgraf.graph.reason.patterns import Triple
from remissgraf.graph.reason.titles import axiom_title
from remissgraf.graph.trace import Source, Tracer
from remissgraf.queries.triples import short_term

__all__ = ["FORMATS", "render_proof"]

_WORDS: Final = {
    "sv": {"axiom": "enligt axiomet", "rule": "enligt regeln", "with": "med", "above": "(visat ovan)"},
    "en": {"axiom": "by the axiom", "rule": "by the rule", "with": "with", "above": "(shown above)"},
}


def render_proof(found: Explanation, tracer: Tracer, form: str, *, base: str, lang: str) -> str:
    """The explanation in a format of `FORMATS`. base: the workspace's, left out of IRIs in text; lang: "sv" or "en"."""
    return FORMATS[form](found, tracer, base, lang)


def _text(found: Explanation, tracer: Tracer, base: str, lang: str) -> str:
    """A tree; what is asserted has the number of its source, and the sources stand below it."""
    numbers: dict[Source, int] = {}
    lines = [*_tree(found, tracer, base, lang, numbers), ""]
    lines += [f"[{number}] {source.told(lang)}" for source, number in numbers.items()]
    return "\n".join(lines) + "\n"


def _tree(
    found: Explanation, tracer: Tracer, base: str, lang: str, numbers: dict[Source, int]
) -> Iterator[str]:
    words = _WORDS[lang]
    shown: set[Triple] = set()
    # Each with what stands before its first line and before those below it; taken from the end.
    waiting: list[tuple[Triple, str, str]] = [(found.goal, "", "")]
    while waiting:
        triple, before, below = waiting.pop()
        said = " ".join(short_term(part, base) for part in triple)
        step = found.steps.get(triple)
        if step is None:
            marks = "".join(
                f" [{numbers.setdefault(one, len(numbers) + 1)}]" for one in tracer.sources(triple)
            )
            yield before + said + marks
            continue
        if triple in shown:
            yield f"{before}{said} {words['above']}"
            continue
        shown.add(triple)
        yield before + said
        for line in _reasons(step, base, lang):
            yield f"{below}│   {line}"
        last = len(step.premises) - 1
        waiting += [
            (premise, below + ("└── " if at == last else "├── "), below + ("    " if at == last else "│   "))
            for at, premise in reversed(list(enumerate(step.premises)))
        ]


def _reasons(step: Step, base: str, lang: str) -> Iterator[str]:
    words = _WORDS[lang]
    if step.rule is None:
        yield f"{words['axiom']} {axiom_title(step.axiom or '', lang)}"
        return
    yield f"{words['rule']} {step.rule.name}: {step.rule.title[lang]}"
    own = {name: term for name, term in step.values.items() if term not in step.conclusion}
    if own:
        yield f"{words['with']} " + ", ".join(
            f"{name} = {short_term(term, base)}" for name, term in sorted(own.items())
        )
    for condition in step.conditions:
        yield condition.replace(base, "")


def _json(found: Explanation, tracer: Tracer, base: str, lang: str) -> str:
    """One object: the goal, the steps (each after those it stands on), and what is asserted with its sources. Terms are N-Triples."""
    steps: list[dict[str, Any]] = []
    for step in found.steps.values():
        entry: dict[str, Any] = {"conclusion": step.conclusion}
        if step.rule is None:
            entry |= {"axiom": step.axiom, "title": axiom_title(step.axiom or "", lang)}
        else:
            entry |= {"rule": step.rule.name, "title": step.rule.title[lang]}
            entry |= {"values": dict(sorted(step.values.items())), "conditions": step.conditions}
        steps.append({**entry, "premises": step.premises})
    asserted = [
        {"triple": triple, "sources": [_source(one) for one in tracer.sources(triple)]}
        for triple in found.leaves()
    ]
    whole = {"goal": found.goal, "steps": steps, "asserted": asserted}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _source(source: Source) -> dict[str, Any]:
    names = ("graph", "file", "quote", "start", "end", "page")
    told = {name: getattr(source, name) for name in names if getattr(source, name) is not None}
    return {**told, "masked": True} if source.masked else told


FORMATS: Final[dict[str, Callable[[Explanation, Tracer, str, str], str]]] = {"text": _text, "json": _json}
