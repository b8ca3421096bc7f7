"""What is in a graph: its classes and properties with their numbers, as rows for people and as a VoID description for programs.

The three queries beside it count; this module asks them and gives the answer a form. It knows no file and no workspace.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from remissgraf.errors import QueryError
from remissgraf.ontology.namespaces import ONTOLOGY, PREFIXES, shorten, slug
from remissgraf.queries.parameters import as_iri
from remissgraf.queries.result import Result
from remissgraf.queries.run import run

if TYPE_CHECKING:
    from remissgraf.graph.stores.interface import Store

__all__ = ["COLUMNS", "Term", "survey", "to_result", "to_void"]

COLUMNS: Final = ("kind", "term", "label_sv", "label_en", "number", "inferred")
_XSD: Final = PREFIXES["xsd"]


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property in use. iri; label_sv, label_en: "" where the graph gives none.

    kind: "class" or "property". number: of its instances, or of its triples. inferred: how many of them reasoning alone gave.
    """

    kind: str
    iri: str
    label_sv: str
    label_en: str
    number: int
    inferred: int


def survey(store: Store, of_class: str | None = None) -> tuple[Term, ...]:
    """The classes of the graph, then its properties, each by falling number. What the ontology says of its own terms does not count.

    of_class: a class as a person writes it (rg:Statement, Statement, an IRI): then the properties of its members alone.
    Raises QueryError "query.parameter" for a class that the graph does not have.
    """
    if of_class is None:
        return (*_asked(store, "class", "classes"), *_asked(store, "property", "properties"))
    return _asked(store, "property", "properties-of-class", {"class": f"<{_class(store, of_class)}>"})


def to_result(terms: tuple[Term, ...]) -> Result:
    """The terms as rows of COLUMNS, for every format that there is."""
    return Result(
        "rows",
        COLUMNS,
        tuple(
            (
                ox.Literal(term.kind),
                ox.NamedNode(term.iri),
                ox.Literal(term.label_sv, language="sv") if term.label_sv else None,
                ox.Literal(term.label_en, language="en") if term.label_en else None,
                ox.Literal(term.number),
                ox.Literal(term.inferred),
            )
            for term in terms
        ),
    )


def to_void(terms: tuple[Term, ...], dataset: str) -> bytes:
    """The numbers as a VoID description of the dataset of that IRI, in Turtle: partitions by class and by property."""
    node, void = ox.NamedNode(dataset), PREFIXES["void"]
    triples = [ox.Triple(node, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(void + "Dataset"))]

    def say(subject: ox.NamedNode, name: str, value: ox.NamedNode | int) -> None:
        triples.append(
            ox.Triple(
                subject,
                ox.NamedNode(void + name),
                value if isinstance(value, ox.NamedNode) else ox.Literal(value),
            )
        )

    classes = [term for term in terms if term.kind == "class"]
    properties = [term for term in terms if term.kind == "property"]
    say(node, "triples", sum(term.number for term in properties))
    say(node, "classes", len(classes))
    say(node, "properties", len(properties))
    for term in terms:
        part = ox.NamedNode(f"{dataset}/{term.kind}/{slug(shorten(term.iri))}")
        say(node, f"{term.kind}Partition", part)
        say(part, term.kind, ox.NamedNode(term.iri))
        say(part, "entities" if term.kind == "class" else "triples", term.number)
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def _asked(store: Store, kind: str, name: str, given: dict[str, str] | None = None) -> tuple[Term, ...]:
    text = files(__package__).joinpath(f"{name}.rq").read_text(encoding="utf-8")
    rows = run(store, text, {"ontology": f"<{ONTOLOGY}>", **(given or {})}).dicts()
    return tuple(
        Term(
            kind,
            row["term"],
            row["label_sv"],
            row["label_en"],
            int(row["number"]),
            int(row["number"]) - int(row["asserted"]),
        )
        for row in rows
    )


def _class(store: Store, wanted: str) -> str:
    known = {term.iri for term in _asked(store, "class", "classes")}
    given = as_iri(wanted)
    if given is not None and given.value in known:
        return given.value
    found = [iri for iri in sorted(known) if iri.endswith((f"#{wanted}", f"/{wanted}"))]
    if len(found) == 1:
        return found[0]
    near = get_close_matches(
        wanted.rpartition(":")[2], [shorten(iri).rpartition(":")[2] for iri in known], n=1
    )
    raise QueryError(
        "the graph has nothing of that class",
        where=wanted[:200],
        remedy=f"did you mean {near[0]}?" if near else "`remissgraf schema` lists its classes",
        code="query.parameter",
    )
