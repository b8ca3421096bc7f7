"""The closure: equal to owlrl's on a graph that owlrl can close, and how long it takes on graphs that owlrl cannot.

    python benchmarks/closure.py             some 12,000 and 500,000 triples: two to five minutes, most of them owlrl's
    python benchmarks/closure.py --large     5 million triples besides, in memory and on disk: eight minutes and 4 GB of memory at most

Prints CPU-seconds and, last, our time for 500,000 triples as a share of owlrl's, extrapolated along a line through its times for smaller
graphs. Both leave out loading what is asserted; ours includes loading what is inferred into the store.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import pyoxigraph as ox
from quads import BASE, background, response

from remissgraf.graph.canonical import split_lines
from remissgraf.graph.reason import (
    GraphData,
    Layout,
    Working,
    close_ontology,
    compile_axioms,
    gather,
    make_plan,
)
from remissgraf.graph.reason.gather import run_rules
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.load import load_ontology, load_rules
from remissgraf.ontology.namespaces import PREFIXES

Triple = tuple[str, str, str]
# Responses beside the ontology's 7,000 triples, for owlrl.
SMALL = (3, 10, 20)
LAYOUT = Layout(BASE)
_TYPE = f"<{PREFIXES['rdf']}type>"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--large", action="store_true", help="close 5 million triples, too")
    options = parser.parse_args()
    points = [owlrl_point(number) for number in SMALL]
    slope, start = line(points)
    ours = in_store(1090, "in memory")
    theirs = start + slope * ours.asserted
    print(f"owlrl extrapolated to {ours.asserted:,} triples: {theirs:.0f} s ({slope * 1000:.2f} ms a triple)")
    if options.large:
        # Each has its price: the one needs memory that grows with the graph, the other writes and sorts its indexes on the disk.
        in_store(11000, "in memory")
        in_store(11000, "on disk")
    print(
        f"ratio {ours.closure / theirs:.5f} (ours to owlrl at {ours.asserted:,} triples, 1/{theirs / ours.closure:.0f})"
    )


def owlrl_point(number: int) -> tuple[int, float]:
    """Size of a small graph and owlrl's CPU-seconds for it, after checking that its closure of the instances is ours."""
    from owlrl import DeductiveClosure, OWLRL_Semantics
    from rdflib import Graph

    ontology, responses = background()["ontology"], [response(at) for at in range(number)]
    graph = Graph()
    for lines in (ontology, *responses):
        for data in graphs(lines):
            graph.parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in data.triples), format="nt")
    size = len(graph)
    started = time.process_time()
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    taken = time.process_time() - started
    expected = instances(graph.serialize(format="nt", encoding="utf-8"))
    store = OxigraphStore.memory()
    closed(store, [ontology], responses)
    found = instances(b"".join(f"{quad.triple} .\n".encode() for quad in store.quads()))
    same = "equal" if found == expected else f"DIFFERENT, {len(found ^ expected)} triples"
    print(
        f"owlrl, {size:,} triples: {taken:.1f} s; closures of the instances {same} ({len(found):,} triples)"
    )
    return size, taken


def instances(ntriples: bytes) -> set[Triple]:
    """The triples about the data's own resources, but for reflexive sameAs and typings that say nothing or are by unnamed classes."""
    store = ox.Store()
    lines = (line for line in ntriples.split(b"\n") if not line.startswith(b'"'))
    store.load(b"\n".join(lines), ox.RdfFormat.N_TRIPLES)
    empty = {f"<{PREFIXES['owl']}Thing>", f"<{PREFIXES['rdfs']}Resource>"}
    found: set[Triple] = set()
    for quad in store:
        subject, predicate, value = str(quad.subject), str(quad.predicate), str(quad.object)
        unnamed = value.startswith("_:") or "#anonymous-" in value
        if subject.startswith(f"<{BASE}") and not (predicate == _TYPE and (value in empty or unnamed)):
            found.add((subject, predicate, value))
    return {triple for triple in found if not (triple[1].endswith("sameAs>") and triple[0] == triple[2])}


def line(points: list[tuple[int, float]]) -> tuple[float, float]:
    """Slope and start of the least-squares line."""
    sizes, times = zip(*points, strict=True)
    middle, mean = sum(sizes) / len(sizes), sum(times) / len(times)
    slope = sum((x - middle) * (y - mean) for x, y in points) / sum((x - middle) ** 2 for x in sizes)
    return slope, mean - slope * middle


@dataclass(frozen=True)
class Figures:
    """Triples asserted and inferred by axioms, and CPU-seconds.

    loading: of what is asserted alone. closure: what closing, with loading what is inferred, takes besides. rules: the project's rules
    after that. peak: of memory, in GB.
    """

    asserted: int
    inferred: int
    loading: float
    closure: float
    rules: float
    peak: float


def in_store(number: int, where: str) -> Figures:
    """Close a generated graph of so many responses in a store ("in memory", "on disk"), in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        figures = pool.submit(measure, number, where).result()
    print(
        f"ours {where}, {figures.asserted:,} triples asserted, {figures.inferred:,} inferred: {figures.closure:.1f} s besides"
        f" {figures.loading:.1f} s of loading, {figures.rules:.1f} s more for the project's rules; peak of memory {figures.peak:.2f} GB"
    )
    return figures


def measure(number: int, where: str) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        spool = Path(folder) / "responses"
        # Generating them is not measured.
        with spool.open("wb") as out:
            lengths = [out.write(response(at)) for at in range(number)]
        stores = [OxigraphStore.memory() for _ in "ab"]
        if where == "on disk":
            stores = [OxigraphStore.create(Path(folder) / name) for name in "ab"]
        bare, store = stores
        with spool.open("rb") as source:
            started = time.process_time()
            bare.stream(chain(background().values(), map(source.read, lengths)))
            loading = time.process_time() - started
        bare.close()
        with spool.open("rb") as source:
            started = time.process_time()
            working, asserted = closed(store, background().values(), map(source.read, lengths))
            closure = time.process_time() - started - loading
        inferred = len(store) - asserted
        started = time.process_time()
        run_rules(working, load_rules())
        rules = time.process_time() - started
        store.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return Figures(asserted, inferred, loading, closure, rules, peak)


def closed(store: OxigraphStore, shared: Iterable[bytes], responses: Iterable[bytes]) -> tuple[Working, int]:
    """The store with all triples and their closure by axioms; the number of those that are asserted."""
    plan = make_plan(compile_axioms(close_ontology(tuple(load_ontology().values()))))
    assert plan is not None
    working = Working(store, plan, LAYOUT)
    found = gather(
        working,
        [data for lines in shared for data in graphs(lines)],
        chain.from_iterable(map(graphs, responses)),
        (),
    )
    return working, found.asserted


def graphs(lines: bytes) -> Iterator[GraphData]:
    for graph, triples in split_lines(lines):
        yield GraphData(graph, lines, triples)


if __name__ == "__main__":
    main()
