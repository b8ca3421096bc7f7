"""What will run when a query is asked: its parameters as terms, the prefixes that are added, and the text that the store is given.

The embedded engine tells no plan; what can be said instead is how often each part of the query is found alone (`parts`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from remissgraf.graph.sparql import bind
from remissgraf.queries.executables import declared_prefixes
from remissgraf.queries.guard import check
from remissgraf.queries.library import Query
from remissgraf.queries.parts import Part, count_parts
from remissgraf.queries.run import bindings_of

if TYPE_CHECKING:
    from remissgraf.graph.stores.interface import Store
    from remissgraf.queries.guard import Form

__all__ = ["Preview", "preview"]


@dataclass(frozen=True, slots=True)
class Preview:
    """form: of the query. bound: parameter → its term as SPARQL writes it. prefixes: lines to be added, and the text that follows them.

    parts: of the query, each with its number of matches; none where nothing was counted.
    """

    form: Form
    bound: Mapping[str, str]
    prefixes: str
    text: str
    parts: tuple[Part, ...] = ()

    def __str__(self) -> str:
        lines = []
        if self.bound:
            lines += ["Bound", *(f"  ?{name} = {term}" for name, term in self.bound.items()), ""]
        if self.parts:
            lines += [
                "Parts, with how often each is found alone (the engine chooses their order and tells no plan)"
            ]
            lines += [*map(str, self.parts), ""]
        return "\n".join((*lines, f"Runs as {self.form.upper()}", f"{self.prefixes}{self.text}"))


def preview(
    store: Store, query: Query | str, parameters: Mapping[str, str], *, counts: bool = False
) -> Preview:
    """What `run` would give the store. counts: with the parts of the query counted in the store.

    Raises QueryError as `run` does, but for what only the store finds.
    """
    text = query.text if isinstance(query, Query) else query
    form = check(text, store.graphs() if "from" in text.lower() else ())
    bindings = bindings_of(store, query, parameters)
    bound = bind(text, bindings).strip()
    terms = {name: str(term) for name, term in bindings.items()}
    parts = count_parts(store, text, bindings) if counts else ()
    return Preview(form, terms, declared_prefixes(bound), bound, parts)
