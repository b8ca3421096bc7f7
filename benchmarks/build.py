"""How fast and in how much memory a consultation of made-up PDF responses becomes a validated, reasoned store.

python benchmarks/build.py [--responses 2000] [--jobs 2] [--statements 14] [--folder DIR]

Prints responses a second and peak memory at a quarter, a half and the whole of the number, the time of a second build, of one changed and
of one removed response; last the ratio to the same build with --jobs 1. Every build is a process of its own. Memory is the proportional
set size (each shared page counted once) of the process and its children, sampled every fifth of a second.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from corpora import Plan, write_corpus, write_response

from remissgraf.graph.workspace.config import STATE_NAME


@dataclass(frozen=True)
class Run:
    """One build. wall, cpu: seconds, children included; memory: MB at the peak, of all processes together and of the largest alone."""

    wall: float
    cpu: float
    memory: float
    largest: float


def build(folder: Path, jobs: int) -> Run:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    command = [sys.executable, "-m", "remissgraf", "build", str(folder), "--jobs", str(jobs)]
    process = psutil.Popen(command, stderr=subprocess.PIPE)
    peak = largest = 0.0
    while process.poll() is None:
        sizes = [size(one) for one in (process, *children(process))]
        peak, largest = max(peak, sum(sizes)), max(largest, *sizes)
        time.sleep(0.2)
    wall = time.perf_counter() - started
    assert process.stderr is not None
    if process.returncode:
        sys.exit(process.stderr.read().decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, cpu, peak / 1e6, largest / 1e6)


def children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return list(process.children(recursive=True))
    except psutil.NoSuchProcess:
        return []


def size(process: psutil.Process) -> float:
    try:
        info = process.memory_full_info()
        return float(getattr(info, "pss", info.rss))
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return 0.0


def shown(what: str, run: Run, responses: int) -> None:
    print(
        f"{what:<28} {run.wall:8.1f} s {run.cpu:8.1f} CPU-s {responses / run.wall:7.1f}/s"
        f" {run.memory:7.0f} MB, largest process {run.largest:5.0f} MB",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure building.")
    parser.add_argument("--responses", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--statements", type=int, default=14)
    parser.add_argument(
        "--folder", type=Path, default=None, help="keep the corpus here and use what is there"
    )
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp())
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    whole = None
    for part in (4, 2, 1):
        plan = Plan(given.responses // part, statements=given.statements)
        shutil.rmtree(folder / STATE_NAME, ignore_errors=True)
        write_corpus(folder, plan)
        whole = build(folder, given.jobs)
        shown(f"{plan.responses} responses, --jobs {given.jobs}", whole, plan.responses)
    assert whole is not None
    unchanged = [build(folder, given.jobs) for _ in range(3)]
    shown("second build, nothing new", sorted(unchanged, key=lambda run: run.wall)[1], given.responses)
    answers = sorted((folder / "responses").iterdir())
    changed = []
    for at, path in enumerate(answers[:3]):
        # Another letter of the same sender's file name.
        other = write_response(folder, Plan(1, seed=99 + at), 0)
        other.replace(path)
        changed.append(build(folder, given.jobs))
    shown("one changed response", sorted(changed, key=lambda run: run.wall)[1], 1)
    answers[3].unlink()
    shown("one removed response", build(folder, given.jobs), 1)
    print(f"median of three: second build {statistics.median(run.wall for run in unchanged):.2f} s,", end=" ")
    print(f"one changed {statistics.median(run.wall for run in changed):.2f} s")
    write_corpus(folder, Plan(given.responses, statements=given.statements))
    shutil.rmtree(folder / STATE_NAME)
    single = build(folder, 1)
    shown(f"{given.responses} responses, --jobs 1", single, given.responses)
    if given.folder is None:
        shutil.rmtree(folder)
    print(f"ratio {single.wall / whole.wall:.2f} (time with --jobs 1 to time with --jobs {given.jobs})")


if __name__ == "__main__":
    main()
