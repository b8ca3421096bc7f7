"""Who may ask this server, and how much a request may hold: a page of another site, or a name that was made to lead here, may not.

The server hears this machine alone, but every page that a browser on it has open can reach it too. So the Host must be one of the
server's own names (a foreign name may be led here, DNS rebinding), and where a request comes from, as a browser tells it, must be this
server itself, or a site that was allowed on purpose. This module knows headers, no paths.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from remissgraf.queries.server.troubles import Refusal, refused

__all__ = ["ALLOW", "MOST_BODY", "Gate", "Headers"]

Headers = dict[bytes, bytes]

# Bytes of a request's body and of its address. A query of a million characters is the most that the guard reads.
MOST_BODY: Final = 1 << 20
MOST_ADDRESS: Final = 32 << 10
# On every answer. The policy of a page's own scripts is the page's.
_SAFE_LINES: Final = (
    b"x-content-type-options: nosniff\r\nreferrer-policy: no-referrer\r\n"
    b"cross-origin-opener-policy: same-origin\r\nx-frame-options: DENY\r\n"
)
_OWN_LINES: Final = _SAFE_LINES + b"cross-origin-resource-policy: same-origin\r\n"
_PREFLIGHT: Final = (
    b"access-control-allow-methods: GET, POST\r\naccess-control-allow-headers: accept, content-type\r\n"
    b"access-control-max-age: 600\r\n"
)
ALLOW: Final = (b"allow", b"GET, HEAD, POST")
_METHODS: Final = (b"GET", b"HEAD", b"POST", b"OPTIONS")


class Gate:
    """port: that the server hears. allowed: origins of other sites whose pages may ask, as "https://site.example"."""

    def __init__(self, port: int, allowed: Collection[str] = ()) -> None:
        names = ("127.0.0.1", "localhost", "[::1]")
        self._port = port
        self._hosts = frozenset(f"{name}:{port}".encode() for name in names)
        if port == 80:
            self._hosts |= frozenset(name.encode() for name in names)
        self._own = frozenset(b"http://" + host for host in self._hosts)
        self._allowed = frozenset(origin.rstrip("/").encode() for origin in allowed)

    def refuse(
        self, method: str, address: int, headers: Headers, asks: bool, repeated: bool
    ) -> Refusal | None:
        """Why the request may not be made; None: it may. address: its length. asks: whether it has parameters.

        repeated: whether it names no host, or several."""
        if repeated or headers.get(b"host", b"").lower() not in self._hosts:
            return refused(
                421,
                "this server does not go by that name",
                f"ask http://127.0.0.1:{self._port} or http://localhost:{self._port}, through a tunnel with the same port, too",
            )
        if method.encode() not in _METHODS:
            return refused(
                405,
                f"{method[:20]} is not answered: the graph is read only",
                "use GET or POST",
                ALLOW,
            )
        if address > MOST_ADDRESS:
            return refused(
                414, f"the address is longer than {MOST_ADDRESS} bytes", "send the query with POST"
            )
        size = headers.get(b"content-length", b"0")
        if not size.isdigit():
            return refused(400, "the header Content-Length is not a number", "send the length in bytes")
        if int(size[:20]) > MOST_BODY:
            return too_large()
        return self._refuse_site(method, headers, asks)

    def _refuse_site(self, method: str, headers: Headers, asks: bool) -> Refusal | None:
        origin = headers.get(b"origin")
        if origin is not None and origin not in self._own and origin not in self._allowed:
            return refused(
                403, "a page of another site may not ask here", "allow it: remissgraf serve --cors ORIGIN"
            )
        site = headers.get(b"sec-fetch-site", b"none")
        if site in (b"none", b"same-origin") or origin in self._allowed:
            return None
        # A link on another site may lead to a page, but not to a query's answer: addresses with parameters do work.
        if (
            method == "GET"
            and headers.get(b"sec-fetch-mode") == b"navigate"
            and headers.get(b"sec-fetch-dest") == b"document"
        ):
            return (
                None
                if not asks
                else refused(
                    403, "another site leads to a query here", "open the server's own page and ask there"
                )
            )
        return refused(403, "another site may not ask here", "allow it: remissgraf serve --cors ORIGIN")

    def lines(self, headers: Headers) -> bytes:
        """The header lines of every answer: what lets the page of an allowed site read it, and keeps all others from it."""
        origin = headers.get(b"origin")
        if origin is not None and origin in self._allowed:
            return _SAFE_LINES + b"access-control-allow-origin: %s\r\nvary: origin\r\n" % origin
        return _OWN_LINES

    def preflight(self, headers: Headers) -> bytes | None:
        """The header lines that answer a browser that asks whether it may ask; None: it may not."""
        return _PREFLIGHT if headers.get(b"origin") in self._allowed else None


def too_large() -> Refusal:
    """A body that is not read, or not to its end."""
    return refused(413, f"the request is larger than {MOST_BODY} bytes", "ask a shorter query")
