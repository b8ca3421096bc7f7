"""Sixty and more hostile inputs, a row each in hostile.jsonl: a clear refusal, no file read, no request made, and the server lives."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from .conftest import Server

ROWS = [
    json.loads(line)
    for line in Path(__file__).with_name("hostile.jsonl").read_text(encoding="utf-8").splitlines()
]
SECRET = "secret-words-of-a-file-that-nobody-may-read"
DEEP = 10_000
LONG = {
    "{deep}": "{" * DEEP + "}" * DEEP,
    "{parens}": "(" * DEEP + "1" + ")" * DEEP,
    "{signs}": "!" * DEEP,
    "{unions}": " UNION ".join(["{ ?s ?p ?o }"] * DEEP),
    "{long}": "x" * 300_000,
    "{longish}": "x" * 40_000,
    "{parameters}": "&".join(f"a{number}=1" for number in range(2_000)),
}


class Canary:
    """A listener to which nobody may come."""

    def __init__(self) -> None:
        self.visits = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/canary"
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            self.visits += 1
            client.close()

    def close(self) -> None:
        # Wakes the thread that waits.
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    listener = Canary()
    yield listener
    listener.close()


@pytest.fixture(scope="module")
def secret_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("secret") / "secret.nt"
    file.write_text(f'<a:a> <a:b> "{SECRET}" .\n', encoding="utf-8")
    return file


def test_there_are_sixty_of_them() -> None:
    assert len(ROWS) >= 60
    assert len({row["name"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_a_hostile_input_is_refused(
    row: dict[str, Any], server: Server, canary: Canary, secret_file: Path
) -> None:
    def filled(text: str) -> str:
        names = {"{canary}": canary.address, "{file}": str(secret_file), "{port}": str(server.port), **LONG}
        for name, value in names.items():
            text = text.replace(name, value)
        return text

    pairs = {name: filled(value) for name, value in row.get("params", {}).items()}
    if "query" in row:
        pairs["query"] = filled(row["query"])
    path = filled(row.get("path", "/sparql")) + (f"?{urlencode(pairs)}" if pairs else "")
    headers = {name: filled(value) for name, value in row.get("headers", {}).items()}
    body = None
    if "form" in row:
        body, headers["Content-Type"] = urlencode(row["form"]).encode(), "application/x-www-form-urlencoded"
    elif "body" in row:
        body = filled(row["body"]).encode("utf-8") * row.get("repeat", 1)
    if "type" in row:
        headers["Content-Type"] = row["type"]
    answer = server.ask(path, row.get("method", "GET"), headers, body)
    assert answer.status == row["status"], answer.body[:500]
    # It is said what is wrong and how to mend it, and nothing of this machine.
    assert len(answer.text) > 20 or row.get("method") == "HEAD"
    assert SECRET not in answer.text
    assert str(server.workspace) not in answer.text
    assert "Traceback" not in answer.text
    assert canary.visits == 0
    assert server.query("ASK {}").status == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00\x01\x02\x03\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /sparql HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\n\r\n",
        b"GET /" + b"x" * 400_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: y\r\n" * 100_000 + b"\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\nContent-Type: application/sparql-query\r\n\r\n"
        + (b"10000\r\n" + b"x" * 0x10000 + b"\r\n") * 40,
        b"POST /sparql HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ids=[
        "binary",
        "version",
        "tls",
        "hosts",
        "no host",
        "long line",
        "many headers",
        "endless chunks",
        "two lengths",
    ],
)
def test_what_is_no_request_is_refused(server: Server, raw: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        try:
            client.sendall(raw.replace(b"{host}", f"127.0.0.1:{server.port}".encode()))
            answer = client.recv(1000)
        except (BrokenPipeError, ConnectionResetError):
            # It was cut off while it was still sending.
            answer = b""
    assert not answer or answer.startswith(b"HTTP/1.1 4"), answer
    assert server.query("ASK {}").status == 200
