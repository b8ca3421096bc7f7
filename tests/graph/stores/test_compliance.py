"""The compliance suite: what holds of every store, embedded, behind a protocol, or made by others."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from remissgraf.errors import QueryError
from remissgraf.graph.stores.interface import Solutions, Store, Triples

from ...values import Comparable, by_value, rows_by_value

G, H = "https://example.org/graph/ett", "https://example.org/graph/två"
S, P = ox.NamedNode("https://example.org/s"), ox.NamedNode("https://example.org/p")
XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(value: str, kind: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + kind))


VALUES = (
    ox.Literal("tillstyrker"),
    ox.Literal("tillstyrker", language="sv"),
    ox.Literal("approves", language="en"),
    ox.Literal(""),
    ox.Literal('å ä ö, "citat", \\ snedstreck,\nny rad,\ttabb, 𝄞'),
    ox.NamedNode("https://example.org/%C3%A5?a=1#b"),
    typed("0.70", "decimal"),
    typed("12", "integer"),
    typed("-3", "integer"),
    typed("true", "boolean"),
    typed("false", "boolean"),
    typed("2025-10-31", "date"),
    typed("2025-10-31T10:00:00Z", "dateTime"),
)


def about(*values: ox.NamedNode | ox.Literal, subject: ox.NamedNode = S) -> list[ox.Triple]:
    return [ox.Triple(subject, P, value) for value in values]


def numbers(count: int) -> list[ox.Triple]:
    return about(*(ox.Literal(number) for number in range(count)))


def found(store: Store, sparql: str, **bindings: ox.NamedNode | ox.Literal) -> list[tuple[Comparable, ...]]:
    answer = store.query(sparql, bindings=bindings)
    assert isinstance(answer, ox.QuerySolutions | Solutions)
    return [tuple(by_value(term) for term in row) for row in answer]


def content(store: Store, graph: str | None = None) -> set[tuple[Comparable, ...]]:
    return {
        tuple(by_value(term) for term in (quad.graph_name, quad.subject, quad.predicate, quad.object))
        for quad in store.quads(graph)
    }


def expected(graph: str, triples: Iterable[ox.Triple]) -> set[tuple[Comparable, ...]]:
    return {
        (("iri", graph), by_value(one.subject), by_value(one.predicate), by_value(one.object))
        for one in triples
    }


def test_a_new_store_is_empty(store: Store) -> None:
    assert (store.graphs(), len(store), store.dump(), list(store.quads())) == ((), 0, b"", [])


def test_what_was_put_is_there_by_value(store: Store) -> None:
    store.replace_graph(G, about(*VALUES))
    assert content(store) == content(store, G) == expected(G, about(*VALUES))
    assert len(store) == len(VALUES)
    assert store.dump().count(b"\n") == len(VALUES)
    assert all(line.endswith(f" <{G}> .".encode()) for line in store.dump().splitlines())


def test_a_graph_is_replaced_whole_and_the_others_stay(store: Store) -> None:
    store.replace_graph(G, about(*VALUES))
    store.replace_graph(H, numbers(3))
    store.replace_graph(G, numbers(2))
    assert content(store) == expected(G, numbers(2)) | expected(H, numbers(3))
    assert store.graphs() == (G, H)
    store.replace_graph(G, [])
    assert store.graphs() == (H,)


def test_a_graph_is_removed_and_a_missing_one_is_no_error(store: Store) -> None:
    store.replace_graph(G, numbers(1))
    store.replace_graph(H, numbers(2))
    store.remove_graph(G)
    store.remove_graph("https://example.org/graph/never")
    assert content(store) == expected(H, numbers(2))
    assert list(store.quads("https://example.org/graph/never")) == []


def test_queries_see_the_named_graphs_as_one(store: Store) -> None:
    store.replace_graph(G, about(S))
    store.replace_graph(H, about(ox.Literal("x"), subject=S))
    other = ox.NamedNode("https://example.org/other")
    store.replace_graph(G, [ox.Triple(other, P, S)])
    assert found(store, f"SELECT ?x ?y {{ ?x {P} ?s . ?s {P} ?y }}") == [
        (by_value(other), by_value(ox.Literal("x")))
    ]


def test_from_and_graph_name_the_graphs_that_are_asked(store: Store) -> None:
    store.replace_graph(G, numbers(2))
    store.replace_graph(H, numbers(5))
    assert found(store, f"SELECT (COUNT(*) AS ?n) FROM <{G}> {{ ?s {P} ?o }}") == [(("number", 2),)]
    assert found(store, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{H}> {{ ?s {P} ?o }} }}") == [(("number", 5),)]
    asked = f"SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s {P} ?o }} }} GROUP BY ?g ORDER BY ?n"
    assert found(store, asked) == [(("iri", G), ("number", 2)), (("iri", H), ("number", 5))]


def test_yes_and_no(store: Store) -> None:
    store.replace_graph(G, numbers(1))
    assert bool(store.query(f"ASK {{ ?s {P} 0 }}")) is True
    assert bool(store.query(f"ASK {{ ?s {P} 1 }}")) is False


def test_triples_are_made(store: Store) -> None:
    store.replace_graph(G, numbers(3))
    answer = store.query(f"CONSTRUCT {{ ?s skos:notation ?o }} WHERE {{ ?s {P} ?o FILTER(?o > 0) }}")
    assert isinstance(answer, ox.QueryTriples | Triples)
    notation = by_value(ox.NamedNode("http://www.w3.org/2004/02/skos/core#notation"))
    made = {(by_value(one.predicate), by_value(one.object)) for one in answer}
    assert made == {(notation, ("number", 1)), (notation, ("number", 2))}


def test_rows_keep_the_order_of_columns_and_rows_and_leave_open_what_is_unbound(store: Store) -> None:
    store.replace_graph(G, numbers(3))
    rows = found(
        store, f"SELECT ?o ?none ?s {{ ?s {P} ?o OPTIONAL {{ ?s skos:prefLabel ?none }} }} ORDER BY DESC(?o)"
    )
    assert rows == [(("number", number), None, by_value(S)) for number in (2, 1, 0)]


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_a_variable_is_bound_to_any_value(store: Store, value: ox.NamedNode | ox.Literal) -> None:
    store.replace_graph(G, about(*VALUES))
    rows = found(store, f"SELECT ?v ?s {{ ?s {P} ?v }}", v=value)
    assert rows == [(by_value(value), by_value(S))]


def test_numbers_are_reckoned_and_grouped(store: Store) -> None:
    store.replace_graph(G, [*about(typed("0.25", "decimal"), typed("2", "integer")), *about(S)])
    asked = f"SELECT (SUM(?o) AS ?sum) (COUNT(DISTINCT ?o) AS ?n) {{ ?s {P} ?o FILTER(isNumeric(?o)) }}"
    assert found(store, asked) == [(("number", by_value(typed("2.25", "decimal"))[1]), ("number", 2))]  # type: ignore[index]  # it is a literal


def test_a_triple_is_found_in_any_graph(store: Store) -> None:
    store.replace_graph(G, about(ox.Literal("x", language="sv")))
    assert store.contains(ox.Triple(S, P, ox.Literal("x", language="sv")))
    assert not store.contains(ox.Triple(S, P, ox.Literal("x")))
    assert not store.contains(ox.Triple(S, P, ox.Literal("x", language="en")))


@pytest.mark.parametrize(
    ("query", "code", "words"),
    [
        ("SELECT * {\n  ?x a dc:Text\n}", "query.prefix", "line 2, column 8"),
        ("SELECT * {\n ?x a ?y . FILTR(?y) }", "query.syntax", "line 2, column 12"),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x a ?y }", "query.syntax", "neither grouped"),
    ],
)
def test_a_mistake_is_explained_alike(store: Store, query: str, code: str, words: str) -> None:
    with pytest.raises(QueryError, match=words) as caught:
        store.query(query)
    assert caught.value.code == code


def test_many_rows_come_through(store: Store) -> None:
    store.replace_graph(G, numbers(5_000))
    assert len(store) == 5_000
    rows = found(store, f"SELECT ?o {{ ?s {P} ?o }} ORDER BY ?o")
    assert rows == [(("number", number),) for number in range(5_000)]


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), include_characters="\n\t\r"), max_size=20
)
literals = st.one_of(
    texts.map(ox.Literal),
    st.builds(
        lambda text, tag: ox.Literal(text, language=tag), texts, st.sampled_from(["sv", "en", "sv-fi"])
    ),
    st.integers(-(10**9), 10**9).map(ox.Literal),
    st.dates().map(lambda day: typed(day.isoformat(), "date")),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(literals, min_size=1, max_size=8))
def test_any_text_comes_back_as_it_was(store: Store, values: list[ox.Literal]) -> None:
    store.replace_graph(G, about(*values))
    assert content(store) == expected(G, about(*values))
    rows = store.query(f"SELECT ?o {{ GRAPH <{G}> {{ ?s {P} ?o }} }}")
    assert isinstance(rows, ox.QuerySolutions | Solutions)
    assert rows_by_value(rows).keys() == {(by_value(value),) for value in values}
