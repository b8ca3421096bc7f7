"""One changed response among many: a generation made from the one before, against one made from nothing.

    python benchmarks/one_change.py [RESPONSES]        2,000 by default: some minutes

Both are loaded, reasoned over, validated and compared triple by triple. Prints CPU-seconds and, last, their ratio. Reading the
document itself, and finding out that the others are unchanged, is no part of this: see benchmarks/build.py.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from quads import BASE, background, response, response_id

from remissgraf.graph.canonical import write_canonical
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.workspace.config import WorkspaceConfig, load_config
from remissgraf.graph.workspace.generation import STORE_NAME, Counts, assemble

CONFIG = f"""
[workspace]
base = "{BASE}"

[[consultation]]
id = "synthetic"
title = "En påhittad remiss"
responses = "responses"
"""


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "responses").mkdir()
        (folder / "remissgraf.toml").write_text(CONFIG, encoding="utf-8")
        config = load_config(folder)
        shared = [write_canonical(folder / "canonical", key, data).path for key, data in background().items()]
        files = [
            write_canonical(folder / "canonical", response_id(at), response(at)).path for at in range(number)
        ]
        _, first = timed(folder / "first", [*shared, *files], config)
        print(f"{number:,} responses from nothing: {first:.1f} s")
        at = number // 2
        changed = write_canonical(folder / "canonical", response_id(at), response(at, version=1)).path
        files[at] = changed
        counts, again = timed(folder / "again", [*shared, *files], config)
        after, once = timed(folder / "once", [*shared, *files], config, before=folder / "first")
        equal = counts == after and dump(folder / "again") == dump(folder / "once")
        print(f"one changed response, from nothing: {again:.1f} s")
        print(f"one changed response, from the generation before: {once:.2f} s; the same triples: {equal}")
        print(f"ratio {once / again:.4f}")


def timed(
    folder: Path, files: list[Path], config: WorkspaceConfig, *, before: Path | None = None
) -> tuple[Counts, float]:
    started = time.process_time()
    counts = assemble(folder, files, config, before=before)
    return counts, time.process_time() - started


def dump(folder: Path) -> bytes:
    return OxigraphStore.open_read_only(folder / STORE_NAME).dump()


if __name__ == "__main__":
    main()
