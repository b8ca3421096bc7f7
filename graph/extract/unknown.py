"""Names of undertakings that no list knows, by the words beside them: "satsningen Gröna Kajen", "Gröna Kajen, ett nätverk för …".

They are proposed to a person and never asserted. Which nouns tell an undertaking, and of what type, is data ([initiatives] of
grammar.toml). Knows one document; counts nothing over several.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from remissgraf.graph.extract.context import Context
from remissgraf.graph.extract.endorsed import kind_of_noun
from remissgraf.graph.extract.grammar import DEFAULT_LANGUAGE, languages, load_grammar
from remissgraf.graph.extract.lemmas import lemma
from remissgraf.graph.extract.mentions import NameIndex
from remissgraf.graph.extract.names import names_of
from remissgraf.graph.extract.tokens import Token, token_range
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import Document
from remissgraf.ontology.entries import Actor

__all__ = ["UnknownName", "unknown_names"]

_BODY: Final = frozenset({"paragraph", "item", "cell"})
_QUOTES: Final = "\"”“„»«'’"
# A longer run of capitals is a heading.
_LONGEST: Final = 6
# How far after "ett" the noun may stand: "ett nationellt och öppet nätverk".
_REACH: Final = 4


@dataclass(frozen=True, slots=True)
class UnknownName:
    """kind: its type in the initiative-type scheme. sentence: as people read it; start, end: of the name, in the document."""

    name: str
    kind: str
    sentence: str
    start: int
    end: int


def unknown_names(
    document: Document, context: Context, respondents: Iterable[Actor] = ()
) -> Iterator[UnknownName]:
    """The names proposed in a document, in text order, once for each mention beside such a word. The respondents' own are none."""
    grammar = load_grammar(document.language if document.language in languages() else DEFAULT_LANGUAGE)
    own = NameIndex.build(grammar, (name for actor in respondents for name in names_of(actor, grammar)))
    known = tuple(
        finder.defining(document.text, grammar) for finder in (context.initiatives, context.actor_names)
    )
    for sentence in document.sentences:
        if document.blocks[sentence.block].kind not in _BODY:
            continue
        view = View.of(sentence.text, own)
        proposed = {(name[0], name[1]): name[2] for name in _proposed(view)}
        listed = [one for finder in known for one in finder.find(view.text)] if proposed else []
        taken = {at for one in listed for at in token_range(view.tokens, one.start, one.end)}
        for (start, end), kind in proposed.items():
            if _is_new(view, token_range(view.tokens, start, end), taken):
                yield UnknownName(view.text[start:end], kind, view.text, *sentence.reading.span(start, end))


def _is_new(view: View, name: range, taken: Collection[int]) -> bool:
    """Whether the name in these tokens says something of its own, is not the respondent's, and shares none with a listed one."""
    general = view.grammar["initiatives.no_names"]
    own = any(at in view.named or at in taken for at in name)
    return not own and any(view.lowers[at] not in general for at in name)


def _proposed(view: View) -> Iterator[tuple[int, int, str]]:
    """The characters of each name beside a word that tells what it is, and its type."""
    tokens = view.tokens
    for at, token in enumerate(tokens):
        if not token.is_word:
            continue
        stem, hyphen, tail = token.text.rpartition("-")
        kind = kind_of_noun(tail.lower(), view)
        if kind is None:
            continue
        if _capital(token) and (at or hyphen):
            # "Gröna Kajen-projektet", "Gröna Kajens Partnerskap"; but "FoU-projekt" are of a kind.
            name = _name_ending(view, at)
            certain = tail.lower() != lemma(tail, view.grammar.language)
            if name is not None and (certain if hyphen else name[0] < at):
                yield tokens[name[0]].start, token.start + len(stem) if hyphen else token.end, kind
        elif not hyphen:
            for first, last in (*_after(view, at), *_before(view, at)):
                yield tokens[first].start, tokens[last].end, kind


def _after(view: View, at: int) -> Iterator[tuple[int, int]]:
    """ "satsningen Gröna Kajen", "projektet ”Gröna Kajen”", "nätverk som Gröna Kajen, Blå Bron och Havet"."""
    tokens, grammar = view.tokens, view.grammar
    after = _skip_quotes(tokens, at + 1)
    listing = after < len(tokens) and tokens[after].lower in grammar["words.as_words"]
    if listing:
        after = _skip_quotes(tokens, after + 1)
    while (name := _name(view, after, listing=listing)) is not None:
        following = _skip_quotes(tokens, name[1] + 1)
        if listing and following < len(tokens) and grammar.is_finite(tokens[following].lower):
            # "nätverk som Anna har startat"
            return
        yield name
        joined = following < len(tokens) and (
            tokens[following].text == "," or tokens[following].lower in grammar["words.joining"]
        )
        if not (listing and joined):
            return
        after = _skip_quotes(tokens, following + 1)


def _before(view: View, at: int) -> Iterator[tuple[int, int]]:
    """ "Gröna Kajen, ett nätverk", "Gröna Kajen är ett nätverk"; where nouns stand behind names, "the Green Quay programme"."""
    tokens, grammar = view.tokens, view.grammar
    if grammar.numbers["topics.nouns_join"] and (name := _name_ending(view, at - 1)) is not None:
        yield name
    article = next(
        (
            place
            for place in range(at - 1, max(-1, at - 1 - _REACH), -1)
            if tokens[place].lower in grammar["words.indefinite_articles"]
        ),
        None,
    )
    if article is None or article < 2:
        return
    link = tokens[article - 1]
    if link.text == "," or link.lower in grammar["direction.copulas"]:
        before = article - 2
        while before >= 0 and tokens[before].text in _QUOTES:
            before -= 1
        if (name := _name_ending(view, before)) is not None:
            yield name


def _name(view: View, first: int, *, listing: bool = False) -> tuple[int, int] | None:
    """The name that begins at a token: words with a capital, figures after them, and what stands in lower case between two capitals.

    listing: "och" parts names and is in none.
    """
    tokens, grammar = view.tokens, view.grammar
    if first >= len(tokens) or not _capital(tokens[first]):
        return None
    last = first
    for at in range(first + 1, min(len(tokens), first + _LONGEST)):
        follows = tokens[at + 1] if at + 1 < len(tokens) else None
        word = tokens[at].lower
        inside = word in grammar["initiatives.inside"] and not (listing and word in grammar["words.joining"])
        inside = inside and follows is not None and _capital(follows)
        if not (_capital(tokens[at]) or tokens[at].text.isdigit() or inside):
            break
        last = at
    return first, last


def _name_ending(view: View, last: int) -> tuple[int, int] | None:
    """The longest name that ends at a token."""
    for first in range(max(0, last - _LONGEST + 1), last + 1):
        name = _name(view, first)
        # The capital of a sentence's first word is no sign, unless another capital follows.
        if name is not None and name[1] >= last and (first or last > first):
            return first, last
    return None


def _capital(token: Token) -> bool:
    return token.is_word and token.text[0].isupper()


def _skip_quotes(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].text in _QUOTES:
        at += 1
    return at
