"""The server under load, beside `oxigraph serve-read-only` on the same store: quick queries while an endless one runs.

python -m benchmarks.serve [WORKSPACE [SECONDS]]

WORKSPACE: built already; without it the bundled example is built. Eight connections ask for what is said of one statement after
another, and a ninth asks a query that never ends, again and again. Both servers are given the same requests by the same client, in
turns, so that what else the machine does hits both; Oxigraph's is started anew for each turn, because nothing else ends its endless
query. Wall time; and the servers' processor time for an answer, in runs without the endless query. Then: memory and files open before and
after, and how long after its limit a stopped query's worker is free.
Last line: our answers a second as a share of Oxigraph's.
"""

from __future__ import annotations

import contextlib
import random
import selectors
import socket
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psutil
from tests import servers
from tests.serving import started

from remissgraf import examples
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.create import copy_example
from remissgraf.graph.workspace.opened import find_store, open_workspace

SEED = 5
CONNECTIONS = 8
ROUNDS = 2
LIMIT = 5.0
STATEMENTS = "SELECT ?s { ?s a rg:Statement ; rg:hasEvidence ?e } ORDER BY ?s"
POINT = "SELECT ?p ?o WHERE { GRAPH ?g { <%s> ?p ?o } }"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?a ?b ?c . ?d ?e ?f . ?g2 ?h ?i . ?j ?k ?l } }"


def request(address: str, query: str) -> bytes:
    host = urlsplit(address).netloc
    text = urlencode({"query": query})
    path = urlsplit(address).path
    return f"GET {path}?{text} HTTP/1.1\r\nHost: {host}\r\nAccept: application/sparql-results+json\r\n\r\n".encode()


def connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    assert parts.hostname is not None
    assert parts.port is not None
    return socket.create_connection((parts.hostname, parts.port), timeout=30)


def whole(data: bytes) -> bool:
    """Whether a response is there to its end."""
    head, found, body = data.partition(b"\r\n\r\n")
    if not found:
        return False
    lowered = head.lower()
    assert lowered.startswith(b"http/1.1 200"), data[:400]
    at = lowered.find(b"content-length:")
    if at < 0:
        return body.endswith(b"0\r\n\r\n")
    return len(body) >= int(lowered[at + 15 :].split(b"\r\n", 1)[0])


def load(address: str, requests: Sequence[bytes], seconds: float, *, beside: bool) -> int:
    """Answers within the time, over eight connections that each ask again when they are answered. beside: an endless query."""
    chance = random.Random(SEED)
    with contextlib.ExitStack() as stack, selectors.DefaultSelector() as ready:
        if beside:
            endless = stack.enter_context(connected(address))
            endless.sendall(request(address, ENDLESS))
            ready.register(endless, selectors.EVENT_READ, None)
        for _ in range(CONNECTIONS):
            client = stack.enter_context(connected(address))
            ready.register(client, selectors.EVENT_READ, bytearray())
            client.sendall(chance.choice(requests))
        answers, end = 0, time.perf_counter() + seconds
        while time.perf_counter() < end:
            for key, _ in ready.select(timeout=1):
                assert isinstance(key.fileobj, socket.socket)
                client = key.fileobj
                data = client.recv(1 << 16)
                if key.data is None:
                    # It was stopped: ask again.
                    client.sendall(request(address, ENDLESS))
                    continue
                key.data.extend(data)
                if whole(key.data):
                    answers += 1
                    key.data.clear()
                    client.sendall(chance.choice(requests))
        return answers


@contextlib.contextmanager
def oxigraph(store: Path) -> Iterator[str]:
    program = servers.find_oxigraph()
    assert program is not None, "pip install oxigraph"
    with servers.oxigraph_on(program, store) as address:
        yield f"{address}query"


def freed(address: str) -> float:
    """Seconds from the limit until a stopped query's client is told, and its worker has been followed by another."""
    with connected(address) as client:
        begun = time.perf_counter()
        client.sendall(request(address, ENDLESS))
        data = client.recv(1 << 16)
        assert b" 503 " in data[:40], data
        with connected(address) as next_one:
            next_one.sendall(request(address, "ASK {}"))
            assert b" 200 " in next_one.recv(1 << 16)[:40]
        return time.perf_counter() - begun - LIMIT


def size(process: psutil.Process) -> tuple[float, int, int]:
    """(megabytes that are the process's own, processes, open files) with its children."""
    memory, processes = 0.0, 0
    for one in (process, *process.children(recursive=True)):
        # A stopped worker may be gone by now.
        with contextlib.suppress(psutil.NoSuchProcess):
            memory += one.memory_full_info().uss / 1e6
            processes += 1
    return memory, processes, process.num_fds()


def spent(process: psutil.Process) -> float:
    """Seconds of processor time that the process and its children have taken."""
    times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
    return float(sum(one.user + one.system for one in times))


def cost(address: str, requests: Sequence[bytes], process: psutil.Process, seconds: float) -> float:
    """Microseconds of the server's processor time for an answer, nothing slow beside it."""
    before = spent(process)
    answers = load(address, requests, seconds, beside=False)
    return (spent(process) - before) / answers * 1e6


def main() -> None:
    arguments = sys.argv[1:]
    seconds = float(arguments[1]) if len(arguments) > 1 else 5.0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(arguments[0]) if arguments else Path(place) / "lifescience"
        if not arguments:
            copy_example(examples.lifescience(), folder)
            build(folder)
        opened = open_workspace(folder)
        statements = [row["s"].value for row in opened.store.query(STATEMENTS)]  # type: ignore[union-attr]  # it is a SELECT
        _, store = find_store(folder)
        print(
            f"{len(statements)} statements, {len(opened.store)} triples; {CONNECTIONS} connections beside an endless query"
        )
        names = ("oxigraph serve-read-only", "remissgraf serve")
        answers, costs = dict.fromkeys(names, 0), dict.fromkeys(names, 0.0)
        with started(folder, "--timeout", str(LIMIT)) as (process, origin):
            ours = f"{origin}/sparql"
            family = psutil.Process(process.pid)
            asked = [request(ours, POINT % one) for one in statements]
            load(ours, asked, 1.0, beside=False)
            # Before any worker is stopped, whose processor time would be lost sight of.
            costs[names[1]] = cost(ours, asked, family, seconds)
            before = size(family)
            for _ in range(ROUNDS):
                with oxigraph(store) as theirs:
                    rival = next(one for one in psutil.Process().children() if "oxigraph" in one.name())
                    theirs_asked = [request(theirs, POINT % one) for one in statements]
                    costs[names[0]] += cost(theirs, theirs_asked, rival, seconds / ROUNDS) / ROUNDS
                    answers[names[0]] += load(theirs, theirs_asked, seconds, beside=True)
                answers[names[1]] += load(ours, asked, seconds, beside=True)
            times = [freed(ours) for _ in range(2)]
            after = size(family)
        print("answers a second beside an endless query; processor time of an answer alone")
        for name in names:
            print(f"{name:24}  {answers[name] / seconds / ROUNDS:9.0f}  {costs[name]:9.0f} µs")
        print("                             before      after")
        for label, one, other in zip(("memory, MB", "processes", "open files"), before, after, strict=True):
            print(f"{label:24}  {one:9.0f}  {other:9.0f}")
        print(
            f"a stopped query's worker is free {max(times):.2f} s after the limit (the longest of {len(times)})"
        )
        print(f"answers a second, ours / Oxigraph's: {answers[names[1]] / answers[names[0]]:.2f}")


if __name__ == "__main__":
    main()
