"""What a respondent is a part of or belongs to: a board's municipality, a company's owner; and whether it is a private person.

A board that answers for itself is a unit of its municipality; an executive board that answers for the municipality is the municipality.
Knows a document's head and the respondent that was found there; it finds no respondent itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.kinds import generic_names
from remissgraf.graph.extract.known import KnownActors
from remissgraf.graph.extract.naming import actor_named, leading_name, listed
from remissgraf.graph.extract.tokens import key, tokenise
from remissgraf.graph.model import Document
from remissgraf.graph.persons import is_person
from remissgraf.graph.segment.fields import looks_like_name
from remissgraf.ontology.entries import Actor
from remissgraf.ontology.namespaces import slug

__all__ = ["bodies_in", "head_lines", "of_kind", "owner_in_head", "placed", "unit_of"]

_HEAD: Final = ("letterhead", "signature")
# Letters before the ending of a body's name: "miljö|nämnden", not "nämnden".
_STEM: Final = 3
_SENTENCES: Final = 60


def placed(
    actor: Actor, document: Document, known: KnownActors, grammar: Grammar
) -> tuple[Actor, Actor | None]:
    """The respondent with what it is a unit of, who owns it, and its kind where only the text tells; and that whole or owner.

    A listed actor stays as it is, unless a board of its own speaks for itself."""
    if actor.scope != "document" or _owns(actor, grammar):
        own = _speaking_unit(actor, document, grammar)
        return (unit_of(own, actor, known, grammar), actor) if own else (actor, None)
    if next(bodies_in(actor.name, grammar), None) is not None:
        return _board(actor, document, known, grammar)
    if not actor.classes:
        return of_kind(actor, document, grammar), None
    owner = _owner(actor, document, known, grammar)
    if owner is None:
        return actor, None
    municipal = grammar.phrases["units.owned_class"] if "Municipality" in owner.classes else ()
    classes = tuple(dict.fromkeys((*actor.classes, *municipal)))
    return replace(actor, owned_by=owner.id, classes=classes), owner


def _board(
    actor: Actor, document: Document, known: KnownActors, grammar: Grammar
) -> tuple[Actor, Actor | None]:
    """A board with its municipality or region, which its name tells ("… i Alviks kommun") or the document's head."""
    words = actor.name.split()
    within = next((at for at, word in enumerate(words) if at and word in grammar["units.within"]), 0)
    if within:
        parent: Actor | None = actor_named(" ".join(words[within + 1 :]), known, grammar.language)
    else:
        parent = owner_in_head(document, known, grammar)
    if parent is None or not _owns(parent, grammar):
        return actor, None
    name = " ".join(words[:within]) if within else actor.name
    return unit_of(name, parent, known, grammar), parent


def unit_of(name: str, parent: Actor, known: KnownActors, grammar: Grammar) -> Actor:
    """The unit of that name: "Miljönämnden i Alviks kommun", the listed one if there is one."""
    full = f"{name} {grammar.phrases['units.within'][0]} {parent.name}"
    listed_one = known.get(key(full))
    return listed_one or Actor(
        slug(full), full, ("PublicBody",), aliases=(name,), unit_of=parent.id, scope="document"
    )


def bodies_in(text: str, grammar: Grammar, endings: str = "units.answering_endings") -> Iterator[str]:
    """The bodies that a text names, as written: "Miljönämnden", "Barn- och utbildningsnämnden"."""
    words = text.split()
    for at, word in enumerate(words):
        bare = word.strip('.,:;()"”')
        ending = next((e for e in grammar.phrases[endings] if bare.lower().endswith(e)), None)
        if ending is None or len(bare) - len(ending) < _STEM:
            continue
        start = at
        while start >= 2 and words[start - 1] in grammar["names.joining"] and words[start - 2].endswith("-"):
            start -= 2
        yield " ".join((*words[start:at], bare))


def head_lines(document: Document) -> Iterator[str]:
    """What stands in the letterhead, the title and the signature, a block each."""
    for block in document.blocks:
        if block.kind in _HEAD or (block.kind == "heading" and block.section == document.sections[0].id):
            yield block.reading.text


def owner_in_head(document: Document, known: KnownActors, grammar: Grammar) -> Actor | None:
    """The municipality or region that the head names and the letter is not addressed to."""
    addressee = key(document.fields["addressee"][0]) if "addressee" in document.fields else ""
    # A part of a dossier has the organisation of its cover.
    cover = [document.fields["organisation"][0]] if "organisation" in document.fields else []
    for line in (*head_lines(document), *cover):
        words = line.split()
        for at, word in enumerate(words):
            if not word[:1].isupper():
                continue
            name = " ".join(words[at : at + leading_name(words[at:], known, grammar)])
            actor = actor_named(name, known, grammar.language) if name else None
            if actor is not None and _owns(actor, grammar) and key(actor.name) not in addressee:
                return actor
    return None


def _owns(actor: Actor, grammar: Grammar) -> bool:
    return not grammar["units.owners"].isdisjoint(actor.classes)


def _speaking_unit(actor: Actor, document: Document, grammar: Grammar) -> str | None:
    """The one board in the head, where the text lets it speak and never the municipality or region itself."""
    if not _owns(actor, grammar):
        return None
    addressee = key(document.fields["addressee"][0]) if "addressee" in document.fields else ""
    named = {
        body: None
        for line in head_lines(document)
        if key(line) not in addressee
        for body in bodies_in(line, grammar)
        if key(body) not in addressee
    }
    if len(named) != 1:
        return None
    body = next(iter(named))
    own = {body.lower(), *generic_names(body, grammar.language)}
    parents = {
        *generic_names(actor.name, grammar.language),
        actor.name.lower(),
        *grammar["respondent.organs"],
    }
    # "Miljönämnden i Alviks kommun" names the board alone.
    wholes = [f"{body} {word} {actor.name}".lower() for word in grammar.phrases["units.within"]]
    texts = [f" {sentence.text.lower()} " for sentence in document.sentences[:_SENTENCES]]
    for whole in wholes:
        texts = [text.replace(whole, body.lower()) for text in texts]
    speaks = any(f" {name} " in text for text in texts for name in own)
    return body if speaks and not any(f" {name} " in text for text in texts for name in parents) else None


def of_kind(actor: Actor, document: Document, grammar: Grammar) -> Actor:
    """The respondent as a private person, where no list tells its kind and the text shows that it is one."""
    if actor.classes or actor.scope != "document" or not _is_person(actor, document, grammar):
        return actor
    return replace(actor, classes=("PrivatePerson",))


def _is_person(actor: Actor, document: Document, grammar: Grammar) -> bool:
    """A personal name: one that the lists of names have, that signs for itself, or that says "jag"."""
    if is_person(actor.name):
        return True
    if looks_like_name(actor.name) != actor.name or not 2 <= len(actor.name.split()) <= 4:
        return False
    signatory = document.fields["signatory"][0] if "signatory" in document.fields else None
    if signatory is not None:
        return key(signatory) == key(actor.name)
    return any(
        token.lower in grammar["units.personal"]
        for sentence in document.sentences[:_SENTENCES]
        for token in tokenise(sentence.text)
    )


def _owner(actor: Actor, document: Document, known: KnownActors, grammar: Grammar) -> Actor | None:
    """The first municipality or region of those that the text says own the respondent."""
    own = (actor.name.lower(), *generic_names(actor.name, grammar.language), *grammar["respondent.pronouns"])
    for sentence in document.sentences[:_SENTENCES]:
        lowered = f" {sentence.text.lower()}"
        for phrase in grammar.phrases["units.owned_by"]:
            at = lowered.find(f" {phrase} ")
            if at < 0 or not any(f" {name} " in lowered[: at + 1].replace(",", " ") for name in own):
                continue
            for owner in listed(sentence.text[at + len(phrase) + 1 :], known, grammar):
                if _owns(owner, grammar):
                    return owner
    return None
