"""A response as quads: exact quotes, stable bytes, one graph, no private names in the public edition."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.graph.describe import (
    ConsultationInfo,
    ResponseRecord,
    describe_response,
    references,
    to_nquads,
)
from remissgraf.graph.describe.response import CONTEXT
from remissgraf.graph.model import (
    Block,
    Document,
    Extraction,
    Reading,
    ResponseFacts,
    Section,
    Stance,
    Statement,
)
from remissgraf.ontology.entries import Actor, Vocabulary
from remissgraf.ontology.namespaces import Names

from .conftest import CID, RID, SENTENCES, TEXT, World, iri, values


def named(world: World, sid: str) -> str:
    return world.names.statement(CID, RID, sid)


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, Extraction]:
    """A document of any text (as readers give it: no character that XML forbids) with statements on slices of it."""
    characters = st.characters(
        exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"
    ) | st.sampled_from("\n\r\tåÖ")
    text = draw(st.text(characters, min_size=2, max_size=300))
    cuts = draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=8, unique=True).map(sorted))
    stance = Stance("anse", "anser", "Holds", "anser", cuts[0], cuts[1], 0)
    statements = tuple(
        Statement(
            id=f"{number:012x}-0-0",
            voice="statement",
            actor="a",
            actor_explicit=True,
            stance=stance,
            polarity="neutral",
            explicit=True,
            topics=(),
            target_chapters=(),
            target_scope="unspecified",
            requests=(),
            initiatives=(),
            confidence=draw(st.floats(0, 1)),
            start=start,
            end=end,
            sentence="läsform",
            sentence_raw=text[start:end],
            section="root",
        )
        for number, (start, end) in enumerate(pairwise(cuts))
    )
    root = Section("root", None, "", None, 0, len(text), "root")
    document = Document("d", "d.txt", "txt", "0" * 64, text, "sv", (root,), (), ())
    facts = ResponseFacts((Actor("a", "A", ("Company",), scope="document"),), "sv")
    return document, Extraction("d", facts, statements)


def describe(document: Document, extraction: Extraction) -> list[ox.Quad]:
    return describe_response(
        document,
        extraction,
        ConsultationInfo("c", "C"),
        "d",
        Names("https://example.org/"),
        vocabulary=Vocabulary(),
    )


@given(documents())
def test_every_quote_is_the_exact_text_at_its_offsets(made: tuple[Document, Extraction]) -> None:
    document, extraction = made
    # What is stored is what counts: the quads go through the store first.
    store = ox.Store()
    store.extend(describe(document, extraction))
    rows = store.query(
        """PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?exact ?prefix ?suffix ?start ?end WHERE { GRAPH ?g {
          ?passage oa:hasSelector ?quote, ?position .
          ?quote oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix . ?position oa:start ?start ; oa:end ?end } }"""
    )
    assert isinstance(rows, ox.QuerySolutions)
    found = 0
    for row in rows:
        start, end = int(row["start"].value), int(row["end"].value)
        before, after = row["prefix"].value, row["suffix"].value
        assert document.text[start:end] == row["exact"].value
        assert document.text[max(0, start - CONTEXT) : start] == before
        assert document.text[end : end + CONTEXT] == after
        found += 1
    assert found == len(extraction.statements)


@given(documents(), st.randoms(use_true_random=False))
def test_the_same_values_give_the_same_bytes_in_any_order(
    made: tuple[Document, Extraction], chance: random.Random
) -> None:
    first, second = describe(*made), describe(*made)
    chance.shuffle(second)
    assert to_nquads(first) == to_nquads(second)
    store = ox.Store()
    store.extend(first)
    assert to_nquads(store) == to_nquads(first)  # numbers come back as they were written
    assert to_nquads(ox.parse(to_nquads(first), format=ox.RdfFormat.N_QUADS)) == to_nquads(first)


@given(documents(), st.lists(st.tuples(st.integers(0, 300), st.integers(1, 40)), max_size=4))
def test_words_around_a_quote_stop_before_signatures(
    made: tuple[Document, Extraction], signatures: list[tuple[int, int]]
) -> None:
    document, extraction = made
    size = len(document.text)
    spans = [(min(start, size), min(start + length, size)) for start, length in sorted(signatures)]
    blocks = tuple(Block("signature", *span, Reading("", ()), "root") for span in spans)
    quads = describe(replace(document, blocks=blocks), extraction)
    for statement in extraction.statements:
        quote = Names("https://example.org/").passage("c", "d", statement.id.rpartition("-")[0]) + "/quote"
        (prefix,), (suffix,) = (values(quads, quote, f"oa:{part}") for part in ("prefix", "suffix"))
        assert document.text[: statement.start].endswith(prefix)
        assert document.text[statement.end :].startswith(suffix)
        around = {*range(statement.start - len(prefix), statement.start)}
        around |= {*range(statement.end, statement.end + len(suffix))}
        assert not any(around & {*range(*span)} for span in spans)


def test_a_passage_tells_its_paragraph_where_the_format_has_paths(world: World) -> None:
    blocks = tuple(
        replace(block, path=f"body/p[{number}]") for number, block in enumerate(world.document.blocks, 1)
    )
    moved = replace(world, document=replace(world.document, blocks=blocks))
    passage = world.names.passage(CID, RID, "bbbbbbbbbbbb-0")
    assert values(moved.response(), passage, "rg:paragraphPath") == ["body/p[2]"]
    assert values(world.response(), passage, "rg:paragraphPath") == []


def test_all_quads_stand_in_the_response_graph_and_have_names(world: World) -> None:
    quads = world.response()
    assert {quad.graph_name for quad in quads} == {ox.NamedNode(world.names.graph("response", CID, RID))}
    assert all(isinstance(quad.subject, ox.NamedNode) for quad in quads)
    assert not any(isinstance(quad.object, ox.BlankNode) for quad in quads)


def test_no_triple_stands_in_two_graphs(world: World) -> None:
    quads = world.quads()
    assert len({quad.triple for quad in quads}) == len(set(quads))


def test_a_statement_carries_what_was_extracted(world: World) -> None:
    quads, subject = world.response(), named(world, "bbbbbbbbbbbb-0-36")
    assert values(quads, subject, "rdf:type") == [iri("rg:Statement")]
    assert values(quads, subject, "rg:madeBy") == [world.names.actor("alviks-kommun")]
    assert values(quads, subject, "rg:hasStance") == [iri("stance:foreslar")]
    assert values(quads, subject, "rg:aboutTopic") == [world.names.topic("kommuner")]
    assert values(quads, subject, "rg:requestsAction") == [iri("action:Clarify")]
    assert values(quads, subject, "rg:mentionsInitiative") == [world.names.initiative("vattenradet-nord")]
    assert values(quads, subject, "rg:endorsesInitiative") == [world.names.initiative("vattenradet-nord")]
    assert values(quads, subject, "rg:mentionsActor") == [world.names.actor("county-99")]
    assert values(quads, subject, "rg:expressesClaim") == [world.names.claim(CID, "roller-tydliggora")]
    assert values(quads, subject, "rg:agreement") == ["true"]
    assert values(quads, subject, "rg:confidence") == ["1"]
    assert values(quads, subject, "rg:targets") == [world.names.chapter(CID, "2")]


def test_the_whole_strategy_is_targeted_only_where_the_scope_says_so(world: World) -> None:
    quads, strategy = world.response(), world.names.strategy(CID)
    targeting = [quad.subject for quad in quads if quad.object == ox.NamedNode(strategy)]
    assert targeting == [ox.NamedNode(named(world, "aaaaaaaaaaaa-0-9"))]


def test_a_chapter_that_the_strategy_lacks_is_kept_as_written(world: World) -> None:
    quads, subject = world.response(), named(world, "bbbbbbbbbbbb-0-10")
    assert values(quads, subject, "rg:targets") == [world.names.chapter(CID, "2")]
    assert values(quads, subject, "rg:targetLabel") == ["7.3"]


def test_a_dissent_is_an_utterance_but_no_statement(world: World) -> None:
    quads, subject = world.response(), named(world, "cccccccccccc-0-15")
    assert values(quads, subject, "rdf:type") == [iri("rg:DissentingStatement")]
    assert values(quads, subject, "rg:utteredBy") == [world.names.actor("minoriteten")]
    assert values(quads, subject, "rg:expressesStance") == [iri("stance:avstyrker")]
    assert values(quads, subject, "rg:madeBy") == values(quads, subject, "rg:hasStance") == []


def test_statements_of_one_sentence_share_their_passage(world: World) -> None:
    quads = world.response()
    passages = {
        sid: values(quads, named(world, sid), "rg:hasEvidence")
        for sid in ("bbbbbbbbbbbb-0-10", "bbbbbbbbbbbb-0-36")
    }
    assert passages["bbbbbbbbbbbb-0-10"] == passages["bbbbbbbbbbbb-0-36"]


def test_sections_hang_under_the_response(world: World) -> None:
    quads = world.response()
    response = world.names.response(CID, RID)
    assert values(quads, f"{response}/section/2", "rg:directPartOf") == [response]
    assert values(quads, f"{response}/section/2", "skos:prefLabel") == ["2 Ansvar"]
    assert values(quads, f"{response}/section/root", "rg:directPartOf") == []


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_a_signatory_is_named_in_the_internal_edition_only(world: World, edition: str) -> None:
    quads = describe_response(
        world.document,
        world.extraction,
        world.consultation,
        RID,
        world.names,
        vocabulary=world.vocabulary,
        outline=world.outline,
        edition="public" if edition == "public" else "internal",
    )
    data = to_nquads(quads).decode()
    assert ("Anna Ex" in data) == (edition == "internal")
    # The last sentence's context reaches the signature only where it may.
    passage = world.names.passage(CID, RID, "cccccccccccc-0")
    (suffix,) = values(quads, f"{passage}/quote", "oa:suffix")
    assert TEXT.partition("yttrandet.")[2].startswith(suffix)
    assert ("För Alviks" in suffix) == (edition == "internal")


def test_a_private_person_leaves_no_name_in_the_public_edition(world: World) -> None:
    person = Actor(
        "kim-pahittad", "Kim Påhittad", ("PrivatePerson",), aliases=("Påhittad",), scope="document"
    )
    document = replace(world.document, path="responses/kim-pahittad.md", title="Svar från Kim Påhittad")
    extraction = replace(
        world.extraction,
        facts=replace(world.extraction.facts, respondents=(person,), on_behalf_of=()),
        statements=tuple(replace(one, actor=person.id) for one in world.extraction.statements[:3]),
    )
    quads = describe_response(
        document, extraction, world.consultation, "f00", world.names, vocabulary=world.vocabulary
    )
    needed = references(extraction, world.vocabulary)
    assert "hittad" not in to_nquads(quads).decode()
    assert [actor.name for actor in needed.actors] == ["Privatperson"]
    assert needed.actors[0].id in needed.actor_ids
    internal = references(extraction, world.vocabulary, edition="internal")
    assert internal.actors[0].name == "Kim Påhittad"
    assert internal.actors[0].id == needed.actors[0].id


def test_the_register_wins_over_the_text(world: World) -> None:
    record = ResponseRecord(
        case_number="KS 2025/8",
        date_issued="2025-02",
        date_received="2025-02-05",
        status="late",
    )
    quads = describe_response(
        world.document,
        world.extraction,
        world.consultation,
        RID,
        world.names,
        vocabulary=world.vocabulary,
        record=record,
    )
    response = world.names.response(CID, RID)
    assert values(quads, response, "rg:hasCaseNumber") == [f"{response}/case-number/ks-2025-8"]
    assert values(quads, response, "rg:dateIssued") == ["2025-02"]
    assert values(quads, response, "rg:responseStatus") == [iri("status:late")]


def test_the_case_number_cited_is_the_consultations_own(world: World) -> None:
    cited = values(world.response(), world.names.response(CID, RID), "rg:citesCaseNumber")
    assert values(world.quads(), cited[0], "rg:caseNumberOf") == [world.names.actor("county-99")]


def test_references_name_what_the_shared_graphs_must_hold(world: World) -> None:
    needed = references(world.extraction, world.vocabulary)
    assert [actor.id for actor in needed.actors] == ["alviks-kommun", "alvik-bolagen"]
    assert [topic.id for topic in needed.topics] == ["ekonomi"]
    assert needed.actor_ids == ("alvik-bolagen", "alviks-kommun", "county-99", "minoriteten")


def test_a_joint_statement_is_made_by_all_who_make_it(world: World) -> None:
    region = world.vocabulary.actor["county-99"]
    (alvik,) = world.extraction.facts.respondents
    first, *others = world.extraction.statements
    extraction = replace(
        world.extraction,
        facts=replace(world.extraction.facts, respondents=(alvik, region)),
        statements=(replace(first, co_actors=(region.id,)), *others),
    )
    quads = describe_response(
        world.document, extraction, world.consultation, RID, world.names, vocabulary=world.vocabulary
    )
    both = sorted(world.names.actor(actor) for actor in ("alviks-kommun", "county-99"))
    assert sorted(values(quads, world.names.response(CID, RID), "rg:submittedBy")) == both
    assert sorted(values(quads, world.names.statement(CID, RID, first.id), "rg:madeBy")) == both
    alone = world.names.statement(CID, RID, others[0].id)
    assert values(quads, alone, "rg:madeBy") == [world.names.actor("alviks-kommun")]


def test_references_to_other_responses_have_kind_extent_and_passage(world: World) -> None:
    quads = world.response()
    response, region = world.names.response(CID, RID), world.names.actor("county-99")
    assert values(quads, response, "rg:endorsesResponseOf") == [region]
    assert values(quads, response, "rg:leansOnResponseOf") == [region]
    assert values(quads, response, "rg:onBehalfOf") == [world.names.actor("alvik-bolagen")]
    told = {
        (
            values(quads, reference, "rg:referenceKind")[0],
            tuple(values(quads, reference, "rg:referenceExtent")),
            values(quads, values(quads, reference, "rg:referencePassage")[0], "rg:reading")[0],
        )
        for reference in values(quads, response, "rg:hasReference")
    }
    assert told == {("adopts", ("part",), SENTENCES[1]), ("leans", (), SENTENCES[0])}


def test_a_reported_view_is_an_utterance_with_what_it_concerns_and_no_statement(world: World) -> None:
    second = world.extraction.statements[1]
    reported = replace(second, voice="reported", actor="county-99", claim=None, agreement=None)
    extraction = replace(world.extraction, statements=(reported,))
    quads = describe_response(
        world.document,
        extraction,
        world.consultation,
        RID,
        world.names,
        vocabulary=world.vocabulary,
        outline=world.outline,
    )
    subject = world.names.statement(CID, RID, reported.id)
    assert values(quads, subject, "rdf:type") == [iri("rg:ReportedStatement")]
    assert values(quads, subject, "rg:utteredBy") == [world.names.actor("county-99")]
    assert values(quads, subject, "rg:concerns") == [world.names.chapter(CID, "2")]
    assert not values(quads, subject, "rg:madeBy")
    assert not values(quads, subject, "rg:targets")
