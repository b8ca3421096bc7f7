"""Queries under limits: processes of their own answer them from the read-only store, and are killed where it takes too long or too much.

A worker reads one finished generation; a build that takes another into use meanwhile does not disturb it. This module knows questions and
limits and waits in threads; `processes` starts and ends the workers, `wire` carries the answers.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING, Literal, TypeVar

from remissgraf.errors import QueryError, RemissgrafError
from remissgraf.graph.store import OxigraphStore
from remissgraf.queries.processes import MEMORY, Worker, out_of_memory, out_of_time, serve_pipe
from remissgraf.queries.result import Answer, Result, Row, collect
from remissgraf.queries.run import ask
from remissgraf.queries.wire import rows_of, send

if TYPE_CHECKING:
    from remissgraf.graph.stores.interface import Answer as Found
    from remissgraf.queries.library import Query

__all__ = ["Limits", "Pool", "asked", "counted", "run_limited", "too_many"]

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take; None is without limit.

    seconds: wall time from the question to the last row read. rows: of the answer. memory: bytes of the process's own data (Linux only).
    """

    seconds: float | None = 60.0
    rows: int | None = 1_000_000
    memory: int | None = MEMORY


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
    worker = _Worker(store, limits.memory, "once")
    try:
        yield worker.ask(query, parameters, limits)
    finally:
        worker.let_go()
        worker.end()


class Pool:
    """Workers that stay on one store from question to question, for many threads to ask. One that was stopped is replaced at once."""

    def __init__(self, store: Path, size: int, *, memory: int | None = MEMORY) -> None:
        """store: as of `asked`. size: how many questions are answered at once; others wait. memory: as of `Limits`, for each worker.

        Raises QueryError "query.process" where the system gives no process.
        """
        self._store = store
        self._memory = memory
        self._closed = False
        # None: a place whose worker is to be started by who asks next.
        self._free: LifoQueue[_Worker | None] = LifoQueue()
        try:
            for _ in range(size):
                self._free.put(self._new())
        except QueryError:
            self.close()
            raise

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
            worker = self._living(worker)
            if worker is None:
                worker = self._new()
            yield worker.ask(query, parameters, limits)
        finally:
            if worker is not None:
                worker.let_go()
            worker = self._living(worker)
            if worker is None and not self._closed:
                # Where no process is to be had, whoever asks next is told so.
                with suppress(QueryError):
                    worker = self._new()
            self._free.put(worker)
            if self._closed:
                self.close()

    def close(self) -> None:
        """End the workers; one that answers a question ends after it."""
        self._closed = True
        while not self._free.empty():
            try:
                worker = self._free.get_nowait()
            except Empty:
                return
            if worker is not None:
                worker.end()

    def _living(self, worker: _Worker | None) -> _Worker | None:
        """The worker where it can be asked; else it is ended. One dies also while it has nothing to do."""
        if worker is None or worker.ready:
            return worker
        worker.end()
        return None

    def _new(self) -> _Worker:
        return _Worker(self._store, self._memory, "kept")


class _Worker:
    """A process with the store open, that answers one question after the other."""

    def __init__(self, store: Path, memory: int | None, kind: Literal["once", "kept"]) -> None:
        self._process = Worker(_work, store, memory, kind=kind, about=__name__)
        self._here = self._process.pipe
        self._answering = False
        self._rows: Generator[Row, None, None] | None = None

    @property
    def ready(self) -> bool:
        """Whether it can be asked: it lives, and its last answer was read to the end."""
        return not self._answering and self._process.alive

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
            self._rows = rows_of(head, self._pieces(deadline, limits))
            return Answer(head.kind, head.columns, counted(self._rows, limits.rows))
        self._answering = False
        if isinstance(head, RemissgrafError):
            raise head
        assert isinstance(head, Answer), head
        return head

    def let_go(self) -> None:
        """Read no more of the last answer. The engine's reader may only be dropped in the thread that made it, so not later, as garbage."""
        if self._rows is not None:
            self._rows.close()
            self._rows = None

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
            raise out_of_time(limits.seconds or 0.0, "give it more time: --timeout SECONDS, 0 for no limit")
        try:
            return receive()
        except (EOFError, ConnectionResetError):
            raise self._died(limits) from None

    def _died(self, limits: Limits) -> QueryError:
        status = self._process.wait()
        allowed = "" if limits.memory is None else f"; it may use {limits.memory / (1 << 30):.1f} GB"
        return out_of_memory(f" (status {status}{allowed})")

    def end(self) -> None:
        self._process.kill()
        self._process.bury()


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

    @cache
    def opened() -> OxigraphStore:
        return OxigraphStore.open_read_only(store)

    def found(query: Query | str, parameters: dict[str, str]) -> Found:
        return ask(opened(), query, parameters)

    def begin() -> Callable[[tuple[Query | str, dict[str, str]]], None]:
        # Before anybody asks; who asks is told why it cannot be opened.
        with suppress(RemissgrafError):
            opened()
        return lambda question: send(there, partial(found, *question))

    serve_pipe(there, memory, begin)
