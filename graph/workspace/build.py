"""Building a workspace: reads what is new, keeps what is not, assembles the graph, and changes over only when it stands whole and valid.

The order of writing makes a build that dies harmless: texts and canonical quads under names of their own content, then the record,
then a new store beside the old one, last the file `current`. What a dead build left is used or swept away by the next.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from remissgraf.atomic import write_atomic
from remissgraf.errors import ReadError, WorkspaceError
from remissgraf.graph.canonical import read_canonical, write_canonical
from remissgraf.graph.workspace.background import Background, background
from remissgraf.graph.workspace.config import WorkspaceConfig, load_config
from remissgraf.graph.workspace.generation import Counts, assemble, whole
from remissgraf.graph.workspace.process import Processed, process
from remissgraf.graph.workspace.sources import Source, basis, find_sources, hash_file, program, shared_basis
from remissgraf.graph.workspace.state import FileRecord, Problem, State
from remissgraf.graph.workspace.vocabulary import load_vocabulary

__all__ = ["BuildReport", "build"]

# The record is saved this often, so that a build that dies has not read in vain.
_SAVE_EVERY: Final = 5.0

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. problems, warnings: (file, what). seconds: wall time."""

    root: Path
    responses: int
    statements: int
    asserted: int
    inferred: int
    read: int
    reused: int
    removed: int
    problems: tuple[tuple[str, Problem], ...]
    warnings: tuple[tuple[str, str], ...]
    seconds: float


def build(root: Path, *, progress: Progress = lambda done, total, name: None) -> BuildReport:
    """Bring the graph of the workspace in `root` up to date.

    The result is the same as of a build from nothing. Files that cannot be read are in the report and leave the graph.
    Raises ConfigError for mistakes in the workspace's own files, WorkspaceError "workspace.locked" where another build runs and
    "workspace.invalid" where the graph breaks its shapes or contradicts itself; the graph in use stays in use then.
    """
    started = time.monotonic()
    config = load_config(root)
    state = State(config.state)
    with state.lock():
        state.prepare()
        before = state.load()
        vocabulary = load_vocabulary(config)
        shared = background(config, vocabulary)
        sources = [
            source
            for consultation in config.consultations
            for source in find_sources(config, consultation, vocabulary)
        ]
        records = _read_all(config, state, shared, sources, before, progress)
        try:
            counts = _assemble(config, state, shared, records)
        except WorkspaceError as error:
            if error.code != "workspace.damaged":
                raise
            # Damage from outside: what is damaged is taken away, so its files are read again.
            _remove_damaged(state, records)
            records = _read_all(config, state, shared, sources, records, progress)
            counts = _assemble(config, state, shared, records)
    read = sum(record is not before.get(name) for name, record in records.items())
    good = [record for record in records.values() if record.problem is None]
    return BuildReport(
        root=config.root,
        responses=len(good),
        statements=sum(record.statements for record in good),
        asserted=counts.asserted,
        inferred=counts.inferred,
        read=read,
        reused=len(records) - read,
        removed=len(set(before) - set(records)),
        problems=tuple((name, record.problem) for name, record in records.items() if record.problem),
        warnings=(
            *shared.warnings,
            *((name, text) for name, record in records.items() for text in record.warnings),
        ),
        seconds=time.monotonic() - started,
    )


def _read_all(
    config: WorkspaceConfig,
    state: State,
    shared: Background,
    sources: Iterable[Source],
    before: dict[str, FileRecord],
    progress: Progress,
) -> dict[str, FileRecord]:
    sources = list(sources)
    shared_bases = {c.id: shared_basis(config, c) for c in config.consultations}
    records: dict[str, FileRecord] = {}
    saved = time.monotonic()
    for done, source in enumerate(sources):
        progress(done, len(sources), source.name)
        wanted = basis(shared_bases[source.consultation.id], source)
        old = before.get(source.name)
        records[source.name] = _unchanged(config.root, state, old, source, wanted) or _read(
            state, shared, source, wanted
        )
        if time.monotonic() - saved > _SAVE_EVERY:
            # What is not looked at yet keeps its old record.
            state.save({**before, **records})
            saved = time.monotonic()
    progress(len(sources), len(sources), "")
    state.save(records)
    return records


def _unchanged(
    root: Path, state: State, old: FileRecord | None, source: Source, wanted: str
) -> FileRecord | None:
    """The old record where it still holds: the same bytes, the same setting, its text unaltered and its canonical quads there."""
    if old is None or old.basis != wanted:
        return None
    try:
        if hash_file(source.path, root) != old.sha256:
            return None
        if old.canonical is None:
            return old
        text = state.text_path(old.consultation, old.response)
        stands = (state.canonical / old.canonical).is_file() and hash_file(text, root) == old.text_sha256
    except (OSError, ReadError):
        return None
    return old if stands else None


def _read(state: State, shared: Background, source: Source, wanted: str) -> FileRecord:
    try:
        sha256 = hash_file(source.path, shared.config.root)
    except (OSError, ReadError):
        # The reader says why, in the same words as for a single file.
        sha256 = ""
    cid = source.consultation.id
    try:
        found: Processed = process(source, shared.settings[cid])
    except ReadError as error:
        problem = Problem(error.message, error.remedy, error.code)
        return FileRecord(source.name, cid, source.response, sha256, wanted, problem=problem)
    text = state.text_path(cid, source.response)
    text.parent.mkdir(parents=True, exist_ok=True)
    stored = found.text.encode("utf-8")
    write_atomic(text, stored, error=WorkspaceError)
    digest = write_canonical(state.canonical, f"{cid}-{source.response}", found.nquads)
    return FileRecord(
        path=source.name,
        consultation=cid,
        response=source.response,
        sha256=sha256,
        basis=wanted,
        canonical=digest.path.name,
        text_sha256=hashlib.sha256(stored).hexdigest(),
        statements=found.statements,
        warnings=found.warnings,
        references=found.references,
        private=found.private,
    )


def _assemble(
    config: WorkspaceConfig, state: State, shared: Background, records: dict[str, FileRecord]
) -> Counts:
    """A store of all graphs, in use when it is done; one that stands whole already is not made again."""
    good = [record for record in records.values() if record.canonical]
    background_files = {
        write_canonical(state.canonical, name, nquads).path.name
        for name, nquads in shared.graphs(good).items()
    }
    files = sorted(background_files | {record.canonical for record in good if record.canonical})
    generation = hashlib.sha256("\n".join([program(), *files]).encode()).hexdigest()[:32]
    target = state.stores / generation
    counts = whole(target)
    if counts is None:
        scratch = state.scratch()
        current = state.current()
        # What goes under the same name was found damaged.
        before = state.stores / current if current and current != generation else None
        counts = assemble(scratch, [state.canonical / name for name in files], config, before=before)
        shutil.rmtree(target, ignore_errors=True)
        scratch.rename(target)
    if state.current() != generation:
        state.switch(generation)
    state.sweep(records, frozenset(background_files))
    return counts


def _remove_damaged(state: State, records: dict[str, FileRecord]) -> None:
    for record in records.values():
        if record.canonical:
            path = state.canonical / record.canonical
            try:
                read_canonical(path)
            except WorkspaceError:
                path.unlink(missing_ok=True)
