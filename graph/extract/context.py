"""What extraction may know beside the document: vocabulary, the strategy's outline, the register's respondents.

Plain values only; where they come from is the caller's affair.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from remissgraf.graph.extract.finder import NameFinder
from remissgraf.graph.extract.grammar import DEFAULT_LANGUAGE, languages, load_grammar
from remissgraf.graph.extract.initiatives import actor_names, initiative_names
from remissgraf.graph.extract.keyterms import KeyTerms
from remissgraf.graph.extract.known import KnownActors, actors_by_key
from remissgraf.graph.extract.others import KnownNames
from remissgraf.graph.extract.parts import StrategyParts
from remissgraf.graph.extract.topics import TopicFinder
from remissgraf.graph.model import Document
from remissgraf.ontology.entries import Actor, Outline, Vocabulary

__all__ = ["Context"]


@dataclass(frozen=True)
class Context:
    """vocabulary: all known names. outline: the strategy's chapters, or None. register_respondents: who the register says has responded;
    they win over what the document says. strategy: the strategy's own text, or None; it tells what things the strategy proposes."""

    vocabulary: Vocabulary
    outline: Outline | None = None
    register_respondents: tuple[Actor, ...] = ()
    strategy: Document | None = None

    @cached_property
    def actors(self) -> KnownActors:
        """Actors by the keys of their names."""
        return actors_by_key(self.vocabulary)

    @cached_property
    def names(self) -> KnownNames:
        """The actors by name and by short form; those of the workspace win over the gazetteer's."""
        actors = sorted(self.vocabulary.actors, key=lambda actor: actor.scope == "workspace")
        return KnownNames(self.actors, {short: actor for actor in actors for short in actor.short})

    @cached_property
    def initiatives(self) -> NameFinder:
        return NameFinder(initiative_names(self.vocabulary.initiatives))

    @cached_property
    def actor_names(self) -> NameFinder:
        return NameFinder(actor_names(self.vocabulary.actors))

    @cached_property
    def topics(self) -> TopicFinder:
        return TopicFinder(self.vocabulary.topics)

    @cached_property
    def key_terms(self) -> KeyTerms | None:
        """The strategy's own subjects; None without a strategy."""
        if self.strategy is None or self.outline is None:
            return None
        language = self.strategy.language if self.strategy.language in languages() else DEFAULT_LANGUAGE
        return KeyTerms(self.outline, self.parts, self.topics, load_grammar(language))

    @cached_property
    def parts(self) -> StrategyParts | None:
        if self.strategy is None or self.outline is None:
            return None
        return StrategyParts(self.strategy, self.outline)
