"""The public edition: nothing personal in the graph, the texts as they are shown and the index; every place as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from remissgraf.graph.describe import describe_response, references, to_nquads
from remissgraf.graph.describe.edition import public_document, public_extraction
from remissgraf.graph.describe.private import MASK, Personal, personal_in
from remissgraf.graph.model import Claim, Reading, Run, Sentence
from remissgraf.graph.trace import Tracer
from remissgraf.graph.workspace.opened import Opened, open_workspace
from remissgraf.graph.workspace.quotes import check_quotes
from remissgraf.graph.workspace.searchable import search_index
from remissgraf.graph.workspace.texts import stored_texts
from remissgraf.ontology.entries import Actor, Topic

from .conftest import CID, RID, SENTENCES, World, values


@pytest.fixture(scope="module")
def opened(built_persons: Path) -> Opened:
    return open_workspace(built_persons)


def test_nothing_personal_is_in_the_graph_its_names_or_what_is_shown(
    opened: Opened, leaks: Callable[[str], list[str]]
) -> None:
    own = [
        quad
        for graph in opened.store.graphs()
        if opened.config.base in graph
        for quad in opened.store.quads(graph)
        if "/graph/gazetteer" not in graph
    ]
    assert len(own) > 500
    assert leaks(to_nquads(own).decode("utf-8")) == []
    texts = stored_texts(opened, shown=True)
    assert len(texts) == 5
    assert leaks("\n".join((*texts, *texts.values()))) == []
    with search_index(opened):
        pass
    assert leaks(opened.state.search.read_bytes().decode("utf-8", "replace")) == []
    # What is not personal is still there, and the texts are as long as they were.
    assert sum("avstyrker kapitel" in text for text in texts.values()) == 4
    assert {iri: len(text) for iri, text in texts.items()} == {
        iri: len(text) for iri, text in stored_texts(opened).items()
    }


def test_quotes_stand_at_their_places_and_say_what_is_hidden(opened: Opened) -> None:
    number, wrong = check_quotes(opened)
    assert number >= 12
    assert wrong == []
    answer = opened.store.query(
        "SELECT ?exact ?reading ?masked { ?p oa:hasSelector/oa:exact ?exact ; rg:reading ?reading OPTIONAL { ?p rg:masked ?masked } }"
    )
    assert isinstance(answer, ox.QuerySolutions)
    rows = [[getattr(row[name], "value", None) for name in ("exact", "reading", "masked")] for row in answer]
    marked = {exact for exact, _, masked in rows if masked == "true"}
    assert marked == {exact for exact, _, _ in rows if exact is not None and MASK in exact}
    assert {exact for exact, _, _ in rows} - marked
    for exact, reading, _ in rows:
        assert exact is not None
        assert reading is not None
        assert (MASK in exact) == (MASK in reading)


def test_a_source_says_that_something_is_hidden(opened: Opened) -> None:
    answer = opened.store.query("SELECT ?s { ?s rg:hasEvidence/rg:masked true } ORDER BY ?s LIMIT 1")
    assert isinstance(answer, ox.QuerySolutions)
    statement = next(answer)["s"]
    assert isinstance(statement, ox.NamedNode)
    quads = opened.store.match(statement, None, None)
    quad = next(quad for quad in quads if quad.predicate.value.endswith("#hasEvidence"))
    (source,) = Tracer(opened.store).sources((str(quad.subject), str(quad.predicate), str(quad.object)))
    # A private person's file is not named either.
    assert source.masked is (source.file is not None)
    assert source.file is None or "something personal is hidden" in source.told("en")


def test_a_line_about_an_official_gives_the_name_alone(tmp_path: Path, world: World) -> None:
    document = replace(world.document, fields={"handler": ("Mona Wik, utredare, 0123-45 67 89", 0, 0)})
    personal = personal_in(document, world.extraction.facts, [])
    assert "Mona Wik" in personal.names
    assert personal.hidden("Fråga Mona Wik. Utredare svarar.") == "Fråga ▒▒▒▒ ▒▒▒. Utredare svarar."


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Kim Ek skrev", "▒▒▒ ▒▒ skrev"),
        ("KIM EKS hus", "▒▒▒ ▒▒▒ hus"),
        ("Kim\n**Ek** skrev", "▒▒▒\n**▒▒** skrev"),
        ("Herr Ek skrev, en ek föll", "Herr ▒▒ skrev, en ek föll"),
        ("Ekerö kommun", "Ekerö kommun"),
        ("Kims brev", "▒▒▒▒ brev"),
    ],
)
def test_a_private_persons_name_is_found_in_every_form(world: World, text: str, hidden: str) -> None:
    person = Actor("p", "Kim Ek", ("PrivatePerson",))
    assert personal_in(world.document, world.extraction.facts, [person]).hidden(text) == hidden


def test_a_reading_form_is_masked_where_its_runs_lead(world: World) -> None:
    text = "Vi hör av Kim Ek-\nlund om planen."
    at = text.index("Kim")
    reading = Reading("Vi hör av Kim Eklund om planen.", (Run(0, 0, 16), Run(16, 18, 15)))
    statement = replace(
        world.extraction.statements[0],
        start=0,
        end=len(text),
        sentence=reading.text,
        condition="av Kim Eklund",
    )
    document = replace(world.document, text=text, sentences=(Sentence(0, len(text), reading, 0, "root"),))
    extraction = replace(world.extraction, statements=(statement,))
    personal = Personal(((at, at + len("Kim Ek-\nlund")),))
    (shown,) = public_extraction(document, extraction, personal).statements
    assert shown.sentence == "Vi hör av ▒▒▒ ▒▒▒▒▒▒ om planen."
    assert shown.condition == "av ▒▒▒ ▒▒▒▒▒▒"
    assert public_document(document, personal).text == "Vi hör av ▒▒▒ ▒▒-\n▒▒▒▒ om planen."


def test_what_is_named_after_somebody_has_another_name(world: World) -> None:
    topic = Topic("kim-ek-brunn", "Kim Eks brunn", origin="response")
    claim = Claim("kim-ek-brunn-clarify", "Kim Eks brunn: tydliggöra")
    first = replace(world.extraction.statements[0], topics=(topic.id,), claim=claim, agreement=True)
    person = Actor("kim-ek", "Kim Ek", ("PrivatePerson",), scope="document")
    extraction = replace(
        world.extraction,
        facts=replace(world.extraction.facts, respondents=(person,), on_behalf_of=()),
        statements=(replace(first, actor=person.id),),
        topics=(topic,),
    )
    sections = tuple(
        replace(section, title="Kim Eks brunn", number=None) if section.number == "2" else section
        for section in world.document.sections
    )
    document = replace(world.document, sections=sections)
    personal = personal_in(document, extraction.facts, [person])
    shown = public_extraction(document, extraction, personal)
    needed = references(shown, world.vocabulary)
    assert [one.label for one in needed.topics] == ["▒▒▒ ▒▒▒ brunn"]
    assert [one.label for one in needed.claims] == ["▒▒▒ ▒▒▒ brunn: tydliggöra"]
    quads = describe_response(
        document, extraction, world.consultation, RID, world.names, vocabulary=world.vocabulary
    )
    assert "kim" not in to_nquads(quads).decode("utf-8").casefold()
    statement = world.names.statement(CID, RID, first.id)
    assert values(quads, statement, "rg:aboutTopic") == [world.names.topic(needed.topics[0].id)]
    assert values(quads, statement, "rg:expressesClaim") == [world.names.claim(CID, needed.claims[0].id)]


def test_the_internal_edition_hides_nothing(world: World) -> None:
    document = replace(world.document, fields={"handler": (SENTENCES[2], 0, 0)})
    for edition, hidden in (("internal", False), ("public", True)):
        quads = describe_response(
            document,
            world.extraction,
            world.consultation,
            RID,
            world.names,
            vocabulary=world.vocabulary,
            edition="public" if edition == "public" else "internal",
        )
        assert any(quad.predicate.value.endswith("#masked") for quad in quads) is hidden
        assert (f'"{SENTENCES[2]}"' in to_nquads(quads).decode("utf-8")) is not hidden
