"""A request as it was read from a connection, and a reply's head as it is written: HTTP/1.1 as bytes, no connection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import httptools

from remissgraf.queries.server.gate import Headers
from remissgraf.queries.server.troubles import Refusal

__all__ = ["STATUS_LINES", "Request", "split_target"]

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
