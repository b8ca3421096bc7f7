"""The server as a process of its own, for tests and benchmarks: started as a user starts it, ended when the block ends."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

__all__ = ["started"]


@contextlib.contextmanager
def started(workspace: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`remissgraf serve` on any free port. Yields the process and the server's address, without a slash at its end."""
    command = [sys.executable, "-m", "remissgraf", "serve", "-w", str(workspace), "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, encoding="utf-8")
    try:
        assert process.stdout is not None
        # The address is the first line; without it the server has said on standard error what is wrong.
        origin = process.stdout.readline().strip()
        assert origin.startswith("http://127.0.0.1:"), origin
        yield process, origin
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
