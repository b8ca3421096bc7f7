"""The event loop: it hears a socket, looks at its connections once a second, and ends in good order when it is told to stop."""

from __future__ import annotations

import asyncio
import signal
import socket

from remissgraf.queries.server.app import App
from remissgraf.queries.server.clients import Clients
from remissgraf.queries.server.connection import Connection
from remissgraf.queries.server.pool import Pool

__all__ = ["run"]

# Seconds that replies may take which were begun when the server is told to stop.
_GRACE = 1.0


def run(app: App, pool: Pool, sock: socket.socket, *, clients: int) -> None:
    """Answer on a listening socket until the process is told to stop. clients: connections at once.

    Raises KeyboardInterrupt at Ctrl-C; SIGTERM ends the process as it does without this, only in good order. A second one does not
    wait for anything. Raises QueryError "query.process" where no worker can be started.
    """
    told = asyncio.run(_serve(app, pool, sock, clients))
    if told == signal.SIGINT:
        raise KeyboardInterrupt
    signal.raise_signal(told)


async def _serve(app: App, pool: Pool, sock: socket.socket, most: int) -> signal.Signals:
    loop = asyncio.get_running_loop()
    clients = Clients(most, loop.time)
    told: asyncio.Queue[signal.Signals] = asyncio.Queue()
    heard = [one for one in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(one) != signal.SIG_IGN]
    for one in heard:
        loop.add_signal_handler(one, told.put_nowait, one)
    looking = loop.create_task(_look(clients))
    try:
        pool.start()
        server = await loop.create_server(lambda: Connection(app, clients), sock=sock, backlog=most)
        reason = await told.get()
        server.close()
        for client in list(clients.all):
            client.close()
        await _until_done(clients, told)
        for client in list(clients.all):
            client.abort()
        return reason
    finally:
        looking.cancel()
        await pool.close()
        for one in heard:
            loop.remove_signal_handler(one)


async def _look(clients: Clients) -> None:
    while True:
        await asyncio.sleep(1.0)
        clients.tick()


async def _until_done(clients: Clients, told: asyncio.Queue[signal.Signals]) -> None:
    """Wait until all connections are closed, for a while, or until the server is told again."""
    loop = asyncio.get_running_loop()
    end = loop.time() + _GRACE
    while clients.all and told.empty() and loop.time() < end:
        await asyncio.sleep(0.02)
