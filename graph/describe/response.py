"""One response as quads in a graph of its own: the document, its sections, its utterances with their evidence, and how they were made.

A quote is always the exact slice of the document's text; its reading form stands beside it. In the public edition the text is the one
that describe/edition masks, a passage in which something is hidden says so, the words around a quote stop before what is personal, and
a signatory is left out. Shared resources (actors, topics,
claims, initiatives) are only referred to: `references` says which, and describe/vocabulary describes them once.
"""

from __future__ import annotations

from bisect import bisect_right

import pyoxigraph as ox

import remissgraf
from remissgraf.graph.describe.common import (
    ConsultationInfo,
    Edition,
    GraphWriter,
    References,
    ResponseRecord,
    case_number_iri,
    described_actor,
    part_iri,
    response_id,
)
from remissgraf.graph.describe.edition import public_document, public_extraction
from remissgraf.graph.describe.private import Personal, personal_in
from remissgraf.graph.describe.vocabulary import SOFTWARE
from remissgraf.graph.model import Document, Extraction, ResponseReference, Statement
from remissgraf.ontology.entries import Actor, Outline, Vocabulary
from remissgraf.ontology.namespaces import Names, slug

__all__ = ["CONTEXT", "describe_response", "personal_data", "references"]

# Code points of the text before and after a quote that help to find it again in another version.
CONTEXT = 40

_VOICES = {
    "statement": "rg:Statement",
    "dissent": "rg:DissentingStatement",
    "reported": "rg:ReportedStatement",
}


def describe_response(
    document: Document,
    extraction: Extraction,
    consultation: ConsultationInfo,
    response: str,
    names: Names,
    *,
    vocabulary: Vocabulary,
    outline: Outline | None = None,
    record: ResponseRecord | None = None,
    edition: Edition = "public",
    personal: Personal | None = None,
) -> list[ox.Quad]:
    """The quads of graph/response/<consultation>/<response>. response: the file's id; record: what the register says.

    personal: what the public edition hides, of the whole file; None: what `personal_data` finds in this answer.
    The responses of a dossier have their number after the id in their IRIs and share the file's graph."""
    return _Describer(
        document, extraction, consultation, response, names, vocabulary, outline, record, edition, personal
    ).quads()


def personal_data(
    document: Document,
    extraction: Extraction,
    record: ResponseRecord | None = None,
    vocabulary: Vocabulary | None = None,
) -> Personal:
    """What the public edition hides of an answer. record: what the register says. vocabulary: whose names stay."""
    registered = record.respondents if record is not None else ()
    facts = extraction.facts
    people = (*registered, *facts.respondents, *facts.on_behalf_of, *extraction.speakers)
    return personal_in(document, facts, people, vocabulary)


def references(
    extraction: Extraction,
    vocabulary: Vocabulary,
    *,
    record: ResponseRecord | None = None,
    edition: Edition = "public",
) -> References:
    """What the quads of `describe_response` refer to in the shared graphs, and which of it is in no vocabulary.

    extraction: for the public edition the one that `public_extraction` gives.
    """
    people = _People(extraction, vocabulary, record, edition)
    told = (*people.respondents, *extraction.speakers, *extraction.facts.on_behalf_of)
    own = [people.described[actor.id] for actor in told]
    respondents = {people.identity(actor.id) for actor in people.respondents}
    identities = set(respondents)
    identities |= {people.identity(statement.actor) for statement in extraction.statements}
    identities |= {
        people.identity(actor) for statement in extraction.statements for actor in statement.actors
    }
    identities |= {
        people.identity(other) for statement in extraction.statements for other in statement.co_actors
    }
    identities |= {people.identity(reference.actor) for reference in extraction.facts.references}
    identities |= {people.identity(actor.id) for actor in extraction.facts.on_behalf_of}
    identities |= {parent for actor in own for parent in (actor.unit_of, actor.owned_by) if parent}
    claims = {statement.claim: None for statement in extraction.statements if statement.claim is not None}
    return References(
        actors=tuple(actor for actor in own if actor.scope == "document"),
        topics=tuple(topic for topic in extraction.topics if topic.id not in vocabulary.topic),
        claims=tuple(claims),
        actor_ids=tuple(sorted(identities)),
        respondents=tuple(sorted(respondents)),
    )


class _People:
    """The respondents, and the ids that the graph uses for actors: opaque ones for private persons."""

    def __init__(
        self, extraction: Extraction, vocabulary: Vocabulary, record: ResponseRecord | None, edition: Edition
    ) -> None:
        registered = record.respondents if record is not None else ()
        self.respondents: tuple[Actor, ...] = registered or extraction.facts.respondents
        self._vocabulary = vocabulary
        self._edition = edition
        self.described = {
            actor.id: described_actor(actor, edition)
            for actor in (
                *extraction.facts.respondents,
                *extraction.facts.on_behalf_of,
                *extraction.speakers,
                *self.respondents,
            )
        }

    def identity(self, actor: str) -> str:
        if actor in self.described:
            return self.described[actor].id
        known = self._vocabulary.actor.get(actor)
        return described_actor(known, self._edition).id if known is not None else actor

    @property
    def private(self) -> bool:
        return any("PrivatePerson" in actor.classes for actor in self.respondents)


class _Describer:
    def __init__(
        self,
        document: Document,
        extraction: Extraction,
        consultation: ConsultationInfo,
        response: str,
        names: Names,
        vocabulary: Vocabulary,
        outline: Outline | None,
        record: ResponseRecord | None,
        edition: Edition,
        personal: Personal | None,
    ) -> None:
        self._consultation = consultation
        self._id = response_id(response, document.part)
        self._names = names
        self._outline = outline
        self._record = record or ResponseRecord()
        self._public = edition == "public"
        self._people = _People(extraction, vocabulary, record, edition)
        self._iri = names.response(consultation.id, self._id)
        self._graph = GraphWriter(names.graph("response", consultation.id, response))
        self._run = part_iri(self._iri, "extraction")
        hidden = Personal()
        if self._public:
            hidden = (
                personal if personal is not None else personal_data(document, extraction, record, vocabulary)
            )
        self._private = hidden.spans
        self._read = document.text
        self._document = public_document(document, hidden) if self._public else document
        self._extraction = public_extraction(document, extraction, hidden) if self._public else extraction

    def quads(self) -> list[ox.Quad]:
        self._describe_graph()
        self._describe_document()
        self._describe_register()
        self._describe_sections()
        for statement in self._extraction.statements:
            self._describe_utterance(statement)
        return self._graph.quads

    def _describe_graph(self) -> None:
        graph = self._graph
        graph.link(graph.iri, "rdf:type", "prov:Entity")
        graph.link(graph.iri, "prov:wasDerivedFrom", self._iri)
        graph.link(graph.iri, "prov:wasGeneratedBy", self._run)
        graph.text(graph.iri, "dcterms:rights", self._consultation.rights, self._consultation.language)
        graph.link(self._run, "rdf:type", "rg:Extraction")
        graph.link(self._run, "prov:used", self._iri)
        graph.link(self._run, "prov:wasAssociatedWith", SOFTWARE)
        graph.text(self._run, "rg:extractorVersion", f"remissgraf {remissgraf.__version__}")

    def _describe_document(self) -> None:
        graph, document, iri = self._graph, self._document, self._iri
        respondents = [self._people.described[actor.id] for actor in self._people.respondents]
        graph.link(iri, "rdf:type", "rg:Response")
        graph.link(iri, "rg:respondsTo", self._names.consultation(self._consultation.id))
        graph.link(iri, "rg:submittedBy", *(self._names.actor(actor.id) for actor in respondents))
        graph.text(iri, "dcterms:language", document.language)
        graph.text(iri, "dcterms:format", document.format)
        graph.text(iri, "rg:sha256", document.sha256)
        graph.text(iri, "rg:encoding", document.encoding)
        # A private person's title and file name may hold the name.
        title = "" if self._public and self._people.private else document.title
        label = title or ", ".join(actor.name for actor in respondents) or self._id
        graph.text(iri, "skos:prefLabel", label, document.language)
        graph.text(iri, "dcterms:title", title or None, document.language)
        if not (self._public and self._people.private):
            graph.text(iri, "rg:filePath", document.path)
        graph.number(iri, "rg:pageCount", len(document.pages) or None)
        graph.number(iri, "rg:filePart", document.part)
        graph.number(iri, "rg:filePartStart", document.sections[0].start if document.part else None)

    def _describe_register(self) -> None:
        graph, facts, record, iri = self._graph, self._extraction.facts, self._record, self._iri
        graph.date(iri, "rg:dateIssued", record.date_issued or (facts.date.value if facts.date else None))
        graph.date(iri, "rg:dateDecided", record.date_decided)
        graph.date(iri, "rg:dateReceived", record.date_received)
        graph.link(iri, "rg:responseStatus", f"status:{record.status}" if record.status else None)
        own = record.case_number or (facts.case_number.value if facts.case_number else None)
        if own is not None:
            number = self._case_number(iri, own)
            graph.link(iri, "rg:hasCaseNumber", number)
            for actor in self._people.respondents[:1]:
                graph.link(number, "rg:caseNumberOf", self._names.actor(self._people.identity(actor.id)))
        cited = record.addressee_case_number or (
            facts.addressee_case_number.value if facts.addressee_case_number else None
        )
        if cited is not None:
            graph.link(iri, "rg:citesCaseNumber", self._cited_number(cited))
        for addressee in facts.addressees:
            graph.text(iri, "rg:addresseeName", addressee.value)
            for issuer in self._consultation.issuers:
                if issuer.actor.name.casefold() == addressee.value.casefold():
                    graph.link(iri, "rg:addressedTo", self._names.actor(issuer.actor.id))
        if facts.signatory is not None and not self._public:
            graph.text(iri, "rg:signedBy", facts.signatory.value)
        behalf = (self._people.identity(actor.id) for actor in facts.on_behalf_of)
        graph.link(iri, "rg:onBehalfOf", *map(self._names.actor, behalf))
        for reference in facts.references:
            self._describe_reference(reference)

    def _describe_reference(self, reference: ResponseReference) -> None:
        """The edge to the actor whose response is adopted or leant on, and the passage that says so."""
        graph, actor = self._graph, self._names.actor(self._people.identity(reference.actor))
        edge = "rg:endorsesResponseOf" if reference.kind == "adopts" else "rg:leansOnResponseOf"
        graph.link(self._iri, edge, actor)
        place = f"{reference.start}-{reference.end}"
        iri = part_iri(self._iri, "reference", reference.kind, slug(reference.actor), place)
        graph.link(self._iri, "rg:hasReference", iri)
        graph.link(iri, "rdf:type", "rg:ResponseReference")
        graph.link(iri, "rg:refersToResponseOf", actor)
        graph.text(iri, "rg:referenceKind", reference.kind)
        graph.text(iri, "rg:referenceExtent", reference.extent)
        graph.link(iri, "rg:referencePassage", self._describe_passage(reference, f"reference-{place}"))

    def _case_number(self, owner: str, number: str) -> str:
        iri = case_number_iri(owner, number)
        self._graph.link(iri, "rdf:type", "rg:CaseNumber")
        self._graph.text(iri, "rg:caseNumber", number)
        return iri

    def _cited_number(self, number: str) -> str:
        """The consultation's own case number if that is what is cited, else one that only this response knows."""
        owner = self._names.consultation(self._consultation.id)
        if any(issuer.case_number == number for issuer in self._consultation.issuers):
            return case_number_iri(owner, number)
        return self._case_number(part_iri(self._iri, "cited"), number)

    def _describe_sections(self) -> None:
        graph, language = self._graph, self._document.language
        for order, section in enumerate(
            (entry for entry in self._document.sections if entry.parent is not None), 1
        ):
            iri = self._section(section.id)
            graph.link(iri, "rdf:type", "rg:Section")
            graph.link(iri, "rg:directPartOf", self._section(section.parent or ""))
            graph.text(iri, "rg:sectionNumber", section.number)
            graph.text(iri, "rg:sectionKind", section.kind)
            graph.number(iri, "rg:sectionOrder", order)
            graph.text(iri, "dcterms:title", section.title or None, language)
            label = " ".join(filter(None, (section.number, section.title)))
            graph.text(iri, "skos:prefLabel", label or section.id, language)

    def _section(self, section: str) -> str:
        """The section's IRI; the root is the response itself."""
        if self._document.section(section).parent is None:
            return self._iri
        return part_iri(self._iri, "section", section)

    def _describe_utterance(self, statement: Statement) -> None:
        graph, language = self._graph, self._document.language
        iri = self._statement(statement.id)
        graph.link(iri, "rdf:type", _VOICES[statement.voice])
        graph.link(iri, "rg:statedIn", self._iri)
        graph.link(iri, "rg:extractedBy", self._run)
        # Utterances of one sentence share its passage: all but the last part of their ids is equal.
        passage = statement.id.rpartition("-")[0] or statement.id
        if statement.voice == "reported":
            # A quotation is a part of its sentence.
            passage = f"{passage}-{statement.start}-{statement.end}"
        graph.link(iri, "rg:hasEvidence", self._describe_passage(statement, passage))
        graph.text(iri, "rg:stanceExpression", statement.stance.surface)
        graph.text(iri, "rg:stanceLemma", statement.stance.lemma)
        graph.number(iri, "rg:stanceStart", statement.stance.start)
        graph.number(iri, "rg:stanceEnd", statement.stance.end)
        graph.decimal(iri, "rg:confidence", statement.confidence)
        graph.text(iri, "rg:reviewStatus", "unreviewed")
        actor = self._names.actor(self._people.identity(statement.actor))
        stance = f"stance:{statement.stance.concept}"
        if statement.voice != "statement":
            graph.link(iri, "rg:utteredBy", actor)
            graph.link(iri, "rg:expressesStance", stance)
            self._describe_target(iri, statement, "rg:concerns")
            return
        others = (self._names.actor(self._people.identity(other)) for other in statement.co_actors)
        graph.link(iri, "rg:madeBy", actor, *others)
        graph.link(iri, "rg:hasStance", stance)
        graph.boolean(iri, "rg:isExplicit", statement.explicit)
        graph.boolean(iri, "rg:isActorExplicit", statement.actor_explicit)
        graph.link(iri, "rg:aboutTopic", *map(self._names.topic, statement.topics))
        graph.link(iri, "rg:mentionsInitiative", *map(self._names.initiative, statement.initiatives))
        graph.link(iri, "rg:endorsesInitiative", *map(self._names.initiative, statement.endorsed))
        mentioned = map(self._people.identity, statement.actors)
        graph.link(iri, "rg:mentionsActor", *map(self._names.actor, mentioned))
        for request in statement.requests:
            graph.link(iri, "rg:requestsAction", f"action:{request.action}")
            graph.text(iri, "rg:requestLemma", request.lemma)
        if statement.claim is not None:
            graph.link(iri, "rg:expressesClaim", self._names.claim(self._consultation.id, statement.claim.id))
            graph.boolean(iri, "rg:agreement", statement.agreement)
        graph.text(iri, "rg:contentDirection", statement.content_direction)
        graph.text(iri, "rg:condition", statement.condition, language)
        graph.text(iri, "rg:concession", statement.concession, language)
        graph.link(iri, "rg:restates", self._statement(statement.restates) if statement.restates else None)
        self._describe_target(iri, statement, "rg:targets")

    def _statement(self, statement: str) -> str:
        return self._names.statement(self._consultation.id, self._id, statement)

    def _describe_target(self, iri: str, statement: Statement, edge: str) -> None:
        graph, cid = self._graph, self._consultation.id
        graph.text(iri, "rg:targetScope", statement.target_scope)
        if statement.target_scope == "whole":
            graph.link(iri, edge, self._names.strategy(cid))
        chapters = self._outline.by_label if self._outline is not None else {}
        for label in statement.target_chapters:
            if label in chapters:
                graph.link(iri, edge, self._names.chapter(cid, label))
            else:
                graph.text(iri, "rg:targetLabel", label)

    def _describe_passage(self, statement: Statement | ResponseReference, name: str) -> str:
        """The passage of the sentence that something stands on. name: its own in the response."""
        graph, text = self._graph, self._document.text
        start, end = statement.start, statement.end
        iri = self._names.passage(self._consultation.id, self._id, name)
        graph.link(iri, "rdf:type", "rg:Passage")
        graph.link(iri, "oa:hasSource", self._iri)
        graph.link(iri, "rg:directPartOf", self._section(statement.section))
        graph.text(iri, "rg:reading", statement.sentence, self._document.language)
        graph.number(iri, "rg:page", statement.page)
        graph.text(iri, "rg:paragraphPath", self._paragraph(start))
        before, after = self._context(start, end)
        graph.boolean(iri, "rg:masked", True if text[start:end] != self._read[start:end] else None)
        graph.selectors(iri, text[start:end], start, end, text[before:start], text[end:after])
        return iri

    def _paragraph(self, offset: int) -> str | None:
        """The path of the block that holds the offset."""
        at = bisect_right(self._document.blocks, offset, key=lambda block: block.start) - 1
        return self._document.blocks[at].path if at >= 0 else None

    def _context(self, start: int, end: int) -> tuple[int, int]:
        """Where the words around a quote begin and end."""
        before, after = max(0, start - CONTEXT), min(len(self._document.text), end + CONTEXT)
        for private_start, private_end in self._private:
            if private_start < start:
                before = max(before, min(private_end, start))
            if private_end > end:
                after = min(after, max(private_start, end))
        return before, after
