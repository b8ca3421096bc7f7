"""Whether a build that is killed, runs out of disk or meets another build leaves anything damaged.

python benchmarks/kill.py [--kills 50] [--responses 60] [--seed 1]

Three cases take turns: no earlier graph; an earlier graph and a quarter of the files changed, so that the store is made from nothing;
one changed file, so that the earlier store is changed and reasoned over where it must be. A build is killed (SIGKILL, the process alone or
with its workers) when it has used a part, drawn by chance, of the CPU time that an undisturbed build takes. Then a query must answer
from the old graph or the new one, and the next build must give the graph of the undisturbed build, byte for byte in the sorted dump.
The disk is filled in the same way: on a small file system in memory where this process may mount one, else by a limit on the size of
a file. Last two builds at once. Prints what was seen, and last the ratio of good ends to trials.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from corpora import Plan, write_corpus, write_response

from remissgraf.graph.workspace.config import STATE_NAME
from remissgraf.graph.workspace.opened import open_workspace

JOBS = "2"
# Megabytes of room beside what is there, from nearly none to nearly enough for the build of 60 responses.
ROOM = (0.1, 0.3, 0.6, 1, 2, 4, 8)
PAGE = 4096


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "remissgraf", *words]


def start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command("build", str(folder), "--jobs", JOBS), stderr=subprocess.PIPE, start_new_session=True
    )


def finish(folder: Path) -> bytes:
    """Build to the end and give the graph."""
    done = subprocess.run(command("build", str(folder), "--jobs", JOBS), stderr=subprocess.PIPE, check=False)
    if done.returncode:
        raise SystemExit(f"the next build failed:\n{done.stderr.decode()}")
    return open_workspace(folder).store.dump()


def answers(folder: Path) -> bool:
    """Whether a query works: from a graph, or by saying that there is none."""
    done = subprocess.run(command("query", "overview", "-w", str(folder)), capture_output=True, check=False)
    told = b"[workspace.unbuilt]" in done.stderr
    return (done.returncode == 0 or told) and b"Traceback" not in done.stderr


def laid_out(folder: Path, kept: Path | None) -> None:
    """Put the state back as it was before the disturbed build: a copy of an earlier one, or none."""
    shutil.rmtree(folder / STATE_NAME, ignore_errors=True)
    if kept is not None:
        shutil.copytree(kept, folder / STATE_NAME)


def kill_at(folder: Path, moment: float, whole_group: bool) -> str:
    """Start a build, kill it when it has used so many CPU-seconds, say how far it was."""
    process = start(folder)
    while process.poll() is None and cpu_of(process.pid) < moment:
        time.sleep(0.005)
    state = folder / STATE_NAME
    seen = (
        "done"
        if process.poll() is not None
        else "saving the store"
        if list((state / "stores").glob("new-*"))
        else "reading and reasoning"
        if (state / "canonical").is_dir() and any((state / "canonical").iterdir())
        else "starting"
    )
    with suppress(ProcessLookupError):
        if whole_group:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.communicate()
    return seen


def cpu_of(pid: int) -> float:
    """CPU-seconds of a process and of its children."""
    used = 0.0
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            times = one.cpu_times()
            used += times.user + times.system
    return used


@contextmanager
def small_disk(size: int, where: Path) -> Iterator[str]:
    """A file system of so many bytes at `where`, if this process may mount one; else nothing is changed. How it is done."""
    where.mkdir(exist_ok=True)
    mounted = not subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(where)],
        stderr=subprocess.DEVNULL,
        check=False,
    ).returncode
    try:
        yield "small file system" if mounted else "limit on the size of a file"
    finally:
        if mounted:
            subprocess.run(["umount", str(where)], check=True)


def fill_up(folder: Path, megabytes: float, scratch: Path) -> tuple[str, bool]:
    """Build with little room; (how, whether it said so without a traceback or had room enough). The state comes back to the folder."""
    state = folder / STATE_NAME
    room = int(megabytes * 1e6)
    with small_disk(room + taken(state), scratch) as how:
        if how == "small file system":
            if state.exists():
                shutil.copytree(state, scratch / STATE_NAME, dirs_exist_ok=True)
                shutil.rmtree(state)
            (scratch / STATE_NAME).mkdir(exist_ok=True)
            state.symlink_to(scratch / STATE_NAME)
            words = command("build", str(folder), "--jobs", JOBS)
        else:
            words = [
                "bash",
                "-c",
                f'ulimit -f {room // 1024}; exec "$@"',
                "-",
                *command("build", str(folder), "--jobs", JOBS),
            ]
        done = subprocess.run(words, stderr=subprocess.PIPE, check=False)
        told = b"Traceback" not in done.stderr and (done.returncode == 0 or b"[" in done.stderr)
        if not told:
            print(done.stderr.decode()[-2000:])
        told = told and answers(folder)
        if state.is_symlink():
            state.unlink()
            shutil.copytree(scratch / STATE_NAME, state)
    return f"{how}: {'room enough' if done.returncode == 0 else 'full'}", told


def taken(folder: Path) -> int:
    """Bytes that a copy of the folder takes on a file system of whole pages."""
    return sum(-(-path.stat().st_size // PAGE) * PAGE + PAGE for path in folder.rglob("*"))


@dataclass(frozen=True)
class Case:
    """A workspace whose build is disturbed. kept: its state before, None for none. old, new: the graph before and after; seconds: of CPU
    for a build from the one to the other, workers included."""

    name: str
    folder: Path
    kept: Path | None
    old: bytes | None
    new: bytes
    seconds: float


def prepared(home: Path, responses: int) -> tuple[Case, Case, Case]:
    """The three cases: no earlier graph, a quarter of the files changed, one changed."""
    quarter, one, kept = home / "quarter", home / "one", home / "kept"
    write_corpus(quarter, Plan(responses, pdf=0.5, docx=0.2, txt=0.2))
    old = finish(quarter)
    shutil.copytree(quarter / STATE_NAME, kept)
    shutil.copytree(quarter, one, ignore=shutil.ignore_patterns(STATE_NAME))
    for folder, step in ((quarter, 4), (one, responses)):
        for at, path in enumerate(sorted((folder / "responses").iterdir())[::step]):
            path.unlink()
            write_response(folder / "responses", Plan(1, seed=50 + at, pdf=0.5), 0)
    fresh = timed("no earlier graph", quarter, None, None)
    return fresh, timed("a quarter changed", quarter, kept, old), timed("one changed", one, kept, old)


def timed(name: str, folder: Path, kept: Path | None, old: bytes | None) -> Case:
    laid_out(folder, kept)
    before = cpu_of_children()
    new = finish(folder)
    assert new != old
    return Case(name, folder, kept, old, new, cpu_of_children() - before)


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill builds and look at what is left.")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--responses", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    home = Path(tempfile.mkdtemp())
    cases = prepared(home, given.responses)
    for case in cases:
        print(f"undisturbed, {case.name}: {case.seconds:.1f} CPU-s", flush=True)

    good, trials = 0, 0
    stages: Counter[str] = Counter()
    for number in range(given.kills):
        case = cases[number % len(cases)]
        laid_out(case.folder, case.kept)
        stage = kill_at(case.folder, chance.uniform(0, case.seconds), chance.random() < 0.5)
        stages[f"{case.name}: {stage}"] += 1
        works = answers(case.folder)
        state = case.folder / STATE_NAME
        if works and (state / "current").exists():
            works = open_workspace(case.folder).store.dump() in (case.old, case.new)
        fine = works and finish(case.folder) == case.new
        left = [
            path.name
            for path in state.rglob("*")
            if path.name.endswith(".part") or path.name.startswith("new-")
        ]
        good, trials = good + (fine and not left), trials + 1
        if not fine or left:
            print(f"trial {number}, {case.name}, killed while {stage}: query {works}, left {left}")
    print(f"killed {trials} times: {good} good ends")
    for stage, count in sorted(stages.items()):
        print(f"  {count:3} {stage}")

    _, quarter, one = cases
    ends: Counter[str] = Counter()
    for number, megabytes in enumerate(ROOM):
        case = (quarter, one)[number % 2]
        laid_out(case.folder, case.kept)
        how, told = fill_up(case.folder, megabytes, home / "small")
        fine = told and finish(case.folder) == case.new
        ends[how] += 1
        good, trials = good + fine, trials + 1
        if not fine:
            print(f"{megabytes} MB of room, {case.name}: not good")
    print(f"disk filled {len(ROOM)} times: {', '.join(f'{n} {how}' for how, n in sorted(ends.items()))}")

    laid_out(quarter.folder, quarter.kept)
    first, second = start(quarter.folder), start(quarter.folder)
    said = [one.communicate()[1] for one in (first, second)]
    codes = sorted(one.returncode for one in (first, second))
    refused = sum(b"[workspace.locked]" in text for text in said)
    fine = codes in ([0, 0], [0, 1]) and refused == codes[1] and finish(quarter.folder) == quarter.new
    print(
        f"two builds at once: {2 - refused} done, {refused} told that another runs; graph {'equal' if fine else 'NOT equal'}"
    )
    good, trials = good + fine, trials + 1
    shutil.rmtree(home)
    print(f"ratio {good / trials:.2f} ({good} good ends of {trials} trials, against an undisturbed build)")
    sys.exit(0 if good == trials else 1)


if __name__ == "__main__":
    main()
