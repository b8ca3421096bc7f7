"""Queries under limits: processes of their own answer them from the read-only store, and are killed where it takes too long or too much.

The store's engine has no time-out and hears no signal while it counts, so nothing less than ending its process stops it. A worker reads one
finished generation; a build that takes another into use meanwhile does not disturb it. This module knows processes and limits, not
what is asked nor how answers travel.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING, Final, TypeVar, cast

from remissgraf.errors import QueryError, RemissgrafError
from remissgraf.graph.store import OxigraphStore
from remissgraf.queries.result import Answer, Result, Row, collect
from remissgraf.queries.run import ask
from remissgraf.queries.wire import rows_of, send

if TYPE_CHECKING:
    from multiprocessing.context import SpawnContext
    from multiprocessing.process import BaseProcess

    from remissgraf.graph.stores.interface import Answer as Found
    from remissgraf.queries.library import Query

__all__ = ["Limits", "Pool", "asked", "become_worker", "counted", "run_limited", "too_many"]

Item = TypeVar("Item")

_MEMORY: Final = 4 << 30
# A forked child has all modules at once; elsewhere a new interpreter reads them again (a third of a second). A program with
# threads must not be forked, so the workers of a pool are forked from a process that has none.
_ONCE: Final = "fork" if sys.platform == "linux" else "spawn"
_KEPT: Final = "forkserver" if sys.platform == "linux" else "spawn"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take; None is without limit.

    seconds: wall time from the question to the last row read. rows: of the answer. memory: bytes of the process's own data (Linux only).
    """

    seconds: float | None = 60.0
    rows: int | None = 1_000_000
    memory: int | None = _MEMORY


def run_limited(
    store: Path,
    query: Query | str,
    parameters: Mapping[str, str] | None = None,
    *,
    limit: int | None = None,
    limits: Limits,
) -> Result:
    """`run.run` under limits. limit: as there, and more rows than that are no error.

    Raises what `run` raises, and QueryError "query.timeout", "query.rows", "query.memory".
    """
    with asked(store, query, parameters, limits=limits) as found:
        return collect(found, limit)


@contextmanager
def asked(
    store: Path, query: Query | str, parameters: Mapping[str, str] | None = None, *, limits: Limits
) -> Iterator[Answer]:
    """The answer while a worker finds it; the worker is gone when the block ends, however it ends.

    store: the folder of a store on disk. Raises as `run_limited` does, also while rows are read.
    """
    worker = _Worker(store, limits.memory, _ONCE)
    try:
        yield worker.ask(query, parameters, limits)
    finally:
        worker.end()


class Pool:
    """Workers that stay on one store from question to question, for many threads to ask. One that was stopped is replaced at once."""

    def __init__(self, store: Path, size: int, *, memory: int | None = _MEMORY) -> None:
        """store: as of `asked`. size: how many questions are answered at once; others wait. memory: as of `Limits`, for each worker."""
        self._store = store
        self._memory = memory
        self._closed = False
        self._free: LifoQueue[_Worker] = LifoQueue()
        for _ in range(size):
            self._free.put(self._new())

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def asked(
        self, query: Query | str, parameters: Mapping[str, str] | None = None, *, limits: Limits
    ) -> Iterator[Answer]:
        """As `asked`, with a worker of the pool; `limits.memory` is not looked at.

        Raises QueryError "query.busy" besides, where every worker has been at work for `limits.seconds`.
        """
        try:
            worker = self._free.get(timeout=limits.seconds)
        except Empty:
            raise QueryError(
                f"no query of others came to its end in {limits.seconds:g} seconds",
                remedy="try again in a while",
                code="query.busy",
            ) from None
        try:
            if not worker.ready:
                # It died while it had nothing to do.
                worker.end()
                worker = self._new()
            yield worker.ask(query, parameters, limits)
        finally:
            if not worker.ready:
                worker.end()
                worker = self._new()
            self._free.put(worker)
            if self._closed:
                self.close()

    def close(self) -> None:
        """End the workers; one that answers a question ends after it."""
        self._closed = True
        while not self._free.empty():
            try:
                self._free.get_nowait().end()
            except Empty:
                return

    def _new(self) -> _Worker:
        return _Worker(self._store, self._memory, _KEPT)


class _Worker:
    """A process with the store open, that answers one question after the other."""

    def __init__(self, store: Path, memory: int | None, method: str) -> None:
        # Typed as the one that every system has; all make processes in the same way.
        context = cast("SpawnContext", multiprocessing.get_context(method))
        if method == "forkserver":
            context.set_forkserver_preload([__name__])
        self._here, there = context.Pipe()
        self._process: BaseProcess = context.Process(target=_work, args=(there, store, memory), daemon=True)
        self._process.start()
        there.close()
        self._answering = False

    @property
    def ready(self) -> bool:
        """Whether it can be asked: it lives, and its last answer was read to the end."""
        return not self._answering and self._process.is_alive()

    def ask(self, query: Query | str, parameters: Mapping[str, str] | None, limits: Limits) -> Answer:
        """The answer while it is being found. Raises as `asked` does."""
        deadline = None if limits.seconds is None else time.monotonic() + limits.seconds
        self._answering = True
        try:
            self._here.send((query, dict(parameters or {})))
        except BrokenPipeError:
            raise self._died(limits) from None
        head = self._received(self._here.recv, deadline, limits)
        if isinstance(head, Answer) and head.kind != "truth":
            rows = rows_of(head, self._pieces(deadline, limits))
            return Answer(head.kind, head.columns, counted(rows, limits.rows))
        self._answering = False
        if isinstance(head, RemissgrafError):
            raise head
        assert isinstance(head, Answer), head
        return head

    def _pieces(self, deadline: float | None, limits: Limits) -> Iterator[bytes]:
        """The pieces of an answer; an error that ended it is raised."""
        while piece := self._received(self._here.recv_bytes, deadline, limits):
            yield piece
        ended = self._received(self._here.recv, deadline, limits)
        self._answering = False
        if ended is not None:
            raise ended

    def _received(self, receive: Callable[[], Item], deadline: float | None, limits: Limits) -> Item:
        if not self._here.poll(None if deadline is None else max(deadline - time.monotonic(), 0.0)):
            raise QueryError(
                f"the query was stopped: it took longer than {limits.seconds:g} seconds",
                remedy="ask for less (a LIMIT, a narrower pattern), or give it more time: --timeout SECONDS, 0 for no limit",
                code="query.timeout",
            )
        try:
            return receive()
        except (EOFError, ConnectionResetError):
            raise self._died(limits) from None

    def _died(self, limits: Limits) -> QueryError:
        self._process.join()
        allowed = "" if limits.memory is None else f" (it may use {limits.memory / (1 << 30):.1f} GB)"
        return QueryError(
            f"the query's process ended by itself with status {self._process.exitcode}: most likely it ran out of memory{allowed}",
            remedy="ask for less: sorting, grouping and DISTINCT keep all that they see in memory",
            code="query.memory",
        )

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self._here.close()


def counted(rows: Iterator[Row], most: int | None) -> Iterator[Row]:
    """The rows. Raises QueryError "query.rows" where there are more than `most`."""
    for count, row in enumerate(rows):
        if count == most:
            raise too_many(count)
        yield row


def too_many(most: int) -> QueryError:
    """The error for an answer of more rows than that."""
    return QueryError(
        f"the answer has more than {most:,} rows".replace(",", "\u202f"),
        remedy="ask for less (a LIMIT, a narrower pattern), or for the first ones only: --limit N",
        code="query.rows",
    )


def _work(there: Connection, store: Path, memory: int | None) -> None:
    """A worker's life: the store opened, then one question after the other."""
    become_worker(memory)

    @cache
    def opened() -> OxigraphStore:
        return OxigraphStore.open_read_only(store)

    def found(query: Query | str, parameters: dict[str, str]) -> Found:
        return ask(opened(), query, parameters)

    # Before anybody asks; who asks is told why it cannot be opened.
    with suppress(RemissgrafError):
        opened()
    try:
        while True:
            send(there, partial(found, *there.recv()))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        # The parent has what it wanted.
        pass


def become_worker(memory: int | None) -> None:
    """Make this process one that may be killed at any time and takes no more memory than its share. To be called first in it."""
    # The parent hears Ctrl-C and ends this process; when the parent itself is killed, the pipe to it says so.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    # What the engine prints when it runs out of memory says less than the parent will; Python's own words still reach the terminal.
    sys.stderr = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="backslashreplace")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    faulthandler.disable()
    _limit_memory(memory)


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _limit_memory(memory: int | None) -> None:
    if memory is None or sys.platform != "linux":
        return
    # Imported here: other systems do not have it.
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(
        resource.RLIMIT_DATA, (memory if most == resource.RLIM_INFINITY else min(memory, most), most)
    )
