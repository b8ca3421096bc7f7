"""From a triple of the example to its file and words."""

from __future__ import annotations

import pyoxigraph as ox

from remissgraf.graph.trace import Source, Tracer
from remissgraf.graph.workspace.opened import Opened
from remissgraf.ontology.namespaces import ONTOLOGY, PREFIXES


def row(opened: Opened, query: str) -> tuple[str, ...]:
    answer = opened.store.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    first = next(iter(answer))
    return tuple(str(first[variable]) for variable in answer.variables)


def full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def test_a_statement_leads_to_its_sentence(opened_example: Opened) -> None:
    statement, actor, exact, start, file = row(
        opened_example,
        """SELECT ?s ?actor ?exact ?start ?file {
          ?s a rg:Statement ; rg:madeBy ?actor ; rg:statedIn ?response ; rg:hasEvidence ?p .
          ?p oa:hasSelector ?q, ?o . ?q oa:exact ?exact . ?o oa:start ?start . ?response rg:filePath ?file
        } ORDER BY ?s LIMIT 1""",
    )
    (source,) = Tracer(opened_example.store).sources((statement, full("rg:madeBy"), actor))
    assert (str(ox.Literal(source.quote or "")), str(ox.Literal(source.start or 0))) == (exact, start)
    assert str(ox.Literal(source.file or "")) == file
    assert source.quote is not None
    assert source.quote in source.told("sv")
    text = next(path for path in opened_example.config.state.rglob("*.txt") if path.stem in source.graph)
    assert text.read_bytes().decode("utf-8")[source.start : source.end] == source.quote


def test_a_passage_and_its_quote_lead_to_the_same_sentence(opened_example: Opened) -> None:
    passage, quote, exact = row(
        opened_example,
        "SELECT ?p ?q ?exact { ?p a rg:Passage ; oa:hasSelector ?q . ?q oa:exact ?exact } ORDER BY ?p LIMIT 1",
    )
    tracer = Tracer(opened_example.store)
    (one,) = tracer.sources((passage, full("oa:hasSelector"), quote))
    (other,) = tracer.sources((quote, full("oa:exact"), exact))
    assert one == other
    assert str(ox.Literal(one.quote or "")) == exact


def test_what_is_no_words_of_a_file_leads_to_its_graph(opened_example: Opened) -> None:
    tracer = Tracer(opened_example.store)
    stance = f"<{PREFIXES['stance']}tillstyrker>"
    (source,) = tracer.sources((stance, full("rg:stanceClass"), '"Approves"'))
    assert source == Source(ONTOLOGY)
    assert source.told("en") == "ontology"
    consultation, strategy = row(opened_example, "SELECT ?c ?s { ?c rg:consultsOn ?s }")
    (register,) = tracer.sources((consultation, full("rg:consultsOn"), strategy))
    assert register.told("sv").startswith("register/")
    (document,) = tracer.sources((strategy, full("rdf:type"), full("rg:Strategy")))
    assert document.file == "strategy/strategy.md"


def test_what_is_inferred_has_no_source(opened_example: Opened) -> None:
    actor, statement = row(opened_example, "SELECT ?a ?s { ?a rg:makesStatement ?s } LIMIT 1")
    assert Tracer(opened_example.store).sources((actor, full("rg:makesStatement"), statement)) == ()


def test_the_page_is_told_in_the_language_asked_for() -> None:
    source = Source("https://example.org/graph/response/c/r", "svar.pdf", "Ja.", 4, 7, 2)
    assert source.told("sv") == "svar.pdf, s. 2, 4–7: ”Ja.”"
    assert source.told("en") == "svar.pdf, p. 2, 4–7: ”Ja.”"
