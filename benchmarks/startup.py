"""How long `remissgraf --help` takes against a bare click program, in one run. Last line: the ratio of the medians.

python benchmarks/startup.py [RUNS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

BARE = "import click\n@click.group()\ndef cli(): pass\ncli(['--help'])"
OURS = "from remissgraf.cli.main import main\nmain(['--help'])"


def once(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    once(BARE), once(OURS)
    # In turn, so that a machine that slows down slows both.
    pairs = [(once(BARE), once(OURS)) for _ in range(runs)]
    bare, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"bare click program  {bare * 1000:7.1f} ms (median of {runs})")
    print(f"remissgraf --help   {ours * 1000:7.1f} ms")
    print(f"ratio {ours / bare:.2f}")


if __name__ == "__main__":
    main()
