"""Whom a document seems to be from: every name that its letterhead, titles, signature and sentences put forward, with a weight.

Knows the document, the actors that are known and the language's data; `submitter` weighs the names against each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from remissgraf.graph.extract.grammar import Grammar, load_grammar
from remissgraf.graph.extract.kinds import generic_nouns, kind_of
from remissgraf.graph.extract.known import KnownActors
from remissgraf.graph.extract.letterhead import is_ministry
from remissgraf.graph.extract.names import is_code, short_name
from remissgraf.graph.extract.naming import leading_name
from remissgraf.graph.extract.patterns import Lexicon
from remissgraf.graph.extract.tokens import Token, key, tokenise
from remissgraf.graph.model import Block, Document
from remissgraf.graph.segment.fields import looks_like_name

__all__ = ["Claim", "claims_of", "known_in"]

_FIELD, _TITLE, _SIGNED, _HEAD, _SUBJECT, _OPENING, _FAINT, _PROCEDURE, _LONE = (
    4.0,
    4.0,
    2.0,
    2.0,
    1.0,
    0.5,
    0.2,
    2.0,
    0.3,
)
# More sentences than these of one subject prove no more.
_MOST_SUBJECTS: Final = 8
_MOST_SENTENCES: Final = 300
_LONGEST_NAME: Final = 9
# Who speaks stands at the beginning; what is longer, in characters, is no sentence of a person's.
_LONGEST_SENTENCE: Final = 2500
_TITLE_WORDS: Final = 12
_BRACKET: Final = re.compile(r"\(([^()]{2,60})\)")
# What parts a name from the rest of a title.
_PARTING: Final = re.compile(r":\s|\s[–—|-]\s")
_SIGNS: Final = ' .,:;–-"”*()'


@dataclass(frozen=True, slots=True)
class Claim:
    """A name as written, how much speaks for it, and whether it only stands in the head of the letter, where an addressee stands too."""

    name: str
    weight: float
    head: bool = False


def claims_of(document: Document, known: KnownActors, grammar: Grammar, lexicon: Lexicon) -> Iterator[Claim]:
    """All that is put forward, in the document's order; one name may come many times."""
    if "submitter" in document.fields:
        written = document.fields["submitter"][0]
        if not is_ministry(written, grammar):
            name = _possessed(written.split(), known, grammar)
            if name:
                yield Claim(name, _TITLE)
            else:
                yield Claim(written, _LONE if _lone(document, written, known, grammar) else _FIELD, head=True)
            if name is None:
                yield from _repeated(document, written)
    for block in document.blocks:
        if block.kind in ("letterhead", "furniture", "signature"):
            head = block.kind == "letterhead"
            for name in known_in(block.reading.text, known):
                yield Claim(name, _HEAD if head else _SIGNED, head)
            if block.kind == "signature":
                yield from _signed(document, block, grammar)
        elif block.kind == "heading":
            yield from _titled(document, block, known, grammar)
    yield from _outermost(document, known, grammar)
    yield from _spoken(document, known, grammar, lexicon)


def _lone(document: Document, name: str, known: KnownActors, grammar: Grammar) -> bool:
    """Whether a first line is as likely a title: no date or number stands with it, and nothing tells that it is a body's name."""
    return (
        len(document.fields) == 1 and known.called(name) is None and kind_of(name, grammar.language) is None
    )


def _repeated(document: Document, name: str) -> Iterator[Claim]:
    """The first line of the letter where running heads and the signature have it, too: once for each of the two."""
    for kind in ("furniture", "signature"):
        if any(name in block.reading.text for block in document.blocks if block.kind == kind):
            yield Claim(name, _SIGNED)


def _outermost(document: Document, known: KnownActors, grammar: Grammar) -> Iterator[Claim]:
    """A text without a head: "Svar från X om kapitel A. …" in its first sentence, or a name that stands alone as its last paragraph."""
    first = next(iter(document.sentences), None)
    words = first.text.split()[:_TITLE_WORDS] if first is not None else []
    if words and words[0].lower().strip(_SIGNS) in grammar["respondent.papers"]:
        name = _after_from(words, grammar)
        if name:
            yield Claim(name, _TITLE)
    last = next((b for b in reversed(document.blocks) if b.kind not in ("furniture", "footnote")), None)
    if last is not None and last.kind == "paragraph" and last is not document.blocks[0]:
        name = last.reading.text.strip(_SIGNS)
        short = name[:1].isupper() and len(name.split()) <= _LONGEST_NAME
        if short and (key(name) in known or _is_organisation(name, grammar)):
            yield Claim(name, _SIGNED)


def _signed(document: Document, block: Block, grammar: Grammar) -> Iterator[Claim]:
    """ "För Föreningen Bryggan", and lines of the signature that tell an organisation's kind."""
    # As written: the reading form joins the lines of a block.
    for number, line in enumerate(document.text[block.start : block.end].splitlines()):
        first, _, rest = line.strip().partition(" ")
        if not number and first.lower() in grammar["respondent.signing"] and rest[:1].isupper():
            yield Claim(rest, _SIGNED)
        name = line.strip(_SIGNS)
        if name[:1].isupper() and len(name.split()) <= _LONGEST_NAME and _is_organisation(name, grammar):
            yield Claim(name, _SIGNED)


def _is_organisation(name: str, grammar: Grammar) -> bool:
    tokens = [token for token in tokenise(name) if token.is_word]
    return bool(tokens) and kind_of(name, grammar.language) is not None and _is_name(tokens, grammar)


def _titled(document: Document, block: Block, known: KnownActors, grammar: Grammar) -> Iterator[Claim]:
    """ "Remissvar från X på Y", "X:s yttrande över Y", and a name that is a line of its own in the document's title."""
    words = block.reading.text.split()
    title = block.section == document.sections[0].id
    opening = words[:_TITLE_WORDS]
    name = _after_from(opening, grammar) or (
        title
        and (
            _possessed(opening, known, grammar)
            or _answering(opening, grammar)
            or _alone(block.reading.text, grammar)
        )
    )
    if name:
        yield Claim(name, _TITLE)
    if title:
        about = next(
            (n for n, word in enumerate(words) if word.lower() in grammar["respondent.on_words"]), None
        )
        for matter in known_in(" ".join(words[about:]), known) if about else ():
            # Whose plan it is, answers seldom.
            yield Claim(matter, -_HEAD)
        for line in document.text[block.start : block.end].splitlines()[1:]:
            alone = looks_like_name(line.strip())
            if alone is not None:
                yield Claim(alone, _HEAD)


def _alone(title: str, grammar: Grammar) -> str | None:
    """A title that is a name, or ends in one behind a sign: "Remissvar: Kustmuseet", "Yttrande över planen – Kustmuseet"."""
    name = _PARTING.split(title)[-1].strip(_SIGNS)
    # "Svar på remissen om stråk, Lindås kommun"
    last = name.rpartition(", ")[2]
    if last != name and _is_organisation(last, grammar):
        name = last
    words = name.split()
    if (
        not name[:1].isupper()
        or not 0 < len(words) <= _LONGEST_NAME
        or grammar.is_consulted(words[0].lower())
    ):
        return None
    return name if _is_organisation(name, grammar) else None


def _after_from(words: Sequence[str], grammar: Grammar) -> str | None:
    """What follows "från", up to what the paper is about ("på Vattenutredningens betänkande")."""
    for at, word in enumerate(words[:6]):
        if word.lower() in grammar["respondent.from_words"] and at and at + 1 < len(words):
            after = words[at + 1 :]
            on = grammar["respondent.on_words"]
            ends = (
                n
                for n, w in enumerate(after)
                if w.lower() in on or (after[n - 1 : n] and after[n - 1][-1] == ":")
            )
            name = after[: next(ends, len(after))]
            # "Remiss av Regional transportplan för länet": what was sent out, not who answers.
            matter = any(word[0].islower() and grammar.is_consulted(word) for word in name) or (
                len(name) == 1 and grammar.is_consulted(name[0].lower())
            )
            return " ".join(name) if after[0][0].isupper() and not matter else None
    return None


def _answering(words: Sequence[str], grammar: Grammar) -> str | None:
    """The name before the verb of a title such as "Föreningen Rena Sjöar svarar på remissen"."""
    at = next((n for n, word in enumerate(words) if word in grammar["respondent.answering"]), 0)
    return " ".join(words[:at]) if at and _is_name(tokenise(" ".join(words[:at])), grammar) else None


def _possessed(words: Sequence[str], known: KnownActors, grammar: Grammar) -> str | None:
    """The name in the genitive before a kind of paper: "Tallviks kommuns svar" is Tallviks kommun's."""
    for paper, word in enumerate(words):
        if not paper or word.lower().strip(_SIGNS) not in grammar["respondent.papers"]:
            continue
        for start in range(max(paper - _LONGEST_NAME, 0), paper):
            name = " ".join(words[start:paper])
            if not name[0].isupper() or leading_name(words[start:paper], known, grammar) < paper - start:
                continue
            if key(name) in known:
                return name
            marks = sorted(grammar.phrases["respondent.genitive_marks"], key=len, reverse=True)
            mark = next((mark for mark in marks if name.endswith(mark)), None)
            bare = name.removesuffix(mark) if mark else ""
            if " " in bare and bare.split()[-1] in generic_nouns(grammar.language):
                # "Fri forskning i akademins remissvar": a common noun ends no name.
                return None
            return bare if bare and _is_name(tokenise(bare), grammar) else None
    return None


def _spoken(document: Document, known: KnownActors, grammar: Grammar, lexicon: Lexicon) -> Iterator[Claim]:
    """Who the sentences let speak, is said to answer, or has its answer adopted or sent by them."""
    counted: Counter[str] = Counter()
    defined: dict[str, str] = {}
    for sentence in document.sentences[:_MOST_SENTENCES]:
        text = sentence.text[:_LONGEST_SENTENCE]
        tokens = tokenise(text)
        full = _defines(text, tokens, grammar)
        if full is not None:
            defined.setdefault(*full)
        lowered = text.lower()
        for name in (
            _introduces(text, lowered, known, grammar),
            _adopted(text, lowered, known, grammar),
            _sent(text, lowered, known, grammar),
        ):
            if name is not None:
                yield Claim(name, _PROCEDURE)
        for written, weight in _subjects(tokens, lexicon, known, grammar):
            name = defined.get(written, written)
            counted[name] += 1
            if counted[name] <= _MOST_SUBJECTS:
                yield Claim(name, weight)


def known_in(text: str, known: KnownActors) -> Iterator[str]:
    """The known names in a text, as written, the longest at each place."""
    words = text.split()
    for start, word in enumerate(words):
        if not word[0].isupper() or not known.may_begin(word):
            continue
        for end in range(min(len(words), start + _LONGEST_NAME), start, -1):
            name = " ".join(words[start:end])
            if key(name) in known:
                yield name
                break


def _defines(text: str, tokens: Sequence[Token], grammar: Grammar) -> tuple[str, str] | None:
    """The short form and the name where a sentence opens with "Statens provningsråd (SPR) …"."""
    at = next((i for i, token in enumerate(tokens[: _LONGEST_NAME + 1]) if token.text == "("), 0)
    if not at or not _is_name(tokens[:at], grammar):
        return None
    match = _BRACKET.match(text, tokens[at].start)
    short = short_name(match.group(1), grammar) if match else None
    return (short, " ".join(token.text for token in tokens[:at])) if short else None


def _introduces(text: str, lowered: str, known: KnownActors, grammar: Grammar) -> str | None:
    """The name that opens a sentence such as "X har beretts tillfälle att yttra sig". A single word is known, letters, or tells
    its kind."""
    for phrase in _procedural(grammar.language):
        if phrase in lowered and (at := lowered.find(phrase)) > 0:
            tokens = [token for token in tokenise(_BRACKET.sub(" ", text[:at])) if token.is_word]
            name = " ".join(token.text for token in tokens)
            sure = known.called(name) is not None
            several = len(tokens) > 1 or is_code(name) or kind_of(name, grammar.language) is not None
            if sure or (several and len(tokens) <= _LONGEST_NAME and _is_name(tokens, grammar)):
                return name
    return None


def _adopted(text: str, lowered: str, known: KnownActors, grammar: Grammar) -> str | None:
    """Whose answer a decision makes it: "antas som Tallviks kommuns yttrande"."""
    for phrase in grammar.phrases["respondent.adopting"]:
        at = lowered.find(f" {phrase} ")
        if at >= 0:
            return _possessed(text[at + len(phrase) + 2 :].split()[: _LONGEST_NAME + 1], known, grammar)
    return None


def _sent(text: str, lowered: str, known: KnownActors, grammar: Grammar) -> str | None:
    """Whose answer a covering letter brings: "Här kommer synpunkter från Föreningen Bryggan"."""
    if not lowered.startswith(grammar.phrases["respondent.sending"]):
        return None
    words = text.split()
    for at, word in enumerate(words[:_TITLE_WORDS]):
        if word.lower() in grammar["respondent.from_words"] and at + 1 < len(words):
            length = leading_name(words[at + 1 :], known, grammar)
            return " ".join(words[at + 1 : at + 1 + length]) or None
    return None


@cache
def _procedural(language: str) -> tuple[str, ...]:
    return tuple(f" {phrase} " for phrase in load_grammar(language).phrases["respondent.procedural"])


def _subjects(
    tokens: Sequence[Token], lexicon: Lexicon, known: KnownActors, grammar: Grammar
) -> Iterator[tuple[str, float]]:
    """Names that stand as the subject of a stance verb, with their weight: before it as the sentence's opening, or right after it."""
    adverbs = grammar["words.adverbs"]
    for at, token in enumerate(tokens):
        weak = lexicon.holding.get(token.lower)
        if weak is None:
            continue
        before = [t for t in tokens[:at] if not t.bracketed and t.is_word and t.lower not in adverbs]
        name = " ".join(t.text for t in before[:_LONGEST_NAME])
        if 1 <= len(before) <= _LONGEST_NAME and (
            known.called(name) is not None or _is_name(before, grammar)
        ):
            yield name, _name_weight(name, weak, known, grammar)
        elif (opening := _opening(before, grammar)) is not None:
            yield opening, _OPENING
        after = _capitals(tokens[at + 1 :], grammar)
        if after:
            yield after, _name_weight(after, weak, known, grammar)
        return


def _opening(words: Sequence[Token], grammar: Grammar) -> str | None:
    """The name that a long subject begins with, told by its kind word: "Föreningen Rena Sjöar som …"."""
    if len(words) < 2 or not words[0].text[0].isupper() or kind_of(words[0].text, grammar.language) is None:
        return None
    length = next((n for n, word in enumerate(words) if not word.text[0].isupper()), len(words))
    return " ".join(word.text for word in words[:length]) if length > 1 else None


def _name_weight(name: str, weak: bool, known: KnownActors, grammar: Grammar) -> float:
    """A single word of no known kind may be anybody ("Kunderna efterfrågar …"); so may the subject of a weak verb. Letters are a name."""
    if kind_of(name, grammar.language) is not None or known.called(name) is not None:
        return _SUBJECT
    if is_code(name) and not weak:
        return _OPENING
    return _FAINT if weak or " " not in name else _SUBJECT


def _is_name(words: Sequence[Token], grammar: Grammar) -> bool:
    first = words[0]
    if not first.text[0].isupper() or first.lower in grammar.any_of("words.prepositions", "words.articles"):
        return False
    if first.lower in grammar.any_of("words.sentence_adverbs", "words.subordinators"):
        return False
    if any(word.lower in grammar["respondent.pronouns"] for word in words):
        return False
    if len(words) == 1 and (
        first.lower in generic_nouns(grammar.language) or grammar.is_consulted(first.lower)
    ):
        return False
    if (
        not any(word.text[0].isupper() for word in words[1:])
        and kind_of(" ".join(w.text for w in words), grammar.language) is None
    ):
        # A capital only at the sentence's start tells nothing, unless a kind word or a single odd name stands there.
        return len(words) == 1
    lower = next((n for n, w in enumerate(words) if w.lower in grammar["words.prepositions"]), 0)
    if lower and not any(word.text[0].isupper() for word in words[1:]):
        # "Medlemmarna i kommungruppen": the kind is told by what they are in.
        return kind_of(" ".join(w.text for w in words[:lower]), grammar.language) is not None
    return not any(grammar.is_finite(word.lower) and not word.text[0].isupper() for word in words)


def _capitals(tokens: Sequence[Token], grammar: Grammar) -> str | None:
    """A capitalised name right after a verb, with a lower-case kind word at its end ("Ekens högskola")."""
    words: list[str] = []
    for token in tokens[:_LONGEST_NAME]:
        if token.text[0].isupper():
            words.append(token.text)
        elif words and kind_of(token.text, grammar.language) is not None and token.is_word:
            words.append(token.text)
            break
        else:
            break
    return " ".join(words) if len(words) > 1 else None
