"""From one file to the quads of its response, or responses: read, extract, describe.

A pure function of the file and its setting; writes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from remissgraf.graph.describe import (
    ConsultationInfo,
    Edition,
    Personal,
    References,
    ResponseRecord,
    describe_response,
    personal_data,
    public_extraction,
    references,
    to_nquads,
)
from remissgraf.graph.extract import Context, extract
from remissgraf.graph.likeness import Likeness, likeness
from remissgraf.graph.model import Document, Extraction, ResponseFacts
from remissgraf.graph.readers import read_document, read_documents
from remissgraf.graph.workspace.register import UNCOUNTED
from remissgraf.graph.workspace.sources import Source
from remissgraf.ontology.namespaces import Names

__all__ = ["Processed", "Setting", "process", "read_and_extract"]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the responses of one consultation are read with. root: the workspace's folder. context: vocabulary and outline."""

    root: Path
    consultation: ConsultationInfo
    context: Context
    names: Names
    edition: Edition


@dataclass(frozen=True, slots=True)
class Processed:
    """What a file gave. text: what the offsets count in; statements: their number in the respondent's own voice.

    response: the id in IRIs, an opaque one for a private person, whose name may stand in the file's.
    private: (start, end) of what the public edition shows nowhere.
    counted: False where the register gives it as a draft or withdrawn.
    """

    response: str
    nquads: bytes
    text: str
    statements: int
    references: References
    likeness: Likeness | None
    counted: bool
    warnings: tuple[str, ...]
    private: tuple[tuple[int, int], ...]


def read_and_extract(source: Source, setting: Setting) -> tuple[tuple[Document, Extraction], ...]:
    """The documents of a file and what is found in each; the register's respondents win.

    Raises ReadError where the file cannot be read."""
    read: list[tuple[Document, Extraction]] = []
    for document in _documents(source, setting.root):
        row, context = source.register, setting.context
        if row is not None and row.respondents:
            context = replace(context, register_respondents=row.respondents)
        read.append((document, extract(document, context)))
    return tuple(read)


def process(source: Source, setting: Setting) -> Processed:
    """Read, extract and describe the responses of a file. Raises ReadError where the file cannot be read."""
    read = read_and_extract(source, setting)
    records = [_record(source, document.part, found.facts) for document, found in read]
    # The answers of one file share its text, and what is personal in one of them is so in all.
    personal = Personal.merged(
        personal_data(document, found, record, setting.context.vocabulary)
        for (document, found), record in zip(read, records, strict=True)
    )
    response = _response_id(source, read, records)
    quads: list[ox.Quad] = []
    needed: list[References] = []
    warnings = list(read[0][0].warnings)
    statements = 0
    for (document, found), record in zip(read, records, strict=True):
        quads += describe_response(
            document,
            found,
            setting.consultation,
            response,
            setting.names,
            vocabulary=setting.context.vocabulary,
            outline=setting.context.outline,
            record=record,
            edition=setting.edition,
            personal=personal,
        )
        shown = public_extraction(document, found, personal) if setting.edition == "public" else found
        needed.append(references(shown, setting.context.vocabulary, record=record, edition=setting.edition))
        statements += sum(statement.voice == "statement" for statement in found.statements)
        if document.part is None:
            warnings += _differences(source, found.facts)
    if len(read) > 1:
        warnings.append(f"the file holds the answers of {len(read)} bodies; each is a response of its own")
    return Processed(
        response=response,
        nquads=to_nquads(quads),
        text=read[0][0].text,
        statements=statements,
        # Of the answers in one file none is compared with other files: a likeness stands for a whole text.
        likeness=likeness(read[0][0]) if len(read) == 1 else None,
        counted=(row := source.register) is None or row.status not in UNCOUNTED,
        references=References.merged(needed),
        warnings=tuple(warnings),
        private=personal.spans,
    )


def _documents(source: Source, root: Path) -> tuple[Document, ...]:
    """The file's responses. A file for which the register gives a respondent is the answer of that one."""
    if source.register is not None and source.register.respondents:
        return (read_document(source.path, root=root),)
    return read_documents(source.path, root=root)


def _response_id(
    source: Source,
    read: Iterable[tuple[Document, Extraction]],
    records: Iterable[ResponseRecord | None],
) -> str:
    """The register's id, else the file's; where a private person answers, one that tells nothing of the file's name."""
    if source.register is not None and source.register.id is not None:
        return source.response
    actors = [actor for _, found in read for actor in found.facts.respondents]
    actors += [actor for record in records if record is not None for actor in record.respondents]
    if not any("PrivatePerson" in actor.classes for actor in actors):
        return source.response
    return "person-" + hashlib.sha256(f"private response {source.response}".encode()).hexdigest()[:16]


def _record(source: Source, part: int | None, facts: ResponseFacts) -> ResponseRecord | None:
    """What the register says of the file; a part of it has its own case number.

    The register knows names; what kind of respondent a name is that stands in no vocabulary, the text may tell.
    """
    row = source.register
    if row is None:
        return None
    known = {actor.id: actor for actor in facts.respondents}
    return ResponseRecord(
        respondents=tuple(
            actor if actor.classes else known.get(actor.id, actor) for actor in row.respondents
        ),
        case_number=row.case_number if part is None else None,
        addressee_case_number=row.addressee_case_number,
        date_issued=row.date,
        status=row.status,
    )


def _differences(source: Source, facts: ResponseFacts) -> Iterator[str]:
    """Where the register, which wins, says something else than the text."""
    row = source.register
    if row is None:
        return
    pairs = (
        ("case number", row.case_number, facts.case_number),
        ("addressee's case number", row.addressee_case_number, facts.addressee_case_number),
        ("date", row.date, facts.date),
    )
    for name, registered, found in pairs:
        if registered and found and registered != found.value:
            yield f"the register gives the {name} {registered!r}, the text {found.value!r}"
    listed, read = ({actor.id for actor in actors} for actors in (row.respondents, facts.respondents))
    if listed and read and listed != read:
        names = [", ".join(actor.name for actor in actors) for actors in (row.respondents, facts.respondents)]
        yield f"the register gives the respondent {names[0]!r}, the text {names[1]!r}"
