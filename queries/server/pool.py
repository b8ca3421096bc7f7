"""Workers for many clients at once: who is free, who took too long, and that quick queries always find one.

A query that has run for a while counts as slow, and gives way to others for the processors. At most `slow` such queries run at once;
beside them there are always workers for new ones, so no number of slow queries holds up a quick one. A worker that is stopped is killed,
and another takes its place. The pool lives in an asyncio event loop (`workers.Pool` is for threads); it knows processes and time, not
what is asked.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import pickle
import sys
from collections import deque
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Final

from remissgraf.errors import RemissgrafError
from remissgraf.graph.workspace.config import load_config
from remissgraf.graph.workspace.state import State
from remissgraf.queries.server.jobs import Job, Message, Setting
from remissgraf.queries.server.troubles import busy, died, stopped
from remissgraf.queries.server.worker import work

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

__all__ = ["Pool"]

# A clean process is forked for each worker: one forked from this would keep the clients' connections open.
_METHOD: Final = "forkserver" if sys.platform == "linux" else "spawn"
# Seconds after which a query counts as slow, and after which one looks whether its client is still there.
PATIENCE: Final = 1.0
NOTICE: Final = 0.1
# Workers beside those for slow queries.
SPARE: Final = 2
# Requests that wait for a worker.
_MOST_WAITING: Final = 512
# How much lower the priority of a slow query is (as of `nice`).
_GIVING_WAY: Final = 10
# Seconds between looks for a new generation.
_LOOK: Final = 1.0


class Pool:
    """slow: how many slow queries may run at once."""

    def __init__(self, workspace: Path, setting: Setting, *, slow: int) -> None:
        self._setting = replace(setting, workspace=str(workspace))
        self._state = State(load_config(workspace).state)
        self._slow_allowed = slow
        self._context: BaseContext = multiprocessing.get_context(_METHOD)
        if _METHOD == "forkserver":
            self._context.set_forkserver_preload(["remissgraf.queries.server.worker"])
        self._all: set[_Worker] = set()
        self._idle: list[_Worker] = []
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._generation: str | None = None
        self._looked = 0.0

    @property
    def processes(self) -> list[int]:
        """The ids of the workers' processes."""
        return [worker.pid for worker in self._all]

    def start(self) -> None:
        """Have two workers ready. To be called in the running loop."""
        self._look()
        self._idle += [self._new() for _ in range(2)]

    async def close(self) -> None:
        """Kill all workers and wait until they are gone."""
        for worker in list(self._all):
            worker.kill(None)
        await asyncio.gather(*(worker.gone for worker in list(self._all)), return_exceptions=True)

    async def ask(
        self, job: Job, watch: Callable[[Callable[[], None]], None]
    ) -> AsyncGenerator[Message, None]:
        """The reply to a job, piece by piece. watch: told, where the answer takes a moment, what to call when the client has gone.

        Raises RemissgrafError "query.timeout", "query.busy", "query.memory" where the worker was stopped or died, and
        ClientGone. Whoever leaves off reading stops the worker.
        """
        worker = await self._acquire()
        try:
            worker.begin(job, self, watch)
            while True:
                message = await worker.receive()
                if message.last:
                    worker.end()
                    yield message
                    return
                yield message
        finally:
            self._release(worker)

    def allow_slow(self) -> bool:
        """Whether one more slow query may run."""
        return sum(worker.slow for worker in self._all) < self._slow_allowed

    @property
    def limit(self) -> float | None:
        """Seconds that a reply may take."""
        return self._setting.limits.seconds

    @property
    def slow_allowed(self) -> int:
        return self._slow_allowed

    async def _acquire(self) -> _Worker:
        while True:
            self._look()
            while self._idle:
                worker = self._idle.pop()
                if worker.alive:
                    return worker
            if len(self._all) < self._slow_allowed + SPARE:
                return self._new()
            if len(self._waiting) >= _MOST_WAITING:
                raise busy(self._slow_allowed)
            turn = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            await turn

    def _release(self, worker: _Worker) -> None:
        if worker.busy:
            worker.kill(None)
        elif worker.alive and worker.generation == self._generation and not worker.tired:
            self._idle.append(worker)
        else:
            worker.kill(None)
        self._wake()

    def _wake(self) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return

    def _new(self) -> _Worker:
        worker = _Worker(self._context, self._setting, self._generation, self._gone)
        self._all.add(worker)
        return worker

    def _gone(self, worker: _Worker) -> None:
        """A worker's process has ended."""
        self._all.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        self._wake()

    def _look(self) -> None:
        """Take a new generation into use: workers of the one before answer what they have begun."""
        now = asyncio.get_running_loop().time()
        if now - self._looked < _LOOK and self._generation is not None:
            return
        self._looked = now
        found = self._state.current()
        if found == self._generation:
            return
        self._generation = found
        old, self._idle = self._idle, []
        for worker in old:
            worker.kill(None)


class _Worker:
    """A worker as the pool sees it."""

    def __init__(
        self,
        context: BaseContext,
        setting: Setting,
        generation: str | None,
        gone: Callable[[_Worker], None],
    ) -> None:
        self.generation = generation
        self.alive = True
        self.busy = False
        self.slow = False
        # It was made to give way, which cannot be taken back.
        self.tired = False
        self._loop = asyncio.get_running_loop()
        self.gone: asyncio.Future[None] = self._loop.create_future()
        self._tell_gone = gone
        self._reason: RemissgrafError | None = None
        self._unread: deque[Message] = deque()
        self._reader: asyncio.Future[None] | None = None
        self._listening = True
        self._timer: asyncio.TimerHandle | None = None
        here, there = context.Pipe(duplex=True)
        self._pipe: Connection = here
        # The kinds of contexts that there are all have it; the base class does not say so.
        self._process = context.Process(target=work, args=(there, setting), daemon=True)  # type: ignore[attr-defined]
        self._process.start()
        there.close()
        self.pid: int = self._process.pid
        self._loop.add_reader(self._process.sentinel, self._ended)
        self._loop.add_reader(self._pipe.fileno(), self._incoming)

    def begin(self, job: Job, pool: Pool, watch: Callable[[Callable[[], None]], None]) -> None:
        self.busy = True
        started = self._loop.time()
        self._timer = self._loop.call_later(NOTICE, self._notice, pool, watch, started)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            # A worker that just died is noticed by the reader.
            self._pipe.send_bytes(pickle.dumps(job, pickle.HIGHEST_PROTOCOL))

    async def receive(self) -> Message:
        """The next piece of the reply. Raises the reason for which the worker was stopped."""
        while not self._unread:
            if not self.alive:
                raise self._reason or died()
            self._reader = self._loop.create_future()
            await self._reader
        message = self._unread.popleft()
        if not message.last:
            with contextlib.suppress(OSError):
                # The worker waits for this before it sends on.
                self._pipe.send_bytes(b"on")
        return message

    def end(self) -> None:
        """The reply is whole."""
        self.busy = self.slow = False
        self._stop_timer()

    def kill(self, reason: RemissgrafError | None) -> None:
        """End the process at once."""
        self._reason = self._reason or reason
        self._stop_timer()
        if self.alive:
            self.alive = False
            self._stop_listening()
            self._unread.clear()
            self._process.kill()
            self._read()

    def _notice(self, pool: Pool, watch: Callable[[Callable[[], None]], None], started: float) -> None:
        watch(lambda: self.kill(None))
        limit = pool.limit
        if limit is not None and limit <= PATIENCE:
            self._timer = self._loop.call_at(started + limit, self.kill, stopped(limit))
        else:
            self._timer = self._loop.call_at(started + PATIENCE, self._grow_slow, pool, started)

    def _grow_slow(self, pool: Pool, started: float) -> None:
        if not pool.allow_slow():
            self.kill(busy(pool.slow_allowed))
            return
        self.slow = self.tired = True
        with contextlib.suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, self.pid, os.getpriority(os.PRIO_PROCESS, self.pid) + _GIVING_WAY)
        if pool.limit is not None:
            self._timer = self._loop.call_at(started + pool.limit, self.kill, stopped(pool.limit))

    def _stop_listening(self) -> None:
        if self._listening:
            self._listening = False
            self._loop.remove_reader(self._pipe.fileno())

    def _incoming(self) -> None:
        try:
            # The worker writes a message in one go, so the rest of it is on its way.
            self._unread.append(pickle.loads(self._pipe.recv_bytes()))
        except (EOFError, OSError):
            self._stop_listening()
            self.alive = False
        self._read()

    def _read(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    def _ended(self) -> None:
        """The process is gone: nothing of it is left behind."""
        self._loop.remove_reader(self._process.sentinel)
        self.alive = False
        self._stop_listening()
        self._stop_timer()
        self._process.join()
        self._process.close()
        self._pipe.close()
        self._read()
        if not self.gone.done():
            self.gone.set_result(None)
        self._tell_gone(self)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
