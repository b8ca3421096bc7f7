"""Documents as a whole: offsets, ids, items, answers, summaries, hostile texts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from remissgraf.graph.extract import Context, extract, to_record
from remissgraf.graph.model import POLARITY, STANCE_CLASSES, Document, Extraction
from remissgraf.graph.readers import read_document
from remissgraf.ontology.entries import Actor, Initiative, Topic, Vocabulary

from .conftest import Found

WORDS = [
    "Verket",
    "vi",
    "anser",
    "att",
    "avstyrker",
    "inte",
    "bör",
    "ändras",
    "(",
    ")",
    "”",
    ",",
    ".",
    "\n\n",
    "- ",
    "# ",
    "och",
    "saknar",
    "4.1",
    "?",
    "kan",
]


def _check(document: Document, extraction: Extraction) -> None:
    for statement in extraction.statements:
        assert document.text[statement.start : statement.end] == statement.sentence_raw
        assert statement.stance.cls in STANCE_CLASSES
        assert statement.polarity == POLARITY[statement.stance.cls]
        assert 0 < statement.confidence < 1
        assert 0 <= statement.stance.start < statement.stance.end <= len(document.text)
    assert len({statement.id for statement in extraction.statements}) == len(extraction.statements)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=60))
def test_any_text_keeps_the_promises(tmp_path: Path, words: list[str]) -> None:
    path = tmp_path / "svar.md"
    path.write_text("Verket svarar.\n\n" + " ".join(words), encoding="utf-8")
    document = read_document(path, root=tmp_path)
    _check(document, extract(document, Context(Vocabulary())))


@pytest.mark.parametrize("unit", ["Vi avstyrker och ", "((((", "vi anser att ", "bör ", "”"])
def test_a_line_without_an_end_is_read_in_pieces(found: Found, unit: str) -> None:
    document, extraction = found("# Remissvar från Bryggan\n\n" + unit * 4000)
    _check(document, extraction)
    assert all(len(statement.sentence) <= 2500 for statement in extraction.statements)


def test_the_stance_stands_where_it_says(found: Found) -> None:
    document, extraction = found(
        "# Remissvar från Bryggan\n\n**Vi ställer oss** därför *inte* bakom\nplanen.\n"
    )
    (statement,) = extraction.statements
    assert (statement.stance.cls, statement.stance.surface) == ("Questions", "ställer oss därför inte bakom")
    raw = document.text[statement.stance.start : statement.stance.end]
    assert raw.startswith("ställer oss")
    assert raw.endswith("bakom")


def test_equal_sentences_have_ids_of_their_own_and_keep_them(found: Found) -> None:
    text = "# Remissvar från Bryggan\n\nVi avstyrker planen.\n\nVi avstyrker planen.\n"
    _, first = found(text)
    _, later = found(text.replace("# Remissvar", "# Nytt remissvar"))
    ids = [statement.id for statement in first.statements]
    assert len(set(ids)) == 2
    assert ids == [statement.id for statement in later.statements]
    assert [one.split("-")[1] for one in ids] == ["0", "1"]


def test_items_take_the_verdict_of_their_heading_and_their_own_condition(found: Found) -> None:
    text = (
        "# Svar från Bryggan\n\n## Bryggan tillstyrker\n\n- nya farleder\n- en avgift, under förutsättning att den är låg\n\n"
        "## Bryggan avstyrker\n\n- kvoten\n"
    )
    document, extraction = found(text)
    assert [s.stance.cls for s in extraction.statements] == ["Approves", "ApprovesInPrinciple", "Rejects"]
    assert extraction.statements[1].condition == "under förutsättning att den är låg"
    assert {document.text[s.stance.start : s.stance.end] for s in extraction.statements} == {
        "tillstyrker",
        "avstyrker",
    }


def test_a_lead_in_is_no_statement_of_its_own(found: Found) -> None:
    _, extraction = found("# Svar från Bryggan\n\nVi föreslår att\n\n- kvoten slopas,\n- avgiften utreds.\n")
    assert [(s.stance.cls, s.sentence) for s in extraction.statements] == [
        ("Proposes", "kvoten slopas,"),
        ("Proposes", "avgiften utreds."),
    ]


def test_short_answers_depend_on_the_question(found: Found) -> None:
    text = (
        "Remissinstans: Bryggan\n\n### Fråga 1. Delar ni målen?\n\nJa, i stort.\n\n### Fråga 2. Är planen tydlig?\n\nNej.\n\n"
        "### Fråga 3. Har ni synpunkter på avgiften?\n\nNej.\n"
    )
    _, extraction = found(text)
    assert [s.stance.cls for s in extraction.statements] == ["Concurs", "Questions", "NoObjection"]
    assert not any(s.explicit for s in extraction.statements)


def test_a_summary_restates_the_body(found: Found) -> None:
    text = (
        "# Svar från Bryggan\n\n## Sammanfattning\n\nBryggan avstyrker avgiften på gästplatser.\n\n## Avgifter\n\n"
        "Vi avstyrker avgiften på gästplatser i alla hamnar.\n\nVi avstyrker kvoten.\n"
    )
    _, extraction = found(text)
    summary, body, other = extraction.statements
    assert summary.restates == body.id
    assert body.restates is None
    assert other.restates is None


def test_a_dissent_is_not_the_respondents(found: Found) -> None:
    text = "# Svar från Bryggan\n\nVi tillstyrker planen.\n\n## Reservation\n\nVi avstyrker planen.\n"
    _, extraction = found(text)
    assert [s.stance.cls for s in extraction.statements] == ["Approves"]


def test_requests_topics_and_initiatives_belong_to_their_statement(found: Found) -> None:
    vocabulary = Vocabulary(
        initiatives=(Initiative("hav", "Havslabbet", "infrastructure"),),
        topics=(Topic("avgifter", "avgifter", "fees"), Topic("fisk", "fiskekvoter")),
    )
    text = (
        "# Svar från Bryggan\n\nVi välkomnar Havslabbet men föreslår att avgifterna tydliggörs och utreds.\n"
    )
    _, extraction = found(text, context=Context(vocabulary))
    welcome, proposal = extraction.statements
    assert welcome.initiatives == ("hav",)
    assert proposal.initiatives == ()
    assert {request.action for request in proposal.requests} == {"Clarify", "Investigate"}
    assert (welcome.topics, proposal.topics) == ((), ("avgifter",))


def test_joining_anothers_answer_is_kept(found: Found) -> None:
    context = Context(Vocabulary(actors=(Actor("gasten", "Föreningen Gästhamnen", ("Association",)),)))
    _, extraction = found(
        "# Svar från Bryggan\n\nBryggan ansluter sig till Föreningen Gästhamnens yttrande.\n", context=context
    )
    assert [(one.actor, one.kind) for one in extraction.facts.references] == [("gasten", "adopts")]


def test_records_are_the_public_format(found: Found) -> None:
    document, extraction = found("# Remissvar från Bryggan\n\nVi avstyrker planen.\n")
    (record,) = to_record(document, extraction, Vocabulary())
    assert list(record) == [
        "id", "file", "part", "section", "section_id", "actor", "co_actors", "voice", "actor_explicit", "stance", "stance_start",
        "stance_end", "polarity",
        "content_direction", "explicit", "topics", "target_chapters", "target_scope", "requests", "claim", "agreement", "condition",
        "initiatives", "endorsed", "mentioned_actors", "restates", "confidence", "sentence", "sentence_raw", "start", "end", "page",
    ]  # fmt: skip
    assert record["actor"] == "Bryggan"
    assert record["stance"] == {
        "lemma": "avstyrka",
        "surface": "avstyrker",
        "class": "Rejects",
        "concept": "avstyrker",
    }
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record


def test_a_language_without_data_is_read_as_swedish(found: Found) -> None:
    document, _ = found("# Remissvar från Bryggan\n\nVi avstyrker planen.\n")
    extraction = extract(replace(document, language="no"), Context(Vocabulary()))
    assert [s.stance.cls for s in extraction.statements] == ["Rejects"]


def test_a_heading_can_be_the_verdict_itself(found: Found) -> None:
    text = (
        "# Svar från Bryggan\n\n## Ingen erinran mot kapitel 4\n\nDet är kort.\n\n"
        "## Bryggan avstyrker avgiften\n\nVi avstyrker den helt.\n"
    )
    _, extraction = found(text)
    assert [(s.stance.cls, s.sentence) for s in extraction.statements] == [
        ("NoObjection", "Ingen erinran mot kapitel 4"),
        ("Rejects", "Vi avstyrker den helt."),
    ]
