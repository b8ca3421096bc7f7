"""The same canonical data in three backends: do all library queries get the same answers, and how long do loads and answers take?

python -m benchmarks.stores [WORKSPACE]

WORKSPACE: built already; without it the bundled example is built. The embedded store, on disk, is compared with rdflib and with the
servers that are installed here (Oxigraph, in memory, and Virtuoso), started on loopback. Wall time, because servers reckon elsewhere: the
best of three, or of one where that is slow, each asked beside the embedded store.
Last line: the share of answers that are equal by value.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tests import servers
from tests.values import rows_by_value

from remissgraf import examples
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.stores.client import Client, Login
from remissgraf.graph.stores.endpoint import EndpointStore
from remissgraf.graph.stores.interface import Store
from remissgraf.graph.stores.oracle import RdflibStore
from remissgraf.graph.stores.publish import publish
from remissgraf.graph.stores.servers import read_server
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.create import copy_example
from remissgraf.graph.workspace.opened import open_workspace
from remissgraf.queries import library
from remissgraf.queries.result import Result
from remissgraf.queries.run import run

RUNS = 3
# Seconds after which a query is not asked again.
SLOW = 0.5
# A required parameter's value in the bundled example; in a workspace of your own the first of its kind is as good.
TOPICS = (
    "SELECT ?topic { ?statement rg:aboutTopic ?topic } GROUP BY ?topic ORDER BY DESC(COUNT(*)) ?topic LIMIT 1"
)


def best(action: Callable[[], Result]) -> tuple[float, Result]:
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        result = action()
        times.append(time.perf_counter() - started)
        if times[0] > SLOW:
            break
    return min(times), result


def rdflib_of(source: OxigraphStore) -> RdflibStore:
    store = RdflibStore()
    for graph in source.graphs():
        store.replace_graph(graph, (quad.triple for quad in source.quads(graph)))
    return store


def others(
    source: OxigraphStore, base: str, folder: Path, stack: ExitStack
) -> Iterator[tuple[str, Store, float]]:
    """Name, store and seconds to load it."""
    started = time.perf_counter()
    yield "rdflib", rdflib_of(source), time.perf_counter() - started
    found: list[tuple[str, str, Login | None]] = []
    if (program := servers.find_oxigraph()) is not None:
        found.append(("Oxigraph server", stack.enter_context(servers.oxigraph(program)), None))
    if (program := servers.find_virtuoso()) is not None:
        address = stack.enter_context(servers.virtuoso(program, folder))
        found.append(("Virtuoso", address, Login("dba", "dba")))
    for name, address, login in found:
        store = EndpointStore(stack.enter_context(Client(read_server(address), login)))
        started = time.perf_counter()
        publish(source, store, base)
        yield name, store, time.perf_counter() - started


def main() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        workspace = Path(sys.argv[1]) if len(sys.argv) > 1 else folder / "example"
        if len(sys.argv) == 1:
            copy_example(examples.lifescience(), workspace)
            build(workspace)
        opened = open_workspace(workspace)
        source = opened.store
        topic = next(run(source, TOPICS).dicts())["topic"]
        given = {
            name: {entry.name: topic for entry in library.get(name).parameters if entry.required}
            for name in library.names()
        }
        print(f"{len(source)} triples in {len(source.graphs())} graphs, {len(given)} queries")
        equal = asked = 0
        for backend, store, seconds in others(source, opened.config.base, folder, stack):
            ratios = []
            differ = []
            for name in library.names():
                own, expected = best(partial(run, source, library.get(name), given[name]))
                taken, result = best(partial(run, store, library.get(name), given[name]))
                ratios.append(taken / own)
                if rows_by_value(result.rows) != rows_by_value(expected.rows):
                    differ.append(name)
            asked += len(given)
            equal += len(given) - len(differ)
            print(
                f"{backend:16} loaded in {seconds:6.2f} s; answers take {statistics.median(ratios):6.1f} × the embedded store's "
                f"(median); different: {', '.join(differ) or 'none'}"
            )
        print(f"equal answers {equal / asked:.3f} ({equal} of {asked})")


if __name__ == "__main__":
    main()
