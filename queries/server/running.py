"""uvicorn with what it lacks here: a limit on the head of a request, and silence about connections that were cut on purpose."""

from __future__ import annotations

import logging
import socket
from typing import Any, Final

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from remissgraf.queries.server.app import App, BrokenReplyError

__all__ = ["run"]

# Bytes before the body: the address and all headers.
_MOST_HEAD: Final = 128 << 10
_TOO_LARGE: Final = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"content-length: 35\r\nconnection: close\r\n\r\nthe head of the request is too long"
)


class _Protocol(HttpToolsProtocol):
    """A connection that ends where a request's head does not."""

    _head: int | None = None

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._head is None:
            return
        self._head += len(data)
        if self._head > _MOST_HEAD and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    def on_message_begin(self) -> None:
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head = None
        super().on_headers_complete()


def run(app: App, sock: socket.socket, *, clients: int, idle: int) -> None:
    """Answer on a listening socket until the process is told to stop. clients: connections at once; idle: seconds that one may be so."""
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    config: dict[str, Any] = {
        "http": _Protocol,
        "ws": "none",
        # With uvloop, pipes of workers that were killed were lost sight of: 503 for queries that were well.
        "loop": "asyncio",
        "lifespan": "on",
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "limit_concurrency": clients,
        "timeout_keep_alive": idle,
        "timeout_graceful_shutdown": 1,
    }
    uvicorn.Server(uvicorn.Config(app, **config)).run(sockets=[sock])


def _is_news(record: logging.LogRecord) -> bool:
    return not (
        record.exc_info
        and record.exc_info[0] is not None
        and issubclass(record.exc_info[0], BrokenReplyError)
    )
