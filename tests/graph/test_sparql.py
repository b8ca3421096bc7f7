"""Tokens and bindings: whatever a term holds, it stays one term."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.errors import QueryError
from remissgraf.graph.sparql import bind, fixed, keyword, text_of, tokens
from remissgraf.graph.store import OxigraphStore

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def rows(store: OxigraphStore, query: str, **bindings: ox.Literal | ox.NamedNode) -> list[list[str]]:
    answer = store.query(query, bindings=bindings)
    assert isinstance(answer, ox.QuerySolutions)
    return [[str(value) for value in solution] for solution in answer]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?a { ?a a rg:X } # slut", ["SELECT", "?a", "{", "?a", "a", "rg:X", "}"]),
        ("<http://x/#a>#b\n<c:>", ["<http://x/#a>", "<c:>"]),
        ('"a#b" \'c"d\' """e"f""" \'\'\'g\'h\'\'\'', ['"a#b"', "'c\"d'", '"""e"f"""', "'''g'h'''"]),
        ('"a\\"b"@sv-SE^^xsd:x', ['"a\\"b"', "@sv-SE", "^^", "xsd:x"]),
        ("?a < ?b&&?c>=1.5e3", ["?a", "<", "?b", "&&", "?c", ">=", "1.5e3"]),
        ("a:b.c. :d _:e.", ["a:b.c", ".", ":d", "_:e", "."]),
        ("å:ö a:\\-b%20c", ["å:ö", "a:\\-b%20c"]),
    ],
)
def test_tokens(query: str, expected: list[str]) -> None:
    assert [token.text for token in tokens(query)] == expected


def test_places_are_those_of_the_text() -> None:
    query = "SELECT * # {\n { ?å ?b '''x\ny''' }"
    assert all(query[token.start : token.end] == token.text for token in tokens(query))
    assert text_of(tokens(query)) == "SELECT *  \n { ?å ?b '''x\ny''' }"


@pytest.mark.parametrize(
    ("query", "line", "column", "message"),
    [
        ("SELECT * {\n ?a ?b 'x }", 2, 8, "not closed"),
        ("SELECT * { ?a ?b ?c", 1, 10, "not closed"),
        ("SELECT * { ?a ?b ?c } }", 1, 23, "no opening"),
        ("SELECT * { ( ?a }", 1, 17, "expected"),
        ("SELECT * { ?a § ?b }", 1, 15, "means nothing"),
    ],
)
def test_an_error_has_its_place(query: str, line: int, column: int, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        tokens(query)
    assert caught.value.where == f"line {line}, column {column}"
    shown, caret = caught.value.message.splitlines()[-2:]
    assert shown.strip() == query.splitlines()[line - 1].strip()
    assert caret.index("^") - 2 == column - 1


def test_keyword_is_a_bare_word() -> None:
    (word, name, variable, text) = tokens('service x:service ?service "service"')
    assert [keyword(token) for token in (word, name, variable, text)] == ["SERVICE", "", "", ""]


@given(TEXTS, st.sampled_from([None, "sv"]))
def test_a_bound_text_comes_back_as_it_was(text: str, language: str | None) -> None:
    literal = ox.Literal(text, language=language) if language else ox.Literal(text)
    answer = OxigraphStore.memory().query("SELECT ?x { }", bindings={"x": literal})
    assert isinstance(answer, ox.QuerySolutions)
    assert [solution["x"] for solution in answer] == [literal]


DATA = """<a:1> <p:kind> "röd" <g:1> .
<a:1> <p:size> "1" <g:1> .
<a:2> <p:kind> "blå" <g:2> .
<a:2> <p:size> "2" <g:2> .
<a:3> <p:kind> "blå" <g:2> .
"""
BLUE = ox.Literal("blå")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x { ?x <p:kind> ?k } ORDER BY ?x", [["<a:2>"], ["<a:3>"]]),
        ("SELECT ?x ?k { ?x <p:kind> ?k } ORDER BY ?x", [["<a:2>", '"blå"'], ["<a:3>", '"blå"']]),
        (
            "SELECT (COUNT(?x) AS ?n) { ?x <p:kind> ?k }",
            [['"2"^^<http://www.w3.org/2001/XMLSchema#integer>']],
        ),
        ("SELECT ?x { { SELECT ?x { ?x <p:kind> ?k } ORDER BY ?x LIMIT 1 } }", [["<a:2>"]]),
        (
            "SELECT ?x { { SELECT ?x WHERE { ?x <p:kind> ?any FILTER(?any = ?k) } } } ORDER BY DESC(?x)",
            [["<a:3>"], ["<a:2>"]],
        ),
        (
            "SELECT ?x ?s { ?x <p:size> ?s OPTIONAL { ?x <p:kind> ?o FILTER(?o = ?k) } FILTER(BOUND(?o)) }",
            [["<a:2>", '"2"']],
        ),
        ("SELECT ?x { ?x <p:size> ?s FILTER NOT EXISTS { ?x <p:kind> ?k } }", [["<a:1>"]]),
        (
            "SELECT ?x { { ?x <p:kind> ?k ; <p:size> ?s } UNION { ?x <p:size> '1' } } ORDER BY ?x",
            [["<a:1>"], ["<a:2>"]],
        ),
        ("SELECT ?x { ?x <p:size> ?s MINUS { ?x <p:kind> ?k } }", [["<a:1>"]]),
        ("SELECT ?x { VALUES (?x) { (<a:2>) (<a:1>) } ?x <p:kind> ?k }", [["<a:2>"]]),
        ("SELECT ?g { GRAPH ?g { ?x <p:kind> ?k } } ORDER BY ?x", [["<g:2>"], ["<g:2>"]]),
        ("SELECT ?k (COUNT(*) AS ?n) { ?x <p:kind> ?k } GROUP BY ?k HAVING (COUNT(*) > 5)", []),
        ("SELECT (CONCAT(?k, '!') AS ?loud) { }", [['"blå!"']]),
    ],
)
def test_a_binding_reaches_every_part_of_a_query(query: str, expected: list[list[str]]) -> None:
    store = OxigraphStore.memory()
    store.bulk_load(DATA.encode())
    assert rows(store, query, k=BLUE) == expected


def test_a_binding_reaches_construct_and_ask() -> None:
    store = OxigraphStore.memory()
    store.bulk_load(DATA.encode())
    built = store.query("CONSTRUCT { ?x <p:is> ?k } WHERE { ?x <p:kind> ?k }", bindings={"k": BLUE})
    assert isinstance(built, ox.QueryTriples)
    assert sorted(map(str, built)) == ['<a:2> <p:is> "blå"', '<a:3> <p:is> "blå"']
    truth = store.query("ASK { ?x <p:kind> ?k }", bindings={"k": ox.Literal("grön")})
    assert isinstance(truth, ox.QueryBoolean)
    assert not truth


def test_nothing_is_bound_where_the_variable_is_not_named() -> None:
    assert bind("SELECT ?x { ?x a ?y }", {"z": BLUE}) == "SELECT ?x { ?x a ?y }"


def test_construct_where_says_that_it_takes_no_parameters() -> None:
    with pytest.raises(QueryError) as caught:
        bind("CONSTRUCT WHERE { ?x <p:kind> ?k }", {"k": BLUE})
    assert caught.value.code == "query.parameter"


@given(TEXTS)
def test_a_constant_stands_for_a_variable_whatever_it_holds(text: str) -> None:
    store = OxigraphStore.memory()
    store.extend([ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal(text))])
    query = "SELECT ?s ('?x' AS ?said) { ?s ?p ?x # ?x\n }"
    asked = fixed(query, {"x": ox.Literal(text), "p": ox.NamedNode("urn:p")})
    assert rows(store, asked) == [["<urn:a>", '"?x"']]
    assert rows(store, query, x=ox.Literal(text), p=ox.NamedNode("urn:p")) == [["<urn:a>", '"?x"']]
