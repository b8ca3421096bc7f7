"""What is done with each request: the gate asked, a file given, or a job put to the pool.

It never waits for the store: all that takes time is done by the pool's workers. This module knows addresses, not what is asked nor how
bytes travel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from remissgraf.queries.server.assets import asset
from remissgraf.queries.server.gate import ALLOW, Gate
from remissgraf.queries.server.jobs import Job, PageJob
from remissgraf.queries.server.pool import Pool
from remissgraf.queries.server.protocol import pairs, read_query
from remissgraf.queries.server.request import Request
from remissgraf.queries.server.troubles import Refusal, refused, text_of

if TYPE_CHECKING:
    from remissgraf.queries.server.connection import Connection

__all__ = ["App"]

ENDPOINT: Final = "/sparql"
_ASSETS: Final = "/assets/"
_TEXT: Final = b"content-type: text/plain; charset=utf-8\r\ncontent-security-policy: default-src 'none'\r\n"


class App:
    """origin: "http://127.0.0.1:7879"."""

    def __init__(self, pool: Pool, gate: Gate, origin: str) -> None:
        self._pool = pool
        self._gate = gate
        self._origin = origin

    def refuse(self, request: Request) -> Refusal | None:
        """Why a request is not answered, by its head alone."""
        refusal = self._gate.refuse(
            request.method,
            len(request.path) + len(request.query),
            request.given,
            request.query != b"",
            request.hosts != 1,
        )
        if refusal is None and request.method == "POST" and _path(request) != ENDPOINT:
            return refused(
                405, "nothing can be sent here", f"send queries to {ENDPOINT}", (b"allow", b"GET, HEAD")
            )
        return refusal

    def lines(self, request: Request) -> bytes:
        """The header lines that every reply to this request has."""
        return self._gate.lines(request.given)

    def answer(self, request: Request, client: Connection) -> None:
        """Answer a whole request."""
        if request.refusal is not None:
            self.tell(request.refusal, client)
            return
        if request.method == "OPTIONS":
            allowed = self._gate.preflight(request.given)
            if allowed is None:
                self.tell(refused(405, "OPTIONS is not answered", "use GET or POST", ALLOW), client)
            else:
                client.send(204, allowed, b"")
            return
        path = _path(request)
        if path is not None and path.startswith(_ASSETS):
            self._asset(path.removeprefix(_ASSETS), client)
            return
        job = self._job(path, request)
        if isinstance(job, Refusal):
            self.tell(job, client)
        else:
            client.follow(self._pool.ask(job, client))

    def tell(self, refusal: Refusal, client: Connection) -> None:
        """Send a refusal."""
        head = _TEXT + b"".join(b"%s: %s\r\n" % line for line in refusal.headers)
        client.send(refusal.status, head, text_of(refusal.error).encode("utf-8"))

    def _asset(self, name: str, client: Connection) -> None:
        found = asset(name)
        if found is None:
            self.tell(refused(404, "there is no such file", "open the server's first page"), client)
        else:
            head = b"content-type: %s\r\ncache-control: max-age=3600\r\n" % found.content_type
            client.send(200, head, found.data)

    def _job(self, path: str | None, request: Request) -> Job | Refusal:
        if path is None:
            return refused(400, "the address is not UTF-8", "send it as UTF-8, percent-encoded")
        headers = request.given
        if path == ENDPOINT:
            return read_query(request.method, request.query, headers, request.body, self._origin + ENDPOINT)
        given = pairs(request.query)
        if isinstance(given, Refusal):
            return given
        return PageJob(
            path.removeprefix("/"),
            request.path.decode("ascii").removeprefix("/"),
            tuple(given),
            headers.get(b"accept", b"").decode("latin-1"),
            headers.get(b"accept-language", b"").decode("latin-1"),
            self._origin,
        )


def _path(request: Request) -> str | None:
    """The path, decoded; None where it is not UTF-8."""
    raw = request.path.decode("ascii")
    try:
        return unquote(raw, errors="strict") if "%" in raw else raw
    except UnicodeDecodeError:
        return None
