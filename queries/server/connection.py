"""One client's connection: requests read one after the other, answered in that order, and cut off where a client keeps the server waiting.

Requests are parsed by httptools; what is asked and answered is the application's. Nothing here waits: the event loop calls when bytes come,
when there is room to write, and once a second for what takes too long. A reply that breaks in its middle ends without its last chunk, so
that nobody takes it for the whole.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import ClassVar, Final, Protocol

import httptools

from remissgraf.errors import RemissgrafError
from remissgraf.queries.server.clients import Clients
from remissgraf.queries.server.gate import MOST_BODY, too_large
from remissgraf.queries.server.jobs import Message
from remissgraf.queries.server.pool import Asked
from remissgraf.queries.server.request import STATUS_LINES, Request, split_target, without_upgrade
from remissgraf.queries.server.troubles import Refusal, refused

__all__ = ["Answering", "Connection"]

# Bytes before the body: the address and all headers.
MOST_HEAD: Final = 128 << 10
# Seconds until a request must be whole, and that a connection may be kept without one.
IDLE: Final = 30.0
# Seconds and bytes that are still read, and thrown away, after a last reply: closed at once, the client might not get to see it.
_LINGER: Final = 2.0
_MOST_UNREAD: Final = 16 << 20
# Requests that wait on one connection before no more is read from it.
_MOST_QUEUED: Final = 16


class Answering(Protocol):
    """What answers requests."""

    def refuse(self, request: Request) -> Refusal | None:
        """Why a request is not answered, by its head alone: then its body is not read."""

    def answer(self, request: Request, client: Connection) -> None:
        """Answer a whole request: `client.send`, or `client.follow`."""

    def tell(self, refusal: Refusal, client: Connection) -> None:
        """Send a refusal."""

    def lines(self, request: Request) -> bytes:
        """The header lines that every reply to this request has."""


class Connection(asyncio.BufferedProtocol):
    """A connection as the event loop knows it, and, for the pool, who asks."""

    # What the event loop reads into, for whichever connection's turn it is: fresh memory for each read would cost more than the read.
    _buffer: ClassVar = memoryview(bytearray(64 << 10))

    def __init__(self, app: Answering, clients: Clients) -> None:
        self._app = app
        self._clients = clients
        self._parser = httptools.HttpRequestParser(self)
        self._transport: asyncio.Transport
        # Since when the client is waited for, and how much it had not read then.
        self._since = self._clients.clock()
        self._unsent = 0
        # The request that is being read: whether it has begun, its parts, and how much of it there is.
        self._begun = False
        self._target = b""
        self._fields: list[tuple[bytes, bytes]] = []
        self._in_head = False
        self._head = 0
        self._reading: Request | None = None
        self._body: list[bytes] = []
        self._size = 0
        self._expects = False
        self._upgrades = 0
        # Nothing more is understood; how much was thrown away.
        self._deaf = False
        self._unread = 0
        self._queue: deque[Request] = deque()
        # The request that is being answered.
        self._current: Request | None = None
        self._asked: Asked | None = None
        self._started = False
        self._full = False
        self._held = False

    # What the event loop calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._clients.all.add(self)
        if len(self._clients.all) > self._clients.most:
            self._end_with(refused(503, "too many connections are open", "try again in a while"))
            self._next()
            transport.close()

    def get_buffer(self, sizehint: int) -> memoryview:
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        if self._deaf:
            self._unread += nbytes
            if self._unread > _MOST_UNREAD:
                self._transport.abort()
            return
        unfinished, data = self._in_head, self._buffer[:nbytes]
        while data:
            try:
                self._parser.feed_data(data)
            except httptools.HttpParserUpgrade as upgrade:
                if self._deaf:
                    break
                data = memoryview(self._again() + data[upgrade.args[0] :])
                continue
            except httptools.HttpParserCallbackError:
                raise
            except httptools.HttpParserError:
                # After a request that closes the connection nothing is looked at.
                if not self._deaf:
                    self._end_with(
                        refused(400, "this is no HTTP request", "send HTTP/1.1 as RFC 9112 has it")
                    )
            break
        if unfinished and self._in_head:
            # A header that does not end is nowhere else seen.
            self._head += nbytes
            self._check_head()
        self._next()

    def eof_received(self) -> None:
        """The client has closed its side: to wait for an answer it would have kept it open."""

    def connection_lost(self, exc: Exception | None) -> None:
        self._clients.all.discard(self)
        self._deaf = True
        self._queue.clear()
        if self._asked is not None:
            self._asked.leave()
            self._asked = None

    def pause_writing(self) -> None:
        self._full = True

    def resume_writing(self) -> None:
        self._full = False
        if self._held and self._asked is not None:
            self._held = False
            self._asked.go_on()
        self._next()

    def tick(self, now: float) -> None:
        """Look whether the client has kept the server waiting for too long."""
        unsent, before = self._transport.get_write_buffer_size(), self._unsent
        self._unsent = unsent
        if self._current is not None or unsent < before:
            self._since = now
        elif self._transport.is_closing() or self._deaf:
            if now - self._since > _LINGER and not (unsent and now - self._since <= IDLE):
                self._transport.abort()
        elif now - self._since > IDLE:
            if self._begun and not unsent:
                self._end_with(
                    refused(408, f"the request was not whole after {IDLE:g} seconds", "send it again")
                )
                self._next()
            else:
                self._transport.abort()

    def close(self) -> None:
        """The server is ending: what is being answered may come to its end, and nothing else is."""
        self._deaf = True
        self._queue.clear()
        if self._current is None:
            self._transport.close()
        else:
            self._current.keep = False

    def abort(self) -> None:
        """Cut the connection."""
        self._transport.abort()

    # What the parser calls.

    def on_message_begin(self) -> None:
        if not self._begun and self._current is None:
            self._since = self._clients.clock()
        self._begun = self._in_head = True
        self._target, self._fields, self._head = b"", [], 0
        self._body, self._size = [], 0

    def on_url(self, url: bytes) -> None:
        self._target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._in_head:
            self._head += len(name) + len(value)
            self._fields.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        self._in_head = False
        parser = self._parser
        method: bytes = parser.get_method()
        if parser.should_upgrade() and method != b"CONNECT":
            # It is read again without its wish.
            return
        path, query, host = split_target(self._target)
        headers: dict[bytes, bytes] = {}
        hosts = 0
        for name, value in self._fields:
            hosts += name == b"host"
            headers[name] = value if name not in headers else headers[name] + b", " + value
        if host is not None:
            headers[b"host"] = host
        newest = parser.get_http_version() == "1.1"
        # What follows a wish for a tunnel is not meant for this server.
        keep = newest and parser.should_keep_alive() and method != b"CONNECT"
        request = Request(method.decode("ascii"), path, query, headers, hosts, keep, newest)
        if self._deaf or not self._check_head():
            return
        request.refusal = self._app.refuse(request)
        if request.refusal is not None and (
            method == b"CONNECT"
            or headers.get(b"content-length", b"0").strip(b"0")
            or b"transfer-encoding" in headers
        ):
            # Where what is not read ends is not known, so nothing can follow it.
            self._end_with(request.refusal, request)
            return
        self._reading = request
        self._expects = newest and headers.get(b"expect", b"").lower() == b"100-continue"

    def on_body(self, body: bytes) -> None:
        if self._reading is None:
            return
        self._size += len(body)
        if self._size > MOST_BODY:
            self._end_with(too_large(), self._reading)
        else:
            self._body.append(body)

    def on_message_complete(self) -> None:
        request, self._reading = self._reading, None
        if request is None:
            return
        self._begun = self._expects = False
        request.body = b"".join(self._body)
        self._queue.append(request)
        if not request.keep:
            self._deaf = True

    # Replies.

    def send(self, status: int, head: bytes, body: bytes) -> None:
        """The whole of a reply. head: its own header lines, each with its line end."""
        request = self._current
        assert request is not None
        size = b"" if status == 204 else b"content-length: %d\r\n" % len(body)
        if request.method == "HEAD":
            body = b""
        self._transport.write(self._start(request, status, head, size) + body)
        self._done()

    def follow(self, asked: Asked) -> None:
        """A reply will come piece by piece."""
        self._asked = asked

    def piece(self, message: Message) -> bool:
        """As of `pool.Asker`."""
        if message.status is not None and message.last:
            self.send(message.status, message.head, message.body)
            self._next()
            return False
        request, asked = self._current, self._asked
        assert request is not None
        assert asked is not None
        if message.broken:
            self._cut(request)
            return False
        data = message.body
        if request.chunks:
            chunk = b"%x\r\n%s\r\n" % (len(data), data) if data else b""
            data = chunk + b"0\r\n\r\n" if message.last else chunk
        if message.status is not None:
            size = b"transfer-encoding: chunked\r\n" if request.chunks else b""
            start = self._start(request, message.status, message.head, size)
            if request.method == "HEAD":
                # The rest of the answer is of no use.
                asked.leave()
                self._transport.write(start)
                self._done()
                self._next()
                return False
            data = start + data
            self._started = True
        self._transport.write(data)
        if message.last:
            self._done()
            self._next()
            return False
        self._held = self._full
        return not self._full

    def failed(self, error: RemissgrafError) -> None:
        """As of `pool.Asker`."""
        request = self._current
        assert request is not None
        if self._started:
            self._cut(request)
        else:
            self._app.tell(Refusal.of(error), self)
            self._next()

    def _next(self) -> None:
        """Answer what waits, as far as it can be answered at once."""
        while self._current is None and self._queue and not self._full:
            self._current = self._queue.popleft()
            self._app.answer(self._current, self)
        if self._current is None and not self._queue and self._expects:
            self._expects = False
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if len(self._queue) > _MOST_QUEUED:
            self._transport.pause_reading()
        elif not self._queue:
            self._transport.resume_reading()

    def _start(self, request: Request, status: int, head: bytes, size: bytes) -> bytes:
        return b"".join(
            (
                STATUS_LINES[status],
                self._clients.date,
                self._app.lines(request),
                head,
                size,
                b"\r\n" if request.keep else b"connection: close\r\n\r\n",
            )
        )

    def _done(self) -> None:
        """A reply has been written."""
        request, self._current, self._asked = self._current, None, None
        self._started = self._held = False
        self._since = self._clients.clock()
        assert request is not None
        if not request.keep:
            self._deaf = True
            self._queue.clear()
            if self._transport.can_write_eof() and not self._transport.is_closing():
                self._transport.write_eof()

    def _cut(self, request: Request) -> None:
        """End a reply in its middle, so that it is seen."""
        self._current = self._asked = None
        self._deaf = True
        self._queue.clear()
        if request.chunks:
            self._transport.close()
        else:
            self._transport.abort()

    def _end_with(self, refusal: Refusal, request: Request | None = None) -> None:
        """Refuse what is being read, after what came before it, and read nothing more."""
        request = request or Request("GET")
        request.keep, request.refusal = False, refusal
        self._reading, self._deaf, self._begun, self._in_head = None, True, False, False
        self._queue.append(request)

    def _check_head(self) -> bool:
        if self._head + len(self._target) <= MOST_HEAD:
            return True
        self._end_with(
            refused(
                431, f"the head of the request is larger than {MOST_HEAD} bytes", "send the query with POST"
            )
        )
        return False

    def _again(self) -> bytes:
        """The head that was read last without its wish for another protocol, for a parser of its own."""
        self._upgrades += 1
        head = without_upgrade(self._parser.get_method(), self._target, self._fields, last=self._upgrades > 1)
        self._parser = httptools.HttpRequestParser(self)
        return head
