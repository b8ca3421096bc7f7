"""The cases of the W3C's SPARQL 1.1 Protocol for an endpoint that only reads, written from the specification; and what it leaves open."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from remissgraf.graph.workspace.opened import open_workspace
from remissgraf.queries.run import run

from .conftest import Server

JSON, XML, CSV, TSV = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
ASK = "ASK { ?s ?p ?o }"
ROWS = "SELECT ?label ?s { ?s a rg:Chapter ; skos:prefLabel ?label } ORDER BY ?label ?s LIMIT 5"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
BEHIND = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


def yes(body: str) -> bool:
    found: bool = json.loads(body)["boolean"]
    return found


def numbers(server: Server, text: str, *dataset: tuple[str, str], method: str = "GET") -> int:
    pairs = urlencode([("query", text), *dataset])
    if method == "GET":
        answer = server.ask(f"/sparql?{pairs}", headers={"Accept": CSV})
    elif method == "form":
        answer = server.ask("/sparql", "POST", {**FORM, "Accept": CSV}, pairs.encode())
    else:
        answer = server.ask(
            f"/sparql?{urlencode(dataset)}", "POST", {**DIRECT, "Accept": CSV}, text.encode("utf-8")
        )
    assert answer.status == 200, answer.text
    return int(answer.text.splitlines()[1])


def graphs(server: Server) -> tuple[str, str]:
    names = [name for name in open_workspace(server.workspace).store.graphs() if "/response/" in name]
    return names[0], names[1]


@pytest.mark.parametrize("method", ["GET", "form", "direct", "direct with a charset"])
def test_a_query_is_asked_in_three_ways(server: Server, method: str) -> None:
    accept = {"Accept": JSON}
    if method == "GET":
        answer = server.ask(f"/sparql?{urlencode({'query': ASK})}", headers=accept)
    elif method == "form":
        answer = server.ask("/sparql", "POST", {**FORM, **accept}, urlencode({"query": ASK}).encode())
    else:
        kind = DIRECT["Content-Type"] + ("; charset=UTF-8" if "charset" in method else "")
        answer = server.ask("/sparql", "POST", {"Content-Type": kind, **accept}, ASK.encode())
    assert (answer.status, answer.headers["content-type"]) == (200, JSON)
    assert yes(answer.text)


@pytest.mark.parametrize("method", ["GET", "form", "direct"])
def test_the_request_names_the_dataset(server: Server, method: str) -> None:
    one, other = graphs(server)
    first, second = (
        numbers(server, COUNT, ("default-graph-uri", graph), method=method) for graph in (one, other)
    )
    assert first > 0
    assert second > 0
    both = numbers(server, COUNT, ("default-graph-uri", one), ("default-graph-uri", other), method=method)
    assert max(first, second) < both <= first + second
    assert numbers(server, BEHIND, ("named-graph-uri", one), method=method) == first
    # What is named leaves nothing else: no default graph, or nothing behind GRAPH.
    assert numbers(server, COUNT, ("named-graph-uri", one), method=method) == 0
    assert numbers(server, BEHIND, ("default-graph-uri", one), method=method) == 0
    full = ("default-graph-uri", one), ("named-graph-uri", other)
    assert numbers(server, BEHIND, *full, method=method) == second


def test_the_request_wins_over_the_querys_own_dataset(server: Server) -> None:
    one, other = graphs(server)
    text = f"SELECT (COUNT(*) AS ?n) FROM <{one}> {{ ?s ?p ?o }}"
    alone = numbers(server, text)
    assert alone == numbers(server, COUNT, ("default-graph-uri", one))
    assert numbers(server, text, ("default-graph-uri", other)) == numbers(
        server, COUNT, ("default-graph-uri", other)
    )


@pytest.mark.parametrize("accept", [JSON, XML, CSV, TSV])
def test_rows_come_in_each_form(server: Server, accept: str) -> None:
    answer = server.query(ROWS, accept)
    assert answer.status == 200
    assert answer.headers["content-type"] == accept
    formats = {
        JSON: ox.QueryResultsFormat.JSON,
        XML: ox.QueryResultsFormat.XML,
        TSV: ox.QueryResultsFormat.TSV,
    }
    expected = run(open_workspace(server.workspace).store, ROWS).rows
    if accept == CSV:
        lines = answer.text.split("\r\n")
        assert lines[0] == "label,s"
        assert len(lines) == 7
        assert lines[1].endswith(getattr(expected[0][1], "value", ""))
        return
    found = ox.parse_query_results(answer.body, format=formats[accept])
    assert isinstance(found, ox.QuerySolutions)
    assert [(row["label"], row["s"]) for row in found] == list(expected)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("*/*", JSON),
        ("", JSON),
        ("text/*", CSV),
        (f"{XML};q=0.5, {TSV};q=0.9", TSV),
        (f"{JSON};q=0, */*;q=0.1", XML),
        ("text/html, application/xhtml+xml, */*;q=0.8", JSON),
        ("application/json", "application/json"),
        # What is no number is no wish.
        (f"{JSON};q=nan, {CSV};q=0.1, {XML};q=none", CSV),
    ],
)
def test_the_form_is_the_one_that_is_liked_best(server: Server, accept: str, chosen: str) -> None:
    assert server.query(ROWS, accept).headers["content-type"] == chosen


def test_a_yes_or_no_comes_as_json_and_xml(server: Server) -> None:
    assert yes(server.query(ASK, JSON).text)
    root = ET.fromstring(server.query("ASK { <a:a> <a:b> <a:c> }", XML).text)
    assert root.findtext("{http://www.w3.org/2005/sparql-results#}boolean") == "false"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
@pytest.mark.parametrize("query", ["CONSTRUCT", "DESCRIBE"])
def test_graphs_come_in_each_form(server: Server, accept: str, form: ox.RdfFormat, query: str) -> None:
    chapter = run(open_workspace(server.workspace).store, ROWS).rows[0][1]
    text = (
        f"CONSTRUCT {{ ?s ?p ?o }} {{ BIND({chapter} AS ?s) ?s ?p ?o }}"
        if query == "CONSTRUCT"
        else f"DESCRIBE {chapter}"
    )
    answer = server.query(text, accept)
    assert (answer.status, answer.headers["content-type"]) == (200, accept)
    found = {quad.triple for quad in ox.parse(answer.body, format=form)}
    assert found == set(run(open_workspace(server.workspace).store, text).triples)


def test_without_a_query_the_service_describes_itself(server: Server) -> None:
    answer = server.ask("/sparql", headers={"Accept": "text/turtle"})
    assert answer.status == 200
    store = ox.Store()
    store.load(answer.body, format=ox.RdfFormat.TURTLE)
    found = store.query(
        """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
        SELECT ?endpoint (COUNT(DISTINCT ?g) AS ?graphs) (COUNT(DISTINCT ?f) AS ?formats) {
          ?s a sd:Service ; sd:endpoint ?endpoint ; sd:feature sd:UnionDefaultGraph ; sd:resultFormat ?f ;
             sd:supportedLanguage sd:SPARQL11Query ; sd:defaultDataset/sd:namedGraph/sd:name ?g } GROUP BY ?endpoint"""
    )
    assert isinstance(found, ox.QuerySolutions)
    (row,) = found
    assert row["endpoint"] == ox.NamedNode(server.endpoint)
    assert [getattr(row[name], "value", "") for name in ("graphs", "formats")] == [
        str(len(open_workspace(server.workspace).store.graphs())),
        "8",
    ]


def test_a_person_at_the_endpoint_is_led_to_the_editor(server: Server) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    answer = server.ask("/sparql", headers=browser)
    assert (answer.status, answer.headers["location"], answer.body) == (303, "/editor", b"")
    # One that asks there gets an answer.
    assert server.ask(f"/sparql?{urlencode({'query': ASK})}", headers=browser).status == 200


def test_a_method_that_is_not_answered_is_told_which_are(server: Server) -> None:
    for method in ("OPTIONS", "PUT", "TRACE"):
        answer = server.ask("/sparql", method)
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, POST")


def test_a_mistake_is_told_with_its_place(server: Server) -> None:
    answer = server.query("SELECT * {\n ?s foo:bar ?o }")
    assert answer.status == 400
    assert answer.headers["content-type"].startswith("text/plain")
    assert "line 2" in answer.text
    assert "foo:" in answer.text
    assert "[query.prefix]" in answer.text


def test_only_friends_of_other_sites_may_read(server: Server) -> None:
    friend = {
        "Origin": "https://friend.example",
        "Accept": JSON,
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "cors",
    }
    path = f"/sparql?{urlencode({'query': ASK})}"
    answer = server.ask(path, headers=friend)
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (200, "https://friend.example")
    asked = server.ask("/sparql", "OPTIONS", friend)
    assert (asked.status, asked.headers["access-control-allow-methods"]) == (204, "GET, POST")
    own = server.ask(path, headers={"Origin": server.origin, "Sec-Fetch-Site": "same-origin"})
    assert own.status == 200
    assert "access-control-allow-origin" not in own.headers


def test_every_answer_has_the_headers_that_keep_a_browser_safe(server: Server) -> None:
    for answer in (
        server.query(ASK, JSON),
        server.query("nonsense"),
        server.ask("/"),
        server.ask("/nothing"),
    ):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-frame-options"] == "DENY"
        if "html" in answer.headers["content-type"]:
            assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_head_has_the_headers_alone(server: Server) -> None:
    answer = server.ask(f"/sparql?{urlencode({'query': ROWS})}", "HEAD", {"Accept": CSV})
    assert (answer.status, answer.headers["content-type"], answer.body) == (200, CSV, b"")
