"""The guard against queries that would do more than read this graph.

Every hostile query is tried on a store that could really be asked, with a listener on loopback: what the guard lets through may
fail or answer, but it may not make a request.
"""

from __future__ import annotations

import contextlib
import itertools
import socket
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.errors import QueryError
from remissgraf.graph.store import OxigraphStore
from remissgraf.queries.guard import MAX_DEPTH, MAX_LENGTH, MAX_TOKENS, check
from remissgraf.queries.run import run

GRAPHS = ("https://example.org/graph/a",)


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def asked(listener: socket.socket) -> bool:
    try:
        connection, _ = listener.accept()
    except BlockingIOError:
        return False
    connection.close()
    return True


SERVICES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE<URL>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o . SERVICE ?s { ?a ?b ?c } }",
    "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?a ?b ?c } }",
    "SELECT * { VALUES ?u { <URL> } SERVICE?u{ ?a ?b ?c } }",
    "PREFIX : <URL> SELECT * { SERVICE : { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { SERVICE: { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { SERVICESILENT: { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<URL> { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { ?s ?p trueSERVICE: { ?a ?b ?c } }",
    "SELECT * { ?s ?p trueSERVICE<URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p 1SERVICE<URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p 1.SERVICE<URL> { ?a ?b ?c } }",
    'SELECT * { ?s ?p "x"@svSERVICE<URL> { ?a ?b ?c } }',
    'SELECT * { ?s ?p "x".SERVICE<URL> { ?a ?b ?c } }',
    "SELECT * { # SERVICE\n SERVICE # <x>\n <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '#' . SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p '''#''' . SERVICE <URL> { ?a ?b ?c } }",
    'SELECT * { ?s ?p "\\"#" . SERVICE <URL> { ?a ?b ?c } }',
    "SELECT * { ?s ?p <http://x/#> . SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o FILTER(?s<?o) SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o FILTER(?s<?o||?o>?s) SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p <http://x/|#> . SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "SELECT * { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { MINUS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { GRAPH ?g { SERVICE <URL> { ?s ?p ?o } } }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "BASE <URL> SELECT * { SERVICE <sparql> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { S\\u0045RVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ＳERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ſervice <URL> { ?s ?p ?o } }",
    "SELECT *\r{ #\r SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o }\u2028SERVICE <URL> { ?a ?b ?c }",
    # The store ends a name before a dot that begins its second part, and again before the second dot in it.
    "PREFIX : <a:> SELECT * { ?s ?p :.SERVICE <URL> { ?a ?b ?c } }",
    "PREFIX a: <a:> SELECT * { ?s ?p a:.5SERVICE <URL> { ?a ?b ?c } }",
    "PREFIX : <a:> SELECT * { ?s :-1.SERVICE <URL> { ?a ?b ?c } }",
    "PREFIX a: <a:> SELECT * { ?s ?p a:b.5.SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p _:a.b.SERVICE <URL> { ?a ?b ?c } }",
    'SELECT * { ?s ?p "x"@en-SERVICE<URL> { ?a ?b ?c } }',
]


@pytest.mark.parametrize("template", SERVICES)
def test_no_query_makes_a_request(listener: socket.socket, template: str) -> None:
    query = template.replace("URL", f"http://127.0.0.1:{listener.getsockname()[1]}/")
    store = OxigraphStore.memory()
    store.bulk_load(b'<a:s> <a:p> "1" <a:g> .\n')
    with pytest.raises(QueryError) as caught:
        run(store, query)
    assert caught.value.code in ("query.refused", "query.syntax", "query.prefix")
    assert not asked(listener)


def test_the_listener_would_notice(listener: socket.socket) -> None:
    query = f"SELECT * {{ SERVICE SILENT <http://127.0.0.1:{listener.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
    with socket.create_connection(listener.getsockname()):
        assert asked(listener)
    with pytest.raises(QueryError, match="SERVICE"):
        check(query, ())


ENDS = [":", "a:", "a:b", "_:b", "?x", "1", "true", '"s"', "@en", "<u:u>", "", *".-5e·%?)} "]


def test_what_the_store_reads_as_a_call_is_refused_whatever_stands_before_it() -> None:
    """A call is told by the store itself: with another word in the place of SERVICE it cannot read the query."""
    store = ox.Store()

    def readable(query: str) -> bool:
        try:
            store.query(query)
        except (SyntaxError, OSError) as failure:  # OSError: it went on to ask the port, which no store asks
            return not isinstance(failure, SyntaxError)
        return True

    calls = 0
    for start in ("?s ?p", "?s a:", "?s ?p ?o", "?s ?p 1"):
        for before in map("".join, itertools.product(ENDS, repeat=3)):
            text = (
                f"PREFIX : <u:> PREFIX a: <u:> SELECT * {{ {start} {before}WORD <http://127.0.0.1:9/> {{}} }}"
            )
            query = text.replace("WORD", "SERVICE")
            if readable(query) and not readable(text.replace("WORD", "SERVICEX")):
                calls += 1
                with pytest.raises(QueryError):
                    check(query, ())
    assert calls > 500


PIECES = st.one_of(
    st.sampled_from(
        ["SERVICE", "service", "SERVICE <URL> { ?a ?b ?c }", "SILENT", "<URL>", "?u", ":", "p:", "a", "1"]
    ),
    st.sampled_from(["?s ?p ?o", "true", "@sv", "VALUES", "FILTER(", *"{}() \n#'\"\\.<>"]),
)


@given(st.lists(PIECES, max_size=14))
def test_no_mixture_of_pieces_makes_a_request(listener: socket.socket, pieces: list[str]) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    query = f"PREFIX : <URL> PREFIX p: <URL> SELECT * {{ VALUES ?u {{ <URL> }} {''.join(pieces)} }}"
    with contextlib.suppress(QueryError):
        run(OxigraphStore.memory(), query.replace("URL", url))
    assert not asked(listener)


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:s> <a:p> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/passwd>",
        "PREFIX a: <a:> LOAD <http://127.0.0.1/>",
        "CLEAR ALL",
        "drop graph <a:g>",
        "CREATE GRAPH <a:g>",
        "COPY <a:g> TO <a:h>",
        "MOVE <a:g> TO <a:h>",
        "ADD <a:g> TO <a:h>",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "# SELECT\nINSERT DATA { <a:s> <a:p> 1 }",
    ],
)
def test_nothing_can_be_written(query: str) -> None:
    with pytest.raises(QueryError, match="not allowed") as caught:
        check(query, GRAPHS)
    assert caught.value.code == "query.refused"


@pytest.mark.parametrize(
    "query", ["SELECT * { ?s ?p ?o } ; INSERT DATA { <a:s> <a:p> 1 }", "SELECT * {} CLEAR ALL"]
)
def test_an_update_after_a_query_changes_nothing(query: str) -> None:
    store = OxigraphStore.memory()
    store.bulk_load(b'<a:s> <a:p> "1" <a:g> .\n')
    with pytest.raises(QueryError):
        run(store, query)
    assert len(store) == 1


@pytest.mark.parametrize(
    "clause",
    [
        "FROM <file:///etc/passwd>",
        "FROM <http://127.0.0.1/x>",
        "FROM NAMED <https://example.org/graph/b>",
        "FROM<https://example.org/graph/b>",
        "FROM <https://example.org/graph/a> FROM <https://example.org/graph/b>",
        "from named x:b",
        "FROM unknown:a",
        "FROM <a>",
    ],
)
def test_from_of_a_graph_that_is_not_there_is_refused(clause: str) -> None:
    with pytest.raises(QueryError, match="no such graph"):
        check(f"PREFIX x: <https://example.org/graph/> SELECT * {clause} {{ ?s ?p ?o }}", GRAPHS)


@pytest.mark.parametrize(
    "clause",
    [
        "FROM <https://example.org/graph/a>",
        "FROM NAMED x:a",
        "FROM <https://example.org/graph/\\u0061>",
        "FROM <https://example.org/graph/\\U00000061>",
    ],
)
def test_from_of_a_graph_of_the_store_is_allowed(clause: str) -> None:
    assert (
        check(f"PREFIX x: <https://example.org/graph/> SELECT * {clause} {{ ?s ?p ?o }}", GRAPHS) == "select"
    )


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT ?service { ?service ?load 'SERVICE <x>' }", "select"),
        ("ask { ?s x:statens-servicecenter x:2-service }", "ask"),
        ("ask { ?s x:service <http://example.org/SERVICE> } # SERVICE", "ask"),
        ('PREFIX insert: <a:> CONSTRUCT { ?s insert:delete "LOAD" } WHERE { ?s ?p ?o }', "construct"),
        ("BASE <http://x/> PREFIX a: <b> DESCRIBE <c>", "describe"),
    ],
)
def test_words_in_other_places_are_only_words(query: str, form: str) -> None:
    assert check(query, GRAPHS) == form


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * " + "{" * (MAX_DEPTH + 1) + "}" * (MAX_DEPTH + 1),
        "SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
        "SELECT * { FILTER(" + "!" * 2_000 + "true) }",
        "SELECT * { ?x ?p ?y FILTER(" + "+".join("1" * MAX_TOKENS) + ") }",
        "SELECT * { ?x ?p '" + "x" * MAX_LENGTH + "' }",
    ],
    ids=["braces", "brackets", "signs", "words", "length"],
)
def test_a_query_that_would_end_the_process_is_refused(query: str) -> None:
    with pytest.raises(QueryError) as caught:
        check(query, GRAPHS)
    assert caught.value.code == "query.refused"
    assert len(str(caught.value)) < 1_000


@pytest.mark.parametrize("query", ["", "  # nothing", "PREFIX a: <b>", "HELLO", "?x", "{}"])
def test_what_is_no_query_is_refused(query: str) -> None:
    with pytest.raises(QueryError) as caught:
        check(query, GRAPHS)
    assert caught.value.code == "query.syntax"


def test_a_parameter_cannot_carry_a_query(listener: socket.socket) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    store = OxigraphStore.memory()
    store.bulk_load(b'<a:s> <a:p> "1" <a:g> .\n')
    for value in (
        f'"}} SERVICE <{url}> {{ ?s ?p ?o }} #',
        f"<{url}> }} SERVICE <{url}> {{ ?s ?p ?o",
        "\\u0022 } INSERT",
        "'''\"\"\"\n#",
        "?s",
    ):
        assert run(store, "SELECT ?s ?x { ?s ?p ?x }", {"x": value}).rows == ()
    with pytest.raises(QueryError, match="IRI"):
        run(store, "SELECT ?s ?x { ?s ?p ?x }", {"x": f"<{url}> }} SERVICE <{url}>"})
    assert not asked(listener)
    assert isinstance(store.query("ASK {}"), ox.QueryBoolean)
