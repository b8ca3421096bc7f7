"""The strategy's own subjects: its chapters by their titles, and the things that it names in one chapter, as topics.

A chapter's title is a topic under its parent's; a thing (a noun that one chapter has nearly to itself, see `parts`, and introduces with
an article or has more than once) is one under its chapter's. What the workspace's vocabulary has under the same name is that topic.
Knows the strategy, no response.
"""

from __future__ import annotations

from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.lemmas import lemma
from remissgraf.graph.extract.parts import StrategyParts
from remissgraf.graph.extract.tokens import tokenise
from remissgraf.graph.extract.topics import TopicFinder, labelled
from remissgraf.ontology.entries import Chapter, Outline, Topic
from remissgraf.ontology.namespaces import slug

__all__ = ["KeyTerms"]


class KeyTerms:
    """The topics of one strategy. grammar: of the strategy's language."""

    def __init__(
        self, outline: Outline, parts: StrategyParts | None, vocabulary: TopicFinder, grammar: Grammar
    ) -> None:
        self._parts = parts
        self._vocabulary = vocabulary
        self._grammar = grammar
        # One concept has one place: of chapters with the same title the first decides, and a thing called like a chapter is the chapter.
        self._titles: dict[str, Topic] = {}
        self._chapters: dict[str, Topic | None] = {}
        for chapter in outline.chapters:
            topic = self._titled(chapter)
            self._chapters[chapter.label] = topic
            if topic is not None:
                self._titles.setdefault(topic.id, topic)

    def chapter(self, label: str) -> Topic | None:
        """The topic that a chapter's title names; of a chapter whose title says nothing of its own ("Inledning"), its parent's."""
        return self._chapters.get(label)

    def term(self, word: str, grammar: Grammar) -> Topic | None:
        """The topic of a thing that the strategy names; None for any other word. grammar: of the word's language."""
        part = self._parts.find(word, grammar) if self._parts is not None else None
        # A thing is introduced ("ett regionalt förråd") or spoken of again; a word said once in passing is none.
        if part is None or (part.count == 1 and " " not in part.phrase):
            return None
        # The form that the strategy writes first, not the stem that its forms share.
        return self._topic(lemma(part.phrase.split()[-1], self._grammar.language), self.chapter(part.chapter))

    def broader(self, topic: Topic) -> Topic | None:
        """The topic above one of these, if it is one of these too."""
        return self._titles.get(topic.broader) if topic.broader is not None else None

    def _titled(self, chapter: Chapter) -> Topic | None:
        above = self.chapter(chapter.parent) if chapter.parent is not None else None
        words = [token.lower for token in tokenise(chapter.title) if token.is_word]
        general = self._grammar["targets.heading_words"] | self._grammar["topics.headings"]
        return above if general.issuperset(words) else self._topic(chapter.title, above)

    def _topic(self, name: str, above: Topic | None) -> Topic:
        known = self._vocabulary.named(name) or self._titles.get(slug(name))
        if known is not None:
            return known
        return labelled(name, self._grammar.language, "strategy", above.id if above is not None else None)
