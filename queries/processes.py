"""Worker processes: how one is started, given its share of memory, spoken to through a pipe, and ended; what both pools stand on.

The store's engine has no time-out and hears no signal while it counts, so nothing less than ending its process stops it. This module
knows processes and pipes, not what is asked, nor who waits for an answer and how (`workers` waits in threads, `server.pool` in an
event loop).
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from remissgraf.errors import QueryError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnContext
    from multiprocessing.process import BaseProcess

__all__ = ["MEMORY", "Worker", "out_of_memory", "out_of_time", "serve_pipe"]

# Bytes of data of its own that a worker may have.
MEMORY: Final = 4 << 30
# A forked child has all modules at once; elsewhere a new interpreter reads them again (a third of a second). A program with threads or
# with clients' connections must not be forked, so workers that stay are forked from a process that has none.
_METHODS: Final = {"once": "fork", "kept": "forkserver"} if sys.platform == "linux" else {}


class Worker:
    """A process of its own and this end of the pipe to it."""

    def __init__(
        self, life: Callable[..., None], *arguments: object, kind: Literal["once", "kept"], about: str
    ) -> None:
        """life: called in the process with its end of the pipe and the arguments, which are pickled where it is not forked from here.

        kind: "kept" for one that answers many questions in a program with threads or connections. about: the module that a kept
        one is likely to need, imported once for all of them.
        Raises QueryError "query.process" where the system gives no process.
        """
        method = _METHODS.get(kind, "spawn")
        # Typed as the one that every system has; all make processes in the same way.
        context = cast("SpawnContext", multiprocessing.get_context(method))
        if method == "forkserver":
            context.set_forkserver_preload([about])
        try:
            self.pipe, there = context.Pipe()
        except OSError as failure:
            raise _no_process(failure) from failure
        self._process: BaseProcess = context.Process(target=life, args=(there, *arguments), daemon=True)
        try:
            self._process.start()
        # EOFError: the process that workers are forked from ended meanwhile.
        except (OSError, EOFError) as failure:
            self.pipe.close()
            raise _no_process(failure) from failure
        finally:
            there.close()
        self.pid: int = self._process.pid or 0
        # Something to wait for: ready when the process has ended.
        self.sentinel: int = self._process.sentinel

    @property
    def alive(self) -> bool:
        """Whether it runs. Not to be asked after `bury`."""
        return self._process.is_alive()

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()

    def wait(self) -> int | None:
        """Wait until it has ended; its status."""
        self._process.join()
        return self._process.exitcode

    def bury(self) -> None:
        """Wait until it has ended, and leave nothing of it."""
        self._process.join()
        self._process.close()
        self.pipe.close()


def serve_pipe(pipe: Connection, memory: int | None, begin: Callable[[], Callable[[Any], None]]) -> None:
    """A worker's life, to be called first in it: what comes through the pipe is answered one by one, until nobody is at its other end.

    memory: bytes of data of its own that the process may have, None for any number (Linux only). begin: called once, gives what
    answers; that writes to the pipe itself.
    """
    _become_worker(memory)
    answer = begin()
    try:
        while True:
            answer(pipe.recv())
    except (EOFError, BrokenPipeError, ConnectionResetError):
        # The parent has what it wanted.
        pass


def _become_worker(memory: int | None) -> None:
    """Make this process one that may be killed at any time and takes no more memory than its share."""
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


def out_of_time(seconds: float, remedy: str) -> QueryError:
    """The error for a question whose worker was killed at its limit."""
    return QueryError(
        f"the query was stopped: it took longer than {seconds:g} seconds",
        remedy=f"ask for less (a LIMIT, a narrower pattern), or {remedy}",
        code="query.timeout",
    )


def out_of_memory(detail: str = "") -> QueryError:
    """The error for a question whose worker ended by itself. detail: what is known of that."""
    return QueryError(
        f"the query's process ended by itself: most likely it ran out of memory{detail}",
        remedy="ask for less: sorting, grouping and DISTINCT keep all that they see in memory",
        code="query.memory",
    )


def _no_process(failure: Exception) -> QueryError:
    return QueryError(
        f"no process could be started for the query: {failure or type(failure).__name__}",
        remedy="end other programs, or wait a while: the system has no processes, memory or open files left",
        code="query.process",
    )
