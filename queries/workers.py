"""Queries under limits: each runs in a process of its own on the read-only store, and is killed where it takes too long or too much.

The store's engine has no time-out and hears no signal while it counts, so nothing less than ending its process stops it. A worker reads one
finished generation; a build that takes another into use meanwhile does not disturb it. This module knows processes and limits, not
what is asked.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from remissgraf.errors import QueryError, RemissgrafError
from remissgraf.graph.store import OxigraphStore
from remissgraf.queries.result import Answer, Result, Row, collect
from remissgraf.queries.run import answer

if TYPE_CHECKING:
    from multiprocessing.context import SpawnContext
    from multiprocessing.process import BaseProcess

    from remissgraf.queries.library import Query

__all__ = ["Limits", "asked", "counted", "run_limited"]

_BATCH: Final = 1_000
# A forked child has all modules at once; elsewhere a new interpreter reads them again (a third of a second).
_METHOD: Final = "fork" if sys.platform == "linux" else "spawn"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take; None is without limit.

    seconds: wall time from the question to the last row read. rows: of the answer. memory: bytes of the process's own data (Linux only).
    """

    seconds: float | None = 60.0
    rows: int | None = 1_000_000
    memory: int | None = 4 << 30


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
    deadline = None if limits.seconds is None else time.monotonic() + limits.seconds
    # Typed as the one that every system has; both make processes in the same way.
    context = cast("SpawnContext", multiprocessing.get_context(_METHOD))
    here, there = context.Pipe(duplex=False)
    process = context.Process(
        target=_work, args=(there, store, query, dict(parameters or {}), limits.memory), daemon=True
    )
    process.start()
    there.close()
    try:
        with closing(here):
            messages = _messages(here, process, deadline, limits)
            head = next(messages)
            assert isinstance(head, Answer), head
            yield Answer(head.kind, head.columns, counted(messages, limits.rows), head.truth)
    finally:
        process.kill()
        process.join()
        process.close()


def counted(batches: Iterator[object], most: int | None) -> Iterator[Row]:
    """The rows of lists of rows. Raises QueryError "query.rows" where there are more than `most`."""
    count = 0
    for batch in batches:
        assert isinstance(batch, list), batch
        count += len(batch)
        if most is not None and count > most:
            raise QueryError(
                f"the answer has more than {most:,} rows".replace(",", "\u202f"),
                remedy="ask for less (a LIMIT, a narrower pattern), or for the first ones only: --limit N",
                code="query.rows",
            )
        yield from batch


def _messages(
    here: Connection, process: BaseProcess, deadline: float | None, limits: Limits
) -> Iterator[object]:
    """What the worker sends until its end; an error that it sends is raised."""
    while True:
        left = None if deadline is None else max(deadline - time.monotonic(), 0.0)
        if not here.poll(left):
            raise QueryError(
                f"the query was stopped: it took longer than {limits.seconds:g} seconds",
                remedy="ask for less (a LIMIT, a narrower pattern), or give it more time: --timeout SECONDS, 0 for no limit",
                code="query.timeout",
            )
        try:
            message = here.recv()
        except EOFError:
            process.join()
            raise _died(process.exitcode, limits) from None
        if message is None:
            return
        if isinstance(message, RemissgrafError):
            raise message
        yield message


def _died(status: int | None, limits: Limits) -> QueryError:
    allowed = "" if limits.memory is None else f" (it may use {limits.memory / (1 << 30):.1f} GB)"
    return QueryError(
        f"the query's process ended by itself with status {status}: most likely it ran out of memory{allowed}",
        remedy="ask for less: sorting, grouping and DISTINCT keep all that they see in memory",
        code="query.memory",
    )


def _work(
    there: Connection, store: Path, query: Query | str, parameters: dict[str, str], memory: int | None
) -> None:
    """The worker's life: one question, its answer in batches, then None; or an error in their place."""
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
    try:
        found = answer(OxigraphStore.open_read_only(store), query, parameters)
        there.send(Answer(found.kind, found.columns, truth=found.truth))
        while batch := list(islice(found.rows, _BATCH)):
            there.send(batch)
        there.send(None)
    except RemissgrafError as error:
        there.send(error)
    except BrokenPipeError:
        # The parent has what it wanted.
        pass


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
