"""A sample for a person to code, drawn from a workspace: its store and the texts of its index. Knows neither files nor the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from remissgraf.queries.discourse import discourse
from remissgraf.queries.validation.sample import draw_sample

if TYPE_CHECKING:
    from remissgraf.graph.search import Text
    from remissgraf.graph.store import OxigraphStore

__all__ = ["sample_of"]


def sample_of(
    store: OxigraphStore, written: Iterable[Text], lang: str, statements: int, texts: int, seed: int
) -> Iterator[str]:
    """The lines of the CSV, its heading first (see `draw_sample`). written: the texts of the index. lang: of labels."""
    events = discourse(store, lang, places=True).events
    counted = {response for (response,) in store.texts("SELECT ?one { ?one a rg:CountedResponse }")}
    return draw_sample(events, written, counted, statements, texts, seed)
