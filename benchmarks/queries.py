"""Ten analytical questions through the project's own interface, through pyoxigraph called directly, and in rdflib, on one generated store.

    python benchmarks/queries.py [--responses 1000] [--no-rdflib] [--patience 60]

The store is made by the engine (`quads.py`, `closure.py`): the real ontology, made-up responses of twelve statements, and all that follows.
*Interface* is what `remissgraf shell` asks: a library query by name with parameters as a person writes them, the guard, a
worker process under limits, rows as values in the asking process. The worker stays from question to question (`workers.Pool`); what
one for a single question, as of `remissgraf query`, takes more is told apart. *pyoxigraph* is `Store.query` with the query's text on the
same store, open already, rows as tuples. rdflib has the same triples in one graph and one try, for `--patience` CPU-seconds.

Times are CPU-seconds, the worker's included; of the interface and of pyoxigraph the best of three, one after the other. At last words are
looked for in the text index (`graph/search`) and by CONTAINS in the store. The last line is the median ratio of interface to pyoxigraph.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import pyoxigraph as ox
from closure import closed
from quads import BASE, background, response
from rdflib import Graph

from remissgraf.graph import sparql
from remissgraf.graph.reason.gather import run_rules
from remissgraf.graph.search import Index, Text, open_index, parse_search
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.load import load_rules
from remissgraf.ontology.namespaces import PREFIXES, Names
from remissgraf.queries import library
from remissgraf.queries.result import Row, collect
from remissgraf.queries.run import run
from remissgraf.queries.workers import Limits, Pool, run_limited

Given = TypeVar("Given")

TRIES: Final = 3
WORD: Final = "samverkan"
LIMITS: Final = Limits(seconds=None, rows=None)
NAMES: Final = Names(BASE)


@dataclass(frozen=True)
class Question:
    """A library query with parameters as a person writes them, and the terms that they stand for."""

    query: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join([self.query, *(f"{name}={value}" for name, value in self.parameters.items())])

    @property
    def text(self) -> str:
        """SPARQL as one would write it for pyoxigraph: the parameters in their places, Swedish labels."""
        terms = {name: ox.NamedNode(iri) for name, iri in self.terms.items()}
        return sparql.bind(library.get(self.query).text, {**terms, "lang": ox.Literal("sv")})


QUESTIONS: Final = (
    Question("positions"),
    Question("overall-positions"),
    Question("polarity-by-chapter"),
    Question("topics"),
    Question("initiatives-by-actor"),
    Question("agreement-by-subject"),
    Question("statements-by-actor"),
    Question("change-requests"),
    Question("statements-on-topic", {"topic": "ämne 3"}, {"topic": NAMES.topic("t3")}),
    Question("disagreeing-actors", {"actor": "Aktör 7"}, {"actor": NAMES.actor("a7")}),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--responses", type=int, default=1000)
    parser.add_argument("--no-rdflib", action="store_true")
    parser.add_argument("--patience", type=int, default=60, help="CPU-seconds for one question in rdflib")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "quads"
        make_store(path, given.responses)
        store = OxigraphStore.open_read_only(path)
        size = len(store)
        print(f"{given.responses} responses, {size:,} triples with what is inferred", flush=True)
        ratios = compare(path)
        one, _ = min(cpu_of(lambda: run_limited(path, "ASK {}", limits=LIMITS).truth) for _ in range(TRIES))
        print(f"a worker for one question alone takes {one * 1000:.0f} ms more")
        if not given.no_rdflib:
            against_rdflib(store, folder / "triples.nt", given.patience, ratios)
        words(store, folder / "search.sqlite")
    print(
        f"ratio {statistics.median(one.interface / one.direct for one in ratios):.3f} (interface to pyoxigraph, median of ten)"
    )


def make_store(path: Path, responses: int) -> None:
    store = OxigraphStore.create(path)
    working, _ = closed(store, background().values(), map(response, range(responses)))
    run_rules(working, load_rules())
    store.flush()
    store.close()


@dataclass(frozen=True)
class Times:
    """CPU-seconds of one question."""

    question: Question
    direct: float
    interface: float


def compare(path: Path) -> list[Times]:
    """Both ways for each question, with what they gave compared."""
    bare = ox.Store.read_only(str(path))
    found = []
    with Pool(path, 1, memory=None) as pool:
        interface(pool, Question("overview"))
        for question in QUESTIONS:
            theirs, ours = [], []
            for _ in range(TRIES):
                seconds, expected = cpu_of(partial(direct, bare, question.text))
                theirs.append(seconds)
                seconds, rows = cpu_of(partial(interface, pool, question))
                ours.append(seconds)
            times = Times(question, min(theirs), min(ours))
            found.append(times)
            print(
                f"{question!s:36} {len(rows):7,} rows  pyoxigraph {times.direct:7.3f} s  interface {times.interface:7.3f} s"
                f"  {times.interface / times.direct:5.2f} ×{'' if rows == expected else '  DIFFERENT ROWS'}",
                flush=True,
            )
    return found


def direct(store: ox.Store, text: str) -> list[Row]:
    answer = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    return [tuple(row) for row in answer]


def interface(pool: Pool, question: Question) -> list[Row]:
    with pool.asked(library.get(question.query), question.parameters, limits=LIMITS) as answer:
        return list(collect(answer).rows)


def cpu_of(action: Callable[[], Given]) -> tuple[float, Given]:
    """CPU-seconds of this process and of its children, gone or not; and what the action gave."""
    before, gone = _cpu_of_children(), _cpu_of_gone()
    started = time.process_time()
    given = action()
    own = time.process_time() - started
    after = _cpu_of_children()
    spent = sum(after[pid] - before.get(pid, 0.0) for pid in after)
    return own + spent + _cpu_of_gone() - gone, given


def _cpu_of_gone() -> float:
    gone = resource.getrusage(resource.RUSAGE_CHILDREN)
    return gone.ru_utime + gone.ru_stime


def _cpu_of_children() -> dict[int, float]:
    # The clock of another process, as Linux numbers it (clock_getcpuclockid); psutil knows hundredths of a second only.
    pids = [child.pid for child in multiprocessing.active_children() if child.pid]
    return {pid: time.clock_gettime((~pid << 3) | 2) for pid in pids}


def against_rdflib(store: OxigraphStore, file: Path, patience: int, ratios: list[Times]) -> None:
    """One try at each question in rdflib, each in a process of its own that has the triples already."""
    with file.open("wb") as out:
        for name in store.graphs():
            out.write(store.triples(name))
    started = time.process_time()
    graph = Graph().parse(file, format="nt")
    print(f"rdflib: {len(graph):,} triples loaded in {time.process_time() - started:.0f} s", flush=True)
    slower = []
    for times in ratios:
        text = times.question.text
        taken = _in_a_process(partial(_all_rows, graph, text), patience)
        slower.append((taken or patience) / times.interface)
        shown = f"{taken:7.1f} s" if taken else f"more than {patience} s"
        print(f"{times.question!s:36} rdflib {shown}: {slower[-1]:.0f} × the interface's", flush=True)
    print(f"rdflib takes {statistics.median(slower):.0f} × the interface's time (median of ten)")


def _all_rows(graph: Graph, text: str) -> None:
    list(graph.query(text, initNs=PREFIXES))


def _in_a_process(action: Callable[[], object], patience: int) -> float | None:
    """CPU-seconds of an action in a forked process, None where it was stopped."""
    pid = os.fork()
    if not pid:
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CPU, (patience, patience + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        action()
        os._exit(0)
    _, status, used = os.wait4(pid, 0)
    return None if status else used.ru_utime + used.ru_stime


def words(store: OxigraphStore, path: Path) -> None:
    """A word in quotes: by the index, which finds its other forms too, and letter by letter in the store."""
    texts = list(_quotes(store))
    with open_index(path) as index:
        taken, _ = cpu_of(lambda: index.update({"all": "1"}, lambda _: texts))
        print(f"{len(texts):,} quotes indexed in {taken:.1f} s")
        by_index, found = min(cpu_of(lambda: _by_index(index)) for _ in range(TRIES))
    query = f'SELECT ?s {{ ?s rg:hasEvidence/rg:reading ?text FILTER(CONTAINS(LCASE(?text), "{WORD}")) }}'
    by_store, letters = min(cpu_of(lambda: len(run(store, query).rows)) for _ in range(TRIES))
    print(
        f"“{WORD}”: text index {by_index:.4f} s for {found:,} quotes, CONTAINS {by_store:.3f} s for {letters:,}:"
        f" {by_store / by_index:.0f} ×"
    )


def _by_index(index: Index) -> int:
    return sum(1 for _ in index.find(parse_search(WORD), "statement"))


def _quotes(store: OxigraphStore) -> Iterator[Text]:
    answer = store.query("SELECT ?s ?text { ?s rg:hasEvidence/rg:reading ?text }")
    assert isinstance(answer, ox.QuerySolutions)
    for iri, text in answer:
        assert isinstance(iri, ox.NamedNode)
        assert isinstance(text, ox.Literal)
        yield Text("statement", iri.value, "sv", 0, len(text.value), text.value)


if __name__ == "__main__":
    main()
