"""The pages for people: every resource has one, in two languages and as data; what a document says never runs; nobody is named."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tomllib
from collections.abc import Callable
from html.parser import HTMLParser
from importlib.resources import files
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from remissgraf.graph.workspace.opened import open_workspace
from remissgraf.queries import library
from remissgraf.queries.server.html import words

from .conftest import Answer, Server

HTML = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "Accept-Language": "sv"}
KINDS = ("Actor", "Chapter", "Topic", "Initiative", "Statement", "Response", "Claim", "Passage")
ONE_OF = "SELECT ?x { ?x a rg:%s . FILTER EXISTS { ?x ?p ?o } } ORDER BY ?x LIMIT 1"


class Parsed(HTMLParser):
    """What of a page could run or load something, and where it leads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts: list[dict[str, str | None]] = []
        self.handlers: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script":
            self.scripts.append(given)
        self.handlers += [name for name in given if name.startswith("on")]
        if tag == "a":
            self.links.append(given.get("href") or "")
        if tag in ("img", "iframe", "script", "link", "object", "embed"):
            self.loads += [value or "" for name, value in attrs if name in ("src", "href", "data")]


def page(server: Server, path: str) -> Answer:
    answer = server.ask(path, headers=HTML)
    assert answer.status == 200, (path, answer.text[:500])
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer


def inert(answer: Answer) -> Parsed:
    """The page, which has no script of its own within it, and loads and leads to this server alone."""
    found = Parsed(answer.text)
    assert found.handlers == []
    assert all(script.get("src") or script.get("type") == "application/json" for script in found.scripts)
    assert all(one.startswith(("/", "data:", "?")) for one in found.loads)
    assert all(one.startswith(("/", "?", "#")) for one in found.links)
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    return found


def local(server: Server, iri: str) -> str:
    base = open_workspace(server.workspace).config.base
    assert iri.startswith(base)
    return "/" + quote(iri.removeprefix(base), safe="/~-._%")


def first(server: Server, kind: str) -> str:
    rows = json.loads(server.query(ONE_OF % kind, "application/json").text)["results"]["bindings"]
    found: str = rows[0]["x"]["value"]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_resource_has_a_page_and_is_data_too(server: Server, kind: str) -> None:
    iri = first(server, kind)
    path = local(server, iri)
    answer = page(server, path)
    inert(answer)
    assert iri in answer.text
    for accept, form in (("text/turtle", ox.RdfFormat.TURTLE), ("application/ld+json", ox.RdfFormat.JSON_LD)):
        data = server.ask(path, headers={"Accept": accept})
        assert data.headers["content-type"] == accept
        triples = [quad.triple for quad in ox.parse(data.body, format=form)]
        assert any(triple.subject == ox.NamedNode(iri) for triple in triples)
    # Programs that do not say what they want get data.
    assert server.ask(path).headers["content-type"] == "text/turtle"
    assert server.ask(f"{path}?format=jsonld").headers["content-type"] == "application/ld+json"


def test_a_statement_stands_in_its_context_and_leads_to_its_response(server: Server) -> None:
    rows = server.query(
        "SELECT ?s ?reading ?before { ?s a rg:Statement ; rg:hasEvidence ?p . ?p rg:reading ?reading ; oa:hasSelector/oa:prefix ?before "
        "FILTER(STRLEN(?before) > 20) } ORDER BY ?s LIMIT 1",
        "application/json",
    )
    row = json.loads(rows.text)["results"]["bindings"][0]
    answer = page(server, local(server, row["s"]["value"]))
    text = re.sub(r"<[^>]+>", "", answer.text)
    assert row["reading"]["value"] in text.replace("&#34;", '"').replace("&#39;", "'")
    assert " ".join(row["before"]["value"].split())[-15:] in text
    reader = next(link for link in inert(answer).links if link.startswith("/site/responses/"))
    made = server.ask(reader.partition("#")[0], headers=HTML)
    assert made.status == 200
    assert reader.partition("#s-")[2].encode() in made.body


def test_a_term_of_the_ontology_has_a_page(server: Server) -> None:
    iri = "https://w3id.org/remissgraf/ontology#Statement"
    assert "Ställningstagande" in page(server, f"/about?iri={quote(iri, safe='')}&lang=sv").text
    assert server.ask("/about?iri=https%3A%2F%2Felsewhere.example%2F", headers=HTML).status == 404


@pytest.mark.parametrize("path", ["/", "/query", "/search?q=samverkan", "/editor", "/query/positions"])
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_pages_speak_both_languages(server: Server, path: str, lang: str) -> None:
    answer = page(server, f"{path}{'&' if '?' in path else '?'}lang={lang}")
    inert(answer)
    assert f'<html lang="{lang}">' in answer.text
    assert words(lang)["vote"] in answer.text
    assert words("en" if lang == "sv" else "sv")["vote"] not in answer.text


def test_both_languages_have_the_same_words() -> None:
    assert set(words("sv")) == set(words("en"))
    assert all(text.strip() for lang in ("sv", "en") for text in words(lang).values())


@pytest.mark.parametrize("name", library.names())
def test_every_query_of_the_library_has_a_page(server: Server, name: str) -> None:
    answer = page(server, f"/query/{name}")
    inert(answer)
    query = library.get(name)
    for parameter in query.parameters:
        assert f'name="{parameter.name}"' in answer.text


def test_the_first_page_leads_to_everything(server: Server) -> None:
    links = [link for link in inert(page(server, "/")).links if not link.startswith(("#", "?"))]
    assert len(links) > 80
    for link in dict.fromkeys([*links[:14], *links[14::12]]):
        assert server.ask(link, headers=HTML).status == 200, link


def test_an_answer_can_be_downloaded_in_four_forms(server: Server) -> None:
    path = "/query/statements-by-actor?" + urlencode({"actor": "Norrviks kommun", "lang": "sv"})
    shown = page(server, path)
    answer = server.ask(f"{path}&format=csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="statements-by-actor.csv"'
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert len(rows) > 10
    assert shown.text.count("<tr>") == len(rows)
    for form, kind in (
        ("json", ox.QueryResultsFormat.JSON),
        ("xml", ox.QueryResultsFormat.XML),
        ("tsv", ox.QueryResultsFormat.TSV),
    ):
        found = ox.parse_query_results(server.ask(f"{path}&format={form}").body, format=kind)
        assert isinstance(found, ox.QuerySolutions)
        assert len(list(found)) == len(rows) - 1


def test_search_marks_the_words_in_every_form(server: Server) -> None:
    answer = page(server, "/search?q=kommunen")
    marked = set(re.findall(r"<mark>([^<]*)</mark>", answer.text))
    assert len({word.casefold() for word in marked}) > 1
    assert all(word.casefold().startswith("kommun") for word in marked)
    assert words("sv")["search_none"] in page(server, "/search?q=zzzqqq").text


def test_an_error_is_a_page_for_people_and_text_for_programs(server: Server) -> None:
    answer = server.ask("/query/positions?nothing=1", headers=HTML)
    assert (answer.status, answer.headers["content-type"]) == (400, "text/html; charset=utf-8")
    inert(answer)
    assert "query.parameter" in answer.text
    assert server.ask("/nothing/here").headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_page_result_or_download_names_anybody(
    person_server: Server, leaks: Callable[[str], list[str]], lang: str
) -> None:
    seen: set[str] = set()
    waiting = [
        "/",
        "/query",
        "/search?q=kapitel",
        "/search?q=Hedqvist",
        "/editor",
        "/site/network.html",
        "/site/matrix.html",
    ]
    free = [name for name in library.names() if not any(p.required for p in library.get(name).parameters)]
    waiting += [f"/query/{name}?format={form}" for name in free for form in ("csv", "json")]
    while waiting:
        path = waiting.pop().partition("#")[0]
        if path in seen or "/initiative/" in path or path.startswith("/about?"):
            continue
        seen.add(path)
        joined = (
            f"{path}{'&' if '?' in path else '?'}lang={lang}"
            if "lang=" not in path and "format=" not in path
            else path
        )
        answer = person_server.ask(joined, headers=HTML)
        assert answer.status == 200, joined
        # The page repeats what was searched for, and finds nothing by it.
        text = answer.text.replace("Hedqvist", "") if "Hedqvist" in path else answer.text
        assert leaks(text) == [], joined
        if answer.headers["content-type"].startswith("text/html") and not path.startswith(
            ("/site/", "/query/")
        ):
            found = Parsed(text)
            assert found.handlers == []
            waiting += [
                link for link in found.links if link.startswith("/") and not link.startswith("/query")
            ]
    assert len(seen) > 60
    # All there is, by the endpoint.
    everything = "SELECT * { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://example.org/') && !CONTAINS(STR(?g), 'gazetteer')) }"
    answer = person_server.query(everything)
    assert answer.status == 200
    assert len(answer.text) > 50_000
    assert leaks(answer.text) == []
    assert "▒" in answer.text


def test_html_in_a_document_is_text_on_every_page(person_server: Server) -> None:
    found = person_server.query(
        'SELECT ?s { ?s rg:hasEvidence/rg:reading ?r FILTER(CONTAINS(?r, "<img")) }', "application/json"
    )
    rows = json.loads(found.text)["results"]["bindings"]
    assert rows
    for path in (
        local(person_server, rows[0]["s"]["value"]),
        "/search?q=rollerna",
        "/query/evidence?lang=sv",
    ):
        answer = page(person_server, path)
        inert(answer)
        assert "<img" not in answer.text
        assert "<script>" not in answer.text
    assert "&lt;img" in page(person_server, local(person_server, rows[0]["s"]["value"])).text


def test_the_files_of_others_are_as_they_were_released(server: Server) -> None:
    home = files("remissgraf.queries.server").joinpath("assets")
    vendored = tomllib.loads(home.joinpath("VENDORED.toml").read_text(encoding="utf-8"))
    for entry in vendored.values():
        assert entry["version"]
        assert "MIT" in entry["licence"]
        for name, sha256 in entry["files"].items():
            data = home.joinpath(name).read_bytes()
            assert hashlib.sha256(data).hexdigest() == sha256
            assert server.ask(f"/assets/{name}").body == data
    assert server.ask("/assets/VENDORED.toml").status == 404
