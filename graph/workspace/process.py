"""From one response file to its quads: read, extract, describe. A pure function of the file and its setting; writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from remissgraf.graph.describe import (
    ConsultationInfo,
    Edition,
    References,
    ResponseRecord,
    describe_response,
    private_spans,
    references,
    to_nquads,
)
from remissgraf.graph.extract import Context, extract
from remissgraf.graph.likeness import Likeness, likeness
from remissgraf.graph.model import Document, Extraction, ResponseFacts
from remissgraf.graph.readers import read_document
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
    likeness: Likeness
    counted: bool
    warnings: tuple[str, ...]
    private: tuple[tuple[int, int], ...]


def read_and_extract(source: Source, setting: Setting) -> tuple[Document, Extraction]:
    """The document and what is found in it; the register's respondents win. Raises ReadError where the file cannot be read."""
    document = read_document(source.path, root=setting.root)
    record = _record(source)
    context = setting.context
    if record and record.respondents:
        context = replace(context, register_respondents=record.respondents)
    return document, extract(document, context)


def process(source: Source, setting: Setting) -> Processed:
    """Read, extract and describe one response. Raises ReadError where the file cannot be read."""
    record = _record(source)
    document, found = read_and_extract(source, setting)
    quads = describe_response(
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
    return Processed(
        nquads=to_nquads(quads),
        text=document.text,
        statements=sum(statement.voice == "statement" for statement in found.statements),
        likeness=likeness(document),
        counted=record is None or record.status not in UNCOUNTED,
        references=references(found, setting.context.vocabulary, record=record, edition=setting.edition),
        warnings=(*document.warnings, *_differences(source, found.facts)),
        private=private_spans(
            document, found.facts, (record and record.respondents) or found.facts.respondents
        ),
    )


def _record(source: Source) -> ResponseRecord | None:
    row = source.register
    if row is None:
        return None
    return ResponseRecord(
        respondents=row.respondents,
        case_number=row.case_number,
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
