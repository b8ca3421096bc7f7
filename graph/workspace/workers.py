"""Worker processes that read files side by side, each file in one worker at a time.

Every worker has a pipe of its own, so that the parent knows which file a worker that died or hangs was reading: an executor of the
standard library loses all files in flight with the first dead worker. A worker gets the next file when it has given back the last
one, so that neither tasks nor results pile up; what a file gave is written by the worker and only its record travels.
This module must not know what reading means, but for its errors.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from typing import Final

from remissgraf.errors import RemissgrafError, WorkspaceError
from remissgraf.graph.workspace.process import Setting
from remissgraf.graph.workspace.reading import Task, failed, read_source
from remissgraf.graph.workspace.state import FileRecord, Problem, State

__all__ = ["CRASHED", "TIME_LIMIT", "collect_seldom", "read_in_workers", "usable_cores"]

# Seconds for one file. The slowest real document seen takes a hundredth of it; what takes longer was made to.
TIME_LIMIT: Final = 600.0
# Codes of problems that may be the machine's and not the file's: the next build tries again.
CRASHED: Final = frozenset({"read.crashed", "read.time"})
_ATTEMPTS: Final = 2
_BURIAL: Final = 5.0

# What a worker gives back: None when it runs and None when it is set up, then a record or an error a file.
_Answer = FileRecord | RemissgrafError | OSError | None


def usable_cores() -> int:
    """The processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def collect_seldom() -> None:
    """Have this process look for circles of garbage seldom: for one that builds and ends.

    The rules of extraction are a million objects that stay, and are gone through each time: half of the time to make them, and a tenth
    of reading a file.
    """
    gc.set_threshold(100_000, 50, 100)


def read_in_workers(
    tasks: Iterable[Task],
    settings: Mapping[str, Setting],
    state: State,
    *,
    jobs: int,
    limit: float = TIME_LIMIT,
) -> Iterator[FileRecord]:
    """The records of the tasks, in the order in which they are done. settings: by consultation id; limit: seconds a file.

    A file whose worker dies is tried once more at the end; then it, or one that takes longer than the limit, gets a record with a
    problem of a code in CRASHED. Workers are ended when the iterator is exhausted or closed.
    Raises what `read_source` raises, and WorkspaceError "workspace.workers" where no worker can be started.
    """
    waiting = deque((task, 1) for task in tasks)
    pool: dict[Connection, _Worker] = {}
    try:
        while waiting or pool:
            while len(pool) < jobs and sum(worker.task is None for worker in pool.values()) < len(waiting):
                worker = _Worker()
                pool[worker.pipe] = worker
            deadlines = [worker.deadline for worker in pool.values() if worker.task]
            patience = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
            for pipe in wait(list(pool), timeout=patience):
                assert isinstance(pipe, Connection)
                worker = pool[pipe]
                try:
                    answer = worker.receive()
                except (EOFError, ConnectionError):
                    del pool[pipe]
                    worker.end(patience=_BURIAL)
                    if worker.task is None:
                        raise _not_started(worker) from None
                    if worker.attempt < _ATTEMPTS:
                        waiting.append((worker.task, worker.attempt + 1))
                    else:
                        yield failed(worker.task, worker.death())
                    continue
                if isinstance(answer, RemissgrafError | OSError):
                    raise answer
                if not worker.is_set_up:
                    worker.set_up(settings, state)
                elif waiting:
                    worker.give(*waiting.popleft(), limit)
                else:
                    del pool[pipe]
                    worker.end()
                if answer is not None:
                    yield answer
            for worker in [worker for worker in pool.values() if worker.late]:
                del pool[worker.pipe]
                worker.end()
                assert worker.task is not None
                yield failed(worker.task, _too_slow(limit))
    finally:
        for worker in pool.values():
            worker.end()


class _Worker:
    """One process with its pipe and the file that it has. It is sent something only when it has answered, and so is listening."""

    def __init__(self) -> None:
        # Started anew and not forked: the parent may have threads (progress, the store), and all systems can do it.
        context = multiprocessing.get_context("spawn")
        self.pipe, far = context.Pipe()
        # Nothing large goes with the start: a process that dies before it has read that would leave the parent waiting for ever.
        self._process = context.Process(target=_work, args=(far,), daemon=True)
        self.is_set_up = False
        self.task: Task | None = None
        self.attempt = 0
        self.deadline = 0.0
        with _interrupt_ignored():
            self._process.start()
        # Only the worker may hold the far end, so that its death closes the pipe.
        far.close()

    def set_up(self, settings: Mapping[str, Setting], state: State) -> None:
        self.is_set_up = True
        self._send((dict(settings), state))

    def give(self, task: Task, attempt: int, limit: float) -> None:
        self.task, self.attempt, self.deadline = task, attempt, time.monotonic() + limit
        self._send(task)

    def _send(self, what: object) -> None:
        # It may have died while it waited; receiving tells so, and the file is tried again.
        with suppress(ConnectionError):
            self.pipe.send(what)

    def receive(self) -> _Answer:
        answer: _Answer = self.pipe.recv()
        return answer

    @property
    def late(self) -> bool:
        return self.task is not None and time.monotonic() >= self.deadline and not self.pipe.poll()

    def end(self, *, patience: float = 0.0) -> None:
        """patience: seconds to wait for a worker that is ending by itself, whose exit status is wanted."""
        self._process.join(patience)
        self._process.kill()
        self._process.join()
        self.pipe.close()

    def death(self) -> Problem:
        code = self._process.exitcode or 0
        how = signal.Signals(-code).name if -code in set(signal.Signals) else f"exit status {code}"
        return Problem(
            f"the process that read it died ({how})",
            "It may be damaged, or need more memory than there is. The next build tries again.",
            code="read.crashed",
        )


def _work(pipe: Connection) -> None:
    """The life of a worker: settings and state in, then files in and records out, until the pipe closes."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    collect_seldom()
    try:
        pipe.send(None)
        setup: tuple[Mapping[str, Setting], State] = pipe.recv()
        settings, state = setup
        pipe.send(None)
        while True:
            task: Task = pipe.recv()
            answer: _Answer
            try:
                answer = read_source(task, settings[task.source.consultation.id], state)
            except (RemissgrafError, OSError) as error:
                answer = error
            pipe.send(answer)
    except (EOFError, ConnectionError):
        return


def _end_with_parent() -> None:
    """An orphan must not write beside the next build."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)


@contextmanager
def _interrupt_ignored() -> Iterator[None]:
    """What is started inside never hears Ctrl-C, which a terminal sends to all: the parent ends its workers itself."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _not_started(worker: _Worker) -> WorkspaceError:
    return WorkspaceError(
        f"no process to read files in could be started: {worker.death().message}",
        remedy="Read them in one process: remissgraf build --jobs 1",
        code="workspace.workers",
    )


def _too_slow(limit: float) -> Problem:
    return Problem(
        f"reading it took longer than {limit:.0f} s and was stopped",
        "Split it, or take out what is no text. The next build tries again.",
        code="read.time",
    )
