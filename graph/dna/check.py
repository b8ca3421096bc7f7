"""What must hold between the values of a coding: ids are unique, references lead somewhere, texts fit the format. Knows no file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from remissgraf.errors import ReadError
from remissgraf.graph.dna.values import LONGEST_LABEL, SHORT, Coding, quoted

__all__ = ["check"]


def check(coding: Coding) -> Coding:
    """The coding itself. Raises ReadError "dna.value" with the first thing that cannot be."""
    for trouble in _troubles(coding):
        raise ReadError(
            f"the coding contradicts itself: {trouble}",
            remedy="Mend it in the program that wrote it. Nothing was imported.",
            code="dna.value",
        )
    return coding


def _troubles(coding: Coding) -> Iterator[str]:
    for name in ("coders", "documents", "types", "variables", "attributes", "entities", "statements"):
        ids = [one.id for one in getattr(coding, name)]
        if len(set(ids)) < len(ids):
            yield f"two {name} have one id"
    coders = {None, *(coder.id for coder in coding.coders)}
    types = {kind.id for kind in coding.types}
    variables = {variable.id: variable for variable in coding.variables}
    for variable in coding.variables:
        if variable.type not in types:
            yield f"variable {variable.id} belongs to statement type {variable.type}, which is not there"
        if not set(variable.links) <= set(variables) - {variable.id}:
            yield f"variable {variable.id} is linked to one that is not there, or to itself"
    yield from _document_troubles(coding, coders)
    yield from _label_troubles(coding)
    yield from _entity_troubles(coding)
    entities = {entity.id: entity.variable for entity in coding.entities}
    documents = {document.id: len(document.text) for document in coding.documents}
    for statement in coding.statements:
        name = f"statement {statement.id}"
        if statement.type not in types:
            yield f"{name} is of type {statement.type}, which is not there"
        if statement.coder not in coders:
            yield f"{name} is by coder {statement.coder}, who is not there"
        if statement.document not in documents:
            yield f"{name} stands in document {statement.document}, which is not there"
        elif not 0 <= statement.start < statement.end <= documents[statement.document]:
            yield f"{name} marks {statement.start}–{statement.end}, which is no part of its document"
        given = [identity for identity, _ in statement.values]
        if len(set(given)) < len(given):
            yield f"{name} has two values of one variable"
        for identity, value in statement.values:
            known = variables.get(identity)
            if known is None or known.type != statement.type:
                yield f"{name} has a value of variable {identity}, which its type does not have"
            elif known.kind == SHORT and entities.get(int(value)) != identity:
                yield f"{name} names entity {value}, which variable {identity} does not have"


def _document_troubles(coding: Coding, coders: set[int | None]) -> Iterator[str]:
    for document in coding.documents:
        if document.coder not in coders:
            yield f"document {document.id} is by coder {document.coder}, who is not there"
        try:
            datetime.fromtimestamp(document.date, UTC)
        except (OverflowError, ValueError, OSError):
            yield f"document {document.id} has the date {document.date}, which no calendar has"


def _entity_troubles(coding: Coding) -> Iterator[str]:
    kinds = {variable.id: variable.kind for variable in coding.variables}
    attributes = {attribute.id: attribute.variable for attribute in coding.attributes}
    entities = {entity.id: entity for entity in coding.entities}
    for attribute in coding.attributes:
        if attribute.variable not in kinds:
            yield f"attribute {attribute.id} belongs to variable {attribute.variable}, which is not there"
    seen: set[tuple[int, str]] = set()
    for entity in coding.entities:
        if kinds.get(entity.variable) != SHORT:
            yield f"entity {entity.id} belongs to variable {entity.variable}, which holds no short texts"
        if (entity.variable, entity.value) in seen:
            yield f"variable {entity.variable} has two entities {quoted(entity.value)}"
        seen.add((entity.variable, entity.value))
        if entity.parent is not None and entity.parent not in entities:
            yield f"entity {entity.id} is a child of entity {entity.parent}, which is not there"
        given = [identity for identity, _ in entity.attributes]
        if len(set(given)) < len(given):
            yield f"entity {entity.id} has two values of one attribute"
        if any(attributes.get(identity) != entity.variable for identity in given):
            yield f"entity {entity.id} has an attribute that its variable does not have"
    yield from _circles({entity.id: entity.parent for entity in coding.entities})


def _circles(parents: dict[int, int | None]) -> Iterator[str]:
    free: set[int | None] = {None}
    for start in parents:
        path: list[int] = []
        on_path: set[int] = set()
        at: int | None = start
        while at not in free and at is not None:
            if at in on_path:
                yield f"entity {at} is its own parent"
                return
            path.append(at)
            on_path.add(at)
            at = parents.get(at)
        free.update(path)


def _label_troubles(coding: Coding) -> Iterator[str]:
    def labels() -> Iterable[tuple[str, int, str]]:
        for coder in coding.coders:
            yield "coder", coder.id, coder.name
        for document in coding.documents:
            for text in (document.title, document.author, document.source, document.section, document.type):
                yield "document", document.id, text
        for kind in coding.types:
            yield "statement type", kind.id, kind.label
        for variable in coding.variables:
            yield "variable", variable.id, variable.name
        for attribute in coding.attributes:
            yield "attribute", attribute.id, attribute.name
        for entity in coding.entities:
            for text in (entity.value, *(value for _, value in entity.attributes)):
                yield "entity", entity.id, text

    for what, identity, text in labels():
        if len(text) > LONGEST_LABEL:
            yield f"{what} {identity} has a text of {len(text)} characters; {LONGEST_LABEL} is the limit"
