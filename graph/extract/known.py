"""The actors that are known, by the keys of their names. Knows no document."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from remissgraf.graph.extract.names import is_generic
from remissgraf.graph.extract.tokens import key
from remissgraf.ontology.entries import Actor, Vocabulary

__all__ = ["KnownActors", "actors_by_key"]


class KnownActors(dict[str, Actor]):
    """Actors by the keys of their names. short: by their case-sensitive short forms."""

    def __init__(self) -> None:
        super().__init__()
        self.short: dict[str, Actor] = {}

    def called(self, name: str) -> Actor | None:
        """The actor of this name or short form."""
        return self.get(key(name)) or self.short.get(name)

    @cached_property
    def by_id(self) -> Mapping[str, Actor]:
        return {actor.id: actor for actor in reversed(self.values())}

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The first words of the keys."""
        return frozenset(name.partition(" ")[0] for name in self)

    def may_begin(self, word: str) -> bool:
        """Whether a name may begin with this word as it is written; so most texts are passed over at once."""
        return key(word).partition(" ")[0] in self.firsts


def actors_by_key(vocabulary: Vocabulary) -> KnownActors:
    """Actors by their names' keys; those of the workspace win over the gazetteer's."""
    found = KnownActors()
    for actor in sorted(vocabulary.actors, key=lambda actor: actor.scope != "workspace"):
        for name in (actor.name, *actor.aliases, *([actor.name_en] if actor.name_en else [])):
            if not is_generic(name):
                found.setdefault(key(name), actor)
        for short in actor.short:
            found.short.setdefault(short, actor)
    return found
