"""Where what is inferred goes: a response's own resources to that response's inferred graph, all else to one shared graph.

So one response can be taken back without looking at the others. This module knows the names of graphs and resources, no triples.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from remissgraf.ontology.namespaces import Names, is_inferred

__all__ = ["Layout"]


@dataclass(frozen=True)
class Layout:
    """The graphs of a workspace. base: what its data IRIs begin with.

    A part is what one file gave, as "consultation/response"; the responses of a dossier ("…~1", "…~2") are one part and share its graphs.
    """

    base: str

    @property
    def shared(self) -> str:
        """The graph of inferences about shared resources."""
        return Names(self.base).graph("inferred")

    def part(self, iri: str) -> str | None:
        """The part that a resource, or a graph, belongs to; None for a shared one."""
        found = _owned(self.base).match(iri)
        return None if found is None else found["part"]

    def response(self, part: str) -> str:
        """The response as a resource."""
        return Names(self.base).response(*part.split("/"))

    def asserted(self, part: str) -> str:
        """The graph of what was read in a response."""
        return Names(self.base).graph("response", part)

    def inferred(self, part: str) -> str:
        """The graph of what follows about a response's own resources."""
        return Names(self.base).graph("inferred", "response", part)

    def place(self, subject: str) -> str:
        """The graph for an inference about a subject, an IRI."""
        part = self.part(subject)
        return self.shared if part is None else self.inferred(part)

    def own(self, part: str) -> tuple[str, ...]:
        """What the terms of a response's own resources begin with, as they are written in N-Triples."""
        ways = (self.response(part), self.asserted(part))
        return tuple(f"<{way}{end}" for way in ways for end in (">", "/", "~"))

    @staticmethod
    def is_inferred(graph: str) -> bool:
        return is_inferred(graph)


@lru_cache(maxsize=8)
def _owned(base: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(base)}(?:graph/)?response/(?P<part>[^/]+/[^/~]+)(?:~\d+)?(?:/|$)")
