"""The store: quads in Oxigraph, in memory or on disk, asked with SPARQL as one graph made of all named graphs.

Everything that talks to Oxigraph goes through `OxigraphStore`, so that another store can take its place. It knows neither files of
a workspace nor what the quads mean. The union of the named graphs counts a triple twice that stands in two of them: a shared
triple is kept in one graph, and counting queries say DISTINCT besides.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from remissgraf.errors import QueryError, WorkspaceError
from remissgraf.graph import sparql as text
from remissgraf.graph.canonical import canonical_lines
from remissgraf.graph.pieces import Pieces
from remissgraf.ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from remissgraf.graph.sparql import Term

    Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

__all__ = ["OxigraphStore"]

_GZIP = b"\x1f\x8b"
# Bytes of N-Quads: some 300 MB of memory while they are loaded. Less makes more files of the store, which are slower to read.
_AT_ONCE = 60_000_000


class OxigraphStore:
    """Quads with SPARQL 1.1. Only one process may have a store on disk open for writing; readers open it read-only."""

    def __init__(self, store: ox.Store, dataset: tuple[Sequence[str], Sequence[str]] | None = None) -> None:
        """dataset: see `over`."""
        self._store = store
        self._dataset = dataset

    @classmethod
    def memory(cls) -> OxigraphStore:
        return cls(ox.Store())

    @classmethod
    def create(cls, path: Path) -> OxigraphStore:
        """A store on disk for reading and writing, made if the folder does not exist.

        Raises WorkspaceError "workspace.locked" where another process writes to it, "workspace.store" for other trouble.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return cls(ox.Store(str(path)))
        except OSError as failure:
            if "lock" in str(failure).lower():
                raise WorkspaceError(
                    "the store is being written by another process",
                    where=str(path),
                    remedy="wait until that command is done, then try again",
                    code="workspace.locked",
                ) from failure
            raise _store_error(path, failure) from failure

    @classmethod
    def open_read_only(cls, path: Path) -> OxigraphStore:
        """An existing store on disk, for reading. It must not be written meanwhile: give it a finished generation."""
        try:
            return cls(ox.Store.read_only(str(path)))
        except (OSError, RuntimeError) as failure:
            raise _store_error(path, failure) from failure

    def over(self, default: Sequence[str], named: Sequence[str]) -> OxigraphStore:
        """The same store for queries over some of its graphs, whatever FROM says: `default` merged, `named` behind GRAPH. IRIs."""
        return OxigraphStore(self._store, (default, named))

    def stream(self, chunks: Iterator[bytes]) -> None:
        """Load N-Quads that come in pieces, each of whole lines, without holding them all. The pieces must be well-formed.

        Fast, and not one transaction. Raises WorkspaceError "workspace.write" or "workspace.store" where it cannot be written, and whatever
        error ended the pieces.
        """
        # The engine holds what it loads at once until it has sorted it.
        for first in chunks:
            pieces = Pieces(_some(first, chunks))
            try:
                self._store.bulk_load(io.BufferedReader(pieces), ox.RdfFormat.N_QUADS, lenient=True)
            except (OSError, RuntimeError) as failure:
                if pieces.failure is not None:
                    raise pieces.failure from None
                raise _store_error(None, failure) from failure

    def bulk_load(self, nquads: bytes | Path) -> None:
        """Load N-Quads, gzipped or not, from bytes or a file. Raises WorkspaceError "workspace.nquads" with the line at fault.

        Fast, and not one transaction: after an error part of it may be loaded.
        """
        where = str(nquads) if isinstance(nquads, Path) else None
        try:
            data = nquads.read_bytes() if isinstance(nquads, Path) else nquads
            if data.startswith(_GZIP):
                data = gzip.decompress(data)
            self._store.bulk_load(data, ox.RdfFormat.N_QUADS)
        except (SyntaxError, OSError, EOFError, zlib.error) as failure:
            raise WorkspaceError(
                f"these N-Quads cannot be loaded: {failure}",
                where=where,
                remedy="run `remissgraf build` again",
                code="workspace.nquads",
            ) from failure

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads in one transaction."""
        self._store.extend(quads)

    def add(self, quads: Iterable[ox.Quad], *, bulk: bool) -> None:
        """Add quads: in one transaction, or in bulk, which is faster for many and writes files of their own."""
        try:
            (self._store.bulk_extend if bulk else self._store.extend)(quads)
        except (OSError, RuntimeError) as failure:
            raise _store_error(None, failure) from failure

    def query(self, sparql: str, *, bindings: Mapping[str, Term] | None = None) -> Answer:
        """Run a SELECT, ASK, CONSTRUCT or DESCRIBE over the union of the named graphs and the default graph.

        bindings: see `sparql.bind`. The project's prefixes need not be declared. Answers come as they are found, not all at once.
        A query with FROM is asked of the graphs that it names instead. Raises QueryError "query.syntax" with the place.
        This runs what it is given: text from a user goes through `remissgraf.queries.run` first.
        """
        prepared = text.bind(sparql, bindings or {})
        named = "from" in sparql.lower() and any(
            text.keyword(token) == "FROM" for token in text.tokens(sparql)
        )
        try:
            if self._dataset is not None:
                default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [
                    *map(ox.NamedNode, self._dataset[0])
                ]
                behind: list[ox.NamedNode | ox.BlankNode] = [*map(ox.NamedNode, self._dataset[1])]
                return self._store.query(
                    prepared, prefixes=PREFIXES, default_graph=default, named_graphs=behind
                )
            return self._store.query(prepared, prefixes=PREFIXES, use_default_graph_as_union=not named)
        except SyntaxError as failure:
            raise _syntax_error(sparql, str(failure)) from failure

    def texts(self, sparql: str) -> Iterator[list[str]]:
        """The rows of a SELECT as short texts: IRIs, the literals' own forms, "" for none (a row of one empty value is left out).

        For hundreds of thousands of rows: it costs a third of what terms cost. Raises QueryError as `query` does, "query.failed" where the
        store gives up.
        """
        found = self.query(sparql)
        assert isinstance(found, ox.QuerySolutions)
        try:
            table = found.serialize(format=ox.QueryResultsFormat.CSV)
        except (OSError, RuntimeError) as failure:
            raise QueryError(f"the query failed while it ran: {failure}", code="query.failed") from failure
        rows = csv.reader(io.StringIO((table or b"").decode("utf-8"), newline=""))
        next(rows)
        yield from filter(None, rows)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """All quads, or those of one named graph, in no promised order. Raises WorkspaceError "workspace.store" at damage."""
        name = None if graph is None else ox.NamedNode(graph)
        try:
            yield from self._store.quads_for_pattern(None, None, None, name)
        except (OSError, RuntimeError) as failure:
            raise _damaged(failure) from failure

    def match(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        value: ox.NamedNode | ox.Literal | None,
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads with these terms (None: any), in no promised order. Raises WorkspaceError "workspace.store" at damage."""
        try:
            yield from self._store.quads_for_pattern(subject, predicate, value, graph)
        except (OSError, RuntimeError) as failure:
            raise _damaged(failure) from failure

    def contains(self, triple: ox.Triple) -> bool:
        """Whether any graph holds the triple."""
        found = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return next(found, None) is not None

    def discard(self, quads: Iterable[ox.Quad]) -> None:
        """Take quads out; those that are not there are passed over. A named graph that becomes empty goes with its last quad."""
        emptied: set[ox.NamedNode] = set()
        for quad in quads:
            self._store.remove(quad)
            if isinstance(quad.graph_name, ox.NamedNode):
                emptied.add(quad.graph_name)
        for graph in emptied:
            if next(self._store.quads_for_pattern(None, None, None, graph), None) is None:
                self._store.remove_graph(graph)

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the named graphs, sorted."""
        return tuple(sorted(graph.value for graph in self._store.named_graphs()))

    def replace_graph(self, iri: str, triples: Iterable[ox.Triple]) -> None:
        """Make the triples the whole content of the named graph; with none of them the graph is gone."""
        name = ox.NamedNode(iri)
        self._store.remove_graph(name)
        self._store.extend(
            ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples
        )

    def remove_graph(self, iri: str) -> None:
        """Take a named graph and its quads out; nothing happens if there is none of that name."""
        self._store.remove_graph(ox.NamedNode(iri))

    def triples(self, graph: str) -> bytes:
        """One named graph as N-Triples, in no promised order."""
        try:
            found = self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph))
        except (OSError, RuntimeError) as failure:
            raise _damaged(failure) from failure
        return found or b""

    def dump(self) -> bytes:
        """The whole store as N-Quads: sorted lines, so that equal content is equal bytes."""
        return canonical_lines(self._store.dump(format=ox.RdfFormat.N_QUADS) or b"")

    def checkpoint(self, path: Path) -> None:
        """Make a copy of a store on disk in a folder that does not exist, by links to its files where the file system has them.

        The copy lives on by itself. Raises WorkspaceError "workspace.store", or "workspace.write" where there is no room.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._store.backup(str(path))
        except (OSError, RuntimeError) as failure:
            raise _store_error(path, failure) from failure

    def flush(self) -> None:
        """Have what was written to disk in the store's own files, so that readers need not go through its log."""
        try:
            self._store.flush()
        except (OSError, RuntimeError) as failure:
            raise _store_error(None, failure) from failure

    def close(self) -> None:
        """Let go of a store on disk, whoever still holds this object (a traceback may). It is empty from now on."""
        self._store = ox.Store()

    def save(self, path: Path) -> None:
        """Copy the store to a new folder on disk, in one bulk load: small, and safe for readers to open.

        A store that was written in many transactions carries its log along; a copy does not. Raises WorkspaceError "workspace.store".
        """
        copy = OxigraphStore.create(path)
        try:
            copy._store.bulk_load(self._store.dump(format=ox.RdfFormat.N_QUADS), ox.RdfFormat.N_QUADS)
            copy._store.flush()
        except (OSError, RuntimeError) as failure:
            raise _store_error(path, failure) from failure

    def __len__(self) -> int:
        """The number of quads; a triple in two graphs counts twice. Raises WorkspaceError "workspace.store" at damage."""
        try:
            return len(self._store)
        except (OSError, RuntimeError) as failure:
            raise _damaged(failure) from failure


def _some(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    """A piece, and as many of those after it as are loaded at once."""
    yield first
    size = len(first)
    while size < _AT_ONCE and (piece := next(rest, None)) is not None:
        yield piece
        size += len(piece)


def _damaged(failure: Exception) -> WorkspaceError:
    return WorkspaceError(
        f"the store is damaged: {failure}",
        remedy="run `remissgraf build`: it makes the store anew from the canonical data",
        code="workspace.store",
    )


def _store_error(path: Path | None, failure: Exception) -> WorkspaceError:
    if "No space left" in str(failure) or "Read-only file system" in str(failure):
        return WorkspaceError(
            f"the store cannot be written: {failure}",
            where=None if path is None else str(path),
            remedy="make room, or give yourself permission to write, and build again; what was there before stays",
            code="workspace.write",
        )
    return WorkspaceError(
        f"the store cannot be opened or copied: {failure}",
        where=None if path is None else str(path),
        remedy="run `remissgraf build`: it makes the store anew from the canonical data",
        code="workspace.store",
    )


def _syntax_error(sparql: str, reason: str) -> QueryError:
    """What is wrong and where. Oxigraph's own positions are off by the length of the word it hoped for, so they are not used."""
    undeclared = _undeclared_prefix(sparql)
    if undeclared is not None:
        return undeclared
    # Imported here: only a mistaken query pays for it.
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    declared = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())
    readable = " ".join(reason.split())
    try:
        # Without comments but with the same lines; the declarations stand before the first line's own text.
        parseQuery(declared + text.text_of(text.tokens(sparql)))
    except ParseException as failure:
        lines = sparql.split("\n")
        column = failure.column - (len(declared) if failure.lineno == 1 else 0)
        offset = sum(len(line) + 1 for line in lines[: failure.lineno - 1]) + max(column - 1, 0)
        return text.position_error(
            sparql, min(offset, len(sparql)), "the query cannot be understood from here on"
        )
    if "unbound" in readable:
        return QueryError(
            "SELECT names a variable that is neither grouped by nor aggregated", code="query.syntax"
        )
    return QueryError(f"the query cannot be run; the store says: {readable}", code="query.syntax")


def _undeclared_prefix(sparql: str) -> QueryError | None:
    parts = text.tokens(sparql)
    known = set(PREFIXES)
    for index, token in enumerate(parts):
        if index and text.keyword(parts[index - 1]) == "PREFIX" and token.kind == "name":
            known.add(token.text[:-1])
    for index, token in enumerate(parts):
        if token.kind != "name" or (index and text.keyword(parts[index - 1]) == "PREFIX"):
            continue
        prefix = re.split(":", token.text, maxsplit=1)[0]
        if prefix not in known:
            return text.position_error(
                sparql,
                token.start,
                f'the prefix "{prefix}:" is not declared',
                remedy=_prefix_remedy(prefix, known),
                code="query.prefix",
            )
    return None


def _prefix_remedy(prefix: str, known: set[str]) -> str:
    from difflib import get_close_matches

    from rdflib import Graph

    for name, iri in Graph(bind_namespaces="rdflib").namespaces():
        if name == prefix:
            return f"add this line: PREFIX {prefix}: <{iri}>"
    near = get_close_matches(prefix, known, n=1)
    hint = f'did you mean "{near[0]}:"? Otherwise' if near else "to use it,"
    return f"{hint} add a line PREFIX {prefix}: <…> before the query"
