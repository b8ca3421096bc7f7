"""Answers of the program's own queries as texts: what an IRI or a literal is written as, without its kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from remissgraf.graph.store import OxigraphStore

__all__ = ["text_rows"]


def text_rows(
    store: OxigraphStore, query: str, bindings: Mapping[str, ox.NamedNode | ox.Literal] | None = None
) -> Iterator[dict[str, str]]:
    """Variable → text, for each row of a SELECT; what is unbound is left out."""
    answer = store.query(query, bindings=bindings)
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    for row in answer:
        yield {
            name: term.value for name in names if isinstance(term := row[name], (ox.NamedNode, ox.Literal))
        }
