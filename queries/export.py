"""Writing the graph as RDF: one function a format, one registry, files that are whole or not there.

The order is fixed, so that equal graphs are equal bytes. What was inferred stays out unless it is asked for. A format without named
graphs gets the triples of all graphs merged. This module knows quads and formats, not what they mean.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO, Final
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from remissgraf.atomic import open_atomic
from remissgraf.errors import ExportError
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import PREFIXES, is_inferred, shorten

__all__ = ["NOT_XML", "RDF_FORMATS", "export_rdf", "write_rdf"]

_TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")
_STRING: Final = PREFIXES["xsd"] + "string"
# What XML 1.0 cannot hold, not even escaped, and the names that it lets an element have (ASCII ones, which all our properties are).
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ELEMENT = re.compile(r".*[^\w.-][\d.-]*([A-Za-z_][\w.-]*)", re.ASCII)

Writer = Callable[[Iterable[ox.Quad], BinaryIO], None]


def export_rdf(store: OxigraphStore, format: str, path: Path, *, inferred: bool = False) -> int:
    """Write the store's graph to a file in the named format (a key of `RDF_FORMATS`); the number of quads or triples written.

    inferred: with what reasoning added. The file appears whole or not at all. Raises ExportError "export.format", "export.write",
    "export.rdfxml" (a text or property that XML cannot hold), "export.jsonld".
    """
    with open_atomic(path) as file:
        return write_rdf(store, format, file, inferred=inferred)


def write_rdf(store: OxigraphStore, format: str, file: BinaryIO, *, inferred: bool = False) -> int:
    """As `export_rdf`, to an open binary file."""
    writer, with_graphs = _format(format)
    quads = (quad for quad in store.quads() if inferred or not is_inferred(_graph_iri(quad)))
    if not with_graphs:
        quads = (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    ordered = sorted(set(quads), key=_order)
    writer(ordered, file)
    return len(ordered)


def _format(name: str) -> tuple[Writer, bool]:
    if name not in RDF_FORMATS:
        raise ExportError(
            f'the RDF format "{name}" is unknown',
            remedy=f"choose one of {', '.join(RDF_FORMATS)}",
            code="export.format",
        )
    return RDF_FORMATS[name]


def _graph_iri(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""


def _order(quad: ox.Quad) -> tuple[str, str, bool, str, str]:
    # The type first: a person looks for what a thing is before what is said of it.
    return (
        _graph_iri(quad),
        str(quad.subject),
        quad.predicate != _TYPE,
        str(quad.predicate),
        str(quad.object),
    )


def _nquads(quads: Iterable[ox.Quad], file: BinaryIO) -> None:
    # Sorted as lines, as canonical data is.
    file.writelines(sorted(f"{quad} .\n".encode() for quad in quads))


def _turtle(quads: Iterable[ox.Quad], file: BinaryIO) -> None:
    ox.serialize((quad.triple for quad in quads), file, ox.RdfFormat.TURTLE, prefixes=PREFIXES)


def _trig(quads: Iterable[ox.Quad], file: BinaryIO) -> None:
    ox.serialize(quads, file, ox.RdfFormat.TRIG, prefixes=PREFIXES)


def _rdfxml(quads: Iterable[ox.Quad], file: BinaryIO) -> None:
    """One rdf:Description a subject. Typed elements are avoided: a class may have a name that XML does not allow."""
    members = list(quads)
    names = _xml_names(members)
    declared = "".join(f"\n  xmlns:{prefix}={quoteattr(iri)}" for iri, prefix in sorted(names.items()))
    file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n'.encode())
    for subject, group in groupby(members, key=lambda quad: quad.subject):
        file.write(f"<rdf:Description {_xml_node('about', subject)}>\n".encode())
        for quad in group:
            beginning, local = _split(quad)
            tag = f"{names[beginning]}:{local}"
            file.write(f"  <{tag}{_xml_value(quad)}</{tag}>\n".encode())
        file.write(b"</rdf:Description>\n")
    file.write(b"</rdf:RDF>\n")


def _xml_names(quads: Iterable[ox.Quad]) -> dict[str, str]:
    """Namespace → prefix for all properties, the project's own prefixes where there are any."""
    known = {iri: prefix for prefix, iri in PREFIXES.items()}
    used = {_split(quad)[0] for quad in quads}
    names = {iri: known.get(iri, f"ns{number}") for number, iri in enumerate(sorted(used), 1)}
    return names | {PREFIXES["rdf"]: "rdf"}


def _split(quad: ox.Quad) -> tuple[str, str]:
    """A property as namespace and the longest name that XML allows for an element."""
    iri = quad.predicate.value
    match = _ELEMENT.fullmatch(iri)
    if match is None:
        raise _not_xml(quad, f"the property {iri} cannot be an XML element")
    return iri[: match.start(1)], match[1]


def _xml_value(quad: ox.Quad) -> str:
    value = quad.object
    if not isinstance(value, ox.Literal):
        return f" {_xml_node('resource', value)}>"
    if NOT_XML.search(value.value):
        raise _not_xml(quad, f"a text of {quad.predicate} has a character that XML cannot hold")
    kind = ""
    if value.language:
        kind = f" xml:lang={quoteattr(value.language)}"
    elif value.datatype.value != _STRING:
        kind = f" rdf:datatype={quoteattr(value.datatype.value)}"
    # A bare carriage return would be read as a line feed.
    return f"{kind}>{escape(value.value, {chr(13): '&#13;'})}"


def _xml_node(attribute: str, term: Any) -> str:
    if isinstance(term, ox.BlankNode):
        return f"rdf:nodeID={quoteattr(term.value)}"
    return f"rdf:{attribute}={quoteattr(_iri_of(term))}"


def _not_xml(quad: ox.Quad, trouble: str) -> ExportError:
    return ExportError(trouble, where=str(quad.subject), remedy="export as ttl instead", code="export.rdfxml")


def _jsonld(quads: Iterable[ox.Quad], file: BinaryIO) -> None:
    """JSON-LD in compact form with the project's prefixes as context: one object a subject, within one a named graph."""
    context = json.dumps(PREFIXES, ensure_ascii=False, sort_keys=True)
    file.write(f'{{"@context": {context},\n"@graph": ['.encode())
    separator = "\n"
    for graph, members in groupby(quads, key=_graph_iri):
        subjects = [_node(str_id, list(group)) for str_id, group in groupby(members, key=_subject_id)]
        objects = [{"@id": _id(graph), "@graph": subjects}] if graph else subjects
        for entry in objects:
            file.write((separator + json.dumps(entry, ensure_ascii=False)).encode("utf-8"))
            separator = ",\n"
    file.write(b"\n]}\n")


def _subject_id(quad: ox.Quad) -> str:
    return str(quad.subject) if isinstance(quad.subject, ox.BlankNode) else _id(_iri_of(quad.subject))


def _iri_of(term: Any) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value
    raise ExportError(
        "a triple about a triple cannot be written in this format", where=str(term), code="export.format"
    )


def _node(identity: str, quads: list[ox.Quad]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": identity}
    for quad in quads:
        if quad.predicate == _TYPE and isinstance(quad.object, ox.NamedNode):
            node.setdefault("@type", []).append(_id(quad.object.value))
        else:
            node.setdefault(_id(quad.predicate.value), []).append(_value(quad.object))
    return node


def _value(term: Any) -> dict[str, str]:
    if isinstance(term, ox.BlankNode):
        return {"@id": str(term)}
    if not isinstance(term, ox.Literal):
        return {"@id": _id(_iri_of(term))}
    # Every value as its own text: JSON's numbers would change the way it is written.
    value = {"@value": term.value}
    if term.language:
        value["@language"] = term.language
    elif term.datatype.value != _STRING:
        value["@type"] = _id(term.datatype.value)
    return value


def _id(iri: str) -> str:
    if iri.partition(":")[0] in PREFIXES:
        raise ExportError(
            "this IRI would be read as a short form in JSON-LD",
            where=iri,
            remedy="export as nq instead",
            code="export.jsonld",
        )
    return shorten(iri)


RDF_FORMATS: Final[Mapping[str, tuple[Writer, bool]]] = {
    "ttl": (_turtle, False),
    "trig": (_trig, True),
    "nq": (_nquads, True),
    "jsonld": (_jsonld, True),
    "rdfxml": (_rdfxml, False),
}
