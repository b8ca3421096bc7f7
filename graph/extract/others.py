"""Others than the respondent whom a sentence names: known actors, names that tell their kind, boards inside the organisation.

Knows names and tokens. What the others do in the sentence is for `reported` and `adoption`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from remissgraf.graph.extract.grammar import Grammar, load_grammar
from remissgraf.graph.extract.kinds import generic_nouns, kind_of
from remissgraf.graph.extract.known import KnownActors
from remissgraf.graph.extract.memo import Memo
from remissgraf.graph.extract.naming import actor_named, leading_name
from remissgraf.graph.extract.tokens import Token, key
from remissgraf.graph.extract.units import unit_of
from remissgraf.graph.extract.view import View
from remissgraf.ontology.entries import Actor
from remissgraf.ontology.namespaces import slug

__all__ = ["KnownNames", "Other", "Others"]

_LONGEST: Final = 9
_STEM: Final = 3
# Shorter words tell no addressee.
_LONG: Final = 5
# So many tokens into a sentence the verb of a group that opens it stands at the latest.
_SUBJECT: Final = 9


@dataclass(frozen=True, slots=True)
class Other:
    """Tokens first … last (inclusive) name the actor. genitive: "SKR:s". name: as written, in the nominative. common: no name, but
    nouns that tell who they are ("flera remissinstanser")."""

    actor: Actor
    first: int
    last: int
    genitive: bool
    name: str
    common: bool = False


@dataclass(frozen=True)
class KnownNames:
    """actors: by the keys of their names; short: by their case-sensitive short forms. The same for all documents of a context."""

    actors: KnownActors
    short: Mapping[str, Actor]

    @cached_property
    def firsts(self) -> frozenset[str]:
        """First words of the names, with and without a genitive s, so that other words are passed over at once."""
        firsts = self.actors.firsts
        return firsts.union(f"{name}s" for name in firsts)

    @cached_property
    def short_firsts(self) -> frozenset[str]:
        return frozenset(name.partition(" ")[0] for name in self.short)

    @cached_property
    def workspace(self) -> tuple[Actor, ...]:
        """The actors that the workspace itself lists."""
        return tuple(
            {actor.id: actor for actor in self.actors.values() if actor.scope == "workspace"}.values()
        )


@dataclass(frozen=True)
class Others:
    """names: who is known. respondents, addressee: who are no others."""

    names: KnownNames
    respondents: tuple[Actor, ...]
    addressee: str
    grammar: Grammar

    def find(self, view: View) -> Iterator[Other]:
        """The others in a sentence, in order, without overlap."""
        bodies = self._bodies
        after = 0
        # Most words begin no name: they have no capital, and no ending of a board's name.
        places = [at for at, (text, lower, *_) in enumerate(view.tokens) if text != lower or bodies[lower]]
        for at in places:
            if at < after or at in view.named:
                continue
            found = self._at(view.tokens, at)
            if found is not None:
                after = found.last + 1
                if self._counts(found):
                    yield found
        if not after and (group := self._group(view)) is not None:
            yield group

    def _group(self, view: View) -> Other | None:
        """Those whom no name tells, as the subject that opens a sentence: "Flera remissinstanser", "Lantbrukare i länet", "Nämnden"."""
        tokens = view.tokens
        verb = next((at for at, word in enumerate(view.lowers[:_SUBJECT]) if self.grammar.is_finite(word)), 0)
        if not verb or not self._may_be_group(view, verb):
            return None
        name = " ".join(token.text for token in tokens[:verb])
        kind = kind_of(name, self.grammar.language)
        identity = f"{self.respondents[0].id}-{slug(name)}"
        actor = Actor(identity, name, (kind.cls if kind else "InformalGroup",), scope="document")
        return Other(actor, 0, verb - 1, False, name, common=True)

    def _may_be_group(self, view: View, verb: int) -> bool:
        """Words of a kind noun, of people or of a number of them, with no name among them and nothing of the matter."""
        grammar, tokens, words = self.grammar, view.tokens[:verb], view.lowers[:verb]
        counted = words[0] in grammar["reported.counting"]
        if (words[0] in self._openers and not counted) or any(t.quoted or not t.is_word for t in tokens):
            return False
        closed = grammar.any_of(
            "words.relatives", "words.infinitive_marks", "words.impersonal", "words.negators"
        )
        if not closed.isdisjoint(words) or any(token.text[0].isupper() for token in tokens[1:]):
            return False
        if any(mention.first < verb and not mention.genitive for mention in view.mentions):
            return False
        if self.addressee and any(len(word) > _LONG and word[:-2] in self.addressee for word in words):
            # "Länsstyrelsen" in a letter to one.
            return False
        told = grammar.phrases["reported.people"]
        kinds = generic_nouns(grammar.language)
        people = any(word in kinds or word.endswith(told) for word in words)
        matter = any(grammar.is_matter(word) and not word.endswith(told) for word in words)
        papers = any(word.startswith(grammar.phrases["reported.papers"]) for word in words)
        return (
            (people or counted)
            and not matter
            and not papers
            and self.grammar["reported.nobody"].isdisjoint(words)
        )

    def body(self, name: str) -> Actor | None:
        """The unit of the respondent that is called so ("miljönämnden"), where the respondent has such units."""
        main = self.respondents[0]
        if self.grammar["units.owners"].isdisjoint(main.classes):
            return None
        return unit_of(name[:1].upper() + name[1:], main, self.names.actors, self.grammar)

    def _counts(self, found: Other) -> bool:
        own = {actor.id for actor in self.respondents}
        return (
            found.actor.id not in own
            and found.name.lower() not in self.grammar["reported.nobody"]
            and (not self.addressee or key(found.name) not in self.addressee)
        )

    def _at(self, tokens: Sequence[Token], at: int) -> Other | None:
        token = tokens[at]
        if not token.is_word:
            return None
        if not at and token.lower in self._openers:
            # A capital that only the sentence's start gives.
            return None
        capital = token.text[0].isupper()
        found = self._listed(tokens, at) if capital else None
        if found is None and self._bodies[token.lower]:
            return self._body(tokens, at)
        return self._unknown(tokens, at) if found is None and capital else found

    def _listed(self, tokens: Sequence[Token], at: int) -> Other | None:
        """The longest known name that begins at a token."""
        names = self.names
        first = tokens[at].text
        if key(first) not in names.firsts and self._bare(first) not in names.short_firsts:
            return None
        for end in range(min(len(tokens), at + _LONGEST), at, -1):
            for written, genitive in self._cases(" ".join(token.text for token in tokens[at:end])):
                actor = names.short.get(written) or names.actors.get(key(written))
                if actor is not None:
                    return Other(actor, at, end - 1, genitive, written)
        return None

    def _unknown(self, tokens: Sequence[Token], at: int) -> Other | None:
        """A name that tells its kind: "Föreningen Rena Sjöar", "Ekebergs tingsrätt"; no generic noun alone ("Kommunen")."""
        words = [token.text for token in tokens[at : at + _LONGEST]]
        length = leading_name(words, self.names.actors, self.grammar)
        if not length:
            return None
        # Without a genitive mark first: "Alviks kommuns" tells its kind too.
        language = self.grammar.language
        cases = [
            case for case in self._cases(" ".join(words[:length])) if kind_of(case[0], language) is not None
        ]
        for name, genitive in sorted(cases, key=lambda case: not case[1]):
            alone = length == 1 and name.lower() in generic_nouns(language)
            actor = self._only_one(name) if alone else actor_named(name, self.names.actors, language)
            if actor is not None:
                return Other(actor, at, at + length - 1, genitive, name)
        return None

    def _only_one(self, name: str) -> Actor | None:
        """The workspace's one actor whose name begins with a generic noun: "Länsstyrelsen" where it lists only one of them."""
        found = [actor for actor in self.names.workspace if actor.name.startswith(f"{name} ")]
        return found[0] if len(found) == 1 else None

    def _body(self, tokens: Sequence[Token], at: int) -> Other | None:
        for written, genitive in self._cases(tokens[at].text):
            ending = next(
                (e for e in self.grammar.phrases["units.body_endings"] if written.lower().endswith(e)), None
            )
            if ending is None or len(written) - len(ending) < _STEM:
                continue
            first = at
            while (
                first >= 2
                and tokens[first - 1].lower in self.grammar["names.joining"]
                and tokens[first - 2].text.endswith("-")
            ):
                first -= 2
            name = " ".join(token.text for token in tokens[first:at])
            whole = f"{name} {written}".strip()
            actor = self.body(whole)
            return Other(actor, first, at, genitive, whole) if actor is not None else None
        return None

    def _cases(self, text: str) -> Iterator[tuple[str, bool]]:
        """The text as a nominative, and without each genitive mark that it may have."""
        yield text, False
        for mark in self.grammar.phrases["respondent.genitive_marks"]:
            if text.endswith(mark) and len(text) > len(mark) + 1:
                yield text[: -len(mark)], True

    def _bare(self, text: str) -> str:
        return next(
            (
                written
                for written, genitive in self._cases(text)
                if genitive and written in self.names.short_firsts
            ),
            text,
        )

    @cached_property
    def _bodies(self) -> Memo[bool]:
        """Whether a word may be the name of a board of the respondent's."""
        has_boards = not self.grammar["units.owners"].isdisjoint(self.respondents[0].classes)
        return _named_as_boards(self.grammar.language) if has_boards else _NO_BOARDS

    @cached_property
    def _openers(self) -> frozenset[str]:
        grammar = self.grammar
        lists = (
            "prepositions",
            "articles",
            "definite_articles",
            "sentence_adverbs",
            "adverbs",
            "subordinators",
            "conjunctions",
        )
        return frozenset().union(*(grammar[f"words.{name}"] for name in lists))


_NO_BOARDS: Final[Memo[bool]] = Memo(lambda word: False)


@cache
def _named_as_boards(language: str) -> Memo[bool]:
    """Whether a word ends as boards' names do, with and without a genitive mark."""
    phrases = load_grammar(language).phrases
    marks = ("", *phrases["respondent.genitive_marks"])
    endings = tuple(ending + mark for ending in phrases["units.body_endings"] for mark in marks)
    return Memo(lambda word: word.endswith(endings))
