"""Hand-coded texts as quads, in one graph: texts, coders, scheme, and codings with their evidence, so that the coding can be made again.

A coding that says who agrees or disagrees with what is a statement too, with actor, claim and agreement in the terms of all statements.
In the public edition coders have numbers for names, and people who speak for no organisation are not named, in texts and quotes neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

import pyoxigraph as ox

from remissgraf.graph.describe.common import Edition, GraphWriter, part_iri
from remissgraf.graph.describe.private import Personal
from remissgraf.graph.describe.response import CONTEXT
from remissgraf.graph.dna import CodedDocument, CodedStatement, Coder, Coding, Entity, Roles, roles_of
from remissgraf.graph.dna.values import BOOLEAN, INTEGER, SHORT, Value, Variable
from remissgraf.ontology.namespaces import Names

__all__ = ["describe_coding"]

# What stands for a coder, or a text, that the file names nobody for.
_UNKNOWN: Final = "unknown"


def describe_coding(
    coding: Coding, cid: str, names: Names, *, path: str, edition: Edition = "public"
) -> list[ox.Quad]:
    """The quads of graph/coding/<cid>. cid: the id that IRIs use; path: of the file, within the workspace."""
    return _Describer(coding, cid, names, path, edition).quads()


class _Describer:
    def __init__(self, coding: Coding, cid: str, names: Names, path: str, edition: Edition) -> None:
        self._coding = coding
        self._path = path
        self._public = edition == "public"
        self._iri = names.coding(cid)
        self._graph = GraphWriter(names.graph("coding", cid))
        self._roles = roles_of(coding)
        self._entities = {entity.id: entity for entity in coding.entities}
        self._variables = {variable.id: variable for variable in coding.variables}
        self._documents = {document.id: document for document in coding.documents}
        self._private = _private(coding, self._roles) if self._public else frozenset[int]()
        self._personal = Personal(names=frozenset(self._entities[one].value for one in self._private))
        # What the graph shows of each text: nothing personal in the public edition.
        self._shown = {document.id: self._words(document.text) for document in coding.documents}

    def quads(self) -> list[ox.Quad]:
        graph = self._graph
        graph.link(graph.iri, "rdf:type", "prov:Entity")
        for document in self._coding.documents:
            self._describe_document(document)
        for coder in self._coding.coders:
            self._describe_coder(coder)
        self._describe_scheme()
        for entity in self._coding.entities:
            self._describe_entity(entity)
        for statement in self._coding.statements:
            self._describe_statement(statement)
        return graph.quads

    def _words(self, text: str) -> str:
        """A text as the edition shows it."""
        return self._personal.hidden(text) if self._public else text

    def _part(self, kind: str, number: int | str) -> str:
        return part_iri(self._iri, kind, str(number))

    def _numbered(self, kind: str, number: int, label: str, *classes: str) -> str:
        iri = self._part(kind, number)
        self._graph.link(iri, "rdf:type", *classes)
        self._graph.number(iri, "rg:numberInFile", number)
        self._graph.text(iri, "skos:prefLabel", label)
        return iri

    def _describe_document(self, document: CodedDocument) -> None:
        graph = self._graph
        iri = self._numbered(
            "document", document.id, self._words(document.title), "rg:Document", "rg:CodedDocument"
        )
        graph.link(graph.iri, "prov:wasDerivedFrom", iri)
        graph.text(iri, "rg:filePath", self._path)
        graph.text(iri, "rg:documentText", self._shown[document.id])
        graph.moment(iri, "rg:documentDate", datetime.fromtimestamp(document.date, UTC))
        graph.text(iri, "rg:documentAuthor", self._words(document.author) or None)
        graph.text(iri, "rg:documentSource", self._words(document.source) or None)
        graph.text(iri, "rg:documentSection", self._words(document.section) or None)
        graph.text(iri, "rg:documentNotes", self._words(document.notes) or None)
        graph.text(iri, "rg:documentType", document.type or None)
        graph.link(iri, "rg:enteredBy", self._coder(document.coder))

    def _coder(self, coder: int | None) -> str | None:
        return None if coder is None else self._part("coder", coder)

    def _describe_coder(self, coder: Coder) -> None:
        name = f"Coder {coder.id}" if self._public else coder.name
        iri = self._numbered("coder", coder.id, name, "prov:Agent", "prov:Person")
        self._graph.text(iri, "rg:color", coder.color)

    def _describe_scheme(self) -> None:
        graph, coding = self._graph, self._coding
        for kind in coding.types:
            graph.text(self._numbered("type", kind.id, kind.label, "rg:CodingType"), "rg:color", kind.color)
        roles = {variable.id: role for found in self._roles.values() for role, variable in found.given()}
        for variable in coding.variables:
            iri = self._numbered("variable", variable.id, variable.name, "rg:CodingVariable")
            graph.link(iri, "rg:variableOf", self._part("type", variable.type))
            graph.text(iri, "rg:dataType", variable.kind)
            graph.text(iri, "rg:variableRole", roles.get(variable.id))
            graph.link(iri, "rg:linksVariable", *(self._part("variable", link) for link in variable.links))
        for attribute in coding.attributes:
            iri = self._numbered("attribute", attribute.id, attribute.name, "rg:CodingAttribute")
            graph.link(iri, "rg:attributeOf", self._part("variable", attribute.variable))

    def _describe_entity(self, entity: Entity) -> None:
        graph = self._graph
        value = f"Privatperson {entity.id}" if entity.id in self._private else self._words(entity.value)
        role = self._role(entity)
        iri = self._numbered(
            "entity",
            entity.id,
            value or "–",
            "rg:CodedEntity",
            *(["rg:Actor"] if role in ("organization", "person") else []),
            *(["rg:Claim"] if role == "concept" else []),
        )
        graph.link(iri, "rg:entityOf", self._part("variable", entity.variable))
        graph.text(iri, "rg:entityValue", value)
        graph.text(iri, "rg:color", entity.color)
        graph.link(
            iri, "rg:entityWithin", None if entity.parent is None else self._part("entity", entity.parent)
        )
        if entity.id not in self._private:
            for attribute, text in entity.attributes:
                graph.text(iri, self._part("attribute", attribute), self._words(text))

    def _role(self, entity: Entity) -> str | None:
        """What the entity is in statements; an empty one is nobody and nothing."""
        if not entity.value.strip():
            return None
        roles = self._roles[self._variables[entity.variable].type]
        return next((role for role, variable in roles.given() if variable.id == entity.variable), None)

    def _describe_statement(self, statement: CodedStatement) -> None:
        graph = self._graph
        iri = self._part("statement", statement.id)
        document = self._part("document", statement.document)
        passage = self._describe_passage(statement, iri, document)
        work = self._describe_work(statement.coder, document)
        graph.link(iri, "rdf:type", "rg:Coding")
        graph.number(iri, "rg:numberInFile", statement.id)
        graph.link(iri, "rg:codingType", self._part("type", statement.type))
        graph.link(iri, "rg:codes", passage)
        graph.link(iri, "prov:wasAttributedTo", self._coder(statement.coder))
        graph.link(iri, "prov:wasGeneratedBy", work)
        for variable, value in statement.values:
            self._describe_value(iri, self._variables[variable], value)
        position = self._position(statement)
        if position is None:
            return
        actor, claim, agreement = position
        graph.link(iri, "rdf:type", "rg:Statement")
        graph.link(iri, "rg:statedIn", document)
        graph.link(iri, "rg:hasEvidence", passage)
        graph.link(iri, "rg:extractedBy", work)
        graph.text(iri, "rg:reviewStatus", "unreviewed")
        graph.text(iri, "rg:targetScope", "unspecified")
        graph.link(iri, "rg:madeBy", self._part("entity", actor))
        graph.link(iri, "rg:expressesClaim", self._part("entity", claim))
        graph.boolean(iri, "rg:agreement", agreement)

    def _describe_value(self, iri: str, variable: Variable, value: Value) -> None:
        # The variable itself is the property, so that a value is one triple and a query reads as the scheme does.
        graph, name = self._graph, self._part("variable", variable.id)
        if variable.kind == SHORT:
            graph.link(iri, name, self._part("entity", int(value)))
        elif variable.kind == BOOLEAN:
            graph.boolean(iri, name, bool(value))
        elif variable.kind == INTEGER:
            graph.number(iri, name, int(value))
        else:
            graph.text(iri, name, self._words(str(value)))

    def _position(self, statement: CodedStatement) -> tuple[int, int, bool] | None:
        """(actor, claim, agreement) of a statement that has all three. An empty entity is nobody and nothing."""
        roles, values = self._roles[statement.type], dict(statement.values)
        actor = self._named(values, roles.organization) or self._named(values, roles.person)
        claim = self._named(values, roles.concept)
        if actor is None or claim is None or roles.agreement is None or roles.agreement.id not in values:
            return None
        return actor, claim, bool(values[roles.agreement.id])

    def _named(self, values: Mapping[int, Value], variable: Variable | None) -> int | None:
        if variable is None or variable.id not in values:
            return None
        entity = int(values[variable.id])
        return entity if self._entities[entity].value.strip() else None

    def _describe_work(self, coder: int | None, document: str) -> str:
        """The coding as an activity: who read which text, with which program."""
        graph = self._graph
        iri = part_iri(document, "coded-by", str(coder if coder is not None else _UNKNOWN))
        graph.link(iri, "rdf:type", "rg:Extraction")
        graph.link(iri, "prov:used", document)
        graph.link(iri, "prov:wasAssociatedWith", self._coder(coder))
        graph.text(iri, "rg:extractorVersion", f"DNA {self._coding.version}".strip())
        return iri

    def _describe_passage(self, statement: CodedStatement, owner: str, document: str) -> str:
        graph, start, end = self._graph, statement.start, statement.end
        text = self._shown[statement.document]
        exact = text[start:end]
        hidden = exact != self._documents[statement.document].text[start:end]
        iri = part_iri(owner, "passage")
        graph.link(iri, "rdf:type", "rg:Passage")
        graph.link(iri, "oa:hasSource", document)
        graph.link(iri, "rg:directPartOf", document)
        graph.text(iri, "rg:reading", " ".join(exact.split()) or exact)
        graph.boolean(iri, "rg:masked", True if hidden else None)
        graph.selectors(
            iri, exact, start, end, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        )
        return iri


def _private(coding: Coding, roles: Mapping[int, Roles]) -> frozenset[int]:
    """People who nowhere speak for an organisation: they may be private persons, whose names the public edition leaves out."""
    spoke: dict[int, bool] = {}
    named = {entity.id for entity in coding.entities if entity.value.strip()}
    people = {found.person.id for found in roles.values() if found.person is not None}
    for statement in coding.statements:
        found, values = roles[statement.type], dict(statement.values)
        if found.person is None or found.person.id not in values:
            continue
        person = int(values[found.person.id])
        organization = found.organization and values.get(found.organization.id)
        spoke[person] = spoke.get(person, False) or organization in named
    return frozenset(
        entity.id
        for entity in coding.entities
        if entity.variable in people and entity.id in named and not spoke.get(entity.id, False)
    )
