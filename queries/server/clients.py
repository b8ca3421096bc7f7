"""The connections that there are, looked at once a second; and the date that their replies carry. Knows nothing of what they say."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import formatdate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from remissgraf.queries.server.connection import Connection

__all__ = ["Clients"]


class Clients:
    """The connections there are. most: how many there may be. clock: seconds since some time."""

    def __init__(self, most: int, clock: Callable[[], float]) -> None:
        self.most = most
        self.clock = clock
        self.all: set[Connection] = set()
        self.date = b""
        self.tick()

    def tick(self) -> None:
        """To be called about once a second."""
        self.date = f"date: {formatdate(usegmt=True)}\r\n".encode("ascii")
        now = self.clock()
        for client in list(self.all):
            client.tick(now)
