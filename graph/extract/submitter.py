"""Who has submitted a response, and by which names the text calls it.

Weighs the register, the letterhead, the title, the signature and the subjects of stance verbs against each other, with and without a
list of actors. Knows the document and the vocabulary; it decides nothing about statements.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from remissgraf.graph.extract.claimants import claims_of, known_in
from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.joint import joint_respondents
from remissgraf.graph.extract.kinds import generic_names, generic_nouns, kind_of, kinds_of_class
from remissgraf.graph.extract.known import KnownActors
from remissgraf.graph.extract.letterhead import addressee_of
from remissgraf.graph.extract.mentions import NameIndex
from remissgraf.graph.extract.names import defined_in_text, is_code, names_of
from remissgraf.graph.extract.naming import actor_named
from remissgraf.graph.extract.patterns import Lexicon
from remissgraf.graph.extract.selfnames import holders_of, self_names
from remissgraf.graph.extract.tokens import key
from remissgraf.graph.extract.units import of_kind, owner_in_head, placed
from remissgraf.graph.model import Document, Quoted
from remissgraf.ontology.entries import Actor

__all__ = ["Submitter", "find_submitter"]

_ADDRESSEE: Final = -8.0
# So often must a kind of body speak to be one of several that may be the respondent; more proves no more.
_OFTEN: Final = 2
_MOST: Final = 8
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
    known: KnownActors,
    register: tuple[Actor, ...],
    grammar: Grammar,
    lexicon: Lexicon,
) -> Submitter:
    """The respondents of a document. known: the vocabulary's actors.

    Without any list the name is taken from the document, as an actor of scope "document"."""
    addressee = addressee_of(document, known, grammar)
    registered = tuple(of_kind(actor, document, grammar) for actor in register)
    respondents = registered or joint_respondents(document, known, grammar)
    whole: Actor | None = None
    # Several respondents are asked for by no common noun.
    holders = Counter[str]() if len(respondents) > 1 else holders_of(document, grammar, lexicon)
    if not respondents:
        chosen = _choose(document, known, grammar, lexicon, addressee, holders)
        main, whole = placed(chosen, document, known, grammar)
        respondents = (main,)
    body = " ".join(b.reading.text for b in document.blocks if b.kind not in ("furniture", "letterhead"))
    names: list[str] = []
    for respondent in respondents:
        own = [*names_of(respondent, grammar), *respondent.short]
        own.extend(_unit_nouns(document, respondent, grammar))
        own.extend(defined_in_text(body, own, grammar))
        if len(respondents) == 1:
            own.extend(self_names(holders, respondent, grammar))
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


def _choose(
    document: Document,
    known: KnownActors,
    grammar: Grammar,
    lexicon: Lexicon,
    addressee: Quoted | None,
    holders: Counter[str],
) -> Actor:
    scores: defaultdict[str, float] = defaultdict(float)
    written: dict[str, str] = {}
    address = key(addressee.value) if addressee is not None else ""
    answering: set[str] = set()
    for claim in claims_of(document, known, grammar, lexicon):
        trimmed = _trim(claim.name, grammar)
        place = key(trimmed)
        if not _may_be_a_name(place, grammar):
            continue
        actor = known.called(trimmed) or _known_within(trimmed, known, grammar)
        place = actor.id if actor else place
        scores[place] += claim.weight
        if not claim.head:
            answering.add(place)
        current = written.get(place)
        if current is None or (current.isupper() and not trimmed.isupper()):
            written[place] = trimmed
        if address and address in key(trimmed):
            scores[place] += _ADDRESSEE
    _count_kind_nouns(scores, written, holders, known, grammar)
    if not scores:
        return _nameless(document, known, grammar)

    def _rank(place: str) -> tuple[float, int]:
        return scores[place], -len(place)

    best = max(scores, key=_rank)
    # "Juridiska fakulteten vid Ekeby universitet" under the university's letterhead.
    within = f" {key(written[best])}"
    best = max((p for p in answering if key(written[p]).endswith(within)), key=_rank, default=best)
    if best in grammar["respondent.organs"]:
        # An executive board answers for its municipality or region.
        whole = owner_in_head(document, known, grammar)
        if whole is not None:
            return whole
        best = max(
            (place for place in answering if _has_organs(written[place], grammar)), key=_rank, default=best
        )
    actor = known.by_id.get(best)
    if actor is not None:
        return actor
    name = _fuller(_cased(written[best], document, grammar), document, grammar)
    return actor_named(name, known, grammar.language)


def _known_within(name: str, known: KnownActors, grammar: Grammar) -> Actor | None:
    """The known actor that a longer name is of ("Kulturförvaltningen Region Öst"), and not one that another body has its name from
    ("Norra Tjärna kommuns byalag")."""
    for inner in known_in(name, known):
        after = name[name.index(inner) + len(inner) :]
        if kind_of(after, grammar.language) is None:
            return known[key(inner)]
    return None


def _count_kind_nouns(
    scores: dict[str, float],
    written: dict[str, str],
    holders: Counter[str],
    known: KnownActors,
    grammar: Grammar,
) -> None:
    """Adds to the scores how often a kind of body speaks ("länsstyrelsen anser"): to the names of that kind, else as a name of its own."""
    counted: Counter[str] = Counter()
    for word, number in holders.items():
        counted[word.lower()] += number
    spoken_by_us = sum(counted[word] for word in grammar["respondent.pronouns"])
    few = 1 if not scores else _OFTEN
    nouns = {place: _own_nouns(known.by_id.get(place), written[place], grammar) for place in scores}
    for noun in sorted(generic_nouns(grammar.language) & counted.keys()):
        for place, own in nouns.items():
            if noun in own:
                scores[place] += min(counted[noun], _MOST)
        alone = counted[noun] - spoken_by_us
        # One whose name tells no kind may call itself anything.
        fits = any(not own or noun in own for own in nouns.values())
        if not fits and noun in grammar["respondent.whole_nouns"] and alone >= few:
            scores[noun] = min(alone, _MOST)
            written[noun] = noun.capitalize()


def _own_nouns(actor: Actor | None, written: str, grammar: Grammar) -> frozenset[str]:
    """How a body of this name and these classes may call itself; none where nothing tells its kind."""
    kind = kind_of(written, grammar.language)
    classes = {*(actor.classes if actor is not None else ()), *([kind.cls] if kind is not None else [])}
    return frozenset(noun for cls in classes for noun in kinds_of_class(cls, grammar.language))


def _may_be_a_name(place: str, grammar: Grammar) -> bool:
    """No kind of paper, greeting or pronoun."""
    words = place.split()
    return bool(words) and words[0] not in grammar["respondent.not_names"] and not words[0].endswith("!")


def _nameless(document: Document, known: KnownActors, grammar: Grammar) -> Actor:
    """The respondent of a text that names nobody: what its title or file is called."""
    listed = known.by_id.get(document.id)
    if listed is not None:
        return listed
    title = key(document.title or "")
    named = document.title if title and _may_be_a_name(title, grammar) else document.path
    return actor_named(named or document.path, KnownActors(), grammar.language)


def _has_organs(name: str, grammar: Grammar) -> bool:
    kind = kind_of(name, grammar.language)
    return kind is not None and kind.cls in grammar["respondent.organ_classes"]


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
