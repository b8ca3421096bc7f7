"""Bringing a server up to date with a built graph: what changed is sent, what is gone is taken away, the rest is left alone.

The server keeps a record beside the graphs, a named graph of its own: the hash and the size of each graph that was sent, and the word
"whole" while all of them are there. It is taken away before anything is touched and set again last, so that a load that was cut off is
seen, by the next load and by queries. Only graphs of the record are ever removed: what others keep on the server stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from remissgraf.errors import StoreError
from remissgraf.graph.stores.endpoint import EndpointStore
from remissgraf.graph.stores.interface import Solutions, Store
from remissgraf.ontology.namespaces import PROJECT, Names

__all__ = ["PublishReport", "publish", "refuse_part"]

_WORDS: Final = PROJECT + "store#"
_HASH: Final = ox.NamedNode(_WORDS + "sha256")
_SIZE: Final = ox.NamedNode(_WORDS + "triples")
_STATE: Final = ox.NamedNode(_WORDS + "state")
_WHOLE: Final = ox.Literal("whole")
_PART: Final = ox.Literal("part")
# So that a first load that was cut off need not begin anew.
_NOTE_EVERY: Final = 500

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What was done, in graphs. triples: that the server holds now. lost: by graph, how many triples the server did not keep apart."""

    sent: int
    unchanged: int
    removed: int
    triples: int
    lost: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Entry:
    sha256: str
    size: int


def publish(
    source: Store, target: EndpointStore, base: str, *, progress: Progress = lambda done, total, name: None
) -> PublishReport:
    """Make the named graphs of `source` those of the server. base: IRI of the workspace; it names the record.

    A graph is sent again where its hash is not the recorded one, or the server does not hold as many triples as it did after the load.
    Raises StoreError, also "store.union" where the server's queries do not see the named graphs as one.
    """
    record = Names(base).graph("server-record")
    names = source.graphs()
    hashes = {name: _hash(source, name) for name in names}
    before, whole = _read(target, record)
    counts = target.counts()
    kept = {
        name: entry
        for name, entry in before.items()
        if hashes.get(name) == entry.sha256 and counts.get(name) == entry.size
    }
    send = [name for name in names if name not in kept]
    gone = sorted(before.keys() - hashes.keys())
    if send or gone or not whole:
        _send(source, target, record, send, gone, kept, before, hashes, progress)
    _refuse_apart(target, record)
    counts = target.counts()
    now = {name: counts.get(name, 0) for name in names}
    sizes = {name: sum(1 for _ in source.quads(name)) for name in send}
    return PublishReport(
        sent=len(send),
        unchanged=len(kept),
        removed=len(gone),
        triples=sum(now.values()),
        lost={name: sizes[name] - now[name] for name in send if sizes[name] != now[name]},
    )


def refuse_part(store: EndpointStore) -> None:
    """Raise StoreError "store.part" where a load of the server was cut off, "store.unloaded" where there was none."""
    answer = store.query(f"SELECT DISTINCT ?state WHERE {{ GRAPH ?record {{ ?record {_STATE} ?state }} }}")
    assert isinstance(answer, Solutions)
    states = {state for (state,) in answer}
    if not states:
        raise StoreError(
            "no graph was loaded to this server",
            where=store.url,
            remedy="load it: remissgraf build --store URL",
            code="store.unloaded",
        )
    if states != {_WHOLE}:
        raise StoreError(
            "a load of this server was cut off or is under way, so it holds a part of the graph",
            where=store.url,
            remedy="wait for it, or load again what is missing: remissgraf build --store URL",
            code="store.part",
        )


def _send(
    source: Store,
    target: EndpointStore,
    record: str,
    send: Iterable[str],
    gone: Iterable[str],
    kept: Mapping[str, _Entry],
    before: Mapping[str, _Entry],
    hashes: Mapping[str, str],
    progress: Progress,
) -> None:
    send = list(send)
    # What is to go stays in the record until it is gone, so that a load that is cut off here does not forget it.
    entries = {**{name: before[name] for name in gone}, **kept}
    # Graphs under way stand in the record too, with no hash that fits: should they be gone from the workspace before the next load,
    # they are still known for its own.
    under_way = {name: _Entry("", 0) for name in send}
    _write(target, record, {**under_way, **entries}, whole=False)
    for done, name in enumerate(send):
        progress(done, len(send), name)
        target.replace_graph(name, (quad.triple for quad in source.quads(name)))
        if (done + 1) % _NOTE_EVERY == 0:
            entries |= _entries(target, send[: done + 1], hashes)
            _write(target, record, {**under_way, **entries}, whole=False)
    progress(len(send), len(send), "")
    for name in gone:
        target.remove_graph(name)
        del entries[name]
    _write(target, record, {**entries, **_entries(target, send, hashes)}, whole=True)


def _entries(target: EndpointStore, names: Iterable[str], hashes: Mapping[str, str]) -> dict[str, _Entry]:
    counts = target.counts()
    return {name: _Entry(hashes[name], counts.get(name, 0)) for name in names}


def _hash(source: Store, name: str) -> str:
    lines = sorted(f"{quad.triple} .\n".encode() for quad in source.quads(name))
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line)
    return digest.hexdigest()


def _read(target: EndpointStore, record: str) -> tuple[dict[str, _Entry], bool]:
    """The recorded graphs, and whether the last load came to its end."""
    hashes: dict[str, str] = {}
    sizes: dict[str, int] = {}
    whole = False
    for quad in target.quads(record):
        value = quad.object.value if isinstance(quad.object, ox.Literal) else ""
        name = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
        if quad.predicate == _HASH:
            hashes[name] = value
        elif quad.predicate == _SIZE and value.isdecimal():
            sizes[name] = int(value)
        elif quad.predicate == _STATE:
            whole = quad.object == _WHOLE
    return {name: _Entry(sha256, sizes.get(name, 0)) for name, sha256 in hashes.items()}, whole


def _write(target: EndpointStore, record: str, entries: Mapping[str, _Entry], *, whole: bool) -> None:
    triples = [ox.Triple(ox.NamedNode(record), _STATE, _WHOLE if whole else _PART)]
    for name, entry in sorted(entries.items()):
        triples.append(ox.Triple(ox.NamedNode(name), _HASH, ox.Literal(entry.sha256)))
        triples.append(ox.Triple(ox.NamedNode(name), _SIZE, ox.Literal(entry.size)))
    target.replace_graph(record, triples)


def _refuse_apart(target: EndpointStore, record: str) -> None:
    """Every query stands on this; a server that is set otherwise would answer with nothing, in silence."""
    if not target.contains(ox.Triple(ox.NamedNode(record), _STATE, _WHOLE)):
        raise StoreError(
            "this server does not look for triples in the named graphs where a query names none, so every answer would be empty",
            where=target.url,
            remedy="set its default graph to the union of the named graphs (docs/stores.md says how for each kind of server)",
            code="store.union",
        )
