"""Who has submitted a response, and by which names the text calls it.

Weighs the register, the letterhead, the title, the signature and the subjects of stance verbs against each other, with and without a
list of actors. Knows the document and the vocabulary; it decides nothing about statements.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from remissgraf.graph.extract.grammar import Grammar, load_grammar
from remissgraf.graph.extract.joint import joint_respondents
from remissgraf.graph.extract.kinds import generic_names, generic_nouns, kind_of
from remissgraf.graph.extract.letterhead import addressee_of
from remissgraf.graph.extract.mentions import NameIndex
from remissgraf.graph.extract.names import defined_in_text, is_code, is_generic, names_of, short_name
from remissgraf.graph.extract.naming import actor_named
from remissgraf.graph.extract.patterns import Lexicon
from remissgraf.graph.extract.selfnames import self_names
from remissgraf.graph.extract.tokens import Token, key, tokenise
from remissgraf.graph.extract.units import of_kind, owner_in_head, placed
from remissgraf.graph.model import Document, Quoted
from remissgraf.ontology.entries import Actor, Vocabulary

__all__ = ["Submitter", "actors_by_key", "find_submitter"]

_FIELD, _TITLE, _SIGNED, _HEAD, _SUBJECT, _FAINT, _PROCEDURE, _ADDRESSEE = (
    4.0,
    4.0,
    2.0,
    2.0,
    1.0,
    0.2,
    2.0,
    -8.0,
)
# More sentences than these of one subject prove no more.
_MOST_SUBJECTS: Final = 8
_MOST_SENTENCES: Final = 300
_LONGEST_NAME: Final = 9
# Who speaks stands at the beginning; what is longer, in characters, is no sentence of a person's.
_LONGEST_SENTENCE: Final = 2500
_BRACKET: Final = re.compile(r"\(([^()]{2,60})\)")


@dataclass(frozen=True)
class Submitter:
    """respondents: the first the main one. names: how the text calls any of them, for finding mentions. addressee: whom it writes to.
    whole: what the main one is a unit of, or who owns it."""

    respondents: tuple[Actor, ...]
    names: NameIndex
    addressee: Quoted | None = None
    whole: Actor | None = None


def find_submitter(
    document: Document,
    known: Mapping[str, Actor],
    register: tuple[Actor, ...],
    grammar: Grammar,
    lexicon: Lexicon,
) -> Submitter:
    """The respondents of a document. known: see `actors_by_key`.

    Without any list the name is taken from the document, as an actor of scope "document"."""
    addressee = addressee_of(document, known, grammar)
    registered = tuple(of_kind(actor, document, grammar) for actor in register)
    respondents = registered or joint_respondents(document, known, grammar)
    whole: Actor | None = None
    if not respondents:
        chosen = _choose(document, known, grammar, lexicon, addressee)
        main, whole = placed(chosen, document, known, grammar)
        respondents = (main,)
    body = " ".join(b.reading.text for b in document.blocks if b.kind not in ("furniture", "letterhead"))
    names: list[str] = []
    for respondent in respondents:
        own = [*names_of(respondent, grammar), *respondent.short]
        own.extend(_unit_nouns(document, respondent, grammar))
        own.extend(defined_in_text(body, own, grammar))
        if len(respondents) == 1:
            own.extend(self_names(document, respondent, grammar, lexicon))
        names.extend(own)
    if len(respondents) > 1:
        names.extend(grammar.phrases["joint.nouns"])
    plain = [name for name in names if not is_code(name)]
    index = NameIndex.build(grammar, plain, [name for name in names if is_code(name)])
    return Submitter(respondents, index, addressee, whole)


def _unit_nouns(document: Document, main: Actor, grammar: Grammar) -> Iterator[str]:
    """How a part of the respondent that the letterhead names calls itself: a faculty that answers for its university is "fakulteten"."""
    for block in document.blocks:
        if block.kind in ("letterhead", "signature"):
            kind = kind_of(block.reading.text, grammar.language)
            if kind is not None and kind.cls in main.classes:
                yield from generic_names(block.reading.text, grammar.language)


def actors_by_key(vocabulary: Vocabulary) -> dict[str, Actor]:
    """Actors by their names' keys; those of the workspace win over the gazetteer's."""
    found: dict[str, Actor] = {}
    for actor in sorted(vocabulary.actors, key=lambda actor: actor.scope != "workspace"):
        for name in (actor.name, *actor.aliases, *([actor.name_en] if actor.name_en else [])):
            if not is_generic(name):
                found.setdefault(key(name), actor)
    return found


def _choose(
    document: Document,
    known: Mapping[str, Actor],
    grammar: Grammar,
    lexicon: Lexicon,
    addressee: Quoted | None,
) -> Actor:
    scores: defaultdict[str, float] = defaultdict(float)
    written: dict[str, str] = {}
    address = key(addressee.value) if addressee is not None else ""
    for name, weight in _evidence(document, known, grammar, lexicon):
        trimmed = _trim(name, grammar)
        place = key(trimmed)
        if not place or place.split()[0] in grammar["respondent.not_names"]:
            continue
        actor = known.get(place) or next((known[key(name)] for name in _known_in(trimmed, known)), None)
        place = actor.id if actor else place
        scores[place] += weight
        current = written.get(place)
        if current is None or (current.isupper() and not trimmed.isupper()):
            written[place] = trimmed
        if address and address in key(trimmed):
            scores[place] += _ADDRESSEE
    if not scores:
        listed = _with_id(document.id, known)
        return listed or actor_named(document.title or document.path, {}, grammar.language)
    best = max(scores, key=lambda place: (scores[place], -len(place)))
    if best in grammar["respondent.organs"]:
        # An executive board answers for its municipality or region.
        whole = owner_in_head(document, known, grammar)
        if whole is not None:
            return whole
    actor = _with_id(best, known)
    if actor is not None:
        return actor
    name = _fuller(_cased(written[best], document, grammar), document, grammar)
    return actor_named(name, known, grammar.language)


def _with_id(identity: str, known: Mapping[str, Actor]) -> Actor | None:
    return next((actor for actor in known.values() if actor.id == identity), None)


def _fuller(name: str, document: Document, grammar: Grammar) -> str:
    """A name with the kind word before it ("Riksförbundet Trygga Hem") or the place after it ("Länsstyrelsen i Ådalens län")."""
    pattern = re.compile(rf"(?:\b([A-ZÅÄÖ]\w+)\s+)?\b{re.escape(name)}\b((?:\s+i)?\s+[A-ZÅÄÖ]\w+\s+län\b)?")
    generic = key(name) in generic_nouns(grammar.language)
    head = [
        block.reading.text
        for block in document.blocks
        if block.kind in ("letterhead", "furniture", "heading", "signature")
    ]
    for text in (*(sentence.text for sentence in document.sentences), " ".join(head)):
        # Looked for as it stands first: the pattern begins with what may be left out.
        for match in pattern.finditer(text) if name in text else ():
            if generic and match.group(2):
                return name + match.group(2)
            if (
                match.group(1)
                and kind_of(match.group(1), grammar.language)
                and not kind_of(name, grammar.language)
            ):
                return f"{match.group(1)} {name}"
    return name


def _evidence(
    document: Document, known: Mapping[str, Actor], grammar: Grammar, lexicon: Lexicon
) -> Iterator[tuple[str, float]]:
    if "submitter" in document.fields:
        yield document.fields["submitter"][0], _FIELD
    for block in document.blocks:
        text = block.reading.text
        if block.kind in ("letterhead", "furniture", "signature"):
            for name in _known_in(text, known):
                yield name, _HEAD if block.kind == "letterhead" else _SIGNED
            if block.kind == "signature":
                first, _, rest = text.partition(" ")
                if first.lower() in grammar["respondent.signing"] and rest[:1].isupper():
                    yield rest, _SIGNED
        elif block.kind == "heading":
            words = text.split()
            for at, word in enumerate(words[:6]):
                if word.lower() in grammar["respondent.from_words"] and at and at + 1 < len(words):
                    if words[at + 1][0].isupper():
                        yield " ".join(words[at + 1 :]), _TITLE
                    break
    counted: Counter[str] = Counter()
    defined: dict[str, str] = {}
    for sentence in document.sentences[:_MOST_SENTENCES]:
        text = sentence.text[:_LONGEST_SENTENCE]
        tokens = tokenise(text)
        full = _defines(text, tokens, grammar)
        if full is not None:
            defined.setdefault(*full)
        opening = _introduces(text, grammar)
        if opening is not None:
            yield opening, _PROCEDURE
        for written, weight in _subjects(tokens, lexicon, grammar):
            name = defined.get(written, written)
            counted[name] += 1
            if counted[name] <= _MOST_SUBJECTS:
                yield name, weight


def _known_in(text: str, known: Mapping[str, Actor]) -> Iterator[str]:
    words = text.split()
    for start, word in enumerate(words):
        if not word[0].isupper():
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


def _introduces(text: str, grammar: Grammar) -> str | None:
    """The name that opens a sentence such as "X har beretts tillfälle att yttra sig"."""
    lowered = text.lower()
    for phrase in _procedural(grammar.language):
        if phrase in lowered and (at := lowered.find(phrase)) > 0:
            tokens = [token for token in tokenise(_BRACKET.sub(" ", text[:at])) if token.is_word]
            if 1 < len(tokens) <= _LONGEST_NAME and _is_name(tokens, grammar):
                return " ".join(token.text for token in tokens)
    return None


@cache
def _procedural(language: str) -> tuple[str, ...]:
    return tuple(f" {phrase} " for phrase in load_grammar(language).phrases["respondent.procedural"])


def _subjects(tokens: Sequence[Token], lexicon: Lexicon, grammar: Grammar) -> Iterator[tuple[str, float]]:
    """Names that stand as the subject of a stance verb, with their weight: before it as the sentence's opening, or right after it."""
    adverbs = grammar["words.adverbs"]
    for at, token in enumerate(tokens):
        weak = lexicon.holding.get(token.lower)
        if weak is None:
            continue
        before = [t for t in tokens[:at] if not t.bracketed and t.is_word and t.lower not in adverbs]
        if 1 <= len(before) <= _LONGEST_NAME and _is_name(before, grammar):
            name = " ".join(t.text for t in before)
            yield name, _name_weight(name, weak, grammar)
        after = _capitals(tokens[at + 1 :], grammar)
        if after:
            yield after, _name_weight(after, weak, grammar)
        return


def _name_weight(name: str, weak: bool, grammar: Grammar) -> float:
    """A single word of no known kind may be anybody ("Kunderna efterfrågar …"); so may the subject of a weak verb."""
    known = kind_of(name, grammar.language) is not None
    if known:
        return _SUBJECT
    return _FAINT if weak or " " not in name else _SUBJECT


def _is_name(words: Sequence[Token], grammar: Grammar) -> bool:
    first = words[0]
    if (
        not first.text[0].isupper()
        or first.lower in grammar["words.prepositions"] | grammar["words.articles"]
    ):
        return False
    if (
        first.lower
        in grammar["respondent.pronouns"] | grammar["words.sentence_adverbs"] | grammar["words.subordinators"]
    ):
        return False
    if len(words) == 1 and first.lower in generic_nouns(grammar.language) | grammar["matter.proposal_nouns"]:
        return False
    if (
        not any(word.text[0].isupper() for word in words[1:])
        and kind_of(" ".join(w.text for w in words), grammar.language) is None
    ):
        # A capital only at the sentence's start tells nothing, unless a kind word or a single odd name stands there.
        return len(words) == 1
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


def _trim(name: str, grammar: Grammar) -> str:
    """A name without brackets, signs and what follows a comma."""
    bare = _BRACKET.sub(" ", name).split(",")[0].split("|")[0].split(" c/o ")[0]
    words = bare.split()
    while len(words) > 1 and words[-1].lower() in grammar["respondent.not_names"]:
        words.pop()
    bare = " ".join(words)
    return " ".join(bare.strip(' .:;–-"”*').split())


def _cased(name: str, document: Document, grammar: Grammar) -> str:
    """A name written in capitals, as the running text writes it; else with capital initials."""
    if not name.isupper() or " " not in name:
        return name
    for sentence in document.sentences:
        at = sentence.text.lower().find(name.lower())
        if at >= 0 and not sentence.text[at : at + len(name)].isupper():
            return sentence.text[at : at + len(name)]
    first, *rest = name.split()
    # A kind word is no name: "EKEBERGS TINGSRÄTT" is "Ekebergs tingsrätt".
    kinds = [
        kind_of(word, grammar.language) is not None or word.lower() in grammar["names.inside"]
        for word in rest
    ]
    return " ".join(
        [first.capitalize(), *(w.lower() if k else w.capitalize() for w, k in zip(rest, kinds, strict=True))]
    )
