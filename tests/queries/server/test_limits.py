"""Slow, large and endless queries beside quick ones; clients that go away; builds that come in between."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
from tests.serving import started

from remissgraf.graph.workspace.build import build

from .conftest import LIMIT, Server

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
MANY = "SELECT * { ?a rg:sectionNumber ?b . ?c ?d ?e }"


def children(pid: int) -> set[int]:
    """The process's children and theirs (Linux)."""
    found: set[int] = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found |= {int(path.parent.name)} | children(int(path.parent.name))
    return found


def busy(pid: int) -> int:
    """How many of the workers have used processor time just now."""

    def used(one: int) -> int:
        try:
            fields = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            return 0
        return int(fields[11]) + int(fields[12])

    before = {one: used(one) for one in children(pid)}
    time.sleep(0.3)
    return sum(used(one) > before.get(one, 0) + 3 for one in before)


def until(condition: object, seconds: float = 10.0) -> bool:
    """Whether a condition comes true in time."""
    assert callable(condition)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def many() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(16) as pool:
        yield pool


def test_an_endless_query_is_stopped_and_told(server: Server) -> None:
    answer = server.query(ENDLESS)
    assert answer.status == 503
    assert "longer than 6 seconds" in answer.text
    assert "[query.timeout]" in answer.text
    assert server.query("ASK {}").status == 200


def test_slow_queries_never_block_quick_ones(server: Server, many: ThreadPoolExecutor) -> None:
    slow = [many.submit(server.query, ENDLESS) for _ in range(8)]
    while not all(one.done() for one in slow):
        quick = server.query("SELECT (1 AS ?one) {}")
        assert (quick.status, quick.text) == (200, "one\r\n1\r\n")
    codes = {one.result().text.rsplit("[", 1)[1].rstrip("]\n") for one in slow}
    # More than two at once are not let run: the others are told so, and not that they are too slow.
    assert codes == {"query.timeout", "query.busy"}


def test_many_clients_at_once_all_get_their_own_answer(server: Server, many: ThreadPoolExecutor) -> None:
    texts = [f"SELECT ({number} AS ?n) {{}}" for number in range(100)]
    answers = list(many.map(server.query, texts))
    assert [answer.text for answer in answers] == [f"n\r\n{number}\r\n" for number in range(100)]


def test_an_answer_of_too_many_rows_is_refused_or_cut_for_all_to_see(server: Server) -> None:
    # Large enough that some of it is sent before the rows are too many.
    with pytest.raises(http.client.IncompleteRead):
        server.query(f"{MANY} LIMIT 100000")
    # Small enough that nothing was sent yet.
    small = server.query("SELECT (1 AS ?one) { ?a a rg:Chapter . ?c ?d ?e } LIMIT 5001")
    assert small.status == 400
    assert "[query.rows]" in small.text
    # Exactly as many as are allowed are no fault.
    answer = server.query(f"{MANY} LIMIT 5000", "text/tab-separated-values")
    assert answer.status == 200
    assert len(answer.text.splitlines()) == 5_001


def test_a_client_that_goes_away_takes_its_query_with_it(server: Server) -> None:
    assert until(lambda: busy(server.pid) == 0)
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        query = urlencode({"query": ENDLESS})
        client.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        assert until(lambda: busy(server.pid) == 1, LIMIT / 2)
    gone = time.monotonic()
    assert until(lambda: busy(server.pid) == 0)
    # Long before the limit would have stopped it.
    assert time.monotonic() - gone < LIMIT / 2


def test_a_large_answer_streams_to_a_client_that_reads_slowly(server: Server) -> None:
    """Twenty megabytes fit in no buffer between the two: the worker is told to wait, and later to go on."""
    client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    client.sock = socket.socket()
    client.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.sock.settimeout(30)
    client.sock.connect(("127.0.0.1", server.port))
    wide = f"SELECT ?a ?c ('{'å' * 2000}' AS ?wide) {{ ?a rg:sectionNumber ?b . ?c ?d ?e }} LIMIT 5000"
    client.request(
        "POST",
        "/sparql",
        wide.encode(),
        {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"},
    )
    response = client.getresponse()
    assert response.status == 200
    assert response.getheader("transfer-encoding") == "chunked"
    begun = response.read(1000)
    assert server.query("ASK {}").status == 200
    found = json.loads(begun + response.read())
    client.close()
    assert len(found["results"]["bindings"]) == 5_000


def test_a_new_build_is_taken_into_use(example_copy: Path) -> None:
    with started(example_copy, "--timeout", "20") as (process, origin):
        server = Server(origin, process.pid, example_copy)
        count = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a rg:Response }"
        assert server.query(count).text == "n\r\n12\r\n"
        file = next(path for path in (example_copy / "responses").iterdir() if path.suffix == ".md")
        file.unlink()
        build(example_copy)
        assert until(lambda: server.query(count).text == "n\r\n11\r\n")
        # What was built is taken away, and built again.
        shutil.rmtree(example_copy / ".remissgraf" / "stores")
        assert until(lambda: "[workspace.unbuilt]" in server.query(count).text)
        build(example_copy)
        assert until(lambda: server.query(count).text == "n\r\n11\r\n")
    shutil.rmtree(example_copy)
