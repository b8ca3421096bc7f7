"""A reasoned store brought up to date after some of its asserted triples changed, without reasoning over the rest again.

The axioms' consequences are maintained by delete and rederive (`working`); the project's rules run for what the change touches alone, over
the store before and the store after, and what differs is taken out or put in. The result is that of reasoning from nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from remissgraf.errors import OntologyError
from remissgraf.graph.reason.facts import graph_of, pattern, quads
from remissgraf.graph.reason.keyed import made, reads
from remissgraf.graph.reason.patterns import TYPE, Triple
from remissgraf.graph.reason.working import Working
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.load import Rule

__all__ = ["Change", "Revision", "revise"]

_TYPE: Final = ox.NamedNode(TYPE[1:-1])
_MOST_PASSES: Final = 20
# A rule is run for everything from so many resources on: it would cost no more.
_MOST_VALUES: Final = 20_000


@dataclass(frozen=True, slots=True)
class Change:
    """What an asserted graph (an IRI) says no more, and what it says newly."""

    graph: str
    removed: frozenset[Triple]
    added: frozenset[Triple]


@dataclass(slots=True)
class Revision:
    """All triples that a revision took out of the store or put into it. Some are both: what one rule takes out, another may put in.

    grown: by how many triples the inferred graphs are larger.
    """

    removed: set[Triple] = field(default_factory=set)
    added: set[Triple] = field(default_factory=set)
    grown: int = 0


def revise(
    working: Working, before: OxigraphStore, rules: Sequence[Rule], changes: Sequence[Change]
) -> Revision:
    """Make the changes in the store, and all that follows or follows no more.

    working: a store equal to `before`, which holds all that follows from its asserted graphs and stays as it is. rules: all `divisible`.
    """
    revision = _assert(working, changes)
    touched = _Touched(working, before)
    touched.add(triple for change in changes for triple in (*change.removed, *change.added))
    for change in changes:
        touched.visit(change.graph)
    touched.add((*revision.removed, *revision.added))
    shared = _shared_keys(working, changes)
    latest: dict[str, set[Triple]] = {}
    for _ in range(_MOST_PASSES):
        if not _run_rules(working, before, rules, touched, shared, revision, latest):
            revision.grown = _grown(working, before, changes, revision)
            return revision
    raise OntologyError(
        f"the rules came to no end in {_MOST_PASSES} rounds",
        remedy="look for a rule in ontology/rules that reads what it makes itself, and take `by` out of its header",
        code="ontology.rule",
    )


def _assert(working: Working, changes: Sequence[Change]) -> Revision:
    """Change what is asserted, with what follows from it by axioms."""
    store = working.store
    old = [quad for change in changes for quad in quads(change.removed, change.graph)]
    new = [quad for change in changes for quad in quads(change.added, change.graph)]
    added = {triple for change in changes for triple in change.added}
    leaving = set(old)
    gone = {
        triple
        for change in changes
        for triple in change.removed - added
        if all(
            quad in leaving or working.layout.is_inferred(graph_of(quad))
            for quad in store.match(*pattern(triple))
        )
    }

    def swap() -> None:
        store.discard(old)
        store.extend(new)
        # What is said now is inferred no more.
        working.discard(added)

    out, back = working.retract(gone, swap)
    return Revision(out, {*added, *back, *working.unfold(sorted(added))})


def _grown(working: Working, before: OxigraphStore, changes: Sequence[Change], revision: Revision) -> int:
    """Counting the inferred graphs would read all of them."""
    affected = revision.removed | revision.added
    # What was asserted may be inferred now.
    affected.update(triple for change in changes for triple in change.removed)
    old = Working(before, working.plan, working.layout)
    return sum(map(working.is_inferred, affected)) - sum(map(old.is_inferred, affected))


def _run_rules(
    working: Working,
    before: OxigraphStore,
    rules: Sequence[Rule],
    touched: _Touched,
    shared: Collection[str],
    revision: Revision,
    latest: dict[str, set[Triple]],
) -> bool:
    """Run each rule once for what is touched; whether anything changed. latest: what each rule made when it last ran, by name."""
    changed = False
    for rule in rules:
        # What shared graphs say may matter to any value.
        whole = not reads(rule).isdisjoint(shared) or len(touched.resources) > _MOST_VALUES
        values = None if whole else touched.resources
        was, now = made(before, rule, values), made(working.store, rule, values)
        was |= latest.get(rule.name, set())
        latest[rule.name] = now
        out: set[Triple] = set()
        new: set[Triple] = set()
        # Another rule may make the same: what a later one makes that has not run yet comes back when it does.
        if gone := {triple for triple in was.difference(*latest.values()) if working.is_inferred(triple)}:
            out, new = working.retract(gone)
        new.update(working.settle(now))
        changed = changed or bool(new) or bool(out)
        revision.removed |= out
        revision.added |= new
        touched.add((*out, *new))
    return changed


class _Touched:
    """The resources (IRIs) that a change may matter to: those that what changed mentions, and those that its responses mention."""

    def __init__(self, working: Working, before: OxigraphStore) -> None:
        self.resources: set[str] = set()
        self._layout = working.layout
        self._stores = (before, working.store)
        self._parts: set[str] = set()
        self._seen: set[str] = set()

    def add(self, triples: Iterable[Triple]) -> None:
        for subject, _, value in triples:
            for text in (subject, value):
                if text[0] == "<" and text not in self._seen:
                    self._seen.add(text)
                    self._mention(text[1:-1])

    def visit(self, graph: str) -> None:
        """Take in all that a response's graph mentions."""
        self._mention(graph)

    def _mention(self, iri: str) -> None:
        self.resources.add(iri)
        part = self._layout.part(iri)
        if part is None:
            self._describe(iri)
        elif part not in self._parts:
            self._parts.add(part)
            for graph in (self._layout.asserted(part), self._layout.inferred(part)):
                for store in self._stores:
                    self._take(store.quads(graph))

    def _describe(self, iri: str) -> None:
        """A thing that rules made, such as a position, is described by inferred triples alone: what they mention is touched."""
        node = ox.NamedNode(iri)
        kinds = [quad for store in self._stores for quad in store.match(node, _TYPE, None)]
        if kinds and all(self._layout.is_inferred(graph_of(quad)) for quad in kinds):
            for store in self._stores:
                self._take(store.match(node, None, None))

    def _take(self, quads: Iterable[ox.Quad]) -> None:
        for quad in quads:
            self.resources.update(
                one.value for one in (quad.subject, quad.object) if isinstance(one, ox.NamedNode)
            )


def _shared_keys(working: Working, changes: Sequence[Change]) -> set[str]:
    """Predicates and classes of what changed in shared graphs."""
    return {
        triple[2] if triple[1] == TYPE else triple[1]
        for change in changes
        if working.layout.part(change.graph) is None
        for triple in change.removed | change.added
    }
