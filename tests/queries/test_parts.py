"""How often each part of a query is found alone, on graphs made here."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from remissgraf.graph.store import OxigraphStore
from remissgraf.queries import parts
from remissgraf.queries.parts import count_parts

E = "https://example.org/"


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    made = OxigraphStore.memory()
    rows = [("a", "knows", "b"), ("b", "knows", "c"), ("a", "likes", "c")]
    made.extend(ox.Quad(*(ox.NamedNode(E + name) for name in (*row, "graph"))) for row in rows)
    return made


def counted(store: OxigraphStore, query: str, **bound: str) -> dict[str, int]:
    terms = {name: ox.NamedNode(E + value) for name, value in bound.items()}
    return {part.pattern.replace(E, ""): part.matches for part in count_parts(store, query, terms)}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("SELECT * { ?x :knows ?y . ?y :likes ?z }", {"?x <knows> ?y": 2, "?y <likes> ?z": 1}),
        ("SELECT * { ?x :knows ?y OPTIONAL { ?x :hates ?y } }", {"?x <knows> ?y": 2, "?x <hates> ?y": 0}),
        ("ASK { ?x :knows+ ?y }", {"?x <knows>+ ?y": 3}),
        ("SELECT * { { SELECT ?x { ?x :likes :c } } }", {"?x <likes> <c>": 1}),
        (
            "SELECT * { ?x :likes ?y FILTER NOT EXISTS { ?y :knows [] } }",
            {"?x <likes> ?y": 1, "?y <knows> []": 2},
        ),
        # Each part once; a prefix of one's own for what has another already.
        ("PREFIX r: <https://example.org/> SELECT * { ?x r:likes ?y . ?x :likes ?y }", {"?x <likes> ?y": 1}),
        ("CONSTRUCT { ?x :is ?y } { ?x :likes ?y }", {"?x <likes> ?y": 1}),
        ("ASK {}", {}),
    ],
)
def test_parts_are_counted(store: OxigraphStore, query: str, wanted: dict[str, int]) -> None:
    assert counted(store, f"PREFIX : <{E}> {query}") == wanted


def test_a_bound_variable_is_what_it_is_bound_to(store: OxigraphStore) -> None:
    assert counted(store, f"SELECT * {{ ?x <{E}knows> ?y }}", x="a") == {"<a> <knows> ?y": 1}


def test_there_is_an_end_to_counting(store: OxigraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST", 2)
    (part,) = count_parts(store, "SELECT * { ?s ?p ?o }", {})
    assert str(part).split() == [">", "2", "?s", "?p", "?o"]
    many = " ".join(f"?s <{E}{number}> ?o ." for number in range(500))
    assert len(count_parts(store, f"SELECT * {{ {many} }}", {})) < 100


def test_a_query_that_is_nested_too_deeply_is_not_counted(store: OxigraphStore) -> None:
    assert count_parts(store, f"SELECT * {{ {'{' * 900} ?s ?p ?o {'}' * 900} }}", {}) == ()
