"""A made-up consultation of any size as canonical quads, without documents: what the benchmarks of the graph engine run on.

Every name and choice follows from the seed. The triples have the shape that `remissgraf.graph.describe` gives: twelve statements a
response with passages, selectors, topics, targets, initiatives and requests, and background graphs for what is shared.
"""

from __future__ import annotations

import hashlib
import random

from remissgraf.graph.describe.common import GraphWriter, part_iri, to_nquads
from remissgraf.graph.workspace.background import ontology_graph
from remissgraf.ontology.namespaces import PREFIXES, Names

__all__ = ["BASE", "CID", "background", "response", "response_id"]

BASE = "https://example.org/synthetic/"
CID = "synthetic"
_NAMES = Names(BASE)
_ACTORS, _TOPICS, _INITIATIVES, _CHAPTERS, _STATEMENTS = 2000, 500, 120, 40, 12
_STANCES = (
    "tillstyrker",
    "avstyrker",
    "avstyrker-i-huvudsak",
    "ingen-erinran",
    "valkomnar",
    "efterlyser",
    "anser",
    "framhaller",
)
_ACTIONS = ("Clarify", "Investigate", "Strengthen", "Develop", "Remove")
_WORDS = (
    *(
        "kommunen",
        "regionen",
        "strategin",
        "avsnittet",
        "förslaget",
        "ansvaret",
        "samverkan",
        "uppföljning",
        "finansiering",
    ),
    *(
        "forskning",
        "kompetens",
        "vatten",
        "skola",
        "trafik",
        "miljö",
        "bör",
        "behöver",
        "tydligare",
        "långsiktigt",
        "gemensamt",
    ),
    *("lokalt", "nationellt", "stöd", "mål", "plan", "digitalisering"),
)


def background() -> dict[str, bytes]:
    """N-Quads of the shared graphs by name: the real ontology, a register with invitations, a strategy, a vocabulary."""
    chance = random.Random(0)
    register = GraphWriter(_NAMES.graph("register", CID))
    consultation, strategy = _NAMES.consultation(CID), _NAMES.strategy(CID)
    register.link(consultation, "rdf:type", "rg:Consultation")
    register.text(consultation, "skos:prefLabel", "En påhittad remiss", "sv")
    register.link(consultation, "rg:consultsOn", strategy)
    for at in range(0, _ACTORS, 2):
        invitation = part_iri(consultation, "invitation", f"a{at}")
        register.link(consultation, "rg:hasInvitation", invitation)
        register.link(invitation, "rdf:type", "rg:Invitation")
        register.link(invitation, "rg:invitee", _NAMES.actor(f"a{at}"))
    plan = GraphWriter(_NAMES.graph("strategy", CID))
    plan.link(strategy, "rdf:type", "rg:StrategyVersion", "rg:Strategy")
    plan.text(strategy, "skos:prefLabel", "En påhittad strategi", "sv")
    for at in range(_CHAPTERS):
        chapter = _NAMES.chapter(CID, str(at))
        plan.link(chapter, "rdf:type", "rg:Chapter")
        plan.link(chapter, "rg:directPartOf", _NAMES.chapter(CID, str(at // 8)) if at >= 8 else strategy)
        plan.text(chapter, "dcterms:title", f"Kapitel {at}", "sv")
        plan.text(chapter, "skos:prefLabel", f"{at} Kapitel {at}", "sv")
    words = GraphWriter(_NAMES.graph("vocabulary"))
    kinds = ("rg:Municipality", "rg:Region", "rg:StateAgency", "rg:Association", "rg:Company")
    for at in range(_ACTORS):
        actor = _NAMES.actor(f"a{at}")
        words.link(actor, "rdf:type", "rg:Actor", chance.choice(kinds))
        words.text(actor, "skos:prefLabel", f"Aktör {at}", "sv")
        if at % 10 == 0:
            membership = part_iri(actor, "membership", str(at))
            words.link(membership, "rdf:type", "org:Membership")
            words.link(membership, "org:member", actor)
            words.link(membership, "org:organization", _NAMES.initiative(f"i{at % _INITIATIVES}"))
            words.text(membership, "rg:asOf", "2025")
    scheme = _NAMES.topic_scheme("workspace")
    words.link(scheme, "rdf:type", "skos:ConceptScheme")
    words.text(scheme, "skos:prefLabel", "Påhittade ämnen", "sv")
    for at in range(_TOPICS):
        topic = _NAMES.topic(f"t{at}")
        words.link(topic, "rdf:type", "rg:Topic", "skos:Concept")
        words.link(topic, "skos:inScheme", scheme)
        words.boolean(topic, "rg:isCandidate", False)
        words.text(topic, "skos:prefLabel", f"ämne {at}", "sv")
        words.link(topic, "skos:broader", _NAMES.topic(f"t{at // 10}") if at >= 10 else None)
    for at in range(_INITIATIVES):
        initiative = _NAMES.initiative(f"i{at}")
        words.link(initiative, "rdf:type", "rg:Initiative")
        words.link(initiative, "dcterms:type", "itype:partnership")
        words.text(initiative, "skos:prefLabel", f"Initiativ {at}", "sv")
    return {
        "ontology": ontology_graph(),
        "register": to_nquads(register.quads),
        "strategy": to_nquads(plan.quads),
        "vocabulary": to_nquads(words.quads),
    }


def response_id(number: int) -> str:
    return f"{number:06}"


def response(number: int, *, version: int = 0) -> bytes:
    """The canonical N-Quads of one response's graph, some 520 triples. version: another text of the same response."""
    chance = random.Random(f"{number} {version}")
    rid = response_id(number)
    iri, graph = _NAMES.response(CID, rid), _NAMES.graph("response", CID, rid)
    lines: set[str] = set()

    def add(subject: str, predicate: str, value: str) -> None:
        prefix, _, local = predicate.partition(":")
        lines.add(f"<{subject}> <{PREFIXES[prefix]}{local}> {value} <{graph}> .\n")

    def node(name: str) -> str:
        prefix, _, local = name.partition(":")
        return f"<{PREFIXES[prefix]}{local}>" if prefix in PREFIXES else f"<{name}>"

    def number_of(value: int) -> str:
        return f'"{value}"^^<{PREFIXES["xsd"]}integer>'

    actor = _NAMES.actor(f"a{chance.randrange(_ACTORS)}")
    run = f"{iri}/extraction"
    add(graph, "rdf:type", node("prov:Entity"))
    add(graph, "prov:wasDerivedFrom", f"<{iri}>")
    add(graph, "prov:wasGeneratedBy", f"<{run}>")
    add(run, "rdf:type", node("rg:Extraction"))
    add(run, "prov:used", f"<{iri}>")
    add(run, "rg:extractorVersion", '"remissgraf"')
    add(iri, "rdf:type", node("rg:Response"))
    add(iri, "rg:respondsTo", f"<{_NAMES.consultation(CID)}>")
    add(iri, "rg:submittedBy", f"<{actor}>")
    add(iri, "dcterms:language", '"sv"')
    add(iri, "dcterms:format", '"text/markdown"')
    add(iri, "rg:sha256", f'"{hashlib.sha256(f"{number} {version}".encode()).hexdigest()}"')
    add(iri, "rg:encoding", '"utf-8"')
    add(iri, "rg:filePath", f'"svar/{rid}.md"')
    add(iri, "skos:prefLabel", f'"Svar {rid}"@sv')
    if chance.random() < 0.02:
        add(iri, "rg:responseStatus", node("status:draft"))
    if chance.random() < 0.02:
        add(iri, "rg:endorsesResponseOf", f"<{_NAMES.actor(f'a{chance.randrange(_ACTORS)}')}>")
    if chance.random() < 0.01 and number:
        add(iri, "rg:replaces", f"<{_NAMES.response(CID, response_id(chance.randrange(number)))}>")
    for section in range(6):
        part = f"{iri}/section/{section}"
        add(part, "rdf:type", node("rg:Section"))
        add(part, "rg:directPartOf", f"<{iri}>" if section < 3 else f"<{iri}/section/{section - 3}>")
        add(part, "rg:sectionNumber", f'"{section}"')
        add(part, "rg:sectionKind", '"body"')
        add(part, "rg:sectionOrder", number_of(section + 1))
        add(part, "dcterms:title", f'"Avsnitt {section}"@sv')
        add(part, "skos:prefLabel", f'"{section} Avsnitt {section}"@sv')
    offset, stated = 0, ""
    for at in range(_STATEMENTS):
        words = " ".join(chance.choice(_WORDS) for _ in range(chance.randrange(9, 24)))
        quote = f"Vi vill i fråga {number} säga att {words}."
        digest = hashlib.sha256(quote.encode()).hexdigest()[:12]
        statement, passage = f"{iri}/statement/{digest}-0-4", f"{iri}/passage/{digest}-0"
        add(statement, "rdf:type", node("rg:Statement"))
        add(statement, "rg:statedIn", f"<{iri}>")
        add(statement, "rg:extractedBy", f"<{run}>")
        add(statement, "rg:hasEvidence", f"<{passage}>")
        add(statement, "rg:stanceExpression", '"vill"')
        add(statement, "rg:stanceLemma", '"vilja"')
        add(statement, "rg:stanceStart", number_of(offset + 3))
        add(statement, "rg:stanceEnd", number_of(offset + 7))
        add(statement, "rg:confidence", f'"0.{chance.randrange(5, 10)}"^^<{PREFIXES["xsd"]}decimal>')
        add(statement, "rg:reviewStatus", '"unreviewed"')
        add(statement, "rg:madeBy", f"<{actor}>")
        add(statement, "rg:hasStance", node(f"stance:{chance.choice(_STANCES)}"))
        for name in ("isExplicit", "isActorExplicit"):
            add(statement, f"rg:{name}", f'"true"^^<{PREFIXES["xsd"]}boolean>')
        for topic in chance.sample(range(_TOPICS), chance.randrange(1, 4)):
            add(statement, "rg:aboutTopic", f"<{_NAMES.topic(f't{topic}')}>")
        if chance.random() < 0.2:
            add(
                statement,
                "rg:mentionsInitiative",
                f"<{_NAMES.initiative(f'i{chance.randrange(_INITIATIVES)}')}>",
            )
        if chance.random() < 0.3:
            add(statement, "rg:requestsAction", node(f"action:{chance.choice(_ACTIONS)}"))
            add(statement, "rg:requestLemma", '"tydliggöra"')
        if stated and chance.random() < 0.05:
            add(statement, "rg:restates", f"<{stated}>")
        if chance.random() < 0.1:
            add(statement, "rg:condition", '"om medel tillförs"@sv')
        scope = chance.choice(("whole", "chapter", "chapter", "part", "unspecified"))
        add(statement, "rg:targetScope", f'"{scope}"')
        if scope == "whole":
            add(statement, "rg:targets", f"<{_NAMES.strategy(CID)}>")
        elif scope != "unspecified":
            add(statement, "rg:targets", f"<{_NAMES.chapter(CID, str(chance.randrange(_CHAPTERS)))}>")
        add(statement, "rg:contentDirection", '"mixed"')
        add(passage, "rdf:type", node("rg:Passage"))
        add(passage, "oa:hasSource", f"<{iri}>")
        add(passage, "rg:directPartOf", f"<{iri}/section/{at % 6}>")
        add(passage, "rg:reading", f'"{quote}"@sv')
        for kind, selector in (("Quote", f"{passage}/quote"), ("Position", f"{passage}/position")):
            add(passage, "oa:hasSelector", f"<{selector}>")
            add(selector, "rdf:type", node(f"oa:Text{kind}Selector"))
        add(f"{passage}/quote", "oa:exact", f'"{quote}"')
        add(f"{passage}/quote", "oa:prefix", '""')
        add(f"{passage}/quote", "oa:suffix", f'" {words[:30]}"')
        add(f"{passage}/position", "oa:start", number_of(offset))
        add(f"{passage}/position", "oa:end", number_of(offset + len(quote)))
        offset += len(quote) + 1
        stated = statement
    return "".join(sorted(lines)).encode()
