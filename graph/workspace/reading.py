"""From one response file to what the state keeps of it: its text, its canonical quads and its record.

It runs in the building process or in one of its workers, so everything it takes and gives can be pickled. It must not know which
files are read, nor in what order.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from remissgraf.atomic import write_atomic
from remissgraf.errors import ReadError, WorkspaceError
from remissgraf.graph.canonical import write_canonical
from remissgraf.graph.readers.guard import Inside
from remissgraf.graph.workspace.process import Setting, process
from remissgraf.graph.workspace.sources import Source, hash_file
from remissgraf.graph.workspace.state import FileRecord, Problem, State

__all__ = ["Task", "failed", "read_source"]


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read. basis: hash of everything, its own bytes aside, that its quads follow from."""

    source: Source
    basis: str


def read_source(task: Task, setting: Setting, state: State) -> FileRecord:
    """Read, extract and describe one file and keep what it gave; a file that cannot be read gives a record with the problem.

    Raises WorkspaceError where the state cannot be written.
    """
    source, cid = task.source, task.source.consultation.id
    try:
        sha256 = hash_file(source.path, Inside(setting.root))
    except (OSError, ReadError):
        # The reader says why, in the same words as for a single file.
        sha256 = ""
    try:
        found = process(source, setting)
    except ReadError as error:
        return failed(task, Problem(error.message, error.remedy, error.code), sha256)
    text = state.text_path(cid, found.response)
    text.parent.mkdir(parents=True, exist_ok=True)
    stored = found.text.encode("utf-8")
    # The record has its hash, so that a build tells a text that a power cut spoiled.
    write_atomic(text, stored, error=WorkspaceError, durable=False)
    digest = write_canonical(state.canonical, f"{cid}-{found.response}", found.nquads)
    return FileRecord(
        path=source.name,
        consultation=cid,
        response=found.response,
        sha256=sha256,
        basis=task.basis,
        canonical=digest.path.name,
        text_sha256=hashlib.sha256(stored).hexdigest(),
        statements=found.statements,
        warnings=found.warnings,
        references=found.references,
        private=found.private,
        likeness=found.likeness,
        counted=found.counted,
    )


def failed(task: Task, problem: Problem, sha256: str = "") -> FileRecord:
    """The record of a file that gave nothing. sha256: of its bytes, "" where they were not read."""
    source = task.source
    return FileRecord(
        source.name, source.consultation.id, source.response, sha256, task.basis, problem=problem
    )
