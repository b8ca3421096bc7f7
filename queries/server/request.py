"""A request as it was read from a connection, and a reply's head as it is written: HTTP/1.1 as bytes, no connection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import httptools

from remissgraf.queries.server.gate import Headers
from remissgraf.queries.server.troubles import Refusal

__all__ = ["STATUS_LINES", "Request", "split_target", "without_upgrade"]

STATUS_LINES: Final[Mapping[int, bytes]] = {
    status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode("ascii") for status in HTTPStatus
}


@dataclass(slots=True)
class Request:
    """path, query: as they were sent, ASCII. headers: names in lower case, repeated ones joined. hosts: how many times the Host was named.

    keep: whether the connection stays open after it. chunks: whether the client reads a reply in chunks. refusal: why it is not answered.
    """

    method: str
    path: bytes = b""
    query: bytes = b""
    headers: Headers | None = None
    hosts: int = 0
    keep: bool = False
    chunks: bool = False
    body: bytes = b""
    refusal: Refusal | None = None

    @property
    def given(self) -> Headers:
        """The headers; none where the head could not be read."""
        return self.headers or {}


def split_target(target: bytes) -> tuple[bytes, bytes, bytes | None]:
    """(path, what follows the question mark, host and port where it is a whole address) of a request's target."""
    target = target.partition(b"#")[0]
    if not target.startswith(b"/"):
        try:
            url = httptools.parse_url(target)
        except httptools.HttpParserInvalidURLError:
            return target, b"", None
        if url.host is not None:
            host = url.host if url.port is None else b"%s:%d" % (url.host, url.port)
            return url.path or b"/", url.query or b"", host
    path, _, query = target.partition(b"?")
    return path, query, None


def without_upgrade(
    method: bytes, target: bytes, fields: Sequence[tuple[bytes, bytes]], *, last: bool
) -> bytes:
    """The head of a request without its wish for another protocol, which a server may pass over (RFC 9110, 7.8).

    fields: names in lower case. last: the connection is to be closed after it.
    """
    lines = [b"%s %s HTTP/1.1" % (method, target)]
    for name, value in fields:
        if name == b"connection":
            last |= b"close" in value.lower()
        elif name not in (b"upgrade", b"http2-settings"):
            lines.append(name + b": " + value)
    return b"\r\n".join((*lines, *([b"connection: close"] if last else []), b"", b""))
