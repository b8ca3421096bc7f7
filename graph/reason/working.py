"""A store that is kept closed while it changes: new triples bring their consequences, triples that go take what stood on them alone.

Method: delete and rederive (Gupta, Mumick and Subrahmanian, "Maintaining views incrementally", SIGMOD 1993): what may have stood on what
goes is taken out, and what still follows from the rest is put back. It knows a plan and a store, not why anything changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from remissgraf.graph.reason.facts import Memory, Still, Stored, pattern, quads, term
from remissgraf.graph.reason.forward import bound, close, matches, solutions, unify
from remissgraf.graph.reason.layout import Layout
from remissgraf.graph.reason.patterns import TYPE, Triple
from remissgraf.graph.reason.plan import Plan
from remissgraf.graph.store import OxigraphStore

__all__ = ["Working"]

# From so many new quads on, a bulk load is faster than a transaction.
_BULK = 50_000


@dataclass(frozen=True)
class Working:
    """A store whose inferred graphs hold what follows from the others, laid out as `layout` says."""

    store: OxigraphStore
    plan: Plan
    layout: Layout

    @property
    def facts(self) -> Stored:
        return Stored(self.store)

    def settle(self, fresh: Iterable[Triple]) -> list[Triple]:
        """Add inferred triples and all that follows from them; returns those that are new. Some may be there already."""
        new = Memory(Still(self.store))
        for triple in sorted(set(fresh)):
            if triple not in new:
                new.add(triple)
        return self._write(new, list(new.triples))

    def unfold(self, present: Iterable[Triple]) -> list[Triple]:
        """Add all that follows from triples that are in the store already; returns what is new."""
        return self._write(Memory(Still(self.store)), list(present))

    def _write(self, new: Memory, fresh: list[Triple]) -> list[Triple]:
        close(self.plan, new, fresh)
        found = sorted(new.triples)
        self.store.add(self._placed(found), bulk=len(found) > _BULK)
        return found

    def _placed(self, triples: Iterable[Triple]) -> Iterable[ox.Quad]:
        for triple in triples:
            yield from quads([triple], self.layout.place(triple[0][1:-1]))

    def is_inferred(self, triple: Triple) -> bool:
        graph = ox.NamedNode(self.layout.place(triple[0][1:-1]))
        return next(self.store.match(*pattern(triple), graph), None) is not None

    def dependent(self, gone: Iterable[Triple]) -> set[Triple]:
        """The inferred triples that may stand on those that are to go; asked while all are still there."""
        found: set[Triple] = set()
        facts = self.facts
        waiting = list(gone)
        while waiting:
            triple = waiting.pop()
            fan = self.plan.fan(triple)
            heads = [] if fan is None else list(fan.of(triple))
            heads += [
                bound(join.head, values)
                for join in self.plan.joins.of(triple)
                for values in matches(join, triple, facts)
            ]
            for head in heads:
                if head not in found and head[0][0] != '"' and self.is_inferred(head):
                    found.add(head)
                    waiting.append(head)
        return found

    def discard(self, triples: Iterable[Triple]) -> None:
        """Take triples out of the inferred graphs."""
        self.store.discard(self._placed(triples))

    def follows(self, triple: Triple) -> bool:
        """Whether a rule gives the triple from what the store holds, in one step."""
        facts = self.facts
        for rule in self.plan.heads.of(triple):
            values = unify(rule.head, triple, {})
            if values is not None and next(solutions(rule.body, values, facts), None) is not None:
                return True
        return False

    def referring(self, triples: Iterable[Triple]) -> set[str]:
        """The resources (IRIs) that refer to a shared resource which one of the triples gives a class: those it may matter to."""
        kinds = {triple[0] for triple in triples if triple[1] == TYPE}
        return {
            quad.subject.value
            for kind in kinds
            if self.layout.part(kind[1:-1]) is None
            for quad in self.store.match(None, None, term(kind))
            if isinstance(quad.subject, ox.NamedNode)
        }

    def retract(
        self, gone: Iterable[Triple], change: Callable[[], None] = lambda: None
    ) -> tuple[set[Triple], set[Triple]]:
        """Take out triples and what stood on them alone; what still follows from the rest is put back.

        gone: triples that are said no more, asserted or made by a rule. change: takes those that are asserted out of the store, when what
        stood on them is known, and may put others in. Returns what the store holds no more, and what it newly holds because of what was
        put back.
        """
        gone = set(gone)
        doubtful = self.dependent(gone) | gone
        self.discard(doubtful)
        change()
        back = self.settle(filter(self.follows, doubtful))
        facts = self.facts
        return {triple for triple in doubtful if triple not in facts}, set(back) - doubtful
