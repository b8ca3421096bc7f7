"""One server over the bundled example, and one over responses full of personal data; both are shared by all tests here."""

from __future__ import annotations

import contextlib
import http.client
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from tests.serving import started

# Seconds after which the servers stop a query.
LIMIT = 6.0


@dataclass(frozen=True)
class Answer:
    """What a server answered. headers: names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass(frozen=True)
class Server:
    """A running server."""

    origin: str
    pid: int
    workspace: Path

    @property
    def endpoint(self) -> str:
        return f"{self.origin}/sparql"

    @property
    def port(self) -> int:
        port = urlsplit(self.origin).port
        assert port is not None
        return port

    def ask(
        self,
        path: str,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        timeout: float = 30,
    ) -> Answer:
        """A request on a connection of its own. A header Host or Content-Length that is given stands for the usual one."""
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        given = {name.lower(): value for name, value in (headers or {}).items()}
        try:
            client.putrequest(method, path, skip_host="host" in given, skip_accept_encoding=True)
            for name, value in given.items():
                client.putheader(name, value)
            if body is not None and "content-length" not in given:
                client.putheader("Content-Length", str(len(body)))
            client.endheaders()
            if body:
                # A server that refuses a body need not read it.
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    client.send(body)
            response = client.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            client.close()

    def query(self, text: str, accept: str = "text/csv", **more: str) -> Answer:
        return self.ask(f"/sparql?{urlencode({'query': text, **more})}", headers={"Accept": accept})


@pytest.fixture(scope="session")
def server(built_example: Path) -> Iterator[Server]:
    options = (
        "--timeout",
        str(LIMIT),
        "--workers",
        "2",
        "--limit",
        "5000",
        "--cors",
        "https://friend.example",
    )
    with started(built_example, *options) as (process, origin):
        yield Server(origin, process.pid, built_example)
        assert process.poll() is None, "the server did not live to the end of the tests"


@pytest.fixture(scope="session")
def person_server(built_persons: Path) -> Iterator[Server]:
    with started(built_persons, "--timeout", "20") as (process, origin):
        yield Server(origin, process.pid, built_persons)
        assert process.poll() is None, "the server did not live to the end of the tests"
