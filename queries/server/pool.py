"""Workers for many clients at once: who is free, who took too long, and that quick queries always find one.

A query that has run for a while counts as slow, and gives way to others for the processors. At most `slow` such queries run at once;
beside them there are always workers for new ones, so no number of slow queries holds up a quick one. A worker that is stopped is killed,
and another takes its place. The pool lives in an asyncio event loop and calls back, without a task for each question, which would cost
as much as a quick answer; it knows processes and time, not what is asked.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
from collections import deque
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

from remissgraf.errors import RemissgrafError
from remissgraf.graph.workspace.config import load_config
from remissgraf.graph.workspace.state import State
from remissgraf.queries.processes import Worker, out_of_memory, out_of_time
from remissgraf.queries.server import worker as in_worker
from remissgraf.queries.server.jobs import Job, Message, Setting
from remissgraf.queries.server.troubles import busy

__all__ = ["Asked", "Asker", "Pool"]

# Seconds after which a query counts as slow, and that one may still run whose client has gone.
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


class Asker(Protocol):
    """Who is told of a reply, within the event loop."""

    def piece(self, message: Message) -> bool:
        """A piece of the reply. Whether the next may come; otherwise `Asked.go_on` is called when it may."""

    def failed(self, error: RemissgrafError) -> None:
        """There is no more of the reply: its worker was stopped or died, or there was none."""


class Asked:
    """A question that was put to the pool. Its asker leaves it when the client has gone, and hears no more of it."""

    def __init__(self, pool: Pool, job: Job, asker: Asker) -> None:
        self.job = job
        self.asker = asker
        self.left = False
        self.worker: _Kept | None = None
        self._pool = pool

    def go_on(self) -> None:
        """The next piece may come."""
        if self.worker is not None:
            self.worker.go_on()

    def leave(self) -> None:
        """Nobody waits for the reply any more."""
        self.left = True
        if self.worker is not None:
            self.worker.leave()
        else:
            self._pool.forget(self)


class Pool:
    """slow: how many slow queries may run at once."""

    def __init__(self, workspace: Path, setting: Setting, *, slow: int) -> None:
        self._setting = replace(setting, workspace=str(workspace))
        self._state = State(load_config(workspace).state)
        self._slow_allowed = slow
        self._all: set[_Kept] = set()
        self._idle: list[_Kept] = []
        self._waiting: deque[Asked] = deque()
        self._generation: str | None = None
        self._looked = 0.0

    def start(self) -> None:
        """Have two workers ready. To be called in the running loop. Raises QueryError "query.process"."""
        self._look()
        self._idle += [self._new() for _ in range(2)]

    async def close(self) -> None:
        """Kill all workers and wait until they are gone."""
        self._waiting.clear()
        for worker in list(self._all):
            worker.kill(None)
        await asyncio.gather(*(worker.gone for worker in list(self._all)))

    def ask(self, job: Job, asker: Asker) -> Asked:
        """Have a job answered. The asker is told later, never before this returns.

        What it may hear of: "query.timeout", "query.busy", "query.memory", "query.process", and trouble with the workspace's state.
        """
        asked = Asked(self, job, asker)
        try:
            worker = self._free()
            if worker is not None:
                worker.begin(asked)
            elif len(self._waiting) < _MOST_WAITING:
                self._waiting.append(asked)
            else:
                raise busy(self._slow_allowed)
        except RemissgrafError as error:
            asyncio.get_running_loop().call_soon(_tell, asked, error)
        return asked

    def forget(self, asked: Asked) -> None:
        """A question whose client went away before a worker was free."""
        with contextlib.suppress(ValueError):
            self._waiting.remove(asked)

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

    def release(self, worker: _Kept) -> None:
        """A worker has sent the whole of its reply."""
        if worker.generation != self._generation or worker.tired:
            worker.kill(None)
        else:
            self._idle.append(worker)
        self._dispatch()

    def gone(self, worker: _Kept) -> None:
        """A worker's process has ended: there is room for another."""
        self._all.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        self._dispatch()

    def _dispatch(self) -> None:
        """Have what waits answered, as far as there are workers."""
        while self._waiting:
            try:
                free = self._free()
            except RemissgrafError as error:
                _tell(self._waiting.popleft(), error)
                continue
            if free is None:
                return
            free.begin(self._waiting.popleft())

    def _free(self) -> _Kept | None:
        """A worker that has nothing to do; None: as many as there may be are at work."""
        self._look()
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
        return self._new() if len(self._all) < self._slow_allowed + SPARE else None

    def _new(self) -> _Kept:
        worker = _Kept(self, self._setting, self._generation)
        self._all.add(worker)
        return worker

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


class _Kept:
    """A worker as the pool sees it: at most one question at a time."""

    def __init__(self, pool: Pool, setting: Setting, generation: str | None) -> None:
        self.generation = generation
        self.alive = True
        self.slow = False
        # It was made to give way, which cannot be taken back.
        self.tired = False
        self._pool = pool
        self._loop = asyncio.get_running_loop()
        self.gone: asyncio.Future[None] = self._loop.create_future()
        self._asked: Asked | None = None
        self._started = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._process = Worker(in_worker.work, setting, kind="kept", about=in_worker.__name__)
        self._pipe = self._process.pipe
        self._fd = self._pipe.fileno()
        self._loop.add_reader(self._process.sentinel, self._ended)
        self._loop.add_reader(self._fd, self._incoming)
        self._listening = True

    def begin(self, asked: Asked) -> None:
        self._asked = asked
        asked.worker = self
        self._started = self._loop.time()
        limit = self._pool.limit
        if limit is not None and limit <= PATIENCE:
            self._timer = self._loop.call_later(limit, self._out_of_time, limit)
        else:
            self._timer = self._loop.call_later(PATIENCE, self._grow_slow)
        self._send(pickle.dumps(asked.job, pickle.HIGHEST_PROTOCOL))

    def go_on(self) -> None:
        """The worker waits for this before it sends on."""
        self._send(b"on")

    def leave(self) -> None:
        """Its client has gone. What is answered at once comes to its end, which costs less than another process."""
        self._set_timer(self._started + NOTICE, self.kill, None)

    def kill(self, reason: RemissgrafError | None) -> None:
        """End the process at once, and tell who waits for its reply."""
        self._set_timer(None)
        if self.alive:
            self.alive = False
            self._stop_listening()
            self._process.kill()
            self._tell(reason)

    def _out_of_time(self, limit: float) -> None:
        self.kill(out_of_time(limit, "start the server with a larger --timeout"))

    def _grow_slow(self) -> None:
        if not self._pool.allow_slow():
            self.kill(busy(self._pool.slow_allowed))
            return
        self.slow = self.tired = True
        pid, limit = self._process.pid, self._pool.limit
        with contextlib.suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, pid, os.getpriority(os.PRIO_PROCESS, pid) + _GIVING_WAY)
        if limit is not None:
            self._set_timer(self._started + limit, self._out_of_time, limit)

    def _incoming(self) -> None:
        try:
            # The worker writes a message in one go, so the rest of it is on its way.
            message: Message = pickle.loads(self._pipe.recv_bytes())
        except (EOFError, OSError):
            # It is ending, of which the sentinel tells.
            self._stop_listening()
            self.alive = False
            return
        asked = self._asked
        assert asked is not None, message
        if message.last:
            self._set_timer(None)
            self.slow = False
            self._asked = asked.worker = None
            # Before the asker hears of it: others wait.
            self._pool.release(self)
            if not asked.left:
                asked.asker.piece(message)
        elif asked.left:
            self.kill(None)
        elif asked.asker.piece(message):
            self.go_on()

    def _ended(self) -> None:
        """The process is gone: nothing of it is left behind."""
        self._loop.remove_reader(self._process.sentinel)
        self._stop_listening()
        self._set_timer(None)
        self.alive = False
        self._process.bury()
        self._tell(out_of_memory())
        self.gone.set_result(None)
        self._pool.gone(self)

    def _tell(self, reason: RemissgrafError | None) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            asked.worker = None
            if reason is not None:
                _tell(asked, reason)

    def _send(self, data: bytes) -> None:
        # A worker that just died is noticed by its sentinel.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._pipe.send_bytes(data)

    def _set_timer(self, at: float | None, *call: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if at is not None:
            self._timer = self._loop.call_at(at, *call)  # type: ignore[arg-type]  # what is called and its arguments

    def _stop_listening(self) -> None:
        if self._listening:
            self._listening = False
            self._loop.remove_reader(self._fd)


def _tell(asked: Asked, error: RemissgrafError) -> None:
    if not asked.left:
        asked.asker.failed(error)
