"""What extraction may know beside the document: vocabulary, the strategy's outline, the register's respondents.

Plain values only; where they come from is the caller's affair.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from remissgraf.graph.extract.initiatives import InitiativeFinder
from remissgraf.graph.extract.topics import TopicFinder
from remissgraf.ontology.entries import Actor, Outline, Vocabulary

__all__ = ["Context"]


@dataclass(frozen=True)
class Context:
    """vocabulary: all known names. outline: the strategy's chapters, or None. register_respondents: who the register says has responded;
    they win over what the document says."""

    vocabulary: Vocabulary
    outline: Outline | None = None
    register_respondents: tuple[Actor, ...] = ()

    @cached_property
    def initiatives(self) -> InitiativeFinder:
        return InitiativeFinder(self.vocabulary.initiatives)

    @cached_property
    def topics(self) -> TopicFinder:
        return TopicFinder(self.vocabulary.topics)
