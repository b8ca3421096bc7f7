"""Listening: a socket on this machine alone, and the event loop on it until it is told to stop. Knows no requests."""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Final

from remissgraf.errors import QueryError
from remissgraf.graph.workspace.opened import find_store, open_workspace
from remissgraf.graph.workspace.searchable import search_index
from remissgraf.queries.server.jobs import Setting
from remissgraf.queries.workers import Limits

if TYPE_CHECKING:
    from remissgraf.queries.server.pool import Pool

__all__ = ["serve"]

_HOST: Final = "127.0.0.1"
# Connections at once; more are told that the server is busy.
_MOST_CLIENTS: Final = 512


def serve(
    workspace: Path,
    *,
    port: int,
    limits: Limits,
    slow: int,
    origins: Collection[str] = (),
    ready: Callable[[str], None] = lambda origin: None,
    progress: Callable[[int, int, str], None] = lambda done, total, name: None,
) -> None:
    """Serve a built workspace on 127.0.0.1 until the process is interrupted.

    port: 0 for any that is free. slow: how many queries of more than a second may run at once. origins: other sites whose pages may ask.
    ready: told the server's address when it hears. progress: of the index of words, which is made first.
    Raises WorkspaceError where the workspace is not built, QueryError "server.port", "server.library", "server.system".
    """
    _check_system()
    find_store(workspace)
    with search_index(open_workspace(workspace), progress):
        pass
    # The library that hears connections is an extra: without it everything else works.
    try:
        from remissgraf.queries.server.running import run
    except ImportError as failure:
        raise QueryError(
            f"the server needs {failure.name or 'httptools'}, which is not installed",
            remedy='pip install "remissgraf[serve]"',
            code="server.library",
        ) from None
    from remissgraf.queries.server.app import App
    from remissgraf.queries.server.gate import Gate
    from remissgraf.queries.server.pool import Pool

    pool: Pool = Pool(workspace, Setting(str(workspace), limits), slow=slow)
    with _bound(port) as sock:
        actual: int = sock.getsockname()[1]
        origin = f"http://{_HOST}:{actual}"
        # From here on connections wait until the workers are ready.
        sock.listen(_MOST_CLIENTS)
        ready(origin)
        run(App(pool, Gate(actual, origins), origin), pool, sock, clients=_MOST_CLIENTS)


def _check_system() -> None:
    if sys.platform == "win32":
        raise QueryError(
            "the server does not run on Windows itself",
            remedy="run it in the Windows Subsystem for Linux",
            code="server.system",
        )


def _bound(port: int) -> socket.socket:
    # With the protocol named, asyncio lets small packets go at once; else each answer waits for the client's acknowledgement (40 ms).
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((_HOST, port))
    except OSError as failure:
        sock.close()
        taken = failure.errno == errno.EADDRINUSE
        raise QueryError(
            f"port {port} is taken" if taken else f"port {port} cannot be used: {failure.strerror}",
            remedy="choose another: --port 8080, or --port 0 for any that is free",
            code="server.port",
        ) from None
    return sock
