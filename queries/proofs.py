"""An explanation as text and as JSON: each conclusion with its axiom or rule and its premises, down to asserted triples and their quotes.

This module knows how a proof is shown, not how it is found.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from remissgraf.errors import QueryError
from remissgraf.graph.reason.explain import Explainer, Explanation, Step
from remissgraf.graph.reason.patterns import Triple
from remissgraf.graph.reason.titles import axiom_title
from remissgraf.graph.trace import Source, Tracer
from remissgraf.graph.workspace.axioms import project_axioms
from remissgraf.graph.workspace.opened import Opened
from remissgraf.ontology.load import load_rules
from remissgraf.queries.triples import read_triple, short_term

__all__ = ["FORMATS", "Proof", "prove", "render_proof"]

_WORDS: Final = {
    "sv": {"axiom": "enligt axiomet", "rule": "enligt regeln", "with": "med", "above": "(visat ovan)"},
    "en": {"axiom": "by the axiom", "rule": "by the rule", "with": "with", "above": "(shown above)"},
}


@dataclass(frozen=True)
class Proof:
    """Why a triple holds. text: a tree down to files and quotes. json: the same for programs, as `remissgraf explain --format json`."""

    text: str
    json: str

    def __str__(self) -> str:
        return self.text

    def to_dict(self) -> dict[str, Any]:
        """The parsed `json`: goal, steps and what is asserted, terms as N-Triples."""
        found: dict[str, Any] = json.loads(self.json)
        return found

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.text)}</pre>"


def prove(opened: Opened, subject: str, predicate: str, object_: str, *, lang: str) -> Proof:
    """Why a triple of the workspace's graph holds; its terms as `read_triple` takes them.

    Raises QueryError as `read_triple` does, and "query.unexplained" where another version of the program made the graph.
    """
    base = opened.config.base
    triple = read_triple(opened.store, base, subject, predicate, object_)
    found = Explainer(opened.store, project_axioms(opened.config), load_rules()).explain(triple)
    if found is None:
        raise QueryError(
            "the graph holds this, but no axiom or rule of this version gives it",
            where=" ".join((subject, predicate, object_)),
            remedy="Run `remissgraf build`: the graph was built by another version.",
            code="query.unexplained",
        )
    tracer = Tracer(opened.store)
    return Proof(*(render_proof(found, tracer, form, base=base, lang=lang) for form in ("text", "json")))


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
