"""What statements are about: the order of trust, each rule with sentences of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from remissgraf.graph.extract.context import Context
from remissgraf.graph.extract.engine import extract
from remissgraf.graph.readers import read_document
from remissgraf.graph.segment import outline
from remissgraf.ontology.entries import Topic, Vocabulary

from .conftest import Found

STRATEGY = """# Kustplan för Sandlänet

## 1 Inledning

Planen gäller hela kusten.

## 2 Områden

### A. Fiske och hamnar

Landsbygden behöver fiske. En hamnfond inrättas. Hamnfonden betalar kajer.

### B. Stränder

Strandskyddet ses över. En badvakt anställs på varje strand.
"""
VOCABULARY = Vocabulary(
    topics=(
        Topic("samverkan", "samverkan", "collaboration"),
        Topic("regional-samverkan", "regional samverkan", None, "samverkan"),
        Topic("upphandling", "upphandling", aliases=("inköp",)),
        Topic("helhet", "planen i sin helhet"),
    )
)


def _topics(
    text: str, tmp_path: Path, vocabulary: Vocabulary | None = None, *, strategy: bool = True
) -> list[tuple[str, ...]]:
    context = Context(vocabulary or Vocabulary())
    if strategy:
        (tmp_path / "plan.md").write_text(STRATEGY, encoding="utf-8")
        document = read_document(tmp_path / "plan.md", root=tmp_path)
        context = Context(vocabulary or Vocabulary(), outline(document), strategy=document)
    (tmp_path / "svar.md").write_text(text, encoding="utf-8")
    found = extract(read_document(tmp_path / "svar.md", root=tmp_path), context)
    return [statement.topics for statement in found.statements]


@pytest.mark.parametrize(
    ("sentence", "topics"),
    [
        # a name within a longer one is not named by itself, and a broader topic goes without saying
        ("Vi välkomnar en regional samverkan om kajer.", ("regional-samverkan",)),
        (
            "Vi föreslår att den regionala samverkan och all annan samverkan utvecklas.",
            ("regional-samverkan",),
        ),
        ("Vi välkomnar samverkan i regionen.", ("samverkan",)),
        # a compound is about what it is a kind of
        ("Vi saknar en livsmedelsupphandling.", ("upphandling",)),
        ("Vi föreslår att maskinupphandlingen samordnas.", ("upphandling",)),
        ("Vi saknar upphandlarna.", ()),
        # a reason is not what the statement is about
        ("Vi förordar regional samverkan, eftersom upphandling tar tid.", ("regional-samverkan",)),
    ],
)
def test_the_vocabulary_comes_first(tmp_path: Path, sentence: str, topics: tuple[str, ...]) -> None:
    found = _topics(f"Sandby kommun svarar.\n\n{sentence}", tmp_path, VOCABULARY, strategy=False)
    assert [set(one) - {"upphandlare"} for one in found] == [set(topics)]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        # a thing that the strategy names, in any form, wherever it stands
        ("Vi avstyrker hamnfonden.", ["hamnfond"]),
        ("Vi föreslår att badvakterna får båtar.", ["badvakt"]),
        ("Vi välkomnar badhuset.", ["badhus"]),
        # a name is no thing
        ("Vi välkomnar Badvakten.", []),
        # the whole is a topic of its own
        ("Vi tillstyrker planen.", ["strategin-i-sin-helhet"]),
        # the chapter, where the words name nothing
        ("Vi har inget att erinra mot avsnitt B.", ["strander"]),
        ("Vi har inget att erinra mot avsnitt 1.", []),
        # "detta" takes up the sentence before, a statement with words of its own does not
        ("Hamnfonden ska betala kajer. Detta välkomnar vi.", ["hamnfond"]),
        ("En badvakt ska finnas. Vi är positiva till det.", ["badvakt"]),
        ("En badvakt ska finnas. Vi efterlyser vindskydd.", ["vindskydd"]),
        # candidates: nouns of the complement in their base form, with the adjective that makes a kind
        ("Vi efterlyser en digital biljettlösning för skärgårdsbåtarna.", ["digital-biljettlosning"]),
        ("Vi saknar nationella riktlinjer.", ["nationell-riktlinje"]),
        ("Vi saknar tydliga riktlinjer.", ["riktlinje"]),
        # an empty noun needs the words about it
        ("Vi betonar behovet av kollektivtrafik.", ["kollektivtrafik"]),
        ("Vi vill framhålla vikten av en god belysning.", ["belysning"]),
        ("Vi saknar fokus.", []),
        # a particle is no noun, a noun that begins like one is
        ("Vi saknar de analyser som lyfts fram.", []),
        ("Vi saknar uppföljning.", ["uppfoljning"]),
        # what is judged stands before an implied stance
        ("Kollektivtrafiken i glesbygden bör byggas ut.", ["kollektivtrafik"]),
    ],
)
def test_then_the_strategy_and_at_last_nouns_of_the_complement(
    tmp_path: Path, text: str, topics: list[str]
) -> None:
    (found,) = _topics(f"Sandby kommun svarar.\n\n{text}", tmp_path)
    assert list(found) == topics


def test_a_heading_and_a_lead_in_give_their_subject(tmp_path: Path) -> None:
    text = (
        "# Svar\n\nSandby kommun svarar.\n\n## Hamnfonden\n\nDet är bra.\n\n"
        "## Övrigt\n\nOm badvakten föreslår vi att\n\n- någon börjar i maj"
    )
    assert _topics(text, tmp_path) == [("hamnfond",), ("badvakt",)]


def test_topics_of_no_vocabulary_come_with_those_above_them(found: Found, tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(STRATEGY, encoding="utf-8")
    plan = read_document(tmp_path / "plan.md", root=tmp_path)
    context = Context(VOCABULARY, outline(plan), strategy=plan)
    text = (
        "Sandby kommun svarar.\n\nVi avstyrker hamnfonden. Vi välkomnar samverkan. Vi efterlyser vindskydd."
    )
    _, extraction = found(text, context=context)
    topics = {topic.id: (topic.label_sv, topic.broader, topic.origin) for topic in extraction.topics}
    assert topics == {
        "hamnfond": ("hamnfond", "fiske-och-hamnar", "strategy"),
        "fiske-och-hamnar": ("Fiske och hamnar", None, "strategy"),
        "vindskydd": ("vindskydd", None, "response"),
    }


def test_the_vocabulary_lends_its_topic_to_the_strategy_and_to_candidates(
    found: Found, tmp_path: Path
) -> None:
    (tmp_path / "plan.md").write_text(STRATEGY, encoding="utf-8")
    plan = read_document(tmp_path / "plan.md", root=tmp_path)
    vocabulary = Vocabulary(topics=(Topic("hav", "fiske och hamnar"), Topic("allt", "planen i sin helhet")))
    context = Context(vocabulary, outline(plan), strategy=plan)
    text = "Sandby kommun svarar.\n\nVi tillstyrker planen. Vi har inget att erinra mot avsnitt A. Vi avstyrker hamnfonden."
    _, extraction = found(text, context=context)
    assert [statement.topics for statement in extraction.statements] == [("allt",), ("hav",), ("hamnfond",)]
    assert [(topic.id, topic.broader) for topic in extraction.topics] == [("hamnfond", "hav")]


def test_a_claim_stands_on_no_candidate(found: Found) -> None:
    _, extraction = found("Sandby kommun svarar.\n\nVi föreslår att vindskydd byggs.")
    assert [(statement.topics, statement.claim) for statement in extraction.statements] == [
        (("vindskydd",), None)
    ]


@pytest.mark.parametrize(
    ("sentence", "topics"),
    [
        ("We welcome the cycle lanes.", ("cycle-lane",)),
        ("We call for more libraries.", ("library",)),
    ],
)
def test_english_candidates(found: Found, sentence: str, topics: tuple[str, ...]) -> None:
    text = f"Seaside Residents Ltd submits this response to the draft plan of the region.\n\n{sentence}"
    _, extraction = found(text)
    assert [statement.topics for statement in extraction.statements] == [topics]
    assert all(topic.label_sv is None and topic.label_en for topic in extraction.topics)
