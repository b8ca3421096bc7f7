"""From one file to the quads of its response, or responses: read, extract, describe.

A pure function of the file and its setting; writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from remissgraf.graph.describe import (
    ConsultationInfo,
    Edition,
    References,
    ResponseRecord,
    describe_response,
    joined_spans,
    private_spans,
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

    private: (start, end) of what the public edition shows nowhere.
    counted: False where the register gives it as a draft or withdrawn.
    """

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
        record = _record(source, document.part)
        context = setting.context
        if record and record.respondents:
            context = replace(context, register_respondents=record.respondents)
        read.append((document, extract(document, context)))
    return tuple(read)


def process(source: Source, setting: Setting) -> Processed:
    """Read, extract and describe the responses of a file. Raises ReadError where the file cannot be read."""
    read = read_and_extract(source, setting)
    quads: list[ox.Quad] = []
    needed: list[References] = []
    warnings = list(read[0][0].warnings)
    private: list[tuple[int, int]] = []
    statements = 0
    for document, found in read:
        record = _record(source, document.part)
        quads += describe_response(
            document,
            found,
            setting.consultation,
            source.response,
            setting.names,
            vocabulary=setting.context.vocabulary,
            outline=setting.context.outline,
            record=record,
            edition=setting.edition,
        )
        needed.append(references(found, setting.context.vocabulary, record=record, edition=setting.edition))
        people = (record and record.respondents) or found.facts.respondents
        private += private_spans(document, found.facts, people)
        statements += sum(statement.voice == "statement" for statement in found.statements)
        if document.part is None:
            warnings += _differences(source, found.facts)
    if len(read) > 1:
        warnings.append(f"the file holds the answers of {len(read)} bodies; each is a response of its own")
    return Processed(
        nquads=to_nquads(quads),
        text=read[0][0].text,
        statements=statements,
        # Of the answers in one file none is compared with other files: a likeness stands for a whole text.
        likeness=likeness(read[0][0]) if len(read) == 1 else None,
        counted=(row := source.register) is None or row.status not in UNCOUNTED,
        references=References.merged(needed),
        warnings=tuple(warnings),
        private=tuple(joined_spans(private)),
    )


def _documents(source: Source, root: Path) -> tuple[Document, ...]:
    """The file's responses. A file for which the register gives a respondent is the answer of that one."""
    if source.register is not None and source.register.respondents:
        return (read_document(source.path, root=root),)
    return read_documents(source.path, root=root)


def _record(source: Source, part: int | None) -> ResponseRecord | None:
    """What the register says of the file; a part of it has its own case number."""
    row = source.register
    if row is None:
        return None
    return ResponseRecord(
        respondents=row.respondents,
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
