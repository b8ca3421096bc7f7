"""By which names initiatives and actors are looked for in statements. What their being named means is not decided here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from remissgraf.graph.extract.finder import Entry
from remissgraf.graph.extract.names import is_generic
from remissgraf.ontology.entries import Actor, Initiative

__all__ = ["actor_names", "initiative_names"]

# Shorter codes of public bodies ("AF") are too often something else.
_SHORTEST_CODE: Final = 3


def initiative_names(initiatives: Iterable[Initiative]) -> Iterator[Entry]:
    for initiative in initiatives:
        yield Entry(initiative.id, (initiative.name, *initiative.aliases), initiative.short)


def actor_names(actors: Iterable[Actor]) -> Iterator[Entry]:
    """Names that call one actor alone: "kommunen" calls many. Of gazetteer actors no very short codes."""
    for actor in actors:
        names = (actor.name, *actor.aliases, *([actor.name_en] if actor.name_en else []))
        own = actor.scope == "workspace"
        yield Entry(
            actor.id,
            tuple(name for name in dict.fromkeys(names) if not is_generic(name)),
            tuple(code for code in actor.short if own or len(code) >= _SHORTEST_CODE),
        )
