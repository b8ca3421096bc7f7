"""Who a letter is for where no label says so: a line of the letterhead that names a body other than the sender.

Knows the letterhead's lines and the language's data; fields with a label are read by the segmenting.
"""

from __future__ import annotations

from typing import Final

from remissgraf.graph.extract.grammar import Grammar
from remissgraf.graph.extract.kinds import kind_of
from remissgraf.graph.extract.known import KnownActors
from remissgraf.graph.extract.tokens import key
from remissgraf.graph.model import Document, Quoted
from remissgraf.graph.segment.fields import is_field

__all__ = ["addressee_of", "is_ministry"]

_MARKUP: Final = " \t\r\n*_#\\"
_ENDS: Final = " .,:;*"


def addressee_of(document: Document, known: KnownActors, grammar: Grammar) -> Quoted | None:
    """The addressee with its place: the labelled one, else a line below the sender's that names a body of another kind."""
    if "addressee" in document.fields:
        return Quoted(*document.fields["addressee"])
    head = [block for block in document.blocks if block.kind == "letterhead"]
    if not head or "submitter" not in document.fields:
        return None
    if is_ministry(document.fields["submitter"][0], grammar):
        # The first line of a letter without its sender's name.
        return Quoted(*document.fields["submitter"])
    sender = key(document.fields["submitter"][0])
    own = _kind(document.fields["submitter"][0], known, grammar)
    for block in head:
        at = block.start
        # As written: the reading form joins the lines of a block.
        for line in document.text[block.start : block.end].splitlines(keepends=True):
            text = line.strip(_MARKUP)
            kind = _kind(text, known, grammar)
            other = kind is not None and kind not in (own, "PublicBody") and _whole(text, grammar)
            same = key(text) in sender or sender in key(text)
            if (other or is_ministry(text, grammar)) and not same and not is_field(text):
                start = at + line.index(text)
                return Quoted(text, start, start + len(text))
            at += len(line)
    return None


def is_ministry(text: str, grammar: Grammar) -> bool:
    """A ministry sends things out for consultation and does not answer."""
    return text.lower().rstrip(_ENDS).endswith(grammar.phrases["addressees.endings"])


def _whole(text: str, grammar: Grammar) -> bool:
    """Whether the line is a name of several words, and no organ or unit of the sender ("Regionstyrelsen", "Juridiska fakulteten")."""
    return len(text.split()) > 1 and text.lower() not in grammar["respondent.organs"]


def _kind(text: str, known: KnownActors, grammar: Grammar) -> str | None:
    actor = known.get(key(text))
    if actor is not None and actor.classes:
        return actor.classes[0]
    kind = kind_of(text, grammar.language)
    return kind.cls if kind is not None else None
