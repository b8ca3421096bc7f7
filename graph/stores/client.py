"""Requests to one SPARQL server: who asks, how long, how often again, and what a refusal means in words.

Every request that is made here may be repeated without harm: queries read, and what is written are whole graphs without blank nodes. A
server that is busy or gone for a moment is asked again, later and later. Nothing of the surroundings is used (no proxy, no .netrc), no
redirection is followed, and a password or token goes only to the named server, and only where nobody on the way can read it.
"""

from __future__ import annotations

import io
import os
import random
import re
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from remissgraf.errors import QueryError, StoreError
from remissgraf.graph.stores.servers import Server

if TYPE_CHECKING:
    import httpx

__all__ = ["Body", "Client", "Login", "Times", "login_from_environment"]

_BUSY: Final = frozenset({429, 502, 503, 504})
_SHOWN: Final = 300


@dataclass(frozen=True, slots=True)
class Login:
    """What is sent to be let in; nothing of it is ever shown."""

    user: str = ""
    password: str = ""
    token: str = ""

    def __repr__(self) -> str:
        return "Login(…)"

    def __bool__(self) -> bool:
        return bool(self.user or self.token)


def login_from_environment() -> Login:
    """REMISSGRAF_STORE_USER with REMISSGRAF_STORE_PASSWORD, or REMISSGRAF_STORE_TOKEN (a bearer token)."""
    return Login(*(os.environ.get(f"REMISSGRAF_STORE_{name}", "") for name in ("USER", "PASSWORD", "TOKEN")))


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds. connect: to reach the server; silence: without a byte from it, None without limit; whole: from a question to the last
    byte of its answer, None without limit. attempts: how often a request is made in all; pause: before the second, doubled each
    time, at most longest.
    """

    connect: float = 10.0
    silence: float | None = 300.0
    whole: float | None = None
    attempts: int = 5
    pause: float = 0.5
    longest: float = 30.0


class Client:
    """An open connection to a server. Close it, or use it in a `with` block."""

    def __init__(
        self,
        server: Server,
        login: Login | None = None,
        times: Times | None = None,
        *,
        sleep: Callable[[float], object] = time.sleep,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """sleep, transport: for tests. Raises StoreError "store.httpx" where httpx is not installed, "store.insecure" where the password
        could be read on its way."""
        try:
            import httpx
        except ImportError:
            raise StoreError(
                "to talk to a server, httpx is needed, and it is not installed",
                remedy='pip install "remissgraf[endpoint]"',
                code="store.httpx",
            ) from None
        from remissgraf import __version__

        self.server = server
        self.login = login or Login()
        self.times = times or Times()
        self._sleep = sleep
        headers = {"user-agent": f"remissgraf/{__version__}"}
        auth: httpx.Auth | None = None
        if self.login and not server.is_safe and (self.login.token or not server.digest):
            raise StoreError(
                "a password or token would go over the net for anybody to read",
                where=server.url,
                remedy="name the server with https://, or make a tunnel to it and name this machine",
                code="store.insecure",
            )
        if self.login.token:
            headers["authorization"] = f"Bearer {self.login.token}"
        elif self.login.user:
            kind = httpx.DigestAuth if server.digest else httpx.BasicAuth
            auth = kind(self.login.user, self.login.password)
        certificates = os.environ.get("SSL_CERT_FILE")
        try:
            self._http = httpx.Client(
                auth=auth,
                headers=headers,
                follow_redirects=False,
                trust_env=False,
                verify=ssl.create_default_context(cafile=certificates) if certificates else True,
                timeout=httpx.Timeout(self.times.silence, connect=self.times.connect),
                transport=transport,
            )
        except OSError as failure:
            raise StoreError(
                f"the certificates that SSL_CERT_FILE names cannot be read: {failure.strerror or failure}",
                where=certificates,
                code="store.certificates",
            ) from failure

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def send(self, method: str, address: str, *, missing: bool = False, **request: Any) -> bool:
        """Make a request whose answer has no content of interest. missing: 404 is no error; whether there was something.

        request: as httpx takes it (params, content, headers). Raises StoreError.
        """
        with self.stream(method, address, missing=missing, **request) as response:
            response.read()
            return response.status_code != 404

    @contextmanager
    def stream(
        self, method: str, address: str, *, missing: bool = False, asks: bool = False, **request: Any
    ) -> Iterator[httpx.Response]:
        """The answer to a request, its content not read yet. asks: a query, of which 400 says that it is wrong.

        Raises StoreError "store.unreachable", "store.denied", "store.redirect", "store.failed"; QueryError "query.failed", "query.timeout".
        """
        import httpx

        for attempt in range(self.times.attempts):
            last = attempt + 1 == self.times.attempts
            try:
                response = self._http.send(self._http.build_request(method, address, **request), stream=True)
            except httpx.ReadTimeout as failure:
                # Asked again it would take as long again.
                raise self._silent(asks) from failure
            except (httpx.TransportError, httpx.InvalidURL) as failure:
                if last or not isinstance(failure, httpx.TransportError):
                    raise self._unreachable(failure) from failure
                self._wait(attempt)
                continue
            try:
                if response.status_code in _BUSY and not last:
                    self._wait(attempt, response.headers)
                    continue
                if not (response.is_success or (missing and response.status_code == 404)):
                    response.read()
                    raise self._refused(response, asks)
                yield response
                return
            except httpx.ReadTimeout as failure:
                raise self._silent(asks) from failure
            except httpx.TransportError as failure:
                raise self._unreachable(failure) from failure
            finally:
                response.close()

    def _wait(self, attempt: int, headers: Mapping[str, str] | None = None) -> None:
        asked = (headers or {}).get("retry-after", "")
        # Not all clients of a server that was down come back in the same moment.
        seconds = self.times.pause * 2**attempt * random.uniform(0.5, 1.5)
        if asked.isdecimal() and len(asked) < 6:
            seconds = float(asked)
        self._sleep(min(seconds, self.times.longest))

    def _unreachable(self, failure: Exception) -> StoreError:
        return StoreError(
            f"the server cannot be reached: {str(failure) or type(failure).__name__}",
            where=self.server.url,
            remedy="see whether it runs and is named rightly, then try again",
            code="store.unreachable",
        )

    def _silent(self, asks: bool) -> StoreError | QueryError:
        if asks:
            return QueryError(
                f"the server said nothing for {self.times.silence:g} seconds",
                where=self.server.url,
                remedy="ask for less, or give it more time: --timeout SECONDS",
                code="query.timeout",
            )
        return self._unreachable(TimeoutError(f"it said nothing for {self.times.silence:g} seconds"))

    def _refused(self, response: httpx.Response, asks: bool) -> StoreError | QueryError:
        status = response.status_code
        said = _words(response)
        if status in (401, 403):
            return StoreError(
                f"the server does not let this be done (status {status})",
                where=self.server.url,
                remedy="set REMISSGRAF_STORE_USER and REMISSGRAF_STORE_PASSWORD, or REMISSGRAF_STORE_TOKEN, to those of a user who may",
                code="store.denied",
            )
        if response.is_redirect:
            return StoreError(
                f"the server sends on to another address (status {status}), and no address is used but the one you name",
                where=self.server.url,
                remedy="name the final address",
                code="store.redirect",
            )
        if asks and status in (400, 500):
            return QueryError(
                f"the server could not answer: {said}", where=self.server.url, code="query.failed"
            )
        return StoreError(
            f"the server answered with status {status}: {said}",
            where=self.server.url,
            remedy="see docs/stores.md for the addresses of each kind of server",
            code="store.failed",
        )


def _words(response: httpx.Response) -> str:
    """The beginning of what the server says, on one line and without its markup."""
    text = re.sub(r"<[^>]{0,500}>", " ", response.content[:5_000].decode("utf-8", "replace"))
    words = " ".join(text.split())
    return (words[:_SHOWN] + "…" if len(words) > _SHOWN else words) or "no reason given"


class Body(io.RawIOBase):
    """The content of an answer as a binary file that is read as it arrives. Raises QueryError "query.timeout" after the deadline."""

    def __init__(self, response: httpx.Response, times: Times, started: float) -> None:
        """started: `time.monotonic()` when the question was asked."""
        self._chunks = response.iter_bytes()
        self._rest = b""
        self._times = times
        self._started = started

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        whole = self._times.whole
        if whole is not None and time.monotonic() - self._started > whole:
            raise QueryError(
                f"the query was stopped: it took longer than {whole:g} seconds",
                remedy="ask for less (a LIMIT, a narrower pattern), or give it more time: --timeout SECONDS, 0 for no limit",
                code="query.timeout",
            )
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._rest = chunk
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
