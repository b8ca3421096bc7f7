"""Real SPARQL servers for tests, on loopback, each in a folder and on ports of its own, ended when the block ends."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from remissgraf.graph.stores.client import Client, Login
from remissgraf.graph.stores.endpoint import EndpointStore
from remissgraf.graph.stores.servers import Server

__all__ = [
    "DBA",
    "emptied",
    "find_oxigraph",
    "find_virtuoso",
    "missing",
    "oxigraph",
    "oxigraph_on",
    "virtuoso",
]

# Who may write to the Virtuoso that `virtuoso` starts.
DBA = Login("dba", "dba")

_PATIENCE = 120.0
_VIRTUOSO_INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 20
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 10000
CheckpointInterval = 0
DirsAllowed = .
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 60
"""


@contextlib.contextmanager
def emptied(server: Server, login: Login | None = None, **sizes: int) -> Iterator[EndpointStore]:
    """The server, which other tests may have written to before, without a graph."""
    with Client(server, login) as client:
        store = EndpointStore(client, **sizes)
        for graph in store.graphs():
            store.remove_graph(graph)
        yield store


def find_oxigraph() -> str | None:
    """The program of the package `oxigraph`, which is among the test dependencies."""
    return shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or shutil.which("oxigraph")


def find_virtuoso() -> str | None:
    return shutil.which("virtuoso-t")


def missing(what: str, how: str) -> None:
    """End the test: as failed in CI, where every server is to be there, else as left out, with the reason."""
    text = f"no {what} here: install it ({how}) to run the tests against it"
    if os.environ.get("CI"):
        pytest.fail(text)
    pytest.skip(text)


@contextlib.contextmanager
def oxigraph(program: str, *options: str) -> Iterator[str]:
    """An Oxigraph server in memory. Yields its address."""
    port = _free_port()
    with _running([program, "serve", "--bind", f"127.0.0.1:{port}", *options], None, port):
        yield f"http://127.0.0.1:{port}/"


@contextlib.contextmanager
def oxigraph_on(program: str, store: Path) -> Iterator[str]:
    """An Oxigraph server that reads a store on disk and never writes. Yields its address."""
    port = _free_port()
    command = [program, "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"]
    with _running(command, None, port):
        yield f"http://127.0.0.1:{port}/"


@contextlib.contextmanager
def virtuoso(program: str, folder: Path, *, rows: int = 100_000) -> Iterator[str]:
    """A new, empty Virtuoso with its user dba, password dba. rows: the most that it gives. Yields its address."""
    sql, http = _free_port(), _free_port()
    (folder / "virtuoso.ini").write_text(
        _VIRTUOSO_INI.format(sql=sql, http=http, rows=rows), encoding="utf-8"
    )
    with _running([program, "+configfile", "virtuoso.ini", "+foreground"], folder, http):
        yield f"virtuoso+http://127.0.0.1:{http}/"


@contextlib.contextmanager
def _running(command: list[str], folder: Path | None, port: int) -> Iterator[None]:
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - the parent runs one thread
    )
    try:
        _until_it_listens(process, port)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _end_with_parent() -> None:
    """A test run that is killed cannot end its servers: the kernel does it (prctl with PR_SET_PDEATHSIG, which is 1)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _until_it_listens(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, f"{process.args!r} ended with status {process.returncode}"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"{process.args!r} does not listen")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
