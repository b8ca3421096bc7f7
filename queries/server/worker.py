"""The life of a worker: it opens the generation in use, answers one job after the other, and is killed when one takes too long.

A reply is held back until it is whole or large, so that most errors come before anything was sent, with a status of their own. This module
knows jobs and pipes, not what is asked.
"""

from __future__ import annotations

import gc
import pickle
from collections.abc import Callable
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from remissgraf.errors import RemissgrafError
from remissgraf.graph.workspace.opened import Opened, open_workspace
from remissgraf.queries.processes import serve_pipe
from remissgraf.queries.server.endpoint import describe_service, run_query
from remissgraf.queries.server.jobs import Job, Message, PageJob, Reply, Setting, SparqlJob
from remissgraf.queries.server.negotiate import prefers_html
from remissgraf.queries.server.pages import page
from remissgraf.queries.server.troubles import error_reply

__all__ = ["work"]

# Bytes of a reply that wait for its end, and of a piece after them.
_HOLD: Final = 256 << 10
_PIECE: Final = 64 << 10
_NO_BREAKS: Final = dict.fromkeys(map(ord, "\r\n\0"))


def work(pipe: Connection, setting: Setting) -> None:
    """Answer jobs until the pipe is closed."""

    def begin() -> Callable[[Job], None]:
        opened = _opened(setting)
        # All that is there now stays: the collector need not look through it again and again.
        gc.freeze()

        def answer(job: Job) -> None:
            nonlocal opened
            if isinstance(opened, RemissgrafError):
                # What was in the way may be gone.
                opened = _opened(setting)
            _answer(opened, job, setting, _Sender(pipe))

        return answer

    serve_pipe(pipe, setting.limits.memory, begin)


def _opened(setting: Setting) -> Opened | RemissgrafError:
    try:
        return open_workspace(Path(setting.workspace))
    except RemissgrafError as error:
        return error


class _Sender:
    """Sends a reply's pieces. sent: whether the client has seen some of it."""

    def __init__(self, pipe: Connection) -> None:
        self.sent = False
        self._pipe = pipe
        self._waiting: list[bytes] = []
        self._size = 0
        self._status: int | None = None
        self._head = b""

    def reply(self, reply: Reply) -> None:
        self._waiting, self._size = [], 0
        self._status = reply.status
        self._head = _head(reply.content_type, tuple(reply.headers.items()))
        reply.write(self._put)
        self._send(last=True)

    def broken(self) -> None:
        self._pipe.send_bytes(_packed(Message(b"", last=True, broken=True)))

    def _put(self, piece: bytes) -> None:
        self._waiting.append(piece)
        self._size += len(piece)
        if self._size >= (_PIECE if self.sent else _HOLD):
            self._send(last=False)

    def _send(self, *, last: bool) -> None:
        body = b"".join(self._waiting)
        message = Message(body, last) if self.sent else Message(body, last, self._status, self._head)
        self._pipe.send_bytes(_packed(message))
        self.sent, self._waiting, self._size = True, [], 0
        if not last:
            # A client that reads slowly holds up this process, and fills no memory.
            self._pipe.recv_bytes()


def _answer(opened: Opened | RemissgrafError, job: Job, setting: Setting, sender: _Sender) -> None:
    """The reply; an error in its place, or the mark that it broke where some of it has been sent."""
    try:
        if isinstance(opened, RemissgrafError):
            raise opened
        sender.reply(_reply(opened, job, setting))
    except RemissgrafError as error:
        if sender.sent:
            sender.broken()
        else:
            sender.reply(error_reply(error, job))


@lru_cache(maxsize=64)
def _head(content_type: str, headers: tuple[tuple[str, str], ...]) -> bytes:
    """The header lines; a line break in a value would begin another and is left out."""
    lines = (f"{name}: {value}" for name, value in (("content-type", content_type), *headers))
    return "".join(line.translate(_NO_BREAKS) + "\r\n" for line in lines).encode("latin-1", "replace")


def _packed(message: Message) -> bytes:
    return pickle.dumps(message, pickle.HIGHEST_PROTOCOL)


def _reply(opened: Opened, job: Job, setting: Setting) -> Reply:
    if isinstance(job, PageJob):
        return page(opened, job, setting.limits)
    assert isinstance(job, SparqlJob)
    if job.text is None and prefers_html(job.accept):
        # A person has followed the link to the endpoint.
        return Reply(
            303, "text/plain; charset=utf-8", lambda put: None, {"location": "/editor", "vary": "accept"}
        )
    if job.text is None:
        return describe_service(opened.store, job)
    return run_query(opened.store, job, setting.limits.rows)
