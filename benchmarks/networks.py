"""Congruence of 2,000 actors × 500 topics × 400,000 statements, beside a straightforward one in networkx, in one run.

python benchmarks/networks.py [ACTORS TOPICS STATEMENTS [SHARE]] [--store]

With --store both begin at a store that holds the statements as RDF: ours with the library's queries, the other with one plain query.

The straightforward one goes through all pairs of statements on a topic and adds to an edge where both take the same side. It is given
the topics of SHARE of the debate (default 1) and its time is then divided by the share of pairs it went through; the weights of what it
computed are compared. CPU time; the last line is a ratio.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import combinations
from typing import TypeVar

import networkx as nx
import pyoxigraph as ox

from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import PREFIXES
from remissgraf.queries.discourse import discourse
from remissgraf.queries.networks.events import Event, Events
from remissgraf.queries.networks.onemode import one_mode

SEED = 6
T = TypeVar("T")


def debate(actors: int, topics: int, statements: int) -> Events:
    """Statements drawn evenly over actors and topics, three of five in favour."""
    chance = random.Random(SEED)
    return Events.of(
        Event(
            f"s{number}",
            f"a{chance.randrange(actors)}",
            f"t{chance.randrange(topics)}",
            chance.random() < 0.6,
            f"d{number % actors}",
        )
        for number in range(statements)
    )


def straightforward(events: Events, topics: set[str]) -> nx.Graph[str]:
    """As one would write it: a graph, and a step for each two statements of different actors on one topic with one side."""
    by_topic: dict[str, list[Event]] = defaultdict(list)
    for row in events.rows:
        if row.second in topics:
            by_topic[row.second].append(row)
    graph: nx.Graph[str] = nx.Graph()
    for rows in by_topic.values():
        for one, other in combinations(rows, 2):
            if one.first != other.first and one.qualifier == other.qualifier:
                if graph.has_edge(one.first, other.first):
                    graph[one.first][other.first]["weight"] += 1
                else:
                    graph.add_edge(one.first, other.first, weight=1)
    return graph


def stored(events: Events) -> OxigraphStore:
    """The statements as the graph holds them."""
    rg, rdf_type, boolean = PREFIXES["rg"], PREFIXES["rdf"] + "type", PREFIXES["xsd"] + "boolean"
    lines = []
    for row in events.rows:
        subject, graph = f"<urn:s:{row.statement}>", f"<urn:g:{row.document}>"
        for link, value in (
            (rdf_type, f"<{rg}Statement>"),
            (rdf_type, f"<{rg}CountedStatement>"),
            (rg + "madeBy", f"<urn:a:{row.first}>"),
            (rg + "expressesClaim", f"<urn:c:{row.second}>"),
            (rg + "agreement", f'"{str(row.qualifier).lower()}"^^<{boolean}>'),
            (rg + "statedIn", f"<urn:r:{row.document}>"),
        ):
            lines.append(f"{subject} <{link}> {value} {graph} .")
    lines += [
        f"<urn:c:{unit}> <{rdf_type}> <{rg}Claim> <urn:g:v> ." for unit in {row.second for row in events.rows}
    ]
    store = OxigraphStore.memory()
    store.bulk_load("\n".join(lines).encode("utf-8"))
    return store


PLAIN = """SELECT ?statement ?actor ?claim ?agreement ?response {
  ?statement a rg:CountedStatement ; rg:madeBy ?actor ; rg:expressesClaim ?claim ; rg:agreement ?agreement ; rg:statedIn ?response
}"""


def read_plainly(store: OxigraphStore) -> Events:
    """As one would read it, a row at a time."""
    found = store.query(PLAIN)
    assert isinstance(found, ox.QuerySolutions)
    return Events(
        tuple(
            Event(row[0].value, row[1].value, row[2].value, row[3].value == "true", row[4].value)
            for row in found
        )
    )


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and its CPU time in seconds."""
    start = time.process_time()
    found = work()
    return found, time.process_time() - start


def main() -> None:
    given = [word for word in sys.argv[1:] if word != "--store"]
    actors, topics, statements = map(int, given[:3]) if given else (2000, 500, 400_000)
    share = float(given[3]) if len(given) > 3 else 1.0
    events = debate(actors, topics, statements)
    reading = read_time = 0.0
    if "--store" in sys.argv:
        store = stored(events)
        plain, reading = timed(lambda: read_plainly(store))
        found, read_time = timed(lambda: discourse(store, "sv").events)
        assert set(found.rows) == set(plain.rows)
        events = found
    network, ours = timed(lambda: one_mode(events, "congruence"))
    _, with_all = timed(lambda: one_mode(events, "congruence", "average", "document"))

    sizes = Counter(row.second for row in events.rows)
    chosen = set(sorted(sizes)[: max(1, round(len(sizes) * share))])
    graph, took = timed(lambda: straightforward(events, chosen))
    pairs = {topic: size * (size - 1) // 2 for topic, size in sizes.items()}
    theirs = took * sum(pairs.values()) / sum(pairs[topic] for topic in chosen)

    compared = one_mode(events.where(lambda row: row.second in chosen), "congruence")
    wrong = sum(graph[one][other]["weight"] != weight for one, other, weight in compared.edges())
    assert wrong == 0, f"{wrong} edges differ"
    assert compared.matrix.nnz == 2 * graph.number_of_edges()

    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{actors} actors, {topics} topics, {statements} statements; {network.matrix.nnz // 2} edges")
    if reading:
        print(f"reading the store: straightforward {reading:.2f} s, remissgraf {read_time:.2f} s")
    print(f"straightforward in networkx {theirs:9.2f} s (all topics; {len(chosen)} of them in {took:.2f} s)")
    print(f"projection                  {ours:9.2f} s")
    print(f"… without duplicates, normalized {with_all:4.2f} s")
    print(f"largest memory              {memory:9.0f} MB, of all together")
    print(f"ratio of the projections {theirs / ours:.0f}")
    if reading:
        print(f"ratio of the whole {(theirs + reading) / (ours + read_time):.0f}")


if __name__ == "__main__":
    main()
