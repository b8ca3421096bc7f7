"""A workspace's own statements as a coding, so that people can go on coding by hand: texts, who says what, and on what.

Statements that commit themselves to a claim are of one statement type, with agreement; the others are of a second type without it, because
the file's format has no way to say that nothing is agreed to. It knows the graph and the values of a coding, no file format.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final

import pyoxigraph as ox

from remissgraf.errors import ExportError
from remissgraf.graph.describe import file_id
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
from remissgraf.graph.dna.values import BOOLEAN, LONG, LONGEST_LABEL, SHORT, Value
from remissgraf.graph.store import OxigraphStore
from remissgraf.queries.coded.texts import text_rows

__all__ = ["gather_coding"]

_RESPONSES: Final = """SELECT DISTINCT ?response ?file ?consultation ?day WHERE {
  ?response a rg:Response ; rg:respondsTo ?consultation .
  OPTIONAL { ?response rg:filePath ?file }
  OPTIONAL { ?response rg:dateIssued ?issued } OPTIONAL { ?response rg:dateReceived ?received }
  OPTIONAL { ?consultation dcterms:issued ?sent }
  BIND(STR(COALESCE(?issued, ?received, ?sent, "")) AS ?day)
} ORDER BY ?response"""
# Those that count, in their own voice, once an actor: what a network made elsewhere counts is what one made here counts.
_STATEMENTS: Final = """SELECT DISTINCT ?statement ?response ?actor ?stance ?claim ?agreement ?start ?end WHERE {
  ?statement a rg:CountedStatement ; rg:statedIn ?response ; rg:madeBy ?actor ; rg:hasStance ?stance ; rg:hasEvidence ?passage .
  ?passage oa:hasSource ?response ; oa:hasSelector ?position .
  ?position oa:start ?start ; oa:end ?end .
  OPTIONAL { ?statement rg:expressesClaim ?claim ; rg:agreement ?agreement }
} ORDER BY ?response ?start ?end ?statement ?actor"""
_ABOUT: Final = {
    "chapter": "SELECT ?statement ?about WHERE { ?statement rg:targets ?about } ORDER BY ?statement ?about",
    "topic": "SELECT ?statement ?about WHERE { ?statement rg:aboutTopic ?about } ORDER BY ?statement ?about",
}
_LABELS: Final = "SELECT ?node ?label WHERE { ?node skos:prefLabel ?label FILTER(ISIRI(?node)) }"
_KINDS: Final = """SELECT ?actor ?label WHERE {
  ?actor a ?kind . ?kind rdfs:subClassOf* rg:Actor ; rdfs:label ?label FILTER(?kind != rg:Actor && LANG(?label) = ?lang)
  FILTER NOT EXISTS { ?actor a ?narrower . ?narrower rdfs:subClassOf ?kind FILTER(?narrower != ?kind) }
} ORDER BY ?actor ?label"""

_CLAIMS, _OTHERS = 1, 2
_TYPES: Final = (
    StatementType(_CLAIMS, "Claim", "#efd033"),
    StatementType(_OTHERS, "Statement without a claim", "#d3d3d3"),
)
_VARIABLES: Final = (
    Variable(1, "organization", SHORT, _CLAIMS),
    Variable(2, "concept", SHORT, _CLAIMS),
    Variable(3, "agreement", BOOLEAN, _CLAIMS),
    Variable(4, "stance", SHORT, _CLAIMS),
    Variable(5, "chapter", SHORT, _CLAIMS),
    Variable(6, "topic", SHORT, _CLAIMS),
    Variable(7, "statement", LONG, _CLAIMS),
    Variable(8, "organization", SHORT, _OTHERS),
    Variable(9, "stance", SHORT, _OTHERS),
    Variable(10, "chapter", SHORT, _OTHERS),
    Variable(11, "topic", SHORT, _OTHERS),
    Variable(12, "statement", LONG, _OTHERS),
)
# Of organizations: what kind of actor, and its IRI.
_TYPE_OF, _IRI_OF = "Type", "IRI"
_CODER: Final = Coder(1, "Admin", "#ffff00")
_CUT: Final = 8


def gather_coding(store: OxigraphStore, texts: Mapping[str, str], lang: str) -> Coding:
    """The counted statements of the workspace's responses.

    texts: by IRI of the response, or of the file that holds several; lang: "sv" or "en", of labels.
    Variables: organization, concept (the claim), agreement, stance, chapter, topic, and statement (the IRI here). A statement by several
    actors is one for each. Labels beyond 190 characters are cut and end in a hash of the whole. Raises ExportError "export.text" where
    a text is missing.
    """
    labels = _labels(store, lang)
    kinds = _joined(text_rows(store, _KINDS.replace("?lang", f'"{lang}"')), "actor", "label")
    documents, numbers = _documents(store, texts, labels)
    about = {
        name: _joined(
            ({**row, "label": labels.get(row["about"], row["about"])} for row in text_rows(store, query)),
            "statement",
            "label",
        )
        for name, query in _ABOUT.items()
    }
    entities = _Entities()
    statements: list[CodedStatement] = []
    for number, row in enumerate(text_rows(store, _STATEMENTS), 1):
        kind = _CLAIMS if "claim" in row else _OTHERS
        said = {
            "organization": labels.get(row["actor"], row["actor"]),
            "stance": labels.get(row["stance"], row["stance"]),
            "chapter": about["chapter"].get(row["statement"], ""),
            "topic": about["topic"].get(row["statement"], ""),
        }
        if "claim" in row:
            said["concept"] = labels.get(row["claim"], row["claim"])
        values: list[tuple[int, Value]] = []
        for variable in (one for one in _VARIABLES if one.type == kind):
            if variable.kind == BOOLEAN:
                values.append((variable.id, row["agreement"] == "true"))
            elif variable.kind == LONG:
                values.append((variable.id, row["statement"]))
            else:
                values.append((variable.id, entities.id(variable.id, said[variable.name])))
                if variable.name == "organization":
                    entities.note(values[-1][1], kinds.get(row["actor"], ""), row["actor"])
        statements.append(
            CodedStatement(
                number,
                kind,
                numbers[row["response"]],
                int(row["start"]),
                int(row["end"]),
                _CODER.id,
                tuple(values),
            )
        )
    return Coding(
        coders=(_CODER,),
        documents=documents,
        types=_TYPES,
        variables=_VARIABLES,
        attributes=entities.attributes,
        entities=entities.all(),
        statements=tuple(statements),
    )


class _Entities:
    """Entities as they come up: equal texts of a variable are one. Each variable has an empty one, which the format expects."""

    def __init__(self) -> None:
        self._ids: dict[tuple[int, str], int] = {}
        self._notes: dict[Value, tuple[str, str]] = {}
        self.attributes = tuple(
            Attribute(number, variable.id, name)
            for number, (variable, name) in enumerate(
                (
                    (variable, name)
                    for variable in _VARIABLES
                    if variable.name == "organization"
                    for name in (_TYPE_OF, _IRI_OF)
                ),
                1,
            )
        )
        for variable in _VARIABLES:
            if variable.kind == SHORT:
                self.id(variable.id, "")

    def id(self, variable: int, text: str) -> int:
        return self._ids.setdefault((variable, _label(text)), len(self._ids) + 1)

    def note(self, entity: Value, kind: str, iri: str) -> None:
        self._notes[entity] = (_label(kind), _label(iri))

    def all(self) -> tuple[Entity, ...]:
        return tuple(
            Entity(number, variable, text, "#000000", None, self._attributes(number, variable))
            for (variable, text), number in self._ids.items()
        )

    def _attributes(self, number: int, variable: int) -> tuple[tuple[int, str], ...]:
        noted = self._notes.get(number, ("", ""))
        own = [attribute.id for attribute in self.attributes if attribute.variable == variable]
        return tuple(zip(own, noted, strict=True)) if own else ()


def _documents(
    store: OxigraphStore, texts: Mapping[str, str], labels: Mapping[str, str]
) -> tuple[tuple[CodedDocument, ...], dict[str, int]]:
    """The responses as documents, and their numbers by IRI."""
    documents: list[CodedDocument] = []
    numbers: dict[str, int] = {}
    for row in text_rows(store, _RESPONSES):
        iri = row["response"]
        if iri in numbers:
            continue
        # Responses in one file share its text, in which their offsets count.
        text = texts.get(file_id(iri))
        if text is None:
            raise ExportError(
                "the text of a response is not there",
                where=iri,
                remedy="Build the workspace again.",
                code="export.text",
            )
        numbers[iri] = len(numbers) + 1
        documents.append(
            CodedDocument(
                id=numbers[iri],
                title=_label(labels.get(iri, iri)),
                text=text,
                date=_seconds(row["day"]),
                coder=_CODER.id,
                source=_label(row.get("file", "")),
                section=_label(labels.get(row["consultation"], "")),
                type="Response",
            )
        )
    return tuple(documents), numbers


def _seconds(day: str) -> int:
    """Midnight (UTC) of a day; 0 for a date that names no day, which the format cannot leave empty."""
    try:
        return round(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())
    except ValueError:
        return 0


def _label(text: str) -> str:
    """The text within the format's limit. What is cut ends in a hash, so that two long texts stay two.

    >>> _label("a" * 190) == "a" * 190, len(_label("a" * 191)), _label("a" * 191) == _label("a" * 192)
    (True, 190, False)
    """
    if len(text) <= LONGEST_LABEL:
        return text
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:_CUT]
    return f"{text[: LONGEST_LABEL - _CUT - 2]}… {digest}"


def _labels(store: OxigraphStore, lang: str) -> dict[str, str]:
    """One label a node: in the language asked for, else without one, else in another; of several the first in the alphabet."""
    found: dict[str, tuple[int, str]] = {}
    answer = store.query(_LABELS)
    assert isinstance(answer, ox.QuerySolutions)
    for node, label in answer:
        assert isinstance(node, ox.NamedNode)
        assert isinstance(label, ox.Literal)
        rank = 0 if label.language == lang else 1 if label.language is None else 2
        mine = (rank, label.value)
        found[node.value] = min(found.get(node.value, mine), mine)
    return {node: label for node, (_, label) in found.items()}


def _joined(rows: Iterable[Mapping[str, str]], key: str, value: str) -> dict[str, str]:
    """Key → its values, each once, in order, with semicolons between."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        found[row[key]][row[value]] = None
    return {one: "; ".join(values) for one, values in found.items()}
