"""Whether a build that is killed, runs out of disk or meets another build leaves anything damaged.

python benchmarks/kill.py [--kills 50] [--responses 60] [--seed 1]

A workspace with a graph gets changed files; its build is killed (SIGKILL, the process alone or with its workers) at a moment drawn from
the time that an undisturbed build takes. Then a query must answer from the old graph or the new one, and the next build must give the
graph of the undisturbed build, byte for byte in the sorted dump. Every other time there is no earlier graph. The disk is filled in the
same way: on a small file system in memory where this process may mount one, else by a limit on the size of a file. Last two builds at
once. Prints what was seen, and last the ratio of good ends to trials.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

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
    """Start a build, kill it after so many seconds, say how far it was."""
    process = start(folder)
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=moment)
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


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill builds and look at what is left.")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--responses", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    home = Path(tempfile.mkdtemp())
    folder, kept = home / "w", home / "kept"
    plan = Plan(given.responses, pdf=0.5, docx=0.2, txt=0.2)
    write_corpus(folder, plan)
    finish(folder)
    shutil.copytree(folder / STATE_NAME, kept)
    old = open_workspace(folder).store.dump()
    files = sorted((folder / "responses").iterdir())
    for at, path in enumerate(files[::4]):
        path.unlink()
        write_response(folder / "responses", Plan(1, seed=50 + at, pdf=0.5), 0)
    before = time.perf_counter()
    new = finish(folder)
    changing = time.perf_counter() - before
    laid_out(folder, None)
    before = time.perf_counter()
    assert finish(folder) == new != old
    building = time.perf_counter() - before
    print(
        f"undisturbed: {building:.1f} s from nothing, {changing:.1f} s with {len(files[::4])} files changed"
    )

    good, trials = 0, 0
    stages: Counter[str] = Counter()
    for number in range(given.kills):
        fresh = number % 2 == 1
        laid_out(folder, None if fresh else kept)
        stage = kill_at(folder, chance.uniform(0, building if fresh else changing), chance.random() < 0.5)
        stages[stage] += 1
        works = answers(folder)
        state = folder / STATE_NAME
        if works and (state / "current").exists():
            works = open_workspace(folder).store.dump() in (old, new)
        fine = works and finish(folder) == new
        left = [
            path.name
            for path in state.rglob("*")
            if path.name.endswith(".part") or path.name.startswith("new-")
        ]
        good, trials = good + (fine and not left), trials + 1
        if not fine or left:
            print(f"trial {number}, killed while {stage}: query {works}, left {left}")
    print(
        f"killed {trials} times ({', '.join(f'{n} {stage}' for stage, n in sorted(stages.items()))}): {good} good ends"
    )

    ends: Counter[str] = Counter()
    for megabytes in ROOM:
        laid_out(folder, kept)
        how, told = fill_up(folder, megabytes, home / "small")
        fine = told and finish(folder) == new
        ends[how] += 1
        good, trials = good + fine, trials + 1
        if not fine:
            print(f"{megabytes} MB of room: not good")
    print(f"disk filled {len(ROOM)} times: {', '.join(f'{n} {how}' for how, n in sorted(ends.items()))}")

    laid_out(folder, kept)
    first, second = start(folder), start(folder)
    said = [one.communicate()[1] for one in (first, second)]
    codes = sorted(one.returncode for one in (first, second))
    refused = sum(b"[workspace.locked]" in text for text in said)
    fine = codes in ([0, 0], [0, 1]) and refused == codes[1] and finish(folder) == new
    print(
        f"two builds at once: {2 - refused} done, {refused} told that another runs; graph {'equal' if fine else 'NOT equal'}"
    )
    good, trials = good + fine, trials + 1
    shutil.rmtree(home)
    print(f"ratio {good / trials:.2f} ({good} good ends of {trials} trials, against an undisturbed build)")
    sys.exit(0 if good == trials else 1)


if __name__ == "__main__":
    main()
