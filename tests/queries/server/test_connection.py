"""A connection by itself: what comes in, in which pieces, and what goes out; no socket, no clock."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remissgraf.errors import QueryError
from remissgraf.queries.server.clients import Clients
from remissgraf.queries.server.connection import IDLE, MOST_HEAD, Connection
from remissgraf.queries.server.gate import MOST_BODY
from remissgraf.queries.server.jobs import Message
from remissgraf.queries.server.request import Request
from remissgraf.queries.server.troubles import Refusal, refused

HEAD = b"Host: here\r\n"
GET = b"GET /%d HTTP/1.1\r\n" + HEAD + b"\r\n"


class Wire(asyncio.Transport):
    """What the other side sees. stuck: it reads nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = b""
        self.ended = self.closed = self.aborted = self.paused = False
        self.stuck = 0

    def write(self, data: bytes | bytearray | memoryview[Any]) -> None:
        assert not self.ended
        self.sent += data

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        self.ended = True

    def get_write_buffer_size(self) -> int:
        return self.stuck

    def pause_reading(self) -> None:
        self.paused = True

    def resume_reading(self) -> None:
        self.paused = False

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.closed = self.aborted = True


class Put:
    """A question as the pool would keep it."""

    def __init__(self) -> None:
        self.left = False
        self.more = 0

    def leave(self) -> None:
        self.left = True

    def go_on(self) -> None:
        self.more += 1


class App:
    """Answers each request with its path and body; /later and what follows it are left open. POST to /no is refused by its head."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.put = Put()

    def refuse(self, request: Request) -> Refusal | None:
        return refused(405, "no", "ask otherwise") if request.path == b"/no" else None

    def answer(self, request: Request, client: Connection) -> None:
        self.requests.append(request)
        if request.refusal is not None:
            self.tell(request.refusal, client)
        elif request.path == b"/later":
            self.put = Put()
            client.follow(self.put)  # type: ignore[arg-type]  # it has what a connection needs of it
        else:
            client.send(200, b"", request.path + b" " + request.body + b";")

    def tell(self, refusal: Refusal, client: Connection) -> None:
        client.send(refusal.status, b"", refusal.error.message.encode())

    def lines(self, request: Request) -> bytes:
        return b"x-own: yes\r\n"


class Talk:
    """A connection with its two sides."""

    def __init__(self, most: int = 10) -> None:
        self.now = 0.0
        self.app, self.wire, self.clients = App(), Wire(), Clients(most, lambda: self.now)
        self.client = Connection(self.app, self.clients)
        self.client.connection_made(self.wire)

    def hear(self, *pieces: bytes) -> bytes:
        """What is sent when these pieces come."""
        before = len(self.wire.sent)
        for piece in pieces:
            buffer = self.client.get_buffer(-1)
            for at in range(0, len(piece), len(buffer)):
                part = piece[at : at + len(buffer)]
                buffer[: len(part)] = part
                self.client.buffer_updated(len(part))
        return self.wire.sent[before:]

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.clients.tick()


def statuses(data: bytes) -> list[int]:
    return [int(part[:3]) for part in data.split(b"HTTP/1.1 ")[1:]]


@given(st.lists(st.integers(0, 200), max_size=6))
@settings(max_examples=40)
def test_requests_are_answered_in_their_order_however_they_are_cut(cuts: list[int]) -> None:
    talk = Talk()
    data = b"".join(GET % number for number in range(3))
    data += (
        b"POST /form HTTP/1.1\r\n"
        + HEAD
        + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    )
    places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    sent = talk.hear(*(data[one:two] for one, two in itertools.pairwise(places)))
    assert [part.split(b";")[0] for part in sent.split(b"\r\n\r\n")[1:]] == [
        b"/0 ",
        b"/1 ",
        b"/2 ",
        b"/form abcde",
    ]
    assert not talk.wire.ended
    assert b"connection: close" not in sent


def test_the_next_request_waits_until_one_is_answered() -> None:
    talk = Talk()
    assert talk.hear(b"GET /later HTTP/1.1\r\n" + HEAD + b"\r\n", GET % 1) == b""
    assert talk.client.piece(Message(b"a" * 5, last=False, status=200))
    assert talk.client.piece(Message(b"b", last=True)) is False
    later, after = talk.wire.sent.split(b"\r\n0\r\n\r\n")
    assert later.endswith(b"5\r\naaaaa\r\n1\r\nb")
    assert b"transfer-encoding: chunked" in later
    assert after.endswith(b"/1 ;")


def test_too_many_requests_at_once_are_left_unread_for_a_while() -> None:
    talk = Talk()
    talk.hear(b"GET /later HTTP/1.1\r\n" + HEAD + b"\r\n", (GET % 1) * 40)
    assert talk.wire.paused
    talk.client.piece(Message(b"", last=True, status=200))
    assert statuses(talk.wire.sent) == [200] * 41
    assert not talk.wire.paused


def test_a_client_that_does_not_read_gets_no_more() -> None:
    talk = Talk()
    talk.hear(b"GET /later HTTP/1.1\r\n" + HEAD + b"\r\n", GET % 1)
    talk.client.pause_writing()
    assert talk.client.piece(Message(b"a", last=False, status=200)) is False
    assert talk.app.put.more == 0
    talk.client.resume_writing()
    assert talk.app.put.more == 1
    talk.client.pause_writing()
    talk.client.piece(Message(b"", last=True))
    assert len(talk.app.requests) == 1
    talk.client.resume_writing()
    assert len(talk.app.requests) == 2


def test_a_client_that_goes_away_is_no_longer_asked_for() -> None:
    talk = Talk()
    talk.hear(b"GET /later HTTP/1.1\r\n" + HEAD + b"\r\n")
    talk.client.connection_lost(None)
    assert talk.app.put.left
    assert not talk.clients.all


def test_a_reply_that_breaks_is_seen_to_be_broken() -> None:
    for version, aborted in ((b"1.1", False), (b"1.0", True)):
        talk = Talk()
        talk.hear(b"GET /later HTTP/" + version + b"\r\n" + HEAD + b"\r\n")
        talk.client.piece(Message(b"a", last=False, status=200))
        talk.client.failed(QueryError("stopped", code="query.timeout"))
        assert (talk.wire.closed, talk.wire.aborted) == (True, aborted)
        assert not talk.wire.sent.endswith(b"0\r\n\r\n")


def test_an_error_before_anything_was_sent_has_its_status() -> None:
    talk = Talk()
    talk.hear(b"GET /later HTTP/1.1\r\n" + HEAD + b"\r\n", GET % 1)
    talk.client.failed(QueryError("too slow", code="query.timeout"))
    assert statuses(talk.wire.sent) == [503, 200]


def test_an_old_client_gets_no_chunks() -> None:
    talk = Talk()
    talk.hear(b"GET /later HTTP/1.0\r\nConnection: keep-alive\r\n" + HEAD + b"\r\n")
    talk.client.piece(Message(b"one ", last=False, status=200))
    talk.client.piece(Message(b"two", last=True))
    assert talk.wire.sent.endswith(b"connection: close\r\n\r\none two")
    assert talk.wire.ended


@pytest.mark.parametrize("pieces", [1, 2])
def test_head_is_answered_without_a_body(pieces: int) -> None:
    talk = Talk()
    talk.hear(b"HEAD /later HTTP/1.1\r\n" + HEAD + b"\r\n")
    talk.client.piece(Message(b"abc", last=pieces == 1, status=200))
    assert talk.wire.sent.endswith(b"\r\n\r\n")
    # What would come after the first piece is not waited for.
    assert talk.app.put.left == (pieces == 2)
    assert (b"content-length: 3" in talk.wire.sent) == (pieces == 1)
    assert talk.hear(GET % 1).endswith(b"/1 ;")


def test_a_body_that_is_waited_for_is_asked_for_only_where_it_will_be_read() -> None:
    head = b"HTTP/1.1\r\n" + HEAD + b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\n"
    talk = Talk()
    assert talk.hear(b"POST /yes " + head) == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert talk.hear(b"abc").endswith(b"/yes abc;")
    assert statuses(talk.hear(b"POST /no " + head)) == [405]
    # Where the body ends is not known any more.
    assert talk.wire.ended
    assert talk.hear(b"abc" + GET % 1) == b""


def test_a_refusal_without_a_body_leaves_the_connection_open() -> None:
    talk = Talk()
    assert statuses(talk.hear(b"GET /no HTTP/1.1\r\n" + HEAD + b"\r\n", GET % 1)) == [405, 200]


@pytest.mark.parametrize("split", [False, True])
def test_a_wish_for_another_protocol_is_passed_over_and_the_body_is_read(split: bool) -> None:
    """Java's client sends it with each first request; httptools takes what follows for the other protocol."""
    talk = Talk()
    wish = HEAD + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAA\r\n"
    data = b"POST /form HTTP/1.1\r\n" + wish + b"Content-Length: 5\r\n\r\nhello"
    assert talk.hear(*([data[:-3], data[-3:]] if split else [data])).endswith(b"/form hello;")
    assert not talk.wire.ended
    # Once is enough: a client that goes on wishing is answered for the last time.
    talk.hear(data * 1000)
    assert len(talk.app.requests) == 2
    assert talk.wire.ended


def test_a_tunnel_is_refused() -> None:
    talk = Talk()
    talk.hear(b"CONNECT elsewhere:80 HTTP/1.1\r\n" + HEAD + b"\r\n" + GET % 1)
    assert [request.method for request in talk.app.requests] == ["CONNECT"]
    assert talk.wire.ended


@pytest.mark.parametrize(
    ("target", "path", "query", "host"),
    [
        (b"/a?b=c?d#e", b"/a", b"b=c?d", b"here"),
        (b"http://there:81/a?b", b"/a", b"b", b"there:81"),
        (b"http://there", b"/", b"", b"there"),
        (b"//there/a", b"//there/a", b"", b"here"),
        (b"*", b"*", b"", b"here"),
    ],
)
def test_the_forms_of_an_address(target: bytes, path: bytes, query: bytes, host: bytes) -> None:
    talk = Talk()
    talk.hear(b"OPTIONS " + target + b" HTTP/1.1\r\n" + HEAD + b"Accept: a\r\nAccept: b\r\n\r\n")
    (request,) = talk.app.requests
    assert (request.path, request.query, request.given[b"host"]) == (path, query, host)
    assert (request.hosts, request.given[b"accept"]) == (1, b"a, b")


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01", 400),
        (b"GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nA: " + b"b" * (4 * MOST_HEAD), 431),
        (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * MOST_HEAD, 431),
        (b"GET /" + b"b" * (4 * MOST_HEAD), 431),
        (
            b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
            + b"8000\r\n%s\r\n" % (b"b" * 0x8000) * 40,
            413,
        ),
    ],
    ids=["binary", "folded", "long header", "many headers", "long address", "endless chunks"],
)
def test_what_cannot_be_read_is_refused_after_what_came_before(data: bytes, status: int) -> None:
    assert len(data) < 6 * MOST_BODY
    talk = Talk()
    assert statuses(talk.hear(GET % 1, data)) == [200, status]
    assert talk.wire.ended
    # It is read and thrown away for a moment, so that the client gets to see why.
    assert not talk.wire.aborted
    talk.wait(1.0)
    assert not talk.wire.aborted
    talk.wait(2.0)
    assert talk.wire.aborted


def test_what_goes_on_after_a_last_reply_is_cut_off() -> None:
    talk = Talk()
    talk.hear(b"\x16", b"x" * (15 << 20))
    assert not talk.wire.aborted
    talk.hear(b"x" * (2 << 20))
    assert talk.wire.aborted


def test_a_client_that_keeps_the_server_waiting_is_cut_off() -> None:
    for begun, status in (
        (b"", []),
        (b"GET /", [408]),
        (b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nab", [408]),
    ):
        talk = Talk()
        talk.wait(IDLE - 1)
        talk.hear(begun)
        for _ in range(int(IDLE) - 1):
            talk.wait(1)
            # A byte now and then changes nothing.
            talk.hear(b"a" if begun.startswith(b"G") else b"")
        assert talk.wire.sent == b""
        talk.wait(2)
        assert statuses(talk.wire.sent) == status
        talk.wait(3)
        assert talk.wire.aborted


def test_a_client_that_reads_slowly_is_waited_for_as_long_as_it_reads() -> None:
    talk = Talk()
    talk.hear(GET % 1)
    for unread in (900, 600, 300):
        talk.wire.stuck = unread
        talk.wait(IDLE - 1)
    assert not talk.wire.closed
    talk.wait(IDLE + 1)
    assert talk.wire.aborted


def test_there_may_be_so_many_connections() -> None:
    talk = Talk(most=1)
    second, wire = Connection(talk.app, talk.clients), Wire()
    second.connection_made(wire)
    assert statuses(wire.sent) == [503]
    assert wire.closed
    assert statuses(talk.hear(GET % 1)) == [200]


def test_at_the_end_what_is_begun_is_answered_and_nothing_else() -> None:
    idle, asked = Talk(), Talk()
    asked.hear(b"GET /later HTTP/1.1\r\n" + HEAD + b"\r\n", GET % 1)
    for talk in (idle, asked):
        talk.client.close()
    assert idle.wire.closed
    asked.client.piece(Message(b"whole", last=True, status=200))
    assert asked.wire.sent.endswith(b"connection: close\r\n\r\nwhole")
    assert asked.wire.ended
    assert len(asked.app.requests) == 1
