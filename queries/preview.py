"""What will run when a query is asked: its parameters as terms, the prefixes that are added, and the text that the store is given.

Nothing is asked here but the store's names for parameters. There is no plan to show: the embedded engine tells none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from remissgraf.graph.sparql import bind
from remissgraf.queries.executables import declared_prefixes
from remissgraf.queries.guard import check
from remissgraf.queries.library import Query
from remissgraf.queries.run import bindings_of

if TYPE_CHECKING:
    from remissgraf.graph.stores.interface import Store
    from remissgraf.queries.guard import Form

__all__ = ["Preview", "preview"]


@dataclass(frozen=True, slots=True)
class Preview:
    """form: of the query. bound: parameter → its term as SPARQL writes it. prefixes: lines to be added, and the text that follows them."""

    form: Form
    bound: Mapping[str, str]
    prefixes: str
    text: str


def preview(store: Store, query: Query | str, parameters: Mapping[str, str]) -> Preview:
    """What `run` would give the store. Raises QueryError as `run` does, but for what only the store finds."""
    text = query.text if isinstance(query, Query) else query
    form = check(text, store.graphs() if "from" in text.lower() else ())
    bindings = bindings_of(store, query, parameters)
    bound = bind(text, bindings).strip()
    return Preview(
        form, {name: str(term) for name, term in bindings.items()}, declared_prefixes(bound), bound
    )
