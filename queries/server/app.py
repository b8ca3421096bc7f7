"""The server as an ASGI application: each request through the gate, to a worker, and its reply back piece by piece.

It never waits for the store: all that takes time is done by the pool's workers. This module knows HTTP, not what is asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from contextlib import aclosing
from typing import Any, Final
from urllib.parse import unquote

from remissgraf.errors import RemissgrafError
from remissgraf.queries.server.assets import asset
from remissgraf.queries.server.gate import MOST_BODY, SAFE_HEADERS, Gate, Headers, too_large
from remissgraf.queries.server.jobs import Job, PageJob
from remissgraf.queries.server.pool import Pool
from remissgraf.queries.server.protocol import pairs, read_query
from remissgraf.queries.server.troubles import Refusal, refused, status_of, text_of

__all__ = ["App", "BrokenReplyError"]

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

ENDPOINT: Final = "/sparql"
_ASSETS: Final = "/assets/"
_TEXT: Final = (
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"content-security-policy", b"default-src 'none'"),
)


class BrokenReplyError(Exception):
    """A reply ended in its middle: the connection must be cut, so that nobody takes what was sent for the whole."""


class App:
    """origin: "http://127.0.0.1:7879"."""

    def __init__(self, pool: Pool, gate: Gate, origin: str) -> None:
        self._pool = pool
        self._gate = gate
        self._origin = origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._pool.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._pool.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers: Headers = dict(scope["headers"])
        repeated = sum(name == b"host" for name, _ in scope["headers"]) != 1
        method, query = scope["method"], scope["query_string"]
        refusal = self._gate.refuse(
            method, len(scope["raw_path"] or b"") + len(query), headers, query != b"", repeated
        )
        if refusal is not None:
            await self._refuse(refusal, headers, send)
            return
        path: str = scope["path"]
        if method == "OPTIONS":
            allowed = self._gate.preflight(headers)
            if allowed is None:
                await self._refuse(refused(405, "OPTIONS is not answered", "use GET or POST"), headers, send)
            else:
                await self._send(204, allowed, b"", headers, send)
            return
        if path.startswith(_ASSETS):
            await self._asset(path.removeprefix(_ASSETS), headers, send)
            return
        job = await self._job(method, path, scope, headers, receive)
        if isinstance(job, Refusal):
            await self._refuse(job, headers, send)
        else:
            await self._run(job, headers, receive, send)

    async def _job(
        self, method: str, path: str, scope: Scope, headers: Headers, receive: Receive
    ) -> Job | Refusal:
        query: bytes = scope["query_string"]
        if path == ENDPOINT:
            body = await _body(receive) if method == "POST" else b""
            if isinstance(body, Refusal):
                return body
            return read_query(method, query, headers, body, self._origin + ENDPOINT)
        if method == "POST":
            return refused(
                405, "nothing can be sent here", f"send queries to {ENDPOINT}", (b"allow", b"GET, HEAD")
            )
        given = pairs(query)
        if isinstance(given, Refusal):
            return given
        try:
            decoded = unquote(scope["raw_path"].decode("ascii"), errors="strict").removeprefix("/")
        except UnicodeDecodeError:
            return refused(400, "the address is not UTF-8", "send it as UTF-8, percent-encoded")
        return PageJob(
            decoded,
            scope["raw_path"].decode("ascii").removeprefix("/"),
            tuple(given),
            headers.get(b"accept", b"").decode("latin-1"),
            headers.get(b"accept-language", b"").decode("latin-1"),
            self._origin,
        )

    async def _run(self, job: Job, headers: Headers, receive: Receive, send: Send) -> None:
        watching: list[asyncio.Task[None]] = []

        def watch(gone: Callable[[], None]) -> None:
            watching.append(asyncio.get_running_loop().create_task(_until_gone(receive, gone)))

        begun = False
        try:
            async with aclosing(self._pool.ask(job, watch)) as messages:
                async for message in messages:
                    if message.broken:
                        raise BrokenReplyError
                    if message.status is not None:
                        size = ((b"content-length", str(len(message.body)).encode()),) if message.last else ()
                        await send(self._start(message.status, (*message.headers, *size), headers))
                        begun = True
                    await send(
                        {"type": "http.response.body", "body": message.body, "more_body": not message.last}
                    )
        except RemissgrafError as error:
            if begun:
                raise BrokenReplyError from error
            await self._refuse(Refusal(status_of(error), error), headers, send)
        finally:
            for task in watching:
                task.cancel()

    async def _asset(self, name: str, headers: Headers, send: Send) -> None:
        found = asset(name)
        if found is None:
            await self._refuse(
                refused(404, "there is no such file", "open the server's first page"), headers, send
            )
            return
        await self._send(
            200,
            ((b"content-type", found.content_type), (b"cache-control", b"max-age=3600")),
            found.data,
            headers,
            send,
        )

    async def _refuse(self, refusal: Refusal, headers: Headers, send: Send) -> None:
        body = text_of(refusal.error).encode("utf-8")
        await self._send(refusal.status, (*_TEXT, *refusal.headers), body, headers, send)

    async def _send(
        self, status: int, own: Iterable[tuple[bytes, bytes]], body: bytes, headers: Headers, send: Send
    ) -> None:
        await send(self._start(status, (*own, (b"content-length", str(len(body)).encode())), headers))
        await send({"type": "http.response.body", "body": body})

    def _start(self, status: int, own: Iterable[tuple[bytes, bytes]], headers: Headers) -> dict[str, Any]:
        return {
            "type": "http.response.start",
            "status": status,
            "headers": [*own, *SAFE_HEADERS, *self._gate.answer_headers(headers)],
        }


async def _body(receive: Receive) -> bytes | Refusal:
    """The request's body, read to its end, or to where it is too large."""
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return refused(400, "the request is not whole", "send it again")
        piece: bytes = message.get("body", b"")
        size += len(piece)
        if size > MOST_BODY:
            return too_large()
        pieces.append(piece)
        if not message.get("more_body", False):
            return b"".join(pieces)


async def _until_gone(receive: Receive, gone: Callable[[], None]) -> None:
    """Wait until the client has closed its connection, then tell so."""
    while (await receive())["type"] != "http.disconnect":
        pass
    gone()
