from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import Pipe

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.errors import QueryError
from remissgraf.graph.stores.interface import Answer as Found
from remissgraf.queries.result import Answer, Row
from remissgraf.queries.wire import END, rows_of, send

XSD = "http://www.w3.org/2001/XMLSchema#"
# What RDF may hold: no half of a pair of code units. Oxigraph writes NUL as it is.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
IRI = TEXT.map(lambda text: ox.NamedNode("http://example.org/" + text.encode("utf-8").hex() + "/ö#x"))
PLACE = st.sampled_from(["integer", "decimal", "double", "boolean", "date", "string"])
LITERAL = st.one_of(
    TEXT.map(ox.Literal),
    st.builds(lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(XSD + kind)), TEXT, PLACE),
    st.builds(
        lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(XSD + kind)),
        st.from_regex(r"[+-]?[0-9]{1,3}(\\.[0-9]{0,2})?(e[0-9])?", fullmatch=True),
        PLACE,
    ),
    st.builds(lambda text, lang: ox.Literal(text, language=lang), TEXT, st.sampled_from(["sv", "en-gb"])),
)


def received(answer: Callable[[], Found]) -> tuple[Answer, list[Row], list[object]]:
    """What arrives: the head, the rows and what ended them."""
    here, there = Pipe()
    sender = threading.Thread(target=send, args=(there, answer), daemon=True)
    sender.start()
    ended: list[object] = []

    def pieces() -> Iterator[bytes]:
        while (piece := here.recv_bytes()) != END:
            yield piece
        ended.append(here.recv())

    head = here.recv()
    rows = [] if head.kind == "truth" else list(rows_of(head, pieces()))
    sender.join()
    return head, rows, ended


@given(st.lists(st.tuples(IRI, LITERAL | IRI), max_size=6))
def test_rows_and_triples_arrive_as_they_were(
    pairs: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]],
) -> None:
    store = ox.Store()
    node = ox.BlankNode("b1")
    store.extend(ox.Quad(subject, ox.NamedNode("http://p"), value) for subject, value in pairs)
    store.add(ox.Quad(node, ox.NamedNode("http://p"), node))
    for query in ("SELECT ?s ?none ?o { ?s ?p ?o }", "SELECT * {}", "CONSTRUCT WHERE { ?s ?p ?o }"):
        answer = store.query(query)
        assert not isinstance(answer, ox.QueryBoolean)
        head, rows, ended = received(partial(store.query, query))
        assert (rows, ended) == (list(map(tuple, answer)), [None])
        assert head.kind == ("graph" if query.startswith("CONSTRUCT") else "rows")
    told = received(lambda: store.query("ASK {}"))[0]
    assert (told.kind, told.truth) == ("truth", True)


def test_many_rows_go_in_pieces() -> None:
    store = ox.Store()
    store.extend(
        ox.Quad(ox.NamedNode(f"http://s/{at}"), ox.NamedNode("http://p"), ox.Literal("x" * 99))
        for at in range(3000)
    )
    assert len(received(lambda: store.query("SELECT * { ?s ?p ?o }"))[1]) == 3000


def test_an_error_that_ends_the_pieces_is_raised() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"?x\n1\n"
        raise QueryError("enough", code="query.timeout")

    rows = rows_of(Answer("rows", ("x",)), pieces())
    assert next(rows) == (ox.Literal(1),)
    with pytest.raises(QueryError, match="enough"):
        list(rows)
