"""An answer on its way from one process to another: the engine itself writes its rows and triples, and reads them on the other side.

Rows travel as TSV, triples as N-Triples: both keep every term as it is, and cost a third of pickled values. It knows a connection and
answers, not who asks, nor how long that may take.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import IO, TYPE_CHECKING, Final, cast

import pyoxigraph as ox

from remissgraf.errors import QueryError, RemissgrafError
from remissgraf.graph.pieces import Pieces
from remissgraf.queries.result import TRIPLE, Answer, Row

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from remissgraf.graph.stores.interface import Answer as Found

__all__ = ["END", "rows_of", "send"]

# The piece after the last one.
END: Final = b""
_SIZE: Final = 1 << 16


def send(connection: Connection, answer: Callable[[], Found]) -> None:
    """Send what the embedded store answers, while it is being found, or the error that it ends with.

    First goes a head: an `Answer` without rows, or a RemissgrafError. After a head with columns come pieces of bytes, `END`, and None or
    the QueryError "query.failed" that ended them. Raises BrokenPipeError where nobody reads any more.
    """
    try:
        found = answer()
    except RemissgrafError as error:
        connection.send(error)
        return
    if isinstance(found, ox.QueryBoolean | bool):
        connection.send(Answer("truth", truth=bool(found)))
        return
    assert isinstance(found, ox.QuerySolutions | ox.QueryTriples), found
    pieces = _Pieces(connection)
    file = cast("IO[bytes]", pieces)
    ended: QueryError | None = None
    try:
        if isinstance(found, ox.QuerySolutions):
            connection.send(Answer("rows", tuple(variable.value for variable in found.variables)))
            found.serialize(file, ox.QueryResultsFormat.TSV)
        else:
            connection.send(Answer("graph", TRIPLE))
            found.serialize(file, ox.RdfFormat.N_TRIPLES)
    except BrokenPipeError:
        raise
    except (OSError, RuntimeError, ValueError) as failure:
        ended = QueryError(f"the query failed while it ran: {failure}", code="query.failed")
    pieces.flush()
    connection.send_bytes(END)
    connection.send(ended)


class _Pieces:
    """What is written, sent on in pieces of a fair size."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        if len(self._waiting) >= _SIZE:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if self._waiting:
            self._connection.send_bytes(self._waiting)
            self._waiting = bytearray()


def rows_of(head: Answer, pieces: Iterator[bytes]) -> Generator[Row, None, None]:
    """The rows or triples that the pieces hold, read as they come. Raises whatever error ended the pieces.

    To be closed in the thread that reads it.
    """
    file = Pieces(pieces)
    source = cast("IO[bytes]", file)
    try:
        if head.kind == "rows":
            found = ox.parse_query_results(source, ox.QueryResultsFormat.TSV)
            assert isinstance(found, ox.QuerySolutions)
            try:
                yield from map(tuple, found)
            finally:
                # An error's traceback would keep it, maybe for another thread to drop, which the engine does not allow.
                del found
        else:
            for quad in ox.parse(source, ox.RdfFormat.N_TRIPLES, lenient=True):
                yield quad.subject, quad.predicate, quad.object
    except (OSError, SyntaxError):
        if file.failure is not None:
            raise file.failure from None
        raise
