"""From the graph of a hand-coded corpus back to its values: the other direction of graph/describe/coding. Knows no file format."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Final, TypeVar, cast

import pyoxigraph as ox

from remissgraf.errors import ExportError
from remissgraf.graph.dna import (
    Attribute,
    CodedDocument,
    CodedStatement,
    Coder,
    Coding,
    Entity,
    StatementType,
    Variable,
)
from remissgraf.graph.dna.values import BOOLEAN, INTEGER, SHORT, Kind, Value
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import PREFIXES, Names

__all__ = ["codings", "recover_coding", "require_coding"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
Made = TypeVar("Made", Coder, CodedDocument, StatementType, Variable, Attribute, Entity, CodedStatement)


def codings(store: OxigraphStore, names: Names) -> tuple[str, ...]:
    """The ids of the hand-coded corpora in the store, sorted."""
    beginning = names.graph("coding", "")
    return tuple(graph.removeprefix(beginning) for graph in store.graphs() if graph.startswith(beginning))


def require_coding(store: OxigraphStore, names: Names, cid: str) -> None:
    """Raises ExportError "export.coding" where the store has no hand-coded corpus of that id."""
    if cid not in (known := codings(store, names)):
        raise ExportError(
            f"the graph has no hand-coded corpus {cid[:200]!r}",
            remedy=f"It has: {', '.join(known) or 'none'}.",
            code="export.coding",
        )


def recover_coding(store: OxigraphStore, names: Names, cid: str) -> Coding:
    """The coding whose graph is graph/coding/<cid>, with the ids of the file it came from.

    Raises ExportError "export.coding" where there is none of that id, or its graph is not whole.
    """
    require_coding(store, names, cid)
    graph = names.graph("coding", cid)
    try:
        return _Recovery(store.quads(graph)).coding()
    except (KeyError, IndexError, ValueError, StopIteration) as failure:
        raise ExportError(
            f"the graph of the hand-coded corpus is not whole: {failure}",
            where=graph,
            remedy="Build the workspace again.",
            code="export.coding",
        ) from failure


class _Recovery:
    """Subject → property → objects of one graph, read as values."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._said: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
        self._instances: defaultdict[str, list[str]] = defaultdict(list)
        kind = PREFIXES["rdf"] + "type"
        for quad in quads:
            assert isinstance(quad.subject, ox.NamedNode)
            assert isinstance(quad.object, (ox.NamedNode, ox.Literal))
            said = self._said.setdefault(quad.subject.value, {})
            said.setdefault(quad.predicate.value, []).append(quad.object)
            if quad.predicate.value == kind:
                self._instances[quad.object.value].append(quad.subject.value)

    def coding(self) -> Coding:
        versions = {self._text(run, "rg:extractorVersion") for run in self._instances[_iri("rg:Extraction")]}
        variables = self._all("rg:CodingVariable", self._variable)
        attributes = self._all("rg:CodingAttribute", self._attribute)
        self._variables = {variable.id: variable for variable in variables}
        self._variable_ids = self._numbers("rg:CodingVariable")
        self._attribute_ids = self._numbers("rg:CodingAttribute")
        return Coding(
            version=max(versions, default="").removeprefix("DNA").strip(),
            coders=self._all("prov:Person", self._coder),
            documents=self._all("rg:CodedDocument", self._document),
            types=self._all("rg:CodingType", self._type),
            variables=variables,
            attributes=attributes,
            entities=self._all("rg:CodedEntity", self._entity),
            statements=self._all("rg:Coding", self._statement),
        )

    def _all(self, name: str, make: Callable[[str], Made]) -> tuple[Made, ...]:
        return tuple(sorted(map(make, self._instances[_iri(name)]), key=lambda one: one.id))

    def _numbers(self, name: str) -> dict[str, int]:
        """The number in the file of every instance of a class, by its IRI, which is the property that has its values."""
        return {iri: self._id(iri) for iri in self._instances[_iri(name)]}

    def _coder(self, iri: str) -> Coder:
        return Coder(self._id(iri), self._label(iri), self._text(iri, "rg:color"))

    def _document(self, iri: str) -> CodedDocument:
        moment = datetime.fromisoformat(self._text(iri, "rg:documentDate"))
        return CodedDocument(
            id=self._id(iri),
            title=self._label(iri),
            text=self._text(iri, "rg:documentText"),
            date=round((moment - _EPOCH).total_seconds()),
            coder=self._number_of(iri, "rg:enteredBy"),
            author=self._optional(iri, "rg:documentAuthor") or "",
            source=self._optional(iri, "rg:documentSource") or "",
            section=self._optional(iri, "rg:documentSection") or "",
            notes=self._optional(iri, "rg:documentNotes") or "",
            type=self._optional(iri, "rg:documentType") or "",
        )

    def _type(self, iri: str) -> StatementType:
        return StatementType(self._id(iri), self._label(iri), self._text(iri, "rg:color"))

    def _variable(self, iri: str) -> Variable:
        links = self._objects(iri, "rg:linksVariable")
        return Variable(
            self._id(iri),
            self._label(iri),
            cast(Kind, self._text(iri, "rg:dataType")),
            self._owner(iri, "rg:variableOf"),
            tuple(sorted(self._id(link.value) for link in links)),
        )

    def _attribute(self, iri: str) -> Attribute:
        return Attribute(self._id(iri), self._owner(iri, "rg:attributeOf"), self._label(iri))

    def _entity(self, iri: str) -> Entity:
        values = (
            (self._attribute_ids[name], found[0].value)
            for name, found in self._said[iri].items()
            if name in self._attribute_ids
        )
        return Entity(
            self._id(iri),
            self._owner(iri, "rg:entityOf"),
            self._text(iri, "rg:entityValue"),
            self._optional(iri, "rg:color"),
            self._number_of(iri, "rg:entityWithin"),
            tuple(sorted(values)),
        )

    def _statement(self, iri: str) -> CodedStatement:
        passage = self._objects(iri, "rg:codes")[0].value
        position = next(
            selector.value
            for selector in self._objects(passage, "oa:hasSelector")
            if self._objects(selector.value, "oa:start")
        )
        values = (
            (self._variable_ids[name], self._value(self._variables[self._variable_ids[name]], found[0]))
            for name, found in self._said[iri].items()
            if name in self._variable_ids
        )
        return CodedStatement(
            id=self._id(iri),
            type=self._owner(iri, "rg:codingType"),
            document=self._owner(passage, "oa:hasSource"),
            start=int(self._text(position, "oa:start")),
            end=int(self._text(position, "oa:end")),
            coder=self._number_of(iri, "prov:wasAttributedTo"),
            values=tuple(sorted(values, key=lambda pair: pair[0])),
        )

    def _value(self, variable: Variable, term: ox.NamedNode | ox.Literal) -> Value:
        if variable.kind == SHORT:
            return self._id(term.value)
        if variable.kind == BOOLEAN:
            return term.value == "true"
        return int(term.value) if variable.kind == INTEGER else term.value

    def _objects(self, iri: str, name: str) -> list[ox.NamedNode | ox.Literal]:
        return self._said.get(iri, {}).get(_iri(name), [])

    def _id(self, iri: str) -> int:
        return int(self._text(iri, "rg:numberInFile"))

    def _label(self, iri: str) -> str:
        return self._text(iri, "skos:prefLabel")

    def _text(self, iri: str, name: str) -> str:
        return self._objects(iri, name)[0].value

    def _optional(self, iri: str, name: str) -> str | None:
        found = self._objects(iri, name)
        return found[0].value if found else None

    def _owner(self, iri: str, name: str) -> int:
        return self._id(self._text(iri, name))

    def _number_of(self, iri: str, name: str) -> int | None:
        found = self._optional(iri, name)
        return None if found is None else self._id(found)


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local
