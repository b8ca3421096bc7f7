"""Building a workspace: reads what is new, keeps what is not, assembles the graph, and changes over only when it stands whole and valid.

The order of writing makes a build that dies harmless: texts and canonical quads under names of their own content, then the record,
then a new store beside the old one, last the file `current`. What a dead build left is used or swept away by the next.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from remissgraf.errors import ReadError, WorkspaceError
from remissgraf.graph.canonical import read_canonical, write_canonical
from remissgraf.graph.describe import Resemblance
from remissgraf.graph.readers.guard import Inside
from remissgraf.graph.workspace.background import Background, background
from remissgraf.graph.workspace.config import WorkspaceConfig, load_config
from remissgraf.graph.workspace.forgotten import load_forgotten
from remissgraf.graph.workspace.generation import Counts, assemble, whole
from remissgraf.graph.workspace.reading import Task, read_source
from remissgraf.graph.workspace.resemblance import kept_resemblance, warnings
from remissgraf.graph.workspace.sources import Source, basis, find_sources, hash_file, program, shared_basis
from remissgraf.graph.workspace.state import FileRecord, Problem, State
from remissgraf.graph.workspace.vocabulary import load_vocabulary
from remissgraf.graph.workspace.workers import CRASHED, read_in_workers

__all__ = ["BuildReport", "build"]

# The record is saved this often (seconds), so that a build that dies has not read in vain.
_SAVE_EVERY: Final = 5.0
# At least this many times as long passes between two savings as the last one took.
_SAVING_PART: Final = 20.0
# Files: a worker takes as long to start as it takes to read this many.
_WORTH_A_WORKER: Final = 25

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


def build(root: Path, *, jobs: int = 1, progress: Progress = lambda done, total, name: None) -> BuildReport:
    """Bring the graph of the workspace in `root` up to date.

    jobs: processes that read files, at most; few files are read in this one. More than one needs a caller whose main module can be
    imported, as the standard library's multiprocessing does.
    The result is the same, byte for byte, as of a build from nothing in one process. Files that cannot be read are in the report and
    leave the graph.
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
        forgotten = load_forgotten(config.root).contents
        if forgotten:
            inside = Inside(config.root)
            sources = [source for source in sources if not _is_among(forgotten, source, inside)]
        records = _read_all(config, state, shared, sources, before, jobs, progress)
        relations = [shared.relations(c.id, records.values()) for c in config.consultations]
        replaced = {
            (c.id, response)
            for c, one in zip(config.consultations, relations, strict=True)
            for response in one.replaced
        }
        resemblance = kept_resemblance(
            (
                replace(record, counted=False)
                if (record.consultation, record.response) in replaced
                else record
                for record in records.values()
            ),
            state.resemblance,
        )
        try:
            counts = _assemble(config, state, shared, records, resemblance)
        except WorkspaceError as error:
            if error.code != "workspace.damaged":
                raise
            # Damage from outside: what is damaged is taken away, so its files are read again.
            _remove_damaged(state, records)
            records = _read_all(config, state, shared, sources, records, jobs, progress)
            counts = _assemble(config, state, shared, records, resemblance)
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
            *(warning for one in relations for warning in one.warnings),
            *warnings(resemblance, good),
        ),
        seconds=time.monotonic() - started,
    )


def _read_all(
    config: WorkspaceConfig,
    state: State,
    shared: Background,
    sources: Sequence[Source],
    before: Mapping[str, FileRecord],
    jobs: int,
    progress: Progress,
) -> dict[str, FileRecord]:
    """The records of all sources, in their order: those of `before` that still hold, the others read anew."""
    shared_bases = {c.id: shared_basis(config, c) for c in config.consultations}
    records: dict[str, FileRecord] = {}
    tasks: list[Task] = []
    there = _There(config.root, state)
    for source in sources:
        task = Task(source, basis(shared_bases[source.consultation.id], source))
        old = before.get(source.name)
        if old is not None and there.holds(old, task):
            records[source.name] = old
        else:
            tasks.append(task)
    # A file that ended its process before must not end the build.
    isolated = any(old.problem and old.problem.code in CRASHED for old in before.values())
    saving = _Saving(state, before)
    progress(len(records), len(sources), "")
    try:
        for record in _records(tasks, shared, state, jobs, isolated=isolated):
            records[record.path] = record
            progress(len(records), len(sources), record.path)
            saving.now_and_then(records)
    except BaseException:
        # What was read is not read again, whatever stopped the build; a full disk may be just that.
        with contextlib.suppress(WorkspaceError):
            saving.save(records)
        raise
    records = {source.name: records[source.name] for source in sources}
    if records != before:
        state.save(records)
    return records


def _records(
    tasks: Sequence[Task], shared: Background, state: State, jobs: int, *, isolated: bool
) -> Iterator[FileRecord]:
    """The tasks' records in any order. Few files are read in this process, unless they must be isolated from it."""
    workers = min(jobs, len(tasks) // _WORTH_A_WORKER)
    if workers > 1 or (isolated and tasks):
        yield from read_in_workers(tasks, shared.settings, state, jobs=max(workers, 1))
        return
    for task in tasks:
        yield read_source(task, shared.settings[task.source.consultation.id], state)


class _Saving:
    """Saves the record of a long build from time to time, with what is not looked at yet as it was before."""

    def __init__(self, state: State, before: Mapping[str, FileRecord]) -> None:
        self._state, self._before = state, before
        self._next = time.monotonic() + _SAVE_EVERY

    def now_and_then(self, records: Mapping[str, FileRecord]) -> None:
        started = time.monotonic()
        if started >= self._next:
            self.save(records)
            # A long record is saved more seldom, so that saving never takes a large part of the time.
            now = time.monotonic()
            self._next = now + max(_SAVE_EVERY, _SAVING_PART * (now - started))

    def save(self, records: Mapping[str, FileRecord]) -> None:
        self._state.save({**self._before, **records})


def _is_among(contents: frozenset[str], source: Source, inside: Inside) -> bool:
    try:
        return hash_file(source.path, inside) in contents
    except (OSError, ReadError):
        # The reader will say why it cannot be read.
        return False


class _There:
    """What is there of the files and of what was made of them, to tell whether records of an earlier build hold."""

    def __init__(self, root: Path, state: State) -> None:
        self._inside = Inside(root)
        self._state = state
        self._canonical = state.canonical_names()

    def holds(self, old: FileRecord, task: Task) -> bool:
        """Whether the bytes and the setting are the same, the text is unaltered and the canonical quads are there."""
        if old.basis != task.basis or (old.problem and old.problem.code in CRASHED):
            return False
        try:
            if hash_file(task.source.path, self._inside) != old.sha256:
                return False
            if old.canonical is None:
                return True
            text = self._state.text_path(old.consultation, old.response)
            return old.canonical in self._canonical and hash_file(text, self._inside) == old.text_sha256
        except (OSError, ReadError):
            return False


def _assemble(
    config: WorkspaceConfig,
    state: State,
    shared: Background,
    records: dict[str, FileRecord],
    resemblance: Resemblance,
) -> Counts:
    """A store of all graphs, in use when it is done; one that stands whole already is not made again."""
    good = [record for record in records.values() if record.canonical]
    background_files = {
        write_canonical(state.canonical, name, nquads).path.name
        for name, nquads in shared.graphs(records.values(), resemblance).items()
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
