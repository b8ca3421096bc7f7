"""A small consultation made by hand: a strategy, one response with four utterances, and all its quads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox
import pytest

from remissgraf.graph.describe import (
    ConsultationInfo,
    IssuerInfo,
    describe_consultation,
    describe_gazetteer,
    describe_response,
    describe_strategy,
    describe_vocabulary,
    references,
)
from remissgraf.graph.model import (
    Block,
    Claim,
    Document,
    Extraction,
    Quoted,
    Reading,
    Request,
    ResponseFacts,
    ResponseReference,
    Run,
    Section,
    Sentence,
    Stance,
    Statement,
)
from remissgraf.ontology.entries import Actor, Chapter, Initiative, Membership, Outline, Topic, Vocabulary
from remissgraf.ontology.namespaces import PREFIXES, Names

BASE = "https://example.org/vattenplan/"
CID, RID = "vattenplan", "01-alviks-kommun"

SENTENCES = (
    "Kommunen tillstyrker planen under förutsättning att staten betalar.",
    "Kapitel 2 avstyrks, och rollerna bör tydliggöras i Vattenrådet Nord.",
    "Minoriteten kan inte ställa sig bakom yttrandet.",
)
TEXT = (
    "# Yttrande över Vattenplan\n\n## 1 Helheten\n\n"
    + SENTENCES[0]
    + "\n\n## 2 Ansvar\n\n"
    + SENTENCES[1]
    + "\n\n## Reservation\n\n"
    + SENTENCES[2]
    + "\n\nFör Alviks kommun\nAnna Exempel\n"
)


def iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def values(quads: Iterable[ox.Quad], subject: str, predicate: str) -> list[str]:
    return [
        quad.object.value
        for quad in quads
        if isinstance(quad.subject, ox.NamedNode)
        and quad.subject.value == subject
        and quad.predicate.value == iri(predicate)
        and isinstance(quad.object, (ox.NamedNode, ox.Literal))
    ]


@dataclass(frozen=True)
class World:
    """One described consultation."""

    document: Document
    extraction: Extraction
    consultation: ConsultationInfo
    outline: Outline
    vocabulary: Vocabulary
    names: Names

    def response(self) -> list[ox.Quad]:
        return describe_response(
            self.document,
            self.extraction,
            self.consultation,
            RID,
            self.names,
            vocabulary=self.vocabulary,
            outline=self.outline,
        )

    def quads(self) -> list[ox.Quad]:
        needed = references(self.extraction, self.vocabulary)
        used = {*needed.actor_ids, *(issuer.actor.id for issuer in self.consultation.issuers)}
        return [
            *self.response(),
            *describe_consultation(self.consultation, self.names),
            *describe_strategy(self.consultation, self.outline, None, self.names),
            *describe_vocabulary(
                self.vocabulary,
                self.names,
                used=used,
                actors=needed.actors,
                topics=needed.topics,
                claims=[(CID, claim) for claim in needed.claims],
            ),
            *describe_gazetteer(self.vocabulary, self.names, used=used),
        ]


def _span(part: str) -> tuple[int, int]:
    start = TEXT.index(part)
    return start, start + len(part)


def _reading(part: str) -> Reading:
    return Reading(part, (Run(0, _span(part)[0], len(part)),))


def _sections() -> tuple[Section, ...]:
    one, two, three = (TEXT.index(mark) for mark in ("## 1", "## 2", "## Res"))
    return (
        Section("root", None, "Yttrande över Vattenplan", None, 0, len(TEXT), "root"),
        Section("1", "1", "Helheten", "root", one, two),
        Section("2", "2", "Ansvar", "root", two, three),
        Section("reservation", None, "Reservation", "root", three, len(TEXT), "dissent"),
    )


def _stance(surface: str, lemma: str, cls: str, concept: str, head: int) -> Stance:
    return Stance(lemma, surface, cls, concept, *_span(surface), head)


def _statement(number: int, identity: str, section: str, stance: Stance, **values: object) -> Statement:
    start, end = _span(SENTENCES[number])
    common: dict[str, object] = {
        "voice": "statement",
        "actor": "alviks-kommun",
        "actor_explicit": True,
        "polarity": "neutral",
        "explicit": True,
        "topics": (),
        "target_chapters": (),
        "target_scope": "unspecified",
        "requests": (),
        "initiatives": (),
        "confidence": 0.7,
    }
    return Statement(
        id=identity,
        stance=stance,
        start=start,
        end=end,
        sentence=SENTENCES[number],
        sentence_raw=TEXT[start:end],
        section=section,
        **{**common, **values},  # type: ignore[arg-type]  # the values of any field
    )


@pytest.fixture
def world() -> World:
    alvik = Actor("alviks-kommun", "Alviks kommun", ("Municipality",), aliases=("Alvik",), scope="document")
    vocabulary = Vocabulary(
        actors=(
            Actor("county-99", "Region Nordkusten", ("Region",), codes={"countyCode": "99"}),
            Actor("minoriteten", "Minoriteten i Alvik", ("PartyGroup",), scope="workspace"),
        ),
        initiatives=(Initiative("vattenradet-nord", "Vattenrådet Nord", "partnership", short=("VRN",)),),
        topics=(
            Topic("roller", "roller och ansvar", "roles and responsibility"),
            Topic("kommuner", "kommunernas roll", broader="roller"),
        ),
        memberships=(Membership("county-99", "vattenradet-nord", "member", "2024", "made up"),),
    )
    statements = (
        _statement(
            0,
            "aaaaaaaaaaaa-0-9",
            "1",
            _stance("tillstyrker", "tillstyrka", "ApprovesInPrinciple", "tillstyrker-i-huvudsak", 9),
            target_scope="whole",
            condition="under förutsättning att staten betalar",
            topics=("ekonomi",),
        ),
        _statement(
            1,
            "bbbbbbbbbbbb-0-10",
            "2",
            _stance("avstyrks", "avstyrka", "Rejects", "avstyrker", 10),
            target_scope="chapter",
            target_chapters=("2", "7.3"),
            explicit=False,
            actor_explicit=False,
        ),
        _statement(
            1,
            "bbbbbbbbbbbb-0-36",
            "2",
            _stance("bör", "böra", "Proposes", "foreslar", 36),
            target_scope="part",
            target_chapters=("2",),
            topics=("kommuner",),
            requests=(Request("Clarify", "tydliggöra"),),
            initiatives=("vattenradet-nord",),
            endorsed=("vattenradet-nord",),
            actors=("county-99",),
            claim=Claim("roller-tydliggora", "rollerna tydliggörs"),
            agreement=True,
            confidence=1.0,
        ),
        _statement(
            2,
            "cccccccccccc-0-15",
            "reservation",
            _stance("inte ställa sig bakom", "ställa sig bakom", "Rejects", "avstyrker", 15),
            voice="dissent",
            actor="minoriteten",
        ),
    )
    sign = _span("För Alviks kommun\nAnna Exempel\n")
    document = Document(
        id=RID,
        path="responses/01_alviks-kommun.md",
        format="md",
        sha256="0" * 64,
        text=TEXT,
        language="sv",
        sections=_sections(),
        blocks=(
            *(
                Block("paragraph", *_span(part), _reading(part), section)
                for part, section in zip(SENTENCES, ("1", "2", "reservation"), strict=True)
            ),
            Block("signature", *sign, _reading(TEXT[slice(*sign)]), "reservation"),
        ),
        sentences=tuple(
            Sentence(*_span(part), _reading(part), number, section)
            for number, (part, section) in enumerate(zip(SENTENCES, ("1", "2", "reservation"), strict=True))
        ),
        title="Yttrande över Vattenplan",
        encoding="utf-8",
        fields={"signatory": ("Anna Exempel", *_span("Anna Exempel"))},
    )
    facts = ResponseFacts(
        respondents=(alvik,),
        language="sv",
        date=Quoted("2025-02-03"),
        case_number=Quoted("KS 2025/7"),
        addressee_case_number=Quoted("RN 2024-0099"),
        addressees=(Quoted("Region Nordkusten"),),
        signatory=Quoted("Anna Exempel", *_span("Anna Exempel")),
        on_behalf_of=(Actor("alvik-bolagen", "Ägarbolagen (Alviks kommun)", (), scope="document"),),
        references=(
            ResponseReference("county-99", "adopts", "part", *_span(SENTENCES[1]), SENTENCES[1], "2"),
            ResponseReference("county-99", "leans", None, *_span(SENTENCES[0]), SENTENCES[0], "1"),
        ),
    )
    return World(
        document,
        Extraction(RID, facts, statements, (Topic("ekonomi", "ekonomi", origin="response"),)),
        ConsultationInfo(
            CID,
            "Remiss av Vattenplan",
            (IssuerInfo(vocabulary.actor["county-99"], "RN 2024-0099"),),
            "2024-12-01",
            "2025-02-28",
            invited=(alvik,),
        ),
        Outline(
            "Vattenplan",
            (
                Chapter("1", "Inledning", None, 0, 10),
                Chapter("2", "Ansvar", None, 10, 30),
                Chapter("2.1", "Kommunerna", "2", 20, 30),
                Chapter("bilagor", "Bilagor", None, 30, 40, numbered=False),
            ),
        ),
        vocabulary,
        Names(BASE),
    )
